//! Our own audit sheet in long form: a row an answer.

use std::sync::Arc;

use hashbrown::HashMap;

use super::common::{Fate, Found, PERSON, Slots, each_row, field, missing_value, not_used_yet, settings_for};
use super::dates::Dates;
use super::forms::respondent;
use super::questions::{Answers, is_on_scale, warn_of_rival};
use crate::ingest::importer::{
    Claim, FieldSpec, FieldType, ImporterSpec, Parsed, Plan, RowStream, SheetProfile,
};
use crate::ingest::problems::Collector;
use crate::ingest::record::{AuditRecord, AuditRecords, Records};
use crate::ingest::scale::Scale;
use crate::ingest::text::fold_label;
use crate::programme::config::Config;

const NOT_YET: &[&str] = &["importance"];

/// Fields of a long audit.
pub static FIELDS: &[FieldSpec] = &[
    field("person", PERSON, FieldType::Person, true, "Who answered.", "asha.patel@council.example"),
    field("name", &["fullname", "displayname"], FieldType::Text, false, "Name, beside the id.", "Asha Patel"),
    field(
        "skill",
        &["skills", "competency", "competence", "capability", "question"],
        FieldType::Text,
        true,
        "The skill or question.",
        "Video calls",
    ),
    field(
        "confidence",
        &["level", "rating", "answer", "score", "response", "selfrating"],
        FieldType::Level,
        true,
        "The answer: a label or a number of the scale.",
        "Fairly confident",
    ),
    field("importance", &[], FieldType::Level, false, "How much the skill matters for the job.", "4"),
    field("wave", &["round"], FieldType::Text, false, "Which time of asking.", "1"),
    field(
        "date",
        &["timestamp", "completed", "submitted", "submittedat"],
        FieldType::Date,
        false,
        "When the answer was given.",
        "2026-01-06",
    ),
];

/// The importer.
pub static SPEC: ImporterSpec = ImporterSpec {
    id: "audit-long",
    describes: "answers to a skills audit, one row an answer",
    table: "audit",
    fields: FIELDS,
    sniff,
    parse,
};

fn sniff(profile: &SheetProfile, config: &Config) -> Option<Claim> {
    let found = Found::find(profile, FIELDS, config);
    let on_scale =
        found.column("confidence").is_some_and(|c| profile.scale.is_some() && is_on_scale(c, c.levels));
    let score = if found.has("skill") && on_scale { 93 } else { 0 };
    found.claim(FIELDS, score, NOT_YET)
}

/// An occasion: person, wave and date as written.
type Occasion = (String, Option<Arc<str>>, Option<String>);

fn parse(plan: &Plan, config: &Config, rows: &mut dyn RowStream) -> Parsed {
    let mut problems = Collector::default();
    let slots = Slots { plan };
    let (person, name, skill) = (slots.slot("person"), slots.slot("name"), slots.slot("skill"));
    let (wave, date, confidence) = (slots.slot("wave"), slots.slot("date"), slots.slot("confidence"));
    let fallback = Scale::numbers(5);
    let scale = plan.profile.scale.as_ref().unwrap_or(&fallback);
    let mut answers = Answers::on(scale);
    let given: Option<Arc<str>> = settings_for(config, &plan.at).wave.map(Into::into);
    let mut dates = Dates::default();
    let mut audit = AuditRecords::default();
    let mut occasions: HashMap<Occasion, usize> = HashMap::new();
    let mut skills: HashMap<String, u16> = HashMap::new();
    let counts = each_row(plan, rows, &mut problems, |row, problems| {
        let Some(asked) = row.label(skill) else {
            return missing_value(problems, row.at(skill), "skill");
        };
        let next = u16::try_from(audit.skills.len()).unwrap_or(u16::MAX);
        let index = *skills.entry(fold_label(&asked)).or_insert_with(|| {
            audit.skills.push(asked);
            next
        });
        let key = row.text(person).or_else(|| row.text(name)).map(|text| fold_label(&text));
        let wave = given.clone().or_else(|| row.label(wave));
        let anonymous = || format!("\u{0}{}", row.row);
        let occasion = (key.unwrap_or_else(anonymous), wave.clone(), row.text(date));
        let record = *occasions.entry(occasion).or_insert_with(|| {
            dates.take(row, date, audit.rows.len(), problems);
            let who = respondent(row, person, name, problems);
            audit.rows.push(AuditRecord { who, handed_in: None, wave, answers: Vec::new() });
            audit.rows.len() - 1
        });
        if let (Some(slot), Some(record)) = (confidence, audit.rows.get_mut(record)) {
            record.answers.push((index, answers.read(row, slot, problems)));
        }
        Fate::Used
    });
    dates.settle(plan, &mut problems, |record, seconds| {
        if let Some(record) = audit.rows.get_mut(record) {
            record.handed_in = Some(seconds);
        }
    });
    audit.levels = answers.labels();
    warn_of_rival(plan, &mut problems);
    let columns = not_used_yet(plan, FIELDS, config, NOT_YET);
    Parsed { records: Records::Audit(audit), rows: counts, problems: problems.finish(), columns }
}
