//! Whether the index of the same people moved, by rank.

use super::between::{self, Between, exact};
use crate::measures::{
    Family, Key, Level, MeasureSpec, Measurement, Population, Reason, Subject, Unit, Value,
};
use crate::model::PersonId;
use crate::stats::undefined::Undefined;
use crate::stats::wilcoxon::{Zeros, wilcoxon};

/// `change-index-p`.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: "change-index-p",
    title: "Chance of such a change in the index, same people",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Chance,
    levels: &[Level::Network, Level::Group],
    question: "If nothing had changed, how often would the same people's answers move this far by chance?",
    definition: "Two-sided p of Wilcoxon's signed rank test on each person's index after less before, of people who \
        answered both waves. People who did not move are ranked and then left out (Pratt's rule). With up to 60 who \
        moved it is exact, over all ways of giving each move either sign; beyond, the normal approximation corrected \
        for ties and for continuity.",
    how_to_read: "Below 0.05, chance alone would rarely move answers so far one way. It says nothing of how large the \
        change is: read change-index for that.",
    caveats: "Of twenty groups in which nothing changed, one would be below 0.05 by chance.",
    source: "Wilcoxon (1945); Pratt (1959).",
    minimum_n: 1,
    compute,
};

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    let mut out = Vec::new();
    for between in between::all(subject) {
        let changes = between.index_changes();
        let everyone: Vec<f64> = changes.iter().flatten().copied().collect();
        out.push(tested(&between, between.network(SPEC.id), &everyone));
        for attribute in &subject.groupings {
            for (members, group) in attribute.members().iter().zip(&attribute.labels) {
                let of = |p: &PersonId| changes[p.ix()];
                let inside: Vec<f64> = members.iter().filter_map(of).collect();
                let key = Key::group(SPEC.id, &attribute.name, group).in_wave(&between.pair.label);
                out.push(tested(&between, key, &inside));
            }
        }
    }
    out
}

fn tested(between: &Between<'_>, key: Key, changes: &[f64]) -> Measurement {
    let value = match p(changes) {
        Err(Undefined::NobodyInBoth) => Value::Undefined(Reason(between.unlinked())),
        found => between::value(found),
    };
    Measurement::new(key, value, changes.len() as u64)
}

/// The p of some people's changes in the index.
pub(super) fn p(changes: &[f64]) -> Result<f64, Undefined> {
    let changes: Vec<f64> = changes.iter().copied().map(exact).collect();
    wilcoxon(&changes, Zeros::Pratt).map(|test| test.best_p())
}
