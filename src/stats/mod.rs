//! Intervals and tests.

pub mod interval;

/// The 97.5 % point of the normal distribution, for 95 % intervals.
pub const Z95: f64 = 1.959_963_984_540_054;
