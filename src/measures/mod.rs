//! The registry of measures.

pub mod measurement;
pub mod spec;
pub mod subject;

pub mod joint;
pub mod network;
pub mod skills;

pub use measurement::{Key, Level, Measurement, Reason, Value};
pub use spec::{Family, MeasureSpec, Unit};
pub use subject::Subject;

/// Every measure, in the order results are written.
pub static MEASURES: &[&MeasureSpec] = &[];

/// A measure by id.
pub fn find(id: &str) -> Option<&'static MeasureSpec> {
    MEASURES.iter().copied().find(|m| m.id == id)
}
