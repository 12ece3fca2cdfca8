//! From paths to an organisation: what every command that reads does first.

use std::path::Path;

use jiff::civil::Date;

use super::account::Account;
use super::args::{Paths, Shared};
use super::failure::{Failure, Outcome};
use super::progress::Progress;
use super::ties::Ties;
use crate::assembly::{Built, build, targets};
use crate::identity::Matches;
use crate::ingest::date::date_of;
use crate::ingest::importers::settings_for;
use crate::ingest::problem::{Problem, Severity};
use crate::ingest::record::Import;
use crate::ingest::{Reading, SheetUse, read_paths};
use crate::insight::analysis::About;
use crate::programme::Folder;
use crate::programme::config::{FileConfig, TieSource};

/// Title of a report whose programme has no name.
const UNNAMED: &str = "Confidence and connections";

/// A programme, read and joined.
pub struct Loaded {
    /// Its files and settings.
    pub folder: Folder,
    /// What was read.
    pub reading: Reading,
    /// What was made of it.
    pub built: Built,
    /// Decisions on who is who.
    pub matches: Matches,
}

/// Reads everything under the paths and joins it. What cannot be read is in the problems.
///
/// # Errors
/// When there is nothing to read, or settings or `matches.csv` cannot be understood.
pub fn load(paths: &Paths, shared: &Shared, progress: &Progress) -> Result<Loaded, Failure> {
    let folder = Folder::open(&paths.paths, shared.config.as_deref())?;
    let matches = match &folder.matches {
        Some(text) => Matches::parse(text).map_err(|e| Failure::Usage(e.to_string()))?,
        None => Matches::default(),
    };
    let reading =
        read_paths(&folder.root, &folder.files, &folder.config, &|done, all| progress.reading(done, all));
    progress.stage("joining");
    let mut built =
        build(&reading.imports, &matches, &folder.config).map_err(|e| Failure::Internal(e.to_string()))?;
    let weights = targets::compositions(&built.organisation, &folder.config.audit);
    let weights = weights.map_err(|e| Failure::Usage(e.to_string()))?;
    built.organisation = built.organisation.weighted_to(weights);
    if let Some(wave) = &shared.wave {
        built.organisation = up_to(built.organisation, wave)?;
    }
    Ok(Loaded { folder, reading, built, matches })
}

fn up_to(
    organisation: crate::model::Organisation,
    wave: &str,
) -> Result<crate::model::Organisation, Failure> {
    let known: Vec<String> = organisation.waves().iter().map(|w| w.label.to_string()).collect();
    organisation.up_to(wave).ok_or_else(|| {
        Failure::Usage(format!(
            "--wave {wave}: there is no such wave\n  help: there are: {}",
            known.join(", ")
        ))
    })
}

impl Loaded {
    /// Refuses input that cannot be reported on: a file that could not be read, or nothing recognised.
    ///
    /// # Errors
    /// Exit code 2, with every such file named.
    pub fn must_be_readable(&self) -> Result<(), Failure> {
        let broken: Vec<String> =
            self.reading.problems.iter().filter(|p| is_of_file(p)).map(Problem::to_string).collect();
        if !broken.is_empty() {
            let help =
                "mend these files, or leave one out with kind = \"ignore\" under [[file]] in crossweave.toml";
            return Err(Failure::Input(format!(
                "{} could not be read; nothing was written\n\n{}\n\n  help: {help}",
                counted(broken.len(), "file or setting", "files or settings"),
                broken.join("\n\n")
            )));
        }
        let people = self.built.organisation.people().len();
        if self.reading.imports.is_empty() || people == 0 {
            return Err(Failure::Input(self.nothing_recognised()));
        }
        Ok(())
    }

    fn nothing_recognised(&self) -> String {
        let mut text = String::from("nothing here could be recognised; nothing was written\n");
        for sheet in &self.reading.sheets {
            if let SheetUse::NotUsed(why) = &sheet.used {
                text.push_str(&format!("\n  {}: {why}", sheet_name(&sheet.file, sheet.sheet.as_deref())));
            }
        }
        text.push_str(
            "\n\n  help: run crossweave check to see each sheet's headers, or crossweave init for templates",
        );
        text
    }

    /// Whether rows were rejected.
    pub fn outcome(&self) -> Outcome {
        if self.account().rejected() > 0 { Outcome::Rejected } else { Outcome::Done }
    }

