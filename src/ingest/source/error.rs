//! Why a file cannot be read, each with the way out.

use std::path::Path;

use crate::ingest::cell::CellRef;
use crate::ingest::problem::{Problem, ProblemSpec};
use crate::ingest::problems as kinds;

/// Why a file, or a sheet of it, cannot be read.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ReadError {
    /// No such file.
    #[error("there is no such file")]
    NotFound,
    /// The file has no bytes.
    #[error("the file has no content (0 bytes)")]
    Empty,
    /// Protected by a password.
    #[error("the workbook is encrypted")]
    Encrypted,
    /// Cut short, or not a workbook at all.
    #[error("it cannot be read as a workbook: {0}")]
    Damaged(String),
    /// Not as its format has to be.
    #[error("it cannot be read as {format}: {why}")]
    Malformed {
        /// The format.
        format: &'static str,
        /// What is wrong, and where.
        why: String,
    },
    /// Text that breaks the rules of its format.
    #[error("line {line}{}: {what}", at_column(*.column))]
    BrokenText {
        /// What is wrong.
        what: String,
        /// Line, counted from 1.
        line: usize,
        /// Column, counted from 1; 0 for the end of the line.
        column: usize,
    },
    /// Named as one format, written in another.
    #[error("it is named .{named} but its content is {really}")]
    WrongExtension {
        /// Ending of the name.
        named: String,
        /// What it is.
        really: &'static str,
        /// The ending it should have.
        rename: &'static str,
    },
    /// No header row on any sheet.
    #[error("no row of column headers was found")]
    NothingRecognised,
    /// Beyond a limit.
    #[error("{what} is beyond the limit of {limit}")]
    TooLarge {
        /// What is too large.
        what: &'static str,
        /// The limit.
        limit: u64,
    },
    /// A format that is not read.
    #[error("files ending in .{0} are not read")]
    NotSupported(String),
    /// The operating system refused.
    #[error("it could not be opened: {0}")]
    Refused(String),
}

impl ReadError {
    /// The same as a problem with the file.
    pub fn problem(&self, file: &str) -> Problem {
        let (spec, fix) = self.spec_and_fix();
        Problem::general(spec, format!("{file}: {self}"), fix)
    }

    /// The same as a problem with a sheet.
    pub fn problem_at(&self, cell: CellRef) -> Problem {
        let (spec, fix) = self.spec_and_fix();
        Problem::at(spec, cell, self.to_string(), fix)
    }

    fn spec_and_fix(&self) -> (&'static ProblemSpec, String) {
        let (spec, fix): (_, &str) = match self {
            Self::NotFound => (&kinds::FILE_NOT_FOUND, "check the name and the folder"),
            Self::Empty => (&kinds::EMPTY_FILE, "save or fetch the file again"),
            Self::Encrypted => {
                (&kinds::ENCRYPTED, "open it in your spreadsheet program and save a copy without a password")
            }
            Self::Damaged(_) => {
                (&kinds::DAMAGED, "open it in your spreadsheet program and save it again, or fetch it again")
            }
            Self::Malformed { .. } => (&kinds::DAMAGED, "write it anew from the program it came from"),
            Self::WrongExtension { rename, .. } => {
                return (&kinds::WRONG_EXTENSION, format!("rename it so that it ends in .{rename}"));
            }
            Self::NothingRecognised => {
                (&kinds::NOTHING_RECOGNISED, "put one row of column headers above the data")
            }
            Self::TooLarge { .. } => (&kinds::TOO_LARGE, "save the sheet on its own, or as a .csv file"),
            Self::BrokenText { .. } => {
                (&kinds::BROKEN_RECORD, "fetch or save the file again from the program it came from")
            }
            Self::NotSupported(_) => (&kinds::NOT_SUPPORTED, "save it as .xlsx or .csv"),
            Self::Refused(_) => {
                (&kinds::UNREADABLE, "check that you may read it and that no other program holds it")
            }
        };
        (spec, fix.to_owned())
    }

    pub(super) fn io(error: &std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => Self::NotFound,
            _ => Self::Refused(error.to_string()),
        }
    }
}

fn at_column(column: usize) -> String {
    if column == 0 { String::new() } else { format!(", column {column}") }
}

/// The ending of a file's name, lower case; that before `.gz` where the file is packed.
pub(super) fn ending(path: &Path) -> String {
    let of = |path: &Path| path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    match of(path).as_str() {
        "gz" => of(&path.with_extension("")),
        other => other.to_owned(),
    }
}
