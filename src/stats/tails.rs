//! Probabilities in the tails of the usual distributions.

use statrs::distribution::{ChiSquared, ContinuousCDF, Normal, StudentsT};
use statrs::function::gamma::ln_gamma;

/// Two-sided p of a normal deviate.
///
/// ```
/// use crossweave::stats::tails::normal_p;
/// assert!((normal_p(1.959963984540054) - 0.05).abs() < 1e-10);
/// ```
pub fn normal_p(z: f64) -> f64 {
    (2.0 * Normal::standard().sf(z.abs())).min(1.0)
}

/// Two-sided p of Student's t; `None` when there are no degrees of freedom.
pub fn t_p(t: f64, freedom: f64) -> Option<f64> {
    let t_curve = StudentsT::new(0.0, 1.0, freedom).ok()?;
    (!t.is_nan()).then(|| (2.0 * t_curve.sf(t.abs())).min(1.0))
}

/// Upper tail of χ²; 1 when there are no degrees of freedom, as nothing was tested.
pub fn chi_squared_p(statistic: f64, freedom: u32) -> f64 {
    ChiSquared::new(f64::from(freedom)).map_or(1.0, |curve| curve.sf(statistic.max(0.0)))
}

/// The probability that a fair coin thrown `n` times shows heads exactly `k` times.
pub fn fair_coin(k: u64, n: u64) -> f64 {
    let ln = |x: u64| ln_gamma(x as f64 + 1.0);
    (ln(n) - ln(k) - ln(n - k) - n as f64 * std::f64::consts::LN_2).exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Printed tables (Pearson & Hartley, Biometrika Tables): 5 % and 1 % points.
    #[test]
    fn tails_agree_with_printed_tables() {
        assert!((chi_squared_p(7.814_727_903, 3) - 0.05).abs() < 1e-9);
        assert!((chi_squared_p(6.634_896_601, 1) - 0.01).abs() < 1e-9);
        assert!((t_p(2.228_138_852, 10.0).unwrap() - 0.05).abs() < 1e-9);
        assert!((t_p(-2.228_138_852, 10.0).unwrap() - 0.05).abs() < 1e-9);
        assert!((normal_p(-2.575_829_304) - 0.01).abs() < 1e-9);
    }

    #[test]
    fn a_fair_coin_adds_up() {
        assert!((fair_coin(2, 4) - 0.375).abs() < 1e-14);
        assert!(((0..=30).map(|k| fair_coin(k, 30)).sum::<f64>() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn without_freedom_nothing_is_said() {
        assert_eq!(t_p(1.0, 0.0), None);
        assert_eq!(t_p(f64::NAN, 5.0), None);
        assert_eq!(chi_squared_p(0.0, 0), 1.0);
    }
}
