//! Reading a log from a file that keeps its columns apart: groups of rows shared out over several threads,
//! each different cell looked at once a group.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::log::{LogFields, LogSettings};
use crate::ingest::date::DayOrder;
use crate::ingest::fold::{Folded, MessageSizes, Met, RowCells, Taken, Worker};
use crate::ingest::record::RowCounts;
use crate::ingest::source::parquet::{ColumnBreak, LogColumns, LogFile, LogRow, Word};

/// The number of a cell that has none.
const UNMET: u32 = u32::MAX;

/// A log, its rows accounted for, and where it broke off if it did.
pub(in crate::ingest) struct ReadColumns {
    pub folded: Folded,
    pub counts: RowCounts,
    pub broken: Option<ColumnBreak>,
}

/// Reads a log with several threads; `None` where its columns are not such as can be read so. What comes out
/// is the same for any number of threads, and the same as from a text file of the same rows.
///
/// A row without anything in these columns is blank. Rows after a break are not read, whatever group they
/// are in.
pub(in crate::ingest) fn read_columns(
    file: &LogFile,
    planned: &[u32],
    fields: LogFields,
    settings: &LogSettings,
    threads: usize,
) -> Option<ReadColumns> {
    let column = |slot: usize| planned.get(slot).copied();
    let columns = LogColumns {
        time: column(fields.time)?,
        from: column(fields.from)?,
        to: column(fields.to)?,
        channel: fields.channel.and_then(column),
        message: fields.message.and_then(column),
    };
    file.has(&columns).then(|| Reading { file, columns, threads }.settle(settings))
}

/// A file being read, perhaps more than once.
struct Reading<'a> {
    file: &'a LogFile<'a>,
    columns: LogColumns,
    threads: usize,
}

impl Reading<'_> {
    /// Reads until the order of day and month is that of the whole column, and no row is after a break.
    fn settle(&self, settings: &LogSettings) -> ReadColumns {
        let (mut order, mut end, mut broken) = (DayOrder::default(), u32::MAX, None);
        loop {
            let (folded, found) = self.once(order, end, settings);
            if let Some(found) = found {
                end = found.row;
                broken = Some(found);
                continue;
            }
            let settled = folded.evidence.order();
            if settled == order {
                let counts = self.counts(&folded, end);
                return ReadColumns { folded, counts, broken };
            }
            order = settled;
        }
    }

    fn counts(&self, folded: &Folded, end: u32) -> RowCounts {
        let read = u64::from(self.file.rows().min(end.saturating_sub(1)));
        let (used, rejected) = (folded.used, folded.rejected());
        RowCounts { read, used, rejected, blank: read.saturating_sub(used + rejected) }
    }

    /// Reads the rows before `end`: for the messages' sizes where they have ids, and then to fold them.
    fn once(&self, order: DayOrder, end: u32, settings: &LogSettings) -> (Folded, Option<ColumnBreak>) {
        let sizes = self.columns.message.map(|_| MessageSizes::new());
        if let Some(sizes) = &sizes {
            let fold = settings.fold();
            let begin = || Worker::new(&fold, order, None);
            let broken = self.pass(false, end, begin, |worker, row, _| {
                worker.count_recipients(&cells(row), sizes);
            });
            if broken.is_some() {
                return (Folded::default(), broken);
            }
        }
        let fold = settings.fold();
        let begin = || Worker::new(&fold, order, sizes.as_ref());
        let broken = self.pass(true, end, begin, |worker, row, met| met.take(worker, row));
        (fold.finish(), broken)
    }

    /// Shows every row to one of several workers, each of which sees its own in order.
    fn pass<'f>(
        &self,
        told: bool,
        end: u32,
        begin: impl Fn() -> Worker<'f> + Sync,
        take: impl Fn(&mut Worker<'f>, &LogRow, &mut MetCells) + Sync,
    ) -> Option<ColumnBreak> {
        let (next, breaks) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
        let work = || {
            let mut worker = begin();
            while let Err(broken) = self.groups(&next, told, end, &mut worker, &take) {
                breaks.lock().unwrap_or_else(PoisonError::into_inner).insert(broken.row, broken);
            }
            worker.finish();
        };
        let threads = self.threads.min(self.file.groups());
        std::thread::scope(|scope| {
            for _ in 1..threads {
                scope.spawn(work);
            }
            work();
        });
        let breaks = breaks.into_inner().unwrap_or_else(PoisonError::into_inner);
        breaks.into_values().next()
    }

    /// Takes group after group, until all are taken or one breaks off.
    fn groups<'f>(
        &self,
        next: &AtomicUsize,
        told: bool,
        end: u32,
        worker: &mut Worker<'f>,
        take: &impl Fn(&mut Worker<'f>, &LogRow, &mut MetCells),
    ) -> Result<(), ColumnBreak> {
        let col = self.columns.time;
        let open = self.file.open();
        loop {
            let group = next.fetch_add(1, Ordering::Relaxed);
            let first = self.file.first_row(group.min(self.file.groups()));
            if group >= self.file.groups() || first >= end {
                return Ok(());
            }
            let file = open.as_ref().map_err(|what| ColumnBreak { row: first, col, what: what.clone() })?;
            let mut met = MetCells::default();
            self.file.each(file, group, &self.columns, end, |row| take(worker, row, &mut met))?;
            if told {
                self.file.advance(group);
            }
        }
    }
}

