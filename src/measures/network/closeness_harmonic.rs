//! How near everyone else is.

use super::rows::{self, MEANS_AND_PEOPLE};
use crate::measures::{Family, MeasureSpec, Measurement, Population, Subject, Unit};

/// How near everyone else is.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: ID,
    title: "How near everyone else is",
    family: Family::Network,
    population: Population::Everyone,
    unit: Unit::Ratio,
    levels: MEANS_AND_PEOPLE,
    question: "How few steps away are the others from a person?",
    definition: "Harmonic, normalised: Σ 1/d over everyone else, divided by n−1; d in hops along ties away \
           from the person, people out of reach adding 0. For a group and for everyone, the mean; the \
           mean over everyone is the global efficiency of Latora and Marchiori.",
    how_to_read: "1 is a tie with everyone, 0 nobody within reach. 0.33 is as if everyone were three steps \
           away.",
    caveats: "Weights are ignored. It is defined for networks in pieces, where plain closeness is not, and \
           differs from it.",
    source: "Marchiori and Latora, Harmony in the small-world (2000).",
    minimum_n: 2,
    compute,
};

const ID: &str = "closeness-harmonic";

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    let people = subject.graph.people();
    let values = match subject.closeness() {
        Some(values) => values.iter().map(|&x| Some(x)).collect(),
        None => vec![None; people],
    };
    rows::means_and_people(subject, ID, &values, "fewer than two people")
}
