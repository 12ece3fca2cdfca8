//! Two sectors with far fewer ties than their numbers would give.

use super::{RuleSpec, finding, of_measure};
use crate::insight::analysis::About;
use crate::insight::finding::Finding;
use crate::insight::view::View;
use crate::measures::Level;

/// Ties at most this share of what is expected.
const FEW: f64 = 0.5;
/// And this many standard deviations below what shuffled labels give.
const SURE: f64 = -2.0;
/// Below this many expected ties there is nothing to miss.
const EXPECTED: f64 = 5.0;

/// `hardly-talks`.
pub static RULE: RuleSpec = RuleSpec {
    id: "hardly-talks",
    looks_for: "two sectors with less than half the ties their numbers would give, beyond chance",
    find,
};

fn find(view: &View<'_>, _: &About) -> Vec<Finding> {
    let mut cases: Vec<(f64, Finding)> = Vec::new();
    for ratio in view.of("tie-ratio", Level::Pair) {
        let key = &ratio.key;
        if key.group == key.other || key.by.as_deref() != Some("sector") {
            continue;
        }
        let [count, expected, z] =
            ["tie-count", "tie-expected", "tie-z"].map(|m| view.get(&of_measure(key, m)));
        let (Some(count), Some(expected), Some(z), Some(r)) = (count, expected, z, ratio.value.as_f64())
        else {
            continue;
        };
        let (Some(sure), Some(due)) = (z.value.as_f64(), expected.value.as_f64()) else { continue };
        if r <= FEW && sure <= SURE && due >= EXPECTED {
            let parts = vec![("ratio", ratio), ("count", count), ("expected", expected), ("z", z)];
            cases.push((r, finding(&RULE, 0.95 - 0.1 * r, parts)));
        }
    }
    cases.sort_by(|a, b| a.0.total_cmp(&b.0));
    cases.into_iter().map(|c| c.1).collect()
}
