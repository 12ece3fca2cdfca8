//! Joins and group statistics. Polars lives here only.

mod error;
mod frames;
pub mod matrix;

pub use error::TableError;
pub use matrix::{LevelCounts, PersonScore, SkillMatrix};
