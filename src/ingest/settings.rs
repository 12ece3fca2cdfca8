//! What the settings say about how a sheet is read: its header row, its rows, its scale, its questions.

use super::cell::{Cell, CellRef};
use super::header::Header;
use super::importer::FieldUse::Question;
use super::importer::{Claim, ColumnProfile, ImporterSpec, SheetProfile};
use super::importers::{header_matches, settings_for};
use super::problem::Problem;
use super::problems as kinds;
use super::source::RawRows;
use super::text::fold_space;
use crate::programme::config::{Config, FileConfig, RowRange};

/// The row the settings say holds the headers, whatever it looks like.
///
/// # Errors
/// A problem when the sheet has no such row, or nothing in it; or when it cannot be read that far.
pub(super) fn header_at(
    rows: &mut dyn RawRows,
    top: &CellRef,
    part: &FileConfig,
) -> Result<Option<Header>, Problem> {
    let Some(wanted) = part.header_row else { return Ok(None) };
    let mut cells = Vec::new();
    while let Some(row) = rows.next(None, &mut cells)? {
        if row == wanted {
            let text = |(col, cell): &(u32, Cell)| (*col, fold_space(&cell.to_string()));
            return Ok(Some(Header { row, cells: cells.iter().map(text).collect(), form: None }));
        }
        if row > wanted {
            break;
        }
    }
    let at = CellRef { row: wanted, ..top.clone() };
    let what = format!("{}there is nothing in row {wanted}", part.place("header_row"));
    Err(Problem::at(&kinds::BAD_SETTING, at, what, "give header_row the row that holds the headers"))
}

/// Only the rows the settings name, below a header.
pub(super) struct Ranged<'a> {
    pub rows: Box<dyn RawRows + 'a>,
    pub header: u32,
    pub range: RowRange,
}

impl RawRows for Ranged<'_> {
    fn next(&mut self, wanted: Option<&[u32]>, cells: &mut Vec<(u32, Cell)>) -> Result<Option<u32>, Problem> {
        loop {
            match self.rows.next(wanted, cells)? {
                Some(row) if self.range.is_past(row) => return Ok(None),
                Some(row) if row > self.header && !self.range.contains(row) => {}
                other => return Ok(other),
            }
        }
    }
}

/// Rows as the settings limit them.
pub(super) fn ranged<'a>(
    rows: Box<dyn RawRows + 'a>,
    header: u32,
    range: Option<RowRange>,
) -> Box<dyn RawRows + 'a> {
    match range {
        Some(range) => Box::new(Ranged { rows, header, range }),
        None => rows,
    }
}

/// Makes the questions those the settings list.
pub(super) fn obey_questions(
    profile: &SheetProfile,
    spec: &ImporterSpec,
    config: &Config,
    claim: &mut Claim,
) {
    let listed = settings_for(config, &profile.at).questions;
    if listed.is_empty() || !has_question_columns(spec) {
        return;
    }
    let wanted: Vec<&ColumnProfile> = listed.iter().filter_map(|header| named(profile, header)).collect();
    let is_wanted = |col: u32| wanted.iter().any(|c| c.col == col);
    claim.columns.retain(|(col, used)| matches!(used, Question { .. }) == is_wanted(*col));
    for column in &wanted {
        if !claim.columns.iter().any(|(col, _)| *col == column.col) {
            let skill = column.header.clone();
            claim.columns.push((column.col, Question { aspect: "confidence", skill }));
        }
    }
    claim.columns.sort_by_key(|(col, _)| *col);
    if !wanted.is_empty() {
        claim.lacking.retain(|field| field.name != "question");
    }
}

/// Whether an importer reads a column a question.
pub(super) fn has_question_columns(spec: &ImporterSpec) -> bool {
    spec.table == "audit" && !spec.fields.iter().any(|f| f.name == "confidence")
}

/// The column with a header: word for word, else but for case and punctuation.
pub(super) fn named<'p>(profile: &'p SheetProfile, header: &str) -> Option<&'p ColumnProfile> {
    let open = || profile.columns.iter().filter(|c| !c.private);
    open().find(|c| c.header == header).or_else(|| open().find(|c| header_matches(c, header)))
}
