//! How the source may be laid out: which module may touch which, who owns each crate, and what
//! code outside tests may not do.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The flow of data. A module uses what stands before it, never what stands after.
const FLOW: [&str; 15] = [
    "programme",
    "ingest",
    "model",
    "identity",
    "assembly",
    "table",
    "network",
    "stats",
    "measures",
    "insight",
    "disclosure",
    "charts",
    "report",
    "demo",
    "cli",
];

/// Uses against the flow, each with its reason: the module and the one thing it may name.
const AGAINST: [(&str, &str); 0] = [];

/// Which modules may use which crate. A crate that is not listed may not be depended on.
const OWNERS: [(&str, &[&str]); 36] = [
    // One owner each: what these crates do is done in one place.
    ("ab_glyph", &["charts"]),
    ("calamine", &["ingest"]),
    ("clap", &["cli", "main"]),
    ("encoding_rs", &["ingest"]),
    ("flate2", &["ingest"]),
    ("quick_xml", &["ingest"]),
    ("indicatif", &["cli"]),
    ("minijinja", &["report"]),
    ("petgraph", &["network"]),
    ("plotters", &["charts"]),
    ("plotters_backend", &["charts"]),
    ("png", &["charts"]),
    ("polars", &["table"]),
    ("rust_xlsxwriter", &["report"]),
    ("rustix", &["cli"]),
    ("statrs", &["stats"]),
    ("zip", &["ingest"]),
    // Words and values of every stage.
    ("csv", &["ingest", "identity", "cli"]),
    ("foldhash", &["ingest", "model", "network"]),
    ("hashbrown", &["ingest", "model", "network"]),
    (
        "jiff",
        &[
            "programme",
            "ingest",
            "model",
            "identity",
            "assembly",
            "network",
            "insight",
            "report",
            "demo",
            "cli",
        ],
    ),
    ("memchr", &["ingest"]),
    ("rand", &["network", "stats", "demo"]),
    ("rand_chacha", &["network", "stats", "measures", "demo"]),
    ("rayon", &["ingest", "network", "stats", "measures", "insight", "charts", "cli"]),
    ("serde", &["programme", "ingest", "measures", "network", "disclosure", "report", "cli"]),
    ("serde_json", &["ingest", "report", "cli"]),
    ("sha2", &["ingest", "report"]),
    ("strsim", &["ingest", "identity", "cli"]),
    ("thiserror", &["programme", "ingest", "model", "identity", "table", "charts", "report", "demo", "cli"]),
    ("toml", &["programme", "ingest", "cli"]),
    ("terminal_size", &["cli"]),
    ("unicode_width", &["cli"]),
    ("unicode_normalization", &["ingest", "identity"]),
    ("assert_cmd", &[]),
    ("tempfile", &[]),
];

/// Lines of a file beyond which it should be two.
const MOST_LINES: usize = 400;

/// One file of `src` without comments and tests.
struct Source {
    path: PathBuf,
    /// `cli`, `main`, …
    module: String,
    /// Line numbers from 1, and code.
    code: Vec<(usize, String)>,
    lines: usize,
}

impl Source {
    fn at(&self, line: usize) -> String {
        format!("src/{}:{line}", self.path.display())
    }

    /// Modules between the crate's root and the code: 1 in `model/mod.rs`, 2 in `model/tie.rs`.
    fn depth(&self) -> usize {
        let names = self.path.components().count();
        if self.path.ends_with("mod.rs") { names - 1 } else { names }
    }
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found.sort();
}

/// Every file of the program: those that are tests alone are left out, and so are test modules.
fn sources() -> Vec<Source> {
    let mut files = Vec::new();
    rust_files(&src(), &mut files);
    let tests: BTreeSet<PathBuf> = files.iter().flat_map(|f| test_files(f)).collect();
    let sources: Vec<Source> = files.iter().filter(|f| !tests.contains(*f)).map(|f| source(f)).collect();
    assert!(sources.len() > 150, "only {} files were found", sources.len());
    sources
}

