//! Viva Insights person-to-person queries: strong and diverse ties between two people, with their scores.

use std::sync::Arc;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::common::{Fate, Found, RowView, Slots, each_row, field, missing_value};
use crate::ingest::cell::Cell;
use crate::ingest::date::{DayOrder, TextDate};
use crate::ingest::importer::{
    Claim, FieldSpec, FieldType, ImporterSpec, Parsed, Plan, RowStream, SheetProfile,
};
use crate::ingest::problems::{self as kinds, Collector};
use crate::ingest::record::{ColumnUse, Records, Said, TieRecord, TieRecords};
use crate::ingest::text::{fold_header, quoted};
use crate::programme::config::Config;

/// Fields of the query's result.
pub static FIELDS: &[FieldSpec] = &[
    field(
        "from",
        &["primarycollaboratorpersonid", "tieoriginpersonid", "personid"],
        FieldType::Person,
        true,
        "Whose tie it is; an id that Viva Insights made up, the same in every query.",
        "7f0c6f0e-2b61",
    ),
    field(
        "to",
        &["secondarycollaboratorpersonid", "tiedestinationpersonid"],
        FieldType::Person,
        true,
        "With whom.",
        "9a41d7c2-55e0",
    ),
    field(
        "strong_tie_score",
        &[],
        FieldType::Number,
        false,
        "Strength of the strong tie, above 0 to 1.",
        "0.42",
    ),
    field("strong_tie_type", &[], FieldType::Number, false, "0 where there is no strong tie.", "1"),
    field(
        "diverse_tie_score",
        &[],
        FieldType::Number,
        false,
        "Strength of the diverse tie, above 0 to 1.",
        "0.11",
    ),
    field("diverse_tie_type", &[], FieldType::Number, false, "0 where there is no diverse tie.", "0"),
    field(
        "metric_date",
        &[],
        FieldType::Date,
        false,
        "The period; a pair that stands in several has the strength of the last.",
        "2026-01-01",
    ),
];

/// The importer.
pub static SPEC: ImporterSpec = ImporterSpec {
    id: "viva-person-to-person",
    describes: "Viva Insights person-to-person query: strong and diverse ties",
    table: "ties",
    fields: FIELDS,
    sniff,
    parse,
};

fn sniff(profile: &SheetProfile, config: &Config) -> Option<Claim> {
    let found = Found::find(profile, FIELDS, config);
    let both = found.has("from") && found.has("to");
    let kinds = ["strong_tie_score", "strong_tie_type", "diverse_tie_score", "diverse_tie_type"];
    let any = kinds.iter().any(|field| found.has(field));
    found.claim(FIELDS, if both && any { 95 } else { 0 }, &[])
}

/// A kind of tie: its question, and its columns.
struct Kind {
    question: Arc<str>,
    score: Option<usize>,
    kind: Option<usize>,
}

/// The latest period seen, and the record, of a pair of people and a question.
type Latest = HashMap<(Box<str>, Box<str>, usize), (Option<i64>, usize), FixedState>;

struct Reader<'p> {
    kinds: [Kind; 2],
    from: Option<usize>,
    to: Option<usize>,
    date: Option<usize>,
    order: DayOrder,
    latest: Latest,
    ties: Vec<TieRecord>,
    plan: &'p Plan,
}

fn parse(plan: &Plan, _config: &Config, rows: &mut dyn RowStream) -> Parsed {
    let mut problems = Collector::default();
    let slots = Slots { plan };
    let kind = |question: &str, score, kind| Kind {
        question: question.into(),
        score: slots.slot(score),
        kind: slots.slot(kind),
    };
    let mut reader = Reader {
        kinds: [
            kind("strong tie", "strong_tie_score", "strong_tie_type"),
            kind("diverse tie", "diverse_tie_score", "diverse_tie_type"),
        ],
        from: slots.slot("from"),
        to: slots.slot("to"),
        date: slots.slot("metric_date"),
        // The export writes the month first where it does not write 2023-07-01.
        order: DayOrder::MonthFirst,
        latest: HashMap::with_hasher(FixedState::default()),
        ties: Vec::new(),
        plan,
    };
    let rows = each_row(plan, rows, &mut problems, |row, problems| reader.take(row, problems));
    let columns = attributes(reader.plan);
    Parsed {
        records: Records::Ties(TieRecords { rows: reader.ties, silent: Vec::new() }),
        rows,
        problems: problems.finish(),
        columns,
    }
}

