//! The bootstrap of a mean without drawing: what resampling without end would give.
//!
//! A resample of n answers is n independent draws from the answers given. Answers are whole levels, so
//! the sum of a resample is a whole number, and its distribution is the n-fold convolution of the
//! shares of the levels. Finding it costs less than a hundred draws do and leaves no error of
//! drawing: 10,000 resamples only come near to it.

use super::levels::Levels;
use super::resampled::Resampled;

/// Places of a difference's grid beyond which values are put together, less than 10⁻⁵ levels apart.
const GRID: f64 = 1_048_576.0;

/// A share so small that leaving it out changes no sum of shares.
const NOTHING: f64 = 1e-20;

/// The mean of resamples of `answers`, in levels; `None` without an answer.
///
/// ```
/// use crossweave::stats::{convolution, levels::Levels};
/// // Two answers, 1 and 3: a resample has mean 1, 2 or 3 with probability ¼, ½, ¼.
/// let means = convolution::mean(&Levels::of([1, 3])).unwrap();
/// assert_eq!((means.below(2.0), means.percentile()), (0.5, (1.0, 3.0)));
/// assert_eq!(means.draws, None);
/// ```
pub fn mean(answers: &Levels) -> Option<Resampled> {
    let (observed, n) = (answers.mean()?, answers.n());
    let (first, shares) = sums(answers);
    let value = |i: usize| f64::from(answers.lowest()) + (first + i) as f64 / n as f64;
    let values = (0..shares.len()).map(value).collect();
    let acceleration = acceleration(&[(answers, 1.0)]);
    Some(Resampled { observed, draws: None, acceleration, values, shares })
}

/// The share of resamples of `answers` at `level` or above; `None` without an answer.
pub fn share(answers: &Levels, level: i32) -> Option<Resampled> {
    mean(&answers.split(level))
}

/// The mean of resamples of `after` less that of resamples of `before`, given by different people;
/// `None` when either is empty.
///
/// ```
/// use crossweave::stats::{convolution, levels::Levels};
/// let change = convolution::difference(&Levels::of([1, 2]), &Levels::of([3, 3])).unwrap();
/// assert_eq!((change.observed, change.percentile()), (1.5, (1.0, 2.0)));
/// ```
pub fn difference(before: &Levels, after: &Levels) -> Option<Resampled> {
    let (a, b) = (mean(before)?, mean(after)?);
    let (low, high) = (b.values.first()? - a.values.last()?, b.values.last()? - a.values.first()?);
    // Means of n and of m answers are multiples of 1/n and 1/m, so all differences are of 1/nm.
    let steps = ((high - low) * before.n() as f64 * after.n() as f64).round().clamp(1.0, GRID);
    let mut shares = vec![0.0; steps as usize + 1];
    let per_level = if high > low { steps / (high - low) } else { 0.0 };
    for (x, p) in a.values.iter().zip(&a.shares) {
        for (y, q) in b.values.iter().zip(&b.shares) {
            shares[((y - x - low) * per_level).round() as usize] += p * q;
        }
    }
    let filled = shares.into_iter().enumerate().filter(|(_, share)| *share > 0.0);
    let back = if per_level > 0.0 { 1.0 / per_level } else { 0.0 };
    let (values, shares) = filled.map(|(i, share)| (low + i as f64 * back, share)).unzip();
    let acceleration = acceleration(&[(before, -1.0), (after, 1.0)]);
    Some(Resampled { observed: b.observed - a.observed, draws: None, acceleration, values, shares })
}

/// Efron's acceleration of a sum of signed means of independent answers: Σ l³/n³ over 6 (Σ l²/n²)^1.5, l
/// being an answer's distance from its mean. 0 when all are alike.
fn acceleration(parts: &[(&Levels, f64)]) -> f64 {
    let (mut squares, mut cubes) = (0.0, 0.0);
    for (answers, sign) in parts {
        let (mean, n) = (answers.mean().unwrap_or(0.0), answers.n() as f64);
        for (x, count) in answers.iter().filter(|(_, count)| *count > 0.0) {
            let pull = sign * (x - mean) / n;
            squares += count * pull * pull;
            cubes += count * pull * pull * pull;
        }
    }
    if squares > 0.0 { cubes / (6.0 * squares.powf(1.5)) } else { 0.0 }
}

