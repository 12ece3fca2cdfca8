//! Rows that rest on some of the people another row rests on.
//!
//! Where the two differ by fewer than k people, one minus the other is about those few: who gave a
//! rating in one audit and not in the other, who answered but has a role without a required level.
//! The narrower row is hidden. And where all skills together are published, one hidden skill is
//! the total minus the others, so a second one goes with it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::linked::{self, BY_SKILL};
use crate::insight::analysis::About;
use crate::insight::view::View;
use crate::measures::{Key, Level, Measurement};

/// A measure, a wave and a skill: every row of it is hidden.
pub type Column = (&'static str, Option<Arc<str>>, Option<Arc<str>>);

/// Measures that are different readings of the same answers, the one with a row over all skills first.
const READINGS: [&[&str]; 4] = [
    &["confident", "mean-level", "answers", "skill-holders", "confident-margin", "confident-weighted"],
    &["gap", "requirement-met"],
    &["confident-within-1", "confident-within-2", "confident-unreachable"],
    // The change of the index is the mean of these where everyone answered everything.
    &["change-level"],
];

/// Two waves and the label of what compares them.
pub struct Compared {
    /// Index of the earlier and the later wave.
    pub waves: (usize, usize),
    /// `1→2`.
    pub label: Arc<str>,
}

/// Every two waves.
pub fn compared(about: &About) -> Vec<Compared> {
    let pair = |a: usize, b: usize| Compared {
        waves: (a, b),
        label: format!("{}→{}", about.waves[a].label, about.waves[b].label).into(),
    };
    (0..about.waves.len()).flat_map(|b| (0..b).map(move |a| (a, b))).map(|(a, b)| pair(a, b)).collect()
}

/// The columns to hide.
pub fn columns(measurements: &[Measurement], about: &About, k: u64) -> BTreeSet<Column> {
    let view = View::new(measurements);
    let mut hidden = BTreeSet::new();
    short_of_required(measurements, &view, k, &mut hidden);
    same_people(&view, about, k, &mut hidden);
    hidden.extend(linked::columns(measurements, about, k));
    for readings in READINGS {
        second_skill(measurements, readings, k, &mut hidden);
    }
    hidden
}

/// Whether some people, and fewer than k.
pub(super) fn few(n: u64, k: u64) -> bool {
    n > 0 && n < k
}

/// Gaps to the required level, beside levels of everyone.
fn short_of_required(all: &[Measurement], view: &View<'_>, k: u64, hidden: &mut BTreeSet<Column>) {
    for m in all.iter().filter(|m| READINGS[1].contains(&m.key.measure) && m.n > 0) {
        let level = view.get(&Key { measure: "mean-level", ..m.key.clone() });
        if level.is_some_and(|level| few(level.n.saturating_sub(m.n), k)) {
            hidden.extend(READINGS[1].iter().map(|id| (*id, m.key.wave.clone(), m.key.skill.clone())));
        }
    }
}

/// Rows of those who answered both times, beside rows of everyone who answered in either wave.
fn same_people(view: &View<'_>, about: &About, k: u64, hidden: &mut BTreeSet<Column>) {
    for pair in compared(about) {
        let ends = [pair.waves.0, pair.waves.1].map(|w| &about.waves[w].label);
        for change in
            view.of("change-confident", Level::Skill).filter(|m| m.key.wave.as_ref() == Some(&pair.label))
        {
            let once = |wave: &Arc<str>| {
                let key = Key { measure: "confident", wave: Some(wave.clone()), ..change.key.clone() };
                view.get(&key).map_or(0, |m| m.n)
            };
            if !ends.iter().any(|wave| few(once(wave).saturating_sub(change.n), k)) {
                continue;
            }
            let skill = || change.key.skill.clone();
            hidden.extend(BY_SKILL.iter().map(|id| (*id, Some(pair.label.clone()), skill())));
            let both = |wave: &&Arc<str>| Some(format!("{wave} of {}", pair.label).into());
            hidden.extend(ends.iter().map(|wave| ("confident-same-people", both(wave), skill())));
        }
    }
}

/// Hides a second skill beside a hidden one where all skills together are shown.
fn second_skill(all: &[Measurement], readings: &[&'static str], k: u64, hidden: &mut BTreeSet<Column>) {
    let mut by_wave: BTreeMap<Option<Arc<str>>, Vec<&Measurement>> = BTreeMap::new();
    let (first, of_readings) = (readings[0], |id: &'static str| readings.contains(&id));
    for m in all.iter().filter(|m| m.key.measure == first && m.key.level == Level::Skill && m.n > 0) {
        by_wave.entry(m.key.wave.clone()).or_default().push(m);
    }
    for (wave, mut skills) in by_wave {
        let column = |m: &Measurement| (first, wave.clone(), m.key.skill.clone());
        skills.sort_by_key(|m| m.n);
        let (mut gone, mut shown): (Vec<&Measurement>, Vec<&Measurement>) =
            skills.into_iter().partition(|m| m.n < k || hidden.contains(&column(m)));
        while !gone.is_empty()
            && (gone.len() < 2 || gone.iter().map(|m| m.n).sum::<u64>() < k)
            && !shown.is_empty()
        {
            gone.push(shown.remove(0));
        }
        let ids = readings.iter().copied().filter(|id| of_readings(id));
        for id in ids {
            hidden.extend(gone.iter().map(|m| (id, wave.clone(), m.key.skill.clone())));
        }
    }
}
