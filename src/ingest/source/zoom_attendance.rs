//! Participants of Zoom meetings with a block about the meeting above them: the block holds its title
//! and is passed over.

use std::path::Path;
use std::sync::Arc;

use super::ReadError;
use super::formats::Format;
use super::sections::{cells_of, delimiter_of};
use super::tables::{Table, TableSet, Tables, whole_text};
use crate::ingest::cell::Cell;
use crate::ingest::text::fold_header;

/// The format.
pub static FORMAT: Format = Format {
    id: "zoom-attendance",
    describes: "participants of a Zoom meeting, below a block about the meeting",
    endings: &["csv", "tsv", "txt"],
    sniff: |head, _| {
        let block = head.lines().next().map(fold_header).unwrap_or_default();
        let begins = block.starts_with("meetingid") || block.starts_with("topic");
        begins && block.contains("topic") && head.lines().any(is_header)
    },
    open,
};

/// Whether a line names the columns of the participants.
fn is_header(line: &str) -> bool {
    fold_header(line).starts_with("nameoriginalname")
}

fn open(path: &Path, _name: &Arc<str>) -> Result<Box<dyn Tables>, ReadError> {
    let text = whole_text(path)?;
    let delimiter = delimiter_of(&text);
    let mut table = Table::grid(None, FORMAT.id);
    let lines = (1..).zip(text.lines()).skip_while(|(_, line)| !is_header(line));
    for (row, line) in lines {
        let cells: Vec<(u32, Cell)> = cells_of(line, delimiter);
        if !cells.is_empty() {
            table.push(row, cells)?;
        }
    }
    Ok(Box::new(TableSet(vec![table])))
}
