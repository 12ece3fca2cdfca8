//! How large a change must be before it is more than noise.

/// The smallest change of one person's mean that is not noise: MDC95 = 1.96 √2 SD √(1 − α).
///
/// `sd` is the standard deviation of people's means over the items in the first wave, in levels, and
/// `alpha` their reliability (Cronbach 1951); √(1 − α)·SD is the standard error of measurement, √2 because a
/// change has two of them (Weir 2005). `None` when `alpha` is below 0 or above 1, or `sd` is not a
/// number: the items then do not measure one thing, and the standard error says nothing.
///
/// ```
/// use crossweave::stats::noise::mdc95;
/// assert!((mdc95(0.5, 0.91).unwrap() - 0.415778).abs() < 1e-6);
/// assert_eq!(mdc95(0.5, 1.0), Some(0.0));
/// assert_eq!(mdc95(0.5, -0.2), None);
/// ```
pub fn mdc95(sd: f64, alpha: f64) -> Option<f64> {
    let sound = (0.0..=1.0).contains(&alpha) && sd.is_finite() && sd >= 0.0;
    sound.then(|| 1.96 * std::f64::consts::SQRT_2 * sd * (1.0 - alpha).sqrt())
}

/// Whether a change of one person is within noise; `None` where [`mdc95`] is.
///
/// ```
/// use crossweave::stats::noise::within_noise;
/// assert_eq!(within_noise(-0.4, 0.5, 0.91), Some(true));
/// assert_eq!(within_noise(0.5, 0.5, 0.91), Some(false));
/// ```
pub fn within_noise(change: f64, sd: f64, alpha: f64) -> Option<bool> {
    Some(change.abs() < mdc95(sd, alpha)?)
}

/// The smallest change of the mean of `n` people that is not noise: [`mdc95`]/√n.
///
/// ```
/// use crossweave::stats::noise::mdc95_of_mean;
/// assert!((mdc95_of_mean(0.5, 0.91, 16).unwrap() - 0.1039446).abs() < 1e-6);
/// assert_eq!(mdc95_of_mean(0.5, 0.91, 0), None);
/// ```
pub fn mdc95_of_mean(sd: f64, alpha: f64, n: u64) -> Option<f64> {
    (n > 0).then(|| mdc95(sd, alpha).map(|least| least / (n as f64).sqrt())).flatten()
}
