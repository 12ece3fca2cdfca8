//! From what may be shown to files.

pub mod document;
pub mod html;
pub mod pictures;
#[cfg(test)]
mod sample;
