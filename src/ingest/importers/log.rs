//! Building a log of interactions without copying a cell: ids and channels interned by their bytes,
//! times packed until the order of day and month is known.

use std::sync::Arc;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use crate::ingest::cell::CellRef;
use crate::ingest::date::{OrderEvidence, TextDate, parse};
use crate::ingest::record::InteractionRecords;

/// Most channels a log may have; what comes after is kept under one name.
const MOST_CHANNELS: usize = 255;
/// Marks a time that is packed.
const PACKED: i64 = 1 << 62;

/// A time as the source has it.
#[derive(Clone, Copy)]
pub(super) enum Time<'a> {
    /// Seconds since 1970-01-01.
    Known(i64),
    /// Text.
    Text(&'a [u8]),
}

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Taken {
    Used,
    NoTime,
    NoSender,
    NoRecipient,
}

/// Where a row is.
pub(super) struct Place<'a> {
    pub sheet: &'a CellRef,
    pub row: u32,
    pub from: u32,
    pub to: u32,
}

/// Strings by their bytes, each with a number in order of first sight.
#[derive(Default)]
struct Interner {
    number_of: HashMap<Box<[u8]>, u32, FixedState>,
}

impl Interner {
    /// The number of some bytes, and whether they are new.
    fn number(&mut self, bytes: &[u8]) -> (u32, bool) {
        if let Some(number) = self.number_of.get(bytes) {
            return (*number, false);
        }
        let number = self.number_of.len() as u32;
        self.number_of.insert(bytes.into(), number);
        (number, true)
    }
}

/// A log being built.
pub(super) struct LogBuilder {
    records: InteractionRecords,
    ids: Interner,
    channel_names: Interner,
    given: Option<u8>,
    otherwise: Arc<str>,
    /// Channels as written, with their numbers; most logs have a handful.
    written_channels: Vec<(Box<[u8]>, u8)>,
    /// Rows of packed times, one an entry of `records.time` that is packed, in order.
    packed_rows: Vec<(u32, usize, u32)>,
    pub evidence: OrderEvidence,
    together: Vec<u32>,
}

impl LogBuilder {
    /// A builder; `given` overrides the channel of every row, `otherwise` is for rows without one.
    pub fn new(given: Option<&str>, otherwise: &str) -> Self {
        let mut log = Self {
            records: InteractionRecords::default(),
            ids: Interner::default(),
            channel_names: Interner::default(),
            given: None,
            otherwise: otherwise.into(),
            written_channels: Vec::new(),
            packed_rows: Vec::new(),
            evidence: OrderEvidence::default(),
            together: Vec::new(),
        };
        log.given = given.map(|name| log.channel(name.as_bytes()));
        log
    }

    /// Takes a row: one entry for each recipient.
    pub fn take(&mut self, place: &Place, time: Time, from: &[u8], to: &[u8], channel: &[u8]) -> Taken {
        let time = match time {
            Time::Known(seconds) => TextDate::Exact(seconds),
            Time::Text(text) => match parse(text) {
                Some(time) => time,
                None => return Taken::NoTime,
            },
        };
        let from = address(from);
        if from.is_empty() {
            return Taken::NoSender;
        }
        let first = self.records.time.len();
        let sender = self.id(from, place, place.from);
        if memchr::memchr3(b';', b',', b'<', to).is_none() {
            if to.is_empty() {
                return Taken::NoRecipient;
            }
            let recipient = self.id(to, place, place.to);
            self.records.to.push(recipient);
            self.records.recipients.push(1);
        } else if !self.take_several(place, from, to) {
            return Taken::NoRecipient;
        }
        let entries = self.records.to.len() - first;
        let seconds = self.seconds(time, place.row, first, entries);
        let channel = self.channel_of(channel);
        self.records.messages += 1;
        for _ in 0..entries {
            self.records.from.push(sender);
            self.records.time.push(seconds);
            self.records.channel.push(channel);
        }
        Taken::Used
    }

