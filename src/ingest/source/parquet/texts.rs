//! A column of texts by the numbers under which a group of rows keeps them: each different text is looked
//! at once a group, however many rows hold it.

use std::fs::File;
use std::sync::Arc;

use parquet::basic::Encoding;
use parquet::column::page::{Page, PageReader};
use parquet::column::reader::ColumnReader;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;

use super::groups::{column_reader, pages};
use super::hybrid::{Hybrid, Short};
use super::pages;
use super::{Parquet, guarded};

/// Rows decoded at a time.
const PIECE: usize = 4096;
/// The number of no text.
const NONE: u32 = u32::MAX;

/// A text of a column, trimmed; empty where the row has none.
#[derive(Clone, Copy, Debug, Default)]
pub struct Word<'a> {
    /// Its number in the group of rows, where the group numbers its texts.
    pub code: Option<u32>,
    /// The text.
    pub text: &'a [u8],
}

/// A column of texts in one group of rows.
pub(super) struct Texts {
    source: Source,
    /// Of each row that is ready, where its text is to be found, or [`NONE`].
    codes: Vec<u32>,
    at: usize,
}

enum Source {
    /// Texts by number, and texts one after the other.
    Pages(Box<Paged>),
    /// Texts written in any other way.
    Other { reader: Box<ColumnReader>, optional: bool, texts: Vec<ByteArray> },
}

impl Texts {
    pub fn open(parquet: &Parquet, file: &Arc<File>, group: usize, column: usize) -> Result<Self, String> {
        let groups = parquet.metadata.row_groups();
        let chunk =
            groups.get(group).and_then(|g| g.columns().get(column)).ok_or("there is no such column")?;
        let known = |e: Encoding| {
            use Encoding as E;
            matches!(e, E::PLAIN | E::PLAIN_DICTIONARY | E::RLE_DICTIONARY | E::RLE)
        };
        let source = if chunk.encodings().all(known) {
            let optional = chunk.column_descr().max_def_level() > 0;
            let pages = guarded(|| pages(parquet, file, group, column))?;
            Source::Pages(Box::new(Paged { pages, optional, numbered: None, data: None }))
        } else {
            let (reader, optional) = column_reader(parquet, file, group, column)?;
            Source::Other { reader: Box::new(reader), optional, texts: Vec::new() }
        };
        Ok(Self { source, codes: Vec::new(), at: 0 })
    }

    /// How many of the next rows are ready; decodes some of the `left` where none is.
    pub fn ready(&mut self, left: usize) -> Result<usize, String> {
        if self.at == self.codes.len() {
            self.codes.clear();
            self.at = 0;
            let (source, codes) = (&mut self.source, &mut self.codes);
            guarded(|| source.read(left.min(PIECE), codes))?;
        }
        match self.codes.len() - self.at {
            0 if left > 0 => Err("the column ends before its rows do".to_owned()),
            ready => Ok(ready),
        }
    }

    /// One of the rows that are ready.
    #[inline]
    pub fn get(&self, row: usize) -> Word<'_> {
        match self.codes.get(self.at + row) {
            Some(&code) if code != NONE => self.source.get(code),
            _ => Word::default(),
        }
    }

    /// Moves on by rows that were ready.
    pub fn advance(&mut self, rows: usize) {
        self.at += rows;
    }
}

impl Source {
    fn read(&mut self, rows: usize, codes: &mut Vec<u32>) -> Result<(), ParquetError> {
        match self {
            Self::Pages(pages) => pages.read(rows, codes),
            Self::Other { reader, optional, texts } => {
                texts.clear();
                let ColumnReader::ByteArrayColumnReader(reader) = &mut **reader else { return Ok(()) };
                let mut levels = Vec::new();
                let (read, ..) = reader.read_records(rows, Some(&mut levels), None, texts)?;
                let mut texts = 0..;
                let level = |row: usize| levels.get(row).copied().unwrap_or_default();
                let code = |row| if *optional && level(row) == 0 { Some(NONE) } else { texts.next() };
                codes.extend((0..read).filter_map(code));
                Ok(())
            }
        }
    }

    #[inline]
    fn get(&self, code: u32) -> Word<'_> {
        match self {
            Self::Pages(pages) => pages.get(code),
            Self::Other { texts, .. } => {
                let text = texts.get(code as usize).map_or(&b""[..], |text| text.data());
                Word { code: None, text: text.trim_ascii() }
            }
        }
    }
}

/// A column read page by page.
struct Paged {
    pages: pages::Pages,
    optional: bool,
    /// The texts that have numbers.
    numbered: Option<Spans>,
    data: Option<Data>,
}

/// Where texts stand in a page.
struct Spans {
    page: Page,
    spans: Vec<(u32, u32)>,
}

/// A page being read.
struct Data {
    /// Rows of it that are still to be read.
    left: usize,
    levels: Option<Hybrid>,
    values: Values,
    own: Spans,
}

/// How a page holds its texts.
enum Values {
    /// By number.
    Numbers(Hybrid),
    /// One after the other, from a place on.
    Texts(usize),
}

