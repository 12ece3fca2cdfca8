//! One sheet read: its records, and the account of rows and columns.

use super::Records;
use crate::ingest::cell::CellRef;
use crate::ingest::importer::FieldUse;
use crate::ingest::problem::Problem;

/// Rows of one sheet, accounted for: `read = used + rejected + blank`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowCounts {
    /// Rows below the header.
    pub read: u64,
    /// Rows that became records.
    pub used: u64,
    /// Rows refused, each with a problem.
    pub rejected: u64,
    /// Rows without anything in them, or with nothing the importer asks for.
    pub blank: u64,
}

/// Which column became which field.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnUse {
    /// Column, counted from 0.
    pub col: u32,
    /// Header as the sheet words it.
    pub header: String,
    /// Field it became, or why it was left: `person`, `question`, `not read: looks like a subject`.
    pub used_as: String,
}

/// One sheet read: records, problems and the account of both.
#[derive(Clone, Debug)]
pub struct Import {
    /// Id of the importer that read it.
    pub importer: &'static str,
    /// Address of the header row's first cell.
    pub at: CellRef,
    /// What it held.
    pub records: Records,
    /// Columns and what became of them.
    pub columns: Vec<ColumnUse>,
    /// Rows, accounted for.
    pub rows: RowCounts,
    /// Everything that was wrong.
    pub problems: Vec<Problem>,
    /// How the sheet was read, as settings can say it.
    pub mapping: Mapping,
}

/// How a sheet was read, as settings can say it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mapping {
    /// Columns that were read, and what each was read as.
    pub fields: Vec<(u32, FieldUse)>,
    /// What the way it is written says it is.
    pub form: Option<&'static str>,
    /// Labels of the levels its questions are answered on, lowest first; empty where it has none.
    pub levels: Vec<String>,
    /// A longer scale that fits as well: which was asked is not certain.
    pub rival: Option<String>,
}
