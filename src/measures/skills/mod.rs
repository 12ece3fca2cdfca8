//! Measures of the skills audit, one a file.

pub mod agreement;
pub mod answers;
pub mod area_index;
mod areas;
pub mod bands;
mod beside;
pub mod between_teams;
pub mod borich;
mod cells;
pub mod change;
pub mod confident;
pub mod confident_margin;
pub mod future;
pub mod future_need;
pub mod gap;
pub mod holders;
pub mod importance;
pub mod importance_gap;
pub mod index;
pub mod mean_level;
mod needs;
pub mod quadrant;
pub mod reliability;
pub mod representativity;
pub mod response_rate;
pub mod role_met;
pub mod score_bands;
pub mod sole_holders;
pub mod spread;
pub mod two_thresholds;
pub mod waves;
pub mod weighted;
mod whole;
#[cfg(test)]
mod worked;
#[cfg(test)]
mod worked_importance;
#[cfg(test)]
mod worked_teams;

pub use cells::latest_wave;

#[cfg(test)]
mod answered_tests;
