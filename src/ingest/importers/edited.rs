//! Rows changed on their way from the file to the importer that reads them.

use std::borrow::Cow;

use crate::ingest::cell::Cell;
use crate::ingest::importer::RowStream;
use crate::ingest::problem::Problem;

/// Rows, each changed before it is handed on. A row whose cells are all emptied counts as left out.
pub(super) struct Edited<'a> {
    pub rows: &'a mut dyn RowStream,
    pub edit: &'a mut dyn FnMut(&mut [Cell]),
}

impl RowStream for Edited<'_> {
    fn next_row(&mut self, cells: &mut Vec<Cell>) -> Result<Option<u32>, Problem> {
        let row = self.rows.next_row(cells)?;
        if row.is_some() {
            (self.edit)(cells);
        }
        Ok(row)
    }
}

/// What a slot holds, as text; empty where there is no such slot.
pub(super) fn text_at(cells: &[Cell], slot: Option<usize>) -> Cow<'_, str> {
    match slot.and_then(|slot| cells.get(slot)) {
        None | Some(Cell::Empty) => Cow::Borrowed(""),
        Some(Cell::Text(text)) => Cow::Borrowed(text),
        Some(other) => Cow::Owned(other.to_string()),
    }
}

/// Changes what a slot holds.
pub(super) fn set(cells: &mut [Cell], slot: Option<usize>, to: Cell) {
    if let Some(cell) = slot.and_then(|slot| cells.get_mut(slot)) {
        *cell = to;
    }
}
