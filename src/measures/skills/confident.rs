//! How many are confident.

use crate::measures::{Family, Key, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};
use crate::stats::interval;
use crate::table::{LevelCounts, PersonScore};

use super::cells;

const NOBODY: &str = "nobody answered";

/// `confident`.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: "confident",
    title: "Confident",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Share,
    levels: &[Level::Network, Level::Group, Level::Skill, Level::Person],
    question: "How many say they are confident?",
    definition: "Answers at or above the first level that counts as confident, over all answers with a level. \
        For one skill, an answer is a person; over all skills, every person's answers are pooled. Missing answers \
        count in neither part. Interval for one skill: Wilson, 95 %.",
    how_to_read: "A skill below half is one most people would rather not be asked to use in front of others.",
    caveats: "This is confidence as people rate it themselves, not competence.",
    source: "Wilson (1927) for the interval.",
    minimum_n: 1,
    compute,
};

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    let from = subject.skills.positive_from;
    let one_skill = |key: Key, counts: &LevelCounts| {
        let (num, den) = (counts.at_or_above(from), counts.n());
        Measurement::new(key, Value::share(num, den, NOBODY), den).with_interval(interval::wilson(num, den))
    };
    let pooled = |key: Key, people: &[PersonScore]| {
        let num = people.iter().map(|p| u64::from(p.confident)).sum();
        let den = people.iter().map(|p| u64::from(p.answered)).sum();
        Measurement::new(key, Value::share(num, den, NOBODY), people.len() as u64)
    };
    let mut out = cells::by_people(subject, SPEC.id, pooled);
    out.extend(cells::by_skill(subject, SPEC.id, one_skill));
    out.extend(cells::by_group_and_skill(subject, SPEC.id, one_skill));
    out.extend(cells::by_person(subject, SPEC.id, |key, p| pooled(key, &[p])));
    out
}
