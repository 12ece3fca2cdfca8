//! One thread's share of a log: rows in, entries out.

use std::collections::BTreeSet;

use super::cells::{address, has_recipient, may_be_several, recipients};
use super::gather::{Fold, SHARDS};
use super::ids::{Interner, same};
use super::messages::MessageSizes;
use super::pairs::Entry;
use super::rejects::AllRejects;
use super::table::spread;
use super::times::TimeReader;
use crate::ingest::date::{DayOrder, OrderEvidence, TextDate};

/// Entries for one shard before they are handed over.
const BATCH: usize = 512;
/// Channel names a log may have; of more, the first by alphabet are kept.
pub(super) const MOST_CHANNELS: usize = 255;

/// A time as the source has it.
#[derive(Clone, Copy, Debug)]
pub enum RowTime<'a> {
    /// Seconds since 1970-01-01.
    Known(i64),
    /// Text.
    Text(&'a [u8]),
}

/// One row: what a log's columns hold, trimmed; empty where there is no such column.
#[derive(Clone, Copy, Debug)]
pub struct RowCells<'a> {
    /// Row, counted from 1.
    pub row: u32,
    /// When.
    pub time: RowTime<'a>,
    /// Who wrote.
    pub from: &'a [u8],
    /// To whom; perhaps several.
    pub to: &'a [u8],
    /// By which channel.
    pub channel: &'a [u8],
    /// Id of the message, which other rows may share.
    pub message: &'a [u8],
}

/// Sender, recipient and channel of a row, all met before.
#[derive(Clone, Copy, Debug)]
pub struct Met {
    /// Number of the sender.
    pub from: u32,
    /// Number of the one recipient.
    pub to: u32,
    /// Most recipients a message of the channel may have.
    pub most: u32,
}

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Its entries were counted.
    Used,
    /// It has no time.
    NoTime,
    /// Its time cannot be read.
    BadTime,
    /// It has no sender.
    NoSender,
    /// It has no recipient.
    NoRecipient,
    /// Its date does not exist in the order of day and month the column has.
    WrongOrder,
}

impl Taken {
    /// Every way to be refused.
    pub const REFUSED: [Self; 5] =
        [Self::NoTime, Self::BadTime, Self::NoSender, Self::NoRecipient, Self::WrongOrder];
}

/// An id as a cell spells it.
#[derive(Clone, Copy)]
struct Known {
    /// Number of the address in it, over all threads.
    id: u32,
    /// Whether the spelling is one id and no more in a cell of recipients too.
    plain: bool,
}

/// A row that has everything: when it was, and its ids where this thread has met the cells before.
#[derive(Clone, Copy)]
struct Whole {
    time: i64,
    from: Option<u32>,
    /// Only where the cell is one id.
    to: Option<u32>,
}

/// What a thread found out beside the pairs.
#[derive(Default)]
pub(super) struct Found {
    pub evidence: OrderEvidence,
    pub rejects: AllRejects,
    pub used: u64,
    pub last_row: u32,
    pub span: Option<(i64, i64)>,
    pub channels: BTreeSet<String>,
    /// Messages sent and most recipients of one, by id.
    pub sent: Vec<(u64, u32)>,
}

/// One thread's share of a log being folded.
pub struct Worker<'f> {
    fold: &'f Fold,
    order: DayOrder,
    sizes: Option<&'f MessageSizes>,
    times: TimeReader,
    cells: Interner,
    known: Vec<Known>,
    /// Channels as written, with the most recipients each allows; most logs have a handful.
    channels: Vec<(Box<[u8]>, u32)>,
    batches: Vec<Vec<Entry>>,
    together: Vec<u32>,
    found: Found,
}

impl<'f> Worker<'f> {
    /// A worker that reads dates in an `order`; `sizes` are the messages' recipients where each row is one
    /// of several of a message.
    pub fn new(fold: &'f Fold, order: DayOrder, sizes: Option<&'f MessageSizes>) -> Self {
        Self {
            fold,
            order,
            sizes,
            times: TimeReader::default(),
            cells: Interner::default(),
            known: Vec::new(),
            channels: Vec::new(),
            batches: (0..SHARDS).map(|_| Vec::with_capacity(BATCH)).collect(),
            together: Vec::new(),
            found: Found::default(),
        }
    }

