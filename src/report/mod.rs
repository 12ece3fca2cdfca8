//! From what may be shown to files.

pub mod document;
pub mod templates;
