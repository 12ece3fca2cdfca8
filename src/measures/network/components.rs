//! How many parts the network falls into.

use super::rows;
use crate::measures::{Family, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};

/// Separate parts of the network.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: ID,
    title: "Separate parts of the network",
    family: Family::Network,
    population: Population::Everyone,
    unit: Unit::Groups,
    levels: &[Level::Network],
    question: "Into how many parts does the network fall?",
    definition: "Number of connected parts; people in different parts cannot reach each other along ties. A \
           person without ties is a part of one. Arcs are read as edges.",
    how_to_read: "1 is a network in one piece. Take away the people without ties to see how many real parts \
           there are.",
    caveats: "Parts may be joined through people or channels that were not read.",
    source: "Wasserman and Faust, Social Network Analysis (1994), chapter 4.",
    minimum_n: 1,
    compute,
};

const ID: &str = "components";

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    vec![rows::everyone(subject, ID, Value::Count(subject.components().sizes.len() as u64))]
}
