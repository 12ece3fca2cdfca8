//! What joins people: interactions, ties they reported, groups they share.

use std::sync::Arc;

use jiff::civil::Date;

use super::organisation::PersonId;

/// Messages and meetings between people of the organisation, in columns of equal length:
/// one entry for each sender and recipient, oneself left out.
#[derive(Clone, Debug, Default)]
pub struct InteractionLog {
    /// Sender.
    pub from: Vec<PersonId>,
    /// Recipient; never the sender.
    pub to: Vec<PersonId>,
    /// Seconds since 1970-01-01, local civil time as written.
    pub time: Vec<i64>,
    /// Index into `channels`.
    pub channel: Vec<u8>,
    /// Recipients of the message, the sender not counted; at least 1.
    pub recipients: Vec<u16>,
    /// Channel names, sorted.
    pub channels: Vec<Arc<str>>,
    /// Messages the entries came from.
    pub messages: u64,
    /// Entries with someone who is not on the roster: kept apart, counted.
    pub outside: u64,
    /// Entries from a person to themselves: left out, counted.
    pub to_self: u64,
}

impl InteractionLog {
    /// Entries.
    pub fn len(&self) -> usize {
        self.from.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.from.is_empty()
    }

    /// First and last time, in seconds since 1970-01-01.
    pub fn span(&self) -> Option<(i64, i64)> {
        Some((*self.time.iter().min()?, *self.time.iter().max()?))
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
