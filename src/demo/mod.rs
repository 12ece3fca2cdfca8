//! The example programme: a made-up borough whose files look like those people have, with a
//! story planted in them that a report has to find, and a few honest mistakes.

mod audit;
mod delimited;
mod dice;
mod events;
mod framework;
mod interactions;
mod mistakes;
mod names;
mod people;
mod places;
mod programme;
mod sheets;
mod story;
mod ties;
mod write;

#[cfg(test)]
mod facts;
#[cfg(test)]
mod reading;

pub use mistakes::Mistake;
pub use story::{STORY, Story};
pub use write::{DemoError, DemoFile, DemoMistake, DemoSummary, files, write};

/// Seed of the example that `crossweave demo` writes.
pub const SEED: u64 = 2013;
