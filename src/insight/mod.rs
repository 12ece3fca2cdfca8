//! From measurements to findings.

pub mod analyse;
pub mod analysis;
pub mod finding;
pub mod rules;
pub mod sweep;
pub mod view;

pub use analyse::{Request, analyse};
pub use analysis::Analysis;
pub use finding::Finding;
pub use view::View;
