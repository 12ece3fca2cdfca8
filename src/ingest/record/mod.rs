//! What importers hand on: records as they stood in the file, people still as mentioned.

mod account;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::cell::CellRef;
use super::civic::{ActionRecord, BallotRecord, PlaceRecord};
use super::date::date_of;
use super::fold::FoldedPairs;
use super::fold::activity::{IdActivity, Sent, activity};
use super::structure::PostRecords;

pub use account::{ColumnUse, Import, Mapping, RowCounts};

/// A person as a file mentions them, before anyone decided who that is.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// E-mail, staff number or handle as written, trimmed.
    pub id: Option<Arc<str>>,
    /// Name as written, trimmed.
    pub name: Option<Arc<str>>,
    /// The cell that holds the id, or the name where there is no id.
    pub at: CellRef,
}

/// One row of a staff list.
#[derive(Clone, Debug)]
pub struct PersonRecord {
    /// The person.
    pub who: Mention,
    /// Other ids of the same person.
    pub aliases: Vec<String>,
    /// Grouping attributes as given: (`team`, `Housing`), in column order; blanks left out.
    pub attributes: Vec<(Arc<str>, String)>,
    /// Manager, as an id or a name.
    pub manager: Option<Mention>,
    /// Whether the person agreed to be named to a facilitator.
    pub may_name: bool,
    /// First day, where the list gives one.
    pub joined: Option<Date>,
    /// Last day, where the list gives one.
    pub left: Option<Date>,
}

/// Why an answer is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Missing {
    /// The cell is empty.
    Blank,
    /// A dash, which exports and people write for no answer of any kind.
    Dash,
    /// "Don't know", "not sure".
    DontKnow,
    /// "Prefer not to say".
    Refused,
    /// "N/A", "not applicable to my role".
    NotApplicable,
    /// "Not shown", "skipped": the form did not ask.
    NotAsked,
    /// The cell held something that is no level of the scale; reported as a problem.
    Unreadable,
}

impl Missing {
    /// Every reason, in the order reports list them.
    pub const ALL: [Missing; 7] = [
        Missing::Blank,
        Missing::Dash,
        Missing::DontKnow,
        Missing::Refused,
        Missing::NotApplicable,
        Missing::NotAsked,
        Missing::Unreadable,
    ];

    /// The reason as results write it: `dont-know`.
    pub fn id(self) -> &'static str {
        match self {
            Missing::Blank => "blank",
            Missing::Dash => "dash",
            Missing::DontKnow => "dont-know",
            Missing::Refused => "prefer-not-to-say",
            Missing::NotApplicable => "not-applicable",
            Missing::NotAsked => "not-asked",
            Missing::Unreadable => "unreadable",
        }
    }

    /// The reason in words.
    pub fn words(self) -> &'static str {
        match self {
            Missing::Blank => "left blank",
            Missing::Dash => "a dash",
            Missing::DontKnow => "don't know",
            Missing::Refused => "prefer not to say",
            Missing::NotApplicable => "not applicable",
            Missing::NotAsked => "not asked",
            Missing::Unreadable => "not readable",
        }
    }
}

/// What a question asks about a skill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Aspect {
    /// How confident someone is now.
    Confidence,
    /// How much it matters for their work.
    Importance,
    /// How much it will matter.
    Future,
    /// How confident they were before, asked afterwards.
    Before,
}

impl Aspect {
    /// Every aspect.
    pub const ALL: [Aspect; 4] = [Aspect::Confidence, Aspect::Importance, Aspect::Future, Aspect::Before];

    /// The aspect as headers and settings name it.
    ///
    /// ```
    /// use crossweave::ingest::record::Aspect;
    /// assert_eq!(Aspect::Before.id(), "before");
    /// assert_eq!(Aspect::named("future"), Some(Aspect::Future));
    /// ```
    pub fn id(self) -> &'static str {
        match self {
            Aspect::Confidence => "confidence",
            Aspect::Importance => "importance",
            Aspect::Future => "future",
            Aspect::Before => "before",
        }
    }

    /// The aspect with a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|aspect| aspect.id() == name)
    }
}

/// An answer to one question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Response {
    /// A level, 1 being the lowest.
    Level(u8),
    /// No usable answer, with the reason.
    Missing(Missing),
}

/// One person's answers on one occasion.
#[derive(Clone, Debug)]
pub struct AuditRecord {
    /// Who answered; `id` and `name` both `None` for an anonymous answer.
    pub who: Mention,
    /// When the form was handed in, in seconds since 1970-01-01, local civil time as written;
    /// midnight where only the day is known.
    pub handed_in: Option<i64>,
    /// The wave as a column gives it, where one does.
    pub wave: Option<Arc<str>>,
    /// Answers, by index into [`AuditRecords::skills`].
    pub answers: Vec<(u16, Response)>,
    /// Answers beside these, by index into [`AuditRecords::beside`].
    pub beside: Vec<(u16, Response)>,
}

impl AuditRecord {
    /// The day the form was handed in.
    pub fn day(&self) -> Option<Date> {
        date_of(self.handed_in?)
    }
}

/// A question beside the confidence questions on the sheet's scale: another aspect of a skill, or a
/// question whose own scale the settings give.
#[derive(Clone, Debug, PartialEq)]
pub struct BesideQuestion {
    /// What it asks about the skill.
    pub aspect: Aspect,
    /// The skill, as the sheet words it.
    pub skill: Arc<str>,
    /// Labels of its levels, lowest first.
    pub levels: Vec<String>,
    /// Its header.
    pub at: CellRef,
}

