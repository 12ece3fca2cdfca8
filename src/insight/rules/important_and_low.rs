//! A skill that matters to people more than others do, and in which few are confident.

use super::{RuleSpec, finding, latest, of_measure};
use crate::insight::analysis::About;
use crate::insight::finding::Finding;
use crate::insight::view::View;
use crate::measures::skills::quadrant::QUADRANTS;
use crate::measures::{Key, Level, Measurement};

/// Few are confident: fewer than half.
const FEW: f64 = 0.5;

/// `important-and-low`.
pub static RULE: RuleSpec = RuleSpec {
    id: "important-and-low",
    looks_for: "a skill more important to people than most, in which fewer than half are confident and importance is \
        ahead of confidence, interval above 0; largest weighted gap first",
    find,
};

fn find(view: &View<'_>, about: &About) -> Vec<Finding> {
    let Some(wave) = latest(about) else { return Vec::new() };
    let in_wave = |m: &&Measurement| m.key.wave.as_ref() == Some(wave);
    let mut cases: Vec<(f64, Finding)> = Vec::new();
    for place in view.of("quadrant", Level::Skill).filter(in_wave) {
        let Some(skill) = place.key.skill.as_ref() else { continue };
        let row = |id| view.get(&of_measure(&Key::skill("quadrant", skill).in_wave(wave), id));
        let (Some(gap), Some(confident), Some(borich)) =
            (row("importance-gap"), row("confident"), row("borich"))
        else {
            continue;
        };
        let important = place.key.other.as_deref() == Some(QUADRANTS[0]);
        let ahead = gap.low.is_some_and(|low| low > 0.0);
        let few = confident.value.as_f64().is_some_and(|share| share < FEW);
        if let (true, true, true, Some(weight)) = (important, ahead, few, borich.value.as_f64()) {
            let parts = vec![("place", place), ("gap", gap), ("confident", confident)];
            cases.push((weight, finding(&RULE, 0.75, parts)));
        }
    }
    cases.sort_by(|a, b| b.0.total_cmp(&a.0));
    cases.into_iter().map(|c| c.1).collect()
}
