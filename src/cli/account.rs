//! What became of every row of every file: one account, which `check` prints and reports carry.

use std::sync::Arc;

use super::load::sheet_name;
use crate::assembly::Built;
use crate::ingest::cell::CellRef;
use crate::ingest::record::{Import, Records};
use crate::ingest::{Reading, SheetAccount};
use crate::insight::analysis::{AnswerAccount, InputAccount, UnusedInput};
use crate::programme::config::RepeatRule;

/// The account of all sheets that were read, and of those that were not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// Sheets read, by name.
    pub inputs: Vec<InputAccount>,
    /// Files and sheets not read, by name.
    pub unused: Vec<UnusedInput>,
}

impl Account {
    /// The account of a run: a row that was read and is about nobody on the list is rejected.
    pub fn of(reading: &Reading, built: &Built, repeat: RepeatRule) -> Self {
        let mut inputs: Vec<InputAccount> =
            reading.imports.iter().map(|import| input(reading, built, repeat, import)).collect();
        inputs.sort_by(|a, b| a.name.cmp(&b.name));
        let mut unused: Vec<UnusedInput> =
            reading.sheets.iter().filter_map(|sheet| not_read(reading, sheet)).collect();
        unused.sort_by(|a, b| a.name.cmp(&b.name));
        Self { inputs, unused }
    }

    /// The account of a sheet that was read.
    pub fn sheet(&self, at: &CellRef) -> Option<&InputAccount> {
        let name = sheet_name(&at.file, at.sheet.as_deref());
        self.inputs.iter().find(|input| input.name == name)
    }

    /// Rows rejected in all sheets.
    pub fn rejected(&self) -> u64 {
        self.inputs.iter().map(|input| input.rejected).sum()
    }
}

fn input(reading: &Reading, built: &Built, repeat: RepeatRule, import: &Import) -> InputAccount {
    let key = (import.at.file.clone(), import.at.sheet.clone());
    let left_out = built.left_out.get(&key).copied().unwrap_or_default().min(import.rows.used);
    InputAccount {
        name: sheet_name(&import.at.file, import.at.sheet.as_deref()),
        kind: import.importer,
        rows: import.rows.read,
        used: import.rows.used - left_out,
        rejected: import.rows.rejected + left_out,
        blank: import.rows.blank,
        sha256: sha256(reading, &import.at.file),
        answers: answers(built, repeat, import),
    }
}

/// What became of an audit sheet's answers.
fn answers(built: &Built, repeat: RepeatRule, import: &Import) -> Option<AnswerAccount> {
    let Records::Audit(audit) = &import.records else { return None };
    let key = (import.at.file.clone(), import.at.sheet.clone());
    Some(AnswerAccount {
        missing: audit.missing().into_iter().map(|(why, count)| (why.id(), count)).collect(),
        accepted: audit.accepted,
        set_aside: built.set_aside.get(&key).copied().unwrap_or_default(),
        repeat: repeat.id(),
    })
}

fn not_read(reading: &Reading, sheet: &SheetAccount) -> Option<UnusedInput> {
    let why = sheet.unused?;
    Some(UnusedInput {
        name: sheet_name(&sheet.file, sheet.sheet.as_deref()),
        reason: why.words(),
        sha256: sha256(reading, &sheet.file),
    })
}

fn sha256(reading: &Reading, file: &Arc<str>) -> String {
    reading.files.iter().find(|f| f.name == *file).map(|f| f.sha256.clone()).unwrap_or_default()
}
