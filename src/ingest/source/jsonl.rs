//! JSON lines: an object a line, read a line at a time however long the file is.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::de::DeserializeSeed;

use super::formats::Format;
use super::json_rows::{Columns, Row, said};
use super::messages::give;
use super::tables::Tables;
use super::transcode::{SinceRecord, Utf8Reader, Written};
use super::{Meter, RawRows, ReadError, SheetInfo};
use crate::ingest::cell::{Cell, CellRef, Entries};
use crate::ingest::problem::Problem;
use crate::ingest::problems as kinds;

/// The format; files called `.json` can be of it too.
pub(super) static FORMAT: Format = Format {
    id: "jsonl",
    describes: "JSON lines: one object a line, of any length",
    endings: &["jsonl", "ndjson", "json"],
    sniff,
    open: |path, name| Ok(Box::new(Lines::open(path, name)?)),
};

/// Lines of objects by their ending, or a whole object on the first line and another on the second.
fn sniff(head: &str, path: &Path) -> bool {
    if matches!(super::error::ending(path).as_str(), "jsonl" | "ndjson") {
        return true;
    }
    let mut lines = head.lines().map(str::trim).filter(|line| !line.is_empty());
    let whole = |line: &str| serde_json::from_str::<serde::de::IgnoredAny>(line).is_ok();
    let first = lines.next().is_some_and(|line| line.starts_with('{') && whole(line));
    first && lines.next().is_some_and(|line| line.starts_with('{'))
}

struct Lines {
    path: PathBuf,
    written: Written,
    info: SheetInfo,
    top: CellRef,
}

impl Lines {
    /// Opens a file and looks through it for its columns.
    fn open(path: &Path, name: &Arc<str>) -> Result<Self, ReadError> {
        let written = Written::detect(path)?;
        let top = SheetInfo::whole_file().at(name, 1);
        let mut lines = Self { path: path.to_owned(), written, info: SheetInfo::whole_file(), top };
        let mut rows = lines.start(None)?;
        let mut any = false;
        // A line that cannot be read will be found again, and told, when the rows are.
        while let Ok(Some(_)) = rows.line() {
            any |= rows.is_object;
        }
        let broken = rows.broken;
        let entries = Entries::new("line", &rows.columns.names);
        if !any && !broken {
            return Err(ReadError::NothingRecognised);
        }
        lines.info.entries = Some(entries.clone());
        lines.info.form = Some("json");
        lines.top.entries = Some(entries);
        Ok(lines)
    }

    fn start<'a>(&self, meter: Option<&'a Meter<'a>>) -> Result<LineRows<'a>, ReadError> {
        let opened = Utf8Reader::open(&self.path, self.written, meter).map_err(|e| ReadError::io(&e))?;
        let (text, since) = opened;
        // Known columns keep their numbers: they are found in the same order.
        Ok(LineRows {
            text: BufReader::with_capacity(1 << 16, text),
            since,
            line: Vec::new(),
            number: 0,
            columns: Columns::default(),
            cells: Vec::new(),
            is_object: false,
            broken: false,
            top: self.top.clone(),
        })
    }
}

impl Tables for Lines {
    fn sheets(&self) -> Vec<SheetInfo> {
        vec![self.info.clone()]
    }

    fn rows<'a>(
        &'a mut self,
        _: &SheetInfo,
        meter: Option<&'a Meter<'a>>,
    ) -> Result<Box<dyn RawRows + 'a>, ReadError> {
        Ok(Box::new(self.start(meter)?))
    }
}

struct LineRows<'a> {
    text: BufReader<Utf8Reader<'a>>,
    since: SinceRecord,
    line: Vec<u8>,
    number: u32,
    columns: Columns,
    cells: Vec<(u32, Cell)>,
    is_object: bool,
    broken: bool,
    top: CellRef,
}

impl LineRows<'_> {
    /// The next line with something on it: its number.
    fn line(&mut self) -> Result<Option<u32>, Problem> {
        loop {
            self.line.clear();
            self.since.store(0, std::sync::atomic::Ordering::Relaxed);
            self.number = self.number.saturating_add(1);
            match self.text.read_until(b'\n', &mut self.line) {
                Ok(0) => return Ok(None),
                Ok(_) if self.line.trim_ascii().is_empty() => {}
                Ok(_) => return self.parse().map(Some),
                Err(error) => return Err(self.problem(error.to_string())),
            }
        }
    }

    fn parse(&mut self) -> Result<u32, Problem> {
        self.cells.clear();
        let row = Row { columns: &mut self.columns, cells: &mut self.cells };
        let mut parser = serde_json::Deserializer::from_slice(self.line.trim_ascii_end());
        match row.deserialize(&mut parser).and_then(|is_object| parser.end().map(|()| is_object)) {
            Ok(is_object) => {
                self.is_object = is_object;
                Ok(self.number)
            }
            Err(error) => Err(self.problem(format!("column {}: {}", error.column(), said(&error)))),
        }
    }

    fn problem(&mut self, what: String) -> Problem {
        self.broken = true;
        // Beyond the columns: it is the line that is wrong.
        let at = CellRef { row: self.number, col: u32::MAX, ..self.top.clone() };
        Problem::at(
            &kinds::BROKEN_RECORD,
            at,
            what,
            "correct the line or take it out; the lines after it were not read",
        )
    }
}

impl RawRows for LineRows<'_> {
    fn next(&mut self, wanted: Option<&[u32]>, cells: &mut Vec<(u32, Cell)>) -> Result<Option<u32>, Problem> {
        let row = self.line()?;
        if row.is_some() {
            let mut found = std::mem::take(&mut self.cells);
            found.sort_by_key(|(col, _)| *col);
            found.dedup_by_key(|(col, _)| *col);
            give(cells, found, wanted);
        }
        Ok(row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_told_from_a_whole_document() {
        let path = Path::new("log.json");
        assert!(sniff("{\"a\": 1}\n{\"a\": 2}\n{\"a\"", path));
        assert!(!sniff("{\"a\": 1}\n", path));
        assert!(!sniff("{\n\"a\": [\n{}]}", path));
        assert!(!sniff("[{\"a\": 1}]\n", path));
        assert!(sniff("", Path::new("log.jsonl.gz")));
    }
}
