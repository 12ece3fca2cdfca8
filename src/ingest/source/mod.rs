//! Files as sheets of rows, whatever their format.

mod archive;
mod compound;
pub mod delimited;
pub mod error;
mod transcode;
pub mod workbook;

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

pub use error::ReadError;

use self::delimited::Delimited;
use self::error::ending;
use self::workbook::Workbook;
use super::cell::Cell;
use super::importer::ByteRow;
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
}

/// Told the bytes read and the bytes there are in all.
pub type Progress<'a> = &'a dyn Fn(u64, u64);

/// How far reading one file has come, added to a count over all files.
pub struct Meter<'a> {
    over_all: &'a AtomicU64,
    left: std::cell::Cell<u64>,
}

impl<'a> Meter<'a> {
    /// A meter for a file of `bytes`.
    pub fn new(over_all: &'a AtomicU64, bytes: u64) -> Self {
        Self { over_all, left: std::cell::Cell::new(bytes) }
    }

    /// Moves on, never past the file's end.
    pub fn advance(&self, bytes: u64) {
        let step = bytes.min(self.left.get());
        self.left.set(self.left.get() - step);
        self.over_all.fetch_add(step, Ordering::Relaxed);
    }

    /// Moves on to the file's end.
    pub fn finish(&self) {
        self.advance(u64::MAX);
    }
}

/// An opened file.
pub enum Source {
    /// A workbook.
    Workbook(Box<Workbook>),
    /// Delimited text.
    Delimited(Delimited),
}

/// Rows of a sheet, all of their cells or only some.
pub trait RawRows {
    /// The next row with something in it: its number from 1, and its cells that are not empty, by
    /// column; only the `wanted` columns, sorted, where they are given. Nothing else is kept.
    ///
    /// # Errors
    /// A problem with its address when the rows cannot be read on.
    fn next(&mut self, wanted: Option<&[u32]>, cells: &mut Vec<(u32, Cell)>) -> Result<Option<u32>, Problem>;

    /// Whether the source is delimited text.
    fn is_delimited(&self) -> bool {
        false
    }

    /// The next row that is not blank as bytes; `None` where the source is no delimited text.
    fn next_bytes<'r>(&'r mut self, columns: &'r [u32]) -> Option<Result<Option<ByteRow<'r>>, Problem>> {
        let _ = columns;
        None
    }
}

impl Source {
    /// Opens a file by its content and its name; both have to agree.
    ///
    /// # Errors
    /// [`ReadError`] with the cause and the way out.
    pub fn open(path: &Path, name: &Arc<str>) -> Result<Self, ReadError> {
        let length = std::fs::metadata(path).map_err(|e| ReadError::io(&e))?.len();
        let named = ending(path);
        let text = matches!(named.as_str(), "csv" | "tsv" | "txt");
        let book = matches!(named.as_str(), "xlsx" | "xlsm" | "xlsb" | "xls" | "ods");
        if !text && !book {
            return Err(ReadError::NotSupported(named));
        }
        if length == 0 {
            return Err(ReadError::Empty);
        }
        let magic = first_bytes(path)?;
        let zip = magic.starts_with(b"PK\x03\x04");
        let compound = magic.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]);
        match (text, zip || compound) {
            (true, true) => {
                let really = if zip { "a workbook" } else { "an old or encrypted workbook" };
                Err(ReadError::WrongExtension { named, really, rename: if zip { "xlsx" } else { "xls" } })
            }
            (true, false) => Ok(Self::Delimited(Delimited::open(path, name, &named)?)),
            (false, true) => {
                if zip {
                    archive::check(path, length)?;
                } else {
                    compound::check(path, length)?;
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
            Self::Delimited(_) => vec![SheetInfo { name: None, visibility: Visibility::Visible }],
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
            Self::Workbook(book) => book.rows(sheet.name.as_deref().unwrap_or_default()),
            Self::Delimited(text) => Ok(Box::new(text.rows(meter)?)),
        }
    }
}

fn first_bytes(path: &Path) -> Result<Vec<u8>, ReadError> {
    let file = File::open(path).map_err(|e| ReadError::io(&e))?;
    let mut bytes = Vec::new();
    file.take(512).read_to_end(&mut bytes).map_err(|e| ReadError::io(&e))?;
    Ok(bytes)
}

fn looks_like_text(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xff, 0xfe])
        || bytes.starts_with(&[0xfe, 0xff])
        || bytes.iter().all(|b| *b >= b' ' || matches!(b, b'\n' | b'\r' | b'\t'))
}
