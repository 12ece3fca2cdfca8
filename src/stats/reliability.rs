//! Cronbach's alpha: how far the items of a scale go together.

use statrs::distribution::{ContinuousCDF, FisherSnedecor};

/// What is done about people who left an item out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Only people who answered every item.
    Listwise,
    /// Each covariance over the people who answered both of its items.
    Pairwise,
}

/// Why there is no reliability.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreliable {
    /// Fewer items than it takes: two for alpha, three for omega.
    FewItems,
    /// Fewer people than it takes: two for alpha, three for omega.
    FewPeople,
    /// Two items that fewer than two people answered both of.
    NobodyInCommon,
    /// The total does not differ between people, or the covariances by pairs leave it no variance.
    AllAlike,
    /// An item that everybody answered alike has no share in a common factor.
    ItemAlike,
    /// No one-factor solution was reached.
    NotConverged,
    /// The one-factor solution leaves an item no variance of its own, or less (Heywood 1931): one factor
    /// does not fit these answers.
    Heywood,
}

/// Cronbach's alpha of a scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Alpha {
    /// k/(k−1)·(1 − Σs²ᵢ/s²ₜ), at most 1; below 0 when items run against one another.
    pub alpha: f64,
    /// Feldt's 95 % interval; `None` when alpha is 1, of which answers in whole levels cannot be certain.
    pub interval: Option<(f64, f64)>,
    /// People it rests on: all who answered every item, or at least one.
    pub people: usize,
    /// People the interval rests on: the fewest that two items have in common.
    pub fewest: usize,
    /// Items.
    pub items: usize,
    /// What was done about items left out.
    pub missing: Missing,
}

/// Covariances of items, with n − 1, and how many people they rest on.
#[derive(Clone, Debug)]
pub(super) struct Covariances {
    pub items: usize,
    pub people: usize,
    pub fewest: usize,
    /// Row by row.
    pub matrix: Vec<f64>,
}

impl Covariances {
    pub fn at(&self, i: usize, j: usize) -> f64 {
        self.matrix[i * self.items + j]
    }

    pub fn variances(&self) -> impl Iterator<Item = f64> + '_ {
        (0..self.items).map(|i| self.at(i, i))
    }
}

/// Cronbach's alpha (1951) of people × items, an item left out being `None`.
///
/// Rows of different length are read as if the short ones had left the rest out.
///
/// ```
/// use crossweave::stats::reliability::{Missing, Unreliable, alpha};
/// let rows = [[1, 2, 2], [2, 2, 3], [3, 4, 4], [4, 3, 4], [2, 1, 2]].map(|r| r.map(|x| Some(f64::from(x))).to_vec());
/// let found = alpha(&rows, Missing::Listwise).unwrap();
/// assert!((found.alpha - 0.913043).abs() < 1e-6);
/// assert_eq!((found.people, found.items), (5, 3));
/// assert_eq!(alpha(&rows[..1], Missing::Listwise), Err(Unreliable::FewPeople));
/// ```
pub fn alpha(rows: &[Vec<Option<f64>>], missing: Missing) -> Result<Alpha, Unreliable> {
    let found = covariances(rows, missing, 2)?;
    let (total, own) = (found.matrix.iter().sum::<f64>(), found.variances().sum::<f64>());
    if total <= 1e-12 * own.max(f64::MIN_POSITIVE) {
        return Err(Unreliable::AllAlike);
    }
    let k = found.items as f64;
    let alpha = k / (k - 1.0) * (1.0 - own / total);
    let interval = (alpha < 1.0 - 1e-12).then(|| feldt(alpha, found.fewest, found.items)).flatten();
    let (people, fewest, items) = (found.people, found.fewest, found.items);
    Ok(Alpha { alpha, interval, people, fewest, items, missing })
}

/// Feldt's interval (1965): (1 − α)/(1 − α̂) is F with n − 1 and (n − 1)(k − 1) degrees of freedom.
/// `None` with fewer than two people or items.
///
/// It supposes items that go together about equally and are about normal. On answers in four or five
/// levels that go together unequally it was seen to hold the truth in 95 of 100 small teams; in the worst
/// setting, answers near one end of the scale, in 87 (`docs/adr/0008-intervals-by-coverage.md`).
///
/// ```
/// use crossweave::stats::reliability::feldt;
/// let (low, high) = feldt(0.8, 30, 10).unwrap();
/// assert!((low - 0.673359).abs() < 1e-6 && (high - 0.891558).abs() < 1e-6);
/// assert_eq!(feldt(0.8, 1, 10), None);
/// ```
pub fn feldt(alpha: f64, people: usize, items: usize) -> Option<(f64, f64)> {
    if people < 2 || items < 2 {
        return None;
    }
    let freedom = people as f64 - 1.0;
    let f = FisherSnedecor::new(freedom, freedom * (items as f64 - 1.0)).ok()?;
    let bound = |share: f64| 1.0 - (1.0 - alpha) * f.inverse_cdf(share);
    Some((bound(0.975), bound(0.025)))
}

/// Covariances of all items, or why there are none.
pub(super) fn covariances(
    rows: &[Vec<Option<f64>>],
    missing: Missing,
    fewest_items: usize,
) -> Result<Covariances, Unreliable> {
    let items = rows.iter().map(Vec::len).max().unwrap_or(0);
    if items < fewest_items {
        return Err(Unreliable::FewItems);
    }
    let answers = |row: &&Vec<Option<f64>>| row.iter().flatten().count();
    let enough = |row: &&Vec<Option<f64>>| match missing {
        Missing::Listwise => answers(row) == items,
        Missing::Pairwise => answers(row) > 0,
    };
    let rows: Vec<&[Option<f64>]> = rows.iter().filter(enough).map(Vec::as_slice).collect();
    if rows.len() < 2 {
        return Err(Unreliable::FewPeople);
    }
    let mut found =
        Covariances { items, people: rows.len(), fewest: rows.len(), matrix: vec![0.0; items * items] };
    for i in 0..items {
        for j in i..items {
            let (both, covariance) = covariance(&rows, i, j).ok_or(Unreliable::NobodyInCommon)?;
            found.fewest = found.fewest.min(both);
            (found.matrix[i * items + j], found.matrix[j * items + i]) = (covariance, covariance);
        }
    }
    Ok(found)
}

/// People who answered both items, and their covariance; `None` of fewer than two.
fn covariance(rows: &[&[Option<f64>]], i: usize, j: usize) -> Option<(usize, f64)> {
    let answer = |row: &[Option<f64>], item: usize| row.get(item).copied().flatten();
    let both = || rows.iter().filter_map(|row| Some((answer(row, i)?, answer(row, j)?)));
    let n = both().count();
    if n < 2 {
        return None;
    }
    let (x, y) = both().fold((0.0, 0.0), |(x, y), (a, b)| (x + a, y + b));
    let (x, y) = (x / n as f64, y / n as f64);
    Some((n, both().map(|(a, b)| (a - x) * (b - y)).sum::<f64>() / (n as f64 - 1.0)))
}
