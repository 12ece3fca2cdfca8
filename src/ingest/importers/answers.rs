//! Reading answers cell by cell, and what is said once a sheet has been read.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::common::RowView;
use super::settings::accept_lines;
use crate::ingest::cell::{Cell, CellRef, column_letters};
use crate::ingest::problems::{self as kinds, Collector};
use crate::ingest::record::{Missing, Response};
use crate::ingest::scale::{Fault, Scale};
use crate::ingest::text::{fold_label, listed, quoted};

/// Addresses given of cells that are alike.
const MOST_NAMED: usize = 5;

/// Reads answers on one scale, and remembers what each text meant.
pub(super) struct Answers {
    scale: Arc<Scale>,
    known: BTreeMap<Box<str>, Response>,
}

impl Answers {
    pub fn on(scale: Arc<Scale>) -> Self {
        Self { scale, known: BTreeMap::new() }
    }

    /// What a cell answers; a fault is a problem at the cell, and the answer is unreadable.
    pub fn read(
        &mut self,
        row: &RowView,
        slot: usize,
        notes: &mut Notes,
        problems: &mut Collector,
    ) -> Response {
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
        let at = || row.at(Some(slot));
        match response {
            Ok(response) => {
                if let Cell::Text(text) = cell
                    && self.scale.is_accepted(text)
                {
                    notes.accept(text, self.meaning(response), at());
                } else if let Response::Missing(why) = response {
                    note_missing(why, cell, at(), problems);
                }
                response
            }
            Err(fault) => {
                notes.take(&fault, cell, &self.scale, &at());
                report(&self.scale, fault, cell, at(), problems);
                Response::Missing(Missing::Unreadable)
            }
        }
    }

    fn meaning(&self, response: Response) -> String {
        match response {
            Response::Level(level) => {
                self.scale.labels().get(usize::from(level) - 1).cloned().unwrap_or_default()
            }
            Response::Missing(why) => why.words().to_owned(),
        }
    }

    /// Labels of the scale as this sheet words them: a level nobody chose has its usual name.
    pub fn labels(&self) -> Vec<String> {
        let mut labels = self.scale.labels().to_vec();
        for (i, label) in labels.iter_mut().enumerate() {
            let level = Response::Level(i as u8 + 1);
            let is_wording = |t: &str| t.parse::<f64>().is_err() && !self.scale.is_accepted(t);
            let used: Vec<&str> =
                self.known.iter().filter(|(t, r)| **r == level && is_wording(t)).map(|(t, _)| &**t).collect();
            if let Some(first) =
                used.first().filter(|_| !used.iter().any(|t| fold_label(t) == fold_label(label)))
            {
                *label = (*first).to_owned();
            }
        }
        labels
    }
}

fn report(scale: &Scale, fault: Fault, cell: &Cell, at: CellRef, problems: &mut Collector) {
    let shown = quoted(&cell.to_string());
    match fault {
        Fault::NotALevel(Some(meant)) => {
            problems.at(&kinds::NOT_A_LEVEL, at, shown, format!("did you mean {}?", quoted(&meant)));
        }
        Fault::NotALevel(None) => {
            let fix = format!("write {}", listed(scale.labels().iter().map(String::as_str), "or"));
            problems.at(&kinds::NOT_A_LEVEL, at, shown, fix);
        }
        Fault::Outside => {
            let (first, last) = scale.range();
            let fix = format!("use a level from {first} to {last}");
            problems.at(&kinds::OUTSIDE_SCALE, at, format!("{shown} is outside {first}–{last}"), fix);
        }
    }
}

/// A note at the cell of an answer that is not there.
fn note_missing(why: Missing, cell: &Cell, at: CellRef, problems: &mut Collector) {
    if why == Missing::Blank && cell.is_empty() {
        problems.at(&kinds::BLANK_ANSWER, at, "empty", "nothing to do; it counts as missing");
    } else {
        let what = format!("{}: {}", quoted(&cell.to_string()), why.words());
        problems.at(&kinds::REASON_GIVEN, at, what, "nothing to do; it counts as missing, for this reason");
    }
}

/// Cells that are alike: how many, and the first of them.
#[derive(Default)]
struct Cells {
    count: u64,
    first: Vec<CellRef>,
}

impl Cells {
    fn add(&mut self, at: CellRef) {
        self.count += 1;
        if self.first.len() < MOST_NAMED {
            self.first.push(at);
        }
    }

    /// `3 cells (B3, B7, C4)`.
    fn told(&self) -> String {
        let named = self.first.iter().map(CellRef::a1).collect::<Vec<_>>().join(", ");
        let more = if self.count > self.first.len() as u64 { ", …" } else { "" };
        let cells = if self.count == 1 { "cell" } else { "cells" };
        format!("{} {cells} ({named}{more})", self.count)
    }
}

