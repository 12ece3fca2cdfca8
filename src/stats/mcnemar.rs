//! McNemar's test: did as many cross a line upwards as downwards?

use super::tails::{chi_squared_p, fair_coin};
use super::transitions::Crossing;
use super::undefined::Undefined;

/// McNemar's test (1947) in its four usual forms, each by its name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mcnemar {
    /// People who were below the line before and not after.
    pub gained: u64,
    /// People who were not below the line before and are after.
    pub lost: u64,
    /// (gained − lost)² / (gained + lost), χ² with one degree of freedom.
    pub chi_squared: f64,
    /// Its p.
    pub p: f64,
    /// (|gained − lost| − 1)² / (gained + lost), Edwards 1948; 0 when both are equal, where some programs say
    /// 1/n.
    pub corrected: f64,
    /// Its p.
    pub p_corrected: f64,
    /// Exact two-sided binomial p.
    pub p_exact: f64,
    /// Mid-p (Fagerland, Lydersen & Laake 2013): the exact p less half the chance of what was seen. The one
    /// to report: the exact p is too careful with few people, the uncorrected χ² not careful enough.
    pub p_mid: f64,
}

/// Tests whether gains and losses balance; undefined when nobody crossed the line.
///
/// ```
/// use crossweave::stats::{mcnemar::mcnemar, transitions::Crossing};
/// let test = mcnemar(Crossing { never: 794, gained: 150, lost: 86, kept: 570 }).unwrap();
/// assert!((test.chi_squared - 17.3559).abs() < 5e-5);
/// assert!((test.p_exact - 3.716e-5).abs() < 5e-9);
/// ```
pub fn mcnemar(crossing: Crossing) -> Result<Mcnemar, Undefined> {
    let Crossing { never, gained, lost, kept } = crossing;
    let crossed = gained + lost;
    if crossed == 0 {
        return Err(if never + kept == 0 { Undefined::NobodyInBoth } else { Undefined::NobodyMoved });
    }
    let apart = gained.abs_diff(lost) as f64;
    let chi_squared = apart * apart / crossed as f64;
    let corrected = (apart - 1.0).max(0.0).powi(2) / crossed as f64;
    let (p_exact, seen) = exact(gained.min(lost), crossed);
    Ok(Mcnemar {
        gained,
        lost,
        chi_squared,
        p: chi_squared_p(chi_squared, 1),
        corrected,
        p_corrected: chi_squared_p(corrected, 1),
        p_exact,
        p_mid: p_exact - seen / 2.0,
    })
}

/// The exact two-sided p, and the chance of splits exactly as uneven as this one.
fn exact(fewer: u64, crossed: u64) -> (f64, f64) {
    let here = fair_coin(fewer, crossed);
    if 2 * fewer == crossed {
        return (1.0, here);
    }
    // Downwards from the split that was seen, each term is the next times k / (n − k + 1).
    let (mut tail, mut term) = (here, here);
    for k in (1..=fewer).rev() {
        term *= k as f64 / (crossed - k + 1) as f64;
        tail += term;
    }
    ((2.0 * tail).min(1.0), 2.0 * here)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(gained: u64, lost: u64) -> Mcnemar {
        mcnemar(Crossing { never: 3, gained, lost, kept: 4 }).unwrap()
    }

    /// Agresti, Categorical Data Analysis, ratings of a prime minister: [[794, 150], [86, 570]].
    #[test]
    fn approval_ratings_agree_with_the_book() {
        let test = of(150, 86);
        assert!((test.chi_squared - 17.355_932_2).abs() < 1e-6);
        assert!((test.corrected - 16.817_796_6).abs() < 1e-6);
        assert!((test.p_exact / 3.716e-5 - 1.0).abs() < 2e-4, "{}", test.p_exact);
        assert!(test.p_mid < test.p_exact);
    }

    /// By hand: 5 of 6 gained. P(X ≤ 1) = 7/64, so p = 14/64; P(X = 1) = 6/64, so mid-p = 14/64 − 6/64.
    #[test]
    fn six_crossings_by_hand() {
        let test = of(5, 1);
        assert!((test.p_exact - 14.0 / 64.0).abs() < 1e-12);
        assert!((test.p_mid - 8.0 / 64.0).abs() < 1e-12);
        assert_eq!(of(1, 5).p_mid, test.p_mid);
    }

    #[test]
    fn an_even_split_is_no_change() {
        let test = of(4, 4);
        assert_eq!((test.chi_squared, test.corrected, test.p_exact, test.p), (0.0, 0.0, 1.0, 1.0));
        assert!((test.p_mid - (1.0 - 70.0 / 256.0 / 2.0)).abs() < 1e-12);
        assert_eq!(of(1, 0).p_exact, 1.0);
    }

    #[test]
    fn nobody_crossing_is_undefined_with_its_reason() {
        assert_eq!(
            mcnemar(Crossing { never: 2, kept: 5, ..Crossing::default() }),
            Err(Undefined::NobodyMoved)
        );
        assert_eq!(mcnemar(Crossing::default()), Err(Undefined::NobodyInBoth));
    }

    #[test]
    fn a_whole_country_does_not_overflow() {
        let test = of(600_000, 598_000);
        assert!((test.p_exact - test.p_corrected).abs() < 1e-4, "{test:?}");
    }
}
