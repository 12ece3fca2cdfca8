//! Intervals and tests.

pub mod bootstrap;
pub mod convolution;
pub mod draws;
pub mod interval;
pub mod levels;
pub mod mean;
pub mod noise;
pub mod omega;
pub mod reliability;
pub mod resampled;
pub mod share;

/// The 97.5 % point of the normal distribution, for 95 % intervals.
pub const Z95: f64 = 1.959_963_984_540_054;
