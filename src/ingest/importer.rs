//! What an importer is: one file, one registry line, one list of fields.

use std::sync::Arc;

use super::cell::{Cell, CellRef};
use super::problem::Problem;
use super::record::{ColumnUse, Records, RowCounts};
use super::scale::Scale;
use super::source::delimited::TextFile;
use super::source::parquet::LogFile;
use crate::programme::config::Config;

/// What a field holds; decides its parser, its template column and its broken-cell case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldType {
    /// An e-mail, staff number, handle or name.
    Person,
    /// Several people, separated by `;`.
    People,
    /// Free text used as a label.
    Text,
    /// A date, or a date and time.
    Date,
    /// A whole or decimal number.
    Number,
    /// yes or no.
    YesNo,
    /// A level of the scale, as a label or a number.
    Level,
}

/// One column an importer understands. It makes the template, its documentation and the
/// "header not found" message.
#[derive(Debug)]
pub struct FieldSpec {
    /// Canonical header.
    pub name: &'static str,
    /// Other headers it goes by, lower case, letters and digits only.
    pub aliases: &'static [&'static str],
    /// What it holds.
    pub kind: FieldType,
    /// Whether a sheet without it cannot be read.
    pub required: bool,
    /// One line for the person filling it in.
    pub help: &'static str,
    /// An example cell.
    pub example: &'static str,
}

/// One importer. `sniff` and `parse` see a sheet through [`SheetProfile`] and [`RowStream`].
pub struct ImporterSpec {
    /// Stable id, as `crossweave.toml` names it in `kind = "…"`.
    pub id: &'static str,
    /// What it reads, in one line.
    pub describes: &'static str,
    /// Table it fills: `people`, `audit`, `interactions`, `memberships`, `ties`, `framework`, `posts`,
    /// `actions`, `ballots`, `places`.
    pub table: &'static str,
    /// The columns it knows.
    pub fields: &'static [FieldSpec],
    /// How sure it is that a sheet is its own.
    pub sniff: fn(&SheetProfile, &Config) -> Option<Claim>,
    /// Reads the rows.
    pub parse: fn(&Plan, &Config, &mut dyn RowStream) -> Parsed,
}

/// One column as profiled without keeping a cell of it.
#[derive(Clone, Debug, Default)]
pub struct ColumnProfile {
    /// Column, counted from 0.
    pub col: u32,
    /// Header, white space folded.
    pub header: String,
    /// Cells that are not empty.
    pub filled: u64,
    /// Distinct values, counted by hash; stops at [`ColumnProfile::MOST_DISTINCT`].
    pub distinct: u32,
    /// Cells that are dates or read as dates.
    pub dates: u64,
    /// Cells that are numbers or read as numbers.
    pub numbers: u64,
    /// Cells that hold an `@`.
    pub addresses: u64,
    /// Cells that are labels of the sheet's scale ([`SheetProfile::scale`]), or its numbers.
    pub levels: u64,
    /// Cells that are levels, for each scale tried.
    pub by_scale: Vec<u64>,
    /// Cells that say there is no answer: `N/A`, "don't know".
    pub no_answers: u64,
    /// Cells that begin with a number and go on in words that are no label: `1 - Once`.
    pub numbered: u64,
    /// Short texts that stand in the column, in order of first use, with their counts; empty where there
    /// are more than [`ColumnProfile::MOST_LABELS`].
    pub labels: Vec<(String, u64)>,
    /// The scale its answers are on, where they are on one.
    pub scale: Option<Arc<Scale>>,
    /// Whether the settings give that scale.
    pub told: bool,
    /// Cells that are a tick or say yes or no: 0, 1, x, ✓.
    pub ticks: u64,
    /// Cells that name what another column's header is about, as the rows of a roster do.
    pub names_columns: u64,
    /// Whether a cell of the sheet names what this column's header is about.
    pub is_named: bool,
    /// Longest text, in characters.
    pub longest: u32,
    /// Whether the header says the column is nobody's business (subject, body, passport, birth
    /// date): such a column is not profiled and can never be read.
    pub private: bool,
}

