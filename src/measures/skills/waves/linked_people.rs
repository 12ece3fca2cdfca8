//! Who answered both of two waves, and who only one.

use super::between;
use crate::measures::{Family, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};

/// The three kinds of people, as the column `other` names them.
pub const KINDS: [&str; 3] = ["Both", "Only the first", "Only the second"];

/// `linked-people`.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: "linked-people",
    title: "People who answered both waves, or one of them",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::People,
    levels: &[Level::Network],
    question: "Whom can a change between two waves be about?",
    definition: "People with at least one usable answer, about skills asked in both waves, in both waves, only in \
        the first, only in the second (the column other). n is everyone who answered at all.",
    how_to_read: "Where few answered both, the change of the same people speaks for few, and the difference between \
        those who answered once may be a difference of people and not a change.",
    caveats: "Answers handed in without a name cannot be linked and are in neither.",
    source: "Own definition.",
    minimum_n: 1,
    compute,
};

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    let mut out = Vec::new();
    for between in between::all(subject) {
        let waves = between.in_points();
        let counts = [waves.both.len(), waves.first_only.len(), waves.second_only.len()].map(|n| n as u64);
        for (kind, count) in KINDS.iter().zip(counts) {
            let key = between.network(SPEC.id).with_other(&(*kind).into());
            out.push(Measurement::new(key, Value::Count(count), counts.iter().sum()));
        }
    }
    out
}
