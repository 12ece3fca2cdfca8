//! How much contact crosses the boundary.

use super::rows;
use crate::measures::{Family, Key, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};
use crate::model::{Attribute, GroupId, Person};
use crate::network::graph::Direction;

/// Share of contact that crosses the boundary.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: ID,
    title: "Share of contact that crosses the boundary",
    family: Family::Network,
    population: Population::Everyone,
    unit: Unit::Share,
    levels: &[Level::Group, Level::Person],
    question: "How much of a group’s contact goes to other groups?",
    definition: "Weight of ties from the group’s people to other groups, over the weight of all their ties; \
           as arcs, of those they send. For a person the same over their own ties. People whose group \
           is unknown, and ties with them, are left out.",
    how_to_read: "0 is all contact within the group, 1 all with others.",
    caveats: "Small groups have fewer chances of contact within, so their share is higher without reaching \
           further.",
    source: "Viva Insights calls its complement insularity.",
    minimum_n: 1,
    compute,
};

const ID: &str = "cross-boundary-share";

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    let mut rows = Vec::new();
    for (by, matrix) in rows::groupings(subject) {
        rows.extend(rows::groups_of(ID, by, matrix, &|m, g| {
            let (within, across) = (m.by_group.weight_within[g], m.by_group.weight_across[g]);
            // A tie within is kept by both of its ends.
            let both = if m.by_group.direction == Direction::Edges { 2.0 } else { 1.0 };
            share(across, both * within, "nobody in this group has a tie")
        }));
        if subject.person_level {
            rows.extend(people(subject, by));
        }
    }
    rows
}

fn people(subject: &Subject<'_>, by: &Attribute) -> Vec<Measurement> {
    let known = |(i, person): (usize, &Person)| {
        let group = by.of.get(i).copied().flatten()?;
        let (across, within) = own(subject, by, i as u32, group);
        let key = Key::group(ID, &by.name, &by.labels[usize::from(group.0)]).for_person(&person.key);
        Some(Measurement::new(key, share(across, within, "the person has no ties"), 1))
    };
    subject.organisation.people().iter().enumerate().filter_map(known).collect()
}

/// Weight of a person’s ties to other groups, and to their own.
fn own(subject: &Subject<'_>, by: &Attribute, person: u32, group: GroupId) -> (f64, f64) {
    let (mut across, mut within) = (0.0, 0.0);
    for (&alter, &weight) in subject.graph.alters(person).iter().zip(subject.graph.weights(person)) {
        match by.of[alter as usize] {
            Some(other) if other == group => within += weight,
            Some(_) => across += weight,
            None => {}
        }
    }
    (across, within)
}

fn share(across: f64, within: f64, otherwise: &'static str) -> Value {
    let all = across + within;
    Value::number((all > 0.0).then(|| across / all), otherwise)
}
