//! Files as sheets of rows, whatever their format.

mod archive;
mod bytes;
pub mod chunks;
mod compound;
pub mod delimited;
pub mod error;
pub mod formats;
mod gexf;
mod graph;
mod graphml;
mod icalendar;
mod json;
mod json_rows;
mod jsonl;
mod lax;
mod mastodon;
mod mbox;
mod mbox_header;
mod messages;
mod ods;
mod ods_cell;
#[cfg(test)]
mod ods_tests;
mod pabulib;
mod pajek;
pub mod parquet;
mod sections;
mod slack;
mod slack_message;
mod slack_people;
pub mod splitter;
pub mod tables;
mod teams_attendance;
mod tokens;
mod transcode;
mod twitter;
mod ucinet_dl;
pub mod workbook;
mod xml;
mod zoom_attendance;

use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

pub use error::ReadError;
pub use transcode::Extent;

use self::delimited::{Delimited, TextFile};
use self::error::ending;
use self::ods::Ods;
use self::parquet::LogFile;
use self::tables::Tables;
use self::workbook::Workbook;
use super::cell::{Cell, CellRef, Entries};
use super::problem::Problem;

/// Whether a sheet is shown to who opens the workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// Shown.
    Visible,
    /// Hidden; can be shown from the menu.
    Hidden,
    /// Hidden so that only a macro can show it.
    VeryHidden,
}

/// A sheet as a file lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetInfo {
    /// Name; `None` in files without sheets.
    pub name: Option<Arc<str>>,
    /// Whether it is shown.
    pub visibility: Visibility,
    /// In a file that is no grid: what its rows are called, and its columns. They need no header row.
    pub entries: Option<Arc<Entries>>,
    /// The format that made the sheet, where it says what the sheet holds: `slack`, `icalendar`, …
    pub form: Option<&'static str>,
}

impl SheetInfo {
    /// The one sheet of a file without sheets.
    pub fn whole_file() -> Self {
        Self { name: None, visibility: Visibility::Visible, entries: None, form: None }
    }

    /// A sheet of a workbook.
    pub fn named(name: &str, visibility: Visibility) -> Self {
        Self { name: Some(name.into()), visibility, ..Self::whole_file() }
    }

    /// The place of its first column, in a row of a file.
    pub fn at(&self, file: &Arc<str>, row: u32) -> CellRef {
        CellRef { file: file.clone(), sheet: self.name.clone(), row, col: 0, entries: self.entries.clone() }
    }
}

/// Told the bytes read and the bytes there are in all.
pub type Progress<'a> = &'a dyn Fn(u64, u64);

/// How far reading one file has come, added to a count over all files.
pub struct Meter<'a> {
    over_all: &'a AtomicU64,
    left: AtomicU64,
}

impl<'a> Meter<'a> {
    /// A meter for a file of `bytes`.
    pub fn new(over_all: &'a AtomicU64, bytes: u64) -> Self {
        Self { over_all, left: AtomicU64::new(bytes) }
    }

    /// Moves on, never past the file's end.
    pub fn advance(&self, bytes: u64) {
        let less = |left: u64| Some(left - bytes.min(left));
        let left = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less).unwrap_or_default();
        let step = bytes.min(left);
        self.over_all.fetch_add(step, Ordering::Relaxed);
    }

    /// Moves on to the file's end.
    pub fn finish(&self) {
        self.advance(u64::MAX);
    }
}

/// Bytes looked at to tell what a file is.
const HEAD: u64 = 1 << 13;

/// An opened file.
pub enum Source {
    /// A workbook.
    Workbook(Box<Workbook>),
    /// An OpenDocument spreadsheet.
    Ods(Box<Ods>),
    /// Delimited text.
    Delimited(Delimited),
    /// A format that is neither, as tables.
    Other(Box<dyn Tables>),
}

/// Rows of a sheet, all of their cells or only some.
pub trait RawRows {
    /// The next row with something in it: its number from 1, and its cells that are not empty, by
    /// column; only the `wanted` columns, sorted, where they are given. Nothing else is kept.
    ///
    /// # Errors
    /// A problem with its address when the rows cannot be read on.
    fn next(&mut self, wanted: Option<&[u32]>, cells: &mut Vec<(u32, Cell)>) -> Result<Option<u32>, Problem>;

