//! A Slack export: a folder with `users.json`, `channels.json` and a folder a channel, in it a file a day.
//! One day is in memory at a time, and of a text no more than whom it mentions.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::formats::Format;
use super::json_rows::said;
use super::messages::{FIELDS, give};
use super::slack_message::{Post, Starts};
use super::slack_people::{Members, People};
use super::tables::{LARGEST_WHOLE, Tables};
use super::{Meter, RawRows, ReadError, SheetInfo, bytes};
use crate::ingest::cell::{Cell, CellRef, Entries};
use crate::ingest::problem::Problem;
use crate::ingest::problems as kinds;

/// Why a message does not count: nobody is mentioned and nobody answered.
const NOBODY: &str = super::messages::NOBODY;

/// The format.
pub(super) static FORMAT: Format = Format {
    id: "slack",
    describes: "a Slack export, unpacked: users.json, channels.json and a folder of days for each channel; times are in UTC",
    endings: &[],
    sniff: |_, path| ["users.json", "channels.json"].iter().all(|part| path.join(part).is_file()),
    open: |path, name| Ok(Box::new(Export::open(path, name)?)),
};

struct Export {
    people: People,
    members: Members,
    channels: Vec<Channel>,
}

/// A channel, or a conversation of a few people.
struct Channel {
    name: Arc<str>,
    info: SheetInfo,
    top: CellRef,
    days: Vec<PathBuf>,
}

impl Export {
    fn open(path: &Path, name: &Arc<str>) -> Result<Self, ReadError> {
        let people = People::read(path)?;
        let members = Members::read(path)?;
        let mut channels = Vec::new();
        for folder in inside(path)?.into_iter().filter(|p| p.is_dir()) {
            channels.extend(Channel::open(&folder, name)?);
        }
        if channels.is_empty() {
            return Err(ReadError::NothingRecognised);
        }
        Ok(Self { people, members, channels })
    }
}

impl Channel {
    /// A folder with a file a day; `None` where it has none.
    fn open(folder: &Path, file: &Arc<str>) -> Result<Option<Self>, ReadError> {
        let name = last_name(folder);
        let days: Vec<PathBuf> = inside(folder)?.into_iter().filter(|p| is_day(p)).collect();
        if days.is_empty() {
            return Ok(None);
        }
        let mut parts = Vec::new();
        let mut first = 1_u32;
        for day in &days {
            parts.push((first, last_name(day)));
            first = first.saturating_add(count(day)?);
        }
        let entries = Some(Entries::of_parts("message", &FIELDS, parts));
        let form = Some(FORMAT.id);
        let info = SheetInfo { name: Some(name.clone()), entries, form, ..SheetInfo::whole_file() };
        Ok(Some(Self { name, top: info.at(file, 1), info, days }))
    }
}

/// What is in a folder, by name.
fn inside(folder: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let entries = std::fs::read_dir(folder).map_err(|e| ReadError::io(&e))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|e| Some(e.ok()?.path())).collect();
    paths.sort();
    Ok(paths)
}

fn last_name(path: &Path) -> Arc<str> {
    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default().into()
}

/// Whether a file is called after a day: `2026-01-06.json`.
fn is_day(path: &Path) -> bool {
    let name = last_name(path);
    let pattern = |(i, b): (usize, u8)| if matches!(i, 4 | 7) { b == b'-' } else { b.is_ascii_digit() };
    name.strip_suffix(".json").is_some_and(|day| day.len() == 10 && day.bytes().enumerate().all(pattern))
}

/// How many messages a file has; one that breaks off has a place more, where it does.
fn count(day: &Path) -> Result<u32, ReadError> {
    let text = read_day(day)?;
    let mut counted = 0_u32;
    let broken = Post::each(&text, |_: serde::de::IgnoredAny| counted = counted.saturating_add(1)).is_err();
    Ok(counted.saturating_add(u32::from(broken)))
}

fn read_day(day: &Path) -> Result<Vec<u8>, ReadError> {
    let text = bytes::read_whole(day, LARGEST_WHOLE).map_err(|e| ReadError::io(&e))?;
    text.ok_or(ReadError::TooLarge { what: "the messages of a day, in bytes,", limit: LARGEST_WHOLE })
}

impl Tables for Export {
    fn sheets(&self) -> Vec<SheetInfo> {
        self.channels.iter().map(|channel| channel.info.clone()).collect()
    }

    fn rows<'a>(
        &'a mut self,
        sheet: &SheetInfo,
        meter: Option<&'a Meter<'a>>,
    ) -> Result<Box<dyn RawRows + 'a>, ReadError> {
        let channel = self.channels.iter().find(|channel| channel.info.name == sheet.name);
        let channel = channel.ok_or(ReadError::NotFound)?;
        Ok(Box::new(Messages {
            people: &self.people,
            members: self.members.of(&channel.name),
            channel,
            days: channel.days.iter(),
            waiting: VecDeque::new(),
            broken: None,
            starts: Starts::default(),
            row: 0,
            meter,
        }))
    }
}

/// Messages of a channel, a day at a time.
struct Messages<'a> {
    people: &'a People,
    /// Everyone in it, where it is a conversation of a few and not a channel.
    members: Option<&'a [String]>,
    channel: &'a Channel,
    days: std::slice::Iter<'a, PathBuf>,
    waiting: VecDeque<Post>,
    broken: Option<String>,
    starts: Starts,
    row: u32,
    meter: Option<&'a Meter<'a>>,
}

impl Messages<'_> {
    fn read_day(&mut self, day: &Path) {
        let read = read_day(day).map_err(|e| e.to_string()).and_then(|text| {
            if let Some(meter) = self.meter {
                meter.advance(text.len() as u64);
            }
            let at = |e: serde_json::Error| format!("line {}, column {}: {}", e.line(), e.column(), said(&e));
            Post::each(&text, |post| self.waiting.push_back(post)).map_err(at)
        });
        self.broken = read.err();
    }

    fn problem(&self, what: String) -> Problem {
        // Beyond the columns: it is the file that is wrong.
        let at = CellRef { row: self.row, col: u32::MAX, ..self.channel.top.clone() };
        let fix = "unpack the export again; the messages of the channel after it were not read";
        Problem::at(&kinds::BROKEN_RECORD, at, what, fix)
    }
}

impl RawRows for Messages<'_> {
    fn next(&mut self, wanted: Option<&[u32]>, cells: &mut Vec<(u32, Cell)>) -> Result<Option<u32>, Problem> {
        cells.clear();
        loop {
            if let Some(post) = self.waiting.pop_front() {
                self.row = self.row.saturating_add(1);
                let message = post.message(self.people, self.members, &self.channel.name, &mut self.starts);
                give(cells, message.cells(NOBODY), wanted);
                return Ok(Some(self.row));
            }
            if let Some(what) = self.broken.take() {
                self.row = self.row.saturating_add(1);
                self.days = [].iter();
                return Err(self.problem(what));
            }
            let Some(day) = self.days.next() else { return Ok(None) };
            self.read_day(day);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_called_after_a_day_are_read() {
        assert!(is_day(Path::new("general/2026-01-06.json")));
        for other in
            ["canvas_in_the_conversation.json", "2026-01-06.txt", "2026_01_06.json", "2026-01-6.json"]
        {
            assert!(!is_day(Path::new(other)), "{other}");
        }
    }
}
