//! Reading files: every sheet listed, the recognised ones read, every problem kept.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::candidates::MissingField;
use super::cell::CellRef;
use super::claim::{Decision, ScaleCounts, check_settings, decide, missing_team};
use super::header::find_header;
use super::importer::{Claim, FieldUse, ImporterSpec, Plan, SheetProfile};
use super::importers::settings_for;
use super::private::private_reason;
use super::problem::Problem;
use super::problems as kinds;
use super::profile::profile;
use super::record::{ColumnUse, Import, Records, RowCounts};
use super::scale::{Scale, known};
use super::source::{Meter, Progress, ReadError, SheetInfo, Source, Visibility};
use super::stream::Planned;
use super::text::{fold_label, quoted};
use crate::programme::config::Config;

/// Everything read from some files.
#[derive(Debug, Default)]
pub struct Reading {
    /// The sheets read: frameworks first, then in the order of files and sheets.
    pub imports: Vec<Import>,
    /// Every sheet of every file, read or not.
    pub sheets: Vec<SheetAccount>,
    /// Problems that belong to no sheet that was read; the others stand with their [`Import`].
    pub problems: Vec<Problem>,
    /// Every file, in name order.
    pub files: Vec<FileAccount>,
    /// Fields that were not found, with the columns they could be in.
    pub candidates: Vec<MissingField>,
}

impl Reading {
    /// Every problem: of files and settings first, then sheet by sheet.
    pub fn all_problems(&self) -> impl Iterator<Item = &Problem> {
        self.problems.iter().chain(self.imports.iter().flat_map(|import| &import.problems))
    }
}

/// A sheet, and what it was taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetAccount {
    /// File, relative to the programme folder.
    pub file: Arc<str>,
    /// Sheet; `None` in files without sheets.
    pub sheet: Option<Arc<str>>,
    /// Whether it is shown to who opens the workbook.
    pub visibility: Visibility,
    /// What became of it.
    pub used: SheetUse,
    /// Rows below the header: all of them where the sheet was read, else those looked at.
    pub rows: u64,
}

/// What became of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetUse {
    /// Read by the importer with this id.
    ReadAs(&'static str),
    /// Not read, for this reason.
    NotUsed(String),
}

/// A file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileAccount {
    /// Name, relative to the programme folder.
    pub name: Arc<str>,
    /// Size.
    pub bytes: u64,
    /// SHA-256 of its content in hexadecimal; empty where it could not be opened.
    pub sha256: String,
}

/// Reads files, in the order of their names. Frameworks are read before audits, for their scale.
///
/// `progress` is told the bytes read and the bytes there are. Nothing here fails: a file that cannot be
/// read is a problem, and the others are read.
pub fn read_paths(root: &Path, files: &[PathBuf], config: &Config, progress: Progress) -> Reading {
    let mut named: Vec<(Arc<str>, &PathBuf)> = files.iter().map(|path| (name_of(root, path), path)).collect();
    named.sort();
    named.dedup();
    let paths: Vec<&Path> = named.iter().map(|(_, path)| path.as_path()).collect();
    std::thread::scope(|scope| {
        let hashes = scope.spawn(|| paths.iter().map(|path| super::hash::sha256(path)).collect::<Vec<_>>());
        let mut reading = Reader::new(config, &named, progress).read(&named);
        let hashes = hashes.join().unwrap_or_default();
        for (file, sha256) in reading.files.iter_mut().zip(hashes) {
            file.sha256 = sha256;
        }
        reading
    })
}

fn name_of(root: &Path, path: &Path) -> Arc<str> {
    let relative = path.strip_prefix(root).unwrap_or(path);
    let relative = relative.strip_prefix("./").unwrap_or(relative);
    relative.to_string_lossy().replace('\\', "/").into()
}

/// A sheet that has been looked at.
struct Looked {
    file: usize,
    sheet: SheetInfo,
    account: usize,
    profile: SheetProfile,
}

struct Reader<'a> {
    config: &'a Config,
    meter: Meter<'a>,
    reading: Reading,
    sources: Vec<Option<Source>>,
    /// Bytes of the files up to and with each.
    ends: Vec<u64>,
}

impl<'a> Reader<'a> {
    fn new(config: &'a Config, named: &[(Arc<str>, &PathBuf)], progress: Progress<'a>) -> Self {
        let mut reading = Reading::default();
        let mut ends = Vec::new();
        let mut total = 0;
        for (name, path) in named {
            let bytes = std::fs::metadata(path).map_or(0, |m| m.len());
            total += bytes;
            ends.push(total);
            reading.files.push(FileAccount { name: name.clone(), bytes, sha256: String::new() });
        }
        Self { config, meter: Meter::new(progress, total), reading, sources: Vec::new(), ends }
    }

