//! Delimited text in large pieces cut where a record ends, for several threads to split.
//!
//! Reading on, finding quotation marks and counting lines is done by one thread at a time, at the speed
//! of memory; so each piece is known to begin with a record, and at which row.

use std::io::{self, Read};
use std::path::Path;

use encoding_rs::UTF_8;

use super::transcode::{LONGEST_RECORD, Utf8Reader, Written};
use super::{Meter, bytes};

/// Bytes read on at a time.
const PIECE: usize = 1 << 20;

/// Why there is no next piece.
#[derive(Debug)]
pub struct ChunkError {
    /// Row the reading stopped at.
    pub row: u32,
    /// What was seen.
    pub what: String,
}

/// Whole records, in UTF-8.
#[derive(Default)]
pub struct Chunk {
    /// The records, each with its line end.
    pub text: Vec<u8>,
    /// Row of the first: the number of records and blank lines before it, and 1.
    pub first_row: u32,
    /// Whether there is a quotation mark anywhere.
    pub quoted: bool,
}

/// A text file as pieces of whole records.
pub struct Chunks<'a> {
    input: Input<'a>,
    delimiter: u8,
    /// What was read after the last record that is whole.
    rest: Vec<u8>,
    row: u32,
    offset: u64,
    ended: bool,
    meter: Option<&'a Meter<'a>>,
}

enum Input<'a> {
    /// UTF-8: bytes go straight from the file into the piece.
    Plain(Box<dyn Read + Send>),
    /// Anything else.
    Decoded(Box<Utf8Reader<'a>>),
}

impl<'a> Chunks<'a> {
    /// Opens a file at its first record.
    pub(super) fn open(
        path: &Path,
        written: Written,
        delimiter: u8,
        meter: Option<&'a Meter<'a>>,
    ) -> io::Result<Self> {
        let input = if written.encoding == UTF_8 {
            let mut file = bytes::open(path)?;
            io::copy(&mut Read::by_ref(&mut file).take(written.bom as u64), &mut io::sink())?;
            Input::Plain(file)
        } else {
            Input::Decoded(Box::new(Utf8Reader::open(path, written, None)?.0))
        };
        Ok(Self { input, delimiter, rest: Vec::new(), row: 1, offset: 0, ended: false, meter })
    }

    /// Whether the file has been read to its end.
    pub fn ended(&self) -> bool {
        self.ended && self.rest.is_empty()
    }

    /// The next piece, in the place of the one before; `false` at the end.
    ///
    /// # Errors
    /// When the file cannot be read on, or a record does not end.
    pub fn next(&mut self, chunk: &mut Chunk) -> Result<bool, ChunkError> {
        let text = &mut chunk.text;
        let mut kept = self.rest.len();
        text.resize(text.len().max(kept + PIECE), 0);
        text[..kept].copy_from_slice(&self.rest);
        self.rest.clear();
        let ends = loop {
            text.resize(text.len().max(kept + PIECE), 0);
            kept += self.fill(text, kept)?;
            if self.ended {
                break self.last(text, &mut kept);
            }
            let ends = record_ends(&text[..kept], self.delimiter);
            if ends.last > 0 {
                break ends;
            }
            if kept as u64 > LONGEST_RECORD {
                let what = "a record does not end: a quotation mark may be missing";
                return Err(self.error(what));
            }
        };
        self.rest.extend_from_slice(&text[ends.last..kept]);
        text.truncate(ends.last);
        chunk.first_row = self.row;
        chunk.quoted = ends.quoted;
        self.row = self.row.saturating_add(ends.records);
        self.offset += ends.last as u64;
        Ok(!text.is_empty())
    }

    /// What is left at the end of the file, with a line end where there is none.
    fn last(&self, text: &mut Vec<u8>, kept: &mut usize) -> Ends {
        if *kept > 0 && text[*kept - 1] != b'\n' {
            text.truncate(*kept);
            text.push(b'\n');
            *kept += 1;
        }
        let ends = record_ends(&text[..*kept], self.delimiter);
        // A quotation mark that is never closed takes all that follows.
        Ends { last: *kept, ..ends }
    }

    /// Reads on until a piece is full or the file ends; gives the bytes read.
    fn fill(&mut self, text: &mut [u8], from: usize) -> Result<usize, ChunkError> {
        let mut at = from;
        while at < text.len() {
            let read = match &mut self.input {
                Input::Plain(file) => file.read(&mut text[at..]),
                Input::Decoded(reader) => reader.read_on(&mut text[at..]),
            };
            match read {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(read) => at += read,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => return Err(self.error(&e.to_string())),
            }
        }
        if let Some(meter) = self.meter {
            meter.advance((at - from) as u64);
        }
        Ok(at - from)
    }

    fn error(&self, what: &str) -> ChunkError {
        ChunkError { row: self.row, what: format!("{what} (near byte {})", self.offset) }
    }
}

/// Where records end in a text that begins with one.
struct Ends {
    /// After the last whole record.
    last: usize,
    /// Whole records, blank lines among them.
    records: u32,
    quoted: bool,
}

/// Finds the ends of records. A quotation mark opens a quoted cell where a cell begins, and only there; in
/// it, two are one.
fn record_ends(text: &[u8], delimiter: u8) -> Ends {
    let mut ends = Ends { last: 0, records: 0, quoted: false };
    let mut at = 0;
    while let Some(mark) = memchr::memchr(b'"', &text[at..]).map(|found| at + found) {
        ends.quoted = true;
        ends.count(text, at, mark);
        at = mark + 1;
        if mark == 0 || text[mark - 1] == delimiter || text[mark - 1] == b'\n' {
            match closing(text, at) {
                Some(after) => at = after,
                None => return ends,
            }
        }
    }
    ends.count(text, at, text.len());
    ends
}

impl Ends {
    /// Counts the line ends of a part outside quotation marks.
    fn count(&mut self, text: &[u8], from: usize, to: usize) {
        let part = &text[from..to];
        if let Some(last) = memchr::memrchr(b'\n', part) {
            let found = memchr::memchr_iter(b'\n', &part[..=last]).count();
            self.records = self.records.saturating_add(u32::try_from(found).unwrap_or(u32::MAX));
            self.last = from + last + 1;
        }
    }
}

/// The place after the mark that closes a quoted cell, whose text begins at `at`; `None` when the text ends
/// before that is certain.
pub(super) fn closing(text: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let mark = at + memchr::memchr(b'"', text.get(at..)?)?;
        match text.get(mark + 1)? {
            b'"' => at = mark + 2,
            _ => return Some(mark + 1),
        }
    }
}

#[cfg(test)]
mod tests;
