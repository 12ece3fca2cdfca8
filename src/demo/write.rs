//! From the programme to files in a folder.

use std::path::Path;

use crate::ingest::cell::CellRef;
use crate::report::templates::book::BookError;
use crate::report::templates::folder::{Existing, FolderError, write_files};

use super::delimited;
use super::mistakes::{self, Mistake};
use super::programme::Programme;
use super::sheets;

/// Names of the two audit files, wave by wave.
const AUDITS: [&str; 2] = ["Digital skills audit (spring).xlsx", "Digital skills audit (autumn).xlsx"];

/// The lines a person would have added to say what the files do not.
const SETTINGS: &str = r#"[programme]
name = "Ellersham Together"

[[file]]
path = "Digital skills audit (spring).xlsx"
wave = "Spring 2026"

[[file]]
path = "Digital skills audit (autumn).xlsx"
wave = "Autumn 2026"

[[file]]
path = "mail log.csv"
channel = "email"
"#;

/// What went wrong while the example was written.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// A file could not be written, or is there and differs.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// A workbook could not be made.
    #[error(transparent)]
    Book(#[from] BookError),
}

/// One file of the example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoFile {
    /// Its name.
    pub name: &'static str,
    /// What it holds, in a few words.
    pub holds: &'static str,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A mistake in the example, and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoMistake {
    /// What is wrong.
    pub what: Mistake,
    /// The cell, as `check` prints it.
    pub at: CellRef,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoSummary {
    /// Name and content in a few words of each file, in the order written.
    pub files: Vec<(&'static str, &'static str)>,
    /// People on the staff list.
    pub people: usize,
    /// People who answered in each wave, the anonymous not counted.
    pub answered: [usize; 2],
    /// Rows of the logs.
    pub messages: usize,
    /// Ties the rows show under the default rule.
    pub ties: usize,
    /// Mistakes planted in the forms.
    pub mistakes: Vec<DemoMistake>,
}

/// Writes the example programme of a seed into a folder, which is made where it is missing.
///
/// # Errors
/// [`DemoError::Folder`] when a file of the same name holds something else (then nothing is
/// written), or the folder or a file cannot be written.
///
/// ```
/// let folder = std::env::temp_dir().join("crossweave-demo-doc");
/// let summary = crossweave::demo::write(&folder, 1)?;
/// assert_eq!(summary.people, 200);
/// assert!(folder.join("staff list.xlsx").exists());
/// # std::fs::remove_dir_all(&folder).unwrap();
/// # Ok::<(), crossweave::demo::DemoError>(())
/// ```
pub fn write(dir: &Path, seed: u64) -> Result<DemoSummary, DemoError> {
    let programme = Programme::new(seed);
    let files = files_of(&programme)?;
    let contents: Vec<(&str, &[u8])> = files.iter().map(|f| (f.name, f.bytes.as_slice())).collect();
    write_files(dir, &contents, Existing::Refuse)?;
    Ok(summary(&programme, &files))
}

/// The example's files, without writing them.
///
/// # Errors
/// [`DemoError::Book`] when a workbook could not be made.
pub fn files(seed: u64) -> Result<Vec<DemoFile>, DemoError> {
    files_of(&Programme::new(seed))
}

fn files_of(p: &Programme) -> Result<Vec<DemoFile>, DemoError> {
    let file = |name, holds, bytes| DemoFile { name, holds, bytes };
    Ok(vec![
        file("staff list.xlsx", "everyone, their team and manager", sheets::staff_list(&p.people)?),
        file(
            AUDITS[0],
            "first audit, 80 % answered",
            sheets::audit("Audit, spring", &p.skills, &p.forms[0])?,
        ),
        file(
            AUDITS[1],
            "second audit, 70 % answered",
            sheets::audit("Audit, autumn", &p.skills, &p.forms[1])?,
        ),
        file("mail log.csv", "twelve weeks of e-mail", delimited::mail_log(&p.people, &p.messages)),
        file(
            "chat and meetings.csv",
            "twelve weeks of chat, meetings and social media",
            delimited::other_channels(&p.people, &p.messages),
        ),
        file("cafe sign-in.csv", "who came to the cafés", delimited::sign_in_sheet(&p.people, &p.sign_ins)),
        file("Boards and projects.xlsx", "who sits where", sheets::boards(p)?),
        file("Skills framework.xlsx", "the skills, and the level each strand needs", sheets::framework()?),
        file("crossweave.toml", "the programme's name and its waves", SETTINGS.as_bytes().to_vec()),
    ])
}

fn summary(p: &Programme, files: &[DemoFile]) -> DemoSummary {
    DemoSummary {
        files: files.iter().map(|f| (f.name, f.holds)).collect(),
        people: p.people.len(),
        answered: [0, 1].map(|wave| p.levels[wave].iter().flatten().count()),
        messages: p.messages.len(),
        ties: p.ties.len(),
        mistakes: [0, 1].into_iter().flat_map(|wave| mistakes_of(p, wave)).collect(),
    }
}

fn mistakes_of(p: &Programme, wave: usize) -> Vec<DemoMistake> {
    mistakes::cells(&p.forms[wave], &p.people, wave)
        .into_iter()
        .map(|(what, row, col)| DemoMistake {
            what,
            at: CellRef::new(AUDITS[wave], Some("Sheet1"), row as u32 + 1, col as u32),
        })
        .collect()
}
