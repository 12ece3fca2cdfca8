//! A sheet's profile: headers and counts, and not a cell kept.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::{HashMap, HashSet};

use super::cell::{Cell, CellRef};
use super::date::TextDate;
use super::header::Header;
use super::importer::{ColumnProfile, SheetProfile};
use super::importers::{column_subject, tick};
use super::private::private_reason;
use super::problem::Problem;
use super::scale::{Scale, Wording, missing};
use super::source::RawRows;
use super::text::fold_label;

/// Rows of a sheet that are looked at to recognise it.
pub(super) const SAMPLE: u64 = 2_000;
/// Longest text that can be a label.
const LONGEST_LABEL: usize = 60;
/// Most different texts remembered while telling labels.
const MOST_LABELS: usize = 4_096;

/// Counts what the first rows hold, column by column; private columns are not looked at.
pub(super) fn profile(
    rows: &mut dyn RawRows,
    at: CellRef,
    header: &Header,
    scales: &[Scale],
) -> Result<SheetProfile, Problem> {
    let mut counts: Vec<Counter> =
        header.cells.iter().map(|(col, text)| Counter::new(*col, text, scales)).collect();
    let wanted: Vec<u32> = counts.iter().filter(|c| !c.profile.private).map(|c| c.profile.col).collect();
    let words = scales.iter().flat_map(Scale::words).collect();
    let subjects = subjects(&counts);
    let mut labels = Labels { scales, words, known: HashMap::with_hasher(FixedState::default()) };
    let (mut cells, mut last) = (Vec::new(), header.row);
    let mut looked_at = 0;
    while looked_at < SAMPLE {
        let row = match rows.next(Some(&wanted), &mut cells) {
            Ok(Some(row)) => row,
            Ok(None) => break,
            Err(problem) if looked_at == 0 => return Err(problem),
            // The rows before it stand; the break is found again, and told, when they are read.
            Err(_) => break,
        };
        if row <= header.row {
            continue;
        }
        for (col, cell) in &cells {
            if let Ok(i) = counts.binary_search_by_key(col, |c| c.profile.col) {
                counts[i].count(cell, &mut labels);
                note_subject(&mut counts, i, cell, &subjects);
            }
        }
        looked_at += 1;
        last = row;
    }
    let columns = counts.into_iter().map(Counter::finish).collect();
    Ok(SheetProfile {
        at,
        columns,
        rows: u64::from(last - header.row),
        scale: None,
        rival: None,
        framework: Vec::new(),
        form: None,
    })
}

/// What the headers are about, folded: the columns of each.
type Subjects = HashMap<String, Vec<usize>, FixedState>;

fn subjects(counts: &[Counter]) -> Subjects {
    let mut subjects = Subjects::with_hasher(FixedState::default());
    for (i, counter) in counts.iter().enumerate().filter(|(_, c)| !c.profile.private) {
        subjects.entry(fold_label(column_subject(&counter.profile.header).1)).or_default().push(i);
    }
    subjects
}

/// Notes that a cell names what other columns are about.
fn note_subject(counts: &mut [Counter], i: usize, cell: &Cell, subjects: &Subjects) {
    let text = match cell {
        Cell::Text(text) if text.len() <= LONGEST_LABEL => fold_label(text),
        Cell::Number(x) => x.to_string(),
        _ => return,
    };
    let Some(columns) = subjects.get(&text) else { return };
    if columns.iter().any(|c| *c != i) {
        counts[i].profile.names_columns += 1;
    }
    for column in columns.iter().filter(|c| **c != i) {
        counts[*column].profile.is_named |= true;
    }
}

struct Counter {
    profile: ColumnProfile,
    keeps: bool,
    seen: HashSet<u64, FixedState>,
}

impl Counter {
    fn new(col: u32, header: &str, scales: &[Scale]) -> Self {
        let profile = ColumnProfile {
            col,
            header: header.to_owned(),
            private: private_reason(header).is_some(),
            by_scale: vec![0; scales.len()],
            ..ColumnProfile::default()
        };
        Self { profile, keeps: true, seen: HashSet::with_hasher(FixedState::default()) }
    }

