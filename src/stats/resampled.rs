//! What resampling answers makes of a statistic, and the intervals read from it.

use statrs::distribution::{ContinuousCDF, Normal};

use super::Z95;

/// The distribution of a statistic over resamples of the answers: a bootstrap (Efron 1979).
///
/// It comes from [`convolution`](super::convolution), as if resampled without end, or from
/// [`bootstrap`](super::bootstrap), from so many draws.
#[derive(Clone, Debug, PartialEq)]
pub struct Resampled {
    /// What the answers themselves say.
    pub observed: f64,
    /// Draws made; `None` when every resample was reckoned with.
    pub draws: Option<u32>,
    /// Efron's acceleration (1987): how the statistic's spread changes with its value.
    pub acceleration: f64,
    /// Values from the lowest up.
    pub(super) values: Vec<f64>,
    /// The share of resamples that has each.
    pub(super) shares: Vec<f64>,
}

impl Resampled {
    /// The share of resamples below `value`, those that are equal to it counting half.
    pub fn below(&self, value: f64) -> f64 {
        // Values are quotients of whole numbers; two that are equal may differ in the last places.
        let near = 1e-9 * (1.0 + value.abs());
        let weight = |x: f64| if x < value - near { 1.0 } else { 0.5 };
        let up_to = self.values.iter().zip(&self.shares).take_while(|(x, _)| **x <= value + near);
        up_to.map(|(x, share)| weight(*x) * share).sum()
    }

    /// The percentile interval: the points that 2.5 % and 97.5 % of the resamples reach up to.
    ///
    /// In teams of less than twenty it is too narrow (`docs/adr/0008-intervals-by-coverage.md`): a mean has
    /// [`mean::of_levels`](super::mean::of_levels).
    pub fn percentile(&self) -> (f64, f64) {
        self.between(0.025, 0.975)
    }

    /// The bias-corrected and accelerated interval (Efron 1987), resamples equal to the observed value
    /// counting half as below it; `None` when all resamples are alike, or none falls on one side.
    pub fn bca(&self) -> Option<(f64, f64)> {
        if self.values.len() < 2 {
            return None;
        }
        let normal = Normal::new(0.0, 1.0).ok()?;
        let bias = normal.inverse_cdf(self.below(self.observed));
        let moved = |z: f64| normal.cdf(bias + (bias + z) / (1.0 - self.acceleration * (bias + z)));
        let (low, high) = (moved(-Z95), moved(Z95));
        (low < high).then(|| self.between(low, high))
    }

    /// The lowest values that these shares of the resamples reach up to.
    fn between(&self, low: f64, high: f64) -> (f64, f64) {
        (self.point(low), self.point(high))
    }

    /// The lowest value up to which `share` of the resamples lie, rounding in the sum let pass.
    fn point(&self, share: f64) -> f64 {
        let mut sum = 0.0;
        let reached = self.shares.iter().position(|p| {
            sum += p;
            sum >= share - 1e-12
        });
        let last = self.values.len().saturating_sub(1);
        self.values.get(reached.unwrap_or(last)).copied().unwrap_or(self.observed)
    }
}
