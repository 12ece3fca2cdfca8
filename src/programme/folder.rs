//! Which files belong to the programme, and its settings beside them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::config::Config;
use super::parse;

/// Name of the settings file.
pub const CONFIG: &str = "crossweave.toml";
/// Name of the file with decisions on who is who.
pub const MATCHES: &str = "matches.csv";
/// Name of the file with what every sheet was taken for, which is obeyed.
pub const MAPPING: &str = "mapping.toml";
/// Name of the file with every row and cell that was not used.
pub const REJECTS: &str = "rejects.csv";
/// Name of the folder `report` writes.
pub const REPORT: &str = "report";
/// A file in every folder this tool writes, so that it never reads its own output.
pub const OUTPUT_MARK: &str = "results.json";
/// Files of the tool's own beside the data.
const OWN: [&str; 4] = [CONFIG, MATCHES, MAPPING, REJECTS];
/// Endings of the files that are read.
pub const READABLE: [&str; 22] = [
    "xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv", "tab", "txt", "json", "jsonl", "ndjson", "parquet",
    "graphml", "gexf", "net", "paj", "dl", "ics", "mbox", "pb", "js",
];
/// Files that make the folder they are in one export.
const EXPORT_PARTS: [&str; 2] = ["users.json", "channels.json"];
/// Scripts are read only under these names: the parts of a social media archive.
const SCRIPTS: [&str; 2] = ["tweets", "tweet"];
/// Folders deeper than this below a given one are not searched.
const DEEPEST: usize = 4;

/// The files of a programme and its settings.
#[derive(Clone, Debug)]
pub struct Folder {
    /// Folder that addresses are relative to.
    pub root: PathBuf,
    /// Files to read, sorted.
    pub files: Vec<PathBuf>,
    /// Files seen and left alone, with the reason.
    pub left: Vec<(PathBuf, &'static str)>,
    /// Settings; the defaults where there is no file.
    pub config: Config,
    /// Text of `matches.csv`, where there is one.
    pub matches: Option<String>,
}

/// Why a programme cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// No such file or folder.
    #[error(
        "{0}: there is no such file or folder\n  help: check the spelling, or run crossweave in the folder that holds your files"
    )]
    Missing(PathBuf),
    /// It cannot be read.
    #[error(
        "{path}: cannot be read: {source}\n  help: check that you may open it and that no other program holds it"
    )]
    Unreadable {
        /// What.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// No file with a known ending.
    #[error(
        "{0}: no spreadsheet or log found\n  help: crossweave reads {1}; run crossweave init to make templates, or crossweave demo to see an example"
    )]
    Empty(PathBuf, String),
    /// Settings that do not parse.
    #[error(
        "{path}: {message}\n  help: run crossweave init in an empty folder to see every setting with its comment"
    )]
    Config {
        /// Settings file.
        path: PathBuf,
        /// What is wrong, with its line.
        message: String,
    },
}

impl Folder {
    /// Finds the files under `paths` (the current folder when empty) and reads the settings:
    /// `config` when given, else `crossweave.toml` beside the files.
    ///
    /// # Errors
    /// [`FolderError`] names the path and what to do.
    pub fn open(paths: &[PathBuf], config: Option<&Path>) -> Result<Self, FolderError> {
        let here = [PathBuf::from(".")];
        let paths = if paths.is_empty() { &here[..] } else { paths };
        let mut found = Found::default();
        for path in paths {
            let meta = std::fs::metadata(path).map_err(|e| unreadable(path, e))?;
            if meta.is_dir() && !is_export(path) {
                found.search(path, 0)?;
            } else {
                found.files.insert(path.clone());
            }
        }
        let root = root_of(paths);
        if found.files.is_empty() {
            return Err(FolderError::Empty(root, READABLE.map(|e| format!(".{e}")).join(" ")));
        }
        let (config, matches) = settings(&root, config)?;
        Ok(Self { root, files: found.files.into_iter().collect(), left: found.left, config, matches })
    }
}

#[derive(Default)]
struct Found {
    files: BTreeSet<PathBuf>,
    left: Vec<(PathBuf, &'static str)>,
}

impl Found {
    fn search(&mut self, folder: &Path, depth: usize) -> Result<(), FolderError> {
        let entries = std::fs::read_dir(folder).map_err(|e| unreadable(folder, e))?;
        let mut paths: Vec<PathBuf> = entries.filter_map(|e| Some(e.ok()?.path())).collect();
        paths.sort();
        for path in paths {
            let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            if name.starts_with('.') || name.starts_with("~$") || OWN.contains(&name.as_str()) {
                continue;
            }
            if is_export(&path) {
                self.files.insert(path);
            } else if path.is_dir() {
                if depth < DEEPEST && !path.join(OUTPUT_MARK).exists() {
                    self.search(&path, depth + 1)?;
                }
            } else if readable(&path) {
                self.files.insert(path);
            } else {
                self.left.push((path, "no spreadsheet or log by its ending"));
            }
        }
        Ok(())
    }
}

fn readable(path: &Path) -> bool {
    let packed = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("gz"));
    let inner = if packed { path.with_extension("") } else { path.to_owned() };
    let lower = |part: Option<&std::ffi::OsStr>| part.map(|e| e.to_string_lossy().to_lowercase());
    let ending = lower(inner.extension()).unwrap_or_default();
    let stem = lower(inner.file_stem()).unwrap_or_default();
    let is_part = |name: &str| stem == name || stem.starts_with(&format!("{name}-part"));
    READABLE.contains(&ending.as_str()) && (ending != "js" || SCRIPTS.iter().any(|name| is_part(name)))
}

