//! How far inside the core people stand.

use super::rows::{self, NO_PEOPLE};
use crate::measures::{Family, Level, MeasureSpec, Measurement, Population, Subject, Unit};
use crate::network::kcore::core_numbers;

/// Depth in the core of the network.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: ID,
    title: "Depth in the core of the network",
    family: Family::Network,
    population: Population::Everyone,
    unit: Unit::Ties,
    levels: &[Level::Network, Level::Group, Level::Person],
    question: "How far inside the well-connected core does a person stand?",
    definition: "The largest k for which the person belongs to a k-core: a set of people who each have ties \
           to at least k others of the set. For everyone and for a group, the mean. Arcs are read as \
           edges.",
    how_to_read: "High is the middle, where everyone is well connected to the rest; 1 is the rim, 0 is no \
           ties.",
    caveats: "A core is many ties among the same people. That may be a strong middle or a closed circle.",
    source: "Seidman, Network structure and minimum degree (1983); Batagelj and Zaveršnik (2003).",
    minimum_n: 1,
    compute,
};

const ID: &str = "k-core";

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    let values: Vec<_> = core_numbers(subject.undirected()).into_iter().map(|k| Some(f64::from(k))).collect();
    rows::means_and_people(subject, ID, &values, NO_PEOPLE)
}
