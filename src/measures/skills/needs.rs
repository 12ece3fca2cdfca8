//! Levels that roles need, now or a year from now, minus the levels people have.

use std::sync::Arc;

use crate::measures::{Key, Level, Measurement, Subject};
use crate::model::{Attribute, PersonId, Skill, SkillId, WaveId};

use super::cells;
use super::whole::Whole;

/// Why there is no value.
pub(super) const NONE: &str = "no level is needed, or nobody answered";

/// When a level is needed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    /// Now.
    Now,
    /// A year from now.
    InAYear,
}

impl When {
    fn levels(self, skill: &Skill) -> &[(Arc<str>, u8)] {
        match self {
            When::Now => &skill.required,
            When::InAYear => &skill.future,
        }
    }
}

/// Needed minus own level of everyone it is known for.
pub(super) struct Needs<'a> {
    subject: &'a Subject<'a>,
    /// Whose groups need levels.
    pub(super) attribute: &'a Attribute,
    /// Needed level by skill and group.
    needed: Vec<Vec<Option<u8>>>,
    /// Whether intervals speak of those on the staff list alone.
    census: bool,
}

/// Gaps of one skill, or of all.
pub(super) struct Cell<'a> {
    pub(super) gaps: &'a [f64],
    /// People they are of.
    pub(super) n: u64,
    /// People the interval speaks for, where they are counted.
    pub(super) people: Option<u64>,
}

impl<'a> Needs<'a> {
    /// `None` where the framework gives no level for any group of people on the list.
    pub(super) fn of(subject: &'a Subject<'a>, when: When) -> Option<Self> {
        let framework = subject.organisation.framework();
        let attribute = subject.organisation.attribute(framework.required_by.as_deref()?)?;
        let level = |needed: &[(Arc<str>, u8)], label: &str| {
            needed.iter().find(|(name, _)| name.to_lowercase() == label.to_lowercase()).map(|(_, l)| *l)
        };
        let of_groups = |skill: &Skill| -> Vec<Option<u8>> {
            attribute.labels.iter().map(|label| level(when.levels(skill), label)).collect()
        };
        let needed: Vec<_> = framework.skills.iter().map(of_groups).collect();
        let census = Whole::of(subject).is_census();
        needed.iter().flatten().any(Option::is_some).then_some(Self { subject, attribute, needed, census })
    }

    /// The level a person's role needs in a skill.
    pub(super) fn needed(&self, skill: SkillId, person: PersonId) -> Option<u8> {
        let group = self.attribute.of.get(person.ix()).copied()??;
        *self.needed.get(skill.0 as usize)?.get(group.0 as usize)?
    }

    /// Needed minus own level; `None` where either is unknown.
    pub(super) fn gap(&self, wave: WaveId, skill: SkillId, person: PersonId) -> Option<f64> {
        let needed = self.needed(skill, person)?;
        let own = self.subject.organisation.answers()[wave.0 as usize].level(person, skill)?;
        Some(f64::from(needed) - f64::from(own))
    }

    /// People whose role needs the skill, answering or not, where they alone are spoken of.
    fn spoken_of(&self, skill: SkillId, people: &[PersonId]) -> Option<u64> {
        self.census.then(|| people.iter().filter(|p| self.needed(skill, **p).is_some()).count() as u64)
    }

    /// The tables: everyone, each group of the roles, each skill, each group and skill.
    pub(super) fn tables(
        &self,
        id: &'static str,
        make: impl Fn(Key, Cell<'_>) -> Measurement,
    ) -> Vec<Measurement> {
        let everyone: Vec<PersonId> =
            (0..self.subject.organisation.people().len() as u32).map(PersonId).collect();
        let mut out = Vec::new();
        for (wave, label) in cells::waves(self.subject) {
            let mut scope = |base: Key, over_all: Key, people: &[PersonId]| {
                let mut pooled = Vec::new();
                let mut seen = vec![false; everyone.len()];
                for skill in self.subject.skills.skill_ids() {
                    let known: Vec<(PersonId, f64)> =
                        people.iter().filter_map(|p| Some((*p, self.gap(wave, skill, *p)?))).collect();
                    known.iter().for_each(|(p, _)| seen[p.ix()] = true);
                    let gaps: Vec<f64> = known.into_iter().map(|(_, g)| g).collect();
                    if !gaps.is_empty() {
                        let key = base.clone().for_skill(&self.subject.skills.skills[skill.0 as usize]);
                        let (n, people) = (gaps.len() as u64, self.spoken_of(skill, people));
                        out.push(make(key.in_wave(label), Cell { gaps: &gaps, n, people }));
                    }
                    pooled.extend(gaps);
                }
                let n = seen.iter().filter(|s| **s).count() as u64;
                out.push(make(over_all.in_wave(label), Cell { gaps: &pooled, n, people: None }));
            };
            let skill_level = Key { level: Level::Skill, ..Key::network(id) };
            scope(skill_level, Key::network(id), &everyone);
            for (members, group) in self.attribute.members().iter().zip(&self.attribute.labels) {
                let key = Key::group(id, &self.attribute.name, group);
                scope(key.clone(), key, members);
            }
        }
        out
    }
}
