//! Running the program and comparing folders.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use tempfile::TempDir;

/// The program, with no say of the surroundings in what it prints.
pub fn crossweave() -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("crossweave"));
    command.env_remove("COLUMNS").env_remove("NO_COLOR");
    command
}

/// How a run ended and what it said.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// Runs the program in a folder.
pub fn run_in(folder: &Path, args: &[&str]) -> Run {
    ran(crossweave().current_dir(folder).args(args).output().unwrap())
}

fn ran(output: Output) -> Run {
    let run = Run {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
        err: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
    };
    assert!((0..=4).contains(&run.code), "an exit code nobody promised: {run:?}");
    assert!(!run.err.contains("panicked") && !run.err.contains("fault in crossweave"), "{}", run.err);
    run
}

/// The example programme as `demo` leaves it, its report included. Made once; copy it to change it.
pub fn demo() -> &'static Demo {
    static DEMO: OnceLock<Demo> = OnceLock::new();
    DEMO.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let run = run_in(folder.path(), &["demo", "example"]);
        Demo { folder, run }
    })
}

/// The example programme, and what the run that made it said.
pub struct Demo {
    folder: TempDir,
    pub run: Run,
}

impl Demo {
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("example")
    }

    /// A copy of its files, without the report.
    pub fn copy(&self) -> TempDir {
        let copy = tempfile::tempdir().unwrap();
        for (name, bytes) in files_of(&self.path()) {
            if !name.starts_with("report") {
                fs::write(copy.path().join(name), bytes).unwrap();
            }
        }
        copy
    }
}

/// Every file under a folder: path within it and content.
pub fn files_of(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    collect(folder, folder, &mut found);
    found
}

fn collect(root: &Path, folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, found);
        } else {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            found.insert(name, fs::read(&path).unwrap());
        }
    }
}

/// A folder with these files.
pub fn folder_of(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

/// A small programme with two teams and two audit waves, written as text.
pub fn small() -> Vec<(&'static str, String)> {
    let (mut people, mut audit, mut log) = (
        "person,name,team\n".to_owned(),
        "person,wave,Video calls,Shared files\n".to_owned(),
        "time,from,to\n".to_owned(),
    );
    let labels =
        ["Not at all confident", "Not very confident", "Fairly confident", "Confident", "Very confident"];
    for i in 0..12 {
        let team = if i < 6 { "Housing" } else { "Parks" };
        people += &format!("p{i:02}@a.example,Person {i},{team}\n");
        for wave in 1..=2 {
            audit += &format!("p{i:02}@a.example,{wave},{},{}\n", labels[i % 5], labels[(i + wave) % 5]);
        }
        for step in [1, 3] {
            for hour in [9, 10] {
                let to = (i + step) % 12;
                log += &format!("2026-03-{:02} {hour}:00,p{i:02}@a.example,p{to:02}@a.example\n", i + 1);
            }
        }
    }
    vec![("people.csv", people), ("audit.csv", audit), ("log.csv", log)]
}

/// The small programme in a folder of its own.
pub fn small_folder() -> TempDir {
    let files = small();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    folder_of(&files)
}
