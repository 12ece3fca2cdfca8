//! Contacts who know each other.

use super::rows;
use crate::measures::{Family, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};
use crate::network::clustering::triangles;

/// Contacts who know each other.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: ID,
    title: "Contacts who know each other",
    family: Family::Network,
    population: Population::Everyone,
    unit: Unit::Share,
    levels: &[Level::Network, Level::Group, Level::Person],
    question: "Are a person’s contacts in contact with each other?",
    definition: "For a person, the share of pairs of their contacts who have a tie. For a group, the mean \
           over its people with at least two contacts. For everyone, transitivity: the same share over \
           all pairs of contacts together, three times the triangles over the connected triples. Arcs \
           are read as edges.",
    how_to_read: "1 is a closed circle, 0 is contacts who do not know each other. A person with a low value \
           links people who would otherwise not meet.",
    caveats: "People with fewer than two contacts have no value; some tools give them 0, which lowers the \
           mean. Transitivity is not the mean of personal values.",
    source: "Watts and Strogatz, Collective dynamics of small-world networks (1998); Newman, Networks \
           (2010), section 7.9.",
    minimum_n: 3,
    compute,
};

const ID: &str = "clustering";

const TOO_FEW: &str = "nobody has two contacts to compare";

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    let found = triangles(subject.undirected());
    let values: Vec<_> = (0..subject.graph.people() as u32).map(|p| found.local(p)).collect();
    let mut rows = rows::means_and_people(subject, ID, &values, TOO_FEW);
    rows[0] = rows::everyone(subject, ID, Value::number(found.global(), TOO_FEW));
    rows
}