/// Files that a file declares as `#[cfg(test)] mod name;`.
fn test_files(file: &Path) -> Vec<PathBuf> {
    let text = fs::read_to_string(file).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let declared = lines.windows(2).filter(|pair| pair[0].trim() == "#[cfg(test)]");
    let name = |line: &str| Some(line.trim().strip_suffix(';')?.rsplit_once("mod ")?.1.to_owned());
    declared.filter_map(|pair| name(pair[1])).map(|name| file.with_file_name(format!("{name}.rs"))).collect()
}

fn source(file: &Path) -> Source {
    let text = fs::read_to_string(file).unwrap();
    let path = file.strip_prefix(src()).unwrap().to_owned();
    let module = path.components().next().unwrap().as_os_str().to_string_lossy().replace(".rs", "");
    let tests_from = text
        .lines()
        .zip(text.lines().skip(1))
        .position(|(a, b)| a == "#[cfg(test)]" && b.starts_with("mod ") && b.ends_with('{'));
    let code = text.lines().enumerate().take(tests_from.unwrap_or(usize::MAX));
    let code = code.map(|(i, line)| (i + 1, without_comment(line).to_owned())).collect();
    Source { path, module, code, lines: text.lines().count() }
}

/// A line up to its comment. A `//` inside a text cuts too much only where an address stands in code.
fn without_comment(line: &str) -> &str {
    match line.find("//") {
        Some(at) if !line[..at].ends_with(':') => &line[..at],
        _ => line,
    }
}

/// What stands after each occurrence of a word that begins a path, such as `crate::`.
fn after<'a>(line: &'a str, word: &'a str) -> impl Iterator<Item = &'a str> {
    line.match_indices(word)
        .filter(|(at, _)| !line[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':'))
        .map(move |(at, word)| &line[at + word.len()..])
}

fn first_name(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len());
    &text[..end]
}

/// Paths from the crate's root that a line names, whether by `crate::` or by enough `super::`.
fn from_root<'a>(source: &Source, line: &'a str) -> Vec<&'a str> {
    let mut paths: Vec<&str> = after(line, "crate::").chain(after(line, "crossweave::")).collect();
    for mut rest in after(line, "super::") {
        let mut ups = 1;
        while let Some(shorter) = rest.strip_prefix("super::") {
            (ups, rest) = (ups + 1, shorter);
        }
        if ups >= source.depth() {
            paths.push(rest);
        }
    }
    paths
}

fn place(module: &str) -> usize {
    FLOW.iter().position(|m| *m == module).unwrap_or_else(|| panic!("{module} has no place in the flow"))
}

#[test]
fn no_module_uses_one_to_its_right() {
    let (mut against, mut uses) = (Vec::new(), 0);
    for source in sources().iter().filter(|s| s.module != "lib" && s.module != "main") {
        for (line, code) in &source.code {
            for path in from_root(source, code) {
                let used = first_name(path);
                uses += 1;
                let excused = AGAINST.iter().any(|(m, what)| *m == source.module && path.starts_with(what));
                if place(used) > place(&source.module) && !excused {
                    against.push(format!("{}: {} uses {used}", source.at(*line), source.module));
                }
            }
        }
    }
    assert!(uses > 300, "only {uses} uses were seen");
    assert!(against.is_empty(), "against the flow:\n{}", against.join("\n"));
}

#[test]
fn every_module_has_a_place_in_the_flow() {
    let named: BTreeSet<String> = sources().into_iter().map(|s| s.module).collect();
    let known: BTreeSet<String> = FLOW.iter().map(|m| (*m).to_owned()).collect();
    let others: Vec<&String> = named.difference(&known).collect();
    assert_eq!(others, ["lib", "main"]);
    assert_eq!(known.difference(&named).count(), 0, "a module of the flow is gone");
}

/// `use crate::{a, b}` would hide what is used from the tests above.
#[test]
fn paths_from_the_root_are_written_out() {
    for source in sources() {
        for (line, code) in &source.code {
            assert!(!code.contains("crate::{") && !code.contains("crate::*"), "{}", source.at(*line));
        }
    }
}

