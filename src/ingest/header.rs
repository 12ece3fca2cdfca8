//! Which row names the columns: not always the first, and not always from column A.

use super::cell::{Cell, Entries};
use super::importers::is_known_header;
use super::importers::stacked::{MOST_STACKED, stacked};
use super::private::private_reason;
use super::problem::Problem;
use super::source::RawRows;
use super::text::{fold_header, fold_space};

/// Rows with something in them that are looked at.
const LOOKED_AT: usize = 30;

/// A header row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Header {
    /// Row, counted from 1; of several header rows, the last.
    pub row: u32,
    /// Columns with a header, white space folded.
    pub cells: Vec<(u32, String)>,
    /// The survey tool that writes several header rows in this way.
    pub form: Option<&'static str>,
}

impl Header {
    /// The columns that a file names itself.
    pub fn of_entries(entries: &Entries) -> Self {
        let cells = (0..).zip(entries.fields.iter().map(|name| fold_space(name))).collect();
        Self { row: 0, cells, form: None }
    }
}

/// Finds the header among the first rows: the row with most texts, and most of all with names the
/// importers know. Only the best row so far is kept; `None` when no row consists of texts.
pub(super) fn find_header(rows: &mut dyn RawRows) -> Result<Option<Header>, Problem> {
    let mut cells = Vec::new();
    let mut best: Option<(usize, usize, Header)> = None;
    let mut first: Vec<(u32, Vec<(u32, String)>)> = Vec::new();
    for _ in 0..LOOKED_AT {
        let Some(row) = rows.next(None, &mut cells)? else { break };
        if first.len() < MOST_STACKED {
            first
                .push((row, cells.iter().map(|(col, cell)| (*col, fold_space(&cell.to_string()))).collect()));
            if let Some(header) = stacked(&first) {
                return Ok(Some(header));
            }
        }
        let Some(texts) = all_texts(&cells) else { continue };
        let known = texts.iter().filter(|(_, text)| is_column_name(text)).count();
        let wins = match &best {
            None => true,
            // A later row has to be clearly better: data can hold a word that is also a column name.
            Some((k, 0, _)) => known > *k,
            Some((k, n, _)) => known > k + 1 || (known >= *k && texts.len() > *n),
        };
        if wins {
            best = Some((known, texts.len(), Header { row, cells: texts, form: None }));
        }
    }
    Ok(best.map(|(.., header)| header))
}

/// The cells of a row that could be a header: texts, and at most one number in three cells, for there
/// are columns called 2026.
fn all_texts(cells: &[(u32, Cell)]) -> Option<Vec<(u32, String)>> {
    let numbers = cells.iter().filter(|(_, cell)| is_number(cell)).count();
    let fits = cells.iter().all(|(_, cell)| matches!(cell, Cell::Text(_) | Cell::Number(_)));
    if cells.is_empty() || !fits || numbers * 3 > cells.len() {
        return None;
    }
    Some(cells.iter().map(|(col, cell)| (*col, fold_space(&cell.to_string()))).collect())
}

fn is_number(cell: &Cell) -> bool {
    match cell {
        Cell::Text(text) => text.parse::<f64>().is_ok(),
        other => matches!(other, Cell::Number(_)),
    }
}

fn is_column_name(text: &str) -> bool {
    is_known_header(&fold_header(text)) || private_reason(text).is_some()
}
