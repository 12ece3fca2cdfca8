//! Whether help is near: a confident colleague within two steps.

use super::{RuleSpec, finding, latest};
use crate::insight::analysis::About;
use crate::insight::finding::Finding;
use crate::insight::view::View;

/// `reach`.
pub static RULE: RuleSpec = RuleSpec {
    id: "reach",
    looks_for: "how many of those who are not confident have a confident colleague within two steps",
    find,
};

fn find(view: &View<'_>, about: &About) -> Vec<Finding> {
    let Some(wave) = latest(about) else { return Vec::new() };
    let one = view.network("confident-within-1", None, Some(wave));
    let two = view.network("confident-within-2", None, Some(wave));
    match (one, two) {
        (Some(one), Some(two)) if two.value.as_f64().is_some() => {
            vec![finding(&RULE, 0.55, vec![("one", one), ("two", two)])]
        }
        _ => Vec::new(),
    }
}
