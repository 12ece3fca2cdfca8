//! Ties between groups against chance.

use super::rows;
use crate::measures::{Family, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};

/// Ties between groups against those expected.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: ID,
    title: "Ties between groups against those expected",
    family: Family::Network,
    population: Population::Everyone,
    unit: Unit::Ratio,
    levels: &[Level::Pair],
    question: "Do two groups have more or fewer ties than expected?",
    definition: "tie-count / tie-expected. Given for each two groups and, on the diagonal, for each group \
           with itself. People whose group is unknown, and ties with them, are left out.",
    how_to_read: "1 is as expected, 2 twice as many, 0.5 half as many. Groups that work apart stand well below \
           1.",
    caveats: "Where few ties are expected the ratio swings widely; look at tie-z as well.",
    source: "Newman, Networks (2010), section 13.2.",
    minimum_n: 1,
    compute,
};

const ID: &str = "tie-ratio";

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    rows::each_pair(subject, ID, |matrix, a, b| {
        let ratio =
            matrix.observed(a, b).zip(matrix.expected(a, b)).map(|(ties, expected)| ties as f64 / expected);
        Value::number(ratio, "no ties are expected, because one of the groups has none")
    })
}
