//! Measures of the skills audit, one a file.

pub mod answers;
pub mod bands;
mod cells;
pub mod change;
pub mod confident;
pub mod gap;
pub mod holders;
pub mod index;
pub mod mean_level;
pub mod response_rate;
pub mod waves;

pub use cells::latest_wave;
