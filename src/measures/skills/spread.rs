//! How far people of one group are apart.

use crate::measures::{Family, Key, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};
use crate::stats::deviation::deviation;
use crate::table::PersonScore;

use super::cells;

/// `spread`.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: "spread",
    title: "Spread of the confidence index",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Points,
    levels: &[Level::Network, Level::Group],
    question: "Does the average speak for the people in the group, or are they far apart?",
    definition: "Standard deviation (n − 1) of the confidence index of the people in the group. Interval: Bonett's, \
        95 %, which does not need a bell curve; none with fewer than five people, nor where all but one are alike.",
    how_to_read: "Of many people, about two in three lie within one spread either side of the mean. Two groups with \
        the same mean can differ in it: one helps itself, the other is all alike.",
    caveats: "In a small group the interval is wide. People who share every answer have no spread, however low or \
        high they are.",
    source: "Bonett (2006), Approximate confidence interval for standard deviation of nonnormal distributions.",
    minimum_n: 2,
    compute,
};

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    let levels = subject.skills.levels;
    cells::by_people(subject, SPEC.id, |key: Key, people: &[PersonScore]| {
        let indices: Vec<f64> = people.iter().map(|p| p.index(levels)).collect();
        let (sd, interval) = deviation(&indices).unzip();
        let why = if people.is_empty() { "nobody answered" } else { "only one person answered" };
        Measurement::new(key, Value::number(sd, why), people.len() as u64).with_interval(interval.flatten())
    })
}
