//! How many ties have no way round them.

use super::rows;
use crate::measures::{Family, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};
use crate::network::bridges::bridges;

/// Ties that alone hold parts together.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: ID,
    title: "Ties that alone hold parts together",
    family: Family::Network,
    population: Population::Everyone,
    unit: Unit::Ties,
    levels: &[Level::Network],
    question: "How many ties would split a part of the network if they were lost?",
    definition: "Number of ties whose loss would leave two connected parts where there was one. Arcs are read \
           as edges.",
    how_to_read: "0 is no tie that everything hangs by. Each one more is a link with no way round it.",
    caveats: "The tie of a person with only one contact is a bridge too, so many bridges may only mean \
           many people on the rim.",
    source: "Tarjan, A note on finding the bridges of a graph (1974).",
    minimum_n: 1,
    compute,
};

const ID: &str = "bridges";

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    vec![rows::everyone(subject, ID, Value::Count(bridges(subject.undirected()).len() as u64))]
}
