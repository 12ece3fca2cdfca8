//! Parquet: samples by other programs, each beside the same rows as text.

use crossweave::ingest::Reading;
use crossweave::ingest::record::{Records, RowCounts};

use super::{import, problems, read, read_text, timed_contacts, used};

#[test]
fn each_sample_is_read_as_its_table() {
    let reading = read("parquet");
    let read_as = |file: &str, importer: &str| (file.to_owned(), importer.to_owned());
    let expected = [
        read_as("audit.parquet", "audit-wide"),
        read_as("log.parquet", "interactions"),
        read_as("people.parquet", "people"),
    ];
    assert_eq!(used(&reading), expected);
    // What was left blank is noted, and nothing else.
    let blank = ["row 2, Spreadsheets", "row 3, Video calls"];
    assert_eq!(problems(&reading), blank.map(|cell| format!("N304 audit.parquet › {cell}: empty")));
}

#[test]
fn a_broken_cell_is_told_by_its_row_and_column() {
    let reading = read("parquet-broken");
    let loud: Vec<String> = problems(&reading).into_iter().filter(|p| !p.starts_with('N')).collect();
    assert_eq!(
        loud,
        [
            "E102 log.parquet › row 2, time: \"2026-02-30 11:00\"",
            "E103 log.parquet › row 3, from: the row has no sender",
            "E102 people.parquet › row 3, joined: \"soon\"",
            "W205 people.parquet › row 3, may_name: \"perhaps\"",
        ]
    );
}

#[test]
fn a_log_is_read_to_its_last_row() {
    let reading = read("parquet");
    let log = import(&reading, "interactions");
    assert_eq!(
        timed_contacts(log),
        [
            "1969-12-31 23:59:59 asha.patel@council.example > sam.lee@police.example of 1.3333333333333333",
            "2026-01-06 10:28:09 asha.patel@council.example > sam.lee@police.example of 1.3333333333333333",
            "2026-01-06 10:28:09 asha.patel@council.example > jo@community.example of 2",
            "2026-01-06 11:00:00 sam.lee@police.example > asha.patel@council.example of 1",
            "2026-01-07 09:00:00 jo@community.example > asha.patel@council.example of 1",
        ]
    );
    assert_eq!(log.rows, RowCounts { read: 5, used: 4, rejected: 0, blank: 1 });
    let of = |header: &str| log.columns.iter().find(|c| c.header.contains(header)).unwrap().used_as.clone();
    assert_eq!(of("Subject"), "not read: looks like a subject line");
    assert_eq!(of("Topics."), "not read");
    let Records::Interactions(records) = &log.records else { panic!("no log") };
    assert_eq!(records.first_seen[2].to_string(), "log.parquet › row 1, Recipients");
    assert_eq!(records.channels.iter().map(|c| &**c).collect::<Vec<_>>(), ["chat", "email"]);
}

/// Records without their addresses: a row of a grid is one further down and its columns have letters.
fn told(reading: &Reading) -> String {
    let records = format!("{:?} {:?}", reading.imports[0].records, reading.imports[0].rows);
    let mut told = String::new();
    let mut rest = records.as_str();
    while let Some((before, after)) = rest.split_once("CellRef {") {
        told.push_str(before);
        // An address may hold the names of the columns in brackets of their own.
        let mut depth = 1;
        let end = after.char_indices().find(|(_, c)| {
            depth += i32::from(*c == '{') - i32::from(*c == '}');
            depth == 0
        });
        rest = end.map_or("", |(at, _)| &after[at + 1..]);
    }
    told + rest
}

fn only(kind: &str, name: &str) -> Reading {
    let mut reading = read(kind);
    reading.imports.retain(|import| &*import.at.file == name);
    reading
}

#[test]
fn people_and_answers_are_those_of_the_same_rows_as_text() {
    let people = "person,name,sector,team,joined,may_name\n\
                  9007199254740993,Asha Patel,council,Housing,2019-04-01,yes\n\
                  9007199254740995,Sam Lee,police,North,2021-11-30,no\n\
                  9007199254740997,Jo Müller,community,,,\n";
    assert_eq!(told(&only("parquet", "people.parquet")), told(&read_text("people.csv", people)));
    let audit = "person,date,Video calls,Shared documents,Spreadsheets\n\
                 asha.patel@council.example,2026-01-05,Very confident,Not confident,Confident\n\
                 sam.lee@police.example,2026-01-06,Confident,Confident,\n\
                 jo@community.example,2026-01-07,,Very confident,Not confident\n";
    assert_eq!(told(&only("parquet", "audit.parquet")), told(&read_text("audit.csv", audit)));
}
