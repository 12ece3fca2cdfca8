//! Whether everything passes through one person.

use super::rows;
use crate::measures::{Family, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};
use crate::network::betweenness::most_possible;

/// How far the ways between people run through one person.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: ID,
    title: "How far the ways between people run through one person",
    family: Family::Network,
    population: Population::Everyone,
    unit: Unit::Ratio,
    levels: &[Level::Network],
    question: "Does everything pass through one person?",
    definition: "Σ(b_max − b_i)/(n−1) over everyone, b being normalised betweenness.",
    how_to_read: "1 is a star, where everything passes through its centre; 0 is everyone between others \
           equally often. Compare waves and like networks.",
    caveats: "It looks at the highest value only; a network leaning on two people alike scores lower.",
    source: "Freeman, A set of measures of centrality based on betweenness (1977).",
    minimum_n: 3,
    compute,
};

const ID: &str = "betweenness-centralisation";

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    vec![rows::everyone(subject, ID, Value::number(centralisation(subject), "fewer than three people"))]
}

fn centralisation(subject: &Subject<'_>) -> Option<f64> {
    let raw = subject.betweenness();
    let most = most_possible(raw.len(), subject.graph.direction())?;
    let top = raw.iter().copied().fold(0.0, f64::max);
    let short: f64 = raw.iter().map(|x| (top - x) / most).sum();
    Some(short / (raw.len() - 1) as f64)
}
