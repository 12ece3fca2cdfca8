//! Who moved: how many people stood at each level before and at each level after.

use super::undefined::Undefined;

/// Counts of the same people by their level before (row) and after (column).
///
/// Levels are positions in the scale's order, from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transitions {
    levels: usize,
    /// Row by row.
    counts: Vec<u64>,
}

/// Which way people moved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moves {
    /// People at a higher level after than before.
    pub up: u64,
    /// People at the same level.
    pub same: u64,
    /// People at a lower level.
    pub down: u64,
}

/// The same people on either side of a line, such as confident or not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Crossing {
    /// Below the line both times.
    pub never: u64,
    /// Below before, at or above it after.
    pub gained: u64,
    /// At or above before, below it after.
    pub lost: u64,
    /// At or above it both times.
    pub kept: u64,
}

impl Transitions {
    /// From each person's level before and after.
    ///
    /// ```
    /// use crossweave::stats::transitions::Transitions;
    /// let moved = Transitions::from_pairs(4, &[(0, 1), (1, 1), (3, 2), (0, 3)]).unwrap();
    /// assert_eq!((moved.moves().up, moved.moves().same, moved.moves().down), (2, 1, 1));
    /// ```
    pub fn from_pairs(levels: usize, pairs: &[(usize, usize)]) -> Result<Self, Undefined> {
        let mut counts = vec![0; levels * levels];
        for &(before, after) in pairs {
            if before >= levels || after >= levels {
                return Err(Undefined::OutsideLevels);
            }
            counts[before * levels + after] += 1;
        }
        Ok(Transitions { levels, counts })
    }

    /// From a square table, row by row: rows are levels before, columns levels after.
    pub fn from_rows(rows: &[Vec<u64>]) -> Result<Self, Undefined> {
        let levels = rows.len();
        if rows.iter().any(|row| row.len() != levels) {
            return Err(Undefined::UnevenLists);
        }
        Ok(Transitions { levels, counts: rows.concat() })
    }

    /// How many levels the scale has.
    pub fn levels(&self) -> usize {
        self.levels
    }

    /// People who went from one level to another; 0 outside the scale.
    pub fn count(&self, before: usize, after: usize) -> u64 {
        if before < self.levels && after < self.levels {
            self.counts[before * self.levels + after]
        } else {
            0
        }
    }

    /// People who answered both times.
    pub fn n(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// People at each level before.
    pub fn before(&self) -> Vec<u64> {
        (0..self.levels).map(|i| (0..self.levels).map(|j| self.count(i, j)).sum()).collect()
    }

    /// People at each level after.
    pub fn after(&self) -> Vec<u64> {
        (0..self.levels).map(|j| (0..self.levels).map(|i| self.count(i, j)).sum()).collect()
    }

    /// How many moved up, stayed and moved down.
    pub fn moves(&self) -> Moves {
        let mut moves = Moves::default();
        for (before, after, count) in self.cells() {
            match after.cmp(&before) {
                std::cmp::Ordering::Greater => moves.up += count,
                std::cmp::Ordering::Equal => moves.same += count,
                std::cmp::Ordering::Less => moves.down += count,
            }
        }
        moves
    }

    /// The same people on either side of a line; `line` is the lowest level above it.
    pub fn crossing(&self, line: usize) -> Crossing {
        let mut crossing = Crossing::default();
        for (before, after, count) in self.cells() {
            match (before >= line, after >= line) {
                (false, false) => crossing.never += count,
                (false, true) => crossing.gained += count,
                (true, false) => crossing.lost += count,
                (true, true) => crossing.kept += count,
            }
        }
        crossing
    }

    /// Levels moved, after − before, one for each person, in the order of the table.
    pub fn differences(&self) -> Vec<f64> {
        let each = |(before, after, count): (usize, usize, u64)| {
            std::iter::repeat_n(after as f64 - before as f64, count as usize)
        };
        self.cells().flat_map(each).collect()
    }

    /// Level before, level after, people.
    fn cells(&self) -> impl Iterator<Item = (usize, usize, u64)> + '_ {
        self.counts.iter().enumerate().map(|(at, count)| (at / self.levels, at % self.levels, *count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn twelve() -> Transitions {
        let pairs = [(1, 2), (2, 2), (1, 3), (3, 3), (0, 1), (2, 4), (1, 1), (4, 3), (2, 3), (1, 2), (3, 4)];
        Transitions::from_pairs(5, &pairs).unwrap()
    }

    #[test]
    fn moves_and_margins_count_everyone() {
        let table = twelve();
        assert_eq!(table.moves(), Moves { up: 7, same: 3, down: 1 });
        assert_eq!((table.before(), table.after()), (vec![1, 4, 3, 2, 1], vec![0, 2, 3, 4, 2]));
        assert_eq!(table.n(), 11);
    }

    #[test]
    fn a_line_splits_everyone_in_four() {
        let crossing = twelve().crossing(3);
        assert_eq!(crossing, Crossing { never: 5, gained: 3, lost: 0, kept: 3 });
        assert_eq!(twelve().crossing(0).kept, 11);
        assert_eq!(twelve().crossing(9).never, 11);
    }

    #[test]
    fn differences_are_one_a_person() {
        let differences = twelve().differences();
        assert_eq!(differences.len(), 11);
        assert_eq!(differences.iter().sum::<f64>(), 2.0 * 2.0 + 5.0 - 1.0);
    }

    #[test]
    fn odd_tables_are_refused_and_empty_ones_are_empty() {
        assert_eq!(Transitions::from_pairs(3, &[(0, 3)]), Err(Undefined::OutsideLevels));
        assert_eq!(Transitions::from_rows(&[vec![1, 2]]), Err(Undefined::UnevenLists));
        let none = Transitions::from_pairs(0, &[]).unwrap();
        assert_eq!((none.n(), none.moves(), none.differences().len()), (0, Moves::default(), 0));
    }
}
