//! Who is who: exact matches are applied, likenesses are only suggested.

pub mod matches;
pub mod normal;
pub mod problems;
pub mod roster;
pub mod suggest;

pub use matches::{Decision, Matches};
pub use roster::{Found, Roster};
pub use suggest::Suggestion;