/// Numbers of one column that are outside its scale.
struct Outside {
    count: u64,
    low: f64,
    high: f64,
    scale: Arc<Scale>,
}

/// What can only be said once every row was read: how often a slip occurs, and how far numbers reach.
#[derive(Default)]
pub(super) struct Notes {
    outside: BTreeMap<u32, Outside>,
    slips: BTreeMap<(String, String), Cells>,
    accepted: BTreeMap<(String, String), Cells>,
}

/// Most different slips that are remembered.
const MOST_SLIPS: usize = 200;

impl Notes {
    fn take(&mut self, fault: &Fault, cell: &Cell, scale: &Arc<Scale>, at: &CellRef) {
        match fault {
            Fault::NotALevel(Some(meant)) => {
                let key = (cell.to_string(), meant.clone());
                if self.slips.len() < MOST_SLIPS || self.slips.contains_key(&key) {
                    self.slips.entry(key).or_default().add(at.clone());
                }
            }
            Fault::NotALevel(None) => {}
            Fault::Outside => {
                let number = match cell {
                    Cell::Number(x) => *x,
                    other => other.to_string().trim().parse().unwrap_or(f64::NAN),
                };
                let none = Outside { count: 0, low: number, high: number, scale: scale.clone() };
                let outside = self.outside.entry(at.col).or_insert(none);
                outside.count += 1;
                (outside.low, outside.high) = (outside.low.min(number), outside.high.max(number));
            }
        }
    }

    fn accept(&mut self, text: &str, meaning: String, at: CellRef) {
        self.accepted.entry((text.to_owned(), meaning)).or_default().add(at);
    }

    /// Answers read as the settings said.
    pub fn accepted(&self) -> u64 {
        self.accepted.values().map(|cells| cells.count).sum()
    }

    /// Completes the problems at single cells with what the whole sheet shows.
    pub fn finish(&self, problems: &mut Collector) {
        let lines = self.lines();
        let slips: BTreeMap<String, (&String, &Cells)> =
            self.slips.iter().map(|((wrong, meant), cells)| (quoted(wrong), (meant, cells))).collect();
        problems.amend(|problem| {
            let Some(at) = &problem.cell else { return };
            if problem.spec.code == kinds::OUTSIDE_SCALE.code
                && let Some(outside) = self.outside.get(&at.col)
            {
                problem.fix = outside.fix(at.col);
            } else if problem.spec.code == kinds::NOT_A_LEVEL.code && !lines.is_empty() {
                if let Some((_, cells)) = slips.get(&problem.what) {
                    problem.fix.push_str(&format!(" It stands in {}.", cells.told()));
                }
                problem.fix.push_str(&lines);
            }
        });
        for ((text, meaning), cells) in &self.accepted {
            let Some(at) = cells.first.first() else { continue };
            let what = format!("{} read as {} in {}", quoted(text), quoted(meaning), cells.told());
            let fix = "nothing to do; [audit.accept] in crossweave.toml says so";
            problems.at(&kinds::READ_AS_ACCEPTED, at.clone(), what, fix);
        }
    }

    /// The lines that accept every slip of the sheet.
    fn lines(&self) -> String {
        let accept: BTreeMap<&str, &str> =
            self.slips.keys().map(|(wrong, meant)| (wrong.as_str(), meant.as_str())).collect();
        if accept.is_empty() {
            return String::new();
        }
        format!(
            " Correct the cells, or accept the likely slips with these lines in crossweave.toml:\n{}",
            accept_lines(&accept)
        )
    }
}

impl Outside {
    fn fix(&self, col: u32) -> String {
        let (first, last) = self.scale.range();
        let more = match self.count {
            0 | 1 => String::new(),
            n => format!("{} more in column {}. ", n - 1, column_letters(col)),
        };
        let levels = format!("{first} to {last}");
        let (low, high) = (self.low.min(f64::from(first)), self.high.max(f64::from(last)));
        let is_whole = self.low.fract() == 0.0 && self.high.fract() == 0.0;
        if !is_whole || low < 0.0 || high > 20.0 {
            return format!("{more}Use a level from {levels}, or correct the cells");
        }
        let set = if low >= 1.0 {
            format!("set scale = {high} under [audit] in crossweave.toml")
        } else {
            format!("list the levels, \"{low}\" to \"{high}\", under [audit] levels in crossweave.toml")
        };
        format!("{more}Is the scale {low}–{high}? Then {set}; else use a level from {levels}")
    }
}
