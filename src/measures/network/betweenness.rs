//! Who stands between others: raw counts.

use super::rows::{self, MEANS_AND_PEOPLE, NO_PEOPLE};
use crate::measures::{Family, MeasureSpec, Measurement, Population, Subject, Unit};

/// How often people stand between others.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: ID,
    title: "How often people stand between others",
    family: Family::Network,
    population: Population::Everyone,
    unit: Unit::Paths,
    levels: MEANS_AND_PEOPLE,
    question: "How often does the shortest way between two others pass through a person?",
    definition: "For every other two people, the share of their shortest paths (fewest hops, weights ignored) \
           that pass through the person, added up. Raw: as edges each two people count once, as arcs \
           each ordered two. For a group and for everyone, the mean.",
    how_to_read: "A person with 100 stands on the only shortest way of 100 pairs, or on half of those of 200. \
           High values are go-betweens: useful, and a risk when they leave.",
    caveats: "It supposes that news takes the shortest way. One missing tie can move it a good deal. Not \
           comparable between places of different size; use the normalised form for that.",
    source: "Freeman (1977); computed as in Brandes, A faster algorithm for betweenness centrality \
           (2001).",
    minimum_n: 1,
    compute,
};

const ID: &str = "betweenness";

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    let values: Vec<_> = subject.betweenness().iter().map(|&x| Some(x)).collect();
    rows::means_and_people(subject, ID, &values, NO_PEOPLE)
}
