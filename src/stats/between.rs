//! How much of what sets people apart goes by group.

use statrs::distribution::{ContinuousCDF, FisherSnedecor};

use super::undefined::Undefined;

/// The part of the variance that lies between groups.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Between {
    /// ICC(1); 0 is no more than chance gives, below 0 is less.
    pub icc: f64,
    /// 95 % interval; `None` where nobody differs from their own group.
    pub interval: Option<(f64, f64)>,
    /// Groups with anybody in them.
    pub groups: usize,
    /// People in them.
    pub people: usize,
}

/// ICC(1) of a one-way analysis of variance: (MSB − MSW) / (MSB + (k₀ − 1)·MSW), where k₀ = (N − Σnᵢ²/N)/(G − 1)
/// stands for the size of a group (Bliese 2000; k₀ after Snedecor).
///
/// η², the share of the squares, is not used: with teams of ten it is above .1 where nothing goes by team. The
/// interval is Searle's (1971) by the F distribution, exact for groups of one size and close for others.
///
/// ```
/// use crossweave::stats::between::between;
/// let found = between(&[vec![1.0, 2.0, 3.0], vec![4.0, 5.0, 6.0], vec![2.0, 4.0, 6.0]]).unwrap();
/// // By hand: MSB 7, MSW 2, so 5 / 11.
/// assert!((found.icc - 5.0 / 11.0).abs() < 1e-12);
/// ```
pub fn between(groups: &[Vec<f64>]) -> Result<Between, Undefined> {
    let groups: Vec<&Vec<f64>> = groups.iter().filter(|g| !g.is_empty()).collect();
    let people: usize = groups.iter().map(|g| g.len()).sum();
    match groups.len() {
        0 => return Err(Undefined::Nobody),
        1 => return Err(Undefined::OneGroup),
        g if g == people => return Err(Undefined::NoTwoInAGroup),
        _ => {}
    }
    let squares = Squares::of(&groups, people as f64);
    let (icc, f, size) = (squares.icc(), squares.between / squares.within, squares.size);
    if squares.between + squares.within <= 1e-18 {
        return Err(Undefined::AllAlike);
    }
    let interval = (squares.within > 0.0).then(|| searle(f, squares.freedom, size)).flatten();
    Ok(Between { icc, interval, groups: groups.len(), people })
}

/// Mean squares between and within groups.
struct Squares {
    between: f64,
    within: f64,
    freedom: (f64, f64),
    size: f64,
}

impl Squares {
    fn of(groups: &[&Vec<f64>], n: f64) -> Self {
        let mean = |g: &[f64]| g.iter().sum::<f64>() / g.len() as f64;
        let grand = groups.iter().flat_map(|g| g.iter()).sum::<f64>() / n;
        let freedom = (groups.len() as f64 - 1.0, n - groups.len() as f64);
        let between: f64 = groups.iter().map(|g| g.len() as f64 * (mean(g) - grand).powi(2)).sum();
        let within: f64 = groups.iter().map(|g| g.iter().map(|x| (x - mean(g)).powi(2)).sum::<f64>()).sum();
        let sizes: f64 = groups.iter().map(|g| (g.len() as f64).powi(2)).sum();
        let size = (n - sizes / n) / freedom.0;
        Squares { between: between / freedom.0, within: within / freedom.1, freedom, size }
    }

    fn icc(&self) -> f64 {
        (self.between - self.within) / (self.between + (self.size - 1.0) * self.within)
    }
}

fn searle(f: f64, (between, within): (f64, f64), size: f64) -> Option<(f64, f64)> {
    let point = |a: f64, b: f64| Some(FisherSnedecor::new(a, b).ok()?.inverse_cdf(0.975));
    let end = |f: f64| (f - 1.0) / (f + size - 1.0);
    let (low, high) = (end(f / point(between, within)?), end(f * point(within, between)?));
    (low.is_finite() && high.is_finite()).then_some((low, high))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `scipy.stats.f_oneway` gives F 3.5 for the first; ends by `scipy.stats.f.ppf`.
    #[test]
    fn shares_and_intervals_agree_with_another_program() {
        let even = between(&[vec![1.0, 2.0, 3.0], vec![4.0, 5.0, 6.0], vec![2.0, 4.0, 6.0]]).unwrap();
        let (low, high) = even.interval.unwrap();
        assert!((low + 0.208_652_381).abs() < 1e-7 && (high - 0.978_519_277).abs() < 1e-7);
        let uneven = between(&[vec![10.0, 20.0], vec![], vec![30.0, 50.0, 40.0], vec![60.0]]).unwrap();
        let (low, high) = uneven.interval.unwrap();
        assert!((uneven.icc - 0.813_559_322).abs() < 1e-9);
        assert!((low + 0.314_889_517).abs() < 1e-6 && (high - 0.994_811_166).abs() < 1e-7);
        assert_eq!((uneven.groups, uneven.people), (3, 6));
    }

    #[test]
    fn groups_that_are_less_apart_than_chance_are_below_nought() {
        let found = between(&[vec![1.0, 9.0], vec![1.0, 9.0]]).unwrap();
        assert_eq!(found.icc, -1.0, "MSB 0, k₀ 2");
    }

    #[test]
    fn undefined_has_its_reason() {
        assert_eq!(between(&[]), Err(Undefined::Nobody));
        assert_eq!(between(&[vec![], vec![]]), Err(Undefined::Nobody));
        assert_eq!(between(&[vec![1.0, 2.0], vec![]]), Err(Undefined::OneGroup));
        assert_eq!(between(&[vec![1.0], vec![2.0]]), Err(Undefined::NoTwoInAGroup));
        assert_eq!(between(&[vec![5.0; 3], vec![5.0; 2]]), Err(Undefined::AllAlike));
        let own = between(&[vec![1.0; 3], vec![2.0; 3]]).unwrap();
        assert_eq!((own.icc, own.interval), (1.0, None));
    }
}
