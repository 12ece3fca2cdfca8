//! Tables with a column for each colleague, group or slot: what a header is about, and what a cell says.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::common::RowView;
use crate::ingest::cell::{Cell, CellRef};
use crate::ingest::importer::{FieldUse, Plan};
use crate::ingest::problems::{self as kinds, Collector};
use crate::ingest::record::{Mention, Missing, Response, Silence, Silent, TieRecord, TieRecords};
use crate::ingest::scale::{Scale, missing};
use crate::ingest::text::{fold_label, fold_space, quoted};

/// Answers that mean no tie at all.
const NONE: &[&str] =
    &["never", "none", "not at all", "no contact", "nobody", "no one", "no-one", "do not know them"];

/// What a header asks, and about whom: `How often? [Asha]` and `How often? - Asha` are about Asha, and
/// so is `Asha`.
pub(in crate::ingest) fn column_subject(header: &str) -> (Option<&str>, &str) {
    let header = header.trim();
    if let Some((stem, rest)) = header.strip_suffix(']').and_then(|h| h.rsplit_once('[')) {
        let stem = stem.trim();
        return ((!stem.is_empty()).then_some(stem), rest.trim());
    }
    for mark in [" - ", " – ", " — "] {
        if let Some((stem, subject)) = header.rsplit_once(mark) {
            return (Some(stem.trim()), subject.trim());
        }
    }
    (None, header)
}

/// Whether a cell is a tick, or says that there is none.
pub(in crate::ingest) fn tick(cell: &Cell) -> Option<bool> {
    let text = match cell {
        Cell::Bool(ticked) => return Some(*ticked),
        Cell::Number(1.0) => return Some(true),
        Cell::Number(0.0) => return Some(false),
        Cell::Text(text) if text.len() <= 5 => fold_label(text),
        _ => return None,
    };
    match text.as_str() {
        "x" | "✓" | "✔" | "☑" | "yes" | "y" | "true" | "1" => Some(true),
        "no" | "n" | "false" | "0" => Some(false),
        _ => None,
    }
}

/// What a cell says about a tie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Said {
    /// There is one, this strong.
    Strength(f64),
    /// There is none.
    NoTie,
    /// No answer, for a reason.
    Missing(Missing),
    /// Nothing that could be read.
    Unreadable,
}

/// What a cell of a roster says.
pub(super) fn said(cell: &Cell, scale: Option<&Scale>) -> Said {
    let text = match cell {
        Cell::Empty => return Said::Missing(Missing::Blank),
        Cell::Number(x) => return strength(*x),
        Cell::Error(text) => return missing(text).map_or(Said::Unreadable, Said::Missing),
        Cell::Date(_) => return Said::Unreadable,
        other => other.to_string(),
    };
    if let Ok(x) = text.parse::<f64>() {
        return strength(x);
    }
    if NONE.contains(&fold_label(&text).as_str()) {
        return Said::NoTie;
    }
    match (tick(cell), missing(&text), scale.map(|s| s.answer(cell))) {
        (Some(true), ..) => Said::Strength(1.0),
        (Some(false), ..) => Said::NoTie,
        (_, Some(why), _) => Said::Missing(why),
        (.., Some(Ok(Response::Level(level)))) => Said::Strength(f64::from(level)),
        _ => Said::Unreadable,
    }
}

fn strength(x: f64) -> Said {
    match x {
        0.0 => Said::NoTie,
        x if x.is_finite() && x > 0.0 => Said::Strength(x),
        _ => Said::Unreadable,
    }
}

/// Reads a cell; what cannot be read, and an answer missing for a reason, are said at the cell.
pub(super) fn read_cell(row: &RowView, slot: usize, scale: Option<&Scale>, problems: &mut Collector) -> Said {
    let cell = row.cell(Some(slot));
    let said = said(cell, scale);
    let shown = || quoted(&cell.to_string());
    match said {
        Said::Unreadable => {
            let fix = "write a number, a tick, or nothing; 0 says that there is no tie";
            problems.at(&kinds::NOT_A_STRENGTH, row.at(Some(slot)), shown(), fix);
        }
        Said::Missing(why) if why != Missing::Blank => {
            let fix = "nothing to do; it counts as missing, for this reason";
            problems.at(&kinds::NO_TIE_REASON, row.at(Some(slot)), shown(), fix);
        }
        _ => {}
    }
    said
}

