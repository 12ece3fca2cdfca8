//! Question columns of an audit: which they are, and reading their answers.

use std::sync::Arc;

use std::collections::BTreeMap;

use super::common::RowView;
use crate::ingest::cell::{Cell, CellRef};
use crate::ingest::importer::{ColumnProfile, FieldUse, Plan, SheetProfile};
use crate::ingest::problems::{self as kinds, Collector};
use crate::ingest::record::{ColumnUse, Missing, Response};
use crate::ingest::scale::{Fault, Scale};
use crate::ingest::text::{fold_label, listed, quoted};

/// Beginnings of headers that ask something else about a skill.
const ASPECTS: &[&str] = &["importance", "future", "before"];

/// The aspect a header asks about, when it is another than confidence: `importance: Video calls`.
pub(super) fn other_aspect(header: &str) -> Option<(&'static str, &str)> {
    let (start, skill) = header.split_once(':')?;
    let aspect = ASPECTS.iter().find(|a| fold_label(start) == **a)?;
    Some((*aspect, skill.trim()))
}

/// Whether a column is nearly all levels of one scale: at most one stray in five.
pub(in crate::ingest) fn is_on_scale(column: &ColumnProfile, levels: u64) -> bool {
    let strays = column.filled.saturating_sub(column.no_answers + levels);
    !column.private && levels > strays && strays <= (levels / 4).max(1)
}

/// Whether every answer of a column is a plain number.
pub(in crate::ingest) fn is_all_numbers(column: &ColumnProfile) -> bool {
    column.numbers + column.no_answers >= column.filled
}

/// Which columns are questions.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbers {
    /// Columns of plain numbers are questions too.
    Count,
    /// Only where the framework names the column.
    OnlyKnown,
}

/// The question columns of a sheet among those not taken; the first of two with one header.
pub(super) fn find_questions(
    profile: &SheetProfile,
    taken: &[(u32, FieldUse)],
    numbers: Numbers,
) -> Vec<(u32, FieldUse)> {
    let mut questions: Vec<(u32, FieldUse)> = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    for column in &profile.columns {
        let free = !taken.iter().any(|(col, _)| *col == column.col) && other_aspect(&column.header).is_none();
        let known = || profile.framework.contains(&fold_label(&column.header));
        let counts = !is_all_numbers(column) || numbers == Numbers::Count || known();
        if !free || !counts || profile.scale.is_none() || !is_on_scale(column, column.levels) {
            continue;
        }
        let folded = fold_label(&column.header);
        if !seen.contains(&folded) {
            seen.push(folded);
            let skill = column.header.clone();
            questions.push((column.col, FieldUse::Question { aspect: "confidence", skill }));
        }
    }
    questions
}

/// Columns of answers on another scale than the sheet's: a warning each, and their account.
pub(super) fn on_another_scale(plan: &Plan, problems: &mut Collector) -> Vec<ColumnUse> {
    let left = |c: &&ColumnProfile| !plan.columns.iter().any(|(col, _)| *col == c.col) && !is_all_numbers(c);
    let scaled = |c: &&ColumnProfile| {
        let most = c.by_scale.iter().copied().max().unwrap_or(0);
        most > 1 && is_on_scale(c, most) && !is_on_scale(c, c.levels)
    };
    let mut account = Vec::new();
    for column in plan.profile.columns.iter().filter(left).filter(scaled) {
        let at = plan.at.at_col(column.col);
        let fix = "ask all questions on one scale, or keep this one in a sheet of its own";
        problems.at(&kinds::OTHER_SCALE, at, quoted(&column.header), fix);
        let used_as = "not read: on another scale".to_owned();
        account.push(ColumnUse { col: column.col, header: column.header.clone(), used_as });
    }
    account
}

/// Warns where a longer scale fits the answers as well as the one taken.
pub(super) fn warn_of_rival(plan: &Plan, problems: &mut Collector) {
    if let (Some(taken), Some(rival)) = (&plan.profile.scale, &plan.profile.rival) {
        let what = format!("taken for {}; they would be on {rival} too", taken.name);
        let labels = taken.labels().iter().map(|l| format!("{l:?}")).collect::<Vec<_>>().join(", ");
        let fix = format!(
            "say which was asked in crossweave.toml: [audit] levels = [{labels}], or the longer list"
        );
        problems.at(&kinds::TWO_SCALES_FIT, plan.at.clone(), what, fix);
    }
}

