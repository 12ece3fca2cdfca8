//! Files that are no grid, as tables: a format reader names the columns, and importers see rows.

use std::path::Path;

use super::{Meter, RawRows, ReadError, SheetInfo, bytes};
use crate::ingest::cell::{Cell, Entries};
use crate::ingest::problem::Problem;

/// Most bytes of a file that is held in memory while its tables are made.
pub const LARGEST_WHOLE: u64 = 512 << 20;
/// Most cells such a file may give.
const MOST_CELLS: u64 = 50_000_000;

/// A file as tables. A format whose files can be large reads them a piece at a time in `rows`.
pub trait Tables: Send {
    /// Its tables, each with the names of its columns in [`SheetInfo::entries`], or with a header row
    /// among its rows where the file is a grid after all.
    fn sheets(&self) -> Vec<SheetInfo>;

    /// The rows of a table, from the top.
    ///
    /// # Errors
    /// [`ReadError`] when they cannot be opened.
    fn rows<'a>(
        &'a mut self,
        sheet: &SheetInfo,
        meter: Option<&'a Meter<'a>>,
    ) -> Result<Box<dyn RawRows + 'a>, ReadError>;
}

/// A table in memory.
#[derive(Debug)]
pub struct Table {
    info: SheetInfo,
    rows: Vec<(u32, Vec<(u32, Cell)>)>,
    cells: u64,
}

impl Table {
    /// An empty table of a format. `word` says what a row is called: `entry`, `message`, `line`.
    pub fn new<S: AsRef<str>>(
        name: Option<&str>,
        form: &'static str,
        word: &'static str,
        fields: &[S],
    ) -> Self {
        let entries = Some(Entries::new(word, fields));
        let info =
            SheetInfo { name: name.map(Into::into), entries, form: Some(form), ..SheetInfo::whole_file() };
        Self { info, rows: Vec::new(), cells: 0 }
    }

    /// An empty table that is a grid: one of its rows holds the headers, and cells go by letters.
    pub fn grid(name: Option<&str>, form: &'static str) -> Self {
        let info = SheetInfo { name: name.map(Into::into), form: Some(form), ..SheetInfo::whole_file() };
        Self { info, rows: Vec::new(), cells: 0 }
    }

    /// Adds a row: its number, which must grow, and its cells by column. Empty cells are left out.
    ///
    /// # Errors
    /// When the table becomes larger than memory should be.
    pub fn push(&mut self, row: u32, cells: impl IntoIterator<Item = (u32, Cell)>) -> Result<(), ReadError> {
        let mut cells: Vec<_> = cells.into_iter().filter(|(_, cell)| !cell.is_empty()).collect();
        cells.sort_by_key(|(col, _)| *col);
        cells.dedup_by_key(|(col, _)| *col);
        self.cells += cells.len() as u64 + 1;
        if self.cells > MOST_CELLS {
            return Err(ReadError::TooLarge { what: "the number of cells", limit: MOST_CELLS });
        }
        self.rows.push((row, cells));
        Ok(())
    }
}

/// Tables in memory, as a file.
#[derive(Debug)]
pub struct TableSet(pub Vec<Table>);

impl Tables for TableSet {
    fn sheets(&self) -> Vec<SheetInfo> {
        self.0.iter().map(|table| table.info.clone()).collect()
    }

    fn rows<'a>(
        &'a mut self,
        sheet: &SheetInfo,
        _meter: Option<&'a Meter<'a>>,
    ) -> Result<Box<dyn RawRows + 'a>, ReadError> {
        let table = self.0.iter().find(|table| table.info.name == sheet.name);
        let rows = table.map_or(&[][..], |table| table.rows.as_slice());
        Ok(Box::new(TableRows { rows: rows.iter() }))
    }
}

struct TableRows<'a> {
    rows: std::slice::Iter<'a, (u32, Vec<(u32, Cell)>)>,
}

impl RawRows for TableRows<'_> {
    fn next(&mut self, wanted: Option<&[u32]>, cells: &mut Vec<(u32, Cell)>) -> Result<Option<u32>, Problem> {
        cells.clear();
        let Some((row, found)) = self.rows.next() else { return Ok(None) };
        let is_wanted = |col: &u32| wanted.is_none_or(|w| w.binary_search(col).is_ok());
        cells.extend(found.iter().filter(|(col, _)| is_wanted(col)).cloned());
        Ok(Some(*row))
    }
}

/// The whole of a text file, decoded: UTF-8, UTF-16 by its mark, else Windows-1252.
///
/// # Errors
/// When it cannot be opened, or is larger than [`LARGEST_WHOLE`].
pub fn whole_text(path: &Path) -> Result<String, ReadError> {
    let bytes = bytes::read_whole(path, LARGEST_WHOLE).map_err(|e| ReadError::io(&e))?;
    let bytes = bytes.ok_or(ReadError::TooLarge { what: "the file, in bytes,", limit: LARGEST_WHOLE })?;
    Ok(decoded(&bytes))
}

/// Text of some bytes: UTF-8, UTF-16 by its mark, else Windows-1252.
pub fn decoded(bytes: &[u8]) -> String {
    let marked = encoding_rs::Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let encoding = marked.unwrap_or_else(|| match std::str::from_utf8(bytes) {
        Ok(_) => encoding_rs::UTF_8,
        // Cut within a character: the start of a file, not its end.
        Err(e) if e.error_len().is_none() => encoding_rs::UTF_8,
        Err(_) => encoding_rs::WINDOWS_1252,
    });
    encoding.decode(bytes).0.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_decoded_by_its_mark_or_its_bytes() {
        assert_eq!(decoded(b"\xef\xbb\xbfJos\xc3\xa9"), "José");
        assert_eq!(decoded(b"\xff\xfeJ\0o\0"), "Jo");
        assert_eq!(decoded(b"Jos\xe9 Fox"), "José Fox");
    }

    #[test]
    fn rows_keep_their_numbers_and_only_the_wanted_columns() {
        let mut table = Table::new(None, "test", "line", &["a", "b"]);
        table.push(4, [(1, Cell::text("y")), (0, Cell::text("x"))]).unwrap();
        table.push(9, [(0, Cell::text(" ")), (1, Cell::text("z"))]).unwrap();
        let mut set = TableSet(vec![table]);
        let info = set.sheets().remove(0);
        assert_eq!(info.at(&"f".into(), 9).at_col(1).to_string(), "f › line 9, b");
        let mut rows = set.rows(&info, None).unwrap();
        let mut cells = Vec::new();
        assert_eq!(rows.next(Some(&[1]), &mut cells).unwrap(), Some(4));
        assert_eq!(cells, [(1, Cell::text("y"))]);
        assert_eq!(rows.next(None, &mut cells).unwrap(), Some(9));
        assert_eq!(cells, [(1, Cell::text("z"))]);
        assert_eq!(rows.next(None, &mut cells).unwrap(), None);
    }
}
