//! Calendars (.ics): one row an event, and one for each day of an event that repeats. Titles, places
//! and descriptions are passed over unread.

mod event;
mod lines;
mod repeat;

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use foldhash::fast::FixedState;
use hashbrown::HashSet;
use jiff::civil::Date;

use super::formats::Format;
use super::tables::Tables;
use super::{Meter, RawRows, ReadError, SheetInfo};
use crate::ingest::cell::{Cell, Entries};
use crate::ingest::problem::Problem;
use crate::ingest::problems as kinds;
use event::{Event, Events, Stopped};

/// The format.
pub static FORMAT: Format = Format {
    id: "icalendar",
    describes: "calendar: who invited whom to which meeting, and who declined",
    endings: &["ics"],
    sniff: |head, _| {
        let start = head.trim_start_matches('\u{feff}').trim_start();
        start.get(..15).is_some_and(|s| s.eq_ignore_ascii_case("BEGIN:VCALENDAR"))
    },
    open,
};

/// Columns of the table.
const FIELDS: [&str; 8] =
    ["start", "organizer", "attendees", "minutes", "status", "declined", "rooms", "repeats"];
/// Days that events which repeat may add to a calendar.
const MOST_ADDED: u64 = 1_000_000;

/// A calendar: where it is, how far it reaches, and which days of repeating events stand by themselves.
struct Calendar {
    path: PathBuf,
    info: SheetInfo,
    name: Arc<str>,
    reaches: Date,
    moved: Moved,
}

/// Ids of events with a day of theirs that was moved, changed or cancelled.
type Moved = HashSet<(Box<str>, Date), FixedState>;

fn open(path: &Path, name: &Arc<str>) -> Result<Box<dyn Tables>, ReadError> {
    let mut reaches = Date::MIN;
    let mut moved = Moved::with_hasher(FixedState::default());
    let mut events = Events::open(path)?;
    // What is broken is reported when the rows are read, with the events before it.
    while let Ok(Some(event)) = events.next() {
        let days = [event.start.map(|s| s.at.date()), event.stamp];
        reaches = days.into_iter().flatten().fold(reaches, Date::max);
        moved.extend(event.uid.zip(event.replaces));
    }
    let entries = Some(Entries::new("event", &FIELDS));
    let info = SheetInfo { entries, form: Some(FORMAT.id), ..SheetInfo::whole_file() };
    Ok(Box::new(Calendar { path: path.to_owned(), info, name: name.clone(), reaches, moved }))
}

impl Tables for Calendar {
    fn sheets(&self) -> Vec<SheetInfo> {
        vec![self.info.clone()]
    }

    fn rows<'a>(
        &'a mut self,
        _sheet: &SheetInfo,
        _meter: Option<&'a Meter<'a>>,
    ) -> Result<Box<dyn RawRows + 'a>, ReadError> {
        let events = Events::open(&self.path)?;
        Ok(Box::new(EventRows {
            calendar: self,
            events,
            number: 0,
            days: VecDeque::new(),
            added: 0,
            of: None,
        }))
    }
}

struct EventRows<'a> {
    calendar: &'a Calendar,
    events: Events,
    number: u32,
    /// Days on which the event at hand falls again.
    days: VecDeque<Date>,
    added: u64,
    of: Option<Event>,
}

impl EventRows<'_> {
    /// The next event, on its first day; the days it falls on again are kept.
    fn next_event(&mut self) -> Result<Option<Vec<Cell>>, Problem> {
        let Some(event) = self.events.next().map_err(|stopped| self.stopped(&stopped))? else {
            return Ok(None);
        };
        self.number = self.number.saturating_add(1);
        let days = event.days(self.calendar.reaches);
        let stays = |day: &Date| {
            let own = event.uid.as_ref().map(|uid| (uid.clone(), *day));
            event.replaces.is_some() || own.is_none_or(|own| !self.calendar.moved.contains(&own))
        };
        let days: VecDeque<Date> = days.into_iter().filter(stays).collect();
        let word = match (event.repeats(), event.is_understood()) {
            (false, _) => "",
            (true, true) => "first",
            (true, false) => "unknown rule",
        };
        let first = event.start.map(|start| start.at.date());
        let cells = match days.front().or(first.as_ref()) {
            // All days of it were moved or taken out: they stand by themselves, or not at all.
            Some(_) if days.is_empty() => vec![Cell::Empty; FIELDS.len()],
            Some(day) => event.cells(Some(*day), word),
            None => event.cells(None, word),
        };
        self.days = days;
        self.days.pop_front();
        self.added += self.days.len() as u64;
        self.of = Some(event);
        match self.added > MOST_ADDED {
            true => Err(self.too_many()),
            false => Ok(Some(cells)),
        }
    }

    fn stopped(&self, stopped: &Stopped) -> Problem {
        let at = self.calendar.info.at(&self.calendar.name, self.number.saturating_add(1));
        Problem::at(&kinds::BROKEN_RECORD, at, stopped.to_string(), "export the calendar again")
    }

    fn too_many(&self) -> Problem {
        let at = self.calendar.info.at(&self.calendar.name, self.number);
        let what = format!("its repeating events fall on more than {MOST_ADDED} days");
        Problem::at(&kinds::TOO_LARGE, at, what, "export a shorter time, or fewer calendars at once")
    }
}

impl RawRows for EventRows<'_> {
    fn next(&mut self, wanted: Option<&[u32]>, cells: &mut Vec<(u32, Cell)>) -> Result<Option<u32>, Problem> {
        cells.clear();
        let found = match (self.days.pop_front(), &self.of) {
            (Some(day), Some(event)) => event.cells(Some(day), "again"),
            _ => match self.next_event()? {
                Some(found) => found,
                None => return Ok(None),
            },
        };
        let is_wanted = |col: &u32| wanted.is_none_or(|w| w.binary_search(col).is_ok());
        cells.extend((0..).zip(found).filter(|(col, cell)| is_wanted(col) && !cell.is_empty()));
        Ok(Some(self.number))
    }
}
