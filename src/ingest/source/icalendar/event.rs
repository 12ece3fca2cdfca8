//! One event of a calendar.

use std::fmt;
use std::io;
use std::path::Path;

use jiff::civil::{Date, DateTime};

use super::super::ReadError;
use super::lines::{Lines, Property};
use super::repeat::Rule;
use crate::ingest::cell::Cell;

/// Most people of one event.
const MOST_PEOPLE: usize = 50_000;
/// Most days taken out of one event.
const MOST_EXCLUDED: usize = 10_000;

/// When something is, in civil time as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    /// Date and time; midnight where only the day is given.
    pub at: DateTime,
    /// Whether only the day is given.
    pub whole_day: bool,
}

/// An event, as far as it says who met whom.
#[derive(Debug, Default)]
pub(super) struct Event {
    /// Id, the same for days of it that stand by themselves.
    pub uid: Option<Box<str>>,
    /// When it begins.
    pub start: Option<Moment>,
    /// What stands there where it is no time.
    unreadable: Option<Box<str>>,
    end: Option<Moment>,
    minutes: Option<f64>,
    rule: Option<Rule>,
    excluded: Vec<Date>,
    /// The day of a repeating event that this one stands for.
    pub replaces: Option<Date>,
    /// When it was written or exported.
    pub stamp: Option<Date>,
    status: String,
    organizer: Option<Box<str>>,
    attendees: Vec<Box<str>>,
    declined: u32,
    rooms: u32,
}

/// Why a calendar cannot be read on.
#[derive(Debug)]
pub(super) enum Stopped {
    /// The file cannot be read.
    Unreadable(io::Error),
    /// The file ends within an event.
    BreaksOff,
    /// More people than an event can have.
    TooManyPeople,
}

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(e) => write!(f, "{e}"),
            Self::BreaksOff => write!(f, "the calendar ends within an event"),
            Self::TooManyPeople => write!(f, "the event has more than {MOST_PEOPLE} people"),
        }
    }
}

/// The events of a file.
pub(super) struct Events {
    lines: Lines,
}

impl Events {
    /// Opens a file.
    pub fn open(path: &Path) -> Result<Self, ReadError> {
        Ok(Self { lines: Lines::open(path).map_err(|e| ReadError::io(&e))? })
    }

    /// The next event.
    pub fn next(&mut self) -> Result<Option<Event>, Stopped> {
        while let Some(property) = self.lines.next().map_err(Stopped::Unreadable)? {
            if property.name == "BEGIN" && property.value.eq_ignore_ascii_case("VEVENT") {
                return self.event().map(Some);
            }
        }
        Ok(None)
    }

    /// The rest of an event. Parts within it, such as alarms, have people of their own and are left out.
    fn event(&mut self) -> Result<Event, Stopped> {
        let mut event = Event::default();
        let mut within = 0_u32;
        while let Some(property) = self.lines.next().map_err(Stopped::Unreadable)? {
            match property.name.as_str() {
                "BEGIN" => within = within.saturating_add(1),
                "END" if within == 0 => return Ok(event),
                "END" => within -= 1,
                _ if within == 0 => event.take(&property)?,
                _ => {}
            }
        }
        Err(Stopped::BreaksOff)
    }
}

impl Event {
    fn take(&mut self, property: &Property) -> Result<(), Stopped> {
        let value = property.value.as_str();
        match property.name.as_str() {
            "UID" => self.uid = Some(value.into()),
            "DTSTART" => {
                self.start = moment(value);
                self.unreadable = self.start.is_none().then(|| value.into());
            }
            "DTEND" => self.end = moment(value),
            "DTSTAMP" => self.stamp = moment(value).map(|m| m.at.date()),
            "DURATION" => self.minutes = minutes(value),
            "RRULE" => self.rule = Some(Rule::parse(value)),
            "EXDATE" => {
                let days = value.split(',').filter_map(moment).map(|m| m.at.date());
                let room = MOST_EXCLUDED.saturating_sub(self.excluded.len());
                self.excluded.extend(days.take(room));
            }
            "RECURRENCE-ID" => self.replaces = moment(value).map(|m| m.at.date()),
            "STATUS" => self.status = value.to_ascii_uppercase(),
            "ORGANIZER" => self.organizer = person(property),
            "ATTENDEE" => return self.attendee(property),
            _ => {}
        }
        Ok(())
    }

    fn attendee(&mut self, property: &Property) -> Result<(), Stopped> {
        let is = |name: &str, value: &str| {
            property.parameter(name).is_some_and(|own| own.eq_ignore_ascii_case(value))
        };
        if is("CUTYPE", "ROOM") || is("CUTYPE", "RESOURCE") {
            self.rooms += 1;
        } else if is("PARTSTAT", "DECLINED") {
            self.declined += 1;
        } else if self.attendees.len() >= MOST_PEOPLE {
            return Err(Stopped::TooManyPeople);
        } else {
            self.attendees.extend(person(property));
        }
        Ok(())
    }

    /// Whether it repeats.
    pub fn repeats(&self) -> bool {
        self.rule.is_some()
    }

    /// Whether its rule for repeating is one that we read.
    pub fn is_understood(&self) -> bool {
        self.rule.as_ref().is_none_or(Rule::is_understood)
    }

    /// The days it falls on, up to the day the calendar reaches; empty where no day is known.
    pub fn days(&self, reaches: Date) -> Vec<Date> {
        let Some(start) = self.start.map(|start| start.at.date()) else { return Vec::new() };
        let days = self.rule.as_ref().map_or_else(|| vec![start], |rule| rule.days(start, reaches));
        days.into_iter().filter(|day| !self.excluded.contains(day)).collect()
    }

