//! Bowker's test of symmetry: did as many go from each level to each other as came back?

use super::marginal::ChiSquared;
use super::transitions::Transitions;
use super::undefined::Undefined;

/// Σ over pairs of levels (n_ij − n_ji)² / (n_ij + n_ji) (Bowker 1948).
///
/// Pairs between which nobody moved say nothing and are not counted among the degrees of freedom; programs
/// that count them anyway report a larger p from a sparse table.
///
/// ```
/// use crossweave::stats::{bowker::bowker, transitions::Transitions};
/// let vision = [[1520, 266, 124, 66], [234, 1512, 432, 78], [117, 362, 1772, 205], [36, 82, 179, 492]];
/// let test = bowker(&Transitions::from_rows(&vision.map(Vec::from)).unwrap()).unwrap();
/// assert!((test.statistic - 19.1066).abs() < 5e-5 && test.freedom == 6);
/// ```
pub fn bowker(table: &Transitions) -> Result<ChiSquared, Undefined> {
    if table.n() == 0 {
        return Err(Undefined::NobodyInBoth);
    }
    let pairs = (0..table.levels()).flat_map(|i| (i + 1..table.levels()).map(move |j| (i, j)));
    let moved = pairs.map(|(i, j)| (table.count(i, j) as f64, table.count(j, i) as f64));
    let terms: Vec<f64> = moved
        .filter(|(up, down)| up + down > 0.0)
        .map(|(up, down)| (up - down).powi(2) / (up + down))
        .collect();
    if terms.is_empty() {
        return Err(Undefined::NobodyMoved);
    }
    Ok(ChiSquared::new(terms.iter().sum(), terms.len() as u32))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&[u64]]) -> Transitions {
        Transitions::from_rows(&rows.iter().map(|r| r.to_vec()).collect::<Vec<_>>()).unwrap()
    }

    /// Vision of 7,477 women (Stuart 1953): six terms by hand from the pairs of cells.
    #[test]
    fn vision_adds_six_pairs() {
        let test = bowker(&table(&[
            &[1520, 266, 124, 66],
            &[234, 1512, 432, 78],
            &[117, 362, 1772, 205],
            &[36, 82, 179, 492],
        ]))
        .unwrap();
        let by_hand = 32f64.powi(2) / 500.0
            + 49.0 / 241.0
            + 900.0 / 102.0
            + 4900.0 / 794.0
            + 16.0 / 160.0
            + 676.0 / 384.0;
        assert!((test.statistic - by_hand).abs() < 1e-12);
        assert!((test.statistic - 19.1066).abs() < 5e-5 && test.freedom == 6);
        assert!((test.p - 0.003_987).abs() < 1e-6, "{}", test.p);
    }

    #[test]
    fn pairs_without_a_move_do_not_count() {
        let test = bowker(&table(&[&[4, 6, 0], &[2, 5, 0], &[0, 0, 3]])).unwrap();
        assert_eq!((test.statistic, test.freedom), (2.0, 1));
    }

    #[test]
    fn undefined_has_its_reason() {
        assert_eq!(bowker(&table(&[])), Err(Undefined::NobodyInBoth));
        assert_eq!(bowker(&table(&[&[0, 0, 0], &[0, 5, 0], &[0, 0, 0]])), Err(Undefined::NobodyMoved));
        assert_eq!(bowker(&table(&[&[0, 1], &[0, 0]])).unwrap().statistic, 1.0);
    }
}
