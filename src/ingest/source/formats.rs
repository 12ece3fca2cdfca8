//! Formats that are neither workbook nor delimited text, one a file, one line each here.

use std::path::Path;
use std::sync::Arc;

use super::tables::{Tables, decoded};
use super::{
    ReadError, Source, first_bytes, gexf, graphml, icalendar, json, jsonl, mastodon, mbox, pabulib, pajek,
    parquet, slack, teams_attendance, twitter, ucinet_dl, zoom_attendance,
};

/// A format: how its files are told, and how they become tables.
pub struct Format {
    /// Stable id, also [`super::SheetInfo::form`] of its sheets.
    pub id: &'static str,
    /// What it is, in one line.
    pub describes: &'static str,
    /// Endings its files can have, without the dot; `csv` and `txt` are tried before delimited text.
    pub endings: &'static [&'static str],
    /// Whether a file is of this format, by its first characters (some thousand) and its name.
    pub sniff: fn(&str, &Path) -> bool,
    /// Opens a file.
    pub open: Open,
}

/// Opens a file of a format; the name is that used in addresses.
pub type Open = fn(&Path, &Arc<str>) -> Result<Box<dyn Tables>, ReadError>;

/// Every format, in the order in which they are tried.
pub static FORMATS: &[&Format] = &[
    &parquet::FORMAT,
    &mastodon::FORMAT,
    &jsonl::FORMAT,
    &json::FORMAT,
    &twitter::FORMAT,
    &mbox::FORMAT,
    &icalendar::FORMAT,
    &teams_attendance::FORMAT,
    &zoom_attendance::FORMAT,
    &graphml::FORMAT,
    &gexf::FORMAT,
    &pajek::FORMAT,
    &ucinet_dl::FORMAT,
    &pabulib::FORMAT,
];

/// Folders that are one file: an export of many parts.
pub static FOLDERS: &[&Format] = &[&slack::FORMAT];

/// Whether some format has files of an ending.
pub(super) fn is_known(ending: &str) -> bool {
    FORMATS.iter().any(|format| format.endings.contains(&ending))
}

/// Opens a file as the first format that knows it; `None` where it may be delimited text.
pub(super) fn open(path: &Path, name: &Arc<str>, named: &str) -> Result<Option<Box<dyn Tables>>, ReadError> {
    let candidates = || FORMATS.iter().filter(|format| format.endings.contains(&named));
    if candidates().next().is_none() {
        return Ok(None);
    }
    let head = decoded(&first_bytes(path)?);
    if let Some(format) = candidates().find(|format| (format.sniff)(&head, path)) {
        return (format.open)(path, name).map(Some);
    }
    match named {
        "csv" | "tsv" | "tab" | "txt" => Ok(None),
        _ => Err(ReadError::NothingRecognised),
    }
}

/// Opens a folder that is one export.
pub(super) fn open_folder(path: &Path, name: &Arc<str>) -> Result<Source, ReadError> {
    match FOLDERS.iter().find(|format| (format.sniff)("", path)) {
        Some(format) => (format.open)(path, name).map(Source::Other),
        None => Err(ReadError::NotSupported("a folder".to_owned())),
    }
}