/// Whether a folder is one export of many parts.
fn is_export(path: &Path) -> bool {
    path.is_dir() && EXPORT_PARTS.iter().all(|part| path.join(part).is_file())
}

fn unreadable(path: &Path, source: std::io::Error) -> FolderError {
    match source.kind() {
        std::io::ErrorKind::NotFound => FolderError::Missing(path.to_owned()),
        _ => FolderError::Unreadable { path: path.to_owned(), source },
    }
}

/// The folder that holds everything given.
fn root_of(paths: &[PathBuf]) -> PathBuf {
    let folder = |p: &PathBuf| match p.is_dir() && !is_export(p) {
        true => p.clone(),
        false => p.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned(),
    };
    let mut root = folder(&paths[0]);
    for path in &paths[1..] {
        while !folder(path).starts_with(&root) {
            if !root.pop() {
                return PathBuf::from(".");
            }
        }
    }
    if root.as_os_str().is_empty() { PathBuf::from(".") } else { root }
}

fn settings(root: &Path, config: Option<&Path>) -> Result<(Config, Option<String>), FolderError> {
    let beside = root.join(CONFIG);
    let path = config.unwrap_or(&beside);
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let mut settings = match read_if_there(path)? {
        Some(text) => parse::settings(&text, &name).map_err(|e| misunderstood(path, &e))?,
        None if config.is_some() => return Err(FolderError::Missing(path.to_owned())),
        None => Config::default(),
    };
    let wrong = |message: String| FolderError::Config { path: path.to_owned(), message };
    settings.ties.check().map_err(|e| wrong(e.to_string()))?;
    let mapping = root.join(MAPPING);
    if let Some(text) = read_if_there(&mapping)? {
        settings.mapping = parse::mapping(&text, MAPPING).map_err(|e| misunderstood(&mapping, &e))?;
    }
    Ok((settings, read_if_there(&root.join(MATCHES))?))
}

fn misunderstood(path: &Path, error: &toml::de::Error) -> FolderError {
    FolderError::Config { path: path.to_owned(), message: error.to_string().trim().to_owned() }
}

fn read_if_there(path: &Path) -> Result<Option<String>, FolderError> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(decoded(bytes))),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(FolderError::Unreadable { path: path.to_owned(), source }),
    }
}

/// Text as spreadsheets save it: UTF-8, UTF-16 with its mark, or else one byte a letter.
fn decoded(bytes: Vec<u8>) -> String {
    let units = |of: fn([u8; 2]) -> u16| -> String {
        let pairs = bytes.get(2..).unwrap_or_default().chunks_exact(2).map(|p| of([p[0], p[1]]));
        char::decode_utf16(pairs).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    };
    match bytes.as_slice() {
        [0xff, 0xfe, ..] => units(u16::from_le_bytes),
        [0xfe, 0xff, ..] => units(u16::from_be_bytes),
        _ => {
            String::from_utf8(bytes).unwrap_or_else(|e| e.as_bytes().iter().map(|b| char::from(*b)).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_as_spreadsheets_save_it() {
        assert_eq!(decoded("Zoë".into()), "Zoë");
        assert_eq!(decoded(b"Zo\xeb".to_vec()), "Zoë");
        assert_eq!(decoded(b"\xff\xfeZ\0o\0\xeb\0".to_vec()), "Zoë");
        assert_eq!(decoded(b"\xfe\xff\0Z\0o\0".to_vec()), "Zo");
    }

    #[test]
    fn an_unknown_setting_is_refused_by_name() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("a.csv"), "x\n1\n").unwrap();
        std::fs::write(dir.path().join(CONFIG), "[ties]\nwindow = 3\n").unwrap();
        let err = Folder::open(&[dir.path().to_owned()], None).unwrap_err().to_string();
        assert!(err.contains("unknown field `window`") && err.contains("window_days"), "{err}");
    }

    #[test]
    fn a_tie_rule_that_cannot_be_followed_is_refused_with_what_to_write() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("a.csv"), "x\n1\n").unwrap();
        std::fs::write(dir.path().join(CONFIG), "[ties]\nat_least = 0\n").unwrap();
        let err = Folder::open(&[dir.path().to_owned()], None).unwrap_err().to_string();
        assert!(err.contains("[ties] at_least = 0 would tie everyone to everyone; write 1 or more"), "{err}");
    }

    #[test]
    fn own_output_hidden_and_lock_files_are_not_read() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("report")).unwrap();
        std::fs::create_dir(dir.path().join("logs")).unwrap();
        for name in
            ["a.csv", "~$a.xlsx", ".b.csv", "notes.docx", "report/results.json", "report/x.csv", "logs/l.csv"]
        {
            std::fs::write(dir.path().join(name), "x").unwrap();
        }
        let folder = Folder::open(&[dir.path().to_owned()], None).unwrap();
        let names: Vec<_> =
            folder.files.iter().map(|f| f.strip_prefix(dir.path()).unwrap().to_owned()).collect();
        assert_eq!(names, [PathBuf::from("a.csv"), PathBuf::from("logs/l.csv")]);
        assert_eq!(folder.left.len(), 1);
    }

    #[test]
    fn nothing_to_read_says_so() {
        let dir = tempfile::tempdir().unwrap();
        let err = Folder::open(&[dir.path().to_owned()], None).unwrap_err();
        assert!(matches!(err, FolderError::Empty(..)));
        let err = Folder::open(&[dir.path().join("gone")], None).unwrap_err();
        assert!(matches!(err, FolderError::Missing(_)));
    }
}