    fn count(&mut self, cell: &Cell, labels: &mut Labels) {
        // One survey tool writes an apostrophe so.
        let text = cell.to_string().replace("@SQ@", "'");
        let p = &mut self.profile;
        p.filled += 1;
        p.dates += u64::from(TextDate::of(cell).is_some());
        p.numbers += u64::from(matches!(cell, Cell::Number(_)) || text.parse::<f64>().is_ok());
        p.addresses += u64::from(text.contains('@'));
        p.ticks += u64::from(tick(cell).is_some());
        p.longest = p.longest.max(u32::try_from(text.chars().count()).unwrap_or(u32::MAX));
        if self.seen.len() < ColumnProfile::MOST_DISTINCT as usize {
            self.seen.insert(FixedState::default().hash_one(&text));
        }
        self.keep(&text);
        let p = &mut self.profile;
        let meaning = labels.of(cell, text);
        p.no_answers += u64::from(meaning.no_answer);
        p.numbered += u64::from(meaning.numbered);
        for scale in &meaning.scales {
            if let Some(count) = p.by_scale.get_mut(usize::from(*scale)) {
                *count += 1;
            }
        }
    }

    /// Counts a short text; where there are too many, none is kept.
    fn keep(&mut self, text: &str) {
        if !self.keeps {
            return;
        }
        let labels = &mut self.profile.labels;
        let has_room = text.len() <= LONGEST_LABEL && labels.len() < ColumnProfile::MOST_LABELS;
        match labels.iter_mut().find(|(label, _)| label == text) {
            Some((_, count)) => *count += 1,
            None if has_room => labels.push((text.to_owned(), 1)),
            None => {
                self.keeps = false;
                self.profile.labels = Vec::new();
            }
        }
    }

    fn finish(mut self) -> ColumnProfile {
        self.profile.distinct = self.seen.len() as u32;
        self.profile
    }
}

/// What a text means on the scales tried.
#[derive(Clone, Default)]
struct Meaning {
    /// Scales it is a level of, by number.
    scales: Box<[u16]>,
    no_answer: bool,
    numbered: bool,
}

impl Meaning {
    fn of(text: &str, labels: &Labels) -> Self {
        let wording = Wording::of(text);
        let is_word = |word: &str| labels.words.contains(word);
        let words = is_word(&wording.folded) || wording.without_opening().is_some_and(is_word);
        let level = |scale: &Scale| match wording.number {
            _ if words || wording.numbered.is_some() => scale.level_of_wording(&wording),
            Some(number) => scale.level_of_number(number),
            None => None,
        };
        let scales = (0..).zip(labels.scales);
        let found: Box<[u16]> = scales.filter(|(_, scale)| level(scale).is_some()).map(|(i, _)| i).collect();
        let beside = wording.numbered.as_ref().map(|(_, words)| is_word(words));
        Self {
            no_answer: found.is_empty() && missing(text).is_some(),
            numbered: beside == Some(false),
            scales: found,
        }
    }
}

/// Remembers which scales a text is a level of.
struct Labels<'a> {
    scales: &'a [Scale],
    /// Every word that is a level of some scale: most texts are none, and are not looked up further.
    words: HashSet<&'a str, FixedState>,
    known: HashMap<String, Meaning, FixedState>,
}

impl Labels<'_> {
    fn of(&mut self, cell: &Cell, text: String) -> Meaning {
        if text.len() > LONGEST_LABEL || text.contains('@') || matches!(cell, Cell::Date(_) | Cell::Bool(_)) {
            return Meaning::default();
        }
        if let Some(found) = self.known.get(&text) {
            return found.clone();
        }
        let found = Meaning::of(&text, self);
        if self.known.len() < MOST_LABELS {
            self.known.insert(text, found.clone());
        }
        found
    }
}