    /// Takes a row: one entry for each recipient.
    #[inline]
    pub fn take(&mut self, row: &RowCells) -> Taken {
        let taken = match self.checked(row) {
            Ok(whole) => self.entries(row, whole),
            Err(refused) => refused,
        };
        self.note(row.row, row.time, taken);
        taken
    }

    /// Takes a row whose sender, recipient and channel were met before: as [`Self::take`] would.
    #[inline]
    pub fn take_met(&mut self, row: u32, time: RowTime, met: Met) -> Taken {
        let taken = match self.time_of(time).and_then(|time| self.settled(time)) {
            Ok(time) => {
                let entry = Entry { time, from: met.from, to: met.to, recipients: 1, counts: 1 <= met.most };
                self.push(entry);
                self.note_message(met.from, 1, true, time);
                Taken::Used
            }
            Err(refused) => refused,
        };
        self.note(row, time, taken);
        taken
    }

    /// The number of a sender's cell that was met before.
    pub fn met_sender(&self, cell: &[u8]) -> Option<u32> {
        self.met(cell).map(|known| known.id)
    }

    /// The number of a recipient's cell that was met before and holds one id and no more.
    pub fn met_recipient(&self, cell: &[u8]) -> Option<u32> {
        self.met(cell).filter(|known| known.plain).map(|known| known.id)
    }

    /// The most recipients a message of a channel that was met before may have.
    pub fn met_channel(&self, written: &[u8]) -> Option<u32> {
        self.channels.iter().find(|(name, _)| **name == *written).map(|(_, most)| *most)
    }

    /// First pass over a log with message ids: counts the row's recipients towards its message.
    pub fn count_recipients(&mut self, row: &RowCells, sizes: &MessageSizes) {
        if self.checked(row).is_err() || row.message.is_empty() {
            return;
        }
        let from = address(row.from);
        let mut seen: Vec<&[u8]> = Vec::new();
        for recipient in recipients(row.to) {
            if !recipient.eq_ignore_ascii_case(from) && !seen.contains(&recipient) {
                seen.push(recipient);
            }
        }
        if !seen.is_empty() {
            let count = u16::try_from(seen.len()).unwrap_or(u16::MAX);
            sizes.add(MessageSizes::key(row.message, from), count);
        }
    }

    /// What the dates seen so far say about their order.
    pub fn evidence(&self) -> OrderEvidence {
        self.found.evidence
    }

    /// Whether a row has everything. Cells met before need no closer look.
    #[inline]
    fn checked(&mut self, row: &RowCells) -> Result<Whole, Taken> {
        let time = self.time_of(row.time)?;
        let from = self.met(row.from);
        if from.is_none() && address(row.from).is_empty() {
            return Err(Taken::NoSender);
        }
        let to = self.met(row.to).filter(|known| known.plain);
        if to.is_none() && !has_recipient(row.to) {
            return Err(Taken::NoRecipient);
        }
        Ok(Whole {
            time: self.settled(time)?,
            from: from.map(|known| known.id),
            to: to.map(|known| known.id),
        })
    }

    #[inline]
    fn time_of(&mut self, time: RowTime) -> Result<TextDate, Taken> {
        match time {
            RowTime::Known(seconds) => Ok(TextDate::Exact(seconds)),
            RowTime::Text(b"") => Err(Taken::NoTime),
            RowTime::Text(text) => self.times.read(text).ok_or(Taken::BadTime),
        }
    }

    #[inline]
    fn settled(&mut self, time: TextDate) -> Result<i64, Taken> {
        self.found.evidence.note(time);
        time.seconds(self.order).ok_or(Taken::WrongOrder)
    }

    #[inline]
    fn met(&self, cell: &[u8]) -> Option<Known> {
        self.cells.find(cell).and_then(|number| self.known.get(number as usize)).copied()
    }

