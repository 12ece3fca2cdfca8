//! Rows that rest on some of the people another row rests on.
//!
//! Where the two differ by fewer than k people, one minus the other is about those few: who gave a
//! rating in one audit and not in the other, who answered but has a role without a required level.
//! The narrower row is hidden. An area of skills is the sum of its skills, so it is shown where all of them
//! are, and gives nothing away that they do not. And where all skills together are published, one hidden skill is
//! the total minus the others, so a second one goes with it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::beside;
use super::linked::{self, BY_SKILL};
use crate::insight::analysis::About;
use crate::insight::view::View;
use crate::measures::{Key, Level, Measurement};

/// A measure, a wave, and a skill or an area of skills: every row of it is hidden.
pub type Column = (&'static str, Option<Arc<str>>, Option<Arc<str>>);

/// A wave and a skill.
type Part = (Option<Arc<str>>, Option<Arc<str>>);

/// The column a row stands in.
pub fn column(m: &Measurement) -> Column {
    (m.key.measure, m.key.wave.clone(), m.key.skill.as_ref().or(m.key.other.as_ref()).cloned())
}

/// Measures that are different readings of the same answers, the one with a row over all skills first.
const READINGS: [&[&str]; 5] = [
    &["confident", "mean-level", "answers", "skill-holders", "confident-margin", "confident-weighted"],
    &["gap", "requirement-met", "future-gap", "future-met"],
    &["future-gap", "future-met", "gap", "requirement-met"],
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
    now_and_in_a_year(&view, k, &mut hidden);
    same_people(&view, about, k, &mut hidden);
    hidden.extend(linked::columns(measurements, about, k));
    for readings in READINGS {
        second_skill(measurements, readings, k, &mut hidden);
    }
    areas(about, &mut hidden);
    beside::columns(measurements, k, &mut hidden);
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

/// Gaps to the level needed now beside gaps to the level needed in a year: both give away what people said, so
/// a few whose role has one of the two levels only would be the difference.
fn now_and_in_a_year(view: &View<'_>, k: u64, hidden: &mut BTreeSet<Column>) {
    let mut only: BTreeMap<Part, [u64; 2]> = BTreeMap::new();
    for (side, one, other) in [(0, "gap", "future-gap"), (1, "future-gap", "gap")] {
        for m in view.of(one, Level::Group).filter(|m| m.key.skill.is_some()) {
            if view.get(&Key { measure: other, ..m.key.clone() }).is_none() {
                only.entry((m.key.wave.clone(), m.key.skill.clone())).or_default()[side] += m.n;
            }
        }
    }
    for ((wave, skill), _) in only.iter().filter(|(_, sides)| sides.iter().any(|n| few(*n, k))) {
        hidden.extend(READINGS[1].iter().map(|id| (*id, wave.clone(), skill.clone())));
    }
}

/// Areas one of whose skills is hidden.
fn areas(about: &About, hidden: &mut BTreeSet<Column>) {
    let of = |skill: &Arc<str>| about.skills.iter().find(|(name, _)| name == skill)?.1.clone();
    let gone = hidden.iter().filter(|(id, ..)| *id == READINGS[0][0]);
    let gone: Vec<_> =
        gone.filter_map(|(_, wave, skill)| Some((wave.clone(), of(skill.as_ref()?)?))).collect();
    for id in ["area-index", "area-confident"] {
        hidden.extend(gone.iter().map(|(wave, area)| (id, wave.clone(), Some(area.clone()))));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures::Value;

    const K: u64 = 5;

    /// A row about a skill: everyone, or a group of roles.
    fn row(measure: &'static str, group: Option<&str>, skill: &str, n: u64) -> Measurement {
        let key = match group {
            Some(group) => Key::group(measure, &"role".into(), &group.into()).for_skill(&skill.into()),
            None => Key::skill(measure, &skill.into()),
        };
        Measurement::new(key.in_wave(&"1".into()), Value::Number(1.0), n)
    }

    fn hidden(rows: &[Measurement], about: &About) -> Vec<(&'static str, String)> {
        let named = |(measure, _, part): Column| (measure, part.as_deref().unwrap_or_default().to_owned());
        columns(rows, about, K).into_iter().map(named).collect()
    }

    /// Officers have both levels; members have one now and none in a year, or the other way round.
    fn gaps(members: u64, now: &'static str, then: &'static str) -> Vec<Measurement> {
        let all = ["Maps", "Calls"].map(|skill| {
            let members_of = if skill == "Maps" { members } else { 0 };
            let mut rows = vec![
                row("mean-level", None, skill, 40),
                row(now, None, skill, 20 + members_of),
                row(then, None, skill, 20),
                row(now, Some("Officer"), skill, 20),
                row(then, Some("Officer"), skill, 20),
            ];
            rows.extend((members_of > 0).then(|| row(now, Some("Member"), skill, members_of)));
            rows
        });
        all.into_iter().flatten().collect()
    }

    #[test]
    fn a_role_with_one_of_two_levels_is_not_the_difference() {
        for (now, then) in [("gap", "future-gap"), ("future-gap", "gap")] {
            let few = hidden(&gaps(3, now, then), &About::default());
            for measure in ["gap", "requirement-met", "future-gap", "future-met"] {
                assert!(few.contains(&(measure, "Maps".into())), "{measure}: {few:?}");
            }
            assert_eq!(hidden(&gaps(6, now, then), &About::default()), []);
        }
    }

    #[test]
    fn an_area_goes_with_a_skill_of_its_own() {
        let area = |skill: &str, area: &str| (skill.into(), Some(area.into()));
        let about = About {
            skills: vec![area("Maps", "Data"), area("Calls", "Talking"), area("Chat", "Talking")],
            ..About::default()
        };
        let said = |maps: u64| {
            [
                row("confident", None, "Maps", maps),
                row("confident", None, "Calls", 30),
                row("confident", None, "Chat", 9),
            ]
        };
        assert_eq!(hidden(&said(20), &about), []);
        // Maps rests on three, and Chat goes with it: neither area is shown.
        let gone = hidden(&said(3), &about);
        assert!(
            gone.contains(&("confident", "Chat".into())) && gone.contains(&("area-index", "Data".into()))
        );
        assert!(gone.contains(&("area-confident", "Talking".into())));
        let about = About {
            skills: vec![area("Maps", "Data"), area("Calls", "Talking"), area("Chat", "Data")],
            ..about
        };
        assert!(!hidden(&said(3), &about).contains(&("area-index", "Talking".into())));
    }
}
