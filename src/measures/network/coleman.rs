//! A group’s preference for its own.

use super::rows;
use crate::measures::{Family, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};
use crate::network::graph::Direction;
use crate::network::group_ties::GroupTies;

/// Coleman index: a group’s preference for its own.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: ID,
    title: "Coleman index: a group’s preference for its own",
    family: Family::Network,
    population: Population::Everyone,
    unit: Unit::Ratio,
    levels: &[Level::Group],
    question: "Do the people of a group choose each other more than chance would have them?",
    definition: "With k ties sent by the group, w of them to itself, group size n and N people: x = \
           k(n−1)/(N−1) is what chance gives; (w−x)/(k−x) where w > x, else (w−x)/x. As edges, each tie \
           is sent both ways. People whose group is unknown, and ties with them, are left out.",
    how_to_read: "0 is as chance, +1 only their own, −1 never their own. Unlike the E-I index it allows for \
           the size of the group.",
    caveats: "A group of one, or one that is everybody, has no such preference and no value.",
    source: "Coleman, Relational analysis (1958); as in R netseg.",
    minimum_n: 2,
    compute,
};

const ID: &str = "coleman";

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    rows::each_group(subject, ID, |matrix, group| {
        Value::number(
            preference(&matrix.by_group, group),
            "the group has no ties, one member, or everyone in it",
        )
    })
}

fn preference(sums: &GroupTies, group: usize) -> Option<f64> {
    let both_ways = if sums.direction == Direction::Edges { 2 } else { 1 };
    let (size, people) = (sums.sizes[group], sums.people());
    if size < 2 || size == people || sums.sent[group] == 0 {
        return None;
    }
    let sent = sums.sent[group] as f64;
    let within = (sums.within[group] * both_ways) as f64;
    let chance = sent * (size - 1) as f64 / (people - 1) as f64;
    Some(if within > chance { (within - chance) / (sent - chance) } else { (within - chance) / chance })
}
