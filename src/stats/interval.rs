//! 95 % intervals.

use statrs::distribution::{ContinuousCDF, StudentsT};

use super::Z95;

/// Wilson's score interval for `num` of `den` (Wilson 1927); `None` when nobody was asked.
///
/// It never leaves 0–1 and is not empty at 0 % or 100 %.
///
/// ```
/// use crossweave::stats::interval::wilson;
/// let (low, high) = wilson(858, 986).unwrap();
/// assert!((low - 0.8477586).abs() < 1e-7 && (high - 0.8897332).abs() < 1e-7);
/// assert_eq!(wilson(0, 0), None);
/// ```
pub fn wilson(num: u64, den: u64) -> Option<(f64, f64)> {
    if den == 0 {
        return None;
    }
    let (p, n, z2) = (num as f64 / den as f64, den as f64, Z95 * Z95);
    let centre = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z95 / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    let low = if num == 0 { 0.0 } else { centre - half };
    let high = if num == den { 1.0 } else { centre + half };
    Some((low, high))
}

/// Mean and Student's t interval of a sample; no interval with fewer than two values.
///
/// ```
/// use crossweave::stats::interval::mean_t;
/// let (mean, interval) = mean_t(&[1.0, 2.0, 3.0, 4.0]).unwrap();
/// let (low, high) = interval.unwrap();
/// assert_eq!(mean, 2.5);
/// assert!((low - 0.445739743).abs() < 1e-8 && (high - 4.554260257).abs() < 1e-8);
/// ```
pub fn mean_t(values: &[f64]) -> Option<(f64, Option<(f64, f64)>)> {
    let n = values.len() as f64;
    if values.is_empty() {
        return None;
    }
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|x| (x - mean).powi(2)).sum();
    let interval = t_point(n - 1.0).map(|t| {
        let half = t * (squares / (n - 1.0) / n).sqrt();
        (mean - half, mean + half)
    });
    Some((mean, interval))
}

/// The 97.5 % point of Student's t; `None` below one degree of freedom.
pub fn t_point(freedom: f64) -> Option<f64> {
    if freedom < 1.0 {
        return None;
    }
    Some(StudentsT::new(0.0, 1.0, freedom).ok()?.inverse_cdf(0.975))
}

/// Difference of two means with Welch's interval; `None` when either has fewer than two values.
///
/// ```
/// use crossweave::stats::interval::welch;
/// let (diff, (low, high)) = welch(&[5.0, 6.0, 7.0], &[1.0, 2.0, 3.0, 4.0]).unwrap();
/// assert_eq!(diff, 3.5);
/// assert!((low - 1.268288519).abs() < 1e-8 && (high - 5.731711481).abs() < 1e-8);
/// ```
pub fn welch(a: &[f64], b: &[f64]) -> Option<(f64, (f64, f64))> {
    let (mean_a, error_a, n_a) = mean_error(a)?;
    let (mean_b, error_b, n_b) = mean_error(b)?;
    let error = error_a + error_b;
    if error == 0.0 {
        return Some((mean_a - mean_b, (mean_a - mean_b, mean_a - mean_b)));
    }
    let freedom = error * error / (error_a * error_a / (n_a - 1.0) + error_b * error_b / (n_b - 1.0));
    let half = t_point(freedom)? * error.sqrt();
    Some((mean_a - mean_b, (mean_a - mean_b - half, mean_a - mean_b + half)))
}

/// Mean, its squared standard error, and n.
fn mean_error(values: &[f64]) -> Option<(f64, f64, f64)> {
    let n = values.len() as f64;
    if values.len() < 2 {
        return None;
    }
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0);
    Some((mean, variance / n, n))
}
