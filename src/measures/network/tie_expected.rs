//! How many ties chance would give two groups.

use super::rows::{self, NO_TIES};
use crate::measures::{Family, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};

/// Ties expected between groups.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: ID,
    title: "Ties expected between groups",
    family: Family::Network,
    population: Population::Everyone,
    unit: Unit::Ties,
    levels: &[Level::Pair],
    question: "How many ties would two groups have if everyone kept their number of ties and chose at \
           random?",
    definition: "Under the configuration model: everyone keeps their number of ties and partners are drawn at \
           random. As arcs s_a·r_b/m, with s ties sent, r received, m ties in all; as edges \
           s_a·s_b/(2m) with s tie ends, halved on the diagonal. The values add up to m. Given for each \
           two groups and, on the diagonal, for each group with itself. People whose group is unknown, \
           and ties with them, are left out.",
    how_to_read: "Compare tie-count with it.",
    caveats: "Random partners may include oneself, so the diagonal is a little high for very small groups.",
    source: "Newman, Networks (2010), section 13.2.",
    minimum_n: 1,
    compute,
};

const ID: &str = "tie-expected";

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    rows::each_pair(subject, ID, |matrix, a, b| Value::number(matrix.expected(a, b), NO_TIES))
}
