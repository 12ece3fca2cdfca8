//! A SmartSurvey export: three header rows (question, its parts, their options), `-` where nothing was
//! answered, and `@SQ@` for an apostrophe.

use super::common::{RowView, Slots, field};
use super::questions::Numbers;
use super::stacked::FirstRows;
use super::surveys::layers::Layers;
use super::surveys::wording::{Wording, bracketed, without_number};
use super::surveys::{Aside, FIRST_NAME, Habits, LAST_NAME, SIGNED, Survey, read};
use crate::ingest::header::Header;
use crate::ingest::importer::{
    Claim, FieldSpec, FieldType, ImporterSpec, Parsed, Plan, RowStream, SheetProfile,
};
use crate::ingest::problems as kinds;
use crate::ingest::text::{fold_label, quoted};
use crate::programme::config::Config;

/// How an apostrophe is written.
const APOSTROPHE: &str = "@SQ@";
/// Ways to say that an answer was broken off.
const PARTIAL: &[&str] = &["partial", "incomplete", "partially complete", "in progress", "no", "false", "0"];

/// Columns beside the questions.
pub static FIELDS: &[FieldSpec] = &[
    field("response", &["userid"], FieldType::Number, true, "Number of the response.", "204411873"),
    field("number", &["userno"], FieldType::Number, true, "Its number within the survey.", "12"),
    field("name", &[], FieldType::Text, false, "Name of who answered.", "Asha Patel"),
    field(
        "person",
        &["email", "emailaddress"],
        FieldType::Person,
        false,
        "Who answered; `-` where the link was open to all.",
        "asha.patel@council.example",
    ),
    field(
        "other_id",
        &["customid", "externalid"],
        FieldType::Person,
        false,
        "An id sent along with the link, or asked for as a question; used where there is no address.",
        "4711",
    ),
    FIRST_NAME,
    LAST_NAME,
    field("unique", &["uniqueid"], FieldType::Text, false, "Code of the response; not read.", "c81f-22"),
    field(
        "start",
        &["started", "startdate"],
        FieldType::Date,
        false,
        "When it was begun.",
        "06/01/2026 09:02",
    ),
    field(
        "completion",
        &["ended", "enddate"],
        FieldType::Date,
        false,
        "When it was handed in.",
        "06/01/2026 09:14",
    ),
    field(
        "state",
        &["status", "completed", "complete"],
        FieldType::Text,
        false,
        "Whether it was handed in.",
        "Completed",
    ),
    field("progress", &["trackinglink"], FieldType::Text, false, "Link or progress; not read.", "Web link"),
    field("language", &[], FieldType::Text, false, "Language of the form.", "English"),
];

const SURVEY: Survey = Survey {
    fields: FIELDS,
    unread: &["response", "number", "unique", "progress", "language"],
    score: |_, found| if found.has("response") && found.has("number") { SIGNED } else { 0 },
    wording: |header| Some(worded(header)),
    codes: false,
};

const LAYERS: Layers = Layers {
    form: "smartsurvey",
    key: "userid",
    beside: "userno",
    most: 3,
    placeholders: &["response", "openendedresponse"],
    clean: |text| text.replace(APOSTROPHE, "'"),
};

const HABITS: Habits = Habits {
    unsaid: &["-", "anonymous"],
    answer: |text| text.contains(APOSTROPHE).then(|| text.replace(APOSTROPHE, "'")),
    date: |text| (text == "-").then(String::new),
    judge,
    numbers_options: true,
    ..Habits::PLAIN
};

/// The importer.
pub static SPEC: ImporterSpec = ImporterSpec {
    id: "smartsurvey",
    describes: "answers to a skills audit, as SmartSurvey exports them, with up to three header rows",
    table: "audit",
    fields: FIELDS,
    sniff,
    parse,
};

/// The header its first rows make.
pub(super) fn header(rows: &FirstRows) -> Option<Header> {
    LAYERS.header(rows)
}

/// Question and part without their numbers.
fn worded(header: &str) -> Wording {
    let found = bracketed(header);
    let parts: Vec<&str> = found.row.split(": ").map(without_number).collect();
    let stem = found.stem.map(|stem| without_number(&stem).to_owned());
    Wording { stem, row: parts.join(": ") }
}

fn sniff(profile: &SheetProfile, config: &Config) -> Option<Claim> {
    SURVEY.claim(profile, config, Numbers::Count)
}

fn parse(plan: &Plan, config: &Config, rows: &mut dyn RowStream) -> Parsed {
    read(plan, config, rows, ["completion", "start"], &HABITS)
}

/// An answer that is marked as broken off, or that nobody ended, was never handed in.
fn judge(row: &RowView) -> Option<Aside> {
    let slots = Slots { plan: row.plan };
    let (state, ended) = (slots.slot("state"), slots.slot("completion"));
    let said = row.text(state).filter(|text| PARTIAL.contains(&fold_label(text).as_str()));
    let open = ended.is_some() && row.text(ended).is_none_or(|text| text == "-");
    let (slot, what) = match said {
        Some(text) => (state, format!("{}: begun and not handed in", quoted(&text))),
        None if open => (ended, "begun and not handed in".to_owned()),
        None => return None,
    };
    Some(Aside { spec: &kinds::NOT_HANDED_IN, slot, what, fix: super::surveys::NOT_HANDED_IN_FIX })
}
