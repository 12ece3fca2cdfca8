//! How many ties people have.

use super::rows::{self, MEANS_AND_PEOPLE, NO_PEOPLE};
use crate::measures::{Family, MeasureSpec, Measurement, Population, Subject, Unit};

/// Ties per person.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: ID,
    title: "Ties per person",
    family: Family::Network,
    population: Population::Everyone,
    unit: Unit::Ties,
    levels: MEANS_AND_PEOPLE,
    question: "How many colleagues does a person have ties with?",
    definition: "Number of people a person has a tie with; as arcs, the number of people they send ties to. \
           For a group and for everyone, the mean; people without ties count as 0.",
    how_to_read: "More is better connected, up to what anyone can keep up. Compare a group with the whole.",
    caveats: "A count of ties says nothing about their worth. People missing from the log have fewer ties \
           here than in life.",
    source: "Freeman, Centrality in social networks (1979).",
    minimum_n: 1,
    compute,
};

const ID: &str = "degree";

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    let degree = |p| Some(subject.graph.degree(p) as f64);
    let values: Vec<_> = (0..subject.graph.people() as u32).map(degree).collect();
    rows::means_and_people(subject, ID, &values, NO_PEOPLE)
}