    /// Every problem, of files first, then of sheets, then of people.
    pub fn problems(&self) -> impl Iterator<Item = &Problem> {
        self.reading.all_problems().chain(&self.built.problems)
    }

    /// What was read and how, for the report.
    pub fn about(&self, command: &'static str, ties: &Ties, seed: u64) -> About {
        let organisation = &self.built.organisation;
        let framework = organisation.framework();
        let account = self.account();
        let log = organisation.interactions();
        let period = log.span().and_then(|(a, b)| Some((date_of(a)?, date_of(b)?)));
        About {
            command,
            title: self.folder.config.programme.name.clone().unwrap_or_else(|| UNNAMED.into()),
            date: self.date(period),
            period,
            inputs: account.inputs,
            unused: account.unused,
            people: organisation.people().len() as u64,
            ties: ties.graph.ties() as u64,
            messages: log.messages,
            outside: Some(log.outside),
            outside_domains: self.built.outside.clone(),
            tie_source: ties.source,
            tie_rule: (ties.source == Some(TieSource::Interactions)).then(|| self.folder.config.ties.clone()),
            shared_groups: ties.groups,
            direction: ties.graph.direction(),
            waves: organisation.waves().to_vec(),
            levels: framework.levels.clone(),
            positive_from: framework.positive_from,
            skills: framework.skills.iter().map(|s| (s.name.clone(), s.domain.clone())).collect(),
            required_by: framework.required_by.clone(),
            crossed: None,
            seed,
            only: Default::default(),
            listed: organisation.standing().listed,
            interval: organisation.standing().interval,
            weighted_by: organisation.standing().composition.iter().map(|c| c.attribute.clone()).collect(),
        }
    }

    /// The date set, else the newest in the data: the clock is never read.
    fn date(&self, period: Option<(Date, Date)>) -> Option<Date> {
        let newest = || {
            let waves = self.built.organisation.waves().iter().filter_map(|w| Some(w.days?.1));
            waves.chain(period.map(|p| p.1)).max()
        };
        self.folder.config.programme.date.or_else(newest)
    }

    /// What became of every row.
    pub fn account(&self) -> Account {
        Account::of(&self.reading, &self.built, self.folder.config.audit.repeat)
    }

    /// What the settings say about a sheet that was read.
    pub fn settings_of(&self, import: &Import) -> FileConfig {
        settings_for(&self.folder.config, &import.at)
    }

    /// The file a problem is about; empty where it is about the whole folder.
    pub fn file_of<'a>(&'a self, problem: &'a Problem) -> &'a str {
        let named = || {
            let (start, _) = problem.what.split_once(": ")?;
            self.reading.files.iter().find(|f| *f.name == *start).map(|f| &*f.name)
        };
        problem.cell.as_ref().map(|cell| &*cell.file).or_else(named).unwrap_or_default()
    }

    /// Says on stderr what the run left out, and where to see more.
    pub fn say_problems(&self, shared: &Shared) {
        let n = |severity| {
            self.problems().filter(|p| p.spec.severity == severity).map(Problem::count).sum::<u64>() as usize
        };
        let (errors, warnings) = (n(Severity::Error), n(Severity::Warning));
        if !shared.quiet && errors + warnings > 0 {
            eprintln!(
                "{} and {} in the files; crossweave check lists them with their cells.",
                counted(errors, "error", "errors"),
                counted(warnings, "warning", "warnings")
            );
        }
    }
}

/// Whether a problem stops a report: a whole file or a setting.
fn is_of_file(problem: &Problem) -> bool {
    problem.spec.severity == Severity::Error
}

/// `audit.xlsx › Skills`, or the file alone.
pub fn sheet_name(file: &str, sheet: Option<&str>) -> String {
    sheet.map_or_else(|| file.to_owned(), |sheet| format!("{file} › {sheet}"))
}

/// `1 error`, `12 errors`.
pub fn counted(n: usize, one: &str, many: &str) -> String {
    crate::report::words::counted(n as u64, one, many)
}

/// Writes text to stdout; a reader that closed early is no failure.
///
/// # Errors
/// When stdout cannot be written for another reason.
pub fn print(text: &str) -> Result<(), Failure> {
    use std::io::Write;
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(super::output::write_error(Path::new("standard output"), e))
        }
        _ => Ok(()),
    }
}
