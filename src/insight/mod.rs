//! From measurements to findings.

pub mod analysis;
pub mod finding;