    /// Entries for several recipients, each once; the sender among them is not counted.
    fn take_several(&mut self, place: &Place, from: &[u8], to: &[u8]) -> bool {
        let mut together = std::mem::take(&mut self.together);
        together.clear();
        let mut others = 0_u16;
        for recipient in recipients(to) {
            let id = self.id(recipient, place, place.to);
            if !together.contains(&id) {
                together.push(id);
                others = others.saturating_add(u16::from(!recipient.eq_ignore_ascii_case(from)));
            }
        }
        self.records.to.extend_from_slice(&together);
        let size = self.records.recipients.len() + together.len();
        self.records.recipients.resize(size, others.max(1));
        let any = !together.is_empty();
        self.together = together;
        any
    }

    fn id(&mut self, bytes: &[u8], place: &Place, col: u32) -> u32 {
        let (number, new) = self.ids.number(bytes);
        if new {
            self.records.ids.push(String::from_utf8_lossy(bytes).into());
            let at = CellRef { row: place.row, col, ..place.sheet.clone() };
            self.records.first_seen.push(Some(at));
        }
        number
    }

    fn channel_of(&mut self, text: &[u8]) -> u8 {
        if let Some(given) = self.given {
            return given;
        }
        if let Some((_, number)) = self.written_channels.iter().find(|(written, _)| **written == *text) {
            return *number;
        }
        let otherwise = self.otherwise.clone();
        let number = self.channel(if text.is_empty() { otherwise.as_bytes() } else { text });
        if self.written_channels.len() < MOST_CHANNELS {
            self.written_channels.push((text.into(), number));
        }
        number
    }

    fn channel(&mut self, text: &[u8]) -> u8 {
        let name = String::from_utf8_lossy(text).to_lowercase();
        let full = self.records.channels.len() >= MOST_CHANNELS;
        let known = self.channel_names.number_of.contains_key(name.as_bytes());
        let name = if full && !known { "other".to_owned() } else { name };
        let (number, new) = self.channel_names.number(name.as_bytes());
        if new {
            self.records.channels.push(name.into());
        }
        u8::try_from(number).unwrap_or(u8::MAX)
    }

    /// Seconds, or the numbers of a date whose order is not known yet.
    fn seconds(&mut self, time: TextDate, row: u32, first: usize, entries: usize) -> i64 {
        match time {
            TextDate::Exact(seconds) => seconds,
            TextDate::Slashed { first: a, second: b, year, seconds } => {
                self.evidence.note(time);
                self.packed_rows.push((row, first, entries as u32));
                PACKED | i64::from(a) << 40 | i64::from(b) << 32 | i64::from(year) << 17 | i64::from(seconds)
            }
        }
    }

    /// Turns packed times into seconds. Entries of rows whose date does not exist are taken out; gives
    /// those rows.
    pub fn settle(&mut self) -> Vec<u32> {
        let order = self.evidence.order();
        let (mut refused, mut gone) = (Vec::new(), Vec::new());
        for (row, first, entries) in std::mem::take(&mut self.packed_rows) {
            let range = first..first + entries as usize;
            let Some(packed) = self.records.time.get(first).copied() else { continue };
            match unpack(packed).seconds(order) {
                Some(seconds) => self.records.time[range].fill(seconds),
                None => {
                    refused.push(row);
                    gone.push(range);
                }
            }
        }
        self.records.messages -= refused.len() as u64;
        self.remove(&gone);
        refused
    }

    fn remove(&mut self, gone: &[std::ops::Range<usize>]) {
        if gone.is_empty() {
            return;
        }
        let mut keep = vec![true; self.records.time.len()];
        for range in gone {
            keep[range.clone()].fill(false);
        }
        let r = &mut self.records;
        retain(&mut r.from, &keep);
        retain(&mut r.to, &keep);
        retain(&mut r.time, &keep);
        retain(&mut r.channel, &keep);
        retain(&mut r.recipients, &keep);
    }

    /// The log.
    pub fn finish(self) -> InteractionRecords {
        self.records
    }
}

fn unpack(packed: i64) -> TextDate {
    TextDate::Slashed {
        first: (packed >> 40 & 0xff) as u8,
        second: (packed >> 32 & 0xff) as u8,
        year: (packed >> 17 & 0x3fff) as u16,
        seconds: (packed & 0x1_ffff) as u32,
    }
}

