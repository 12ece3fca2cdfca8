//! A team whose average hides two camps.

use super::{RuleSpec, finding, latest};
use crate::insight::analysis::About;
use crate::insight::finding::Finding;
use crate::insight::view::View;
use crate::measures::skills::bands::BANDS;
use crate::measures::{Key, Level, Measurement};

/// Of all answers in the team, at least this part at either end.
const CAMP: f64 = 0.3;

/// `two-camps`.
pub static RULE: RuleSpec = RuleSpec {
    id: "two-camps",
    looks_for: "a team whose people are further apart in confidence than people are everywhere, interval included, \
        with three answers in ten at either end",
    find,
};

fn find(view: &View<'_>, about: &About) -> Vec<Finding> {
    let Some(wave) = latest(about) else { return Vec::new() };
    let Some(everyone) = view.network("spread", None, Some(wave)) else { return Vec::new() };
    let Some(usual) = everyone.value.as_f64() else { return Vec::new() };
    let mut cases: Vec<(f64, Finding)> = Vec::new();
    for spread in view.of("spread", Level::Group) {
        let (Some(by), Some(group)) = (&spread.key.by, &spread.key.group) else { continue };
        if &**by != "team" || spread.key.wave.as_ref() != Some(wave) {
            continue;
        }
        let row = |id| view.get(&Key::group(id, by, group).in_wave(wave));
        let band =
            |name: &str| view.get(&Key::group("bands", by, group).in_wave(wave).with_other(&name.into()));
        let (Some(index), Some(low), Some(confident)) = (row("index"), band(BANDS[0]), band(BANDS[2])) else {
            continue;
        };
        let camp = |m: &Measurement| m.value.as_f64().is_some_and(|share| share >= CAMP);
        let apart = spread.low.filter(|l| *l > usual);
        if let (Some(apart), true, true) = (apart, camp(low), camp(confident)) {
            let parts = vec![
                ("spread", spread),
                ("everyone", everyone),
                ("index", index),
                ("low", low),
                ("confident", confident),
            ];
            cases.push((apart, finding(&RULE, 0.62, parts)));
        }
    }
    cases.sort_by(|a, b| b.0.total_cmp(&a.0));
    cases.into_iter().map(|c| c.1).collect()
}
