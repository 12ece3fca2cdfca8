//! How the answers spread over the levels.

use crate::measures::{Family, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};

use super::cells;

/// `answers`.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: "answers",
    title: "Answers at each level",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Share,
    levels: &[Level::Skill],
    question: "How do the answers spread over the levels?",
    definition: "People who gave the level named in the column other, over all who gave a level.",
    how_to_read: "The shares of one skill in one wave add up to 100 %.",
    caveats: "This is confidence as people rate it themselves, not competence.",
    source: "Own definition.",
    minimum_n: 1,
    compute,
};

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    let labels = &subject.organisation.framework().levels;
    let mut out = Vec::new();
    for (level, label) in labels.iter().enumerate() {
        out.extend(cells::by_skill(subject, SPEC.id, |key, counts| {
            let at = counts.counts().get(level).copied().unwrap_or_default();
            let value = Value::share(at, counts.n(), "nobody answered");
            Measurement::new(key.with_other(label), value, counts.n())
        }));
    }
    out
}
