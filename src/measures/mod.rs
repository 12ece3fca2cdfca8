//! The registry of measures.

pub mod measurement;
pub mod spec;
pub mod subject;

pub mod joint;
pub mod network;
pub mod skills;

pub use measurement::{Key, Level, Measurement, Reason, Value};
pub use spec::{Family, MeasureSpec, Population, Unit};
pub use subject::Subject;

/// Every measure, in the order results are written.
pub static MEASURES: &[&MeasureSpec] = &[
    &skills::response_rate::SPEC,
    &skills::confident::SPEC,
    &skills::index::SPEC,
    &skills::mean_level::SPEC,
    &skills::answers::SPEC,
    &skills::bands::SPEC,
    &skills::gap::GAP,
    &skills::gap::MET,
    &skills::change::INDEX,
    &skills::change::CONFIDENT,
    &skills::change::SAME_PEOPLE,
    &skills::change::CAFE,
    &skills::holders::HOLDERS,
    &skills::holders::TEAMS,
];

/// A measure by id.
pub fn find(id: &str) -> Option<&'static MeasureSpec> {
    MEASURES.iter().copied().find(|m| m.id == id)
}
