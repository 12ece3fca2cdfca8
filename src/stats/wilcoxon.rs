//! Wilcoxon's signed rank test of change in the same people.

use super::tails::normal_p;
use super::undefined::Undefined;

/// Moves beyond which the exact p is left out: the approximation is then good to the third decimal place.
pub const MOST_EXACT: usize = 60;
/// Twice the sum of ranks beyond which it is left out too: by Pratt's rule those who did not move push ranks
/// up, and the exact p would ask for memory by the thousands of them.
const MOST_DOUBLED_RANKS: u64 = 200_000;

/// What becomes of people who did not move. Programs differ, and so do their answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zeros {
    /// They are left out before ranking (Wilcoxon 1945).
    Drop,
    /// They are ranked, and their ranks are then left out (Pratt 1959).
    Pratt,
}

/// The test and what it was made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SignedRank {
    /// The rule for people who did not move.
    pub zeros: Zeros,
    /// People who answered both times.
    pub n: usize,
    /// People who moved.
    pub moved: usize,
    /// Sum of the ranks of those who moved up.
    pub w_plus: f64,
    /// Sum of the ranks of those who moved down.
    pub w_minus: f64,
    /// Two-sided p by the normal approximation with the variance corrected for ties.
    pub p: f64,
    /// The same with half a rank taken off for continuity.
    pub p_corrected: f64,
    /// Exact two-sided p, over all ways of giving each move either sign; with at most [`MOST_EXACT`] moves.
    pub p_exact: Option<f64>,
}

impl SignedRank {
    /// W, the smaller of the two rank sums.
    pub fn w(&self) -> f64 {
        self.w_plus.min(self.w_minus)
    }

    /// Matched-pairs rank-biserial correlation (Kerby 2014), −1 to 1: how one-sided the moves are.
    pub fn rank_biserial(&self) -> f64 {
        (self.w_plus - self.w_minus) / (self.w_plus + self.w_minus)
    }

    /// The p to report: exact where there is one, else corrected for continuity.
    pub fn best_p(&self) -> f64 {
        self.p_exact.unwrap_or(self.p_corrected)
    }
}

/// Tests whether moves up and down balance (Wilcoxon 1945).
///
/// `differences` are after − before, one a person. Moves of equal size share the mean of their ranks; sizes
/// are equal when they are the same number, so hand over differences of levels and not of rounded means. The
/// exact p gives every move either sign with equal chance and counts the rank sums at least as far from their
/// middle: with neither ties nor zeros it is the exact p of the tables, with them it is the exact permutation
/// p of the same statistic. Undefined when nobody answered twice, nobody moved, or a difference is no number.
///
/// ```
/// use crossweave::stats::wilcoxon::{Zeros, wilcoxon};
/// let moves = [1.0, 0.0, 2.0, 0.0, 1.0, 2.0, 0.0, -1.0, 1.0, 1.0, 1.0, 2.0];
/// let test = wilcoxon(&moves, Zeros::Drop).unwrap();
/// assert_eq!(test.w(), 3.5);
/// assert!((test.p - 0.01969).abs() < 5e-6);
/// ```
pub fn wilcoxon(differences: &[f64], zeros: Zeros) -> Result<SignedRank, Undefined> {
    if differences.iter().any(|d| !d.is_finite()) {
        return Err(Undefined::BadNumber);
    }
    if differences.is_empty() {
        return Err(Undefined::NobodyInBoth);
    }
    let mut moves: Vec<f64> = differences.iter().copied().filter(|d| *d != 0.0).collect();
    if moves.is_empty() {
        return Err(Undefined::NobodyMoved);
    }
    moves.sort_by(|a, b| a.abs().total_cmp(&b.abs()).then(a.total_cmp(b)));
    let still = differences.len() - moves.len();
    let below = if zeros == Zeros::Pratt { still } else { 0 };
    let (ranks, ties) = doubled_midranks(&moves, below);
    let plus: u64 = ranks.iter().zip(&moves).filter(|(_, d)| **d > 0.0).map(|(r, _)| r).sum();
    let all: u64 = ranks.iter().sum();
    let (w_plus, w_minus) = (plus as f64 / 2.0, (all - plus) as f64 / 2.0);
    let apart = (w_plus - w_minus).abs() / 2.0;
    let deviation = deviation(moves.len() + below, below, ties);
    Ok(SignedRank {
        zeros,
        n: differences.len(),
        moved: moves.len(),
        w_plus,
        w_minus,
        p: normal_p(apart / deviation),
        p_corrected: normal_p((apart - 0.5).max(0.0) / deviation),
        p_exact: (moves.len() <= MOST_EXACT && all <= MOST_DOUBLED_RANKS)
            .then(|| sign_flip_p(&ranks, plus, all)),
    })
}

/// Twice the mean rank of each move among sorted sizes, counted from `below` + 1, and Σ(t³ − t) over ties.
fn doubled_midranks(sorted: &[f64], below: usize) -> (Vec<u64>, f64) {
    let (mut ranks, mut ties) = (Vec::with_capacity(sorted.len()), 0.0);
    for tied in sorted.chunk_by(|a, b| a.abs() == b.abs()) {
        let first = below + ranks.len() + 1;
        let doubled = (2 * first + tied.len() - 1) as u64;
        ranks.extend(std::iter::repeat_n(doubled, tied.len()));
        ties += (tied.len() as f64).powi(3) - tied.len() as f64;
    }
    (ranks, ties)
}

