//! Two waves in which some people answered both times and others once.
//!
//! Each answer to "what changed?" is about other people. They stand side by side, each with its population,
//! test and interval, and are never added up.

use super::interval::t_point;
use super::superiority::{Superiority, superiority};
use super::tails::t_p;
use super::undefined::Undefined;
use super::wilcoxon::{SignedRank, Zeros, wilcoxon};

/// Whom a change is about, and how many they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Population {
    /// People who answered both times, each compared with themselves.
    SamePeople {
        /// How many.
        n: usize,
    },
    /// People who answered once: the first time's compared with the second time's.
    DifferentPeople {
        /// Only the first time.
        first: usize,
        /// Only the second time.
        second: usize,
    },
    /// Everyone who answered at all: the whole first time compared with the whole second time.
    Everyone {
        /// Both times.
        both: usize,
        /// Only the first time.
        first_only: usize,
        /// Only the second time.
        second_only: usize,
    },
}

/// How a change was tested; it follows from the population.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    /// Student's paired t.
    Paired,
    /// Welch's t.
    Welch,
    /// Derrick and others' t for partially overlapping samples, spreads not taken to be equal.
    PartlyOverlapping,
}

impl Population {
    /// The test that fits it.
    pub fn test(&self) -> Test {
        match self {
            Population::SamePeople { .. } => Test::Paired,
            Population::DifferentPeople { .. } => Test::Welch,
            Population::Everyone { .. } => Test::PartlyOverlapping,
        }
    }
}

/// A mean change and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeanChange {
    /// Whom it is about.
    pub population: Population,
    /// Mean of the second less mean of the first.
    pub change: f64,
    /// Interval and p, or why there are none.
    pub sure: Result<Sure, Undefined>,
}

/// How sure a mean change is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sure {
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Standard error.
    pub error: f64,
    /// Degrees of freedom.
    pub freedom: f64,
    /// Two-sided p of no change.
    pub p: f64,
}

/// Answers of two waves.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TwoWaves {
    /// First and second answer of those who gave both.
    pub both: Vec<(f64, f64)>,
    /// Answers of those who answered only the first time.
    pub first_only: Vec<f64>,
    /// Answers of those who answered only the second time.
    pub second_only: Vec<f64>,
}

impl TwoWaves {
    /// From each person's answer at either time; who gave neither is passed over.
    pub fn from_people(people: &[(Option<f64>, Option<f64>)]) -> Self {
        let mut waves = TwoWaves::default();
        for person in people {
            match *person {
                (Some(first), Some(second)) => waves.both.push((first, second)),
                (Some(first), None) => waves.first_only.push(first),
                (None, Some(second)) => waves.second_only.push(second),
                (None, None) => {}
            }
        }
        waves
    }

    /// Change in those who answered both times.
    pub fn same_people(&self) -> Result<MeanChange, Undefined> {
        if self.both.is_empty() {
            return Err(Undefined::NobodyInBoth);
        }
        let changes = Spread::of(self.both.iter().map(|(first, second)| second - first));
        let sure = changes.error_squared().and_then(|squared| sure(changes.mean, squared, changes.n - 1.0));
        let population = Population::SamePeople { n: self.both.len() };
        Ok(MeanChange { population, change: changes.mean, sure })
    }

    /// The difference between those who answered only the first time and those who answered only the second.
    pub fn different_people(&self) -> Result<MeanChange, Undefined> {
        let (first, second) = (&self.first_only, &self.second_only);
        if first.is_empty() || second.is_empty() {
            return Err(Undefined::OneSideEmpty);
        }
        let population = Population::DifferentPeople { first: first.len(), second: second.len() };
        let (first, second) = (Spread::of(first.iter().copied()), Spread::of(second.iter().copied()));
        let change = second.mean - first.mean;
        let sure = welch(&first, &second).and_then(|(squared, freedom)| sure(change, squared, freedom));
        Ok(MeanChange { population, change, sure })
    }

    /// The signed rank test of those who answered both times: by order alone, beside
    /// [`TwoWaves::same_people`].
    pub fn signed_rank(&self, zeros: Zeros) -> Result<SignedRank, Undefined> {
        wilcoxon(&self.both.iter().map(|(first, second)| second - first).collect::<Vec<_>>(), zeros)
    }