fn retain<T: Copy>(column: &mut Vec<T>, keep: &[bool]) {
    let mut kept = keep.iter();
    column.retain(|_| kept.next().copied().unwrap_or(true));
}

/// The recipients in a cell: between semicolons; between commas too where every part is an address or
/// an id without a space, so that `Patel, Asha` stays one.
fn recipients(cell: &[u8]) -> impl Iterator<Item = &[u8]> {
    let is_id =
        |part: &[u8]| part.contains(&b'@') || !part.iter().any(|b| *b == b' ' || b.is_ascii_alphabetic());
    let by_comma = cell.split(|b| matches!(b, b';' | b',')).all(|part| is_id(part.trim_ascii()));
    let ends = move |b: &u8| *b == b';' || (by_comma && *b == b',');
    cell.split(ends).map(|part| address(part.trim_ascii())).filter(|part| !part.is_empty())
}

/// The address in `Asha Patel <asha@council.example>`; anything else as it stands.
fn address(text: &[u8]) -> &[u8] {
    let inside = || {
        let (open, close) = (memchr::memchr(b'<', text)?, memchr::memrchr(b'>', text)?);
        text.get(open + 1..close).filter(|a| a.contains(&b'@'))
    };
    inside().unwrap_or(text).trim_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(cell: &str) -> Vec<String> {
        recipients(cell.as_bytes()).map(|r| String::from_utf8_lossy(r).into_owned()).collect()
    }

    #[test]
    fn several_recipients_in_one_cell() {
        assert_eq!(all("a@x.y, b@x.y; c d@x.y"), ["a@x.y", "b@x.y", "c d@x.y"]);
        assert_eq!(all("Patel, Asha; Lee, Sam"), ["Patel, Asha", "Lee, Sam"]);
        assert_eq!(all("Asha <a@x.y>, Sam <s@x.y>"), ["a@x.y", "s@x.y"]);
        assert_eq!(all("17, 18;19"), ["17", "18", "19"]);
        assert_eq!(all(" ; "), Vec::<String>::new());
    }

    fn take(log: &mut LogBuilder, row: u32, time: &str, from: &str, to: &str) -> Taken {
        let sheet = CellRef::new("log.csv", None, 1, 0);
        let place = Place { sheet: &sheet, row, from: 1, to: 2 };
        log.take(&place, Time::Text(time.as_bytes()), from.as_bytes(), to.as_bytes(), b"")
    }

    #[test]
    fn recipients_are_counted_without_the_sender_and_once() {
        let mut log = LogBuilder::new(None, "email");
        assert_eq!(take(&mut log, 2, "2026-01-06T10:00:00", "a@x", "A@x;b@x;b@x;c@x"), Taken::Used);
        assert_eq!(take(&mut log, 3, "2026-01-06T10:00:00", "a@x", ""), Taken::NoRecipient);
        assert_eq!(take(&mut log, 4, "soon", "a@x", "b@x"), Taken::NoTime);
        assert_eq!(take(&mut log, 5, "2026-01-06", "", "b@x"), Taken::NoSender);
        let records = log.finish();
        assert_eq!(records.recipients, [2, 2, 2]);
        assert_eq!(records.messages, 1);
        assert_eq!(records.channels, [Arc::from("email")]);
        assert_eq!(records.first_seen[1], Some(CellRef::new("log.csv", None, 2, 2)));
    }

    #[test]
    fn month_first_is_settled_by_one_date_and_the_impossible_are_taken_out() {
        let mut log = LogBuilder::new(None, "email");
        take(&mut log, 2, "1/6/2014 10:28", "a@x", "b@x;c@x");
        take(&mut log, 3, "1/17/2014 0:00", "a@x", "b@x");
        take(&mut log, 4, "1/18/2014 0:00", "a@x", "b@x");
        take(&mut log, 5, "19/1/2014 0:00", "a@x", "b@x");
        assert_eq!(log.settle(), [5]);
        let records = log.finish();
        assert_eq!(records.time, [1_389_004_080, 1_389_004_080, 1_389_916_800, 1_390_003_200]);
        assert_eq!((records.from.len(), records.messages), (4, 3));
    }
}
