//! Reading a log of interactions into what its pairs add up to: large text files in pieces by several
//! threads, everything else row by row.
//!
//! Whether day or month comes first in `03/04/2026` is settled by the whole column, and how many recipients
//! a message has by all of its rows. Text files are read again where the first reading took the wrong
//! order, and once before the fold where messages have ids; keeping both readings of every date until the
//! end would double what each pair keeps for the sake of logs that are few. From other sources, rows are
//! kept aside until the end where either matters.

use std::sync::{Arc, Mutex, PoisonError};

use crate::ingest::cell::CellRef;
use crate::ingest::date::{DayOrder, OrderEvidence, parse};
use crate::ingest::fold::{Fold, FoldRule, Folded, MessageSizes, RowCells, RowTime, Worker};
use crate::ingest::record::{InteractionRecords, RowCounts};
use crate::ingest::source::chunks::{Chunk, ChunkError, Chunks};
use crate::ingest::source::delimited::TextFile;
use crate::ingest::source::splitter::Splitter;
use crate::programme::config::TieRule;

/// Where the fields of a log stand among the planned columns.
#[derive(Clone, Copy, Debug)]
pub(in crate::ingest) struct LogFields {
    pub time: usize,
    pub from: usize,
    pub to: usize,
    pub channel: Option<usize>,
    pub message: Option<usize>,
}

/// What a log is folded under.
pub(in crate::ingest) struct LogSettings<'a> {
    pub rule: &'a TieRule,
    /// Channel of every row, where the settings give one.
    pub given: Option<&'a str>,
    /// Channel of rows that name none.
    pub otherwise: &'a str,
}

impl LogSettings<'_> {
    pub(super) fn fold(&self) -> Fold {
        Fold::new(FoldRule::of(self.rule), self.given, self.otherwise)
    }
}

/// A log, and where it broke off if it did.
pub(in crate::ingest) struct ReadLog {
    pub folded: Folded,
    pub broken: Option<ChunkError>,
}

impl ReadLog {
    /// Rows below the header row, accounted for.
    pub fn counts(&self, header: u32) -> RowCounts {
        let read = u64::from(self.folded.last_row.saturating_sub(header));
        let (used, rejected) = (self.folded.used, self.folded.rejected());
        RowCounts { read, used, rejected, blank: read.saturating_sub(used + rejected) }
    }
}

/// The records of a log; `at` gives the address of a row and a place in it, 0 being the sender.
pub(in crate::ingest) fn records(folded: Folded, at: impl Fn(u32, u32) -> CellRef) -> InteractionRecords {
    let text = |id: &[u8]| -> Arc<str> { String::from_utf8_lossy(id).into() };
    InteractionRecords {
        messages: folded.messages(),
        ids: folded.ids.iter().map(|id| text(id)).collect(),
        first_seen: folded.first_seen.iter().map(|(row, place)| at(*row, *place)).collect(),
        sent: folded.sent,
        channels: folded.channels.into_iter().map(Into::into).collect(),
        pairs: Arc::new(folded.pairs),
        span: folded.span,
    }
}

/// Reads a text file with several threads; `None` where it cannot be cut into pieces. What comes out is the
/// same for any number of them.
pub(in crate::ingest) fn read_text(
    file: &TextFile,
    columns: &[u32],
    header: u32,
    fields: LogFields,
    settings: &LogSettings,
    threads: usize,
) -> Option<ReadLog> {
    let reading = Reading { file, columns, header, fields, threads };
    let mut order = reading.first_order()?;
    loop {
        let read = reading.once(order, settings)?;
        let settled = read.folded.evidence.order();
        if settled == order {
            return Some(read);
        }
        order = settled;
    }
}

/// A text file being read, perhaps more than once.
struct Reading<'a> {
    file: &'a TextFile<'a>,
    columns: &'a [u32],
    header: u32,
    fields: LogFields,
    threads: usize,
}

