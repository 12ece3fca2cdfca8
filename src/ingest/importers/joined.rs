//! Logs that keep in two columns what is one value: the day and the clock, or `To` and `Cc`.

use super::common::{Found, Slots};
use super::edited::{Edited, set, text_at};
use super::interactions::parse_rows;
use crate::ingest::cell::Cell;
use crate::ingest::date::TextDate;
use crate::ingest::importer::{ColumnProfile, FieldUse, Parsed, Plan, RowStream, SheetProfile};
use crate::ingest::problem::Problem;
use crate::ingest::problems as kinds;
use crate::ingest::text::fold_header;
use crate::programme::config::Config;

/// Headers of a day that stands beside a column of times.
const DAYS: &[&str] = &["date", "day", "datesent", "sentdate", "receiveddate", "datereceived"];

/// Where the time's column holds a time of day alone, and another the date: makes that one the time and
/// the first the clock.
pub(super) fn part_clock(found: &mut Found, profile: &SheetProfile) {
    let dated = |c: &ColumnProfile| c.filled > 0 && c.dates * 2 >= c.filled;
    if found.is_dates("time") || found.has("clock") || profile.rows == 0 {
        return;
    }
    let free = |c: &&ColumnProfile| !c.private && !found.columns.iter().any(|(col, _)| *col == c.col);
    let is_day = |c: &&ColumnProfile| DAYS.contains(&fold_header(&c.header).as_str()) && dated(c);
    let Some(day) = profile.columns.iter().filter(free).find(is_day).map(|c| c.col) else { return };
    for (_, used) in &mut found.columns {
        if *used == FieldUse::Field("time") {
            *used = FieldUse::Field("clock");
        }
    }
    found.columns.push((day, FieldUse::Field("time")));
}

/// Reads a log whose values may stand in two columns.
pub(super) fn parse(plan: &Plan, config: &Config, rows: &mut dyn RowStream) -> Parsed {
    let slots = Slots { plan };
    let (clock, cc) = (slots.slot("clock"), slots.slot("cc"));
    if clock.is_none() && cc.is_none() {
        return parse_rows(plan, config, rows);
    }
    let (time, to) = (slots.slot("time"), slots.slot("to"));
    let mut edit = |cells: &mut [Cell]| {
        if let Some(whole) = at_clock(cells, time, clock) {
            set(cells, time, whole);
        }
        let (direct, copied) = (text_at(cells, to), text_at(cells, cc));
        if !copied.is_empty() {
            let both = if direct.is_empty() { copied.into_owned() } else { format!("{direct};{copied}") };
            set(cells, to, Cell::text(&both));
        }
    };
    let mut parsed = parse_rows(plan, config, &mut Edited { rows, edit: &mut edit });
    let column = |slot: Option<usize>| slot.and_then(|slot| plan.columns.get(slot)).map(|(col, _)| *col);
    if let (Some(time), Some(clock)) = (column(time), column(clock)) {
        parsed.problems.iter_mut().for_each(|problem| at_the_clock(problem, time, clock));
    }
    parsed
}

/// A time that cannot be read though its day can is wrong in the clock's cell.
fn at_the_clock(problem: &mut Problem, time: u32, clock: u32) {
    let Some(cell) = problem.cell.as_mut().filter(|cell| cell.col == time) else { return };
    let day = problem.what.trim_matches('"').split_once([' ', 'T']).map(|(day, _)| day);
    let is_day = day.is_some_and(|day| TextDate::of(&Cell::text(day)).is_some());
    if problem.spec.code == kinds::BAD_DATE.code && is_day {
        cell.col = clock;
    }
}

/// The day and the clock as one value; `None` where either is missing.
fn at_clock(cells: &[Cell], time: Option<usize>, clock: Option<usize>) -> Option<Cell> {
    let (day, clock) = (cells.get(time?)?, cells.get(clock?)?);
    match (day, clock) {
        (Cell::Empty, _) | (_, Cell::Empty) => None,
        (Cell::Date(day), Cell::Date(clock)) => Some(Cell::Date(day.date().to_datetime(clock.time()))),
        (Cell::Date(day), Cell::Number(part)) if (0.0..1.0).contains(part) => {
            // A time of day in a cell without a format: the part of the day that has passed.
            let passed = jiff::Span::new().try_seconds((part * 86_400.0).round() as i64).ok()?;
            Some(Cell::Date(day.date().to_datetime(jiff::civil::Time::midnight()).checked_add(passed).ok()?))
        }
        (Cell::Date(day), clock) => Some(Cell::text(&format!("{} {clock}", day.date()))),
        (day, Cell::Date(clock)) => Some(Cell::text(&format!("{day} {}", clock.time()))),
        (day, clock) => Some(Cell::text(&format!("{day} {clock}"))),
    }
}
