//! A Jisc Online Surveys export: a response number, then questions with their numbers; answers as text or
//! as the numbers of their options.

use super::common::field;
use super::questions::Numbers;
use super::surveys::wording::numbered_wording;
use super::surveys::{FIRST_NAME, Habits, LAST_NAME, SIGNED, Survey, read};
use crate::ingest::importer::{
    Claim, FieldSpec, FieldType, ImporterSpec, Parsed, Plan, RowStream, SheetProfile,
};
use crate::programme::config::Config;

/// Columns beside the questions.
pub static FIELDS: &[FieldSpec] = &[
    field(
        "response",
        &["uniqueresponsenumber", "urn"],
        FieldType::Text,
        true,
        "Number of the response.",
        "918273-918264-99120345",
    ),
    field(
        "completion",
        &["completiondate", "completiontime", "datecompleted", "completed", "submitted", "enddate"],
        FieldType::Date,
        false,
        "When it was handed in.",
        "06/01/2026 09:14",
    ),
    field(
        "start",
        &["startdate", "starttime", "datestarted", "started"],
        FieldType::Date,
        false,
        "When it was begun.",
        "06/01/2026 09:02",
    ),
    field(
        "person",
        &["username", "respondentemail", "emailaddress", "email"],
        FieldType::Person,
        false,
        "Who answered, where the survey has a list of respondents.",
        "asha.patel@council.example",
    ),
    field(
        "other_id",
        &["token", "respondenttoken"],
        FieldType::Person,
        false,
        "An id of the list, or asked for as a question; used where there is no other.",
        "4711",
    ),
    field("name", &["fullname"], FieldType::Text, false, "Name of who answered.", "Asha Patel"),
    FIRST_NAME,
    LAST_NAME,
];

const SURVEY: Survey = Survey {
    fields: FIELDS,
    unread: &["response"],
    score: |_, found| if found.has("response") { SIGNED } else { 0 },
    wording: |header| Some(numbered_wording(header)),
    codes: false,
};

const HABITS: Habits = Habits { numbers_options: true, ..Habits::PLAIN };

/// The importer.
pub static SPEC: ImporterSpec = ImporterSpec {
    id: "jisc",
    describes: "answers to a skills audit, as Jisc Online Surveys exports them",
    table: "audit",
    fields: FIELDS,
    sniff,
    parse,
};

fn sniff(profile: &SheetProfile, config: &Config) -> Option<Claim> {
    SURVEY.claim(profile, config, Numbers::Count)
}

fn parse(plan: &Plan, config: &Config, rows: &mut dyn RowStream) -> Parsed {
    read(plan, config, rows, ["completion", "start"], &HABITS)
}