    /// The whole file, where the source is delimited text: to be read in pieces by several threads.
    fn as_text(&self) -> Option<TextFile<'_>> {
        None
    }

    /// The whole file, where the source keeps columns: to be read a group of rows at a time by several threads.
    fn as_columns(&self) -> Option<LogFile<'_>> {
        None
    }
}

impl Source {
    /// Opens a file by its content and its name; both have to agree.
    ///
    /// # Errors
    /// [`ReadError`] with the cause and the way out.
    pub fn open(path: &Path, name: &Arc<str>) -> Result<Self, ReadError> {
        Self::open_by(path, name, Extent::Whole)
    }

    /// The same, by as much of a text file as is said.
    ///
    /// # Errors
    /// As [`Source::open`].
    pub fn open_by(path: &Path, name: &Arc<str>, extent: Extent) -> Result<Self, ReadError> {
        let named = ending(path);
        if path.is_dir() {
            return formats::open_folder(path, name);
        }
        let length = std::fs::metadata(path).map_err(|e| ReadError::io(&e))?.len();
        let text = matches!(named.as_str(), "csv" | "tsv" | "tab" | "txt");
        let book = matches!(named.as_str(), "xlsx" | "xlsm" | "xlsb" | "xls" | "ods");
        if !text && !book && !formats::is_known(&named) {
            return Err(ReadError::NotSupported(named));
        }
        if length == 0 {
            return Err(ReadError::Empty);
        }
        if !book && let Some(tables) = formats::open(path, name, &named)? {
            return Ok(Self::Other(tables));
        }
        let magic = first_bytes(path)?;
        let zip = magic.starts_with(b"PK\x03\x04");
        let compound = magic.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]);
        match (text, zip || compound) {
            (true, true) => {
                let really = if zip { "a workbook" } else { "an old or encrypted workbook" };
                Err(ReadError::WrongExtension { named, really, rename: if zip { "xlsx" } else { "xls" } })
            }
            (true, false) => Ok(Self::Delimited(Delimited::open(path, name, &named, extent)?)),
            (false, true) => {
                if zip {
                    archive::check(path, length)?;
                } else {
                    compound::check(path, length)?;
                }
                if zip && named == "ods" {
                    return Ok(Self::Ods(Box::new(Ods::open(path, name)?)));
                }
                Ok(Self::Workbook(Box::new(Workbook::open(path, name, &named, length)?)))
            }
            (false, false) if looks_like_text(&magic) => {
                Err(ReadError::WrongExtension { named, really: "plain text", rename: "csv" })
            }
            (false, false) => Err(ReadError::Damaged("it does not begin like one".to_owned())),
        }
    }

    /// Its sheets, in their order; delimited text has one without a name.
    pub fn sheets(&self) -> Vec<SheetInfo> {
        match self {
            Self::Workbook(book) => book.sheets(),
            Self::Ods(book) => book.sheets(),
            Self::Delimited(_) => vec![SheetInfo::whole_file()],
            Self::Other(tables) => tables.sheets(),
        }
    }

    /// The rows of a sheet, from the top.
    ///
    /// # Errors
    /// [`ReadError`] when the sheet cannot be opened.
    pub fn rows<'a>(
        &'a mut self,
        sheet: &SheetInfo,
        meter: Option<&'a Meter<'a>>,
    ) -> Result<Box<dyn RawRows + 'a>, ReadError> {
        match self {
            Self::Ods(book) => book.rows(sheet),
            Self::Workbook(book) => book.rows(sheet.name.as_deref().unwrap_or_default()),
            Self::Delimited(text) => Ok(Box::new(text.rows(meter)?)),
            Self::Other(tables) => tables.rows(sheet, meter),
        }
    }
}

fn first_bytes(path: &Path) -> Result<Vec<u8>, ReadError> {
    let file = bytes::open(path).map_err(|e| ReadError::io(&e))?;
    let mut bytes = Vec::new();
    file.take(HEAD).read_to_end(&mut bytes).map_err(|e| ReadError::io(&e))?;
    Ok(bytes)
}

fn looks_like_text(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xff, 0xfe])
        || bytes.starts_with(&[0xfe, 0xff])
        || bytes.iter().all(|b| *b >= b' ' || matches!(b, b'\n' | b'\r' | b'\t'))
}
