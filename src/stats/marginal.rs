//! Marginal homogeneity: did the spread over the levels change, in the same people?

use super::linear::solve;
use super::tails::chi_squared_p;
use super::transitions::Transitions;
use super::undefined::Undefined;

/// A statistic that follows χ² when nothing changed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChiSquared {
    /// The statistic.
    pub statistic: f64,
    /// Degrees of freedom: those the table really has, which are fewer when levels are not used.
    pub freedom: u32,
    /// The upper tail.
    pub p: f64,
}

impl ChiSquared {
    pub(super) fn new(statistic: f64, freedom: u32) -> Self {
        ChiSquared { statistic, freedom, p: chi_squared_p(statistic, freedom) }
    }
}

/// Stuart (1955) and Maxwell (1970): d′ S⁻¹ d.
///
/// d holds each level's people before less its people after; S is their covariance when nothing changed, S_ii
/// = n_i· + n_·i − 2n_ii and S_ij = −(n_ij + n_ji). Levels nobody left or reached say nothing and are
/// dropped. Where people moved only inside separate sets of levels, one level of each set is dropped, so that
/// the degrees of freedom are levels − sets (k − 1 when the table is in one piece, as the books have it).
///
/// ```
/// use crossweave::stats::{marginal::stuart_maxwell, transitions::Transitions};
/// let vision = [[1520, 266, 124, 66], [234, 1512, 432, 78], [117, 362, 1772, 205], [36, 82, 179, 492]];
/// let table = Transitions::from_rows(&vision.map(Vec::from)).unwrap();
/// let test = stuart_maxwell(&table).unwrap();
/// assert!((test.statistic - 11.9566).abs() < 5e-5 && test.freedom == 3);
/// ```
pub fn stuart_maxwell(table: &Transitions) -> Result<ChiSquared, Undefined> {
    if table.n() == 0 {
        return Err(Undefined::NobodyInBoth);
    }
    if table.moves().same == table.n() {
        return Err(Undefined::NobodyMoved);
    }
    let sets = sets_of_levels(table);
    let mut statistic = 0.0;
    let mut freedom = 0;
    for set in sets.iter().filter(|set| set.len() > 1) {
        let kept = &set[..set.len() - 1];
        statistic += quadratic(table, kept).ok_or(Undefined::BadNumber)?;
        freedom += kept.len() as u32;
    }
    Ok(ChiSquared::new(statistic, freedom))
}

/// Bhapkar (1966): as Stuart–Maxwell with the covariance of what was seen, S − dd′/n; a little larger.
///
/// It is X/(1 − X/n) of Stuart–Maxwell's X. Undefined also when everyone made the same move, as what was seen
/// then does not vary.
pub fn bhapkar(table: &Transitions) -> Result<ChiSquared, Undefined> {
    let ChiSquared { statistic, freedom, .. } = stuart_maxwell(table)?;
    let left = 1.0 - statistic / table.n() as f64;
    if left < 1e-9 {
        return Err(Undefined::AllMovedAlike);
    }
    Ok(ChiSquared::new(statistic / left, freedom))
}

/// Levels joined by somebody's move, each set in order.
fn sets_of_levels(table: &Transitions) -> Vec<Vec<usize>> {
    let joined = |a: usize, b: usize| table.count(a, b) + table.count(b, a) > 0;
    let mut sets = Vec::new();
    let mut seen = vec![false; table.levels()];
    for first in 0..table.levels() {
        if std::mem::replace(&mut seen[first], true) {
            continue;
        }
        let mut set = vec![first];
        let mut next = 0;
        while let Some(&level) = set.get(next) {
            set.extend(
                (0..table.levels())
                    .filter(|other| joined(level, *other) && !std::mem::replace(&mut seen[*other], true)),
            );
            next += 1;
        }
        set.sort_unstable();
        sets.push(set);
    }
    sets
}

