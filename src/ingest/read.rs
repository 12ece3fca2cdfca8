//! Reading files: every sheet listed, the recognised ones read, every problem kept.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::candidates::MissingField;
use super::cell::CellRef;
use super::choose::{Scales, settle};
use super::claim::{Decision, decide};
use super::hash::fingerprint;
use super::import::{Outcome, read_sheet};
use super::importer::SheetProfile;
use super::importers::same_path;
use super::look::{LookedFile, look_at, profile_of};
use super::parallel::in_parallel;
use super::problem::Problem;
use super::problems as kinds;
use super::record::{Import, Records};
use super::scale::{Scale, missing};
use super::source::{Extent, Meter, Progress, SheetInfo, Source, Visibility};
use super::text::quoted;
use super::wording::question_key;
use crate::programme::config::{Config, FileConfig};

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
    /// Why it was not used, in a word that holds nothing of its content; `None` where it was.
    pub unused: Option<Unused>,
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

/// Why a sheet was not used: the kind of reason, which holds nothing of the sheet's content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unused {
    /// The file or the sheet cannot be read.
    Unreadable,
    /// It is hidden.
    Hidden,
    /// No row names its columns.
    NoHeader,
    /// It has headers and nothing below them.
    NoRows,
    /// Its columns are those of no table.
    NotRecognised,
    /// Two readings fit equally well.
    Ambiguous,
    /// The settings cannot be followed.
    BadSetting,
    /// The settings say so.
    Ignored,
}

impl Unused {
    /// The reason in a few words.
    pub fn words(self) -> &'static str {
        match self {
            Unused::Unreadable => "it cannot be read",
            Unused::Hidden => "it is hidden",
            Unused::NoHeader => "no row names its columns",
            Unused::NoRows => "it has headers and no rows yet",
            Unused::NotRecognised => "its columns are those of no table we know",
            Unused::Ambiguous => "it could be two things",
            Unused::BadSetting => "a setting cannot be followed",
            Unused::Ignored => "the settings say to ignore it",
        }
    }
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
/// `progress` is told the bytes read and the bytes there are, on the calling thread. Nothing here fails:
/// a file that cannot be read is a problem, and the others are read. The result does not depend on the
/// number of threads.
pub fn read_paths(root: &Path, files: &[PathBuf], config: &Config, progress: Progress) -> Reading {
    let mut named: Vec<(Arc<str>, &Path)> =
        files.iter().map(|path| (name_of(root, path), path.as_path())).collect();
    named.sort();
    named.dedup();
    std::thread::scope(|scope| {
        let prints = scope.spawn(|| named.iter().map(|(_, path)| fingerprint(path)).collect::<Vec<_>>());
        let (mut reading, assumed) = Reader::new(root, config, &named, progress).read(&named, Extent::Head);
        let prints = prints.join().unwrap_or_default();
        // A large file was taken for UTF-8 before all of it had been seen. Where that was wrong, everything
        // is read again as if it had been known.
        if assumed.iter().any(|file| !prints.get(*file).is_some_and(|print| print.is_utf8)) {
            drop(reading);
            (reading, _) = Reader::new(root, config, &named, progress).read(&named, Extent::Whole);
        }
        for (file, print) in reading.files.iter_mut().zip(prints) {
            file.sha256 = print.sha256;
        }
        reading
    })
}

fn name_of(root: &Path, path: &Path) -> Arc<str> {
    let relative = path.strip_prefix(root).unwrap_or(path);
    let relative = relative.strip_prefix("./").unwrap_or(relative);
    relative.to_string_lossy().replace('\\', "/").into()
}

/// A sheet to be read: its account, and its profile.
struct Job {
    info: SheetInfo,
    account: usize,
    profile: SheetProfile,
}

struct Reader<'a> {
    root: &'a Path,
    config: &'a Config,
    progress: Progress<'a>,
    done: AtomicU64,
    total: u64,
    reading: Reading,
    files: Vec<LookedFile>,
}

impl<'a> Reader<'a> {
    fn new(root: &'a Path, config: &'a Config, named: &[(Arc<str>, &Path)], progress: Progress<'a>) -> Self {
        let account = |(name, path): &(Arc<str>, &Path)| {
            let bytes = std::fs::metadata(path).map_or(0, |m| m.len());
            FileAccount { name: name.clone(), bytes, sha256: String::new() }
        };
        let files: Vec<FileAccount> = named.iter().map(account).collect();
        let total = files.iter().map(|f| f.bytes).sum();
        let reading = Reading { files, ..Reading::default() };
        Self { root, config, progress, done: AtomicU64::new(0), total, reading, files: Vec::new() }
    }

