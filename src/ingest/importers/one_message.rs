//! Mail logs with one row a recipient: the rows of a message are put together again, so that a message
//! to eighty people is one message to eighty and not eighty messages to one.

use std::collections::VecDeque;
use std::sync::Arc;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::common::Slots;
use super::edited::{set, text_at};
use super::interactions;
use super::set_aside::SetAside;
use crate::ingest::cell::Cell;
use crate::ingest::date::{DayOrder, OrderEvidence, TextDate};
use crate::ingest::importer::{Parsed, Plan, RowStream};
use crate::ingest::problem::Problem;
use crate::ingest::record::RowCounts;
use crate::programme::config::Config;

/// Messages that wait for more of their rows; in a log by time, those of one message stand together.
const MOST_OPEN: usize = 50_000;
/// Recipients after which a message is handed on; no rule for ties looks at so many.
const MOST_RECIPIENTS: u32 = 10_000;

/// Looks at a row before it is read: may tidy its cells, and says why it is to be left out.
pub(super) type Judge<'a> = &'a mut dyn FnMut(&mut [Cell], &mut SetAside) -> Option<&'static str>;

/// Reads a mail log, its rows by message. The plan's fields are `time`, `from`, `to` and `message_id`.
pub(super) fn parse(plan: &Plan, config: &Config, rows: &mut dyn RowStream, judge: Judge) -> Parsed {
    let mut together = Together::new(plan, rows, judge);
    let mut parsed = (interactions::SPEC.parse)(plan, config, &mut together);
    parsed.rows = together.count(plan, &parsed.rows);
    // The id of the message is used here, whatever becomes of it in the log.
    parsed.columns.retain(|used| !plan.columns.iter().any(|(col, _)| *col == used.col));
    let slots = Slots { plan };
    let status = slots.slot("status").or_else(|| slots.slot("event")).or_else(|| slots.slot("to"));
    let col = status.and_then(|slot| plan.columns.get(slot)).map_or(plan.at.col, |(col, _)| *col);
    parsed.problems.extend(together.aside.note(plan.at.at_col(col)));
    parsed
}

/// A message whose rows are being put together.
struct Open {
    row: u32,
    key: Option<Arc<str>>,
    cells: Vec<Cell>,
    /// Recipients of its other rows, each after a semicolon.
    more: String,
    recipients: u32,
}

/// Rows that were added to another, and those of them that go with it when its date does not exist.
#[derive(Default)]
struct Joined {
    all: u64,
    no_day_first: u64,
    no_month_first: u64,
}

struct Together<'a> {
    rows: &'a mut dyn RowStream,
    judge: Judge<'a>,
    time: Option<usize>,
    from: Option<usize>,
    to: Option<usize>,
    message: Option<usize>,
    open: VecDeque<Open>,
    /// Number of each open message, counted from the first of all.
    number_of: HashMap<Arc<str>, usize, FixedState>,
    handed_on: usize,
    broken: Option<Problem>,
    ended: bool,
    last: u32,
    read: u64,
    joined: Joined,
    evidence: OrderEvidence,
    aside: SetAside,
}

impl<'a> Together<'a> {
    fn new(plan: &Plan, rows: &'a mut dyn RowStream, judge: Judge<'a>) -> Self {
        let slots = Slots { plan };
        Self {
            rows,
            judge,
            time: slots.slot("time"),
            from: slots.slot("from"),
            to: slots.slot("to"),
            message: slots.slot("message_id"),
            open: VecDeque::new(),
            number_of: HashMap::with_hasher(FixedState::default()),
            handed_on: 0,
            broken: None,
            ended: false,
            last: plan.at.row,
            read: 0,
            joined: Joined::default(),
            evidence: OrderEvidence::default(),
            aside: SetAside::default(),
        }
    }

    /// Takes in one more row of the file.
    fn read_on(&mut self) {
        let mut cells = Vec::new();
        match self.rows.next_row(&mut cells) {
            Ok(Some(row)) => {
                (self.last, self.read) = (row, self.read + 1);
                self.take(row, cells);
            }
            Ok(None) => self.ended = true,
            Err(problem) => (self.broken, self.ended) = (Some(problem), true),
        }
    }

