//! Participants of a Zoom meeting, with or without the block about the meeting above them.

use super::attendance::{self, Columns};
use super::common::{Found, Slots, field};
use super::edited::text_at;
use super::set_aside::SetAside;
use crate::ingest::cell::Cell;
use crate::ingest::importer::{
    Claim, FieldSpec, FieldType, ImporterSpec, Parsed, Plan, RowStream, SheetProfile,
};
use crate::ingest::text::fold_label;
use crate::programme::config::Config;

const NOT_YET: &[&str] = &["duration", "guest"];

/// Fields of a list of participants.
pub static FIELDS: &[FieldSpec] = &[
    field(
        "name",
        &["nameoriginalname"],
        FieldType::Text,
        true,
        "Name as shown in the meeting, with that of the account in brackets.",
        "Asha P (Asha Patel)",
    ),
    field(
        "email",
        &["useremail"],
        FieldType::Person,
        false,
        "Address; empty for people without an account.",
        "asha.patel@council.example",
    ),
    field(
        "joined",
        &["jointime"],
        FieldType::Date,
        false,
        "When they joined; the day is kept.",
        "14/01/2026 10:01:22",
    ),
    field(
        "duration",
        &["durationminutes", "totaldurationminutes"],
        FieldType::Number,
        false,
        "Minutes they stayed.",
        "63",
    ),
    field("guest", &[], FieldType::YesNo, false, "Whether they came from outside.", "No"),
    field(
        "waiting_room",
        &["inwaitingroom"],
        FieldType::YesNo,
        false,
        "Rows of people who only waited are left out and counted.",
        "No",
    ),
];

/// The importer.
pub static SPEC: ImporterSpec = ImporterSpec {
    id: "zoom-attendance",
    describes: "participants of a Zoom meeting: who came, and on which day",
    table: "memberships",
    fields: FIELDS,
    sniff,
    parse,
};

fn sniff(profile: &SheetProfile, config: &Config) -> Option<Claim> {
    let found = Found::find(profile, FIELDS, config);
    let header =
        |name: &str| profile.columns.iter().any(|c| crate::ingest::text::fold_header(&c.header) == name);
    let signed = profile.form == Some("zoom-attendance") || header("nameoriginalname");
    let listed = found.has("name") && (found.has("joined") || found.has("duration"));
    found.claim(FIELDS, if signed && listed { 96 } else { 0 }, NOT_YET)
}

fn parse(plan: &Plan, config: &Config, rows: &mut dyn RowStream) -> Parsed {
    let slots = Slots { plan };
    let waiting = slots.slot("waiting_room");
    let columns =
        Columns { ids: [slots.slot("email"), None], name: slots.slot("name"), joined: slots.slot("joined") };
    let mut aside = SetAside::default();
    let mut parsed = attendance::parse(plan, rows, &columns, account_name, |cells| {
        if fold_label(&text_at(cells, waiting)) == "yes" {
            aside.add("people in the waiting room", 1);
            cells.fill(Cell::Empty);
        }
    });
    let col = waiting.and_then(|slot| plan.columns.get(slot)).map_or(plan.at.col, |(col, _)| *col);
    parsed.problems.extend(aside.note(plan.at.at_col(col)));
    parsed.columns = super::common::not_used_yet(plan, FIELDS, config, NOT_YET);
    parsed
}

/// The name of the account, which stands in brackets where another is shown.
fn account_name(shown: &str) -> String {
    let inside = shown.trim().strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    match inside.map(|(_, name)| name.trim()) {
        Some(name) if !name.is_empty() => name.to_owned(),
        _ => shown.trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_the_account_is_taken() {
        assert_eq!(account_name("AP (Asha Patel)"), "Asha Patel");
        assert_eq!(account_name("Sam Lee"), "Sam Lee");
        assert_eq!(account_name("Sam ()"), "Sam ()");
    }
}
