//! How many ties there are between groups.

use super::rows::{self, TOO_MANY};
use crate::measures::{Family, Level, MeasureSpec, Measurement, Population, Reason, Subject, Unit, Value};

/// Ties between groups.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: ID,
    title: "Ties between groups",
    family: Family::Network,
    population: Population::Everyone,
    unit: Unit::Ties,
    levels: &[Level::Pair],
    question: "How many ties are there between two groups?",
    definition: "Number of ties with one end in each group; as arcs, from the first group to the second. \
           Given for each two groups and, on the diagonal, for each group with itself. People whose \
           group is unknown, and ties with them, are left out.",
    how_to_read: "Read it beside tie-expected: large groups have many ties with everyone.",
    caveats: "A count grows with the sizes of both groups.",
    source: "Wasserman and Faust, Social Network Analysis (1994), chapter 4.",
    minimum_n: 1,
    compute,
};

const ID: &str = "tie-count";

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    rows::each_pair(subject, ID, |matrix, a, b| {
        matrix.observed(a, b).map_or(Value::Undefined(Reason(TOO_MANY)), Value::Count)
    })
}
