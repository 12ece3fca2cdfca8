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
fn closing(text: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let mark = at + memchr::memchr(b'"', text.get(at..)?)?;
        match text.get(mark + 1)? {
            b'"' => at = mark + 2,
            _ => return Some(mark + 1),
        }
    }
}

/// Where the wanted cells of a record stand: in the chunk's text, or unescaped in the splitter's own.
#[derive(Clone, Copy, Default)]
struct Piece {
    start: usize,
    end: usize,
    unescaped: bool,
}

/// Splits a chunk into records and shows the wanted cells of each.
pub struct Splitter {
    delimiter: u8,
    wanted: Vec<u32>,
    pieces: Vec<Piece>,
    unescaped: Vec<u8>,
}

/// Cells of one record, in the order they were asked for.
pub struct Cells<'a> {
    text: &'a [u8],
    unescaped: &'a [u8],
    pieces: &'a [Piece],
}

impl<'a> Cells<'a> {
    /// A cell, trimmed of ASCII white space; empty where the record is too short.
    #[inline]
    pub fn get(&self, wanted: usize) -> &'a [u8] {
        let Some(piece) = self.pieces.get(wanted) else { return b"" };
        let text = if piece.unescaped { self.unescaped } else { self.text };
        text.get(piece.start..piece.end).unwrap_or_default().trim_ascii()
    }
}

impl Splitter {
    /// A splitter for some columns, counted from 0, ascending.
    pub(super) fn new(delimiter: u8, wanted: &[u32]) -> Self {
        Self { delimiter, wanted: wanted.to_vec(), pieces: Vec::new(), unescaped: Vec::new() }
    }

    /// Walks the records that are not blank, each with its row.
    pub fn each(&mut self, chunk: &Chunk, take: impl FnMut(u32, &Cells)) {
        if chunk.quoted { self.each_quoted(chunk, take) } else { self.each_plain(chunk, take) }
    }

    fn each_plain(&mut self, chunk: &Chunk, mut take: impl FnMut(u32, &Cells)) {
        let text = &chunk.text[..];
        let (mut row, mut line, mut start, mut col) = (chunk.first_row, 0, 0, 0_u32);
        self.pieces.clear();
        for at in memchr::memchr2_iter(self.delimiter, b'\n', text) {
            if self.wanted.get(self.pieces.len()) == Some(&col) {
                self.pieces.push(Piece { start, end: at, unescaped: false });
            }
            start = at + 1;
            col += 1;
            if text[at] == b'\n' {
                let cells = Cells { text, unescaped: &[], pieces: &self.pieces };
                if !self.is_blank(&cells, &text[line..at]) {
                    take(row, &cells);
                }
                (row, line, col) = (row.saturating_add(1), start, 0);
                self.pieces.clear();
            }
        }
    }

    /// Whether a record has nothing in it: looked at closely only where no wanted cell has.
    #[inline]
    fn is_blank(&self, cells: &Cells, line: &[u8]) -> bool {
        let empty = (0..self.wanted.len()).all(|wanted| cells.get(wanted).is_empty());
        empty && line.iter().all(|b| b.is_ascii_whitespace() || *b == self.delimiter)
    }

    fn each_quoted(&mut self, chunk: &Chunk, mut take: impl FnMut(u32, &Cells)) {
        let text = &chunk.text[..];
        let (mut row, mut at) = (chunk.first_row, 0);
        while at < text.len() {
            let (next, blank) = self.quoted_record(text, at);
            if !blank {
                take(row, &Cells { text, unescaped: &self.unescaped, pieces: &self.pieces });
            }
            (row, at) = (row.saturating_add(1), next);
        }
    }

    /// Splits the record at a place; gives the place after it, and whether it is blank.
    fn quoted_record(&mut self, text: &[u8], mut at: usize) -> (usize, bool) {
        self.pieces.clear();
        self.unescaped.clear();
        let (mut col, mut blank) = (0_u32, true);
        loop {
            let begun = self.unescaped.len();
            let (piece, end) = self.cell(text, at);
            let own = if piece.unescaped { &self.unescaped[..] } else { text };
            blank &= own[piece.start..piece.end].trim_ascii().is_empty();
            if self.wanted.get(self.pieces.len()) == Some(&col) {
                self.pieces.push(piece);
            } else {
                self.unescaped.truncate(begun);
            }
            (at, col) = (end + 1, col + 1);
            if text.get(end) != Some(&self.delimiter) {
                return (at, blank);
            }
        }
    }