/// The planned questions: place in a row, and the skill.
pub(super) fn planned(plan: &Plan) -> Vec<(usize, Arc<str>)> {
    let question = |(slot, (_, used)): (usize, &(u32, FieldUse))| match used {
        FieldUse::Question { skill, .. } => Some((slot, Arc::from(skill.as_str()))),
        _ => None,
    };
    plan.columns.iter().enumerate().filter_map(question).collect()
}

/// Reads answers on one scale, and remembers what each text meant.
pub(super) struct Answers<'s> {
    scale: &'s Scale,
    known: BTreeMap<Box<str>, Response>,
}

impl<'s> Answers<'s> {
    pub fn on(scale: &'s Scale) -> Self {
        Self { scale, known: BTreeMap::new() }
    }

    /// What a cell answers; a fault is a problem at the cell, and the answer is unreadable.
    pub fn read(&mut self, row: &RowView, slot: usize, problems: &mut Collector) -> Response {
        let cell = row.cell(Some(slot));
        let response = match cell {
            Cell::Text(text) => match self.known.get(text.as_ref()) {
                Some(known) => Ok(*known),
                None => self.scale.answer(cell).inspect(|r| {
                    self.known.insert(text.clone(), *r);
                }),
            },
            _ => self.scale.answer(cell),
        };
        match response {
            Ok(response) => {
                if let Response::Missing(why) = response {
                    note_missing(why, cell, row.at(Some(slot)), problems);
                }
                response
            }
            Err(fault) => {
                self.report(fault, cell, row.at(Some(slot)), problems);
                Response::Missing(Missing::Unreadable)
            }
        }
    }

    /// Labels of the scale as this sheet words them: a level nobody chose has its usual name.
    pub fn labels(&self) -> Vec<String> {
        let mut labels = self.scale.labels().to_vec();
        for (i, label) in labels.iter_mut().enumerate() {
            let level = Response::Level(i as u8 + 1);
            let used: Vec<&str> = self
                .known
                .iter()
                .filter(|(t, r)| **r == level && t.parse::<f64>().is_err())
                .map(|(t, _)| &**t)
                .collect();
            if let Some(first) =
                used.first().filter(|_| !used.iter().any(|t| fold_label(t) == fold_label(label)))
            {
                *label = (*first).to_owned();
            }
        }
        labels
    }

    fn report(&self, fault: Fault, cell: &Cell, at: CellRef, problems: &mut Collector) {
        let shown = quoted(&cell.to_string());
        let labels = self.scale.labels();
        match fault {
            Fault::NotALevel(Some(meant)) => {
                problems.at(&kinds::NOT_A_LEVEL, at, shown, format!("did you mean {}?", quoted(&meant)));
            }
            Fault::NotALevel(None) => {
                let fix = format!("write {}", listed(labels.iter().map(String::as_str), "or"));
                problems.at(&kinds::NOT_A_LEVEL, at, shown, fix);
            }
            Fault::Outside => {
                let n = labels.len();
                let fix = format!(
                    "use a level from 1 to {n}; if the scale is longer, list its labels under [audit] levels in crossweave.toml"
                );
                problems.at(&kinds::OUTSIDE_SCALE, at, shown, fix);
            }
        }
    }
}

/// A note at the cell of an answer that is not there.
fn note_missing(why: Missing, cell: &Cell, at: CellRef, problems: &mut Collector) {
    if why == Missing::Blank {
        problems.at(&kinds::BLANK_ANSWER, at, "empty", "nothing to do; it counts as missing");
    } else {
        let what = format!("{}: {}", quoted(&cell.to_string()), words_for(why));
        problems.at(&kinds::REASON_GIVEN, at, what, "nothing to do; it counts as missing, for this reason");
    }
}

fn words_for(missing: Missing) -> &'static str {
    match missing {
        Missing::Blank => "left blank",
        Missing::DontKnow => "don't know",
        Missing::Refused => "prefer not to say",
        Missing::NotApplicable => "not applicable",
        Missing::Unreadable => "not readable",
    }
}