    fn read(mut self, named: &[(Arc<str>, &PathBuf)]) -> Reading {
        for (name, path) in named {
            let opened = Source::open(path, name);
            let source = opened.map_err(|error| self.report_file(name, &error)).ok();
            if let Some(Source::Delimited(text)) = &source
                && text.is_windows_1252()
            {
                let fix = "if accents look wrong, save the file as UTF-8";
                let what = format!("{name}: read as Windows-1252");
                self.reading.problems.push(Problem::general(&kinds::WINDOWS_1252, what, fix));
            }
            self.sources.push(source);
        }
        self.check_paths();
        let given = Scale::from_labels(&self.config.audit.levels);
        if given.is_none() && !self.config.audit.levels.is_empty() {
            let what = "[audit] levels cannot be a scale: it needs 2 to 100 different labels";
            let problem = Problem::general(&kinds::BAD_SETTING, what, "correct it, or take it out");
            self.reading.problems.push(problem);
        }
        let scales = given.clone().map_or_else(known, |scale| vec![scale]);
        let looked = self.look_at_all(&scales);
        let (frameworks, rest) = self.split_frameworks(looked);
        let framework = self.read_frameworks(frameworks);
        self.read_rest(rest, scales, given.is_some(), framework);
        self.reading
    }

    fn report_file(&mut self, name: &Arc<str>, error: &ReadError) {
        self.reading.problems.push(error.problem(name));
        self.account(name, None, Visibility::Visible, SheetUse::NotUsed(error.to_string()), 0);
    }

    fn account(
        &mut self,
        file: &Arc<str>,
        sheet: Option<Arc<str>>,
        visibility: Visibility,
        used: SheetUse,
        rows: u64,
    ) -> usize {
        self.reading.sheets.push(SheetAccount { file: file.clone(), sheet, visibility, used, rows });
        self.reading.sheets.len() - 1
    }

    /// Settings for files or sheets that are not there.
    fn check_paths(&mut self) {
        for part in &self.config.files {
            let at = |f: &FileAccount| CellRef::new(&f.name, part.sheet.as_deref(), 1, 0);
            let named = |f: &&FileAccount| {
                let only = Config { files: vec![part.clone()], ..Config::default() };
                let marked = Config { files: vec![mark(&only)], ..only };
                settings_for(&marked, &at(f)).kind.is_some()
            };
            let index = self.reading.files.iter().position(|f| named(&f));
            let what = match (index, &part.sheet) {
                (None, _) => format!("there is no file {}", quoted(&part.path)),
                (Some(i), Some(sheet)) => {
                    let source = self.sources.get(i).and_then(Option::as_ref);
                    let has =
                        source.is_none_or(|s| s.sheets().iter().any(|s| s.name.as_deref() == Some(sheet)));
                    if has {
                        continue;
                    }
                    format!("{} has no sheet {}", part.path, quoted(sheet))
                }
                (Some(_), None) => continue,
            };
            let fix = "correct the [[file]] part, or take it out";
            self.reading.problems.push(Problem::general(&kinds::BAD_SETTING, what, fix));
        }
    }

    fn look_at_all(&mut self, scales: &[Scale]) -> Vec<Looked> {
        let mut looked = Vec::new();
        for file in 0..self.sources.len() {
            let Some(sheets) = self.sources[file].as_ref().map(Source::sheets) else { continue };
            let mut found = false;
            for sheet in sheets {
                found |= self.look_at(file, sheet, scales, &mut looked);
            }
            if !found {
                let name = self.reading.files[file].name.clone();
                self.reading.problems.push(ReadError::NothingRecognised.problem(&name));
            }
        }
        looked
    }

