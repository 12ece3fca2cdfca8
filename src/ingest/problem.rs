//! Problems as values: collected, addressed, never only the first.

use std::fmt;

use super::cell::CellRef;

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The value, row or file could not be used.
    Error,
    /// It was used, or left out by a stated rule; someone should look.
    Warning,
    /// Worth knowing; nothing to do.
    Note,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        })
    }
}

/// One kind of problem: the text `explain` and `docs/problems.md` give for its code.
#[derive(Debug)]
pub struct ProblemSpec {
    /// Stable code, such as `E104`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Short name: `rating outside the scale`.
    pub title: &'static str,
    /// What it means, why it happens and what to do, in plain English.
    pub explanation: &'static str,
}

/// A problem found while reading, with its address and what to do about it.
///
/// Prints as
///
/// ```text
/// error[E104]: rating outside the scale
///   audit.xlsx › Skills!F17: 6
///   help: use a level from 1 to 5, or set the scale in crossweave.toml
/// ```
#[derive(Clone, Debug)]
pub struct Problem {
    /// Which kind; carries code, severity and title.
    pub spec: &'static ProblemSpec,
    /// Where; `None` when it is about a whole folder or setting.
    pub cell: Option<CellRef>,
    /// What was seen, in a few words; may hold a cell's own text, so it is for the operator.
    pub what: String,
    /// What to do.
    pub fix: String,
    /// Where it stands for many cells of one column that are not listed singly: their rows.
    pub more: Option<Box<MoreRows>>,
}

/// Rows of one column with problems of one kind that are not listed singly: no row is lost, and
/// neighbours take no more room than one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MoreRows {
    /// How many cells.
    pub count: u64,
    /// Their rows, from the first to the last of each run, from top to bottom.
    pub runs: Vec<(u32, u32)>,
}

impl MoreRows {
    /// Adds a cell in a row; most come from top to bottom.
    pub fn push(&mut self, row: u32) {
        self.count += 1;
        match self.runs.last_mut() {
            Some((first, last)) if (*first..=last.saturating_add(1)).contains(&row) => *last = row.max(*last),
            _ => self.runs.push((row, row)),
        }
    }

    /// Puts the runs in order, those that touch as one.
    pub fn settle(&mut self) {
        self.runs.sort_unstable();
        let mut settled: Vec<(u32, u32)> = Vec::with_capacity(self.runs.len());
        for (from, to) in self.runs.drain(..) {
            match settled.last_mut() {
                Some((_, last)) if from <= last.saturating_add(1) => *last = to.max(*last),
                _ => settled.push((from, to)),
            }
        }
        self.runs = settled;
    }
}

impl Problem {
    /// A problem at a cell.
    pub fn at(
        spec: &'static ProblemSpec,
        cell: CellRef,
        what: impl Into<String>,
        fix: impl Into<String>,
    ) -> Self {
        Self { spec, cell: Some(cell), what: what.into(), fix: fix.into(), more: None }
    }

    /// How many cells or rows it stands for.
    pub fn count(&self) -> u64 {
        self.more.as_ref().map_or(1, |more| more.count)
    }

    /// A problem without one cell to point at.
    pub fn general(spec: &'static ProblemSpec, what: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { spec, cell: None, what: what.into(), fix: fix.into(), more: None }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}[{}]: {}", self.spec.severity, self.spec.code, self.spec.title)?;
        match &self.cell {
            Some(cell) => writeln!(f, "  {cell}: {}", self.what)?,
            None => writeln!(f, "  {}", self.what)?,
        }
        write!(f, "  help: {}", self.fix)
    }
}
