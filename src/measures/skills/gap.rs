//! The distance to the level a role needs.

use std::sync::Arc;

use crate::measures::{Family, Key, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};
use crate::model::{Attribute, PersonId, SkillId, WaveId};
use crate::stats::mean::of_values;
use crate::stats::share::share;

use super::cells;
use super::whole::Whole;

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
        gave one; above 0, people rate themselves below what is needed. Interval for one skill, 95 %: \
        as for mean-level.",
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
        level. Over all skills, every answer counts once. Interval for one skill, 95 %: as for \
        confident, the group being those whose role has a required level.",
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
    /// Whether intervals speak of those on the staff list alone.
    census: bool,
}

/// Gaps of one skill, or of all.
struct Cell<'a> {
    gaps: &'a [f64],
    /// People they are of.
    n: u64,
    /// People the interval speaks for, where they are counted.
    people: Option<u64>,
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
        Some(Self { subject, attribute, required, census: Whole::of(subject).is_census() })
    }

    fn gap(&self, wave: WaveId, skill: SkillId, person: PersonId) -> Option<f64> {
        let group = self.attribute.of[person.ix()]?;
        let required = self.required[skill.0 as usize][group.0 as usize]?;
        let own = self.subject.organisation.answers()[wave.0 as usize].level(person, skill)?;
        Some(f64::from(required) - f64::from(own))
    }

    /// People of whom the skill is required, answering or not, where they alone are spoken of.
    fn spoken_of(&self, skill: SkillId, people: &[PersonId]) -> Option<u64> {
        let group = |p: &&PersonId| self.attribute.of[p.ix()];
        let is_required =
            |p: &&PersonId| group(p).is_some_and(|g| self.required[skill.0 as usize][g.0 as usize].is_some());
        self.census.then(|| people.iter().filter(is_required).count() as u64)
    }

    /// The tables: everyone, each group of the roles, each skill, each group and skill.
    fn tables(&self, id: &'static str, make: impl Fn(Key, Cell<'_>) -> Measurement) -> Vec<Measurement> {
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

const NONE: &str = "no required level, or nobody answered";

fn gap(subject: &Subject<'_>) -> Vec<Measurement> {
    let Some(gaps) = Gaps::of(subject) else { return Vec::new() };
    let furthest = subject.skills.levels as f64 - 1.0;
    gaps.tables(GAP.id, |key, cell| {
        let one_skill = key.skill.is_some();
        let found = of_values(cell.gaps, 1.0, cell.people).map(|m| m.within(-furthest, furthest));
        Measurement::new(key, Value::number(found.map(|m| m.mean), NONE), cell.n)
            .with_interval(found.and_then(|m| m.interval).filter(|_| one_skill))
    })
}

fn met(subject: &Subject<'_>) -> Vec<Measurement> {
    let Some(gaps) = Gaps::of(subject) else { return Vec::new() };
    gaps.tables(MET.id, |key, cell| {
        let one_skill = key.skill.is_some();
        let met = cell.gaps.iter().filter(|g| **g <= 0.0).count() as u64;
        let all = cell.gaps.len() as u64;
        let interval = share(met, all, cell.people).map(|found| found.interval);
        Measurement::new(key, Value::share(met, all, NONE), cell.n)
            .with_interval(interval.filter(|_| one_skill))
    })
}
