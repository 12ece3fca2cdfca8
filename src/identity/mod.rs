//! Who is who: exact matches are applied, likenesses are only suggested.

pub mod blocks;
pub mod book;
mod candidates;
pub mod compare;
mod listing;
pub mod matches;
pub mod names;
pub mod nicknames;
pub mod normal;
pub mod outside;
pub mod problems;
pub mod roster;
pub mod sector;
pub mod shared;
pub mod suggest;

pub use matches::{Decision, Matches};
pub use outside::Outside;
pub use roster::{Found, Roster};
pub use suggest::Suggestion;
