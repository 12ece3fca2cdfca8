//! Contact across groups against contact within.

use super::rows::{self, NO_TIES};
use crate::measures::{Family, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};
use crate::network::graph::Direction;

/// E-I index of contact.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: ID,
    title: "E-I index of contact",
    family: Family::Network,
    population: Population::Everyone,
    unit: Unit::Ratio,
    levels: &[Level::Network, Level::Group],
    question: "Does people’s contact stay within their own group or go across to others?",
    definition: "(E−I)/(E+I), pooled, over weights of ties instead of their number. People whose group is \
           unknown, and ties with them, are left out.",
    how_to_read: "As ei-index. Lower than ei-index means that ties within the group are the stronger ones.",
    caveats: "A few very strong ties can decide it.",
    source: "Krackhardt and Stern (1988), weighted as in R netseg.",
    minimum_n: 2,
    compute,
};

const ID: &str = "ei-index-weighted";

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    let mut rows = Vec::new();
    for (by, matrix) in rows::groupings(subject) {
        let sums = &matrix.by_group;
        // As edges, a tie across is kept by both of its groups.
        let each = if sums.direction == Direction::Edges { 0.5 } else { 1.0 };
        let all = |weights: &[f64]| weights.iter().sum::<f64>();
        let value = index(each * all(&sums.weight_across), all(&sums.weight_within));
        rows.push(rows::overall(ID, by, matrix, Value::number(value, NO_TIES)));
        rows.extend(rows::groups_of(ID, by, matrix, &|m, g| {
            let own = index(m.by_group.weight_across[g], m.by_group.weight_within[g]);
            Value::number(own, "nobody in this group has a tie")
        }));
    }
    rows
}

fn index(across: f64, within: f64) -> Option<f64> {
    let all = across + within;
    (all > 0.0).then(|| (across - within) / all)
}