impl Reader<'_> {
    fn take(&mut self, row: &RowView, problems: &mut Collector) -> Fate {
        let Some(from) = row.mention(self.from, None) else {
            return missing_value(problems, row.at(self.from), "first person");
        };
        let Some(to) = row.mention(self.to, None) else {
            return missing_value(problems, row.at(self.to), "second person");
        };
        let mut strengths = [None, None];
        for (strength, kind) in strengths.iter_mut().zip(&self.kinds) {
            match kind.strength(row) {
                Ok(found) => *strength = found,
                Err(slot) => {
                    let shown = quoted(&row.cell(slot).to_string());
                    problems.at(&kinds::BAD_NUMBER, row.at(slot), shown, "write a number from 0");
                    return Fate::Rejected;
                }
            }
        }
        if strengths.iter().all(Option::is_none) {
            return Fate::Blank;
        }
        let date = TextDate::of(row.cell(self.date)).and_then(|date| date.seconds(self.order));
        for (i, strength) in strengths.into_iter().enumerate() {
            let (Some(strength), Some(kind)) = (strength, self.kinds.get(i)) else { continue };
            let question = Some(kind.question.clone());
            let tie = TieRecord {
                from: from.clone(),
                to: to.clone(),
                question,
                strength,
                wave: None,
                said: Said::ByOne,
            };
            self.keep(i, date, tie);
        }
        Fate::Used
    }

    /// Keeps a tie, or its strength where the pair is known and the period not earlier.
    fn keep(&mut self, kind: usize, date: Option<i64>, tie: TieRecord) {
        let id = |mention: &crate::ingest::record::Mention| {
            mention.id.as_deref().unwrap_or_default().to_lowercase().into_boxed_str()
        };
        let (latest, record) =
            *self.latest.entry((id(&tie.from), id(&tie.to), kind)).or_insert((date, self.ties.len()));
        match self.ties.get_mut(record) {
            None => self.ties.push(tie),
            Some(known) if date >= latest => {
                *known = tie;
                self.latest.insert((id(&known.from), id(&known.to), kind), (date, record));
            }
            Some(_) => {}
        }
    }
}

impl Kind {
    /// The strength of a tie of this kind: `None` where there is none, a column where it cannot be read.
    fn strength(&self, row: &RowView) -> Result<Option<f64>, Option<usize>> {
        let kind = number(row.cell(self.kind)).ok_or(self.kind)?;
        let score = number(row.cell(self.score)).ok_or(self.score)?;
        Ok(match (kind, score) {
            (Some(0.0), _) | (_, Some(0.0)) | (None, None) => None,
            (_, Some(score)) => Some(score),
            (Some(_), None) => Some(1.0),
        })
    }
}

/// A number from 0, or nothing; `None` where the cell holds something else.
fn number(cell: &Cell) -> Option<Option<f64>> {
    let number = match cell {
        Cell::Empty => return Some(None),
        Cell::Number(x) => *x,
        Cell::Text(text) => text.parse().ok()?,
        _ => return None,
    };
    (number.is_finite() && number >= 0.0).then_some(Some(number))
}

/// The account of columns that say something about one of the two, each under the name it was seen by.
fn attributes(plan: &Plan) -> Vec<ColumnUse> {
    let prefixes = ["primarycollaborator", "secondarycollaborator", "tieorigin", "tiedestination"];
    let of_person = |header: &str| prefixes.iter().any(|prefix| fold_header(header).starts_with(prefix));
    let planned = |col: u32| plan.columns.iter().any(|(c, _)| *c == col);
    let columns =
        plan.profile.columns.iter().filter(|c| !c.private && !planned(c.col) && of_person(&c.header));
    let account = |c: &crate::ingest::importer::ColumnProfile| ColumnUse {
        col: c.col,
        header: c.header.clone(),
        used_as: format!("not read: {} of a person; give it in a staff list", quoted(&c.header)),
    };
    columns.map(account).collect()
}
