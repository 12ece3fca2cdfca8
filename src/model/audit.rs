//! Skills, waves and answers.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::organisation::PersonId;
pub use crate::ingest::record::{Aspect, Missing, Response};
pub use crate::programme::config::Scoring;

/// A skill, an index into [`Framework::skills`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SkillId(pub u16);

/// A wave, an index into the organisation's waves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WaveId(pub u16);

/// One skill people were asked about.
#[derive(Clone, Debug, Default)]
pub struct Skill {
    /// Short name, as reports print it.
    pub name: Arc<str>,
    /// Area it belongs to.
    pub domain: Option<Arc<str>>,
    /// Required level for each value of [`Framework::required_by`]'s attribute: (group label, level).
    pub required: Vec<(Arc<str>, u8)>,
    /// Level needed a year from now, for the same groups.
    pub future: Vec<(Arc<str>, u8)>,
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
    /// Attribute whose groups the required and future levels are for: `role`, `strand`, `grade`.
    pub required_by: Option<Arc<str>>,
    /// Scores given beside the usual ones.
    pub scoring: Scoring,
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
    beside: BTreeMap<(Aspect, SkillId), Beside>,
}

/// Answers to one question beside the confidence questions, on a scale of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    /// Labels of its levels, lowest first.
    pub levels: Vec<Arc<str>>,
    /// What each person said; `None` is "was not asked it".
    pub responses: Vec<Option<Response>>,
}

impl Answers {
    /// An empty table for `people` × `skills`.
    pub fn new(people: usize, skills: usize) -> Self {
        Self { skills, responses: vec![None; people * skills], beside: BTreeMap::new() }
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
        for beside in self.beside.values_mut() {
            if let Some(response) = beside.responses.get_mut(person.ix()) {
                *response = None;
            }
        }
    }

    /// Makes room for what people said about another aspect of a skill; what was there stays.
    pub fn ask_beside(&mut self, aspect: Aspect, skill: SkillId, levels: Vec<Arc<str>>) {
        let people = self.responses.len().checked_div(self.skills).unwrap_or_default();
        let empty = || Beside { levels, responses: vec![None; people] };
        self.beside.entry((aspect, skill)).or_insert_with(empty);
    }

    /// Records a response to a question that [`Answers::ask_beside`] made room for.
    pub fn set_beside(&mut self, aspect: Aspect, person: PersonId, skill: SkillId, response: Response) {
        let place = self.beside.get_mut(&(aspect, skill)).and_then(|b| b.responses.get_mut(person.ix()));
        if let Some(place) = place {
            *place = Some(response);
        }
    }

    /// What people said about another aspect of a skill, with its scale; `None` where nobody was asked.
    ///
    /// ```
    /// use crossweave::model::audit::{Answers, Aspect, Response, SkillId};
    /// use crossweave::model::PersonId;
    /// let mut answers = Answers::new(2, 1);
    /// answers.ask_beside(Aspect::Importance, SkillId(0), vec!["Low".into(), "High".into()]);
    /// answers.set_beside(Aspect::Importance, PersonId(1), SkillId(0), Response::Level(2));
    /// let importance = answers.beside(Aspect::Importance, SkillId(0)).unwrap();
    /// assert_eq!(importance.responses, [None, Some(Response::Level(2))]);
    /// assert!(answers.beside(Aspect::Future, SkillId(0)).is_none());
    /// ```
    pub fn beside(&self, aspect: Aspect, skill: SkillId) -> Option<&Beside> {
        self.beside.get(&(aspect, skill))
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

    /// How often each reason stands for a missing answer to one question; reasons nobody gave are left out.
    pub fn missing_of(&self, skill: SkillId) -> BTreeMap<Missing, usize> {
        let mut counts = BTreeMap::new();
        for response in self.responses.iter().skip(skill.0 as usize).step_by(self.skills.max(1)) {
            if let Some(Response::Missing(reason)) = response {
                *counts.entry(*reason).or_default() += 1;
            }
        }
        counts
    }
}
