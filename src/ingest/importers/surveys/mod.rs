//! What exports of survey tools share: which columns are questions, what a question is called, and rows
//! put in order before they are read.

mod ask_who;
pub(super) mod layers;
mod tidied;
pub(super) mod wording;

use super::common::{Found, Slots, field};
use super::forms::{Columns, QUESTION, parse_wide};
use super::questions::{Numbers, find_questions};
use crate::ingest::importer::{
    Claim, ColumnProfile, FieldSpec, FieldType, FieldUse, Parsed, Plan, RowStream, SheetProfile,
};
use crate::ingest::problems::{self as kinds, Collector};
use crate::ingest::record::{AuditRecords, Records};
use crate::programme::config::Config;

pub(super) use ask_who::ask_who;
pub(super) use tidied::{Aside, Habits};
use tidied::{Tidied, Who};
use wording::{Wording, called};

/// Score of a sheet that has what only one tool writes.
pub(super) const SIGNED: u8 = 95;
/// What a column of codes without labels is planned as.
const CODE: &str = "answer code";
/// What to do about an answer that was begun and never handed in.
pub(super) const NOT_HANDED_IN_FIX: &str = "nothing to do; the row is left out, because nobody handed it in";
/// Most different codes an answer has.
const MOST_CODES: u32 = 11;
/// Longest code, in characters.
const LONGEST_CODE: u32 = 5;

/// First part of a name, where a tool keeps it apart.
pub(super) const FIRST_NAME: FieldSpec = field(
    "first_name",
    &["forename", "recipientfirstname", "givenname"],
    FieldType::Text,
    false,
    "First name of who answered.",
    "Asha",
);
/// Last part of a name.
pub(super) const LAST_NAME: FieldSpec = field(
    "last_name",
    &["surname", "recipientlastname", "familyname"],
    FieldType::Text,
    false,
    "Last name of who answered.",
    "Patel",
);

/// A survey tool: how its exports are told, and how their headers are worded.
pub(super) struct Survey {
    /// Columns it writes beside the questions.
    pub fields: &'static [FieldSpec],
    /// Those that are no answers and are not read.
    pub unread: &'static [&'static str],
    /// How sure the fields found make us; 0 where they are not the tool's.
    pub score: fn(&SheetProfile, &Found) -> u8,
    /// Parts of a question's header; `None` for what the tool adds to a question.
    pub wording: fn(&str) -> Option<Wording>,
    /// Whether answers can be codes of letters and digits.
    pub codes: bool,
}

impl Survey {
    /// The tool's claim on a sheet.
    pub fn claim(&self, profile: &SheetProfile, config: &Config, numbers: Numbers) -> Option<Claim> {
        let mut found = Found::find(profile, self.fields, config);
        ask_who(&mut found, profile, self.fields);
        let score = (self.score)(profile, &found);
        let mut questions = find_questions(profile, &found.columns, numbers);
        let header = |col: u32| profile.column(col).map_or("", |c| c.header.as_str());
        questions.retain(|(col, _)| (self.wording)(header(*col)).is_some());
        called(&mut questions, self.wording);
        let taken: Vec<u32> = found.columns.iter().chain(&questions).map(|(col, _)| *col).collect();
        let is_free = |c: &&ColumnProfile| !taken.contains(&c.col) && self.codes && may_be_codes(c);
        let codes = profile.columns.iter().filter(is_free);
        let codes: Vec<_> = codes.map(|c| (c.col, FieldUse::Attribute(CODE.to_owned()))).collect();
        let none = questions.is_empty() && codes.is_empty();
        found.columns.extend(questions);
        found.columns.extend(codes);
        // What is not read still shows whose sheet it is, where the questions are lacking.
        let unread = if none { &[][..] } else { self.unread };
        let mut claim = found.claim(self.fields, score, unread)?;
        claim.lacking.extend(none.then_some(&QUESTION));
        Some(claim)
    }
}

/// Whether a column can hold nothing but codes such as `A3`: few, short, and no numbers.
fn may_be_codes(c: &ColumnProfile) -> bool {
    let few = c.distinct > 0 && c.distinct <= MOST_CODES && c.longest <= LONGEST_CODE;
    few && !c.private && c.numbers == 0 && c.dates == 0 && c.addresses == 0
}

/// Reads the rows of an export: each is put in order, or set aside, and then read as any audit.
pub(super) fn read(
    plan: &Plan,
    config: &Config,
    rows: &mut dyn RowStream,
    dates: [&str; 2],
    habits: &Habits,
) -> Parsed {
    let slots = Slots { plan };
    let date = dates.map(|field| slots.slot(field));
    let who = Who::find(&slots);
    let columns = Columns { person: who.id(), name: who.name(), wave: slots.slot("wave"), date };
    let mut tidied = Tidied::new(plan, rows, habits, who, date);
    let parsed = parse_wide(plan, config, &mut tidied, &columns, Vec::new());
    let mut parsed = tidied.account(parsed);
    let mut problems = Collector::default();
    warn_of_numbers(plan, habits, &mut problems);
    if !has_questions(plan) {
        parsed.rows.rejected += parsed.rows.used;
        parsed.rows.used = 0;
        parsed.records = Records::Audit(AuditRecords::default());
    }
    parsed.problems.extend(problems.finish());
    parsed.problems.sort_by_key(|p| p.cell.as_ref().map(|c| (c.row, c.col)));
    parsed
}

fn has_questions(plan: &Plan) -> bool {
    plan.columns.iter().any(|(_, used)| matches!(used, FieldUse::Question { .. }))
}

/// Where answers are numbers, and the tool can write the number of an option in place of its text: the
/// order of the options is not in the file.
fn warn_of_numbers(plan: &Plan, habits: &Habits, problems: &mut Collector) {
    let numbers = plan.profile.scale.as_ref().is_some_and(crate::ingest::scale::Scale::is_numbers);
    let question = plan.columns.iter().find(|(_, used)| matches!(used, FieldUse::Question { .. }));
    if let (Some((col, _)), true, true) = (question, numbers, habits.numbers_options) {
        let what = "the answers are numbers, and 1 was read as the lowest level";
        let fix = "if the form lists its options from the highest down, export the answers as text instead";
        problems.at(&kinds::OPTION_NUMBERS, plan.at.at_col(*col), what, fix);
    }
}
