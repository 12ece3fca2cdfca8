//! Joins and group statistics. Polars lives here only.

mod frames;
pub mod matrix;

pub use matrix::{LevelCounts, PersonScore, SkillMatrix};
