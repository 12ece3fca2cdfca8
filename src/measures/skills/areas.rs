//! Skills by area of the framework, and people's answers in each.

use std::sync::Arc;

use crate::measures::{Key, Measurement, Subject};
use crate::model::{Attribute, PersonId, SkillId, WaveId};
use crate::table::PersonScore;

use super::cells;

/// The areas of a framework, in its order, and the skills in each. Skills without an area are in none.
pub(super) struct Areas<'a> {
    subject: &'a Subject<'a>,
    /// Names.
    pub(super) names: Vec<Arc<str>>,
    /// Skills of each.
    skills: Vec<Vec<SkillId>>,
}

impl<'a> Areas<'a> {
    pub(super) fn of(subject: &'a Subject<'a>) -> Self {
        let mut areas = Self { subject, names: Vec::new(), skills: Vec::new() };
        for (s, skill) in subject.organisation.framework().skills.iter().enumerate() {
            let Some(name) = &skill.domain else { continue };
            let known = areas.names.iter().position(|n| n == name);
            let place = known.unwrap_or_else(|| {
                areas.names.push(name.clone());
                areas.skills.push(Vec::new());
                areas.names.len() - 1
            });
            areas.skills[place].push(SkillId(s as u16));
        }
        areas
    }

    /// A person's answers in each area.
    pub(super) fn scores(&self, wave: WaveId, person: PersonId) -> Vec<PersonScore> {
        let answers = &self.subject.organisation.answers()[wave.0 as usize];
        let from = self.subject.skills.positive_from;
        let score = |skills: &Vec<SkillId>| {
            let levels = skills.iter().filter_map(|s| answers.level(person, *s));
            let none = PersonScore { answered: 0, sum: 0, confident: 0 };
            levels.fold(none, |all, level| PersonScore {
                answered: all.answered + 1,
                sum: all.sum + u32::from(level),
                confident: all.confident + u32::from(level >= from),
            })
        };
        self.skills.iter().map(score).collect()
    }
}

/// Some people, and the key their row has.
pub(super) struct Scope {
    /// Of everyone or of a group, in a wave.
    pub(super) key: Key,
    pub(super) wave: WaveId,
    /// Whether they answered or not.
    pub(super) people: Vec<PersonId>,
}

/// Everyone, then each group of the attributes, in each wave.
pub(super) fn scopes(subject: &Subject<'_>, id: &'static str, attributes: &[&Attribute]) -> Vec<Scope> {
    let everyone: Vec<PersonId> = (0..subject.organisation.people().len() as u32).map(PersonId).collect();
    let mut out = Vec::new();
    for (wave, label) in cells::waves(subject) {
        out.push(Scope { key: Key::network(id).in_wave(label), wave, people: everyone.clone() });
        for attribute in attributes {
            for (people, group) in attribute.members().into_iter().zip(&attribute.labels) {
                let key = Key::group(id, &attribute.name, group).in_wave(label);
                out.push(Scope { key, wave, people });
            }
        }
    }
    out
}

/// One measurement for everyone and each group, in each area, from the scores of those who answered in it.
pub(super) fn by_area(
    subject: &Subject<'_>,
    id: &'static str,
    make: impl Fn(Key, &[PersonScore]) -> Measurement,
) -> Vec<Measurement> {
    let areas = Areas::of(subject);
    let mut out = Vec::new();
    for Scope { key, wave, people } in scopes(subject, id, &subject.groupings) {
        let scores: Vec<Vec<PersonScore>> = people.iter().map(|p| areas.scores(wave, *p)).collect();
        for (a, name) in areas.names.iter().enumerate() {
            let inside: Vec<PersonScore> =
                scores.iter().filter_map(|s| s.get(a)).filter(|s| s.answered > 0).copied().collect();
            out.push(make(key.clone().with_other(name), &inside));
        }
    }
    out
}
