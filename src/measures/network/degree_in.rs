//! How many ties people receive.

use super::rows::{self, NO_DIRECTION, NO_PEOPLE};
use crate::measures::{Family, Level, MeasureSpec, Measurement, Population, Reason, Subject, Unit, Value};
use crate::network::graph::Direction;

/// Ties received per person.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: ID,
    title: "Ties received per person",
    family: Family::Network,
    population: Population::Everyone,
    unit: Unit::Ties,
    levels: &[Level::Network, Level::Group, Level::Person],
    question: "How many people turn to a person?",
    definition: "Number of people who send the person a tie. For a group and for everyone, the mean. Only \
           where ties are read as arcs; as edges it would be the degree.",
    how_to_read: "In a network of asking for advice, the people many turn to.",
    caveats: "A person many turn to may be overloaded as well as valued.",
    source: "Freeman, Centrality in social networks (1979).",
    minimum_n: 1,
    compute,
};

const ID: &str = "degree-in";

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    let people = subject.graph.people();
    if subject.graph.direction() == Direction::Edges {
        return vec![rows::everyone(subject, ID, Value::Undefined(Reason(NO_DIRECTION)))];
    }
    let mut received = vec![Some(0.0); people];
    for (_, to, _) in subject.graph.iter() {
        received[to as usize] = received[to as usize].map(|count: f64| count + 1.0);
    }
    rows::means_and_people(subject, ID, &received, NO_PEOPLE)
}
