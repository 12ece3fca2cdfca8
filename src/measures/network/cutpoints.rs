//! How many people hold parts together.

use super::rows;
use crate::measures::{Family, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};

/// People the network would split without.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: ID,
    title: "People the network would split without",
    family: Family::Network,
    population: Population::Everyone,
    unit: Unit::People,
    levels: &[Level::Network],
    question: "Without how many people would a part of the network split?",
    definition: "Number of people whose leaving would leave two or more connected parts where there was one. \
           Arcs are read as edges.",
    how_to_read: "0 is a network that no one person’s leaving would split.",
    caveats: "Many split off only one or two others; cut-off-if-left says how many people the worst case \
           would lose.",
    source: "Hopcroft and Tarjan, Efficient algorithms for graph manipulation (1973).",
    minimum_n: 1,
    compute,
};

const ID: &str = "cutpoints";

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    vec![rows::everyone(subject, ID, Value::Count(subject.cutpoints().len() as u64))]
}
