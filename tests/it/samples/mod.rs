//! A sample of every kind of file, made for this project: each is read as what it is, to the last value.
//! The samples stand in `tests/samples/<kind>/`.

mod chats;

use std::path::{Path, PathBuf};

use crossweave::ingest::record::Import;
use crossweave::ingest::{Reading, SheetUse, read_paths};
use crossweave::programme::Folder;
use crossweave::programme::config::Config;

/// The folder with the samples of a kind.
pub fn folder(kind: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples").join(kind)
}

/// Reads all samples of a kind, with the settings that stand beside them.
pub fn read(kind: &str) -> Reading {
    let folder = Folder::open(&[folder(kind)], None).unwrap();
    read_paths(&folder.root, &folder.files, &folder.config, &|_, _| {})
}

/// Reads one text as a file of the given name.
pub fn read_text(name: &str, text: &str) -> Reading {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(name);
    std::fs::write(&path, text).unwrap();
    read_paths(dir.path(), &[path], &Config::default(), &|_, _| {})
}

/// What each sheet was read as: file, sheet, importer or the reason why none.
pub fn used(reading: &Reading) -> Vec<(String, String)> {
    let name = |s: &crossweave::ingest::SheetAccount| match &s.sheet {
        Some(sheet) => format!("{} › {sheet}", s.file),
        None => s.file.to_string(),
    };
    let what = |s: &crossweave::ingest::SheetAccount| match &s.used {
        SheetUse::ReadAs(id) => (*id).to_owned(),
        SheetUse::NotUsed(why) => format!("not used: {why}"),
    };
    reading.sheets.iter().map(|s| (name(s), what(s))).collect()
}

/// Problems as code and address, in their order.
pub fn problems(reading: &Reading) -> Vec<String> {
    let at = |p: &crossweave::ingest::problem::Problem| p.cell.as_ref().map(ToString::to_string);
    reading
        .all_problems()
        .map(|p| format!("{} {}: {}", p.spec.code, at(p).unwrap_or_default(), p.what))
        .collect()
}

/// The import of a sheet that must have been read.
pub fn import<'r>(reading: &'r Reading, importer: &str) -> &'r Import {
    let found = reading.imports.iter().find(|i| i.importer == importer);
    found.unwrap_or_else(|| panic!("nothing was read as {importer}: {:?}", used(reading)))
}
