//! A Microsoft Forms export: five columns about the response, then a column a question.

use std::sync::Arc;

use super::common::{Fate, RowView, each_row, field, settings_for};
use super::dates::Dates;
use super::questions::{Asked, Numbers, Questions, warn_of_rival};
use super::rows_are_people::RowsArePeople;
use super::surveys::wording::Wording;
use super::surveys::{Habits, SIGNED, Survey, read};
use super::unread::left_columns;
use crate::ingest::importer::{
    Claim, FieldSpec, FieldType, FieldUse, ImporterSpec, Parsed, Plan, RowStream, SheetProfile,
};
use crate::ingest::problems::{self as kinds, Collector};
use crate::ingest::record::{AuditRecord, AuditRecords, ColumnUse, Mention, Records};
use crate::ingest::text::{fold_label, quoted};
use crate::programme::config::Config;

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
    field(
        "other_id",
        &["staffnumber"],
        FieldType::Person,
        false,
        "An address or staff number asked for as a question; used where the form records nobody.",
        "4711",
    ),
    field("modified", &["lastmodifiedtime"], FieldType::Date, false, "When the answer was changed.", ""),
    field("language", &[], FieldType::Text, false, "Language of the form.", ""),
    field("points", &["totalpoints"], FieldType::Number, false, "Points of a quiz; not read.", ""),
    field("feedback", &["quizfeedback"], FieldType::Text, false, "Feedback of a quiz; not read.", ""),
    field("graded", &["gradepostedtime"], FieldType::Date, false, "When a quiz was marked; not read.", ""),
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

const SURVEY: Survey = Survey {
    fields: FIELDS,
    unread: &["response", "modified", "language", "points", "feedback", "graded"],
    score: |_, found| if found.has("start") && found.has("completion") { SIGNED } else { 0 },
    wording: |header| (!is_quiz(header)).then(|| Wording::whole(header)),
    codes: false,
};

/// What a quiz adds to each question.
fn is_quiz(header: &str) -> bool {
    ["Points - ", "Feedback - ", "Points – ", "Feedback – "].iter().any(|start| header.starts_with(start))
}

fn sniff(profile: &SheetProfile, config: &Config) -> Option<Claim> {
    let mut claim = SURVEY.claim(profile, config, Numbers::Count)?;
    let is_question = |col: u32| {
        claim.columns.iter().any(|(c, used)| *c == col && matches!(used, FieldUse::Question { .. }))
    };
    let again: Vec<u32> = asked_again(profile)
        .into_iter()
        .filter(|(_, first)| is_question(*first))
        .map(|(col, _)| col)
        .collect();
    claim.columns.retain(|(col, _)| !again.contains(col));
    Some(claim)
}

/// Columns whose header is that of an earlier one with a digit behind it: how a form writes a text that
/// it asks twice. Each with the earlier column.
fn asked_again(profile: &SheetProfile) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    for (i, column) in profile.columns.iter().enumerate() {
        let Some(first) = column.header.strip_suffix(|c: char| matches!(c, '1'..='9')) else { continue };
        if first.ends_with(|c: char| c.is_ascii_digit() || c.is_whitespace()) {
            continue;
        }
        let earlier = profile.columns.iter().take(i).find(|c| c.header == first);
        found.extend(earlier.map(|earlier| (column.col, earlier.col)));
    }
    found
}

fn parse(plan: &Plan, config: &Config, rows: &mut dyn RowStream) -> Parsed {
    let mut parsed = read(plan, config, rows, ["completion", "start"], &Habits::PLAIN);
    let mut problems = Collector::default();
    let is_planned = |col: u32| plan.columns.iter().any(|(c, _)| *c == col);
    for (col, first) in asked_again(&plan.profile) {
        let (Some(column), Some(earlier)) = (plan.profile.column(col), plan.profile.column(first)) else {
            continue;
        };
        if is_planned(first) && !is_planned(col) {
            let what = format!("{} is {} asked again", quoted(&column.header), quoted(&earlier.header));
            let fix = "only the first is read; give the other a header of its own, such as importance: and the skill";
            problems.at(&kinds::DUPLICATE_HEADER, plan.at.at_col(col), what, fix);
            let used_as = "not read: asked twice".to_owned();
            parsed.columns.push(ColumnUse { col, header: column.header.clone(), used_as });
        }
    }
    parsed.problems.splice(0..0, problems.finish());
    parsed
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
    let mut listed = RowsArePeople::of(plan, config);
    let nameless = columns.person.is_none() && columns.name.is_none();
    let counts = each_row(plan, rows, &mut problems, |row, problems| {
        let filled = columns.date.into_iter().find(|slot| !row.cell(*slot).is_empty()).flatten();
        dates.take(row, filled, records.len(), problems);
        let (answers, beside) = questions.read(row, problems);
        let who = match &mut listed {
            Some(listed) => listed.take(row, row.mention(columns.person, columns.name)),
            None if nameless => nobody(row, None),
            None => respondent(row, columns.person, columns.name, problems),
        };
        let wave = wave.clone().or_else(|| row.label(columns.wave));
        records.push(AuditRecord { who, handed_in: None, wave, answers, beside });
        Fate::Used
    });
    if nameless && listed.is_none() && !records.is_empty() {
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
    let people = listed.map(RowsArePeople::finish).unwrap_or_default();
    let audit = AuditRecords { skills, levels, beside, rows: records, people, accepted };
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
