//! Answers on a scale of whole levels, or changes between levels, as counts.

/// How often each whole number was given: levels of a scale, or changes of level.
///
/// Counts are all that a mean, a share or a resample of them needs; who answered what is gone.
///
/// ```
/// use crossweave::stats::levels::Levels;
/// let answers = Levels::of([2, 3, 3, 5]);
/// assert_eq!((answers.n(), answers.mean()), (4, Some(3.25)));
/// assert_eq!(answers.at_least(3), 3);
/// assert_eq!(Levels::of([]).mean(), None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Levels {
    lowest: i32,
    counts: Vec<u32>,
}

impl Levels {
    /// Counts of the levels `lowest`, `lowest + 1`, …
    pub fn new(lowest: i32, counts: Vec<u32>) -> Self {
        Levels { lowest, counts }
    }

    /// Counts of answers given one by one, over no more levels than were used.
    pub fn of(answers: impl IntoIterator<Item = i16>) -> Self {
        let answers: Vec<i32> = answers.into_iter().map(i32::from).collect();
        let (Some(&lowest), Some(&highest)) = (answers.iter().min(), answers.iter().max()) else {
            return Levels { lowest: 0, counts: Vec::new() };
        };
        let mut counts = vec![0; (highest - lowest) as usize + 1];
        answers.iter().for_each(|answer| counts[(answer - lowest) as usize] += 1);
        Levels { lowest, counts }
    }

    /// The level of the first count.
    pub fn lowest(&self) -> i32 {
        self.lowest
    }

    /// The counts, from the lowest level up.
    pub fn counts(&self) -> &[u32] {
        &self.counts
    }

    /// Answers counted.
    pub fn n(&self) -> u64 {
        self.counts.iter().map(|c| u64::from(*c)).sum()
    }

    /// Levels and how often each was given, from the lowest up.
    pub fn iter(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        self.counts.iter().enumerate().map(|(i, &c)| (f64::from(self.lowest) + i as f64, f64::from(c)))
    }

    /// The mean level; `None` without an answer.
    pub fn mean(&self) -> Option<f64> {
        let n = self.n();
        (n > 0).then(|| self.iter().map(|(x, c)| x * c).sum::<f64>() / n as f64)
    }

    /// Sum of squared distances from the mean, in squared levels; 0 without an answer.
    pub fn squares(&self) -> f64 {
        let mean = self.mean().unwrap_or(0.0);
        self.iter().map(|(x, c)| c * (x - mean) * (x - mean)).sum()
    }

    /// Standard deviation, with n − 1; `None` with fewer than two answers.
    pub fn sd(&self) -> Option<f64> {
        let n = self.n() as f64;
        (n >= 2.0).then(|| (self.squares() / (n - 1.0)).sqrt())
    }

    /// Answers at `level` or above.
    pub fn at_least(&self, level: i32) -> u64 {
        let below = (i64::from(level) - i64::from(self.lowest)).max(0) as usize;
        self.counts.iter().skip(below).map(|c| u64::from(*c)).sum()
    }

    /// The same answers in two classes: below `level` (0), and at or above it (1).
    pub fn split(&self, level: i32) -> Levels {
        let above = self.at_least(level);
        Levels { lowest: 0, counts: vec![(self.n() - above) as u32, above as u32] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_run_from_the_lowest_level_used_to_the_highest() {
        let changes = Levels::of([0, -2, 1, 0]);
        assert_eq!((changes.lowest(), changes.counts()), (-2, &[1, 0, 2, 1][..]));
        assert_eq!((changes.mean(), changes.squares()), (Some(-0.25), 4.75));
        assert_eq!(Levels::of([i16::MIN, i16::MAX]).counts().len(), 65_536);
    }

    #[test]
    fn a_split_counts_below_and_from_a_level() {
        let answers = Levels::of([1, 3, 3, 4]);
        assert_eq!([0, 1, 2, 3, 4, 5].map(|level| answers.at_least(level)), [4, 4, 3, 3, 1, 0]);
        assert_eq!(answers.split(3), Levels::new(0, vec![1, 3]));
        assert_eq!(Levels::of([]).split(3).n(), 0);
    }

    #[test]
    fn spread_takes_two_answers() {
        assert_eq!((Levels::of([]).sd(), Levels::of([3]).sd()), (None, None));
        assert_eq!((Levels::of([3, 3]).sd(), Levels::of([1, 3]).sd()), (Some(0.0), Some(2.0_f64.sqrt())));
    }
}
