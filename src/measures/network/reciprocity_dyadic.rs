//! Whether arcs are answered.

use super::rows::{self, NO_DIRECTION};
use crate::measures::{Family, Level, MeasureSpec, Measurement, Population, Reason, Subject, Unit, Value};
use crate::network::reciprocity::{DyadCensus, dyad_census};

/// Reciprocity, all pairs.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: ID,
    title: "Reciprocity, all pairs",
    family: Family::Network,
    population: Population::Everyone,
    unit: Unit::Share,
    levels: &[Level::Network],
    question: "In how many pairs of people do both or neither name the other?",
    definition: "(M+N)/(M+A+N): M pairs with an arc each way, A with one way only, N with none. Only where \
           ties are read as arcs.",
    how_to_read: "1 is no unanswered arc. In sparse networks it is near 1 whatever happens, because most pairs \
           have no arc.",
    caveats: "Three conventions go by the name of reciprocity; compare only like with like.",
    source: "Wasserman and Faust (1994), chapter 13; names as in R sna.",
    minimum_n: 2,
    compute,
};

const ID: &str = "reciprocity-dyadic";

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    let share = |c: DyadCensus| {
        let (num, den): (u64, u64) = (c.mutual + c.null, c.mutual + c.one_way + c.null);
        (den > 0).then(|| num as f64 / den as f64)
    };
    let value = match dyad_census(subject.graph) {
        Some(census) => Value::number(share(census), "fewer than two people"),
        None => Value::Undefined(Reason(NO_DIRECTION)),
    };
    vec![rows::everyone(subject, ID, value)]
}
