//! A Microsoft Forms export: five columns about the response, then a column a question.

use std::sync::Arc;

use super::common::{Fate, Found, RowView, Slots, each_row, field, settings_for};
use super::dates::Dates;
use super::questions::{Asked, Numbers, Questions, find_questions, warn_of_rival};
use super::unread::left_columns;
use crate::ingest::importer::{
    Claim, FieldSpec, FieldType, ImporterSpec, Parsed, Plan, RowStream, SheetProfile,
};
use crate::ingest::problems::{self as kinds, Collector};
use crate::ingest::record::{AuditRecord, AuditRecords, ColumnUse, Mention, Records};
use crate::ingest::text::fold_label;
use crate::programme::config::Config;

/// What forms add that is no answer.
const NOT_ANSWERS: &[&str] = &["response", "modified", "language", "points", "feedback"];

/// Columns of an export.
pub static FIELDS: &[FieldSpec] = &[
    field("response", &["id"], FieldType::Number, false, "Number of the response.", "1"),
    field("start", &["starttime"], FieldType::Date, true, "When the form was opened.", "2026-01-06 09:02"),
    field(
        "completion",
        &["completiontime"],
        FieldType::Date,
        true,
        "When it was handed in.",
        "2026-01-06 09:14",
    ),
    field(
        "person",
        &["email", "emailaddress", "responderemail"],
        FieldType::Person,
        false,
        "Who answered; anonymous where the form does not record it.",
        "asha.patel@council.example",
    ),
    field("name", &[], FieldType::Text, false, "Name of who answered.", "Asha Patel"),
    field("modified", &["lastmodifiedtime"], FieldType::Date, false, "When the answer was changed.", ""),
    field("language", &[], FieldType::Text, false, "Language of the form.", ""),
    field("points", &["totalpoints"], FieldType::Number, false, "Points of a quiz; not read.", ""),
    field("feedback", &["quizfeedback"], FieldType::Text, false, "Feedback of a quiz; not read.", ""),
];

/// Stands for the questions in messages.
pub(super) static QUESTION: FieldSpec = field(
    "question",
    &[],
    FieldType::Level,
    true,
    "A column a question, answered on the scale.",
    "Fairly confident",
);

/// The importer.
pub static SPEC: ImporterSpec = ImporterSpec {
    id: "microsoft-forms",
    describes: "answers to a skills audit, as Microsoft Forms exports them",
    table: "audit",
    fields: FIELDS,
    sniff,
    parse,
};

fn sniff(profile: &SheetProfile, config: &Config) -> Option<Claim> {
    let mut found = Found::find(profile, FIELDS, config);
    let score = if found.has("start") && found.has("completion") { 95 } else { 0 };
    let quiz = |header: &str| ["Points - ", "Feedback - "].iter().any(|start| header.starts_with(start));
    let mut questions = find_questions(profile, &found.columns, Numbers::Count);
    questions.retain(|(col, _)| profile.column(*col).is_some_and(|c| !quiz(&c.header)));
    let none = questions.is_empty();
    found.columns.extend(questions);
    let mut claim = found.claim(FIELDS, score, NOT_ANSWERS)?;
    if none {
        claim.lacking.push(&QUESTION);
    }
    Some(claim)
}

fn parse(plan: &Plan, config: &Config, rows: &mut dyn RowStream) -> Parsed {
    let slots = Slots { plan };
    let person = Columns {
        person: slots.slot("person"),
        name: slots.slot("name"),
        wave: None,
        date: [slots.slot("completion"), slots.slot("start")],
    };
    parse_wide(plan, config, rows, &person, Vec::new())
}

/// Where the columns about the respondent stand in a row.
pub(super) struct Columns {
    pub person: Option<usize>,
    pub name: Option<usize>,
    pub wave: Option<usize>,
    /// The first that is filled counts.
    pub date: [Option<usize>; 2],
}

/// Reads one record a row, a column a question.
pub(super) fn parse_wide(
    plan: &Plan,
    config: &Config,
    rows: &mut dyn RowStream,
    columns: &Columns,
    mut account: Vec<ColumnUse>,
) -> Parsed {
    let mut problems = Collector::default();
    let mut questions = Questions::of(plan);
    let wave: Option<Arc<str>> = settings_for(config, &plan.at).wave.map(Into::into);
    let mut dates = Dates::default();
    let mut records: Vec<AuditRecord> = Vec::new();
    let nameless = columns.person.is_none() && columns.name.is_none();
    let counts = each_row(plan, rows, &mut problems, |row, problems| {
        let filled = columns.date.into_iter().find(|slot| !row.cell(*slot).is_empty()).flatten();
        dates.take(row, filled, records.len(), problems);
        let (answers, beside) = questions.read(row, problems);
        let who = if nameless {
            nobody(row, None)
        } else {
            respondent(row, columns.person, columns.name, problems)
        };
        let wave = wave.clone().or_else(|| row.label(columns.wave));
        records.push(AuditRecord { who, handed_in: None, wave, answers, beside });
        Fate::Used
    });
    if nameless && !records.is_empty() {
        all_anonymous(plan, records.len(), &mut problems);
    }
    dates.settle(plan, &mut problems, |record, seconds| {
        if let Some(record) = records.get_mut(record) {
            record.handed_in = Some(seconds);
        }
    });
    account.extend(questions.account(plan));
    account.extend(left_columns(plan, &mut problems));
    warn_of_rival(plan, &mut problems);
    let Asked { skills, levels, beside, accepted } = questions.finish(&mut problems);
    let audit = AuditRecords { skills, levels, beside, rows: records, accepted };
    Parsed { records: Records::Audit(audit), rows: counts, problems: problems.finish(), columns: account }
}

/// One warning for a sheet that has no column for who answered.
fn all_anonymous(plan: &Plan, rows: usize, problems: &mut Collector) {
    let what = format!("no column says who answered, so all {rows} answers are anonymous");
    let fix = "name the column in [file.columns] in crossweave.toml, such as person = \"Header\"; else they are left out";
    problems.at(&kinds::ANONYMOUS, plan.at.clone(), what, fix);
}

fn nobody(row: &RowView, at: Option<usize>) -> Mention {
    Mention { id: None, name: None, at: row.at(at) }
}

/// Who answered; nobody where the form says so, or says nothing.
pub(super) fn respondent(
    row: &RowView,
    person: Option<usize>,
    name: Option<usize>,
    problems: &mut Collector,
) -> Mention {
    let is_anonymous = |text: &Arc<str>| fold_label(text) == "anonymous";
    let Some(mut who) = row.mention(person, name) else {
        anonymous(row, person.or(name), "nothing says who answered", problems);
        return nobody(row, person.or(name));
    };
    who.name = who.name.filter(|name| !is_anonymous(name));
    if who.id.as_ref().is_some_and(is_anonymous) || (who.id.is_none() && who.name.is_none()) {
        anonymous(row, person.or(name), "the form did not record who answered", problems);
        return nobody(row, person.or(name));
    }
    who
}

fn anonymous(row: &RowView, slot: Option<usize>, what: &str, problems: &mut Collector) {
    let fix = "enter the person's id if you know it; else the answer is left out";
    problems.at(&kinds::ANONYMOUS, row.at(slot), what, fix);
}
