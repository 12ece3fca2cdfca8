//! Rules: each looks for one case in the measurements.

mod bridge;
mod cafe;
mod change;
mod gap;
mod hangs_on_one;
mod hardly_talks;
mod important_and_low;
mod low_and_cut_off;
mod lowest_skill;
mod reach;
mod single_team;
mod two_camps;

use std::sync::Arc;

use super::analysis::About;
use super::finding::Finding;
use super::view::View;
use crate::measures::{Key, Measurement};

/// One rule.
pub struct RuleSpec {
    /// Stable id.
    pub id: &'static str,
    /// What it looks for, in plain English.
    pub looks_for: &'static str,
    /// Finds the cases, most striking first.
    pub find: fn(&View<'_>, &About) -> Vec<Finding>,
}

/// Every rule.
pub static RULES: &[&RuleSpec] = &[
    &bridge::RULE,
    &cafe::RULE,
    &change::RULE,
    &gap::RULE,
    &hangs_on_one::RULE,
    &hardly_talks::RULE,
    &important_and_low::RULE,
    &low_and_cut_off::RULE,
    &lowest_skill::RULE,
    &reach::RULE,
    &single_team::RULE,
    &two_camps::RULE,
];

/// All findings, most weighty first; rules of equal weight in the registry's order.
pub fn find_all(view: &View<'_>, about: &About) -> Vec<Finding> {
    let mut all: Vec<Finding> = RULES.iter().flat_map(|rule| (rule.find)(view, about)).collect();
    all.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    all
}

/// A finding from its measurements.
fn finding(rule: &RuleSpec, weight: f64, rests_on: Vec<(&'static str, &Measurement)>) -> Finding {
    let rests_on = rests_on.into_iter().map(|(part, m)| (part, m.key.clone())).collect();
    Finding { rule: rule.id, rests_on, weight }
}

/// The latest wave's label.
fn latest(about: &About) -> Option<&Arc<str>> {
    about.waves.last().map(|w| &w.label)
}

/// The same table, another measure.
fn of_measure(key: &Key, measure: &'static str) -> Key {
    Key { measure, ..key.clone() }
}
