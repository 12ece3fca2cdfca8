//! Measures of answers and ties together, one a file.

pub mod steps_to_confident;