    /// Reads everything; gives the files taken for UTF-8 by their head, too.
    fn read(mut self, named: &[(Arc<str>, &Path)], extent: Extent) -> (Reading, Vec<usize>) {
        let given = self.given_scale();
        let scales = Scales::of(self.config, given.clone());
        let config = self.config;
        let jobs = self.reading.files.iter().zip(named).map(|(f, (name, path))| (f.bytes, (name, *path)));
        self.files = in_parallel(
            jobs.collect(),
            || {},
            |(name, path)| look_at(path, name, extent, config, &scales.all),
        );
        let is_assumed = |file: &LookedFile| matches!(&file.source, Some(Source::Delimited(text)) if text.is_assumed_utf8());
        let assumed = (0..).zip(&self.files).filter(|(_, file)| is_assumed(file)).map(|(i, _)| i).collect();
        self.check_paths();
        self.check_levels();
        let jobs = self.take_accounts();
        let framework = self.read_frameworks(jobs);
        self.read_rest(framework.0, scales, given.is_some(), framework.1, framework.2);
        (self.progress)(self.total, self.total);
        (self.reading, assumed)
    }

    /// The scale the settings give.
    fn given_scale(&mut self) -> Option<Scale> {
        let labels = self.config.audit.labels();
        let given = Scale::from_labels(&labels);
        if given.is_none() && !(labels.is_empty() && self.config.audit.scale.is_none()) {
            let what = "[audit] levels or scale cannot be a scale: it needs 2 to 100 different labels";
            self.reading.problems.push(Problem::general(
                &kinds::BAD_SETTING,
                what,
                "correct it, or take it out",
            ));
        }
        given
    }

    /// Settings for files or sheets that are not there. In `mapping.toml` they are what is left of files
    /// that went, and only a note.
    fn check_paths(&mut self) {
        let parts =
            [(&self.config.mapping, &kinds::STALE_MAPPING), (&self.config.files, &kinds::BAD_SETTING)];
        for (parts, kind) in parts {
            for part in parts {
                let index = self.reading.files.iter().position(|f| same_path(&part.path, &f.name));
                if let Some(what) = self.not_there(part, index) {
                    let fix = "correct the [[file]] part, or take it out";
                    self.reading.problems.push(Problem::general(kind, what, fix));
                }
            }
        }
    }

    /// Levels of single columns that cannot be a scale.
    fn check_levels(&mut self) {
        for part in self.config.parts() {
            for (header, _) in part.levels.iter().filter(|(_, labels)| Scale::from_labels(labels).is_none()) {
                let place = part.place(&format!("levels.{header}"));
                let what =
                    format!("{place}the levels of {} in {} cannot be a scale", quoted(header), part.path);
                let fix = "give 2 to 100 different labels, lowest first, under [file.levels]";
                self.reading.problems.push(Problem::general(&kinds::BAD_SETTING, what, fix));
            }
        }
    }

    /// What a part is about and is not there. A file that is there and was not given is nobody's fault.
    fn not_there(&self, part: &FileConfig, index: Option<usize>) -> Option<String> {
        let Some(file) = index.and_then(|i| self.files.get(i)) else {
            let there = self.root.join(part.path.replace('\\', "/")).exists();
            return (!there)
                .then(|| format!("{}there is no file {}", part.place("path"), quoted(&part.path)));
        };
        let sheet = part.sheet.as_deref()?;
        let has = file.source.is_none() || file.sheets.iter().any(|s| s.info.name.as_deref() == Some(sheet));
        (!has).then(|| format!("{}{} has no sheet {}", part.place("sheet"), part.path, quoted(sheet)))
    }

    /// Takes the accounts and problems of all files into the reading; what is left is to be read, file
    /// by file.
    fn take_accounts(&mut self) -> Vec<Vec<Job>> {
        let mut jobs = Vec::new();
        for file in &mut self.files {
            self.reading.problems.append(&mut file.problems);
            let mut own = Vec::new();
            for sheet in file.sheets.drain(..) {
                let account = self.reading.sheets.len();
                self.reading.sheets.push(sheet.account);
                own.extend(sheet.profile.map(|profile| Job { info: sheet.info, account, profile }));
            }
            jobs.push(own);
        }
        jobs
    }

