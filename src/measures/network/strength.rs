//! How much contact people have.

use super::rows::{self, MEANS_AND_PEOPLE, NO_PEOPLE};
use crate::measures::{Family, MeasureSpec, Measurement, Population, Subject, Unit};

/// Strength of ties per person.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: ID,
    title: "Strength of ties per person",
    family: Family::Network,
    population: Population::Everyone,
    unit: Unit::Ratio,
    levels: MEANS_AND_PEOPLE,
    question: "How much contact does a person have with colleagues, all ties together?",
    definition: "Sum of the weights of a person’s ties; as arcs, of those they send. An interaction weighs \
           1/recipients, so a message to four is worth a quarter to each. For a group and for everyone, \
           the mean; people without ties count as 0.",
    how_to_read: "A strength of 30 is as much as thirty messages to one person each. Compare with the number \
           of ties: high strength on few ties is a close circle.",
    caveats: "Only contact that went through the logs is counted. Where ties were asked directly the \
           weight is the strength people gave.",
    source: "Barrat et al., The architecture of complex weighted networks (2004).",
    minimum_n: 1,
    compute,
};

const ID: &str = "strength";

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    let strength = |p| Some(subject.graph.strength(p));
    let values: Vec<_> = (0..subject.graph.people() as u32).map(strength).collect();
    rows::means_and_people(subject, ID, &values, NO_PEOPLE)
}
