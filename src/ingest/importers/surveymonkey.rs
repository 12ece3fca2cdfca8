//! A SurveyMonkey export: a second header row holds the rows and options of the questions above it, and a
//! question stands once, over the first of its columns.

use super::common::field;
use super::questions::Numbers;
use super::stacked::FirstRows;
use super::surveys::layers::Layers;
use super::surveys::wording::bracketed;
use super::surveys::{FIRST_NAME, Habits, LAST_NAME, SIGNED, Survey, read};
use crate::ingest::header::Header;
use crate::ingest::importer::{
    Claim, FieldSpec, FieldType, ImporterSpec, Parsed, Plan, RowStream, SheetProfile,
};
use crate::programme::config::Config;

/// Columns beside the questions.
pub static FIELDS: &[FieldSpec] = &[
    field("response", &["respondentid"], FieldType::Number, true, "Number of the response.", "118372910441"),
    field(
        "collector",
        &["collectorid"],
        FieldType::Number,
        false,
        "Where the answer was collected.",
        "40183321",
    ),
    field(
        "start",
        &["datecreated", "startdate"],
        FieldType::Date,
        false,
        "When it was begun.",
        "01/06/2026 09:02:11 AM",
    ),
    field(
        "completion",
        &["datemodified", "enddate"],
        FieldType::Date,
        false,
        "When it was last changed.",
        "01/06/2026 09:14:40 AM",
    ),
    field(
        "person",
        &["emailaddress", "email"],
        FieldType::Person,
        false,
        "Who answered; empty where the collector is anonymous.",
        "asha.patel@council.example",
    ),
    field(
        "other_id",
        &["customdata1", "customvalue1"],
        FieldType::Person,
        false,
        "An id sent along with the link, or asked for as a question; used where there is no address.",
        "4711",
    ),
    field("name", &["fullname"], FieldType::Text, false, "Name of who answered.", "Asha Patel"),
    FIRST_NAME,
    LAST_NAME,
];

const SURVEY: Survey = Survey {
    fields: FIELDS,
    unread: &["response", "collector"],
    score: |profile, found| {
        let both = found.has("collector") || found.has("completion");
        if profile.form == Some(SPEC.id) || (found.has("response") && both) { SIGNED } else { 0 }
    },
    wording: |header| Some(bracketed(header)),
    codes: false,
};

const LAYERS: Layers = Layers {
    form: "surveymonkey",
    key: "respondentid",
    beside: "",
    most: 2,
    placeholders: &["response", "openendedresponse"],
    clean: str::to_owned,
};

/// The importer.
pub static SPEC: ImporterSpec = ImporterSpec {
    id: "surveymonkey",
    describes: "answers to a skills audit, as SurveyMonkey exports them, with one or two header rows",
    table: "audit",
    fields: FIELDS,
    sniff,
    parse,
};

/// The header its first rows make.
pub(super) fn header(rows: &FirstRows) -> Option<Header> {
    LAYERS.header(rows)
}

fn sniff(profile: &SheetProfile, config: &Config) -> Option<Claim> {
    SURVEY.claim(profile, config, Numbers::Count)
}

fn parse(plan: &Plan, config: &Config, rows: &mut dyn RowStream) -> Parsed {
    let habits = Habits { numbers_options: true, ..Habits::PLAIN };
    read(plan, config, rows, ["completion", "start"], &habits)
}