/// The planned columns that stand for something: slot, what for, and the header's cell.
pub(super) fn standing(plan: &Plan) -> Vec<(usize, Arc<str>, CellRef)> {
    let stands = |(slot, (col, used)): (usize, &(u32, FieldUse))| match used {
        FieldUse::Stands { about, .. } => Some((slot, Arc::from(about.as_str()), plan.at.at_col(*col))),
        _ => None,
    };
    plan.columns.iter().enumerate().filter_map(stands).collect()
}

/// A person as a header or a cell of several names mentions them.
pub(super) fn mention_of(text: &str, at: CellRef) -> Mention {
    Mention { id: Some(fold_space(text).into()), name: None, at }
}

/// Answers of one respondent to one question, as they come.
#[derive(Clone, Copy, Default)]
pub(super) struct Tally {
    /// Ties given.
    pub ties: usize,
    /// Cells that say there is no tie.
    pub none: usize,
    /// Cells that hold something.
    pub filled: usize,
}

impl Tally {
    /// Why a respondent has no tie; `None` where they have one, or what they said could not be read.
    pub fn silence(self) -> Option<Silence> {
        match self {
            Self { ties: 1.., .. } => None,
            Self { none: 1.., .. } => Some(Silence::NamedNobody),
            Self { filled: 0, .. } => Some(Silence::NoAnswer),
            _ => None,
        }
    }
}

/// Notes somebody without a tie; one who left everything blank is told of at their cell.
pub(super) fn note_silent(
    records: &mut TieRecords,
    who: &Mention,
    question: Option<&Arc<str>>,
    why: Silence,
    problems: &mut Collector,
) {
    if why == Silence::NoAnswer {
        let about = question.map(|q| format!(" of {}", quoted(q))).unwrap_or_default();
        let what = format!("every answer{about} was left blank");
        let fix = "nothing to do; it counts as no answer, not as no ties";
        problems.at(&kinds::DID_NOT_ANSWER, who.at.clone(), what, fix);
    }
    records.silent.push(Silent { who: who.clone(), question: question.cloned(), why });
}

/// Whoever is named in words is the respondent of that name, where exactly one has it: so headers with
/// names and a column of addresses speak of the same people.
pub(super) fn join_names(records: &mut TieRecords) {
    let mut by_name: BTreeMap<String, Option<Mention>> = BTreeMap::new();
    let egos = records.rows.iter().map(|tie| &tie.from).chain(records.silent.iter().map(|s| &s.who));
    for ego in egos.filter(|ego| ego.id.is_some()) {
        let Some(name) = &ego.name else { continue };
        let known = by_name.entry(fold_label(name)).or_insert_with(|| Some(ego.clone()));
        if known.as_ref().is_some_and(|known| known.id != ego.id) {
            *known = None;
        }
    }
    for TieRecord { to, .. } in &mut records.rows {
        let named = to.id.as_deref().map(fold_label);
        if let Some(Some(known)) = named.and_then(|name| by_name.get(&name)) {
            *to = Mention { at: to.at.clone(), ..known.clone() };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_about_whoever_stands_last() {
        assert_eq!(column_subject("How often? [Asha Patel]"), (Some("How often?"), "Asha Patel"));
        assert_eq!(column_subject("Help - Sam Lee"), (Some("Help"), "Sam Lee"));
        assert_eq!(column_subject("[Sam]"), (None, "Sam"));
        assert_eq!(column_subject("Anne-Marie Fox"), (None, "Anne-Marie Fox"));
    }

    #[test]
    fn cells_say_how_strong_or_why_not() {
        let of = |text: &str| said(&Cell::text(text), None);
        assert_eq!(of("3"), Said::Strength(3.0));
        assert_eq!(of("x"), Said::Strength(1.0));
        assert_eq!(of("0"), Said::NoTie);
        assert_eq!(of("Never"), Said::NoTie);
        assert_eq!(of(""), Said::Missing(Missing::Blank));
        assert_eq!(of("N/A"), Said::Missing(Missing::NotApplicable));
        assert_eq!(of("-2"), Said::Unreadable);
        assert_eq!(of("NaN"), Said::Unreadable);
        assert_eq!(of("lots"), Said::Unreadable);
    }
}