fn cells<'a>(row: &LogRow<'a>) -> RowCells<'a> {
    let LogRow { row, time, from, to, channel, message } = *row;
    RowCells { row, time, from: from.text, to: to.text, channel: channel.text, message: message.text }
}

/// The cells of a group that were met, by their numbers in the group: what the worker knows them as.
#[derive(Default)]
struct MetCells {
    from: Vec<u32>,
    to: Vec<u32>,
    channel: Vec<u32>,
}

impl MetCells {
    #[inline]
    fn take(&mut self, worker: &mut Worker, row: &LogRow) {
        if !row.message.text.is_empty() {
            worker.take(&cells(row));
            return;
        }
        match self.met(row) {
            Some(met) => {
                worker.take_met(row.row, row.time, met);
            }
            None => self.take_new(worker, row),
        }
    }

    #[inline]
    fn met(&self, row: &LogRow) -> Option<Met> {
        let find = |known: &[u32], word: Word| {
            let found = known.get(word.code? as usize).copied();
            found.filter(|number| *number != UNMET)
        };
        let from = find(&self.from, row.from)?;
        let to = find(&self.to, row.to)?;
        // The place before the first is that of rows that name no channel.
        let channel =
            Word { code: row.channel.code.map_or(Some(0), |code| code.checked_add(1)), ..row.channel };
        if row.channel.code.is_none() && !row.channel.text.is_empty() {
            return None;
        }
        Some(Met { from, to, most: find(&self.channel, channel)? })
    }

    /// Takes a row with a cell that is new, or that is not one id, and remembers what can be remembered.
    fn take_new(&mut self, worker: &mut Worker, row: &LogRow) {
        if worker.take(&cells(row)) != Taken::Used {
            return;
        }
        let remember = |known: &mut Vec<u32>, code: Option<u32>, number: Option<u32>| {
            let (Some(code), Some(number)) = (code, number) else { return };
            if known.len() <= code as usize {
                known.resize(code as usize + 1, UNMET);
            }
            known[code as usize] = number;
        };
        remember(&mut self.from, row.from.code, worker.met_sender(row.from.text));
        remember(&mut self.to, row.to.code, worker.met_recipient(row.to.text));
        let channel = match row.channel.code {
            Some(code) => code.checked_add(1),
            None => row.channel.text.is_empty().then_some(0),
        };
        // No limit is the largest number there is, which stands for cells not met.
        let most = worker.met_channel(row.channel.text).map(|most| most.min(UNMET - 1));
        remember(&mut self.channel, channel, most);
    }
}
