//! What joins people: interactions, ties they reported, groups they share.

use std::sync::Arc;

use jiff::civil::Date;

use super::organisation::PersonId;
use crate::ingest::fold::{FoldedPairs, PairRef};
use crate::programme::config::TieRule;

/// Messages and meetings between people of the organisation, as what each pair of ids adds up to: one entry
/// for each sender and recipient.
#[derive(Clone, Debug, Default)]
pub struct InteractionLog {
    /// The logs, each with the people behind its ids.
    pub parts: Vec<LogPart>,
    /// The rule they were read under: a tie under another needs the files again.
    pub rule: TieRule,
    /// Entries between two different people of the organisation.
    pub entries: u64,
    /// First and last time in the logs, in seconds since 1970-01-01, local civil time as written.
    pub span: Option<(i64, i64)>,
    /// Channel names, sorted.
    pub channels: Vec<Arc<str>>,
    /// Messages the entries came from.
    pub messages: u64,
    /// Entries with someone who is not on the roster: kept apart, counted.
    pub outside: u64,
    /// Entries from a person to themselves: left out, counted.
    pub to_self: u64,
    /// Entries with an automatic sender, or an id the settings leave out: counted.
    pub left_out: u64,
}

/// One log, folded, and who is behind its ids.
#[derive(Clone, Debug, Default)]
pub struct LogPart {
    /// What each pair of ids adds up to.
    pub pairs: Arc<FoldedPairs>,
    /// The person behind each id; `None` for outsiders and ids left out.
    pub people: Vec<Option<PersonId>>,
}

impl LogPart {
    /// Both people of a pair, where they are two and both are of the organisation.
    pub fn people_of(&self, pair: &PairRef<'_>) -> Option<(PersonId, PersonId)> {
        let person = |id: u32| self.people.get(id as usize).copied().flatten();
        let (from, to) = (person(pair.from())?, person(pair.to())?);
        (from != to).then_some((from, to))
    }
}

impl InteractionLog {
    /// Entries between two different people of the organisation.
    pub fn len(&self) -> usize {
        usize::try_from(self.entries).unwrap_or(usize::MAX)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries == 0
    }

    /// First and last time in the logs, in seconds since 1970-01-01.
    pub fn span(&self) -> Option<(i64, i64)> {
        self.span
    }
}

/// A tie a person reported when asked.
#[derive(Clone, Debug, PartialEq)]
pub struct AskedTie {
    /// Who was asked.
    pub from: PersonId,
    /// Whom they named.
    pub to: PersonId,
    /// The question, where the file names one.
    pub question: Option<Arc<str>>,
    /// Strength as given; above 0.
    pub strength: f64,
}

/// A person belongs to a board or project, or came to an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// Who.
    pub person: PersonId,
    /// Which.
    pub group: Arc<str>,
    /// `board`, `project`, `event`, `café`, as given.
    pub kind: Option<Arc<str>>,
    /// When it began, or the day of the event.
    pub from: Option<Date>,
    /// When it ended.
    pub to: Option<Date>,
}
