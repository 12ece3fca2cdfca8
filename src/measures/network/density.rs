//! How many of the possible ties there are.

use super::rows;
use crate::measures::{Family, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};
use crate::network::graph::Direction;

/// Density of ties.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: ID,
    title: "Density of ties",
    family: Family::Network,
    population: Population::Everyone,
    unit: Unit::Density,
    levels: &[Level::Network],
    question: "Of all the pairs of people there could be a tie between, how many have one?",
    definition: "ties / (n(n−1)/2) as edges, ties / (n(n−1)) as arcs; n is everyone on the roster, people \
           without ties included.",
    how_to_read: "0 is nobody tied to anybody, 1 everybody to everybody. Compare groups and waves of like size, not places of different size.",
    caveats: "Density falls as an organisation grows, because people have time for only so many ties. It \
           depends on the tie rule.",
    source: "Wasserman and Faust, Social Network Analysis (1994), chapter 4.",
    minimum_n: 2,
    compute,
};

const ID: &str = "density";

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    let n = subject.graph.people() as f64;
    let ordered = n * (n - 1.0);
    let possible = if subject.graph.direction() == Direction::Edges { ordered / 2.0 } else { ordered };
    let density = (n > 1.0).then(|| subject.graph.ties() as f64 / possible);
    vec![rows::everyone(subject, ID, Value::number(density, "fewer than two people"))]
}
