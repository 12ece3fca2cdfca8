//! A sample of every kind of file, made for this project: each is read as what it is, to the last value.
//! The samples stand in `tests/samples/<kind>/`.

mod chats;
mod civic;
mod mail_logs;
mod meetings;
mod networks;
mod parquet;
mod posts;
mod survey_codes;
mod survey_files;
mod surveys;
mod ties;

use std::path::{Path, PathBuf};

use crossweave::ingest::fold::Moments;
use crossweave::ingest::fold::weight::WHOLE;
use crossweave::ingest::record::{Import, Records};
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
    read_paths(&folder.root, &folder.files, &keeping_times(folder.config), &|_, _| {})
}

/// Reads one text as a file of the given name.
pub fn read_text(name: &str, text: &str) -> Reading {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(name);
    std::fs::write(&path, text).unwrap();
    read_paths(dir.path(), &[path], &keeping_times(Config::default()), &|_, _| {})
}

/// Settings under which a folded log still knows the time of every contact.
fn keeping_times(mut config: Config) -> Config {
    (config.ties.window_days, config.ties.at_least) = (36_500, 10_000);
    config.ties.recipients_at_most = 0;
    config.ties.recipients_at_most_by_channel.clear();
    config
}

/// Each contact of a log as time, from, to and the number of recipients, sorted by time and by who was seen
/// first.
pub fn timed_contacts(import: &Import) -> Vec<String> {
    let Records::Interactions(log) = &import.records else { panic!("{} is no log", import.importer) };
    let mut all = Vec::new();
    for (_, pair) in log.pairs.iter() {
        let times = match pair.moments() {
            Moments::One(time) => vec![time],
            Moments::Sparse(times) => times.to_vec(),
            Moments::Dense => Vec::new(),
        };
        assert_eq!(times.len() as u64, pair.counted());
        // Messages of one pair to different numbers of people have no one number.
        let of = times.len() as f64 * WHOLE as f64 / pair.parts() as f64;
        for time in times {
            let who = format!("{} > {}", log.ids[pair.from() as usize], log.ids[pair.to() as usize]);
            all.push((time, pair.from(), pair.to(), format!("{who} of {of}")));
        }
    }
    all.sort_by_key(|a| (a.0, a.1, a.2));
    let clock = |seconds: i64| {
        let at = jiff::civil::date(1970, 1, 1).at(0, 0, 0, 0) + jiff::Span::new().seconds(seconds);
        format!("{} {}", at.date(), at.time())
    };
    all.into_iter().map(|(time, .., text)| format!("{} {text}", clock(time))).collect()
}

/// The same by the day, with the log's one channel.
pub fn contacts(import: &Import) -> Vec<String> {
    let Records::Interactions(log) = &import.records else { panic!("{} is no log", import.importer) };
    let channel = log.channels.join("+");
    let of_day = |line: String| {
        let (day, rest) = line.split_once(' ').unwrap();
        format!("{day} {channel} {}", rest.split_once(' ').unwrap().1)
    };
    timed_contacts(import).into_iter().map(of_day).collect()
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
