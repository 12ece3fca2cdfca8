//! The one door to output: what may be shown, to whom.

pub mod apply;
pub mod disclosed;
pub mod policy;

pub use disclosed::Disclosed;
pub use policy::{Policy, Tier};