    /// The entries of a row that has everything.
    #[inline]
    fn entries(&mut self, row: &RowCells, whole: Whole) -> Taken {
        let time = whole.time;
        let sender = match whole.from {
            Some(id) => id,
            None => self.learn(row.from, address(row.from), (row.row, 0)),
        };
        let most = self.most(row.channel);
        let one = whole.to.or_else(|| self.only_recipient(row));
        let (mut recipients, mut first) = match one {
            Some(_) => (1, true),
            None => (self.several(row, address(row.from)), true),
        };
        if let (Some(sizes), false) = (self.sizes, row.message.is_empty()) {
            (recipients, first) = sizes.meet(MessageSizes::key(row.message, address(row.from)));
        }
        let counts = u32::from(recipients) <= most;
        let mut entry = Entry { time, from: sender, to: 0, recipients, counts };
        match one {
            Some(to) => {
                entry.to = to;
                self.push(entry);
            }
            None => {
                let together = std::mem::take(&mut self.together);
                for to in &together {
                    entry.to = *to;
                    self.push(entry);
                }
                self.together = together;
            }
        }
        self.note_message(sender, recipients, first, time);
        Taken::Used
    }

    fn note_message(&mut self, sender: u32, recipients: u16, first: bool, time: i64) {
        let place = sender as usize;
        if place >= self.found.sent.len() {
            self.found.sent.resize(place + 1, (0, 0));
        }
        let (sent, largest) = &mut self.found.sent[place];
        *sent += u64::from(first);
        *largest = (*largest).max(u32::from(recipients));
        let (start, end) = self.found.span.unwrap_or((time, time));
        self.found.span = Some((start.min(time), end.max(time)));
    }

    #[inline]
    fn note(&mut self, row: u32, time: RowTime, taken: Taken) {
        self.found.last_row = self.found.last_row.max(row);
        if taken == Taken::Used {
            self.found.used += 1;
            return;
        }
        let seen = match (taken, time) {
            (Taken::BadTime, RowTime::Text(text)) => text,
            _ => b"",
        };
        if let Some(kind) = Taken::REFUSED.iter().position(|t| *t == taken) {
            self.found.rejects[kind].add(row, seen);
        }
    }

    /// The recipient of a cell that holds one id and nothing else. Where it is the sender of the same row,
    /// it has just been taken up.
    fn only_recipient(&mut self, row: &RowCells) -> Option<u32> {
        match self.met(row.to) {
            _ if may_be_several(row.to) => None,
            Some(known) => Some(known.id),
            None => Some(self.learn(row.to, row.to, (row.row, 1))),
        }
    }

    /// Collects several recipients, each once; gives how many they are, the sender not counted.
    fn several(&mut self, row: &RowCells, from: &[u8]) -> u16 {
        let mut together = std::mem::take(&mut self.together);
        together.clear();
        let mut others = 0_u16;
        for (place, recipient) in (1..).zip(recipients(row.to)) {
            let id = match self.met(recipient) {
                Some(known) => known.id,
                None => self.learn(recipient, address(recipient), (row.row, place)),
            };
            if !together.contains(&id) {
                together.push(id);
                others = others.saturating_add(u16::from(!recipient.eq_ignore_ascii_case(from)));
            }
        }
        self.together = together;
        others.max(1)
    }

    /// Takes up a spelling this thread has not met.
    fn learn(&mut self, cell: &[u8], address: &[u8], at: (u32, u32)) -> u32 {
        let id = self.fold.number(address, at);
        self.cells.number(cell);
        self.known.push(Known { id, plain: !may_be_several(cell) });
        id
    }

    /// The most recipients a message of a channel may have.
    #[inline]
    fn most(&mut self, written: &[u8]) -> u32 {
        match self.channels.iter().find(|(name, _)| same(name, written)) {
            Some((_, most)) => *most,
            None => self.learn_channel(written),
        }
    }

    fn learn_channel(&mut self, written: &[u8]) -> u32 {
        let name = self.fold.channel_name(written);
        let most = self.fold.rule().most(&name);
        if self.channels.len() < MOST_CHANNELS {
            self.channels.push((written.into(), most));
        }
        self.found.channels.insert(name);
        if self.found.channels.len() > MOST_CHANNELS {
            self.found.channels.pop_last();
        }
        most
    }

    #[inline]
    fn push(&mut self, entry: Entry) {
        let shard = spread(u64::from(entry.from) << 32 | u64::from(entry.to)) as usize % SHARDS;
        let Some(batch) = self.batches.get_mut(shard) else { return };
        batch.push(entry);
        if batch.len() >= BATCH {
            self.fold.add(shard, batch);
        }
    }

    /// Hands over what is left.
    pub fn finish(mut self) {
        for (shard, batch) in self.batches.iter_mut().enumerate() {
            self.fold.add(shard, batch);
        }
        self.fold.join(self.found);
    }
}
