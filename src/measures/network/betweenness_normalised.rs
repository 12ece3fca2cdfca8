//! Who stands between others: as a share of the most possible.

use super::rows::{self, MEANS_AND_PEOPLE};
use crate::measures::{Family, MeasureSpec, Measurement, Population, Subject, Unit};
use crate::network::betweenness::most_possible;

/// How often people stand between others, as a share of the most possible.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: ID,
    title: "How often people stand between others, as a share of the most possible",
    family: Family::Network,
    population: Population::Everyone,
    unit: Unit::Ratio,
    levels: MEANS_AND_PEOPLE,
    question: "Of all pairs of other people, what share could only meet through this person?",
    definition: "Raw betweenness over the most anyone could have: (n−1)(n−2)/2 as edges, (n−1)(n−2) as arcs. \
           For a group and for everyone, the mean; no largest value is given, because it would be one \
           person’s.",
    how_to_read: "0 is never between others, 1 is the centre of a star. It falls as a network grows; compare like with like.",
    caveats: "As for raw betweenness: shortest ways only, weights ignored.",
    source: "Freeman, Centrality in social networks (1979).",
    minimum_n: 3,
    compute,
};

const ID: &str = "betweenness-normalised";

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    let most = most_possible(subject.graph.people(), subject.graph.direction());
    let values: Vec<_> = subject.betweenness().iter().map(|x| most.map(|most| x / most)).collect();
    rows::means_and_people(subject, ID, &values, "fewer than three people")
}
