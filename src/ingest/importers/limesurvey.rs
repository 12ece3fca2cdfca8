//! A LimeSurvey export: questions by code, by text or by both; answers in full or as codes such as `A3`.

use super::common::{RowView, Slots, field};
use super::questions::Numbers;
use super::surveys::wording::{Wording, bracketed};
use super::surveys::{Aside, FIRST_NAME, Habits, LAST_NAME, NOT_HANDED_IN_FIX, SIGNED, Survey, read};
use crate::ingest::importer::{
    Claim, FieldSpec, FieldType, ImporterSpec, Parsed, Plan, RowStream, SheetProfile,
};
use crate::ingest::problems as kinds;
use crate::ingest::text::fold_label;
use crate::programme::config::Config;

/// What stands for the date of an answer where the survey keeps no dates.
const NO_DATE: &str = "1980-01-01";

/// Columns beside the questions.
pub static FIELDS: &[FieldSpec] = &[
    field("response", &["responseid", "id"], FieldType::Number, true, "Number of the response.", "31"),
    field(
        "completion",
        &["submitdate", "datesubmitted"],
        FieldType::Date,
        true,
        "When it was handed in; empty where it was not.",
        "2026-01-06 09:14:40",
    ),
    field("page", &["lastpage"], FieldType::Number, false, "The last page seen; not read.", "4"),
    field("language", &["startlanguage"], FieldType::Text, false, "Language of the form; not read.", "en"),
    field("seed", &[], FieldType::Number, false, "A number of the tool's own; not read.", "1183920115"),
    field(
        "start",
        &["startdate", "datestarted"],
        FieldType::Date,
        false,
        "When it was begun.",
        "2026-01-06 09:02:11",
    ),
    field(
        "changed",
        &["datestamp", "datelastaction"],
        FieldType::Date,
        false,
        "When it was last changed.",
        "2026-01-06 09:14:40",
    ),
    field(
        "person",
        &["email", "emailaddress"],
        FieldType::Person,
        false,
        "Who answered, where the survey has a list of participants.",
        "asha.patel@council.example",
    ),
    field(
        "other_id",
        &["token", "accesscode"],
        FieldType::Person,
        false,
        "The participant's code, or an id asked for as a question; used where there is no address.",
        "x7k2m9",
    ),
    field("name", &["fullname"], FieldType::Text, false, "Name of who answered.", "Asha Patel"),
    FIRST_NAME,
    LAST_NAME,
    field(
        "referrer",
        &["refurl", "referrerurl"],
        FieldType::Text,
        false,
        "Where the link stood; not read.",
        "",
    ),
    field(
        "time",
        &["interviewtime", "totaltime"],
        FieldType::Number,
        false,
        "Seconds it took; not read.",
        "312.5",
    ),
];

const SURVEY: Survey = Survey {
    fields: FIELDS,
    unread: &["response", "page", "language", "seed", "start", "referrer", "time"],
    score: |_, found| {
        let own = ["page", "language", "seed"].iter().filter(|field| found.has(field)).count();
        if found.has("response") && found.has("completion") && own > 0 { SIGNED } else { 0 }
    },
    wording: |header| (!is_timing(header)).then(|| worded(header)),
    codes: true,
};

const HABITS: Habits = Habits {
    date: |text| text.starts_with(NO_DATE).then(String::new),
    judge,
    numbers_options: true,
    ..Habits::PLAIN
};

/// The importer.
pub static SPEC: ImporterSpec = ImporterSpec {
    id: "limesurvey",
    describes: "answers to a skills audit, as LimeSurvey exports them",
    table: "audit",
    fields: FIELDS,
    sniff,
    parse,
};

/// Times that the tool takes for a group or a question.
fn is_timing(header: &str) -> bool {
    let folded = fold_label(header);
    ["grouptime", "questiontime", "group time:", "question time:"]
        .iter()
        .any(|start| folded.starts_with(start))
}

/// A header without the code before its text: `Q1[SQ001]. How sure are you? [Maps]`.
fn worded(header: &str) -> Wording {
    let behind = header.split_once(". ").filter(|(code, text)| is_code(code) && !text.trim().is_empty());
    bracketed(behind.map_or(header, |(_, text)| text))
}

/// A question's code holds no space, and a digit or brackets.
fn is_code(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '[' | ']' | '_');
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(fits)
        && text.contains(|c: char| c.is_ascii_digit() || c == '[')
}

fn sniff(profile: &SheetProfile, config: &Config) -> Option<Claim> {
    SURVEY.claim(profile, config, Numbers::Count)
}

fn parse(plan: &Plan, config: &Config, rows: &mut dyn RowStream) -> Parsed {
    read(plan, config, rows, ["completion", "changed"], &HABITS)
}

/// An answer without the date of handing in was never handed in.
fn judge(row: &RowView) -> Option<Aside> {
    let slot = Slots { plan: row.plan }.slot("completion");
    let open =
        row.text(slot).is_none_or(|text| matches!(fold_label(&text).as_str(), "n" | "null" | "{null}"));
    let what = "begun and not handed in".to_owned();
    open.then_some(Aside { spec: &kinds::NOT_HANDED_IN, slot, what, fix: NOT_HANDED_IN_FIX })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_before_a_question_is_left_aside() {
        let whole = |header: &str| (worded(header).stem, worded(header).row);
        assert_eq!(whole("Q1[SQ001]. How sure? [Maps]"), (Some("How sure?".into()), "Maps".into()));
        assert_eq!(whole("Q7. Maps"), (None, "Maps".into()));
        assert_eq!(whole("Q1[SQ001]"), (None, "Q1[SQ001]".into()));
        assert_eq!(whole("Maps. And charts"), (None, "Maps. And charts".into()));
    }
}
