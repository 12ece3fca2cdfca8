//! Spreadsheets to send out and fill in, made from what the importers understand.

pub mod book;
pub mod folder;
pub mod framework;
pub mod sheet;
