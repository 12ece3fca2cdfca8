//! Rows of a log that cannot be used: the first of each kind with what was seen, of the rest the rows.

use super::worker::Taken;
use crate::ingest::problem::MoreRows;

/// Most rows of one kind kept with what was seen.
const MOST: usize = 1_000;

/// A row that could not be used.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reject {
    /// Row, counted from 1.
    pub row: u32,
    /// What was seen in the cell; empty where it does not matter.
    pub seen: String,
}

/// Rows of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rejects {
    /// The first of them.
    pub first: Vec<Reject>,
    /// All of them.
    pub rows: MoreRows,
}

impl Rejects {
    pub(super) fn add(&mut self, row: u32, seen: &[u8]) {
        self.rows.push(row);
        if self.first.len() < MOST {
            self.first.push(Reject { row, seen: String::from_utf8_lossy(seen).into_owned() });
        }
    }

    /// Joins another thread's: each kept its own first ones, so the first of all are among them.
    pub(super) fn join(&mut self, mut other: Self) {
        self.rows.count += other.rows.count;
        self.rows.runs.append(&mut other.rows.runs);
        self.rows.settle();
        self.first.append(&mut other.first);
        self.first.sort_unstable();
        self.first.truncate(MOST);
    }

    /// The rows behind the first ones, from top to bottom.
    pub fn rest(&self) -> MoreRows {
        let mut rest = self.rows.clone();
        rest.settle();
        let listed = self.first.last().map_or(0, |reject| reject.row);
        rest.runs.retain_mut(|(from, to)| {
            *from = (*from).max(listed.saturating_add(1));
            from <= to
        });
        rest.count = rest.count.saturating_sub(self.first.len() as u64);
        rest
    }
}

/// Rows of every kind, by the kind's place in [`Taken::REFUSED`].
pub type AllRejects = [Rejects; Taken::REFUSED.len()];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_thousand_are_the_same_however_rows_were_shared_out() {
        let mut one = Rejects::default();
        (1..=3_000).for_each(|row| one.add(row, b"x"));
        let mut parts = [Rejects::default(), Rejects::default(), Rejects::default()];
        (1..=3_000_u32).for_each(|row| parts[row as usize / 7 % 3].add(row, b"x"));
        let joined = parts.into_iter().reduce(|mut all, part| {
            all.join(part);
            all
        });
        assert_eq!(joined, Some(one.clone()));
        assert_eq!((one.rows.count, one.first.len(), one.first[999].row), (3_000, 1_000, 1_000));
        assert_eq!(one.rest(), MoreRows { count: 2_000, runs: vec![(1_001, 3_000)] });
    }
}
