//! How many people are in the largest part.

use super::rows::{self, NO_PEOPLE};
use crate::measures::{Family, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};

/// People in the largest part.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: ID,
    title: "People in the largest part",
    family: Family::Network,
    population: Population::Everyone,
    unit: Unit::Share,
    levels: &[Level::Network],
    question: "How many people are in the largest connected part?",
    definition: "People in the largest connected part, as a share of everyone. Arcs are read as edges.",
    how_to_read: "100% is a network in one piece.",
    caveats: "It says who could reach whom through others, not who does.",
    source: "Wasserman and Faust, Social Network Analysis (1994), chapter 4.",
    minimum_n: 1,
    compute,
};

const ID: &str = "largest-component";

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    let largest = subject.components().sizes.first().copied().unwrap_or(0);
    let people = subject.graph.people() as u64;
    vec![rows::everyone(subject, ID, Value::share(u64::from(largest), people, NO_PEOPLE))]
}
