//! Delimited text: which character separates the cells, which encoding, and rows as a spreadsheet
//! counts them.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use csv::{ByteRecord, ReaderBuilder, Terminator};

use super::chunks::Chunks;
use super::splitter::Splitter;
use super::transcode::{Extent, SinceRecord, Utf8Reader, Written};
use super::{Meter, RawRows, ReadError};
use crate::ingest::cell::{Cell, CellRef};
use crate::ingest::problem::Problem;
use crate::ingest::problems as kinds;

/// Bytes looked at to tell the delimiter.
const SNIFFED: u64 = 1 << 16;
/// Records looked at to tell the delimiter.
const SNIFFED_RECORDS: usize = 40;

/// A text file, how it is written and what separates its cells.
pub struct Delimited {
    path: PathBuf,
    name: Arc<str>,
    written: Written,
    delimiter: u8,
    line_end: u8,
}

impl Delimited {
    /// Opens a file and looks at how it is written.
    pub(in crate::ingest) fn open(
        path: &Path,
        name: &Arc<str>,
        ending: &str,
        extent: Extent,
    ) -> Result<Self, ReadError> {
        let written = Written::detect_by(path, extent)?;
        let (reader, _) = Utf8Reader::open(path, written, None).map_err(|e| ReadError::io(&e))?;
        let mut head = Vec::new();
        reader.take(SNIFFED).read_to_end(&mut head).map_err(|e| ReadError::io(&e))?;
        if head.iter().all(u8::is_ascii_whitespace) {
            return Err(ReadError::NothingRecognised);
        }
        // A line end is added to the last line, so only lone carriage returns tell of an old Mac file.
        let feeds = memchr::memchr_iter(b'\n', &head).take(2).count();
        let returns = memchr::memchr_iter(b'\r', &head).take(2).count();
        let line_end = if feeds < 2 && returns == 2 { b'\r' } else { b'\n' };
        let delimiter = sniff_delimiter(&head, line_end, ending);
        Ok(Self { path: path.to_owned(), name: name.clone(), written, delimiter, line_end })
    }

    /// The character between cells: `,`, `;`, `|` or a tab.
    pub fn delimiter(&self) -> char {
        char::from(self.delimiter)
    }

    /// Whether the file was written in Windows-1252 for all we know.
    pub fn is_windows_1252(&self) -> bool {
        self.written.encoding == encoding_rs::WINDOWS_1252
    }

    /// Whether the file was taken for UTF-8 by its head alone.
    pub fn is_assumed_utf8(&self) -> bool {
        self.written.assumed
    }

    /// The text in large pieces, for several threads to split; `None` where lines end in carriage returns
    /// alone, as they did on old Macs.
    ///
    /// # Errors
    /// [`ReadError`] when the file cannot be opened.
    pub fn chunks<'a>(&self, meter: Option<&'a Meter<'a>>) -> Result<Option<Chunks<'a>>, ReadError> {
        if self.line_end != b'\n' {
            return Ok(None);
        }
        let opened = Chunks::open(&self.path, self.written, self.delimiter, meter);
        opened.map(Some).map_err(|e| ReadError::io(&e))
    }

    /// Splits the pieces into the cells of some columns, counted from 0, ascending.
    pub fn splitter(&self, wanted: &[u32]) -> Splitter {
        Splitter::new(self.delimiter, wanted)
    }

    /// The rows, from the top.
    pub(super) fn rows<'a>(&'a self, meter: Option<&'a Meter<'a>>) -> Result<DelimitedRows<'a>, ReadError> {
        let opened = Utf8Reader::open(&self.path, self.written, meter);
        let (text, since_record) = opened.map_err(|e| ReadError::io(&e))?;
        let reader = reader_builder(self.delimiter, self.line_end).buffer_capacity(1 << 16).from_reader(text);
        Ok(DelimitedRows {
            reader,
            record: ByteRecord::new(),
            lines: 0,
            embedded: 0,
            row: 0,
            name: self.name.clone(),
            since_record,
            text: self,
            meter,
        })
    }
}

/// With one line end only, every line is a record and blank lines can be counted; a carriage return
/// before it is trimmed off the last cell with other white space.
fn reader_builder(delimiter: u8, line_end: u8) -> ReaderBuilder {
    let mut builder = ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(delimiter).terminator(Terminator::Any(line_end));
    builder
}

