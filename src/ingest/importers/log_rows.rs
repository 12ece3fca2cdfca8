//! A log read row by row, from a source that can be read only once: a workbook, JSON, a mailbox.

use super::log::LogSettings;
use crate::ingest::date::{DayOrder, TextDate, parse};
use crate::ingest::fold::{Folded, MessageSizes, RowCells, RowTime, Worker};

/// Folds the rows that `walk` shows. Rows whose date needs the whole column's order, or whose message may
/// have other rows, are kept aside until all have been seen.
pub(in crate::ingest) fn fold_rows(
    settings: &LogSettings,
    walk: impl FnOnce(&mut dyn FnMut(&RowCells)),
) -> Folded {
    let fold = settings.fold();
    let mut worker = Worker::new(&fold, DayOrder::DayFirst, None);
    let mut aside = Aside::default();
    walk(&mut |row| {
        if !row.message.is_empty() || needs_order(row.time) {
            aside.push(row);
        } else {
            worker.take(row);
        }
    });
    worker.finish();
    let (order, sizes) = aside.settle(settings);
    let mut worker = Worker::new(&fold, order, Some(&sizes));
    aside.each(|row| {
        worker.take(row);
    });
    worker.finish();
    fold.finish()
}

fn needs_order(time: RowTime) -> bool {
    match time {
        RowTime::Known(_) => false,
        RowTime::Text(text) => matches!(parse(text), Some(TextDate::Slashed { .. })),
    }
}

/// Rows kept aside, their cells one after the other.
#[derive(Default)]
struct Aside {
    bytes: Vec<u8>,
    rows: Vec<AsideRow>,
}

struct AsideRow {
    row: u32,
    known: Option<i64>,
    /// Where time, sender, recipients, channel and message end.
    ends: [usize; 5],
}

impl Aside {
    fn push(&mut self, row: &RowCells) {
        let (known, time) = match row.time {
            RowTime::Known(seconds) => (Some(seconds), &b""[..]),
            RowTime::Text(text) => (None, text),
        };
        let ends = [time, row.from, row.to, row.channel, row.message].map(|cell| {
            self.bytes.extend_from_slice(cell);
            self.bytes.len()
        });
        self.rows.push(AsideRow { row: row.row, known, ends });
    }

    fn each(&self, mut take: impl FnMut(&RowCells)) {
        let mut start = 0;
        for row in &self.rows {
            let [time, from, to, channel, message] = row.ends.map(|end| {
                let cell = self.bytes.get(start..end).unwrap_or_default();
                start = end;
                cell
            });
            let time = row.known.map_or(RowTime::Text(time), RowTime::Known);
            take(&RowCells { row: row.row, time, from, to, channel, message });
        }
    }

    /// The order of day and month, and how many recipients each message has.
    fn settle(&self, settings: &LogSettings) -> (DayOrder, MessageSizes) {
        let mut order = DayOrder::DayFirst;
        loop {
            let (fold, sizes) = (settings.fold(), MessageSizes::new());
            let mut worker = Worker::new(&fold, order, None);
            self.each(|row| worker.count_recipients(row, &sizes));
            let settled = worker.evidence().order();
            if settled == order {
                return (order, sizes);
            }
            order = settled;
        }
    }
}
