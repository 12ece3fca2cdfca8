//! Files in, records and problems out.

pub mod candidates;
pub mod cell;
mod choose;
pub mod civic;
mod claim;
pub mod date;
pub mod fold;
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
mod settings;
mod slips;
pub mod source;
mod stream;
pub mod structure;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_answers;
pub mod text;
pub mod wording;

pub use importers::IMPORTERS;
pub use problems::PROBLEMS;
pub use read::{FileAccount, Reading, SheetAccount, SheetUse, Unused, read_paths};
