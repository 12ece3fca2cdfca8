//! What importers hand on: records as they stood in the file, people still as mentioned.

use std::sync::Arc;

use jiff::civil::Date;

use super::cell::CellRef;
use super::date::date_of;
use super::importer::FieldUse;
use super::problem::Problem;

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
}

/// Why an answer is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Missing {
    /// The cell is empty.
    Blank,
    /// "Don't know", "not sure".
    DontKnow,
    /// "Prefer not to say".
    Refused,
    /// "N/A", "not applicable to my role".
    NotApplicable,
    /// The cell held something that is no level of the scale; reported as a problem.
    Unreadable,
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
}

impl AuditRecord {
    /// The day the form was handed in.
    pub fn day(&self) -> Option<Date> {
        date_of(self.handed_in?)
    }
}

/// A whole audit sheet.
#[derive(Clone, Debug, Default)]
pub struct AuditRecords {
    /// The questions, as the sheet words them, in column order.
    pub skills: Vec<Arc<str>>,
    /// Labels of the levels, lowest first.
    pub levels: Vec<String>,
    /// The rows.
    pub rows: Vec<AuditRecord>,
}

/// A log of interactions in columns, one entry for each sender and recipient.
///
/// Ids are interned: `from` and `to` index `ids`. All columns have the same length.
#[derive(Clone, Debug, Default)]
pub struct InteractionRecords {
    /// Every id seen, as first written.
    pub ids: Vec<Arc<str>>,
    /// Where each id was first seen.
    pub first_seen: Vec<Option<CellRef>>,
    /// Channel names.
    pub channels: Vec<Arc<str>>,
    /// Sender, an index into `ids`.
    pub from: Vec<u32>,
    /// Recipient, an index into `ids`.
    pub to: Vec<u32>,
    /// Seconds since 1970-01-01, local civil time as written.
    pub time: Vec<i64>,
    /// Channel, an index into `channels`.
    pub channel: Vec<u8>,
    /// Recipients of the message this entry belongs to, the sender not counted; at least 1.
    pub recipients: Vec<u16>,
    /// Messages (rows), of which entries may be several.
    pub messages: u64,
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
    Ties(Vec<TieRecord>),
    /// Boards, projects, events.
    Memberships(Vec<MembershipRecord>),
}

/// Rows of one sheet, accounted for: `read = used + rejected + blank`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowCounts {
    /// Rows below the header.
    pub read: u64,
    /// Rows that became records.
    pub used: u64,
    /// Rows refused, each with a problem.
    pub rejected: u64,
    /// Rows without anything in them, or with nothing the importer asks for.
    pub blank: u64,
}

/// Which column became which field.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnUse {
    /// Column, counted from 0.
    pub col: u32,
    /// Header as the sheet words it.
    pub header: String,
    /// Field it became, or why it was left: `person`, `question`, `not read: looks like a subject`.
    pub used_as: String,
}

/// One sheet read: records, problems and the account of both.
#[derive(Clone, Debug)]
pub struct Import {
    /// Id of the importer that read it.
    pub importer: &'static str,
    /// Address of the header row's first cell.
    pub at: CellRef,
    /// What it held.
    pub records: Records,
    /// Columns and what became of them.
    pub columns: Vec<ColumnUse>,
    /// Rows, accounted for.
    pub rows: RowCounts,
    /// Everything that was wrong.
    pub problems: Vec<Problem>,
    /// How the sheet was read, as settings can say it.
    pub mapping: Mapping,
}

/// How a sheet was read, as settings can say it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mapping {
    /// Columns that were read, and what each was read as.
    pub fields: Vec<(u32, FieldUse)>,
    /// What the way it is written says it is.
    pub form: Option<&'static str>,
    /// Labels of the levels its questions are answered on, lowest first; empty where it has none.
    pub levels: Vec<String>,
    /// A longer scale that fits as well: which was asked is not certain.
    pub rival: Option<String>,
}
