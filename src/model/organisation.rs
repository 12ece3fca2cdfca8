//! People, their groups, and everything that points at them.

use std::sync::Arc;

use super::audit::{Answers, Framework, Wave};
use super::standing::{Composition, Standing};
use super::tie::{AskedTie, InteractionLog, Membership};

/// A person, an index into [`Organisation::people`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PersonId(pub u32);

impl PersonId {
    /// The index as a `usize`.
    pub fn ix(self) -> usize {
        self.0 as usize
    }
}

/// A group within one attribute, an index into [`Attribute::labels`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GroupId(pub u16);

/// One person.
#[derive(Clone, Debug)]
pub struct Person {
    /// Normalised id; unique.
    pub key: Arc<str>,
    /// Name as the staff list has it.
    pub name: Option<Arc<str>>,
    /// Manager.
    pub manager: Option<PersonId>,
    /// Whether they agreed to be named to a facilitator.
    pub may_name: bool,
}

/// A grouping: team, sector, strand, or any other column.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// `team`, `sector`, …
    pub name: Arc<str>,
    /// Group labels, sorted.
    pub labels: Vec<Arc<str>>,
    /// Each person's group; `None` is unknown, and unknown is not a group.
    pub of: Vec<Option<GroupId>>,
}

impl Attribute {
    /// People in each group, sorted by id.
    pub fn members(&self) -> Vec<Vec<PersonId>> {
        let mut groups = vec![Vec::new(); self.labels.len()];
        for (i, group) in self.of.iter().enumerate() {
            if let Some(GroupId(g)) = group {
                groups[*g as usize].push(PersonId(i as u32));
            }
        }
        groups
    }
}

/// What an organisation is made of, before it is checked.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// People.
    pub people: Vec<Person>,
    /// Groupings, in the order reports use them.
    pub attributes: Vec<Attribute>,
    /// The skills.
    pub framework: Framework,
    /// The occasions on which people were asked, oldest first.
    pub waves: Vec<Wave>,
    /// Answers, one table a wave.
    pub answers: Vec<Answers>,
    /// Messages and meetings between people.
    pub interactions: InteractionLog,
    /// Ties people reported.
    pub asked: Vec<AskedTie>,
    /// Boards, projects, events.
    pub memberships: Vec<Membership>,
    /// Whom the answers stand for.
    pub standing: Standing,
}

/// A whole programme, checked: every id points at someone.
#[derive(Clone, Debug, Default)]
pub struct Organisation {
    parts: Parts,
}

/// A part that pointed nowhere; a fault in the program, not in anyone's file.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{what} points at {id}, but there are only {len}")]
pub struct Dangling {
    /// Which part.
    pub what: &'static str,
    /// The id.
    pub id: u64,
    /// How many there are.
    pub len: usize,
}

impl Organisation {
    /// Checks every id and takes the parts.
    ///
    /// # Errors
    /// [`Dangling`] when an id points at nobody, or a column has not one entry a person.
    pub fn new(parts: Parts) -> Result<Self, Dangling> {
        let n = parts.people.len();
        let person = |what, id: PersonId| within(what, u64::from(id.0), n);
        for m in parts.people.iter().filter_map(|p| p.manager) {
            person("a manager", m)?;
        }
        for attribute in &parts.attributes {
            within("an attribute's column", attribute.of.len() as u64, n + 1)?;
            for g in attribute.of.iter().flatten() {
                within("a group", u64::from(g.0), attribute.labels.len())?;
            }
        }
        for answers in &parts.answers {
            within("an answer table", answers.responses().len() as u64, n * answers.skills() + 1)?;
        }
        for id in parts.interactions.parts.iter().flat_map(|log| &log.people).flatten() {
            person("an interaction", *id)?;
        }
        for tie in &parts.asked {
            person("a tie", tie.from)?;
            person("a tie", tie.to)?;
        }
        for membership in &parts.memberships {
            person("a membership", membership.person)?;
        }
        Ok(Self { parts })
    }

    /// The same with what the answers are weighted to.
    pub fn weighted_to(mut self, composition: Vec<Composition>) -> Self {
        self.parts.standing.composition = composition;
        self
    }

    /// The same without the waves after the one named; `None` when there is no such wave.
    pub fn up_to(mut self, wave: &str) -> Option<Self> {
        let last = self.parts.waves.iter().position(|w| &*w.label == wave)?;
        self.parts.waves.truncate(last + 1);
        self.parts.answers.truncate(last + 1);
        Some(self)
    }

    /// The same with two of its waves alone, in the order they were held; `None` when either is not there.
    pub fn only(mut self, waves: [&str; 2]) -> Option<Self> {
        let place = |wave: &str| self.parts.waves.iter().position(|w| &*w.label == wave);
        let (a, b) = (place(waves[0])?, place(waves[1])?);
        let (mut wave, mut table) = (0..self.parts.waves.len(), 0..self.parts.answers.len());
        let kept = |i: Option<usize>| i.is_some_and(|i| i == a || i == b);
        self.parts.waves.retain(|_| kept(wave.next()));
        self.parts.answers.retain(|_| kept(table.next()));
        Some(self)
    }

    /// People, sorted by key.
    pub fn people(&self) -> &[Person] {
        &self.parts.people
    }

    /// Groupings, in the order reports use them.
    pub fn attributes(&self) -> &[Attribute] {
        &self.parts.attributes
    }

    /// A grouping by name.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.parts.attributes.iter().find(|a| &*a.name == name)
    }

    /// The skills.
    pub fn framework(&self) -> &Framework {
        &self.parts.framework
    }

    /// Waves, oldest first.
    pub fn waves(&self) -> &[Wave] {
        &self.parts.waves
    }

    /// Answers, one table a wave, in the waves' order.
    pub fn answers(&self) -> &[Answers] {
        &self.parts.answers
    }

    /// Messages and meetings.
    pub fn interactions(&self) -> &InteractionLog {
        &self.parts.interactions
    }

    /// Ties asked directly.
    pub fn asked(&self) -> &[AskedTie] {
        &self.parts.asked
    }

    /// Boards, projects, events.
    pub fn memberships(&self) -> &[Membership] {
        &self.parts.memberships
    }

    /// Whom the answers stand for.
    pub fn standing(&self) -> &Standing {
        &self.parts.standing
    }
}

fn within(what: &'static str, id: u64, len: usize) -> Result<(), Dangling> {
    if id < len as u64 { Ok(()) } else { Err(Dangling { what, id, len }) }
}
