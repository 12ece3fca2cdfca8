//! Measures of the skills audit, one a file.

pub mod answers;
pub mod bands;
mod cells;
pub mod change;
pub mod confident;
pub mod confident_margin;
pub mod gap;
pub mod holders;
pub mod index;
pub mod mean_level;
pub mod reliability;
pub mod representativity;
pub mod response_rate;
pub mod waves;
pub mod weighted;
mod whole;

pub use cells::latest_wave;

#[cfg(test)]
mod answered_tests;
