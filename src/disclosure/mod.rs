//! The one door to output: what may be shown, to whom.

mod answered;
pub mod apply;
mod beside;
pub mod cuts;
pub mod disclosed;
pub mod groups;
pub mod linked;
pub mod nested;
pub mod policy;
pub mod precision;
pub mod sweep;
pub mod tables;

pub use disclosed::Disclosed;
pub use policy::{Policy, Tier};
