//! Measures of the skills audit, one a file.

pub mod answers;
pub mod area_index;
mod areas;
pub mod bands;
mod cells;
pub mod change;
pub mod confident;
pub mod future;
pub mod gap;
pub mod holders;
pub mod index;
pub mod mean_level;
mod needs;
pub mod response_rate;
pub mod role_met;
pub mod score_bands;
pub mod two_thresholds;
#[cfg(test)]
mod worked;

pub use cells::latest_wave;
