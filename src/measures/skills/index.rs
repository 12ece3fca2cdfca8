//! The confidence index.

use crate::measures::{Family, Key, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};
use crate::stats::interval;
use crate::table::PersonScore;

use super::cells;

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
        over people, so that someone who skipped questions counts as much as anyone. Interval: Student's t, 95 %.",
    how_to_read: "50 is the middle of the scale. Two groups with the same share of confident people can differ in \
        the index, because it sees every level.",
    caveats: "It treats the steps between levels as equal. It is confidence as people rate it themselves.",
    source: "Own definition; the spread over 0–100 is the usual one for rating scales.",
    minimum_n: 1,
    compute,
};

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    let levels = subject.skills.levels;
    let mean = |key: Key, people: &[PersonScore]| {
        let indices: Vec<f64> = people.iter().map(|p| p.index(levels)).collect();
        let (mean, interval) = interval::mean_t(&indices).unzip();
        Measurement::new(key, Value::number(mean, "nobody answered"), people.len() as u64)
            .with_interval(interval.flatten())
    };
    let mut out = cells::by_people(subject, SPEC.id, mean);
    out.extend(cells::by_person(subject, SPEC.id, |key, p| mean(key, &[p])));
    out
}
