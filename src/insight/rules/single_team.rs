//! A skill only one team is confident in.

use super::{RuleSpec, finding, latest};
use crate::insight::analysis::About;
use crate::insight::finding::Finding;
use crate::insight::view::View;
use crate::measures::{Key, Level, Value};

/// `single-team`.
pub static RULE: RuleSpec = RuleSpec {
    id: "single-team",
    looks_for: "a skill in which people of only one team are confident, two of them or more",
    find,
};

/// With one, skill and team together would point at a person.
const PEOPLE: f64 = 2.0;

fn find(view: &View<'_>, about: &About) -> Vec<Finding> {
    let Some(wave) = latest(about) else { return Vec::new() };
    let mut found = Vec::new();
    for teams in view.of("skill-teams", Level::Skill) {
        let Some(skill) = teams.key.skill.as_ref().filter(|_| teams.value == Value::Count(1)) else {
            continue;
        };
        let holders = view.get(&Key { by: None, ..Key::skill("skill-holders", skill).in_wave(wave) });
        let holders = holders.filter(|m| m.value.as_f64().is_some_and(|n| n >= PEOPLE));
        let team = view.of("confident", Level::Group).find(|m| {
            m.key.by == teams.key.by
                && m.key.skill.as_ref() == Some(skill)
                && m.key.wave.as_ref() == Some(wave)
                && m.value.as_f64().is_some_and(|share| share > 0.0)
        });
        if let (Some(holders), Some(team)) = (holders, team) {
            found.push(finding(&RULE, 0.8, vec![("teams", teams), ("holders", holders), ("team", team)]));
        }
    }
    found
}
