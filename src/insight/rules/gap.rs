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
    let mut widest: Vec<_> = view
        .of("gap", Level::Skill)
        .filter(|m| m.key.wave.as_ref() == Some(wave))
        .filter_map(|m| Some((m.value.as_f64()?, m)))
        .collect();
    widest.sort_by(|a, b| b.0.total_cmp(&a.0));
    let Some((_, gap)) = widest.first() else { return Vec::new() };
    let short = gap.low.is_some_and(|low| low > 0.0);
    let Some(met) = view.get(&of_measure(&gap.key, "requirement-met")).filter(|_| short) else {
        return Vec::new();
    };
    let next = widest.get(1).map(|(_, next)| ("next", *next));
    let parts = [("gap", *gap), ("met", met)].into_iter().chain(next).collect();
    vec![finding(&RULE, 0.7, parts)]
}
