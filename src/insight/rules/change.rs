//! Confidence moved between the last two waves.

use super::{RuleSpec, finding};
use crate::insight::analysis::About;
use crate::insight::finding::Finding;
use crate::insight::view::View;

/// `change`.
pub static RULE: RuleSpec = RuleSpec {
    id: "change",
    looks_for: "the confidence index of the same people moved between the last two waves: interval beyond 0, and p \
        below 0.05 when corrected by Holm over all pairs of waves",
    find,
};

fn find(view: &View<'_>, about: &About) -> Vec<Finding> {
    let [.., before, after] = about.waves.as_slice() else { return Vec::new() };
    let wave = format!("{}→{}", before.label, after.label).into();
    let Some(change) = view.network("change-index", None, Some(&wave)) else { return Vec::new() };
    let moved = change.low.is_some_and(|low| low > 0.0) || change.high.is_some_and(|high| high < 0.0);
    let number = |id| view.network(id, None, Some(&wave)).filter(|m| m.value.as_f64().is_some());
    let Some(p) = number("change-p-holm").filter(|m| m.value.as_f64().is_some_and(|p| p < 0.05)) else {
        return Vec::new();
    };
    let noise = number("noise").map(|noise| ("noise", noise));
    let parts = [("change", change), ("p", p)].into_iter().chain(noise).collect();
    if moved { vec![finding(&RULE, 0.6, parts)] } else { Vec::new() }
}
