//! Attendance reports of Teams meetings: the participants' section, or the older flat list of joining
//! and leaving.

use super::attendance::{self, Columns};
use super::common::{Found, Slots, field};
use crate::ingest::importer::{
    Claim, FieldSpec, FieldType, ImporterSpec, Parsed, Plan, RowStream, SheetProfile,
};
use crate::programme::config::Config;

const NOT_YET: &[&str] = &["duration", "role"];

/// Fields of an attendance report.
pub static FIELDS: &[FieldSpec] = &[
    field("name", &["fullname"], FieldType::Text, true, "Name as shown in the meeting.", "Asha Patel"),
    field(
        "email",
        &["emailaddress"],
        FieldType::Person,
        false,
        "Address; empty for people without an account.",
        "asha.patel@council.example",
    ),
    field(
        "participant_id",
        &["participantidupn", "upn"],
        FieldType::Person,
        false,
        "Account, taken where there is no address.",
        "asha.patel@council.example",
    ),
    field(
        "joined",
        &["firstjoin", "firstjointime", "jointime", "timestamp"],
        FieldType::Date,
        true,
        "When they joined; the day is kept.",
        "14/01/2026, 10:01:22",
    ),
    field("action", &["useraction"], FieldType::Text, false, "Joined or left, in the older list.", "Joined"),
    field(
        "duration",
        &["inmeetingduration", "meetingduration"],
        FieldType::Text,
        false,
        "How long they stayed.",
        "1h 3m 5s",
    ),
    field("role", &[], FieldType::Text, false, "Organiser, presenter or attendee.", "Presenter"),
];

/// The importer.
pub static SPEC: ImporterSpec = ImporterSpec {
    id: "teams-attendance",
    describes: "attendance report of a Teams meeting: who came, and on which day",
    table: "memberships",
    fields: FIELDS,
    sniff,
    parse,
};

fn sniff(profile: &SheetProfile, config: &Config) -> Option<Claim> {
    let found = Found::find(profile, FIELDS, config);
    let all = found.has("name") && found.has("joined");
    let section = profile.form == Some("teams-attendance");
    let score = if all && (section || found.has("action")) { 96 } else { 0 };
    found.claim(FIELDS, score, NOT_YET)
}

fn parse(plan: &Plan, config: &Config, rows: &mut dyn RowStream) -> Parsed {
    let slots = Slots { plan };
    let columns = Columns {
        ids: [slots.slot("email"), slots.slot("participant_id")],
        name: slots.slot("name"),
        joined: slots.slot("joined"),
    };
    let mut parsed = attendance::parse(plan, rows, &columns, without_marks, |_| {});
    parsed.columns = super::common::not_used_yet(plan, FIELDS, config, NOT_YET);
    parsed
}

/// A name without what Teams adds to it.
fn without_marks(name: &str) -> String {
    let mut name = name.trim();
    for mark in ["(guest)", "(unverified)", "(external)"] {
        let cut = name.len().saturating_sub(mark.len());
        if name.get(cut..).is_some_and(|end| end.eq_ignore_ascii_case(mark)) {
            name = name.get(..cut).unwrap_or_default().trim_end();
        }
    }
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_teams_adds_to_a_name_is_taken_off() {
        assert_eq!(without_marks("Jo Reed (Guest)"), "Jo Reed");
        assert_eq!(without_marks("José (unverified)"), "José");
        assert_eq!(without_marks("Asha Patel (Housing)"), "Asha Patel (Housing)");
    }
}
