//! How a run ends.

use std::path::PathBuf;

use crate::demo::DemoError;
use crate::programme::FolderError;

/// A run that did what it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All done.
    Done,
    /// `check` found problems.
    Problems,
    /// Done, but some rows were rejected.
    Rejected,
}

impl Outcome {
    /// The exit code.
    pub fn code(self) -> u8 {
        match self {
            Outcome::Done => 0,
            Outcome::Problems => 1,
            Outcome::Rejected => 3,
        }
    }
}

/// A run that could not, with what to do.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Options that do not fit.
    #[error("{0}")]
    Usage(String),
    /// The programme folder cannot be opened.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// Files that cannot be read, already told one by one.
    #[error("{0}")]
    Input(String),
    /// A file cannot be written.
    #[error(
        "{path}: cannot be written: {source}\n  help: check that the folder exists, that you may write there and that the disk has room"
    )]
    Write {
        /// What.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Disclosure control says no.
    #[error("{0}")]
    Disclosure(String),
    /// The example programme cannot be written.
    #[error(transparent)]
    Demo(#[from] DemoError),
    /// A fault in this program.
    #[error(
        "{0}\n  help: this is a fault in crossweave, not in your files; please report it with the command you ran"
    )]
    Internal(String),
}

impl Failure {
    /// The exit code.
    pub fn code(&self) -> u8 {
        match self {
            Failure::Disclosure(_) => 4,
            _ => 2,
        }
    }
}