/// Standard deviation of W when each move is as likely up as down.
fn deviation(ranked: usize, left_out: usize, ties: f64) -> f64 {
    let squares = |n: f64| n * (n + 1.0) * (2.0 * n + 1.0);
    ((squares(ranked as f64) - squares(left_out as f64) - ties / 2.0) / 24.0).sqrt()
}

/// The chance of a rank sum at least as far from the middle when signs are thrown by a fair coin.
fn sign_flip_p(ranks: &[u64], plus: u64, all: u64) -> f64 {
    let mut chance = vec![0.0; all as usize + 1];
    chance[0] = 1.0;
    let mut reached = 0;
    for rank in ranks.iter().map(|r| *r as usize) {
        reached += rank;
        for sum in (0..=reached).rev() {
            let with = if sum >= rank { chance[sum - rank] } else { 0.0 };
            chance[sum] = (chance[sum] + with) / 2.0;
        }
    }
    let apart = (2 * plus).abs_diff(all);
    let as_far = |sum: &(usize, f64)| (2 * sum.0 as u64).abs_diff(all) >= apart;
    chance.into_iter().enumerate().filter(as_far).map(|(_, p)| p).sum::<f64>().min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOVES: [f64; 12] = [1.0, 0.0, 2.0, 0.0, 1.0, 2.0, 0.0, -1.0, 1.0, 1.0, 1.0, 2.0];

    /// docs of the measures: 12 pairs by `scipy.stats.wilcoxon`.
    #[test]
    fn twelve_pairs_with_zeros_dropped() {
        let test = wilcoxon(&MOVES, Zeros::Drop).unwrap();
        assert_eq!((test.w(), test.moved, test.n), (3.5, 9, 12));
        assert!((test.p - 0.019_69).abs() < 5e-6, "{}", test.p);
        assert!((test.p_corrected - 0.023_16).abs() < 5e-6, "{}", test.p_corrected);
    }

    #[test]
    fn twelve_pairs_by_pratt() {
        let test = wilcoxon(&MOVES, Zeros::Pratt).unwrap();
        assert_eq!(test.w(), 6.5);
        assert!((test.p - 0.017_49).abs() < 5e-6, "{}", test.p);
    }

    /// All 2⁹ signs, counted one by one.
    #[test]
    fn the_exact_p_is_a_count_over_all_signs() {
        for rule in [Zeros::Drop, Zeros::Pratt] {
            let test = wilcoxon(&MOVES, rule).unwrap();
            let still = if rule == Zeros::Pratt { 3.0 } else { 0.0 };
            let rank = |d: f64| still + if d.abs() == 1.0 { 3.5 } else { 8.0 };
            let moves: Vec<f64> = MOVES.into_iter().filter(|d| *d != 0.0).collect();
            let half: f64 = moves.iter().map(|d| rank(*d)).sum::<f64>() / 2.0;
            let far = |signs: &u32| {
                let on = |i: usize| signs >> i & 1 == 1;
                let sum: f64 = moves.iter().enumerate().filter(|(i, _)| on(*i)).map(|(_, d)| rank(*d)).sum();
                (sum - half).abs() >= (test.w() - half).abs()
            };
            let expected = (0..512).filter(far).count() as f64 / 512.0;
            assert!((test.p_exact.unwrap() - expected).abs() < 1e-12);
        }
    }

    /// Without ties and zeros: 6 pairs all up has 2 of 64 sign patterns as far out (printed tables: .03125).
    #[test]
    fn without_ties_it_is_the_tables_p() {
        let test = wilcoxon(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], Zeros::Drop).unwrap();
        assert_eq!((test.w(), test.rank_biserial()), (0.0, 1.0));
        assert!((test.p_exact.unwrap() - 0.03125).abs() < 1e-15);
    }

    #[test]
    fn the_exact_and_the_corrected_p_meet_at_the_limit() {
        let moves: Vec<f64> =
            (0..MOST_EXACT).map(|i| if i % 3 == 0 { -1.0 } else { 1.0 + (i % 2) as f64 }).collect();
        let test = wilcoxon(&moves, Zeros::Drop).unwrap();
        assert!((test.p_exact.unwrap() - test.p_corrected).abs() < 1e-3);
        let more = [moves, vec![1.0]].concat();
        assert_eq!(wilcoxon(&more, Zeros::Drop).unwrap().p_exact, None);
    }

    #[test]
    fn a_crowd_that_stayed_asks_for_no_memory() {
        let crowd = [vec![0.0; 1_000_000], vec![1.0; 30]].concat();
        assert_eq!(wilcoxon(&crowd, Zeros::Pratt).unwrap().p_exact, None);
        assert!(wilcoxon(&crowd, Zeros::Drop).unwrap().p_exact.is_some_and(|p| (0.0..1e-8).contains(&p)));
    }

    #[test]
    fn undefined_has_its_reason() {
        let why = |moves: &[f64]| wilcoxon(moves, Zeros::Pratt).unwrap_err();
        assert_eq!(why(&[]), Undefined::NobodyInBoth);
        assert_eq!(why(&[0.0, 0.0, 0.0]), Undefined::NobodyMoved);
        assert_eq!(why(&[1.0, f64::NAN]), Undefined::BadNumber);
    }

    #[test]
    fn one_person_who_moved_proves_nothing() {
        let test = wilcoxon(&[2.0], Zeros::Drop).unwrap();
        assert_eq!((test.p_exact, test.w_plus, test.best_p()), (Some(1.0), 1.0, 1.0));
    }
}
