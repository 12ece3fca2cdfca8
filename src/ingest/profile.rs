//! A sheet's profile: headers and counts, and not a cell kept.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::{HashMap, HashSet};

use super::cell::{Cell, CellRef};
use super::date::TextDate;
use super::header::Header;
use super::importer::{ColumnProfile, SheetProfile};
use super::private::private_reason;
use super::problem::Problem;
use super::scale::{Scale, missing};
use super::source::RawRows;

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
    let mut labels = Labels { scales, known: HashMap::with_hasher(FixedState::default()) };
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

struct Counter {
    profile: ColumnProfile,
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
        Self { profile, seen: HashSet::with_hasher(FixedState::default()) }
    }

    fn count(&mut self, cell: &Cell, labels: &mut Labels) {
        let text = cell.to_string();
        let p = &mut self.profile;
        p.filled += 1;
        p.dates += u64::from(TextDate::of(cell).is_some());
        p.numbers += u64::from(matches!(cell, Cell::Number(_)) || text.parse::<f64>().is_ok());
        p.addresses += u64::from(text.contains('@'));
        p.longest = p.longest.max(u32::try_from(text.chars().count()).unwrap_or(u32::MAX));
        if self.seen.len() < ColumnProfile::MOST_DISTINCT as usize {
            self.seen.insert(FixedState::default().hash_one(&text));
        }
        let (scales, no_answer) = labels.of(cell, text);
        p.no_answers += u64::from(no_answer);
        for (i, count) in p.by_scale.iter_mut().enumerate() {
            *count += u64::from(scales >> i & 1);
        }
    }

    fn finish(mut self) -> ColumnProfile {
        self.profile.distinct = self.seen.len() as u32;
        self.profile
    }
}

/// Remembers which scales a text is a level of, one bit a scale.
struct Labels<'a> {
    scales: &'a [Scale],
    known: HashMap<String, (u32, bool), FixedState>,
}

impl Labels<'_> {
    fn of(&mut self, cell: &Cell, text: String) -> (u32, bool) {
        if text.len() > LONGEST_LABEL || text.contains('@') || matches!(cell, Cell::Date(_) | Cell::Bool(_)) {
            return (0, false);
        }
        if let Some(found) = self.known.get(&text) {
            return *found;
        }
        let bits = self.scales.iter().take(32).enumerate();
        let scales = bits.fold(0, |all, (i, scale)| all | u32::from(scale.level(&text).is_some()) << i);
        let found = (scales, scales == 0 && missing(&text).is_some());
        if self.known.len() < MOST_LABELS {
            self.known.insert(text, found);
        }
        found
    }
}