    /// A of those who answered once: by order alone, beside [`TwoWaves::different_people`].
    ///
    /// Answers must be levels counted from 0 and below `levels`.
    pub fn superiority(&self, levels: usize) -> Result<Superiority, Undefined> {
        superiority(&counted(&self.first_only, levels)?, &counted(&self.second_only, levels)?)
    }

    /// Everyone's change: the mean of all second answers less the mean of all first ones.
    ///
    /// Derrick, Russ, Toher & White (2017), the test that does not take the spreads to be equal: the squared
    /// error is s₁²/n₁ + s₂²/n₂ − 2 r s₁s₂ c/(n₁n₂), with r the correlation in the c people who answered
    /// twice. With nobody in both it is Welch's test, with everybody in both the paired one. r counts as 0,
    /// which is careful, when fewer than three answered twice or their answers do not vary.
    pub fn everyone(&self) -> Result<MeanChange, Undefined> {
        let firsts = self.both.iter().map(|pair| pair.0).chain(self.first_only.iter().copied());
        let seconds = self.both.iter().map(|pair| pair.1).chain(self.second_only.iter().copied());
        let (first, second) = (Spread::of(firsts), Spread::of(seconds));
        if first.n == 0.0 || second.n == 0.0 {
            return Err(if first.n + second.n == 0.0 { Undefined::Nobody } else { Undefined::OneSideEmpty });
        }
        let population = Population::Everyone {
            both: self.both.len(),
            first_only: self.first_only.len(),
            second_only: self.second_only.len(),
        };
        let change = second.mean - first.mean;
        Ok(MeanChange { population, change, sure: self.overlapping(&first, &second) })
    }

    fn overlapping(&self, first: &Spread, second: &Spread) -> Result<Sure, Undefined> {
        let (both, once) = (self.both.len() as f64, (self.first_only.len() + self.second_only.len()) as f64);
        let (apart, gamma) = welch(first, second)?;
        let shared = correlation(&self.both) * (first.variance * second.variance).sqrt() * both;
        let squared = apart - 2.0 * shared / (first.n * second.n);
        let freedom = both - 1.0 + (gamma - both + 1.0) / (once + 2.0 * both) * once;
        sure(second.mean - first.mean, squared, freedom)
    }
}

/// People at each level, of answers that are levels from 0.
fn counted(answers: &[f64], levels: usize) -> Result<Vec<u64>, Undefined> {
    let mut counts = vec![0; levels];
    for answer in answers {
        let whole = (0.0..levels as f64).contains(answer) && answer.fract() == 0.0;
        *counts.get_mut(*answer as usize).filter(|_| whole).ok_or(Undefined::OutsideLevels)? += 1;
    }
    Ok(counts)
}

/// n, mean and variance (n − 1) of some answers.
struct Spread {
    n: f64,
    mean: f64,
    /// 0 with fewer than two answers: ask for [`Spread::error_squared`], which says so.
    variance: f64,
}

impl Spread {
    fn of(values: impl Iterator<Item = f64> + Clone) -> Self {
        let n = values.clone().count() as f64;
        let mean = values.clone().sum::<f64>() / n.max(1.0);
        let squares: f64 = values.map(|x| (x - mean).powi(2)).sum();
        Spread { n, mean, variance: squares / (n - 1.0).max(1.0) }
    }

    fn error_squared(&self) -> Result<f64, Undefined> {
        if self.n < 2.0 { Err(Undefined::OnePerson) } else { Ok(self.variance / self.n) }
    }
}

/// Squared error of the difference between separate groups, and Welch's degrees of freedom.
fn welch(first: &Spread, second: &Spread) -> Result<(f64, f64), Undefined> {
    let (a, b) = (first.error_squared()?, second.error_squared()?);
    let parts = a * a / (first.n - 1.0) + b * b / (second.n - 1.0);
    if parts > 0.0 { Ok((a + b, (a + b).powi(2) / parts)) } else { Err(Undefined::AllAlike) }
}

