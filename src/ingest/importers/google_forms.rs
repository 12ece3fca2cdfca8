//! A Google Forms export: when the form was sent, perhaps by whom, then a column a question. A grid has a
//! column a row, called `Stem [Row]`.

use super::common::{Found, field};
use super::questions::Numbers;
use super::surveys::wording::bracketed;
use super::surveys::{FIRST_NAME, Habits, LAST_NAME, SIGNED, Survey, read};
use crate::ingest::importer::{
    Claim, FieldSpec, FieldType, ImporterSpec, Parsed, Plan, RowStream, SheetProfile,
};
use crate::ingest::text::fold_header;
use crate::programme::config::Config;

/// Score of a sheet that begins with a time and has nothing else that is Google's own.
const UNSIGNED: u8 = 60;
/// Names of time zones that can stand behind a time.
const ZONES: &[&str] = &["GMT", "UTC", "BST", "CET", "CEST", "EET", "EEST", "EST", "EDT", "PST", "PDT"];

/// Columns beside the questions.
pub static FIELDS: &[FieldSpec] = &[
    field("timestamp", &[], FieldType::Date, true, "When the form was sent.", "06/01/2026 09:14:05"),
    field(
        "person",
        &["emailaddress", "email", "username"],
        FieldType::Person,
        false,
        "Who answered, where the form collects addresses.",
        "asha.patel@council.example",
    ),
    field(
        "other_id",
        &["staffnumber"],
        FieldType::Person,
        false,
        "An address or staff number asked for as a question; used where there is no other.",
        "4711",
    ),
    field("name", &["fullname", "yourname"], FieldType::Text, false, "Name of who answered.", "Asha Patel"),
    FIRST_NAME,
    LAST_NAME,
    field("score", &[], FieldType::Text, false, "Points of a quiz; not read.", "7 / 10"),
];

const SURVEY: Survey = Survey {
    fields: FIELDS,
    unread: &["score"],
    score,
    wording: |header| (!is_quiz(header)).then(|| bracketed(header)),
    codes: false,
};

const HABITS: Habits = Habits { date: without_zone, ..Habits::PLAIN };

/// The importer.
pub static SPEC: ImporterSpec = ImporterSpec {
    id: "google-forms",
    describes: "answers to a skills audit, as Google Forms exports them",
    table: "audit",
    fields: FIELDS,
    sniff,
    parse,
};

/// What a quiz adds to each question.
fn is_quiz(header: &str) -> bool {
    ["[Score]", "[Feedback]"].iter().any(|end| header.ends_with(end))
}

fn is_signed(profile: &SheetProfile) -> bool {
    let grid = |header: &str| !is_quiz(header) && bracketed(header).stem.is_some();
    profile.columns.iter().any(|c| grid(&c.header) || fold_header(&c.header) == "emailaddress")
}

/// The time comes first, and everything else is a question.
fn score(profile: &SheetProfile, found: &Found) -> u8 {
    let first = profile.columns.first().is_some_and(|c| fold_header(&c.header) == "timestamp");
    match (first && found.has("timestamp"), is_signed(profile)) {
        (true, true) => SIGNED,
        (true, false) => UNSIGNED,
        (false, _) => 0,
    }
}

fn sniff(profile: &SheetProfile, config: &Config) -> Option<Claim> {
    let asked = super::settings_for(config, &profile.at).kind.as_deref() == Some(SPEC.id);
    let numbers = if asked || is_signed(profile) { Numbers::Count } else { Numbers::OnlyKnown };
    SURVEY.claim(profile, config, numbers)
}

fn parse(plan: &Plan, config: &Config, rows: &mut dyn RowStream) -> Parsed {
    read(plan, config, rows, ["timestamp", "date"], &HABITS)
}

/// A time without the zone behind it: `2026/01/06 9:14:05 am GMT+1`.
fn without_zone(text: &str) -> Option<String> {
    let (time, zone) = text.trim().rsplit_once(' ')?;
    let name = zone.split(['+', '-', '\u{2212}']).next().unwrap_or_default();
    (ZONES.contains(&name) || zone.starts_with(['+', '-'])).then(|| time.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_left_aside() {
        assert_eq!(without_zone("2026/01/06 9:14:05 am GMT+1").as_deref(), Some("2026/01/06 9:14:05 am"));
        assert_eq!(without_zone("2026/01/06 9:14:05 pm BST").as_deref(), Some("2026/01/06 9:14:05 pm"));
        assert_eq!(without_zone("06/01/2026 09:14:05"), None);
        assert_eq!(without_zone("06/01/2026 9:14:05 AM"), None);
    }
}
