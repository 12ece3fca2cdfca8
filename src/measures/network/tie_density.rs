//! How many of the possible ties between groups there are.

use super::rows;
use crate::measures::{Family, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};

/// Density of ties between groups.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: ID,
    title: "Density of ties between groups",
    family: Family::Network,
    population: Population::Everyone,
    unit: Unit::Share,
    levels: &[Level::Pair],
    question: "Of all the pairs of people from two groups, how many have a tie?",
    definition: "m_ab/(n_a·n_b); on the diagonal m_aa/(n_a(n_a−1)/2) as edges, m_aa/(n_a(n_a−1)) as arcs. \
           Given for each two groups and, on the diagonal, for each group with itself. People whose \
           group is unknown, and ties with them, are left out.",
    how_to_read: "0 is no tie between the groups, 1 everybody of one with everybody of the other.",
    caveats: "Small groups reach high densities with few ties.",
    source: "Wasserman and Faust, Social Network Analysis (1994), chapter 10.",
    minimum_n: 2,
    compute,
};

const ID: &str = "tie-density";

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    rows::each_pair(subject, ID, |matrix, a, b| {
        let possible = matrix.possible(a, b) as f64;
        let density = matrix.observed(a, b).filter(|_| possible > 0.0).map(|ties| ties as f64 / possible);
        Value::number(density, "there is only one person in this group")
    })
}