    /// Reads the frameworks; gives what is left to read, the first scale a framework names, and every
    /// skill and question.
    fn read_frameworks(&mut self, jobs: Vec<Vec<Job>>) -> (Vec<Vec<Job>>, Option<Scale>, Vec<String>) {
        let is_framework = |job: &Job| matches!(decide(&job.profile, self.config), Decision::Read(spec, _) if spec.table == "framework");
        let split = jobs.into_iter().map(|own| own.into_iter().partition(is_framework));
        let (frameworks, rest): (Vec<Vec<Job>>, Vec<Vec<Job>>) = split.unzip();
        self.read_jobs(frameworks);
        let records = self.reading.imports.iter().filter_map(|import| match &import.records {
            Records::Framework(skills) => Some(skills),
            _ => None,
        });
        let skills: Vec<_> = records.flatten().collect();
        let scale = skills.iter().find_map(|skill| Scale::from_labels(&skill.levels));
        let names = skills.iter().flat_map(|s| [Some(&s.skill), s.question.as_ref()]).flatten();
        (rest, scale, names.map(|name| question_key(name)).collect())
    }

    fn read_rest(
        &mut self,
        mut jobs: Vec<Vec<Job>>,
        mut scales: Scales,
        given: bool,
        framework: Option<Scale>,
        skills: Vec<String>,
    ) {
        if let (Some(scale), false) = (framework, given) {
            scales = Scales::of(self.config, Some(scale));
            self.look_again(&mut jobs, &scales.all);
        }
        self.check_accepted(&scales);
        let mut profiles: Vec<&mut SheetProfile> =
            jobs.iter_mut().flatten().map(|job| &mut job.profile).collect();
        settle(&mut profiles, &scales, self.config);
        profiles.into_iter().for_each(|profile| profile.framework.clone_from(&skills));
        self.read_jobs(jobs);
    }

    /// Settings that say to read a text as something that is on no scale.
    fn check_accepted(&mut self, scales: &Scales) {
        for (wrong, right) in &self.config.audit.accept {
            if missing(right).is_none() && scales.all.iter().all(|scale| scale.level(right).is_none()) {
                let what = format!(
                    "[audit.accept] says to read {} as {}, which is on no scale",
                    quoted(wrong),
                    quoted(right)
                );
                let fix = "give a label as the scale words it, or a reason such as \"don't know\"";
                self.reading.problems.push(Problem::general(&kinds::BAD_SETTING, what, fix));
            }
        }
    }

    /// Counts levels again, on the scale a framework gave.
    fn look_again(&mut self, jobs: &mut [Vec<Job>], scales: &[Scale]) {
        let config = self.config;
        for (file, own) in self.files.iter_mut().zip(jobs) {
            let Some(source) = &mut file.source else { continue };
            for job in own {
                let top = CellRef { row: 1, col: 0, ..job.profile.at.clone() };
                if let Ok(Some(profile)) = profile_of(source, &job.info, &top, config, scales) {
                    job.profile = profile;
                }
            }
        }
    }

    /// Reads sheets, several files at a time.
    fn read_jobs(&mut self, jobs: Vec<Vec<Job>>) {
        let (config, done, total, progress) = (self.config, &self.done, self.total, self.progress);
        let with_files = self.files.iter_mut().zip(&self.reading.files).zip(jobs);
        let jobs = with_files.filter(|(_, own)| !own.is_empty());
        let jobs = jobs.map(|((file, account), own)| (account.bytes, (file, account.bytes, own)));
        let tell = || progress(done.load(Ordering::Relaxed), total);
        let outcomes = in_parallel(jobs.collect(), tell, |(file, bytes, own)| {
            let meter = Meter::new(done, bytes);
            let read = |job: Job| {
                let source = file.source.as_mut()?;
                Some((job.account, read_sheet(source, &job.info, job.profile, config, &meter)))
            };
            let outcomes: Vec<(usize, Outcome)> = own.into_iter().filter_map(read).collect();
            meter.finish();
            outcomes
        });
        for (account, outcome) in outcomes.into_iter().flatten() {
            self.take_outcome(account, outcome);
        }
    }

    fn take_outcome(&mut self, account: usize, outcome: Outcome) {
        self.reading.problems.extend(outcome.problems);
        self.reading.candidates.extend(outcome.candidates);
        if let Some(account) = self.reading.sheets.get_mut(account) {
            account.used = outcome.used;
            account.unused = outcome.unused;
            account.rows = outcome.import.as_ref().map_or(account.rows, |import| import.rows.read);
        }
        self.reading.imports.extend(outcome.import);
    }
}
