//! Whether the E-I index could be chance.

use super::rows;
use crate::measures::{Family, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};
use crate::network::group_ties::GroupMatrix;

/// How likely chance alone gives such an E-I index.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: ID,
    title: "How likely chance alone gives such an E-I index",
    family: Family::Network,
    population: Population::Everyone,
    unit: Unit::Ratio,
    levels: &[Level::Network],
    question: "Could the E-I index be what it is by chance?",
    definition: "Permutation test, two-sided: people keep their ties and the groups are dealt out to them \
           anew 1,000 times. p = 2·min((1+L)/(1+1000), (1+H)/(1+1000)), at most 1, where L and H are \
           how often the index came out as low, and as high, as the one observed. People whose group is \
           unknown, and ties with them, are left out.",
    how_to_read: "Below 0.05, the ties follow (or cross) the groups more than chance would explain. The \
           smallest value that can come out is 0.002.",
    caveats: "A small p says that there is a pattern, not that it matters or what made it. The same seed \
           gives the same p.",
    source: "Krackhardt and Stern (1988); Phipson and Smyth, Permutation p-values should never be zero \
           (2010).",
    minimum_n: 3,
    compute,
};

const ID: &str = "ei-p";

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    rows::each_grouping(subject, ID, |matrix| {
        Value::number(p(matrix), "there are no ties, or only one group")
    })
}

/// More ties within is a lower index, so ties within are compared.
fn p(matrix: &GroupMatrix) -> Option<f64> {
    let (within, chance) = (matrix.by_group.all_within(), &matrix.within_by_chance);
    let groups = matrix.by_group.sizes.iter().filter(|&&n| n > 0).count();
    let of = |count: usize| (1 + count) as f64 / (1 + chance.len()) as f64;
    let low = of(chance.iter().filter(|&&c| c >= within).count());
    let high = of(chance.iter().filter(|&&c| c <= within).count());
    (matrix.by_group.ties > 0 && groups > 1).then(|| (2.0 * low.min(high)).min(1.0))
}