/// The delimiter under which most records have the same number of cells, and the more the better.
fn sniff_delimiter(head: &[u8], line_end: u8, ending: &str) -> u8 {
    let order: [u8; 4] = if ending == "tsv" { *b"\t,;|" } else { *b",;\t|" };
    let mut best = (0, order[0]);
    for delimiter in order {
        let fit = delimiter_fit(head, delimiter, line_end);
        if fit > best.0 {
            best = (fit, delimiter);
        }
    }
    best.1
}

/// Records with the commonest number of cells, times one less than that number.
fn delimiter_fit(head: &[u8], delimiter: u8, line_end: u8) -> usize {
    let mut counts = std::collections::BTreeMap::<usize, usize>::new();
    let mut reader = reader_builder(delimiter, line_end).from_reader(head);
    for record in reader.byte_records().take(SNIFFED_RECORDS).flatten() {
        *counts.entry(record.len()).or_default() += 1;
    }
    let commonest = counts.iter().filter(|(cells, _)| **cells > 1).max_by_key(|(_, records)| **records);
    commonest.map_or(0, |(cells, records)| (cells - 1).min(50) * records * records)
}

/// A text file, to be read in pieces from its top.
#[derive(Clone, Copy)]
pub struct TextFile<'a> {
    /// The file.
    pub text: &'a Delimited,
    /// Told how far reading is.
    pub meter: Option<&'a Meter<'a>>,
}

/// Rows of a text file.
pub struct DelimitedRows<'a> {
    reader: csv::Reader<Utf8Reader<'a>>,
    record: ByteRecord,
    lines: u64,
    embedded: u64,
    row: u32,
    name: Arc<str>,
    since_record: SinceRecord,
    text: &'a Delimited,
    meter: Option<&'a Meter<'a>>,
}

impl DelimitedRows<'_> {
    /// Reads the next record; its row is the number a spreadsheet would show: lines before it, blank
    /// ones counted, line breaks inside quotation marks not.
    fn advance(&mut self) -> Result<Option<u32>, Problem> {
        self.since_record.store(0, Ordering::Relaxed);
        match self.reader.read_byte_record(&mut self.record) {
            Ok(true) => {}
            Ok(false) => return Ok(None),
            Err(error) => return Err(self.broken(&error)),
        }
        let lines = self.reader.position().line() - 1;
        if lines > self.lines + 1 {
            self.embedded += memchr::memchr_iter(b'\n', self.record.as_slice()).count() as u64;
        }
        self.lines = lines;
        let counted = u32::try_from(lines.saturating_sub(self.embedded)).unwrap_or(u32::MAX);
        // Lone carriage returns are not counted as lines by the reader: count records instead.
        self.row = counted.max(self.row.saturating_add(1));
        Ok(Some(self.row))
    }

    fn broken(&self, error: &csv::Error) -> Problem {
        let at = CellRef::new(&self.name, None, self.row.saturating_add(1), 0);
        let byte = self.reader.position().byte();
        let what = match error.kind() {
            csv::ErrorKind::Io(e) => format!("{e} (near byte {byte})"),
            _ => format!("the record cannot be read (near byte {byte})"),
        };
        Problem::at(
            &kinds::BROKEN_RECORD,
            at,
            what,
            "look for a quotation mark that is never closed from this row on",
        )
    }
}

impl RawRows for DelimitedRows<'_> {
    fn as_text(&self) -> Option<TextFile<'_>> {
        Some(TextFile { text: self.text, meter: self.meter })
    }

    fn next(&mut self, wanted: Option<&[u32]>, cells: &mut Vec<(u32, Cell)>) -> Result<Option<u32>, Problem> {
        loop {
            cells.clear();
            let Some(row) = self.advance()? else { return Ok(None) };
            for (col, field) in (0..).zip(self.record.iter()) {
                if wanted.is_none_or(|w| w.binary_search(&col).is_ok()) {
                    push_text(cells, col, field);
                }
            }
            if !cells.is_empty() || wanted.is_some() {
                return Ok(Some(row));
            }
        }
    }
}

fn push_text(cells: &mut Vec<(u32, Cell)>, col: u32, field: &[u8]) {
    let cell = Cell::text(&String::from_utf8_lossy(field));
    if !cell.is_empty() {
        cells.push((col, cell));
    }
}
