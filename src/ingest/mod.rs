//! Files in, records and problems out.

pub mod candidates;
pub mod cell;
mod claim;
pub mod date;
mod hash;
mod header;
mod import;
pub mod importer;
pub mod importers;
mod long_date;
mod look;
mod parallel;
pub mod private;
pub mod problem;
pub mod problems;
mod profile;
pub mod read;
pub mod record;
pub mod scale;
pub mod source;
mod stream;
#[cfg(test)]
mod tests;
pub mod text;

pub use importers::IMPORTERS;
pub use problems::PROBLEMS;
pub use read::{FileAccount, Reading, SheetAccount, SheetUse, read_paths};