    /// Looks at one sheet; whether there was a table in it, or it was left unread on purpose.
    fn look_at(&mut self, file: usize, sheet: SheetInfo, scales: &[Scale], looked: &mut Vec<Looked>) -> bool {
        let name = self.reading.files[file].name.clone();
        let top = CellRef { file: name.clone(), sheet: sheet.name.clone(), row: 1, col: 0 };
        let asked = self
            .config
            .files
            .iter()
            .any(|f| f.sheet.is_some() && f.sheet.as_deref() == sheet.name.as_deref())
            && settings_for(self.config, &top) != crate::programme::config::FileConfig::default();
        if sheet.visibility != Visibility::Visible && !asked {
            let reason = "it is hidden; ask for it with sheet = \"…\" in crossweave.toml";
            self.account(&name, sheet.name.clone(), sheet.visibility, SheetUse::NotUsed(reason.into()), 0);
            let what = "the sheet is hidden and was not read";
            let fix = "to read it, name it with sheet = \"…\" in a [[file]] part of crossweave.toml";
            self.reading.problems.push(Problem::at(&kinds::HIDDEN_SHEET, top, what, fix));
            return true;
        }
        let (used, table) = match self.profile_sheet(file, &sheet, &top, scales) {
            Ok(Some(profile)) => {
                let account = self.account(
                    &name,
                    sheet.name.clone(),
                    sheet.visibility,
                    SheetUse::NotUsed(String::new()),
                    profile.rows,
                );
                looked.push(Looked { file, sheet, account, profile });
                return true;
            }
            Ok(None) => ("no row of column headers was found".to_owned(), false),
            Err(problem) => {
                let reason = problem.what.clone();
                self.reading.problems.push(problem);
                (reason, true)
            }
        };
        self.account(&name, sheet.name.clone(), sheet.visibility, SheetUse::NotUsed(used), 0);
        table
    }

    fn profile_sheet(
        &mut self,
        file: usize,
        sheet: &SheetInfo,
        top: &CellRef,
        scales: &[Scale],
    ) -> Result<Option<SheetProfile>, Problem> {
        let Some(source) = self.sources[file].as_mut() else { return Ok(None) };
        let open_error = |error: ReadError| error.problem_at(top.clone());
        let Some(header) = find_header(&mut *source.rows(sheet, None).map_err(open_error)?)? else {
            return Ok(None);
        };
        let first = header.cells.first().map_or(0, |(col, _)| *col);
        let at = CellRef { row: header.row, col: first, ..top.clone() };
        let mut rows = source.rows(sheet, None).map_err(open_error)?;
        profile(&mut *rows, at, &header, scales).map(Some)
    }

    fn split_frameworks(&self, looked: Vec<Looked>) -> (Vec<Looked>, Vec<Looked>) {
        looked.into_iter().partition(|sheet| {
            matches!(decide(&sheet.profile, self.config), Decision::Read(spec, _) if spec.table == "framework")
        })
    }

    /// Reads the frameworks; gives the first scale one of them names, and every skill and question.
    fn read_frameworks(&mut self, sheets: Vec<Looked>) -> (Option<Scale>, Vec<String>) {
        for sheet in sheets {
            self.read_sheet(sheet);
        }
        let records = self.reading.imports.iter().filter_map(|import| match &import.records {
            Records::Framework(skills) => Some(skills),
            _ => None,
        });
        let skills: Vec<_> = records.flatten().collect();
        let scale = skills.iter().find_map(|skill| Scale::from_labels(&skill.levels));
        let names = skills.iter().flat_map(|s| [Some(&s.skill), s.question.as_ref()]).flatten();
        (scale, names.map(|name| fold_label(name)).collect())
    }

    fn read_rest(
        &mut self,
        mut sheets: Vec<Looked>,
        mut scales: Vec<Scale>,
        given: bool,
        (framework_scale, skills): (Option<Scale>, Vec<String>),
    ) {
        if let (Some(scale), false) = (framework_scale, given) {
            scales = vec![scale];
            sheets = self.look_again(sheets, &scales);
        }
        let counts: Vec<ScaleCounts> = sheets.iter().map(|s| ScaleCounts::of(&s.profile, &scales)).collect();
        let mut all = ScaleCounts::default();
        counts.iter().for_each(|c| all.add(c));
        for (mut sheet, counts) in sheets.into_iter().zip(counts) {
            if let Some(i) = counts.choose(&all, &scales) {
                sheet
                    .profile
                    .columns
                    .iter_mut()
                    .for_each(|c| c.levels = c.by_scale.get(i).copied().unwrap_or(0));
                sheet.profile.scale = scales.get(i).cloned();
            }
            sheet.profile.framework.clone_from(&skills);
            self.read_sheet(sheet);
        }
    }

    /// Counts levels again, on the scale a framework gave.
    fn look_again(&mut self, sheets: Vec<Looked>, scales: &[Scale]) -> Vec<Looked> {
        let again = |sheet: Looked| {
            let top = CellRef { row: 1, col: 0, ..sheet.profile.at.clone() };
            match self.profile_sheet(sheet.file, &sheet.sheet, &top, scales) {
                Ok(Some(profile)) => Looked { profile, ..sheet },
                _ => sheet,
            }
        };
        sheets.into_iter().map(again).collect()
    }