impl Paged {
    /// Reads some of the next rows, none only at the end: the code of each, or [`NONE`].
    fn read(&mut self, rows: usize, codes: &mut Vec<u32>) -> Result<(), ParquetError> {
        while self.data.as_ref().is_none_or(|data| data.left == 0) {
            match self.pages.get_next_page()? {
                None => return Ok(()),
                Some(page) => self.take_up(page)?,
            }
        }
        let Some(data) = &mut self.data else { return Ok(()) };
        let most = self.numbered.as_ref().map_or(0, |numbered| numbered.spans.len());
        data.read(rows, most, codes).map_err(|Short| broken_page())
    }

    fn take_up(&mut self, page: Page) -> Result<(), ParquetError> {
        if let Page::DictionaryPage { num_values, .. } = page {
            let mut numbered = Spans { page, spans: Vec::new() };
            numbered.add(&mut 0, num_values as usize).map_err(|Short| broken_page())?;
            self.numbered = Some(numbered);
        } else {
            self.data = Some(Data::of(page, self.optional).ok_or_else(broken_page)?);
        }
        Ok(())
    }

    #[inline]
    fn get(&self, code: u32) -> Word<'_> {
        match &self.data {
            Some(Data { values: Values::Texts(_), own, .. }) => Word { code: None, text: own.get(code) },
            _ => Word { code: Some(code), text: self.numbered.as_ref().map_or(b"", |n| n.get(code)) },
        }
    }
}

fn broken_page() -> ParquetError {
    ParquetError::General("a page does not hold what it says".to_owned())
}

impl Data {
    /// A page of values; `None` where it cannot be one.
    fn of(page: Page, optional: bool) -> Option<Self> {
        let (left, encoding) = (page.num_values() as usize, page.encoding());
        let bytes = page.buffer();
        let (levels, start) = match &page {
            Page::DataPage { def_level_encoding: Encoding::RLE, .. } if optional => {
                let length = u32::from_le_bytes(*bytes.first_chunk()?) as usize;
                (Some((4, length.checked_add(4)?)), length.checked_add(4)?)
            }
            Page::DataPage { .. } if !optional => (None, 0),
            Page::DataPageV2 { def_levels_byte_len, rep_levels_byte_len: 0, .. } => {
                let end = *def_levels_byte_len as usize;
                (optional.then_some((0, end)), end)
            }
            _ => return None,
        };
        let levels = levels.map(|(start, end)| Hybrid::new(start, end, 1)).transpose().ok()?;
        let values = match (encoding, bytes.get(start..)?.first()) {
            (Encoding::PLAIN, _) => Values::Texts(start),
            // A page of rows without a value.
            (_, None) => Values::Numbers(Hybrid::new(start, start, 0).ok()?),
            (_, Some(width)) => Values::Numbers(Hybrid::new(start + 1, bytes.len(), u32::from(*width)).ok()?),
        };
        Some(Self { left, levels, values, own: Spans { page, spans: Vec::new() } })
    }

    /// Reads some rows; numbers have to be less than `most`.
    fn read(&mut self, rows: usize, most: usize, codes: &mut Vec<u32>) -> Result<(), Short> {
        let rows = rows.min(self.left);
        let bytes = self.own.page.buffer();
        let mut levels = Vec::new();
        if let Some(hybrid) = &mut self.levels {
            hybrid.read(bytes, rows, &mut levels)?;
        }
        let filled = if self.levels.is_some() { levels.iter().filter(|l| **l != 0).count() } else { rows };
        self.own.spans.clear();
        match &mut self.values {
            Values::Numbers(numbers) => {
                numbers.read(bytes, filled, codes)?;
                if codes.iter().any(|code| *code as usize >= most) {
                    return Err(Short);
                }
            }
            Values::Texts(at) => {
                self.own.add(at, filled)?;
                codes.extend(0..filled as u32);
            }
        }
        if filled < rows {
            spread(codes, &levels);
        }
        self.left -= rows;
        Ok(())
    }
}

/// Sets codes apart where rows between them have none.
fn spread(codes: &mut Vec<u32>, levels: &[u32]) {
    let mut filled = std::mem::take(codes).into_iter();
    let code = |level: &u32| if *level == 0 { NONE } else { filled.next().unwrap_or(NONE) };
    *codes = levels.iter().map(code).collect();
}

impl Spans {
    /// Finds the next texts of the page, each after its length.
    fn add(&mut self, at: &mut usize, count: usize) -> Result<(), Short> {
        let bytes = self.page.buffer();
        for _ in 0..count {
            let length = bytes.get(*at..).and_then(|rest| rest.first_chunk()).ok_or(Short)?;
            let start = *at + 4;
            let end = start.checked_add(u32::from_le_bytes(*length) as usize).ok_or(Short)?;
            bytes.get(start..end).ok_or(Short)?;
            // A page has less than 2 GiB.
            self.spans.push((start as u32, end as u32));
            *at = end;
        }
        Ok(())
    }

    #[inline]
    fn get(&self, number: u32) -> &[u8] {
        let span = self.spans.get(number as usize).map(|(start, end)| *start as usize..*end as usize);
        span.and_then(|span| self.page.buffer().get(span)).unwrap_or_default().trim_ascii()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_without_a_text_stand_between_those_with_one() {
        let mut codes = vec![7, 8];
        spread(&mut codes, &[0, 1, 0, 0, 1]);
        assert_eq!(codes, [NONE, 7, NONE, NONE, 8]);
    }
}