    fn take(&mut self, row: u32, mut cells: Vec<Cell>) {
        if cells.iter().all(Cell::is_empty) {
            return;
        }
        if let Some(reason) = (self.judge)(&mut cells, &mut self.aside) {
            self.aside.add(reason, 1);
            return;
        }
        let date = self.time.and_then(|slot| cells.get(slot)).and_then(TextDate::of);
        let key = date.and_then(|_| self.key(&cells));
        let known = key.as_ref().and_then(|key| self.number_of.get(key)).copied();
        let open = known.and_then(|number| self.open.get_mut(number.checked_sub(self.handed_on)?));
        if let Some(open) = open.filter(|open| open.recipients < MOST_RECIPIENTS) {
            add_recipients(open, self.to, &cells);
            self.joined.add(date);
            return;
        }
        if let Some(date) = date {
            self.evidence.note(date);
        }
        if let Some(key) = &key {
            self.number_of.insert(key.clone(), self.handed_on + self.open.len());
        }
        self.open.push_back(Open { row, key, cells, more: String::new(), recipients: 1 });
    }

    /// What the rows of one message share; nothing where a row lacks what every row needs.
    fn key(&self, cells: &[Cell]) -> Option<Arc<str>> {
        let (message, from) = (text_at(cells, self.message), text_at(cells, self.from));
        let complete = !message.is_empty() && !from.is_empty() && !text_at(cells, self.to).is_empty();
        complete.then(|| {
            let mut key = String::with_capacity(message.len() + 1 + from.len());
            key.push_str(&message);
            key.push('\n');
            key.extend(from.chars().map(|c| c.to_ascii_lowercase()));
            key.into()
        })
    }

    /// Hands on the message that has waited longest.
    fn hand_on(&mut self, cells: &mut Vec<Cell>) -> Option<u32> {
        let open = self.open.pop_front()?;
        if let Some(key) = &open.key
            && self.number_of.get(key) == Some(&self.handed_on)
        {
            self.number_of.remove(key);
        }
        self.handed_on += 1;
        *cells = open.cells;
        if !open.more.is_empty() {
            let all = format!("{}{}", text_at(cells, self.to), open.more);
            set(cells, self.to, Cell::Text(all.into()));
        }
        // The message is whole: the log need not wait for other rows of it.
        set(cells, self.message, Cell::Empty);
        Some(open.row)
    }

    /// The account of the file's rows, from that of its messages.
    fn count(&self, plan: &Plan, messages: &RowCounts) -> RowCounts {
        let grid = plan.at.entries.is_none();
        let read = if grid { u64::from(self.last.saturating_sub(plan.at.row)) } else { self.read };
        let gone = match self.evidence.order() {
            DayOrder::DayFirst => self.joined.no_day_first,
            DayOrder::MonthFirst => self.joined.no_month_first,
        };
        let used = messages.used + self.joined.all - gone;
        let rejected = messages.rejected + gone;
        RowCounts { read, used, rejected, blank: read.saturating_sub(used + rejected) }
    }
}

impl Joined {
    fn add(&mut self, date: Option<TextDate>) {
        let Some(date) = date else { return };
        self.all += 1;
        self.no_day_first += u64::from(date.seconds(DayOrder::DayFirst).is_none());
        self.no_month_first += u64::from(date.seconds(DayOrder::MonthFirst).is_none());
    }
}

fn add_recipients(open: &mut Open, to: Option<usize>, cells: &[Cell]) {
    open.more.push(';');
    open.more.push_str(&text_at(cells, to));
    open.recipients += 1;
}

impl RowStream for Together<'_> {
    fn next_row(&mut self, cells: &mut Vec<Cell>) -> Result<Option<u32>, Problem> {
        while !self.ended && self.open.len() <= MOST_OPEN {
            self.read_on();
        }
        match self.hand_on(cells) {
            Some(row) => Ok(Some(row)),
            None => self.broken.take().map_or(Ok(None), Err),
        }
    }
}
