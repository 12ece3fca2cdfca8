//! The confidence index.

use std::sync::Arc;

use crate::measures::{Family, Key, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};
use crate::stats::mean::of_values;
use crate::table::PersonScore;

use super::cells::{self, index_step};
use super::whole::Whole;

/// `index`.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: "index",
    title: "Confidence index",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Points,
    levels: &[Level::Network, Level::Group, Level::Person],
    question: "How confident are people, all skills together?",
    definition: "Each person's mean level, spread evenly over 0 to 100 (lowest level 0, highest 100); then the mean \
        over people, so that someone who skipped questions counts as much as anyone. Interval, 95 %: Student's t with the squares of two more people \
        half a step either side of the mean, a step being one level in one skill; with interval = \"census\" under \
        [audit], its variance less the share of the group that answered.",
    how_to_read: "50 is the middle of the scale. Two groups with the same share of confident people can differ in \
        the index, because it sees every level.",
    caveats: "It treats the steps between levels as equal. It is confidence as people rate it themselves.",
    source: "Own definition; the spread over 0–100 is the usual one for rating scales.",
    minimum_n: 1,
    compute,
};

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    let levels = subject.skills.levels;
    let whole = Whole::of(subject);
    let steps: Vec<(&Arc<str>, f64)> = cells::waves(subject)
        .map(|(wave, label)| (label, index_step(levels, cells::asked(subject, wave).len())))
        .collect();
    let mean = |key: Key, people: &[PersonScore]| {
        let indices: Vec<f64> = people.iter().map(|p| p.index(levels)).collect();
        let step = steps.iter().find(|(label, _)| Some(*label) == key.wave.as_ref()).map_or(0.0, |(_, s)| *s);
        let found = of_values(&indices, step, whole.spoken_of(&key)).map(|m| m.within(0.0, 100.0));
        Measurement::new(key, Value::number(found.map(|m| m.mean), "nobody answered"), people.len() as u64)
            .with_interval(found.and_then(|m| m.interval))
    };
    let mut out = cells::by_people(subject, SPEC.id, mean);
    out.extend(cells::by_person(subject, SPEC.id, |key, p| mean(key, &[p])));
    out
}
