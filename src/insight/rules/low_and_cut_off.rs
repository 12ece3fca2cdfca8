//! A team that is low in confidence and has few ties to anyone else.

use super::{RuleSpec, finding, latest};
use crate::insight::analysis::About;
use crate::insight::finding::Finding;
use crate::insight::view::View;
use crate::measures::{Key, Level};

/// Viva Insights draws the line of a silo at −0.67.
const SILO: f64 = -0.67;

/// `low-and-cut-off`.
pub static RULE: RuleSpec = RuleSpec {
    id: "low-and-cut-off",
    looks_for: "a team whose confidence index lies below everyone's, interval included, and whose E-I index is \
        below −0.67",
    find,
};

fn find(view: &View<'_>, about: &About) -> Vec<Finding> {
    let Some(wave) = latest(about) else { return Vec::new() };
    let Some(overall) = view.network("index", None, Some(wave)) else { return Vec::new() };
    let Some(everyone) = overall.value.as_f64() else { return Vec::new() };
    let mut cases: Vec<(f64, Finding)> = Vec::new();
    for team in view.of("index", Level::Group) {
        let (Some(by), Some(group)) = (&team.key.by, &team.key.group) else { continue };
        if &**by != "team" || team.key.wave.as_ref() != Some(wave) {
            continue;
        }
        let Some(ei) = view.get(&Key::group("ei-index", by, group)) else { continue };
        let low = team.high.is_some_and(|high| high < everyone);
        let cut_off = ei.value.as_f64().is_some_and(|e| e <= SILO);
        if let (true, true, Some(index)) = (low, cut_off, team.value.as_f64()) {
            cases.push((index, finding(&RULE, 0.9, vec![("team", team), ("everyone", overall), ("ei", ei)])));
        }
    }
    cases.sort_by(|a, b| a.0.total_cmp(&b.0));
    cases.into_iter().map(|c| c.1).collect()
}