impl Reading<'_> {
    /// The order of day and month by the first piece: mostly that of the whole.
    fn first_order(&self) -> Option<DayOrder> {
        let mut chunks = self.file.text.chunks(None).ok()??;
        let (mut chunk, mut evidence) = (Chunk::default(), OrderEvidence::default());
        // Whatever is wrong will be found again, and told, when the file is folded.
        if matches!(chunks.next(&mut chunk), Ok(true)) {
            let time = self.columns.get(self.fields.time..=self.fields.time)?;
            self.file.text.splitter(time).each(&chunk, |_, cells| {
                if let Some(date) = parse(cells.get(0)) {
                    evidence.note(date);
                }
            });
        }
        Some(evidence.order())
    }

    /// Reads the file: for the messages' sizes where they have ids, and then to fold it.
    fn once(&self, order: DayOrder, settings: &LogSettings) -> Option<ReadLog> {
        let sizes = self.fields.message.map(|_| MessageSizes::new());
        if let Some(sizes) = &sizes {
            let fold = settings.fold();
            self.pass(
                false,
                || Worker::new(&fold, order, None),
                |worker, row| {
                    worker.count_recipients(row, sizes);
                },
            )?;
        }
        let fold = settings.fold();
        let begin = || Worker::new(&fold, order, sizes.as_ref());
        let broken = self.pass(true, begin, |worker, row| {
            worker.take(row);
        })?;
        Some(ReadLog { folded: fold.finish(), broken })
    }

    /// Shows every row below the header to one of several workers, each of which sees its own in order.
    fn pass<'f>(
        &self,
        told: bool,
        begin: impl Fn() -> Worker<'f> + Sync,
        take: impl Fn(&mut Worker<'f>, &RowCells) + Sync,
    ) -> Option<Option<ChunkError>> {
        let meter = self.file.meter.filter(|_| told);
        let shared = Shared::new(self.file.text.chunks(meter).ok()??);
        let work = |first: Option<Chunk>| {
            let mut splitter = self.file.text.splitter(self.columns);
            let mut worker = begin();
            let mut chunk = first.unwrap_or_default();
            let mut ready = !chunk.text.is_empty();
            while ready || shared.next(&mut chunk) {
                self.split(&mut splitter, &chunk, |row| take(&mut worker, row));
                ready = false;
            }
            worker.finish();
        };
        // A file of one piece is no work for several.
        let mut first = Chunk::default();
        if !shared.next(&mut first) || shared.ended() {
            work(Some(first));
        } else {
            let mut first = Some(first);
            std::thread::scope(|scope| {
                for _ in 1..self.threads {
                    let own = first.take();
                    scope.spawn(|| work(own));
                }
                work(first);
            });
        }
        Some(shared.broken())
    }

    fn split(&self, splitter: &mut Splitter, chunk: &Chunk, mut take: impl FnMut(&RowCells)) {
        let fields = self.fields;
        splitter.each(chunk, |row, cells| {
            if row <= self.header {
                return;
            }
            take(&RowCells {
                row,
                time: RowTime::Text(cells.get(fields.time)),
                from: cells.get(fields.from),
                to: cells.get(fields.to),
                channel: fields.channel.map_or(&b""[..], |slot| cells.get(slot)),
                message: fields.message.map_or(&b""[..], |slot| cells.get(slot)),
            });
        });
    }
}

/// Pieces of a file, handed out one by one.
struct Shared<'a> {
    chunks: Mutex<(Chunks<'a>, Option<ChunkError>)>,
}

impl<'a> Shared<'a> {
    fn new(chunks: Chunks<'a>) -> Self {
        Self { chunks: Mutex::new((chunks, None)) }
    }

    /// The next piece; `false` at the end, and for ever after a break.
    fn next(&self, chunk: &mut Chunk) -> bool {
        let (chunks, broken) = &mut *self.chunks.lock().unwrap_or_else(PoisonError::into_inner);
        if broken.is_some() {
            return false;
        }
        match chunks.next(chunk) {
            Ok(more) => more,
            Err(error) => {
                *broken = Some(error);
                false
            }
        }
    }

    fn ended(&self) -> bool {
        self.chunks.lock().unwrap_or_else(PoisonError::into_inner).0.ended()
    }

    fn broken(self) -> Option<ChunkError> {
        self.chunks.into_inner().unwrap_or_else(PoisonError::into_inner).1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::fold::Taken;
    use crate::ingest::fold::tests::odd_log;
    use crate::ingest::source::Extent;
    use crate::ingest::source::delimited::Delimited;

    /// Everything a log came to, with its pairs in order.
    fn told(read: &ReadLog) -> String {
        let f = &read.folded;
        let mut pairs: Vec<_> = f
            .pairs
            .iter()
            .map(|(_, p)| {
                format!("{:?}", (p.from(), p.to(), p.counted(), p.over_cap(), p.parts(), p.moments()))
            })
            .collect();
        pairs.sort();
        let rejects: Vec<_> = Taken::REFUSED.iter().map(|reason| f.rejects(*reason)).collect();
        let rest = (&f.ids, &f.first_seen, &f.sent, &f.channels, f.span, f.evidence, f.used, f.last_row);
        format!("{rest:?}\n{rejects:?}\n{pairs:?}")
    }

    #[test]
    fn the_number_of_threads_leaves_no_trace() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("log.csv");
        std::fs::write(&path, odd_log()).unwrap();
        let text = Delimited::open(&path, &"log.csv".into(), "csv", Extent::Whole).unwrap();
        let file = TextFile { text: &text, meter: None };
        let fields = LogFields { time: 0, from: 1, to: 2, channel: Some(3), message: None };
        let rule = TieRule::default();
        let settings = LogSettings { rule: &rule, given: None, otherwise: "email" };
        let read = |threads| read_text(&file, &[0, 1, 3, 4], 2, fields, &settings, threads).unwrap();
        let one = read(1);
        assert_eq!(one.folded.channels, ["mail", "meeting"]);
        assert_eq!(one.counts(2), RowCounts { read: 40_000, used: 39_877, rejected: 82, blank: 41 });
        for threads in [2, 5] {
            assert_eq!(told(&read(threads)), told(&one), "{threads} threads");
        }
    }
}