/// d′ S⁻¹ d over the levels that are kept.
fn quadratic(table: &Transitions, kept: &[usize]) -> Option<f64> {
    let (before, after) = (table.before(), table.after());
    let d: Vec<f64> = kept.iter().map(|i| before[*i] as f64 - after[*i] as f64).collect();
    let cell = |i: usize, j: usize| {
        if i == j {
            (before[i] + after[i]) as f64 - 2.0 * table.count(i, i) as f64
        } else {
            -((table.count(i, j) + table.count(j, i)) as f64)
        }
    };
    let matrix: Vec<Vec<f64>> = kept.iter().map(|i| kept.iter().map(|j| cell(*i, *j)).collect()).collect();
    Some(solve(&matrix, &d)?.iter().zip(&d).map(|(x, d)| x * d).sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&[u64]]) -> Transitions {
        Transitions::from_rows(&rows.iter().map(|r| r.to_vec()).collect::<Vec<_>>()).unwrap()
    }

    fn vision() -> Transitions {
        table(&[&[1520, 266, 124, 66], &[234, 1512, 432, 78], &[117, 362, 1772, 205], &[36, 82, 179, 492]])
    }

    /// Stuart 1953/1955, unaided vision of 7,477 women; 11.9566 in the books; more places by exact fractions.
    #[test]
    fn vision_agrees_with_the_books() {
        let test = stuart_maxwell(&vision()).unwrap();
        assert!((test.statistic - 11.956_569_623).abs() < 1e-9, "{}", test.statistic);
        assert!((test.p - 0.007_53).abs() < 5e-6 && test.freedom == 3, "{}", test.p);
        let test = bhapkar(&vision()).unwrap();
        assert!((test.statistic - 11.975_720_156).abs() < 1e-9, "{}", test.statistic);
    }

    /// With two levels Stuart–Maxwell is McNemar's χ².
    #[test]
    fn two_levels_are_mcnemar() {
        let test = stuart_maxwell(&table(&[&[794, 150], &[86, 570]])).unwrap();
        assert!((test.statistic - 17.355_932_2).abs() < 1e-6 && test.freedom == 1);
    }

    #[test]
    fn levels_nobody_uses_change_nothing() {
        let test =
            stuart_maxwell(&table(&[&[7, 0, 9, 2], &[0, 0, 0, 0], &[3, 0, 6, 5], &[1, 0, 1, 4]])).unwrap();
        let less = stuart_maxwell(&table(&[&[7, 9, 2], &[3, 6, 5], &[1, 1, 4]])).unwrap();
        assert_eq!(test, less);
        assert_eq!(test.freedom, 2);
    }

    /// 0 ↔ 1 and 2 ↔ 3 are two McNemar tests side by side: 16/8 + 9/9, two degrees of freedom.
    #[test]
    fn separate_sets_of_levels_add_up() {
        let test =
            stuart_maxwell(&table(&[&[1, 6, 0, 0], &[2, 1, 0, 0], &[0, 0, 1, 6], &[0, 0, 3, 1]])).unwrap();
        assert!((test.statistic - 3.0).abs() < 1e-12 && test.freedom == 2);
    }

    #[test]
    fn undefined_has_its_reason() {
        assert_eq!(stuart_maxwell(&table(&[])), Err(Undefined::NobodyInBoth));
        assert_eq!(stuart_maxwell(&table(&[&[0, 0], &[0, 0]])), Err(Undefined::NobodyInBoth));
        assert_eq!(stuart_maxwell(&table(&[&[0, 0], &[0, 9]])), Err(Undefined::NobodyMoved));
        assert_eq!(bhapkar(&table(&[&[0, 5], &[0, 0]])), Err(Undefined::AllMovedAlike));
        let one = stuart_maxwell(&table(&[&[0, 1], &[0, 0]])).unwrap();
        assert_eq!((one.statistic, one.freedom), (1.0, 1));
    }
}
