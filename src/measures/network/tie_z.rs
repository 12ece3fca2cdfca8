//! How far ties between groups are from chance.

use super::rows;
use crate::measures::{Family, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};

/// How far ties between groups are from chance.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: ID,
    title: "How far ties between groups are from chance",
    family: Family::Network,
    population: Population::Everyone,
    unit: Unit::Deviations,
    levels: &[Level::Pair],
    question: "Is the number of ties between two groups further from chance than luck explains?",
    definition: "(tie-count − mean)/sd, mean and standard deviation (n−1) taken over 1,000 random deals of \
           the groups to the same people, each person keeping their ties. Given for each two groups \
           and, on the diagonal, for each group with itself. People whose group is unknown, and ties \
           with them, are left out.",
    how_to_read: "Beyond −2 or +2 is more than luck usually gives; look at many pairs and some will be by \
           luck.",
    caveats: "Mean under random deals allows for sizes of groups, not for some groups being livelier than \
           others; tie-expected allows for that. The same seed gives the same value.",
    source: "Label permutation as in Krackhardt and Stern (1988).",
    minimum_n: 3,
    compute,
};

const ID: &str = "tie-z";

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    rows::each_pair(subject, ID, |matrix, a, b| {
        Value::number(matrix.z(a, b), "the number of ties is the same however groups are dealt out")
    })
}
