//! The tables every skill measure is given for: everyone and each group, over all skills and by skill.

use std::sync::Arc;

use crate::measures::{Key, Measurement, Subject};
use crate::model::{GroupId, PersonId, SkillId, WaveId};
use crate::table::{LevelCounts, PersonScore};

/// Waves with their labels.
pub fn waves<'a>(subject: &'a Subject<'_>) -> impl Iterator<Item = (WaveId, &'a Arc<str>)> {
    subject.organisation.waves().iter().enumerate().map(|(i, w)| (WaveId(i as u16), &w.label))
}

/// The latest wave with its label.
pub fn latest_wave<'a>(subject: &'a Subject<'_>) -> Option<(WaveId, &'a Arc<str>)> {
    waves(subject).last()
}

/// One measurement a skill, over everyone.
pub fn by_skill(
    subject: &Subject<'_>,
    id: &'static str,
    make: impl Fn(Key, &LevelCounts) -> Measurement,
) -> Vec<Measurement> {
    let mut out = Vec::new();
    for (wave, label) in waves(subject) {
        for skill in subject.skills.skill_ids() {
            let key = Key::skill(id, &subject.skills.skills[skill.0 as usize]).in_wave(label);
            out.push(make(key, &subject.skills.overall(wave, skill)));
        }
    }
    out
}

/// One measurement for each group and skill in which anybody answered.
pub fn by_group_and_skill(
    subject: &Subject<'_>,
    id: &'static str,
    make: impl Fn(Key, &LevelCounts) -> Measurement,
) -> Vec<Measurement> {
    let mut out = Vec::new();
    for (wave, label) in waves(subject) {
        for attribute in &subject.groupings {
            for (g, group) in attribute.labels.iter().enumerate() {
                for skill in subject.skills.skill_ids() {
                    let counts = subject.skills.in_group(wave, skill, &attribute.name, GroupId(g as u16));
                    if counts.n() > 0 {
                        let name = &subject.skills.skills[skill.0 as usize];
                        let key = Key::group(id, &attribute.name, group).for_skill(name).in_wave(label);
                        out.push(make(key, &counts));
                    }
                }
            }
        }
    }
    out
}

/// One measurement for everyone and one a group, from the scores of the people in it.
pub fn by_people(
    subject: &Subject<'_>,
    id: &'static str,
    make: impl Fn(Key, &[PersonScore]) -> Measurement,
) -> Vec<Measurement> {
    let mut out = Vec::new();
    for (wave, label) in waves(subject) {
        let scores = subject.skills.people(wave);
        let all: Vec<PersonScore> = scores.values().copied().collect();
        out.push(make(Key::network(id).in_wave(label), &all));
        for attribute in &subject.groupings {
            for (members, group) in attribute.members().iter().zip(&attribute.labels) {
                let inside: Vec<PersonScore> =
                    members.iter().filter_map(|p| scores.get(p)).copied().collect();
                out.push(make(Key::group(id, &attribute.name, group).in_wave(label), &inside));
            }
        }
    }
    out
}

/// One measurement a person who answered; empty unless person rows were asked for.
pub fn by_person(
    subject: &Subject<'_>,
    id: &'static str,
    make: impl Fn(Key, PersonScore) -> Measurement,
) -> Vec<Measurement> {
    if !subject.person_level {
        return Vec::new();
    }
    let mut out = Vec::new();
    for (wave, label) in waves(subject) {
        for (person, score) in subject.skills.people(wave) {
            let key =
                Key::network(id).for_person(&subject.organisation.people()[person.ix()].key).in_wave(label);
            out.push(make(key, *score));
        }
    }
    out
}

/// Skills that somebody answered about in a wave.
pub fn asked(subject: &Subject<'_>, wave: WaveId) -> Vec<SkillId> {
    subject.skills.skill_ids().filter(|skill| subject.skills.overall(wave, *skill).n() > 0).collect()
}

/// Points of the index between one answer and the next level, over this many skills: the step it comes in.
pub fn index_step(levels: usize, skills: usize) -> f64 {
    100.0 / (levels.max(2) - 1) as f64 / skills.max(1) as f64
}

/// A wave and the one it is compared with.
pub struct WavePair {
    /// Before.
    pub before: WaveId,
    /// After.
    pub after: WaveId,
    /// `1→2`.
    pub label: Arc<str>,
}

/// Each wave with the one before it, and the last with the first where there are more than two.
pub fn wave_pairs(subject: &Subject<'_>) -> Vec<WavePair> {
    let waves = subject.organisation.waves();
    let mut pairs: Vec<(usize, usize)> = (1..waves.len()).map(|i| (i - 1, i)).collect();
    if waves.len() > 2 {
        pairs.push((0, waves.len() - 1));
    }
    pairs
        .into_iter()
        .map(|(a, b)| WavePair {
            before: WaveId(a as u16),
            after: WaveId(b as u16),
            label: format!("{}→{}", waves[a].label, waves[b].label).into(),
        })
        .collect()
}

/// People who gave usable answers in both waves, sorted.
pub fn linked(subject: &Subject<'_>, pair: &WavePair) -> Vec<PersonId> {
    let after = subject.skills.people(pair.after);
    subject.skills.people(pair.before).keys().filter(|p| after.contains_key(p)).copied().collect()
}