/// Pearson's correlation; 0 with fewer than three pairs or without variation.
fn correlation(pairs: &[(f64, f64)]) -> f64 {
    let first = Spread::of(pairs.iter().map(|pair| pair.0));
    let second = Spread::of(pairs.iter().map(|pair| pair.1));
    let spread = (first.variance * second.variance).sqrt();
    if pairs.len() < 3 || spread <= 0.0 {
        return 0.0;
    }
    let together: f64 = pairs.iter().map(|(x, y)| (x - first.mean) * (y - second.mean)).sum();
    (together / (first.n - 1.0) / spread).clamp(-1.0, 1.0)
}

/// Interval and p from a squared error.
fn sure(change: f64, squared: f64, freedom: f64) -> Result<Sure, Undefined> {
    if !squared.is_finite() || !change.is_finite() {
        return Err(Undefined::BadNumber);
    }
    if squared <= 1e-20 {
        return Err(Undefined::AllAlike);
    }
    let error = squared.sqrt();
    let t = t_point(freedom.max(1.0)).ok_or(Undefined::BadNumber)?;
    let p = t_p(change / error, freedom.max(1.0)).ok_or(Undefined::BadNumber)?;
    Ok(Sure { low: change - t * error, high: change + t * error, error, freedom, p })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::permutation::{generator, unit};
    use crate::stats::interval;

    const PAIRS: [(f64, f64); 12] = [
        (2.0, 3.0),
        (3.0, 3.0),
        (2.0, 4.0),
        (4.0, 4.0),
        (1.0, 2.0),
        (3.0, 5.0),
        (2.0, 2.0),
        (5.0, 4.0),
        (3.0, 4.0),
        (2.0, 3.0),
        (4.0, 5.0),
        (1.0, 3.0),
    ];

    fn linked() -> TwoWaves {
        TwoWaves { both: PAIRS.to_vec(), ..TwoWaves::default() }
    }

    /// `scipy.stats.ttest_rel`: mean .8333, 95 % .237714 to 1.428952.
    #[test]
    fn all_linked_is_the_paired_test() {
        let (same, all) = (linked().same_people().unwrap(), linked().everyone().unwrap());
        let (one, other) = (same.sure.unwrap(), all.sure.unwrap());
        assert!((one.low - 0.237_714_365).abs() < 1e-8 && (one.high - 1.428_952_302).abs() < 1e-8);
        assert!((one.error - other.error).abs() < 1e-12 && (one.p - other.p).abs() < 1e-12);
        assert_eq!(linked().different_people(), Err(Undefined::OneSideEmpty));
        assert_eq!((same.population.test(), all.population.test()), (Test::Paired, Test::PartlyOverlapping));
    }

    #[test]
    fn none_linked_is_welchs_test() {
        let (first, second) =
            (PAIRS.map(|p| p.0).to_vec(), PAIRS[..7].iter().map(|p| p.1).collect::<Vec<_>>());
        let waves = TwoWaves { first_only: first.clone(), second_only: second.clone(), both: vec![] };
        let (different, all) = (waves.different_people().unwrap(), waves.everyone().unwrap());
        let (change, (low, high)) = interval::welch(&second, &first).unwrap();
        let (one, other) = (different.sure.unwrap(), all.sure.unwrap());
        assert!((different.change - change).abs() < 1e-12);
        assert!((one.low - low).abs() < 1e-9 && (one.high - high).abs() < 1e-9);
        assert!((one.p - other.p).abs() < 1e-9 && (one.freedom - other.freedom).abs() < 1e-9);
        assert_eq!(waves.same_people(), Err(Undefined::NobodyInBoth));
        assert_eq!(different.population, Population::DifferentPeople { first: 12, second: 7 });
    }

    /// By hand: both (1,2) (2,4) (3,3), first only 4 and 2, second only 5. s₁² = 1.3, s₂² = 5/3, r = ½.
    #[test]
    fn a_mixed_wave_by_hand() {
        let waves = TwoWaves {
            both: vec![(1.0, 2.0), (2.0, 4.0), (3.0, 3.0)],
            first_only: vec![4.0, 2.0],
            second_only: vec![5.0],
        };
        let all = waves.everyone().unwrap();
        let sure = all.sure.unwrap();
        let (a, b): (f64, f64) = (1.3 / 5.0, 5.0 / 3.0 / 4.0);
        let squared = a + b - 2.0 * 0.5 * (1.3 * 5.0 / 3.0_f64).sqrt() * 3.0 / 20.0;
        let gamma = (a + b).powi(2) / (a * a / 4.0 + b * b / 3.0);
        assert!((all.change - 1.1).abs() < 1e-12);
        assert!((sure.error - squared.sqrt()).abs() < 1e-12);
        assert!((sure.freedom - (2.0 + (gamma - 2.0) / 9.0 * 3.0)).abs() < 1e-12);
        assert_eq!(all.population, Population::Everyone { both: 3, first_only: 2, second_only: 1 });
        assert_eq!(waves.different_people().unwrap().sure, Err(Undefined::OnePerson));
    }

    #[test]
    fn people_fall_where_they_answered() {
        let people = [(Some(1.0), Some(2.0)), (Some(3.0), None), (None, Some(4.0)), (None, None)];
        let waves = TwoWaves::from_people(&people);
        assert_eq!((waves.both.len(), waves.first_only.len(), waves.second_only.len()), (1, 1, 1));
        assert_eq!(waves.same_people().unwrap().sure, Err(Undefined::OnePerson));
    }

    #[test]
    fn order_alone_stands_beside_the_means() {
        let waves = TwoWaves {
            both: vec![(0.0, 1.0), (1.0, 3.0), (2.0, 2.0)],
            first_only: vec![0.0, 1.0],
            second_only: vec![3.0, 1.0],
        };
        assert_eq!(waves.signed_rank(Zeros::Drop).unwrap().w_plus, 3.0);
        assert_eq!(waves.superiority(4).unwrap().a, 3.5 / 4.0);
        assert_eq!(waves.superiority(3), Err(Undefined::OutsideLevels));
        let half = TwoWaves { first_only: vec![0.5], second_only: vec![1.0], both: vec![] };
        assert_eq!(half.superiority(4), Err(Undefined::OutsideLevels));
        assert_eq!(TwoWaves::default().superiority(4), Err(Undefined::Nobody));
    }

    /// 4 or 5 levels, 3–30 people in both and as many in either wave only, who lean up and down together.
    #[test]
    fn everyones_interval_covers_what_it_says() {
        let (waves, mut covered) = (3_000, 0);
        for index in 0..waves {
            let mut rng = generator(53, index);
            let mut draw = || unit(&mut rng);
            let top = if draw() < 0.5 { 3.0 } else { 4.0 };
            let (before, after, tied) = (0.2 + 0.6 * draw(), 0.2 + 0.6 * draw(), 0.9 * draw());
            let mut size = || 3 + (28.0 * draw()) as usize;
            let sizes = [size(), size(), size()];
            // Each level is one more thing a person can do; with chance `tied` both times hang on the same
            // luck.
            let mut person = || {
                let (mut first, mut second) = (0.0, 0.0);
                for _ in 0..top as usize {
                    let (luck, shared, other) = (draw(), draw() < tied, draw());
                    first += f64::from(u8::from(luck < before));
                    second += f64::from(u8::from(if shared { luck } else { other } < after));
                }
                (first, second)
            };
            let both = (0..sizes[0]).map(|_| person()).collect();
            let first_only = (0..sizes[1]).map(|_| person().0).collect();
            let second_only = (0..sizes[2]).map(|_| person().1).collect();
            let sure = TwoWaves { both, first_only, second_only }.everyone().unwrap().sure.unwrap();
            let truth = top * (after - before);
            covered += usize::from(sure.low <= truth && truth <= sure.high);
        }
        let covered = covered as f64 / waves as f64;
        println!("everyone: {:.1} % of intervals cover", covered * 100.0);
        assert!((0.94..0.97).contains(&covered), "{covered}");
    }

    #[test]
    fn undefined_has_its_reason() {
        let none = TwoWaves::default();
        assert_eq!(none.same_people(), Err(Undefined::NobodyInBoth));
        assert_eq!(none.everyone(), Err(Undefined::Nobody));
        let alike = TwoWaves { both: vec![(2.0, 2.0); 5], ..TwoWaves::default() };
        assert_eq!(alike.same_people().unwrap().sure, Err(Undefined::AllAlike));
        assert_eq!(alike.everyone().unwrap().sure, Err(Undefined::AllAlike));
        let bad = TwoWaves { both: vec![(f64::NAN, 1.0); 5], ..TwoWaves::default() };
        assert!(bad.same_people().unwrap().sure.is_err());
    }
}
