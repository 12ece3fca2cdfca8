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

// What can be said about change, response, importance and groups side by side.
pub mod apart;
pub mod borich;
pub mod bowker;
mod linear;
pub mod many;
pub mod marginal;
pub mod mcnemar;
pub mod partly;
pub mod raking;
pub mod response;
pub mod retrospective;
pub mod superiority;
#[cfg(test)]
mod superiority_coverage;
pub mod tails;
pub mod transitions;
pub mod undefined;
pub mod weighted;
pub mod wilcoxon;

/// The 97.5 % point of the normal distribution, for 95 % intervals.
pub const Z95: f64 = 1.959_963_984_540_054;