    fn read_sheet(&mut self, sheet: Looked) {
        let used = match decide(&sheet.profile, self.config) {
            Decision::Leave { reason, problems, near } => {
                self.reading.problems.extend(problems);
                self.reading.candidates.extend(near);
                SheetUse::NotUsed(reason)
            }
            Decision::Read(spec, claim) => {
                self.reading.candidates.extend(missing_team(&sheet.profile, spec, &claim));
                match self.import(&sheet, spec, claim) {
                    Ok(import) => {
                        self.reading.sheets[sheet.account].rows = import.rows.read;
                        self.reading.imports.push(import);
                        SheetUse::ReadAs(spec.id)
                    }
                    Err(problem) => {
                        let reason = problem.what.clone();
                        self.reading.problems.push(problem);
                        SheetUse::NotUsed(reason)
                    }
                }
            }
        };
        self.reading.sheets[sheet.account].used = used;
        self.meter.reach(self.ends.get(sheet.file).copied().unwrap_or(0));
    }

    fn import(
        &mut self,
        sheet: &Looked,
        spec: &'static ImporterSpec,
        claim: Claim,
    ) -> Result<Import, Problem> {
        let at = sheet.profile.at.clone();
        let mut columns = claim.columns;
        columns.sort_by_key(|(col, _)| *col);
        columns.dedup_by_key(|(col, _)| *col);
        columns.retain(|(col, _)| sheet.profile.column(*col).is_some_and(|c| !c.private));
        let plan = Plan { at: at.clone(), columns, profile: sheet.profile.clone() };
        let Some(source) = self.sources[sheet.file].as_mut() else {
            return Err(ReadError::NotFound.problem_at(at));
        };
        let rows = source.rows(&sheet.sheet, Some(&self.meter)).map_err(|e| e.problem_at(at.clone()))?;
        let planned: Vec<u32> = plan.columns.iter().map(|(col, _)| *col).collect();
        let mut stream = Planned::new(rows, planned, at.row);
        let parsed = (spec.parse)(&plan, self.config, &mut stream);
        let mut problems = check_settings(&sheet.profile, spec, self.config);
        problems.extend(duplicate_headers(&sheet.profile));
        problems.extend(parsed.problems);
        let columns = account_columns(&plan, &parsed.columns);
        debug_assert!(is_accounted_for(&parsed.rows));
        Ok(Import { importer: spec.id, at, records: parsed.records, columns, rows: parsed.rows, problems })
    }
}

/// A part of the settings that cannot be overlooked, to ask whether it applies.
fn mark(only: &Config) -> crate::programme::config::FileConfig {
    let mut part = only.files.first().cloned().unwrap_or_default();
    part.kind = Some(String::new());
    part
}

fn is_accounted_for(rows: &RowCounts) -> bool {
    rows.read == rows.used + rows.rejected + rows.blank
}

fn duplicate_headers(profile: &SheetProfile) -> Vec<Problem> {
    let mut seen: Vec<(String, u32)> = Vec::new();
    let mut problems = Vec::new();
    for column in profile.columns.iter().filter(|c| !c.private) {
        let folded = fold_label(&column.header);
        if seen.iter().any(|(header, _)| *header == folded) {
            let fix = "rename one of them; the first is read under this name";
            let at = profile.at.at_col(column.col);
            problems.push(Problem::at(&kinds::DUPLICATE_HEADER, at, quoted(&column.header), fix));
        } else {
            seen.push((folded, column.col));
        }
    }
    problems
}

/// What became of each column.
fn account_columns(plan: &Plan, described: &[ColumnUse]) -> Vec<ColumnUse> {
    let use_of = |column: &super::importer::ColumnProfile| {
        if let Some(described) = described.iter().find(|d| d.col == column.col) {
            return described.used_as.clone();
        }
        let planned = plan.columns.iter().find(|(col, _)| *col == column.col);
        match (planned, private_reason(&column.header)) {
            (Some((_, FieldUse::Field(name))), _) => (*name).to_owned(),
            (Some((_, FieldUse::Question { .. })), _) => "question".to_owned(),
            (Some((_, FieldUse::Attribute(name))), _) => name.clone(),
            (None, Some(reason)) => format!("not read: {reason}"),
            (None, None) => "not read".to_owned(),
        }
    };
    let account = |c: &super::importer::ColumnProfile| ColumnUse {
        col: c.col,
        header: c.header.clone(),
        used_as: use_of(c),
    };
    plan.profile.columns.iter().map(account).collect()
}
