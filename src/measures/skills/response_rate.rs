//! Who answered.

use crate::measures::{Family, Key, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};
use crate::model::PersonId;
use crate::stats::interval;

use super::cells;

/// `response-rate`.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: "response-rate",
    title: "Response rate",
    family: Family::Skills,
    population: Population::Everyone,
    unit: Unit::Share,
    levels: &[Level::Network, Level::Group],
    question: "How many of the people asked handed in the audit?",
    definition: "People on the staff list who handed in a form in the wave, over everyone on the list \
        (AAPOR RR1). Forms from people who are not on the list and anonymous forms are not counted.",
    how_to_read: "Above about two thirds, groups can be compared. Below a half, ask who is missing before \
        believing a difference.",
    caveats: "Everyone on the staff list counts as asked. The interval is not a margin for the audit's answers.",
    source: "AAPOR, Standard Definitions, response rate 1.",
    minimum_n: 1,
    compute,
};

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    let mut out = Vec::new();
    let everyone: Vec<PersonId> = (0..subject.organisation.people().len() as u32).map(PersonId).collect();
    for (wave, label) in cells::waves(subject) {
        let answers = &subject.organisation.answers()[wave.0 as usize];
        let rate = |key: Key, people: &[PersonId]| {
            let took_part = people.iter().filter(|p| answers.took_part(**p)).count() as u64;
            let n = people.len() as u64;
            Measurement::new(key.in_wave(label), Value::share(took_part, n, "nobody was asked"), n)
                .with_interval(interval::wilson(took_part, n))
        };
        out.push(rate(Key::network(SPEC.id), &everyone));
        for attribute in &subject.groupings {
            for (members, group) in attribute.members().iter().zip(&attribute.labels) {
                out.push(rate(Key::group(SPEC.id, &attribute.name, group), members));
            }
        }
    }
    out
}
