//! Columns that could be a field nobody found, and the lines of `crossweave.toml` that say so.

use std::collections::BTreeMap;

use serde::Serialize;

use super::cell::CellRef;
use super::importer::{ColumnProfile, FieldUse, SheetProfile};
use super::text::words;

/// Most characters a group's label has.
const LONGEST_LABEL: u32 = 80;

/// A field a sheet lacks, and the columns it could be in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingField {
    /// The sheet.
    pub at: CellRef,
    /// Importer that asks for the field.
    pub importer: &'static str,
    /// The field.
    pub field: &'static str,
    /// Columns it could be, best first; may be empty.
    pub columns: Vec<CandidateColumn>,
    /// What speaks for the columns.
    pub likeness: Likeness,
}

/// What speaks for a column to be a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// Its cells could be what the field holds.
    Content,
    /// Its header is a slip of the field's name.
    Slip,
}

/// A column that could be a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CandidateColumn {
    /// Column, counted from 0.
    pub col: u32,
    /// Header as the sheet words it.
    pub header: String,
    /// Cells that are filled, in the rows looked at.
    pub filled: u64,
    /// Different values.
    pub distinct: u32,
}

impl MissingField {
    /// The lines for `crossweave.toml` that make a column the field.
    ///
    /// ```
    /// use crossweave::ingest::candidates::{Likeness, MissingField};
    /// use crossweave::ingest::cell::CellRef;
    /// let at = CellRef::new("staff.xlsx", Some("Staff"), 1, 0);
    /// let likeness = Likeness::Content;
    /// let missing = MissingField { at, importer: "people", field: "team", columns: vec![], likeness };
    /// assert_eq!(
    ///     missing.settings_for("Cost centre"),
    ///     "[[file]]\npath = \"staff.xlsx\"\nsheet = \"Staff\"\n\n[file.columns]\nteam = \"Cost centre\"\n"
    /// );
    /// ```
    pub fn settings_for(&self, header: &str) -> String {
        #[derive(Serialize)]
        struct Part<'a> {
            path: &'a str,
            #[serde(skip_serializing_if = "Option::is_none")]
            sheet: Option<&'a str>,
            columns: BTreeMap<&'a str, &'a str>,
        }
        #[derive(Serialize)]
        struct File<'a> {
            file: [Part<'a>; 1],
        }
        let part = Part {
            path: &self.at.file,
            sheet: self.at.sheet.as_deref(),
            columns: BTreeMap::from([(self.field, header)]),
        };
        toml::to_string(&File { file: [part] }).unwrap_or_default()
    }
}

/// The columns of a sheet that could group people: filled for at least half, from two groups to one for
/// every three people, no ids, dates or addresses, nothing private.
pub(super) fn grouping_columns(profile: &SheetProfile, taken: &[(u32, FieldUse)]) -> Vec<CandidateColumn> {
    let free = |c: &&ColumnProfile| !c.private && !taken.iter().any(|(col, _)| *col == c.col);
    let mut found: Vec<_> = profile.columns.iter().filter(free).filter(|c| groups(c, profile.rows)).collect();
    found.sort_by_key(|c| (std::cmp::Reverse(c.filled), c.distinct, c.col));
    found.into_iter().map(candidate).collect()
}

fn groups(c: &ColumnProfile, rows: u64) -> bool {
    let id_like = c.addresses > 0
        || words(&c.header).last().is_some_and(|w| matches!(w.as_str(), "id" | "number" | "no"));
    let count = c.distinct >= 2 && u64::from(c.distinct) * 3 <= rows;
    count && !id_like && c.filled * 2 >= rows && c.dates * 2 < c.filled && c.longest <= LONGEST_LABEL
}

/// The columns of a sheet that are filled and free, for a field of any kind.
pub(super) fn free_columns(profile: &SheetProfile, taken: &[(u32, FieldUse)]) -> Vec<CandidateColumn> {
    let free = |c: &&ColumnProfile| !c.private && c.filled > 0 && !taken.iter().any(|(col, _)| *col == c.col);
    profile.columns.iter().filter(free).map(candidate).collect()
}

pub(super) fn candidate(c: &ColumnProfile) -> CandidateColumn {
    CandidateColumn { col: c.col, header: c.header.clone(), filled: c.filled, distinct: c.distinct }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::config::Config;

    #[test]
    fn settings_parse_back_whatever_the_header_holds() {
        let at = CellRef::new("a \"b\".csv", None, 1, 0);
        let missing = MissingField {
            at,
            importer: "people",
            field: "team",
            columns: Vec::new(),
            likeness: Likeness::Content,
        };
        let text = missing.settings_for("Cost \"centre\"\\ = [x]");
        let config: Config = toml::from_str(&text).unwrap();
        assert_eq!(config.files[0].path, "a \"b\".csv");
        assert_eq!(config.files[0].columns["team"], "Cost \"centre\"\\ = [x]");
    }
}
