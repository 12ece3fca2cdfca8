//! From measurements to findings.

pub mod finding;
