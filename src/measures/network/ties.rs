//! How many ties there are.

use super::rows;
use crate::measures::{Family, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};

/// Ties.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: ID,
    title: "Ties",
    family: Family::Network,
    population: Population::Everyone,
    unit: Unit::Ties,
    levels: &[Level::Network],
    question: "How many ties are there between people?",
    definition: "Pairs of people with a tie under the rule, as edges; ordered pairs, as arcs.",
    how_to_read: "Twice the ties over the people is how many ties a person has on average.",
    caveats: "It depends on the tie rule, which the report states.",
    source: "Own count.",
    minimum_n: 1,
    compute,
};

const ID: &str = "ties";

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    vec![rows::everyone(subject, ID, Value::Count(subject.graph.ties() as u64))]
}
