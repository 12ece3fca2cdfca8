//! From what may be shown to files.

pub mod compose;
pub mod document;
pub mod pictures;
#[cfg(test)]
mod sample;
pub mod templates;
pub mod words;
