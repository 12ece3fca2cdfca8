//! Skills that hang on one person: of everyone, or in one team.

use super::{RuleSpec, finding, latest};
use crate::insight::analysis::About;
use crate::insight::finding::Finding;
use crate::insight::view::View;
use crate::measures::{Level, Measurement};

/// In a team, from this part of its skills on.
const HALF: f64 = 0.5;

/// `hangs-on-one`.
pub static RULE: RuleSpec = RuleSpec {
    id: "hangs-on-one",
    looks_for: "skills in which only one person of everyone is confident, or a team in which half of the skills hang \
        on one person each",
    find,
};

fn find(view: &View<'_>, about: &About) -> Vec<Finding> {
    let Some(wave) = latest(about) else { return Vec::new() };
    let everyone = view.network("sole-holder-skills", None, Some(wave));
    let skills = everyone.filter(|m| m.value.as_f64().is_some_and(|n| n >= 1.0));
    let mut found: Vec<Finding> =
        skills.map(|m| finding(&RULE, 0.78, vec![("everyone", m)])).into_iter().collect();
    let enough = |m: &&Measurement| {
        let of = about.skills.len() as f64;
        of > 0.0 && m.value.as_f64().is_some_and(|n| n >= HALF * of)
    };
    let in_wave = |m: &&Measurement| m.key.wave.as_ref() == Some(wave);
    let mut teams: Vec<&Measurement> =
        view.of("sole-holder-skills", Level::Group).filter(in_wave).filter(enough).collect();
    teams.sort_by(|a, b| b.value.as_f64().unwrap_or(0.0).total_cmp(&a.value.as_f64().unwrap_or(0.0)));
    found.extend(teams.into_iter().map(|m| finding(&RULE, 0.66, vec![("team", m)])));
    found
}