#[test]
fn each_crate_is_used_where_it_belongs() {
    let mut astray = Vec::new();
    for source in sources() {
        for (name, owners) in OWNERS {
            for (line, code) in &source.code {
                let used = after(code, &format!("{name}::")).next().is_some()
                    || code.trim().starts_with(&format!("use {name};"));
                if used && !owners.contains(&source.module.as_str()) {
                    astray.push(format!("{}: {name} belongs to {}", source.at(*line), owners.join(", ")));
                }
            }
        }
    }
    assert!(astray.is_empty(), "{}", astray.join("\n"));
}

#[test]
fn every_dependency_has_its_owners() {
    let manifest = fs::read_to_string(src().with_file_name("Cargo.toml")).unwrap();
    let manifest: toml::Value = toml::from_str(&manifest).unwrap();
    let mut names: BTreeSet<String> = manifest["dependencies"].as_table().unwrap().keys().cloned().collect();
    let by_system = manifest["target"].as_table().unwrap().values();
    names.extend(by_system.flat_map(|t| t["dependencies"].as_table().unwrap().keys().cloned()));
    for name in names {
        let name = name.replace('-', "_");
        assert!(OWNERS.iter().any(|(owned, _)| *owned == name), "{name} has no owner in this test");
    }
}

#[test]
fn no_file_of_the_program_stops_on_a_bad_value() {
    let stops = [".unwrap()", ".expect(", "panic!(", "todo!(", "unimplemented!("];
    // The fonts are part of the program and not of anybody's files.
    let excused = |source: &Source| source.path.ends_with("charts/typeface.rs");
    let mut found = Vec::new();
    for source in sources().iter().filter(|s| !excused(s)) {
        for (line, code) in &source.code {
            found.extend(
                stops.iter().filter(|s| code.contains(*s)).map(|s| format!("{}: {s}", source.at(*line))),
            );
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn only_the_command_line_reads_clock_and_environment() {
    let mut found = Vec::new();
    for source in sources().iter().filter(|s| s.module != "cli" && s.module != "main") {
        for (line, code) in &source.code {
            // How long to wait for a thread is no reading of the clock.
            let read =
                ["std::time::", "std::env::", "Zoned::now", "Timestamp::now", "SystemTime", "Instant::"];
            let read = read.iter().any(|r| code.contains(r)) && !code.contains("std::time::Duration");
            found.extend(read.then(|| source.at(*line)));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn no_file_is_longer_than_it_should_be() {
    for source in sources() {
        assert!(source.lines <= MOST_LINES, "src/{} has {} lines", source.path.display(), source.lines);
    }
}

#[test]
fn nothing_in_the_tree_speaks_to_the_network() {
    let lock = fs::read_to_string(src().with_file_name("Cargo.lock")).unwrap();
    let lock: toml::Value = toml::from_str(&lock).unwrap();
    let packages = lock["package"].as_array().unwrap();
    assert!(packages.len() > 100);
    for package in packages {
        let name = package["name"].as_str().unwrap();
        let speaks = ["reqwest", "hyper", "ureq", "curl", "openssl", "native-tls", "rustls"];
        assert!(!speaks.contains(&name), "{name} is in Cargo.lock");
    }
}

#[test]
fn the_readers_of_code_see_what_they_should() {
    let file = |path: &str| Source { path: path.into(), module: "model".into(), code: vec![], lines: 0 };
    assert_eq!(from_root(&file("model/tie.rs"), "use super::super::cli::run;"), ["cli::run;"]);
    assert!(from_root(&file("model/tie.rs"), "use super::Person;").is_empty());
    assert_eq!(from_root(&file("model/mod.rs"), "super::cli::run()"), ["cli::run()"]);
    assert_eq!(from_root(&file("model/mod.rs"), "fn a(x: crate::cli::A, y: crate::demo::B)").len(), 2);
    assert_eq!(without_comment("let a = 1; // crate::cli"), "let a = 1; ");
    assert_eq!(
        after("mycsv::x(csv::Reader, a::csv::b)", "csv::").collect::<Vec<_>>(),
        ["Reader, a::csv::b)"]
    );
}
