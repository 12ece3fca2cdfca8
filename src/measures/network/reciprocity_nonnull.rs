//! Whether arcs are answered.

use super::rows::{self, NO_DIRECTION};
use crate::measures::{Family, Level, MeasureSpec, Measurement, Population, Reason, Subject, Unit, Value};
use crate::network::reciprocity::{DyadCensus, dyad_census};

/// Reciprocity, pairs with a tie.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: ID,
    title: "Reciprocity, pairs with a tie",
    family: Family::Network,
    population: Population::Everyone,
    unit: Unit::Share,
    levels: &[Level::Network],
    question: "Of the pairs of people with an arc, how many have one each way?",
    definition: "M/(M+A): M pairs with an arc each way, A with one way only. Only where ties are read as \
           arcs.",
    how_to_read: "1 is every arc answered, 0 none.",
    caveats: "Three conventions go by the name of reciprocity; compare only like with like.",
    source: "Wasserman and Faust (1994), chapter 13; names as in R sna.",
    minimum_n: 2,
    compute,
};

const ID: &str = "reciprocity-nonnull";

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    let share = |c: DyadCensus| {
        let (num, den): (u64, u64) = (c.mutual, c.mutual + c.one_way);
        (den > 0).then(|| num as f64 / den as f64)
    };
    let value = match dyad_census(subject.graph) {
        Some(census) => Value::number(share(census), "there are no ties"),
        None => Value::Undefined(Reason(NO_DIRECTION)),
    };
    vec![rows::everyone(subject, ID, value)]
}
