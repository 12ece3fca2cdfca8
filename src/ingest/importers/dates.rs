//! A date column: collected first, settled once all of its values are known.

use jiff::civil::Date;

use super::common::RowView;
use crate::ingest::cell::{Cell, CellRef};
use crate::ingest::date::{DayOrder, OrderEvidence, TextDate};
use crate::ingest::importer::Plan;
use crate::ingest::problems::{self as kinds, Collector};
use crate::ingest::text::quoted;

/// Dates of one column, each with the record it belongs to.
#[derive(Default)]
pub(super) struct Dates {
    evidence: OrderEvidence,
    taken: Vec<(usize, u32, TextDate)>,
    col: u32,
}

impl Dates {
    /// Takes a cell for a record; a cell that holds no date is a problem, an empty one is nothing.
    pub fn take(&mut self, row: &RowView, slot: Option<usize>, record: usize, problems: &mut Collector) {
        let cell = row.cell(slot);
        if cell.is_empty() {
            return;
        }
        let at = row.at(slot);
        match TextDate::of(cell) {
            Some(date) => {
                self.evidence.note(date);
                self.col = at.col;
                self.taken.push((record, row.row, date));
            }
            None => report_bad_date(problems, at, cell),
        }
    }

    /// Settles the column's order and hands each record its time, in seconds since 1970-01-01.
    pub fn settle(self, plan: &Plan, problems: &mut Collector, mut give: impl FnMut(usize, i64)) {
        let order = self.evidence.order();
        for (record, row, date) in self.taken {
            match date.seconds(order) {
                Some(seconds) => give(record, seconds),
                None => {
                    report_wrong_order(problems, CellRef { row, col: self.col, ..plan.at.clone() }, order)
                }
            }
        }
        warn_unsettled(plan, problems, &self.evidence, self.col);
    }
}

/// Says that nothing settled whether day or month comes first.
pub(super) fn warn_unsettled(plan: &Plan, problems: &mut Collector, evidence: &OrderEvidence, col: u32) {
    if evidence.is_unsettled() {
        let header = plan.profile.column(col).map_or("", |c| c.header.as_str());
        let what = format!("no date under {} says whether day or month comes first", quoted(header));
        let fix = "we read the day first; if that is wrong, write dates as 2026-04-03";
        problems.at(&kinds::DAY_FIRST, plan.at.at_col(col), what, fix);
    }
}

/// Reports a cell that holds no date.
pub(super) fn report_bad_date(problems: &mut Collector, at: CellRef, cell: &Cell) {
    let fix = match cell {
        Cell::Number(_) => "format the cell as a date, or write it as 2026-03-31",
        _ => "write the date as 2026-03-31",
    };
    problems.at(&kinds::BAD_DATE, at, quoted(&cell.to_string()), fix);
}

/// Reports a date that does not exist in the column's order.
pub(super) fn report_wrong_order(problems: &mut Collector, at: CellRef, order: DayOrder) {
    let first = match order {
        DayOrder::DayFirst => "the day",
        DayOrder::MonthFirst => "the month",
    };
    let what = format!("there is no such date when {first} comes first, as in the rest of the column");
    problems.at(&kinds::BAD_DATE, at, what, "write the date as 2026-03-31");
}

/// Takes out both days where the last lies before the first, and says so at the last.
pub(super) fn check_span(
    first: &mut Option<Date>,
    last: &mut Option<Date>,
    at: CellRef,
    problems: &mut Collector,
) {
    if let (Some(from), Some(to)) = (*first, *last)
        && to < from
    {
        let what = format!("{to} lies before the first day, {from}");
        problems.at(&kinds::ENDS_BEFORE, at, what, "correct one of the two days");
        (*first, *last) = (None, None);
    }
}
