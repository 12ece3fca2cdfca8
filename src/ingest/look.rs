//! Opening a file and looking at its sheets: what is there, before anything is read.

use std::path::Path;
use std::sync::Arc;

use super::cell::CellRef;
use super::header::{Header, find_header};
use super::importer::SheetProfile;
use super::importers::same_path;
use super::problem::Problem;
use super::problems as kinds;
use super::profile::profile;
use super::read::{SheetAccount, SheetUse};
use super::scale::Scale;
use super::source::{ReadError, SheetInfo, Source, Visibility};
use crate::programme::config::{Config, FileConfig};

/// A file that has been looked at.
pub(super) struct LookedFile {
    /// The file, where it could be opened.
    pub source: Option<Source>,
    /// Its sheets, in their order.
    pub sheets: Vec<LookedSheet>,
    /// What was wrong.
    pub problems: Vec<Problem>,
}

/// A sheet that has been looked at.
pub(super) struct LookedSheet {
    /// The sheet as the file lists it.
    pub info: SheetInfo,
    /// Its account so far.
    pub account: SheetAccount,
    /// Its profile, where it has a table that may be read.
    pub profile: Option<SheetProfile>,
}

/// Opens a file and looks at each of its sheets.
pub(super) fn look_at(path: &Path, name: &Arc<str>, config: &Config, scales: &[Scale]) -> LookedFile {
    match Source::open(path, name) {
        Ok(source) => look_into(source, name, config, scales),
        Err(error) => {
            let info = SheetInfo::whole_file();
            let account = account(name, &info, error.to_string(), 0);
            let sheets = vec![LookedSheet { info, account, profile: None }];
            LookedFile { source: None, sheets, problems: vec![error.problem(name)] }
        }
    }
}

fn account(file: &Arc<str>, info: &SheetInfo, reason: String, rows: u64) -> SheetAccount {
    let used = SheetUse::NotUsed(reason);
    SheetAccount { file: file.clone(), sheet: info.name.clone(), visibility: info.visibility, used, rows }
}

fn look_into(mut source: Source, name: &Arc<str>, config: &Config, scales: &[Scale]) -> LookedFile {
    let mut problems = Vec::new();
    if let Source::Delimited(text) = &source
        && text.is_windows_1252()
    {
        let fix = "if accents look wrong, save the file as UTF-8";
        problems.push(Problem::general(&kinds::WINDOWS_1252, format!("{name}: read as Windows-1252"), fix));
    }
    let mut sheets = Vec::new();
    for info in source.sheets() {
        sheets.push(look_at_sheet(&mut source, name, info, config, scales, &mut problems));
    }
    let left_unread = |s: &LookedSheet| s.info.visibility != Visibility::Visible;
    if problems.iter().all(|p| p.cell.is_none())
        && !sheets.iter().any(|s| s.profile.is_some() || left_unread(s))
    {
        problems.push(ReadError::NothingRecognised.problem(name));
    }
    LookedFile { source: Some(source), sheets, problems }
}

fn look_at_sheet(
    source: &mut Source,
    file: &Arc<str>,
    info: SheetInfo,
    config: &Config,
    scales: &[Scale],
    problems: &mut Vec<Problem>,
) -> LookedSheet {
    let top = info.at(file, 1);
    if info.visibility != Visibility::Visible && !is_asked_for(file, &info, config) {
        let fix = "to read it, name it with sheet = \"…\" in a [[file]] part of crossweave.toml";
        problems.push(Problem::at(&kinds::HIDDEN_SHEET, top, "the sheet is hidden and was not read", fix));
        let reason = "it is hidden; ask for it with sheet = \"…\" in crossweave.toml".to_owned();
        return LookedSheet { account: account(file, &info, reason, 0), info, profile: None };
    }
    let (profile, reason) = match profile_of(source, &info, &top, scales) {
        Ok(Some(profile)) => (Some(profile), String::new()),
        Ok(None) => (None, "no row of column headers was found".to_owned()),
        Err(problem) => {
            let reason = problem.what.clone();
            problems.push(problem);
            (None, reason)
        }
    };
    let rows = profile.as_ref().map_or(0, |p| p.rows);
    LookedSheet { account: account(file, &info, reason, rows), info, profile }
}

fn is_asked_for(file: &str, info: &SheetInfo, config: &Config) -> bool {
    let names = |f: &FileConfig| {
        same_path(&f.path, file) && f.sheet.is_some() && f.sheet.as_deref() == info.name.as_deref()
    };
    config.files.iter().any(names)
}

/// The profile of a sheet; `None` when no row names its columns.
pub(super) fn profile_of(
    source: &mut Source,
    info: &SheetInfo,
    top: &CellRef,
    scales: &[Scale],
) -> Result<Option<SheetProfile>, Problem> {
    let open_error = |error: ReadError| error.problem_at(top.clone());
    let header = match &info.entries {
        Some(entries) => Some(Header::of_entries(entries)),
        None => find_header(&mut *source.rows(info, None).map_err(open_error)?)?,
    };
    let Some(header) = header else { return Ok(None) };
    let first = header.cells.first().map_or(0, |(col, _)| *col);
    let at = CellRef { row: header.row, col: first, ..top.clone() };
    let mut rows = source.rows(info, None).map_err(open_error)?;
    let mut profile = profile(&mut *rows, at, &header, scales)?;
    profile.form = header.form.or(info.form);
    Ok(Some(profile))
}
