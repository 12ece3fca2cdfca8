//! Logs folded while they are read: no row is kept, only what each pair of ids adds up to.
//!
//! A [`Fold`] is shared by the threads that read one log. Each has a [`Worker`] that turns rows into
//! entries, and entries go in batches to the table of the pair they belong to. What a pair keeps
//! ([`pairs::PairRef`]) depends only on which entries it was given, never on their order: counts and sums
//! are whole numbers, and a set of times either holds enough within one window or is kept until it does.

pub mod activity;
mod cells;
mod gather;
mod ids;
mod messages;
mod pairs;
mod rejects;
mod rule;
mod table;
#[cfg(test)]
pub(in crate::ingest) mod tests;
mod times;
pub mod weight;
mod worker;

pub use gather::{Fold, Folded};
pub use messages::MessageSizes;
pub use pairs::{FoldedPairs, Moments, PairRef};
pub use rejects::{Reject, Rejects};
pub use rule::{Density, FoldRule};
pub use worker::{Met, RowCells, RowTime, Taken, Worker};
