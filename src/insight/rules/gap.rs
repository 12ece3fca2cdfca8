//! The skill that falls furthest short of what roles need.

use super::{RuleSpec, finding, latest, of_measure};
use crate::insight::analysis::About;
use crate::insight::finding::Finding;
use crate::insight::view::View;
use crate::measures::Level;

/// `gap`.
pub static RULE: RuleSpec = RuleSpec {
    id: "gap",
    looks_for: "the skill with the largest mean gap to the required level, interval above 0",
    find,
};

fn find(view: &View<'_>, about: &About) -> Vec<Finding> {
    let Some(wave) = latest(about) else { return Vec::new() };
    let widest = view
        .of("gap", Level::Skill)
        .filter(|m| m.key.wave.as_ref() == Some(wave) && m.low.is_some_and(|low| low > 0.0))
        .filter_map(|m| Some((m.value.as_f64()?, m)))
        .max_by(|a, b| a.0.total_cmp(&b.0));
    let Some((_, gap)) = widest else { return Vec::new() };
    match view.get(&of_measure(&gap.key, "requirement-met")) {
        Some(met) => vec![finding(&RULE, 0.7, vec![("gap", gap), ("met", met)])],
        None => Vec::new(),
    }
}
