//! Our own audit sheet: a row a person, a column a question.

use super::common::{Found, NAME, PERSON, Slots, field, settings_for};
use super::forms::{self, Columns, QUESTION, parse_wide};
use super::questions::{Numbers, find_questions, other_aspect};
use super::rows_are_people;
use crate::ingest::importer::{
    Claim, FieldSpec, FieldType, ImporterSpec, Parsed, Plan, RowStream, SheetProfile,
};
use crate::programme::config::Config;

/// Fields beside the questions.
pub static FIELDS: &[FieldSpec] = &[
    field(
        "person",
        PERSON,
        FieldType::Person,
        true,
        "Who answered: e-mail address, staff number or handle.",
        "asha.patel@council.example",
    ),
    field("name", NAME, FieldType::Text, false, "Name, beside the id or in its place.", "Asha Patel"),
    field("wave", &["round"], FieldType::Text, false, "Which time of asking: 1, 2, …", "1"),
    field(
        "date",
        &["timestamp", "completed", "completedon", "submitted", "submittedat", "dateanswered"],
        FieldType::Date,
        false,
        "When the form was handed in.",
        "2026-01-06",
    ),
];

/// The importer.
pub static SPEC: ImporterSpec = ImporterSpec {
    id: "audit-wide",
    describes: "answers to a skills audit, one row a person and one column a question",
    table: "audit",
    fields: FIELDS,
    sniff,
    parse,
};

fn sniff(profile: &SheetProfile, config: &Config) -> Option<Claim> {
    let mut found = Found::find(profile, FIELDS, config);
    let settings = settings_for(config, &profile.at);
    let asked = settings.kind.as_deref() == Some(SPEC.id);
    let is_form = (forms::SPEC.sniff)(profile, config).is_some_and(|claim| claim.score > 0);
    let aspects = profile.columns.iter().any(|c| other_aspect(&c.header).is_some());
    let numbers = if asked || aspects { Numbers::CountAlone } else { Numbers::OnlyKnown };
    rows_are_people::take_groupings(&mut found, FIELDS, &settings);
    let questions = find_questions(profile, &found.columns, numbers);
    let (named, count) = (found.has("name"), questions.len());
    let score = match (is_form, count) {
        (true, _) | (_, 0) => 0,
        (_, 1) => 65,
        (_, 2) => 75,
        _ => 92,
    };
    found.columns.extend(questions);
    let mut claim = found.claim(FIELDS, score, &[])?;
    // Told that it is an audit, a sheet of answers nobody signed is read too, and said to be anonymous.
    if named || (asked && count > 0) {
        claim.lacking.retain(|field| field.name != "person");
    }
    rows_are_people::needs_no_name(&mut claim, &settings);
    if count == 0 {
        claim.lacking.push(&QUESTION);
    }
    Some(claim)
}

fn parse(plan: &Plan, config: &Config, rows: &mut dyn RowStream) -> Parsed {
    let slots = Slots { plan };
    let columns = Columns {
        person: slots.slot("person"),
        name: slots.slot("name"),
        wave: slots.slot("wave"),
        date: [slots.slot("date"), None],
    };
    parse_wide(plan, config, rows, &columns, Vec::new())
}
