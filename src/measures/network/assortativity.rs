//! Like with like.

use super::rows;
use crate::measures::{Family, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};
use crate::network::group_ties::GroupTies;

/// Assortativity: like with like.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: ID,
    title: "Assortativity: like with like",
    family: Family::Network,
    population: Population::Everyone,
    unit: Unit::Ratio,
    levels: &[Level::Network],
    question: "Are people tied to people of their own group more than their numbers of ties explain?",
    definition: "(Σe_ii − Σa_i·b_i)/(1 − Σa_i·b_i): e_ii is the share of ties within group i, a_i and b_i the \
           shares of tie ends sent and received by it. People whose group is unknown, and ties with \
           them, are left out.",
    how_to_read: "1 is ties within groups only, 0 as the numbers of ties explain, below 0 ties across \
           preferred.",
    caveats: "The least value possible is above −1 and depends on the groups.",
    source: "Newman, Mixing patterns in networks (2003).",
    minimum_n: 2,
    compute,
};

const ID: &str = "assortativity";

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    rows::each_grouping(subject, ID, |matrix| {
        Value::number(coefficient(&matrix.by_group), "there are no ties, or all are within one group")
    })
}

fn coefficient(sums: &GroupTies) -> Option<f64> {
    let ends = sums.sent.iter().sum::<u64>() as f64;
    let share = |(s, r): (&u64, &u64)| (*s as f64 / ends) * (*r as f64 / ends);
    let chance: f64 = sums.sent.iter().zip(&sums.received).map(share).sum();
    let within = sums.all_within() as f64 / sums.ties as f64;
    let one_group = sums.within.contains(&sums.ties);
    (sums.ties > 0 && !one_group).then(|| (within - chance) / (1.0 - chance))
}
