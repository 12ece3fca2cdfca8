//! What the importers of chats, posts and mail share: rows that a format reader, or the importer itself,
//! has turned into when, from whom and to whom. Those that do not count are counted, by their reason.

use std::borrow::Cow;

use super::common::{Slots, not_used_yet};
use super::interactions::parse_log;
use crate::ingest::cell::{Cell, CellRef};
use crate::ingest::importer::{Claim, FieldSpec, FieldType, FieldUse, Parsed, Plan, RowStream, SheetProfile};
use crate::ingest::problem::Problem;
use crate::ingest::problems as kinds;
use crate::programme::config::Config;

use super::common::{Found, field};

/// Columns that are recognised and not used yet, where a message has no copies.
pub(super) const NOT_YET: &[&str] = &["conversation", "message_id", "in_reply_to", "topics"];
/// The same where one message can be there more than once.
pub(super) const NOT_YET_BUT_ID: &[&str] = &["conversation", "in_reply_to", "topics"];

/// The field that says why a message does not count.
pub(super) const LEFT_OUT: &str = "left_out";
/// Why a message does not count: it is addressed to nobody.
pub(super) const NOBODY: &str = "it is addressed to nobody: no mention and no reply";

/// Fields of the tables that the readers of chats, posts and mail make.
pub(super) static FIELDS: &[FieldSpec] = &[
    field("time", &[], FieldType::Date, true, "When it was sent.", "2026-01-06 10:28"),
    field("from", &[], FieldType::Person, true, "Who wrote it.", "asha.patel@council.example"),
    field(
        "to",
        &[],
        FieldType::People,
        true,
        "Recipients, people mentioned, and whose message it answers or passes on.",
        "sam.lee@police.example; jo@community.example",
    ),
    field("conversation", &[], FieldType::Text, false, "Channel or thread.", "general"),
    field("message_id", &[], FieldType::Text, false, "Id of the message.", "m-2044"),
    field("in_reply_to", &[], FieldType::Text, false, "Id of the message it answers.", "m-2043"),
    field("topics", &[], FieldType::Text, false, "Its hashtags.", "housing; repairs"),
    field(
        LEFT_OUT,
        &[],
        FieldType::Text,
        false,
        "Why it does not count: a bot, a list, a notice, nobody addressed.",
        "a bot or an app wrote it",
    ),
];

/// The claim on a table that the reader of a form made.
pub(super) fn claim(
    form: &'static str,
    profile: &SheetProfile,
    config: &Config,
    not_yet: &[&str],
) -> Option<Claim> {
    let found = Found::find(profile, FIELDS, config);
    (profile.form == Some(form)).then(|| found.claim(FIELDS, 100, not_yet))?
}

/// Reads a table that a format reader made.
pub(super) fn parse_made(
    plan: &Plan,
    config: &Config,
    rows: &mut dyn RowStream,
    channel: &str,
    not_yet: &[&str],
) -> Parsed {
    let reason = Slots { plan }.slot(LEFT_OUT);
    let columns = not_used_yet(plan, FIELDS, config, not_yet);
    let edit = |cells: &mut Vec<Cell>| match reason.and_then(|slot| cells.get(slot)) {
        None | Some(Cell::Empty) => Verdict::Counts,
        Some(reason) => Verdict::LeftOut(reason.to_string().into()),
    };
    Parsed { columns, ..parse_messages(plan, config, rows, channel, edit) }
}

/// Whether a message counts.
pub(super) enum Verdict {
    /// It does.
    Counts,
    /// There is nothing in the row.
    Blank,
    /// It does not, for this reason.
    LeftOut(Cow<'static, str>),
}

/// Reads messages. `edit` puts each row in order, its cells being those of the plan, and says whether it
/// counts; rows that do not are blank in the account, with a note for each reason.
pub(super) fn parse_messages(
    plan: &Plan,
    config: &Config,
    rows: &mut dyn RowStream,
    channel: &str,
    edit: impl FnMut(&mut Vec<Cell>) -> Verdict,
) -> Parsed {
    let mut kept = Kept { rows, edit, read: 0, last: plan.at.row, reasons: Vec::new() };
    let mut parsed = parse_log(plan, config, &mut kept, channel);
    // Between the entries of a file that is no grid, nothing is missing.
    let gaps = plan.at.entries.is_none();
    let read = if gaps { u64::from(kept.last - plan.at.row) } else { kept.read };
    parsed.rows.read = read;
    parsed.rows.blank = read.saturating_sub(parsed.rows.used + parsed.rows.rejected);
    parsed.problems.extend(kept.reasons.into_iter().map(|reason| reason.note(plan)));
    parsed
}

/// A reason, and how often it was given.
struct Reason {
    words: Cow<'static, str>,
    first: u32,
    rows: u64,
}

impl Reason {
    fn note(self, plan: &Plan) -> Problem {
        let Self { words, first, rows } = self;
        let col = plan.columns.iter().find(|(_, used)| *used == FieldUse::Field("from"));
        let at = CellRef { row: first, col: col.map_or(0, |(col, _)| *col), ..plan.at.clone() };
        let what = match rows {
            1 => format!("1 message does not count, this one: {words}"),
            _ => format!("{rows} messages do not count, the first here: {words}"),
        };
        Problem::at(&kinds::LEFT_OUT, at, what, "nothing to do; they make no ties")
    }
}

/// Rows without those that do not count.
struct Kept<'a, F> {
    rows: &'a mut dyn RowStream,
    edit: F,
    read: u64,
    last: u32,
    reasons: Vec<Reason>,
}

impl<F> Kept<'_, F> {
    fn leave_out(&mut self, words: Cow<'static, str>, row: u32) {
        match self.reasons.iter_mut().find(|reason| reason.words == words) {
            Some(reason) => reason.rows += 1,
            None => self.reasons.push(Reason { words, first: row, rows: 1 }),
        }
    }
}

impl<F: FnMut(&mut Vec<Cell>) -> Verdict> RowStream for Kept<'_, F> {
    fn next_row(&mut self, cells: &mut Vec<Cell>) -> Result<Option<u32>, Problem> {
        loop {
            let Some(row) = self.rows.next_row(cells)? else { return Ok(None) };
            self.read += 1;
            self.last = self.last.max(row);
            match (self.edit)(cells) {
                Verdict::Counts => return Ok(Some(row)),
                Verdict::Blank => {}
                Verdict::LeftOut(words) => self.leave_out(words, row),
            }
        }
    }
}
