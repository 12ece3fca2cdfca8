//! Opening a file and looking at its sheets: what is there, before anything is read.

use std::path::Path;
use std::sync::Arc;

use super::cell::CellRef;
use super::header::{Header, find_header};
use super::importer::SheetProfile;
use super::importers::{same_path, settings_for};
use super::problem::Problem;
use super::problems as kinds;
use super::profile::profile;
use super::read::{SheetAccount, SheetUse, Unused};
use super::scale::Scale;
use super::settings::{header_at, ranged};
use super::source::{Extent, ReadError, SheetInfo, Source, Visibility};
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
pub(super) fn look_at(
    path: &Path,
    name: &Arc<str>,
    extent: Extent,
    config: &Config,
    scales: &[Scale],
) -> LookedFile {
    match Source::open_by(path, name, extent) {
        Ok(source) => look_into(source, name, config, scales),
        Err(error) => {
            let info = SheetInfo::whole_file();
            let account = account(name, &info, Unused::Unreadable, error.to_string(), 0);
            let sheets = vec![LookedSheet { info, account, profile: None }];
            LookedFile { source: None, sheets, problems: vec![error.problem(name)] }
        }
    }
}

fn account(file: &Arc<str>, info: &SheetInfo, why: Unused, reason: String, rows: u64) -> SheetAccount {
    SheetAccount {
        file: file.clone(),
        sheet: info.name.clone(),
        visibility: info.visibility,
        used: SheetUse::NotUsed(reason),
        unused: Some(why),
        rows,
    }
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
        return LookedSheet { account: account(file, &info, Unused::Hidden, reason, 0), info, profile: None };
    }
    let (profile, why, reason) = match profile_of(source, &info, &top, config, scales) {
        Ok(Some(profile)) => (Some(profile), Unused::NotRecognised, String::new()),
        Ok(None) => (None, Unused::NoHeader, "no row of column headers was found".to_owned()),
        Err(problem) => {
            let reason = problem.what.clone();
            problems.push(problem);
            (None, Unused::Unreadable, reason)
        }
    };
    let rows = profile.as_ref().map_or(0, |p| p.rows);
    LookedSheet { account: account(file, &info, why, reason, rows), info, profile }
}

fn is_asked_for(file: &str, info: &SheetInfo, config: &Config) -> bool {
    let names = |f: &FileConfig| {
        same_path(&f.path, file) && f.sheet.is_some() && f.sheet.as_deref() == info.name.as_deref()
    };
    config.parts().any(names)
}

/// The profile of a sheet; `None` when no row names its columns.
pub(super) fn profile_of(
    source: &mut Source,
    info: &SheetInfo,
    top: &CellRef,
    config: &Config,
    scales: &[Scale],
) -> Result<Option<SheetProfile>, Problem> {
    let open_error = |error: ReadError| error.problem_at(top.clone());
    let settings = settings_for(config, top);
    let header = match (&info.entries, settings.header_row) {
        (Some(entries), _) => Some(Header::of_entries(entries)),
        (None, Some(_)) => header_at(&mut *source.rows(info, None).map_err(open_error)?, top, &settings)?,
        (None, None) => find_header(&mut *source.rows(info, None).map_err(open_error)?)?,
    };
    let Some(header) = header else { return Ok(None) };
    let first = header.cells.first().map_or(0, |(col, _)| *col);
    let at = CellRef { row: header.row, col: first, ..top.clone() };
    let rows = source.rows(info, None).map_err(open_error)?;
    let mut rows = ranged(rows, header.row, settings.rows);
    let mut profile = profile(&mut *rows, at, &header, scales)?;
    profile.form = header.form.or(info.form);
    Ok(Some(profile))
}
