//! Many tests at once: p adjusted so that some are not found by chance alone.
//!
//! A p that is missing stays missing and does not count as a test; nor does one that is no number from 0 to
//! 1.

/// Holm's step-down p (1979), in the order given: for headlines, where one false one is one too many.
///
/// The smallest of m is multiplied by m, the next by m − 1 and so on; none may be smaller than one before it.
///
/// ```
/// use crossweave::stats::many::holm;
/// let adjusted = holm(&[Some(0.25), None, Some(0.125), Some(0.03125)]);
/// assert_eq!(adjusted, [Some(0.25), None, Some(0.25), Some(0.09375)]);
/// ```
pub fn holm(p: &[Option<f64>]) -> Vec<Option<f64>> {
    let order = ascending(p);
    let mut adjusted = vec![None; p.len()];
    let mut least: f64 = 0.0;
    for (rank, (at, p)) in order.iter().enumerate() {
        least = least.max(p * (order.len() - rank) as f64).min(1.0);
        adjusted[*at] = Some(least);
    }
    adjusted
}

/// Benjamini and Hochberg's p (1995), in the order given: for lists of items, of those found at most this
/// share is expected to be false.
///
/// ```
/// use crossweave::stats::many::benjamini_hochberg;
/// let adjusted = benjamini_hochberg(&[Some(0.25), None, Some(0.125), Some(0.0625)]);
/// assert_eq!(adjusted, [Some(0.25), None, Some(0.1875), Some(0.1875)]);
/// ```
pub fn benjamini_hochberg(p: &[Option<f64>]) -> Vec<Option<f64>> {
    let order = ascending(p);
    let mut adjusted = vec![None; p.len()];
    let mut most: f64 = 1.0;
    for (rank, (at, p)) in order.iter().enumerate().rev() {
        most = most.min(p * order.len() as f64 / (rank + 1) as f64);
        adjusted[*at] = Some(most);
    }
    adjusted
}

/// Where each p stands and what it is, the smallest first, equal ones in the order given.
fn ascending(p: &[Option<f64>]) -> Vec<(usize, f64)> {
    let known = p.iter().enumerate().filter_map(|(at, p)| p.map(|p| (at, p)));
    let mut known: Vec<(usize, f64)> = known.filter(|(_, p)| (0.0..=1.0).contains(p)).collect();
    known.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    known
}

#[cfg(test)]
mod tests {
    use super::*;

    const P: [f64; 5] = [0.01, 0.04, 0.03, 0.005, 0.5];

    fn all(p: &[f64]) -> Vec<Option<f64>> {
        p.iter().copied().map(Some).collect()
    }

    fn near(found: &[Option<f64>], expected: &[f64]) {
        assert_eq!(found.len(), expected.len());
        assert!(found.iter().zip(expected).all(|(f, e)| (f.unwrap() - e).abs() < 1e-12), "{found:?}");
    }

    /// By hand; `p.adjust(c(.01, .04, .03, .005, .5), "holm")` says the same.
    #[test]
    fn holm_by_hand() {
        near(&holm(&all(&P)), &[0.04, 0.09, 0.09, 0.025, 0.5]);
    }

    /// By hand; `p.adjust(…, "BH")` says the same.
    #[test]
    fn benjamini_hochberg_by_hand() {
        near(&benjamini_hochberg(&all(&P)), &[0.025, 0.05, 0.05, 0.025, 0.5]);
    }

    #[test]
    fn missing_tests_do_not_count() {
        let with = [Some(0.01), None, Some(f64::NAN), Some(0.04), Some(-1.0)];
        assert_eq!(holm(&with), [Some(0.02), None, None, Some(0.04), None]);
        assert_eq!(benjamini_hochberg(&with), [Some(0.02), None, None, Some(0.04), None]);
        assert!(holm(&[]).is_empty() && benjamini_hochberg(&[]).is_empty());
        assert_eq!(holm(&[None, None]), [None, None]);
    }

    #[test]
    fn one_test_stays_as_it_is_and_none_passes_one() {
        assert_eq!(holm(&[Some(0.3)]), [Some(0.3)]);
        assert_eq!(holm(&[Some(0.9), Some(0.8)]), [Some(1.0), Some(1.0)]);
        assert_eq!(benjamini_hochberg(&[Some(0.9), Some(0.8)]), [Some(0.9), Some(0.9)]);
    }
}
