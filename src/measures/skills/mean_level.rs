//! The mean level.

use crate::measures::{Family, Key, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};
use crate::stats::levels::Levels;
use crate::stats::mean::of_levels;
use crate::table::{LevelCounts, PersonScore};

use super::cells;
use super::whole::Whole;

/// `mean-level`.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: "mean-level",
    title: "Mean level",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Levels,
    levels: &[Level::Network, Level::Group, Level::Skill, Level::Person],
    question: "What is the mean level?",
    definition: "Mean of the levels, the lowest being 1. Over all skills, every answer counts once. \
        Interval for one skill, 95 %: Student's t with the squares of two more answers half a step either side of the \
        mean, cut to the scale; with interval = \"census\" under [audit], its variance less the share of the group that \
        answered.",
    how_to_read: "Beside the share of confident people it shows whether the rest are near the line or far below.",
    caveats: "It treats the steps between levels as equal.",
    source: "Student's t; by simulation it holds the truth 95 times in 100 in teams of 5 to 60.",
    minimum_n: 1,
    compute,
};

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    let whole = Whole::of(subject);
    let one_skill = |key: Key, counts: &LevelCounts| {
        let answers = Levels::new(1, counts.counts().iter().map(|c| *c as u32).collect());
        let highest = subject.skills.levels as f64;
        let found = of_levels(&answers, whole.spoken_of(&key)).map(|m| m.within(1.0, highest));
        Measurement::new(key, Value::number(found.map(|m| m.mean), "nobody answered"), counts.n())
            .with_interval(found.and_then(|m| m.interval))
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
