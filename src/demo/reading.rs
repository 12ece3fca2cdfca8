//! The example read back: each file is taken for what it is, and the mistakes planted are the
//! problems reported.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::mistakes::Mistake;
use super::write::{DemoSummary, write};
use crate::ingest::record::Records;
use crate::ingest::{Reading, SheetUse, read_paths};
use crate::programme::config::Config;

fn read() -> (DemoSummary, Reading) {
    let folder = tempfile::tempdir().unwrap();
    let summary = write(folder.path(), super::SEED).unwrap();
    let settings = std::fs::read_to_string(folder.path().join("crossweave.toml")).unwrap();
    let config: Config = toml::from_str(&settings).unwrap();
    let tables = summary.files.iter().filter(|f| f.0 != "crossweave.toml");
    let files: Vec<PathBuf> = tables.map(|f| folder.path().join(f.0)).collect();
    let reading = read_paths(folder.path(), &files, &config, &|_, _| {});
    (summary, reading)
}

#[test]
fn each_file_is_taken_for_what_it_is() {
    let (_, reading) = read();
    let taken: Vec<(&str, &str)> = reading
        .sheets
        .iter()
        .filter_map(|s| match s.used {
            SheetUse::ReadAs(importer) => Some((&*s.file, importer)),
            SheetUse::NotUsed(_) => None,
        })
        .collect();
    assert_eq!(
        taken,
        [
            ("Boards and projects.xlsx", "memberships"),
            ("Digital skills audit (autumn).xlsx", "microsoft-forms"),
            ("Digital skills audit (spring).xlsx", "microsoft-forms"),
            ("Skills framework.xlsx", "framework"),
            ("cafe sign-in.csv", "memberships"),
            ("chat and meetings.csv", "interactions"),
            ("mail log.csv", "interactions"),
            ("staff list.xlsx", "people"),
        ]
    );
    assert!(
        reading.imports.iter().all(|import| import.rows.used == import.rows.read && import.rows.read > 0)
    );
    assert!(reading.candidates.is_empty());
}

#[test]
fn private_columns_are_shown_as_not_read() {
    let (_, reading) = read();
    let left: BTreeSet<&str> = reading
        .imports
        .iter()
        .flat_map(|import| &import.columns)
        .filter(|column| column.used_as.starts_with("not read: looks like"))
        .map(|column| column.header.as_str())
        .collect();
    assert_eq!(left, BTreeSet::from(["Date of birth", "Subject"]));
}

#[test]
fn the_mistakes_a_reader_can_see_are_its_errors_and_no_other() {
    let (summary, reading) = read();
    let planted = |wanted: &[Mistake]| -> BTreeSet<String> {
        let of = summary.mistakes.iter().filter(|m| wanted.contains(&m.what));
        of.map(|m| m.at.to_string()).collect()
    };
    let reported: BTreeSet<String> = reading
        .all_problems()
        .filter(|p| p.spec.severity.to_string() != "note")
        .map(|p| p.cell.as_ref().unwrap().to_string())
        .collect();
    let visible = [Mistake::MisspeltLevel, Mistake::OutsideScale, Mistake::Anonymous];
    assert_eq!(reported, planted(&visible));
}

#[test]
fn all_messages_are_read_with_their_recipients() {
    let (summary, reading) = read();
    let (mut messages, mut most) = (0, 0);
    for import in &reading.imports {
        if let Records::Interactions(log) = &import.records {
            messages += log.messages;
            most = most.max(log.sent.iter().map(|sent| sent.largest).max().unwrap_or(0));
        }
    }
    assert_eq!((messages, most), (summary.messages as u64, 199));
}