    /// The cell at a place, and where the delimiter or line end after it stands.
    fn cell(&mut self, text: &[u8], at: usize) -> (Piece, usize) {
        let until = |from: usize| {
            let rest = text.get(from..).unwrap_or_default();
            memchr::memchr2(self.delimiter, b'\n', rest).map_or(text.len(), |found| from + found)
        };
        if text.get(at) != Some(&b'"') {
            let end = until(at);
            return (Piece { start: at, end, unescaped: false }, end);
        }
        let after = closing(text, at + 1).unwrap_or(text.len());
        let closed = after > at + 1 && text.get(after - 1) == Some(&b'"') && after < text.len();
        let inside = at + 1..if closed { after - 1 } else { text.len() };
        let end = until(after);
        if end == after && memchr::memchr(b'"', &text[inside.clone()]).is_none() {
            return (Piece { start: inside.start, end: inside.end, unescaped: false }, end);
        }
        let start = self.unescaped.len();
        unescape(&text[inside], &mut self.unescaped);
        self.unescaped.extend_from_slice(&text[after.min(end)..end]);
        (Piece { start, end: self.unescaped.len(), unescaped: true }, end)
    }
}

/// Two marks are one.
fn unescape(mut quoted: &[u8], plain: &mut Vec<u8>) {
    while let Some(mark) = memchr::memchr(b'"', quoted) {
        plain.extend_from_slice(&quoted[..=mark]);
        quoted = quoted.get(mark + 2..).unwrap_or_default();
    }
    plain.extend_from_slice(quoted);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Rows and their cells as the chunks give them, with pieces of any size.
    fn split(text: &[u8], wanted: &[u32]) -> Vec<(u32, Vec<Vec<u8>>)> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        let written = Written { encoding: UTF_8, bom: 0 };
        let mut chunks = Chunks::open(file.path(), written, b',', None).unwrap();
        let (mut splitter, mut chunk, mut rows) = (Splitter::new(b',', wanted), Chunk::default(), Vec::new());
        while chunks.next(&mut chunk).unwrap() {
            splitter.each(&chunk, |row, cells| {
                rows.push((row, (0..wanted.len()).map(|i| cells.get(i).to_vec()).collect()));
            });
        }
        rows
    }

    /// The same by the csv crate; rows counted by their line ends outside quotation marks.
    fn by_csv(text: &[u8], wanted: &[u32]) -> Vec<Vec<Vec<u8>>> {
        let mut ended = text.to_vec();
        if ended.last().is_some_and(|b| *b != b'\n') {
            ended.push(b'\n');
        }
        let mut reader = csv::ReaderBuilder::new();
        reader.has_headers(false).flexible(true).terminator(csv::Terminator::Any(b'\n'));
        let records = reader.from_reader(&ended[..]).into_byte_records().map(Result::unwrap);
        let filled = records.filter(|r| r.iter().any(|field| !field.trim_ascii().is_empty()));
        let cell =
            |r: &csv::ByteRecord, col: u32| r.get(col as usize).unwrap_or_default().trim_ascii().to_vec();
        filled.map(|r| wanted.iter().map(|col| cell(&r, *col)).collect()).collect()
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_shows_them() {
        let text = b"a,b\n\n\"x\ny\",\"he said \"\"no\"\"\"\n , \nlast\"s,\"q\" tail";
        let rows = split(text, &[0, 1]);
        let shown: Vec<(u32, String)> = rows
            .iter()
            .map(|(row, cells)| {
                (*row, cells.iter().map(|c| String::from_utf8_lossy(c)).collect::<Vec<_>>().join("|"))
            })
            .collect();
        let expected = [(1, "a|b"), (3, "x\ny|he said \"no\""), (5, "last\"s|q tail")];
        assert_eq!(shown, expected.map(|(row, text)| (row, text.to_owned())));
    }

    #[test]
    fn a_record_over_several_pieces_is_whole() {
        let mut text = b"a,b\n\"".to_vec();
        text.extend(std::iter::repeat_n(b"line\n".as_slice(), 600_000).flatten());
        text.extend(b"\",end\nc,d\n");
        let rows = split(&text, &[1]);
        assert_eq!(
            rows.iter().map(|(row, cells)| (*row, cells[0].len())).collect::<Vec<_>>(),
            [(1, 1), (2, 3), (3, 1)]
        );
    }

    #[test]
    fn a_record_that_never_ends_is_stopped() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let mut text = b"a,b\n\"".to_vec();
        text.resize(18 << 20, b'x');
        std::fs::write(file.path(), text).unwrap();
        let written = Written { encoding: UTF_8, bom: 0 };
        let mut chunks = Chunks::open(file.path(), written, b',', None).unwrap();
        let mut chunk = Chunk::default();
        assert!(chunks.next(&mut chunk).unwrap());
        let error = chunks.next(&mut chunk).unwrap_err();
        assert_eq!(error.row, 2);
        assert!(error.what.starts_with("a record does not end"), "{}", error.what);
    }

    proptest! {
        #[test]
        fn cells_are_those_of_the_csv_crate(
            parts in proptest::collection::vec(
                prop_oneof![Just("\""), Just(","), Just("\n"), Just("a"), Just("b c"), Just("\r\n"), Just("\"\""), Just("é")], 0..60)
        ) {
            let text = parts.concat();
            let ours: Vec<_> = split(text.as_bytes(), &[0, 2]).into_iter().map(|(_, cells)| cells).collect();
            prop_assert_eq!(ours, by_csv(text.as_bytes(), &[0, 2]));
        }
    }
}
