//! The mean level.

use crate::measures::{Family, Key, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};
use crate::table::{LevelCounts, PersonScore};

use super::cells;

/// `mean-level`.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: "mean-level",
    title: "Mean level",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Levels,
    levels: &[Level::Network, Level::Group, Level::Skill, Level::Person],
    question: "What is the mean level?",
    definition: "Mean of the levels, the lowest being 1. Over all skills, every answer counts once.",
    how_to_read: "Beside the share of confident people it shows whether the rest are near the line or far below.",
    caveats: "It treats the steps between levels as equal.",
    source: "Own definition.",
    minimum_n: 1,
    compute,
};

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    let one_skill = |key: Key, counts: &LevelCounts| {
        Measurement::new(key, Value::number(counts.mean(), "nobody answered"), counts.n())
    };
    let pooled = |key: Key, people: &[PersonScore]| {
        let sum: u64 = people.iter().map(|p| u64::from(p.sum)).sum();
        let answers: u64 = people.iter().map(|p| u64::from(p.answered)).sum();
        let mean = (answers > 0).then(|| sum as f64 / answers as f64);
        Measurement::new(key, Value::number(mean, "nobody answered"), people.len() as u64)
    };
    let mut out = cells::by_people(subject, SPEC.id, pooled);
    out.extend(cells::by_skill(subject, SPEC.id, one_skill));
    out.extend(cells::by_group_and_skill(subject, SPEC.id, one_skill));
    out.extend(cells::by_person(subject, SPEC.id, |key, p| pooled(key, &[p])));
    out
}
