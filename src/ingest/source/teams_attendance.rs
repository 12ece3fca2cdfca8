//! Attendance reports of Teams meetings: sections one below the other, of which the participants are a
//! table. The summary holds the meeting's title and is passed over.

use std::path::Path;
use std::sync::Arc;

use super::ReadError;
use super::formats::Format;
use super::sections::{cells_of, delimiter_of};
use super::tables::{Table, TableSet, Tables, whole_text};
use crate::ingest::cell::Cell;

/// The format.
pub static FORMAT: Format = Format {
    id: "teams-attendance",
    describes: "attendance report of a Teams meeting: summary, participants, activities",
    endings: &["csv", "tsv", "txt"],
    sniff: |head, _| {
        let start = head.trim_start_matches('\u{feff}').trim_start().trim_start_matches('"');
        start.starts_with("1. Summary") || start.starts_with("Meeting Summary")
    },
    open,
};

/// What a section holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Summary,
    Participants,
    Activities,
}

fn open(path: &Path, _name: &Arc<str>) -> Result<Box<dyn Tables>, ReadError> {
    let text = whole_text(path)?;
    let delimiter = delimiter_of(&text);
    let mut tables: Vec<Table> = Vec::new();
    let mut section = Section::Summary;
    for (row, line) in (1..).zip(text.lines()) {
        let cells = cells_of(line, delimiter);
        if let Some((found, title)) = begins(section, &cells, tables.is_empty()) {
            section = found;
            tables.push(table(found, title));
            if cells.len() == 1 {
                continue;
            }
        }
        if let (Section::Participants, false, Some(table)) = (section, cells.is_empty(), tables.last_mut()) {
            table.push(row, cells)?;
        }
    }
    Ok(Box::new(TableSet(tables)))
}

/// A section that begins on a line, and its title. The older report has no title above the participants.
fn begins(now: Section, cells: &[(u32, Cell)], first: bool) -> Option<(Section, &str)> {
    let [(_, Cell::Text(title)), rest @ ..] = cells else { return None };
    match &**title {
        title if first => Some((Section::Summary, title)),
        "Full Name" if now == Section::Summary => Some((Section::Participants, "Participants")),
        title if rest.is_empty() && title.starts_with("2. ") => Some((Section::Participants, title)),
        title if rest.is_empty() && title.starts_with("3. ") => Some((Section::Activities, title)),
        _ => None,
    }
}

fn table(section: Section, title: &str) -> Table {
    match section {
        Section::Summary => Table::new::<&str>(Some(title), "teams_attendance_summary", "line", &[]),
        Section::Participants => Table::grid(Some(title), FORMAT.id),
        Section::Activities => Table::new::<&str>(Some(title), "teams_attendance_activities", "line", &[]),
    }
}
