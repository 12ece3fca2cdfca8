//! What the tests share: running the binary, reading what it prints, finding real data.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde::Deserialize;

/// The program, as built for this test run.
pub fn crossweave() -> Command {
    Command::new(env!("CARGO_BIN_EXE_crossweave"))
}

/// Runs the program; its exit code and stdout. Fails with its stderr when the code is another.
#[track_caller]
pub fn run(code: i32, args: &[&str]) -> String {
    let output = crossweave().args(args).output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{args:?}\n{stderr}");
    String::from_utf8(output.stdout).unwrap()
}

/// A path as an argument.
pub fn arg(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Real data kept outside the project; says so and gives `None` where it is absent.
pub fn shared(test: &str, folder: &str) -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let data = std::env::var_os("CROSSWEAVE_SHARED").map_or_else(beside, PathBuf::from);
    let folder = data.join(folder);
    if !folder.is_dir() {
        eprintln!("SKIPPED {test}: {} is not there; set CROSSWEAVE_SHARED", folder.display());
        return None;
    }
    Some(folder)
}

/// One row of results.
#[derive(Clone, Debug, Deserialize)]
pub struct Row {
    pub measure: String,
    pub level: String,
    pub by: Option<String>,
    pub group: Option<String>,
    pub other: Option<String>,
    pub person: Option<String>,
    pub skill: Option<String>,
    pub wave: Option<String>,
    pub value: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub n: Option<u64>,
}

/// Results, as `--format json` prints them.
#[derive(Debug, Deserialize)]
pub struct Results {
    pub rows: Vec<Row>,
}

impl Results {
    /// Reads what was printed.
    pub fn parse(json: &str) -> Self {
        serde_json::from_str(json).unwrap()
    }

    /// Rows of one measure at one level.
    pub fn of(&self, measure: &str, level: &str) -> std::vec::IntoIter<&Row> {
        let found: Vec<&Row> =
            self.rows.iter().filter(|r| r.measure == measure && r.level == level).collect();
        found.into_iter()
    }

    /// The only row that fits.
    #[track_caller]
    pub fn row(&self, measure: &str, level: &str, fits: impl Fn(&Row) -> bool) -> &Row {
        let found: Vec<&Row> = self.of(measure, level).filter(|r| fits(r)).collect();
        assert_eq!(found.len(), 1, "{measure} by {level}: {found:?}");
        found[0]
    }

    /// The value for the whole network.
    #[track_caller]
    pub fn network(&self, measure: &str) -> f64 {
        self.row(measure, "network", |r| r.by.is_none()).value.unwrap()
    }

    /// The value for the whole network in the latest wave.
    #[track_caller]
    pub fn network_now(&self, measure: &str) -> f64 {
        let row = self.of(measure, "network").filter(|r| r.by.is_none() && r.skill.is_none());
        row.max_by(|a, b| a.wave.cmp(&b.wave)).unwrap().value.unwrap()
    }

    /// The value for the whole network by an attribute.
    #[track_caller]
    pub fn by(&self, measure: &str, by: &str) -> f64 {
        self.row(measure, "network", |r| r.by.as_deref() == Some(by)).value.unwrap()
    }

    /// The value of one group.
    #[track_caller]
    pub fn group(&self, measure: &str, group: &str) -> f64 {
        self.row(measure, "group", |r| r.group.as_deref() == Some(group)).value.unwrap()
    }

    /// Each person's value.
    pub fn people(&self, measure: &str) -> BTreeMap<&str, f64> {
        self.of(measure, "person").map(|r| (r.person.as_deref().unwrap(), r.value.unwrap())).collect()
    }
}

/// Problems, as `check --format json` prints them.
#[derive(Debug, Deserialize)]
pub struct Checked {
    pub problems: Vec<FoundProblem>,
}

/// One problem.
#[derive(Debug, Deserialize)]
pub struct FoundProblem {
    pub code: String,
    pub file: Option<String>,
    pub sheet: Option<String>,
    pub cell: Option<String>,
}

impl Checked {
    /// Runs `check` on a folder that has problems.
    pub fn of(folder: &Path) -> Self {
        serde_json::from_str(&run(1, &["check", arg(folder), "--format", "json"])).unwrap()
    }

    /// Problems of one file as sorted pairs of cell and code.
    pub fn in_file(&self, file: &str) -> Vec<(&str, &str)> {
        let here = self.problems.iter().filter(|p| p.file.as_deref() == Some(file));
        let mut cells: Vec<_> = here.map(|p| (p.cell.as_deref().unwrap_or(""), p.code.as_str())).collect();
        cells.sort_unstable();
        cells
    }
}

/// Every file under a folder with its bytes, by its path within it.
pub fn bytes_of(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.insert(path.strip_prefix(folder).unwrap().to_owned(), std::fs::read(&path).unwrap());
            }
        }
    }
    files
}

/// Fails where two values differ by more than `within`.
#[track_caller]
pub fn close(what: &str, got: f64, expected: f64, within: f64) {
    assert!((got - expected).abs() <= within, "{what}: {got}, expected {expected}");
}
