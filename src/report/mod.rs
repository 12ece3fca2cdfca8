//! From what may be shown to files.

pub mod comparison;
pub mod compose;
pub mod document;
pub mod html;
pub mod pictures;
pub mod reference;
pub mod results;
mod results_schema;
#[cfg(test)]
mod sample;
pub mod sweep;
pub mod templates;
pub mod terminal;
pub mod words;
pub mod workbook;
