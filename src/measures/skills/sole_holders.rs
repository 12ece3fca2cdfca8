//! Skills that hang on one person, and what is lost if they leave.

use std::sync::Arc;

use crate::measures::{Family, Key, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};
use crate::model::{Attribute, PersonId, SkillId, WaveId};

use super::cells::latest_wave;

const NOBODY: &str = "nobody answered";

/// `sole-holder-skills`.
pub static SKILLS: MeasureSpec = MeasureSpec {
    id: "sole-holder-skills",
    title: "Skills only one person is confident in",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Skills,
    levels: &[Level::Network, Level::Group, Level::Person],
    question: "In how many skills would nobody be confident any more if one person left?",
    definition: "Skills in which exactly one person is at or above the first confident level in the latest wave: of \
        everyone, and of each team. A skill nobody is confident in has nobody to lose and is not counted. Person rows \
        (operator only): skills of which the person is the only one, in the column by's group or among everyone.",
    how_to_read: "Each is a skill to pass on before anyone moves on. It need not be the same person each time.",
    caveats: "People who did not answer may be confident too, and in a small team one person is soon the only one.",
    source: "Own definition.",
    minimum_n: 1,
    compute: skills,
};

/// `lost-if-leaves`.
pub static LOST: MeasureSpec = MeasureSpec {
    id: "lost-if-leaves",
    title: "Teams that would lose a skill if one person left",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Groups,
    levels: &[Level::Network, Level::Skill],
    question: "How many teams have nobody else to ask if their one confident person leaves?",
    definition: "Teams in which exactly one person is at or above the first confident level in the latest wave, by \
        skill. For the whole network: the same added up over all skills, so that a team counts once a skill.",
    how_to_read: "Beside the number of teams with anyone confident it shows how many of those hang on one person.",
    caveats: "People who did not answer may be confident too.",
    source: "Own definition.",
    minimum_n: 1,
    compute: lost,
};

/// Who is confident, in the latest wave.
struct Holders<'a> {
    subject: &'a Subject<'a>,
    wave: WaveId,
    label: &'a Arc<str>,
}

impl<'a> Holders<'a> {
    fn of(subject: &'a Subject<'a>) -> Option<Self> {
        let (wave, label) = latest_wave(subject)?;
        Some(Self { subject, wave, label })
    }

    fn team(&self) -> Option<&'a Attribute> {
        self.subject.groupings.iter().copied().find(|a| &*a.name == "team")
    }

    /// Those of some people who gave any answer.
    fn answered(&self, people: &[PersonId]) -> Vec<PersonId> {
        let scores = self.subject.skills.people(self.wave);
        people.iter().filter(|p| scores.contains_key(p)).copied().collect()
    }

    /// The only one of some people who is confident in a skill.
    fn only(&self, skill: SkillId, people: &[PersonId]) -> Option<PersonId> {
        let answers = &self.subject.organisation.answers()[self.wave.0 as usize];
        let from = self.subject.skills.positive_from;
        let mut confident = people.iter().filter(|p| answers.level(**p, skill).is_some_and(|l| l >= from));
        confident.next().filter(|_| confident.next().is_none()).copied()
    }

    /// The only one in each skill that has an only one.
    fn sole(&self, people: &[PersonId]) -> Vec<PersonId> {
        self.subject.skills.skill_ids().filter_map(|skill| self.only(skill, people)).collect()
    }

    /// One row of some people, and where wanted one of each of them.
    fn rows(&self, key: Key, people: &[PersonId]) -> Vec<Measurement> {
        let (answered, sole) = (self.answered(people), self.sole(people));
        let n = answered.len() as u64;
        let value = if n == 0 { Value::number(None, NOBODY) } else { Value::Count(sole.len() as u64) };
        let own = |p: &PersonId| {
            let count = sole.iter().filter(|only| *only == p).count() as u64;
            let person = &self.subject.organisation.people()[p.ix()].key;
            let key = Key { group: None, ..key.clone() }.for_person(person);
            Measurement::new(key, Value::Count(count), 1)
        };
        let wanted = if self.subject.person_level { &answered[..] } else { &[] };
        std::iter::once(Measurement::new(key.clone(), value, n)).chain(wanted.iter().map(own)).collect()
    }
}

fn skills(subject: &Subject<'_>) -> Vec<Measurement> {
    let Some(holders) = Holders::of(subject) else { return Vec::new() };
    let everyone: Vec<PersonId> = (0..subject.organisation.people().len() as u32).map(PersonId).collect();
    let mut out = holders.rows(Key::network(SKILLS.id).in_wave(holders.label), &everyone);
    if let Some(team) = holders.team() {
        for (members, group) in team.members().iter().zip(&team.labels) {
            let key = Key::group(SKILLS.id, &team.name, group).in_wave(holders.label);
            out.extend(holders.rows(key, members));
        }
    }
    out
}

fn lost(subject: &Subject<'_>) -> Vec<Measurement> {
    let Some(holders) = Holders::of(subject) else { return Vec::new() };
    let Some(team) = holders.team() else { return Vec::new() };
    let members = team.members();
    let n = members.iter().map(|m| holders.answered(m).len() as u64).sum();
    let of_skill =
        |skill: &SkillId| members.iter().filter(|m| holders.only(*skill, m).is_some()).count() as u64;
    let counts: Vec<(SkillId, u64)> = subject.skills.skill_ids().map(|s| (s, of_skill(&s))).collect();
    let row = |key: Key, count: u64| {
        let key = Key { by: Some(team.name.clone()), ..key.in_wave(holders.label) };
        let value = if n == 0 { Value::number(None, NOBODY) } else { Value::Count(count) };
        Measurement::new(key, value, n)
    };
    let all = row(Key::network(LOST.id), counts.iter().map(|(_, count)| count).sum());
    let by_skill = counts
        .iter()
        .map(|(skill, count)| row(Key::skill(LOST.id, &subject.skills.skills[skill.0 as usize]), *count));
    std::iter::once(all).chain(by_skill).collect()
}