/// A whole audit sheet.
#[derive(Clone, Debug, Default)]
pub struct AuditRecords {
    /// The questions, as the sheet words them, in column order.
    pub skills: Vec<Arc<str>>,
    /// Labels of the levels, lowest first.
    pub levels: Vec<String>,
    /// Questions with scales of their own.
    pub beside: Vec<BesideQuestion>,
    /// The rows.
    pub rows: Vec<AuditRecord>,
    /// Who answered, where the sheet is its own list of people; in the rows' order.
    pub people: Vec<PersonRecord>,
    /// Answers read as the settings said, under `[audit.accept]`.
    pub accepted: u64,
}

impl AuditRecords {
    /// How many answers are missing, by reason, over all questions.
    pub fn missing(&self) -> BTreeMap<Missing, u64> {
        let mut counts = BTreeMap::new();
        for (_, response) in self.rows.iter().flat_map(|row| row.answers.iter().chain(&row.beside)) {
            if let Response::Missing(reason) = response {
                *counts.entry(*reason).or_default() += 1;
            }
        }
        counts
    }
}

/// A log of interactions, folded while it was read: what each ordered pair of ids adds up to.
///
/// Ids are interned: pairs index `ids`.
#[derive(Clone, Debug, Default)]
pub struct InteractionRecords {
    /// Every id seen, as first written, in order of first sight.
    pub ids: Vec<Arc<str>>,
    /// Where each id was first seen.
    pub first_seen: Vec<CellRef>,
    /// What each id sent.
    pub sent: Vec<Sent>,
    /// Channel names, sorted, in lower case.
    pub channels: Vec<Arc<str>>,
    /// What each pair adds up to.
    pub pairs: Arc<FoldedPairs>,
    /// First and last time among the rows used, in seconds since 1970-01-01, local civil time as written.
    pub span: Option<(i64, i64)>,
    /// Messages, of which pairs may have several entries; rows that share a message id are one.
    pub messages: u64,
}

impl InteractionRecords {
    /// What each id does, in the order of `ids`: how much it sends and receives, and with how many others.
    pub fn activity(&self) -> Vec<IdActivity> {
        activity(&self.sent, &self.pairs)
    }
}

/// Who stands behind a tie that was reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// The first named the second.
    ByOne,
    /// The tie has no direction: it counts as if each named the other.
    ByBoth,
}

/// One tie as someone reported it when asked.
#[derive(Clone, Debug)]
pub struct TieRecord {
    /// Who was asked.
    pub from: Mention,
    /// Whom they named.
    pub to: Mention,
    /// The question or layer.
    pub question: Option<Arc<str>>,
    /// Strength as given; 1 when the file has none.
    pub strength: f64,
    /// The wave as a column gives it, where one does.
    pub wave: Option<Arc<str>>,
    /// Whether one of them said so, or the tie has no direction.
    pub said: Said,
}

/// Why somebody who was asked has no tie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    /// They left everything blank: unknown, and not zero.
    NoAnswer,
    /// They answered, and named nobody; in a network file, a node without an edge.
    NamedNobody,
}

/// Somebody who was asked and has no tie.
#[derive(Clone, Debug)]
pub struct Silent {
    /// Who.
    pub who: Mention,
    /// The question, where there are several.
    pub question: Option<Arc<str>>,
    /// Why.
    pub why: Silence,
}

/// Ties people reported, and who reported none.
#[derive(Clone, Debug, Default)]
pub struct TieRecords {
    /// The ties.
    pub rows: Vec<TieRecord>,
    /// Those asked who have none.
    pub silent: Vec<Silent>,
}

/// Someone belongs to a group, or came to an event.
#[derive(Clone, Debug)]
pub struct MembershipRecord {
    /// Who.
    pub who: Mention,
    /// Board, project, café session.
    pub group: Arc<str>,
    /// `board`, `project`, `event`, `café`, as given.
    pub kind: Option<Arc<str>>,
    /// Role in the group, as given.
    pub role: Option<Arc<str>>,
    /// When it began, or the day of the event.
    pub from: Option<Date>,
    /// When it ended.
    pub to: Option<Date>,
}

/// One skill of a framework.
#[derive(Clone, Debug)]
pub struct SkillRecord {
    /// Where it stands.
    pub at: CellRef,
    /// Short name.
    pub skill: Arc<str>,
    /// Area it belongs to.
    pub domain: Option<Arc<str>>,
    /// The text people were asked.
    pub question: Option<Arc<str>>,
    /// Labels, lowest first; empty where the framework leaves them to the scale.
    pub levels: Vec<String>,
    /// First level that counts as confident.
    pub positive_from: Option<u8>,
    /// Required level by role, strand or grade, as the column names it.
    pub required: Vec<(Arc<str>, u8)>,
    /// Level needed a year from now, in the same way.
    pub future: Vec<(Arc<str>, u8)>,
}

/// What one sheet held.
#[derive(Clone, Debug)]
pub enum Records {
    /// A staff list.
    People(Vec<PersonRecord>),
    /// A framework of skills.
    Framework(Vec<SkillRecord>),
    /// Answers to a skills audit.
    Audit(AuditRecords),
    /// A log of messages or meetings.
    Interactions(InteractionRecords),
    /// Ties asked directly.
    Ties(TieRecords),
    /// Boards, projects, events.
    Memberships(Vec<MembershipRecord>),
    /// Posts of an organisation.
    Posts(PostRecords),
    /// Actions somebody undertook.
    Actions(Vec<ActionRecord>),
    /// Points given to priorities.
    Ballots(Vec<BallotRecord>),
    /// Places and the larger ones they lie in.
    Places(Vec<PlaceRecord>),
}
