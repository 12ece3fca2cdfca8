//! The distance to the level a role needs.

use std::sync::Arc;

use crate::measures::{Family, Key, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};
use crate::model::{Attribute, PersonId, SkillId, WaveId};
use crate::stats::interval;

use super::cells;

/// `gap`.
pub static GAP: MeasureSpec = MeasureSpec {
    id: "gap",
    title: "Gap to the required level",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Levels,
    levels: &[Level::Network, Level::Group, Level::Skill],
    question: "How far are people from the level their role needs?",
    definition: "Mean of required level minus own level, over the people whose role has a required level and who \
        gave one; above 0, people rate themselves below what is needed. Interval for one skill: Student's t, 95 %.",
    how_to_read: "A gap of 1 is one step of the scale. A gap below 0 is a reserve.",
    caveats: "Reserves of some people hide gaps of others: read it beside the share at or above the level.",
    source: "Own definition.",
    minimum_n: 1,
    compute: gap,
};

/// `requirement-met`.
pub static MET: MeasureSpec = MeasureSpec {
    id: "requirement-met",
    title: "At or above the required level",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Share,
    levels: &[Level::Network, Level::Group, Level::Skill],
    question: "How many rate themselves at or above the level their role needs?",
    definition: "People at or above the required level of their role, over those whose role has one and who gave a \
        level. Over all skills, every answer counts once. Interval for one skill: Wilson, 95 %.",
    how_to_read: "The rest is whom training is for.",
    caveats: "This is confidence as people rate it themselves, not competence.",
    source: "Wilson (1927) for the interval.",
    minimum_n: 1,
    compute: met,
};

/// Required minus own level of everyone it is known for.
struct Gaps<'a> {
    subject: &'a Subject<'a>,
    attribute: &'a Attribute,
    /// Required level by skill and group.
    required: Vec<Vec<Option<u8>>>,
}

impl<'a> Gaps<'a> {
    fn of(subject: &'a Subject<'a>) -> Option<Self> {
        let framework = subject.organisation.framework();
        let attribute = subject.organisation.attribute(framework.required_by.as_deref()?)?;
        let level = |required: &[(Arc<str>, u8)], label: &str| {
            required.iter().find(|(name, _)| name.to_lowercase() == label.to_lowercase()).map(|(_, l)| *l)
        };
        let required = framework
            .skills
            .iter()
            .map(|s| attribute.labels.iter().map(|label| level(&s.required, label)).collect())
            .collect();
        Some(Self { subject, attribute, required })
    }

    fn gap(&self, wave: WaveId, skill: SkillId, person: PersonId) -> Option<f64> {
        let group = self.attribute.of[person.ix()]?;
        let required = self.required[skill.0 as usize][group.0 as usize]?;
        let own = self.subject.organisation.answers()[wave.0 as usize].level(person, skill)?;
        Some(f64::from(required) - f64::from(own))
    }

    /// The tables: everyone, each group of the roles, each skill, each group and skill.
    fn tables(&self, id: &'static str, make: impl Fn(Key, &[f64], u64) -> Measurement) -> Vec<Measurement> {
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
                        out.push(make(key.in_wave(label), &gaps, gaps.len() as u64));
                    }
                    pooled.extend(gaps);
                }
                let n = seen.iter().filter(|s| **s).count() as u64;
                out.push(make(over_all.in_wave(label), &pooled, n));
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

const NONE: &str = "no required level, or nobody answered";

fn gap(subject: &Subject<'_>) -> Vec<Measurement> {
    let Some(gaps) = Gaps::of(subject) else { return Vec::new() };
    gaps.tables(GAP.id, |key, gaps, n| {
        let one_skill = key.skill.is_some();
        let (mean, interval) = interval::mean_t(gaps).unzip();
        Measurement::new(key, Value::number(mean, NONE), n)
            .with_interval(interval.flatten().filter(|_| one_skill))
    })
}

fn met(subject: &Subject<'_>) -> Vec<Measurement> {
    let Some(gaps) = Gaps::of(subject) else { return Vec::new() };
    gaps.tables(MET.id, |key, gaps, n| {
        let one_skill = key.skill.is_some();
        let met = gaps.iter().filter(|g| **g <= 0.0).count() as u64;
        let all = gaps.len() as u64;
        Measurement::new(key, Value::share(met, all, NONE), n)
            .with_interval(interval::wilson(met, all).filter(|_| one_skill))
    })
}
