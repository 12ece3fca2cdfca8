//! Ties people reported when asked: who named whom.

use std::path::Path;
use std::sync::Arc;

use super::common::{Fate, Found, RowView, Slots, each_row, field, missing_value, not_used_yet};
use super::interactions;
use crate::ingest::cell::Cell;
use crate::ingest::importer::{
    Claim, FieldSpec, FieldType, ImporterSpec, Parsed, Plan, RowStream, SheetProfile,
};
use crate::ingest::problems::{self as kinds, Collector};
use crate::ingest::record::{Mention, Records, TieRecord};
use crate::ingest::text::quoted;
use crate::programme::config::Config;

const NOT_YET: &[&str] = &["wave"];

/// Fields of a list of ties.
pub static FIELDS: &[FieldSpec] = &[
    field(
        "from",
        &["source", "ego", "respondent", "sender", "fromid", "person", "who"],
        FieldType::Person,
        true,
        "Who was asked.",
        "asha.patel@council.example",
    ),
    field(
        "to",
        &["target", "alter", "receiver", "toid", "nominee", "named", "whom", "colleague"],
        FieldType::Person,
        true,
        "Whom they named.",
        "sam.lee@police.example",
    ),
    field(
        "question",
        &["layer", "relation", "tie", "tietype", "network"],
        FieldType::Text,
        false,
        "What was asked; the file's name where there is no such column.",
        "go to for help",
    ),
    field(
        "strength",
        &["weight", "score", "value", "frequency", "intensity"],
        FieldType::Number,
        false,
        "How strong; 1 where there is no such column, 0 is no tie.",
        "3",
    ),
    field("wave", &["round"], FieldType::Text, false, "Which time of asking.", "1"),
];

/// The importer.
pub static SPEC: ImporterSpec = ImporterSpec {
    id: "ties",
    describes: "ties people reported when asked: who named whom, about what, how strongly",
    table: "ties",
    fields: FIELDS,
    sniff,
    parse,
};

fn sniff(profile: &SheetProfile, config: &Config) -> Option<Claim> {
    let found = Found::find(profile, FIELDS, config);
    let log = Found::find(profile, interactions::FIELDS, config);
    let dates = found.is_dates("from") || found.is_dates("to");
    let both = found.has("from") && found.has("to");
    let score = if both && !dates && !log.has("time") { 80 } else { 0 };
    found.claim(FIELDS, score, NOT_YET)
}

fn parse(plan: &Plan, config: &Config, rows: &mut dyn RowStream) -> Parsed {
    let mut problems = Collector::default();
    let slots = Slots { plan };
    let (from, to) = (slots.slot("from"), slots.slot("to"));
    let (question, strength) = (slots.slot("question"), slots.slot("strength"));
    let stem = Path::new(&*plan.at.file).file_stem().map(|stem| Arc::<str>::from(stem.to_string_lossy()));
    let mut ties = Vec::new();
    let rows = each_row(plan, rows, &mut problems, |row, problems| {
        let (ego, alter) = match both(row, from, to, problems) {
            Ok(both) => both,
            Err(fate) => return fate,
        };
        match strength_of(row, strength) {
            Ok(0.0) => Fate::Blank,
            Ok(strength) => {
                let question = row.label(question).or_else(|| stem.clone());
                ties.push(TieRecord { from: ego, to: alter, question, strength });
                Fate::Used
            }
            Err(shown) => {
                let fix = "write a number above 0, or 0 where there is no tie";
                problems.at(&kinds::BAD_NUMBER, row.at(strength), shown, fix);
                Fate::Rejected
            }
        }
    });
    let columns = not_used_yet(plan, FIELDS, config, NOT_YET);
    Parsed { records: Records::Ties(ties), rows, problems: problems.finish(), columns }
}

fn both(
    row: &RowView,
    from: Option<usize>,
    to: Option<usize>,
    problems: &mut Collector,
) -> Result<(Mention, Mention), Fate> {
    let ego = row.mention(from, None).ok_or_else(|| missing_value(problems, row.at(from), "person asked"))?;
    let alter = row.mention(to, None).ok_or_else(|| missing_value(problems, row.at(to), "person named"))?;
    Ok((ego, alter))
}

/// A strength from 0; 1 where none is given.
fn strength_of(row: &RowView, slot: Option<usize>) -> Result<f64, String> {
    let number = match (slot, row.cell(slot)) {
        (None, _) | (_, Cell::Empty) => Some(1.0),
        (_, Cell::Number(x)) => Some(*x),
        (_, Cell::Text(text)) => text.parse::<f64>().ok(),
        _ => None,
    };
    let usable = number.filter(|x| x.is_finite() && *x >= 0.0);
    usable.ok_or_else(|| quoted(&row.cell(slot).to_string()))
}
