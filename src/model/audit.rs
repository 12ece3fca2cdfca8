//! Skills, waves and answers.

use std::sync::Arc;

use jiff::civil::Date;

use super::organisation::PersonId;
use crate::ingest::record::{Missing, Response};

/// A skill, an index into [`Framework::skills`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SkillId(pub u16);

/// A wave, an index into the organisation's waves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WaveId(pub u16);

/// One skill people were asked about.
#[derive(Clone, Debug)]
pub struct Skill {
    /// Short name, as reports print it.
    pub name: Arc<str>,
    /// Area it belongs to.
    pub domain: Option<Arc<str>>,
    /// Required level for each value of [`Framework::required_by`]'s attribute: (group label, level).
    pub required: Vec<(Arc<str>, u8)>,
}

/// Skills and the scale they are answered on.
#[derive(Clone, Debug, Default)]
pub struct Framework {
    /// The skills, in the framework's order.
    pub skills: Vec<Skill>,
    /// Labels of the levels, lowest first; level 1 is the first.
    pub levels: Vec<Arc<str>>,
    /// First level that counts as confident.
    pub positive_from: u8,
    /// Attribute whose groups the required levels are for: `role`, `strand`, `grade`.
    pub required_by: Option<Arc<str>>,
}

/// One occasion on which people were asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wave {
    /// `1`, `2`, … or as the file or `crossweave.toml` names it.
    pub label: Arc<str>,
    /// First and last day an answer was handed in.
    pub days: Option<(Date, Date)>,
}

/// One wave's answers: people × skills, row-major; `None` is "did not take part".
#[derive(Clone, Debug, Default)]
pub struct Answers {
    skills: usize,
    responses: Vec<Option<Response>>,
}

impl Answers {
    /// An empty table for `people` × `skills`.
    pub fn new(people: usize, skills: usize) -> Self {
        Self { skills, responses: vec![None; people * skills] }
    }

    /// Columns.
    pub fn skills(&self) -> usize {
        self.skills
    }

    /// All cells, person by person.
    pub fn responses(&self) -> &[Option<Response>] {
        &self.responses
    }

    /// Records a response.
    pub fn set(&mut self, person: PersonId, skill: SkillId, response: Response) {
        self.responses[person.ix() * self.skills + skill.0 as usize] = Some(response);
    }

    /// Forgets everything a person said.
    pub fn clear(&mut self, person: PersonId) {
        let start = person.ix() * self.skills;
        self.responses[start..start + self.skills].fill(None);
    }

    /// What a person said about a skill.
    pub fn get(&self, person: PersonId, skill: SkillId) -> Option<Response> {
        self.responses[person.ix() * self.skills + skill.0 as usize]
    }

    /// A person's level in a skill, where they gave one.
    pub fn level(&self, person: PersonId, skill: SkillId) -> Option<u8> {
        match self.get(person, skill) {
            Some(Response::Level(level)) => Some(level),
            _ => None,
        }
    }

    /// Whether the person took part: handed in a form, with or without usable answers.
    pub fn took_part(&self, person: PersonId) -> bool {
        let start = person.ix() * self.skills;
        self.responses[start..start + self.skills].iter().any(Option::is_some)
    }

    /// How often each reason stands for a missing answer.
    pub fn missing(&self, reason: Missing) -> usize {
        self.responses.iter().filter(|r| **r == Some(Response::Missing(reason))).count()
    }
}
