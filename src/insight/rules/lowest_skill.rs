//! The skill fewest people are confident in.

use super::{RuleSpec, finding, latest};
use crate::insight::analysis::About;
use crate::insight::finding::Finding;
use crate::insight::view::View;
use crate::measures::Level;

/// `lowest-skill`.
pub static RULE: RuleSpec = RuleSpec {
    id: "lowest-skill",
    looks_for: "the skill with the smallest share of confident people in the latest wave",
    find,
};

fn find(view: &View<'_>, about: &About) -> Vec<Finding> {
    let Some(wave) = latest(about) else { return Vec::new() };
    let mut skills: Vec<_> = view
        .of("confident", Level::Skill)
        .filter(|m| m.key.wave.as_ref() == Some(wave))
        .filter_map(|m| Some((m.value.as_f64()?, m)))
        .collect();
    skills.sort_by(|a, b| a.0.total_cmp(&b.0));
    match skills.as_slice() {
        [lowest, next, ..] => vec![finding(&RULE, 0.65, vec![("lowest", lowest.1), ("next", next.1)])],
        _ => Vec::new(),
    }
}
