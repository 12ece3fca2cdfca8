//! Meetings of a calendar: who invited whom, without those who declined.

use super::common::{Found, Slots, field};
use super::edited::{Edited, text_at};
use super::interactions;
use super::set_aside::SetAside;
use crate::ingest::cell::Cell;
use crate::ingest::importer::{
    Claim, FieldSpec, FieldType, ImporterSpec, Parsed, Plan, RowStream, SheetProfile,
};
use crate::ingest::problem::Problem;
use crate::ingest::problems as kinds;
use crate::programme::config::Config;

/// Fields of an event, as the reader of calendars names them.
pub static FIELDS: &[FieldSpec] = &[
    field(
        "time",
        &["start"],
        FieldType::Date,
        true,
        "DTSTART, as written; an event that repeats has a row for each day.",
        "20260106T103000",
    ),
    field("from", &["organizer"], FieldType::Person, true, "ORGANIZER.", "mailto:asha.patel@council.example"),
    field(
        "to",
        &["attendees"],
        FieldType::People,
        true,
        "Each ATTENDEE but the organiser, rooms, equipment and those who declined.",
        "mailto:sam.lee@police.example",
    ),
    field("minutes", &[], FieldType::Number, false, "From DTSTART to DTEND, or DURATION.", "PT30M"),
    field(
        "status",
        &[],
        FieldType::Text,
        false,
        "Events that are CANCELLED are left out and counted.",
        "CONFIRMED",
    ),
    field("declined", &[], FieldType::Number, false, "How many declined.", "1"),
    field("rooms", &[], FieldType::Number, false, "How many rooms and how much equipment.", "1"),
    field("repeats", &[], FieldType::Text, false, "Whether the event repeats.", "first"),
];

/// The importer.
pub static SPEC: ImporterSpec = ImporterSpec {
    id: "icalendar",
    describes: "meetings of a calendar file: who invited whom, and when",
    table: "interactions",
    fields: FIELDS,
    sniff,
    parse,
};

fn sniff(profile: &SheetProfile, config: &Config) -> Option<Claim> {
    let is_calendar = profile.form == Some("icalendar");
    let found = is_calendar.then(|| Found::find(profile, FIELDS, config))?;
    found.claim(FIELDS, 97, &[])
}

fn parse(plan: &Plan, config: &Config, rows: &mut dyn RowStream) -> Parsed {
    let slots = Slots { plan };
    let (to, status) = (slots.slot("to"), slots.slot("status"));
    let (declined, rooms, repeats) = (slots.slot("declined"), slots.slot("rooms"), slots.slot("repeats"));
    let mut aside = SetAside::default();
    let (mut repeating, mut once) = (0_u64, 0_u64);
    let mut edit = |cells: &mut [Cell]| {
        let reason = match &*text_at(cells, status) {
            "CANCELLED" => Some("cancelled events"),
            _ if text_at(cells, to).is_empty() => Some("events with nobody else"),
            _ => None,
        };
        match &*text_at(cells, repeats) {
            "first" if reason.is_none() => repeating += 1,
            "unknown rule" if reason.is_none() => once += 1,
            _ => {}
        }
        match reason {
            Some(reason) => {
                aside.add(reason, 1);
                cells.fill(Cell::Empty);
            }
            None => {
                aside.add("people who declined", whole(cells, declined));
                aside.add("rooms and equipment", whole(cells, rooms));
            }
        }
    };
    let mut parsed = (interactions::SPEC.parse)(plan, config, &mut Edited { rows, edit: &mut edit });
    let top = plan.at.clone();
    parsed.problems.extend(aside.note(top.clone()));
    if repeating + once > 0 {
        let what = format!(
            "{repeating} repeat and count on each of their days; {once} repeat in a way we do not read and count once"
        );
        let fix = "nothing, if the calendar covers the time you want to look at";
        parsed.problems.push(Problem::at(&kinds::REPEATED, top, what, fix));
    }
    parsed
}

fn whole(cells: &[Cell], slot: Option<usize>) -> u64 {
    match slot.and_then(|slot| cells.get(slot)) {
        Some(Cell::Number(x)) => *x as u64,
        _ => 0,
    }
}
