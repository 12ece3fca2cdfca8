//! The rows an importer sees: planned columns only, below the header.

use super::cell::Cell;
use super::importer::RowStream;
use super::problem::Problem;
use super::source::RawRows;
use super::source::delimited::TextFile;
use super::source::parquet::LogFile;

/// Rows below the header, planned columns in the plan's order.
pub(super) struct Planned<'a> {
    rows: Box<dyn RawRows + 'a>,
    columns: Vec<u32>,
    header: u32,
    found: Vec<(u32, Cell)>,
}

impl<'a> Planned<'a> {
    /// The rows below `header`; `columns` are sorted.
    pub fn new(rows: Box<dyn RawRows + 'a>, columns: Vec<u32>, header: u32) -> Self {
        Self { rows, columns, header, found: Vec::new() }
    }
}

impl RowStream for Planned<'_> {
    fn next_row(&mut self, cells: &mut Vec<Cell>) -> Result<Option<u32>, Problem> {
        loop {
            let Some(row) = self.rows.next(Some(&self.columns), &mut self.found)? else { return Ok(None) };
            if row <= self.header {
                continue;
            }
            cells.clear();
            cells.resize(self.columns.len(), Cell::Empty);
            for (col, cell) in self.found.drain(..) {
                if let Ok(slot) = self.columns.binary_search(&col) {
                    cells[slot] = cell;
                }
            }
            return Ok(Some(row));
        }
    }

    fn as_text(&self) -> Option<(TextFile<'_>, &[u32])> {
        self.rows.as_text().map(|file| (file, &self.columns[..]))
    }

    fn as_columns(&self) -> Option<LogFile<'_>> {
        self.rows.as_columns()
    }
}
