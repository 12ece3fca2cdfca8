//! Who came to an online meeting, from the list its service gives: each person once a day, however
//! often they joined.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use super::common::{Fate, RowView, each_row, missing_value, yes_no};
use super::dates::Dates;
use super::edited::{Edited, set, text_at};
use super::written_dates::without_zone;
use crate::ingest::cell::Cell;
use crate::ingest::date::{TextDate, date_of};
use crate::ingest::importer::{Parsed, Plan, RowStream};
use crate::ingest::problems::Collector;
use crate::ingest::record::{MembershipRecord, Records};
use crate::ingest::text::fold_label;

/// Where a list of attendance has what.
pub(super) struct Columns {
    /// Address, and the id to take where it is empty.
    pub ids: [Option<usize>; 2],
    /// Name as shown in the meeting.
    pub name: Option<usize>,
    /// When they joined.
    pub joined: Option<usize>,
    /// Whether they only waited to be let in, where the list says so.
    pub waited: Option<usize>,
}

/// Reads a list of attendance. The meeting goes by the file's name, for its title is nobody's business;
/// `shown` takes what a service adds off a name; `edit` may empty a row that is to be left out.
pub(super) fn parse(
    plan: &Plan,
    rows: &mut dyn RowStream,
    columns: &Columns,
    shown: fn(&str) -> String,
    mut edit: impl FnMut(&mut [Cell]),
) -> Parsed {
    let mut problems = Collector::default();
    let stem = Path::new(&*plan.at.file).file_stem().map_or_else(String::new, |s| s.to_string_lossy().into());
    let mut meeting = Meeting { group: stem.into(), ..Meeting::default() };
    let mut tidy = |cells: &mut [Cell]| {
        edit(cells);
        let written = without_zone(&text_at(cells, columns.joined));
        if let Some(written) = written {
            set(cells, columns.joined, Cell::text(&written));
        }
        let name = shown(&text_at(cells, columns.name));
        set(cells, columns.name, Cell::text(&name));
    };
    let mut rows = Edited { rows, edit: &mut tidy };
    let counts = each_row(plan, &mut rows, &mut problems, |row, p| meeting.take(row, columns, p));
    let Meeting { mut records, dates, .. } = meeting;
    dates.settle(plan, &mut problems, |record, at| {
        if let Some(record) = records.get_mut(record) {
            record.from = date_of(at);
        }
    });
    let records = Records::Memberships(records);
    Parsed { records, rows: counts, problems: problems.finish(), columns: Vec::new() }
}

#[derive(Default)]
struct Meeting {
    group: Arc<str>,
    records: Vec<MembershipRecord>,
    dates: Dates,
    /// People and the day they came, as far as it can be told before the column's order is known.
    seen: BTreeSet<(String, Option<TextDay>)>,
}

type TextDay = (i64, i64, i64);

impl Meeting {
    fn take(&mut self, row: &RowView, columns: &Columns, problems: &mut Collector) -> Fate {
        let id = columns.ids.into_iter().find(|slot| row.text(*slot).is_some()).flatten();
        let Some(who) = row.mention(id, columns.name) else {
            return missing_value(problems, row.at(columns.name), "person");
        };
        yes_no(row, columns.waited, problems);
        let key = fold_label(who.id.as_deref().or(who.name.as_deref()).unwrap_or_default());
        let day = TextDate::of(row.cell(columns.joined)).map(text_day);
        if self.seen.insert((key, day)) {
            self.dates.take(row, columns.joined, self.records.len(), problems);
            let kind = Some("meeting".into());
            self.records.push(MembershipRecord {
                who,
                group: self.group.clone(),
                kind,
                role: None,
                from: None,
                to: None,
            });
        }
        Fate::Used
    }
}

fn text_day(date: TextDate) -> TextDay {
    match date {
        TextDate::Exact(seconds) => (seconds.div_euclid(86_400), 0, 0),
        TextDate::Slashed { first, second, year, .. } => (first.into(), second.into(), year.into()),
    }
}
