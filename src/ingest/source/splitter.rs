//! Pieces of delimited text split into records and the wanted cells of each.

use super::chunks::{Chunk, closing};

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