    /// Its row on a day: start, organiser, attendees, minutes, status, declined, rooms, repeats.
    pub fn cells(&self, day: Option<Date>, repeats: &str) -> Vec<Cell> {
        let start = match (self.start, day) {
            (Some(start), Some(day)) => Cell::Date(day.to_datetime(start.at.time())),
            _ => Cell::text(self.unreadable.as_deref().unwrap_or_default()),
        };
        let organizer = self.organizer.as_deref().unwrap_or_default();
        let others: Vec<&str> =
            self.attendees.iter().map(AsRef::as_ref).filter(|a| !a.eq_ignore_ascii_case(organizer)).collect();
        let number = |n: u32| if n == 0 { Cell::Empty } else { Cell::Number(n.into()) };
        vec![
            start,
            Cell::text(organizer),
            Cell::text(&others.join(";")),
            self.length().map_or(Cell::Empty, Cell::Number),
            Cell::text(&self.status),
            number(self.declined),
            number(self.rooms),
            Cell::text(repeats),
        ]
    }

    /// Minutes, where the event has times.
    fn length(&self) -> Option<f64> {
        let start = self.start.filter(|start| !start.whole_day)?;
        let until_end = || {
            let seconds = start.at.duration_until(self.end?.at).as_secs();
            (seconds > 0).then_some(seconds as f64 / 60.0)
        };
        self.minutes.or_else(until_end)
    }
}

/// The address of a person, or the name where there is none.
fn person(property: &Property) -> Option<Box<str>> {
    let value = property.value.as_str();
    let scheme = value.get(..7).filter(|start| start.eq_ignore_ascii_case("mailto:"));
    let address = scheme.and_then(|_| value.get(7..)).unwrap_or(value).trim();
    let named = || property.parameter("CN").map(str::trim).filter(|name| !name.is_empty());
    let found = if address.contains('@') { Some(address) } else { named().or(Some(address)) };
    // What separates people in a cell cannot stand in the id of one.
    found.filter(|id| !id.is_empty()).map(|id| id.replace([';', ','], " ").into())
}

/// `20260106`, `20260106T103000` or `20260106T103000Z`; the time stands as written.
pub(super) fn moment(text: &str) -> Option<Moment> {
    let text = text.trim();
    let number = |range: std::ops::Range<usize>| {
        let part = text.get(range)?;
        part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<i16>().ok()).flatten()
    };
    let small = |range| number(range).and_then(|n| i8::try_from(n).ok());
    let date = Date::new(number(0..4)?, small(4..6)?, small(6..8)?).ok()?;
    match text.get(8..) {
        Some("") => Some(Moment { at: date.at(0, 0, 0, 0), whole_day: true }),
        Some(rest) if rest.starts_with('T') && matches!(rest.len(), 7 | 8) => {
            let second = small(13..15)?.min(59);
            let time = jiff::civil::Time::new(small(9..11)?, small(11..13)?, second, 0).ok()?;
            Some(Moment { at: date.to_datetime(time), whole_day: false })
        }
        _ => None,
    }
}

/// Minutes of `PT1H30M`, `P1D`, `P2W`.
fn minutes(text: &str) -> Option<f64> {
    let rest = text.trim().trim_start_matches('+').strip_prefix('P')?;
    let mut minutes = 0.0;
    let mut digits = String::new();
    for c in rest.chars() {
        if c.is_ascii_digit() && digits.len() < 7 {
            digits.push(c);
            continue;
        }
        let each = match c {
            'T' if digits.is_empty() => continue,
            'W' => 10_080.0,
            'D' => 1_440.0,
            'H' => 60.0,
            'M' => 1.0,
            'S' => 1.0 / 60.0,
            _ => return None,
        };
        minutes += digits.parse::<f64>().ok()? * each;
        digits.clear();
    }
    (digits.is_empty() && minutes > 0.0).then_some(minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_written() {
        let at = |text| moment(text).map(|m| (m.at.to_string(), m.whole_day));
        assert_eq!(at("20260106T103000Z"), Some(("2026-01-06T10:30:00".into(), false)));
        assert_eq!(at("20260106T103060"), Some(("2026-01-06T10:30:59".into(), false)));
        assert_eq!(at("20260106"), Some(("2026-01-06T00:00:00".into(), true)));
        for text in
            ["", "2026-01-06", "20260230", "20260106T", "20260106T1030", "20260106T99000x", "é0260106"]
        {
            assert_eq!(at(text), None, "{text}");
        }
    }

    #[test]
    fn durations_are_minutes() {
        assert_eq!(minutes("PT1H30M"), Some(90.0));
        assert_eq!(minutes("P1DT30S"), Some(1_440.5));
        assert_eq!(minutes("P2W"), Some(20_160.0));
        assert_eq!(minutes("-PT15M"), None);
        assert_eq!(minutes("PT"), None);
        assert_eq!(minutes("PT99999999999999M"), None);
    }

    #[test]
    fn people_go_by_address_or_by_name() {
        let who = |line: &str| person(&Property::parse(line).unwrap()).map(String::from);
        assert_eq!(who("ATTENDEE:MAILTO:Sam@x.example").as_deref(), Some("Sam@x.example"));
        assert_eq!(who("ATTENDEE;CN=\"Lee, Sam\":invalid:nomail").as_deref(), Some("Lee  Sam"));
        assert_eq!(who("ATTENDEE:"), None);
    }
}
