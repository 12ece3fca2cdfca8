//! One person everything rests on.

use super::{RuleSpec, finding};
use crate::insight::analysis::About;
use crate::insight::finding::Finding;
use crate::insight::view::View;

/// Fewer people than this cut off are no headline.
const PEOPLE: f64 = 5.0;

/// `bridge`.
pub static RULE: RuleSpec =
    RuleSpec { id: "bridge", looks_for: "one person whose leaving would cut five or more others off", find };

fn find(view: &View<'_>, _: &About) -> Vec<Finding> {
    let (Some(cut_off), Some(cutpoints)) =
        (view.network("cut-off-if-left", None, None), view.network("cutpoints", None, None))
    else {
        return Vec::new();
    };
    match cut_off.value.as_f64() {
        Some(people) if people >= PEOPLE => {
            vec![finding(&RULE, 0.92, vec![("cut-off", cut_off), ("cutpoints", cutpoints)])]
        }
        _ => Vec::new(),
    }
}