/// The sum of a resample, in steps above its lowest, and the share of resamples with each sum from
/// there up: the n-fold convolution of the levels' shares, by repeated squaring. Nothing is subtracted,
/// so nothing is lost.
fn sums(answers: &Levels) -> (usize, Vec<f64>) {
    let n = answers.n();
    let shares: Vec<f64> = answers.counts().iter().map(|c| f64::from(*c) / n as f64).collect();
    let one = trim(0, shares);
    let mut result = (0, vec![1.0]);
    for bit in (0..u64::BITS - n.leading_zeros()).rev() {
        result = trim(2 * result.0, convolve(&result.1, &result.1));
        if n >> bit & 1 == 1 {
            result = trim(result.0 + one.0, convolve(&result.1, &one.1));
        }
    }
    result
}

fn convolve(a: &[f64], b: &[f64]) -> Vec<f64> {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let mut sums = vec![0.0; a.len() + b.len() - 1];
    for (i, x) in short.iter().enumerate().filter(|(_, x)| **x > 0.0) {
        for (sum, y) in sums[i..].iter_mut().zip(long) {
            *sum += x * y;
        }
    }
    sums
}

/// Without the ends that weigh nothing; the first place moves with them.
fn trim(first: usize, mut shares: Vec<f64>) -> (usize, Vec<f64>) {
    let from = shares.iter().position(|p| *p > NOTHING).unwrap_or(0);
    let to = shares.iter().rposition(|p| *p > NOTHING).map_or(shares.len(), |last| last + 1);
    shares.truncate(to);
    shares.drain(..from);
    (first + from, shares)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn total(found: &Resampled) -> f64 {
        found.shares.iter().sum()
    }

    #[test]
    fn nobody_and_all_alike() {
        assert_eq!((mean(&Levels::of([])), difference(&Levels::of([]), &Levels::of([1]))), (None, None));
        let alike = mean(&Levels::of([4; 6])).unwrap();
        assert_eq!((alike.percentile(), alike.bca(), alike.acceleration), ((4.0, 4.0), None, 0.0));
        let apart = difference(&Levels::of([1; 3]), &Levels::of([4; 6])).unwrap();
        assert_eq!((apart.percentile(), apart.bca()), ((3.0, 3.0), None));
    }

    #[test]
    fn a_large_group_keeps_its_whole_probability_and_its_spread() {
        let answers = Levels::new(1, vec![900, 1_400, 1_600, 800, 300]);
        let found = mean(&answers).unwrap();
        assert!((total(&found) - 1.0).abs() < 1e-9);
        // 5,000 answers: what is left out of 20,001 sums weighs nothing.
        assert!(found.values.len() < 2_000, "{}", found.values.len());
        let (low, high) = found.percentile();
        let half = 1.959_964 * (answers.squares() / 5_000.0 / 5_000.0).sqrt();
        assert!(
            (low - (found.observed - half)).abs() < 4e-4 && (high - (found.observed + half)).abs() < 4e-4
        );
    }

    #[test]
    fn a_share_is_binomial() {
        let found = share(&Levels::of([1, 2, 3, 4]), 3).unwrap();
        assert_eq!(found.values, [0.0, 0.25, 0.5, 0.75, 1.0]);
        assert_eq!(found.shares, [0.0625, 0.25, 0.375, 0.25, 0.0625]);
    }

    #[test]
    fn differences_of_unlike_groups_are_put_on_a_common_grid() {
        let found = difference(&Levels::of([1, 3]), &Levels::of([1, 2, 4])).unwrap();
        assert!((total(&found) - 1.0).abs() < 1e-12);
        assert!((found.observed - 1.0 / 3.0).abs() < 1e-12);
        // Lowest: 3 before and 1 after, with ¼ · 1/27.
        assert_eq!(found.values[0], -2.0);
        assert!((found.shares[0] - 1.0 / 108.0).abs() < 1e-12);
        let (large, other) = (Levels::new(1, vec![500, 900, 600]), Levels::new(1, vec![400, 901, 700]));
        let found = difference(&large, &other).unwrap();
        let error = (large.squares() / 2_000.0 / 2_000.0 + other.squares() / 2_001.0 / 2_001.0).sqrt();
        let (low, high) = found.percentile();
        assert!(((high - low) / (2.0 * 1.959_964 * error) - 1.0).abs() < 0.01);
    }
}