impl ColumnProfile {
    /// Distinct values are counted up to here.
    pub const MOST_DISTINCT: u32 = 10_000;
    /// Most different texts that are kept to be shown.
    pub const MOST_LABELS: usize = 40;
}

/// A sheet as the importers see it before reading: headers and counts.
#[derive(Clone, Debug)]
pub struct SheetProfile {
    /// Address of the header row's first filled cell; of several header rows, the last. Row 0 where the
    /// file names its columns itself.
    pub at: CellRef,
    /// The columns.
    pub columns: Vec<ColumnProfile>,
    /// Rows below the header, blank ones counted; of a long log, those in the sample read.
    pub rows: u64,
    /// The scale its questions are answered on, where it has questions.
    pub scale: Option<Scale>,
    /// A longer scale all the answers are on too, by name: which was asked is not certain.
    pub rival: Option<String>,
    /// Skills of the framework sheets read before it, and their questions, folded.
    pub framework: Vec<String>,
    /// What the way it is written says it is: `slack`, `icalendar`, or a survey tool by its header rows.
    pub form: Option<&'static str>,
}

impl SheetProfile {
    /// The profile of a column by its number.
    pub fn column(&self, col: u32) -> Option<&ColumnProfile> {
        self.columns.iter().find(|c| c.col == col)
    }
}

/// An importer's claim on a sheet.
#[derive(Clone, Debug)]
pub struct Claim {
    /// 0 to 100; the highest wins, and a tie between two importers is refused.
    pub score: u8,
    /// Columns it would read and the field each becomes.
    pub columns: Vec<(u32, FieldUse)>,
    /// Required fields not found.
    pub lacking: Vec<&'static FieldSpec>,
}

/// What a column is read as.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldUse {
    /// A field of the importer, by canonical name.
    Field(&'static str),
    /// A question of the audit: `confidence`, `importance`, `future` or `before`, and the skill.
    Question {
        /// `confidence`, `importance`, `future` or `before`.
        aspect: &'static str,
        /// The skill, as worded in the header.
        skill: String,
    },
    /// A grouping attribute under the name the configuration gives it.
    Attribute(String),
    /// A column that stands for somebody or something: a colleague of a roster, a group of an
    /// attendance table, a slot for a name.
    Stands {
        /// `colleague`, `group` or `name`.
        by: &'static str,
        /// Whom or what for; of a slot, the question.
        about: String,
    },
}

/// A claim that won: what is read, and how.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Address of the header row's first filled cell.
    pub at: CellRef,
    /// Columns to read, sorted; all others stay unread.
    pub columns: Vec<(u32, FieldUse)>,
    /// The profile the plan was made from.
    pub profile: SheetProfile,
}

/// Rows of the planned columns, one at a time; nothing else is read into memory.
pub trait RowStream {
    /// The next row: its number (from 1) and the planned columns' cells in the plan's order.
    ///
    /// # Errors
    /// A problem with its address when the file breaks off or a record cannot be read; the
    /// rows before it stand.
    fn next_row(&mut self, cells: &mut Vec<Cell>) -> Result<Option<u32>, Problem>;

    /// The whole file and the planned columns, where the source is delimited text: for large logs, which
    /// several threads read in pieces.
    fn as_text(&self) -> Option<(TextFile<'_>, &[u32])> {
        None
    }

    /// The whole file, where the source keeps columns: for large logs too.
    fn as_columns(&self) -> Option<LogFile<'_>> {
        None
    }
}

/// What an importer made of the rows.
#[derive(Debug)]
pub struct Parsed {
    /// The records.
    pub records: Records,
    /// Rows, accounted for.
    pub rows: RowCounts,
    /// What was wrong.
    pub problems: Vec<Problem>,
    /// Columns the importer wants to describe differently from the plan.
    pub columns: Vec<ColumnUse>,
}
