//! Actions: who undertook what, by when, and what it answers.

use super::common::{Fate, Found, Slots, each_row, field, missing_value, parts, settings_for};
use super::dates::Dates;
use crate::ingest::civic::ActionRecord;
use crate::ingest::date::date_of;
use crate::ingest::importer::{
    Claim, FieldSpec, FieldType, ImporterSpec, Parsed, Plan, RowStream, SheetProfile,
};
use crate::ingest::problems::Collector;
use crate::ingest::record::Records;
use crate::programme::config::Config;

/// Fields of a list of actions.
pub static FIELDS: &[FieldSpec] = &[
    field(
        "action",
        &["actions", "task", "whatwilldo", "whatwillbedone"],
        FieldType::Text,
        true,
        "What is to be done.",
        "Run a café in the north",
    ),
    field(
        "owner",
        &["actionowner", "ownedby", "responsible", "assignedto", "lead"],
        FieldType::Person,
        false,
        "Who undertook it.",
        "asha.patel@council.example",
    ),
    field(
        "due",
        &["duedate", "deadline", "bywhen", "targetdate"],
        FieldType::Date,
        false,
        "By when.",
        "2026-06-30",
    ),
    field("status", &["state", "progress"], FieldType::Text, false, "open, done or dropped.", "open"),
    field(
        "answers",
        &["finding", "findings", "risk", "registerid", "addresses"],
        FieldType::Text,
        false,
        "Ids of findings or entries of the register, separated by semicolons.",
        "R-3",
    ),
    field("wave", &["round"], FieldType::Text, false, "The wave it came from.", "1"),
];

/// The importer.
pub static SPEC: ImporterSpec = ImporterSpec {
    id: "actions",
    describes: "actions: what is to be done, by whom, by when; they are read and kept, and no measure uses them yet",
    table: "actions",
    fields: FIELDS,
    sniff,
    parse,
};

fn sniff(profile: &SheetProfile, config: &Config) -> Option<Claim> {
    let found = Found::find(profile, FIELDS, config);
    let telling = ["owner", "due", "status", "answers"].iter().filter(|f| found.has(f)).count();
    let score = if found.has("action") && telling > 0 { 86 } else { 0 };
    found.claim(FIELDS, score, &[])
}

fn parse(plan: &Plan, config: &Config, rows: &mut dyn RowStream) -> Parsed {
    let mut problems = Collector::default();
    let slots = Slots { plan };
    let (action, owner, due) = (slots.slot("action"), slots.slot("owner"), slots.slot("due"));
    let (status, answers, wave) = (slots.slot("status"), slots.slot("answers"), slots.slot("wave"));
    let given_wave = settings_for(config, &plan.at).wave;
    let mut dates = Dates::default();
    let mut records: Vec<ActionRecord> = Vec::new();
    let rows = each_row(plan, rows, &mut problems, |row, problems| {
        let Some(what) = row.label(action) else {
            return missing_value(problems, row.at(action), "action");
        };
        dates.take(row, due, records.len(), problems);
        records.push(ActionRecord {
            at: row.at(action),
            action: what,
            owner: row.mention(owner, None),
            due: None,
            status: row.label(status),
            answers: row.text(answers).map(|t| parts(&t).map(str::to_owned).collect()).unwrap_or_default(),
            wave: row.label(wave).or_else(|| given_wave.as_deref().map(Into::into)),
        });
        Fate::Used
    });
    dates.settle(plan, &mut problems, |i, at| {
        if let Some(record) = records.get_mut(i) {
            record.due = date_of(at);
        }
    });
    Parsed { records: Records::Actions(records), rows, problems: problems.finish(), columns: Vec::new() }
}
