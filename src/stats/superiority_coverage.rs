//! How often each interval of A holds the true A, over simulated pairs of teams.

use std::collections::BTreeMap;

use super::interval::t_point;
use super::superiority::{below, interval, superiority, untied};
use crate::network::permutation::{generator, unit};

/// Pairs of teams.
const PAIRS: u64 = 4_000;
/// Resamples of the bootstrap, which is tried on every tenth pair.
const RESAMPLES: usize = 400;
/// A range of size and A says something from this many pairs on.
const ENOUGH: f64 = 100.0;

/// A team of `n` people drawn from `chances`.
fn team(chances: &[f64], n: u64, draw: &mut impl FnMut() -> f64) -> Vec<u64> {
    let mut counts = vec![0; chances.len()];
    for _ in 0..n {
        let mut left = draw();
        let level = chances.iter().position(|p| {
            left -= p;
            left < 0.0
        });
        counts[level.unwrap_or(chances.len() - 1)] += 1;
    }
    counts
}

/// Chances of each level: floors, ceilings and middles, as a power of the place on the scale.
fn chances(levels: usize, lean: f64) -> Vec<f64> {
    let weight = |level: usize| (lean * level as f64 / (levels - 1) as f64).exp();
    let all: f64 = (0..levels).map(weight).sum();
    (0..levels).map(|level| weight(level) / all).collect()
}

/// A of two spreads over the levels.
fn a_of(first: &[f64], second: &[f64]) -> f64 {
    second.iter().zip(below(first, 1.0)).map(|(p, share)| p * share).sum()
}

/// Brunner and Munzel's interval of A, and the same on ln(A/(1−A)); a point where there is no error.
fn brunner_munzel(first: &[u64], second: &[u64]) -> [(f64, f64); 2] {
    let found = superiority(first, second).unwrap();
    let Some(test) = found.test else { return [(found.a, found.a); 2] };
    let half = t_point(test.freedom.max(1.0)).unwrap() * test.error;
    let odds = (found.a / (1.0 - found.a)).ln();
    let wide = half / (found.a * (1.0 - found.a));
    let share = |odds: f64| 1.0 / (1.0 + (-odds).exp());
    [(found.a - half, found.a + half), (share(odds - wide), share(odds + wide))]
}

/// The percentile bootstrap.
fn bootstrap(first: &[u64], second: &[u64], draw: &mut impl FnMut() -> f64) -> (f64, f64) {
    let n = |counts: &[u64]| counts.iter().sum::<u64>();
    let shares = |counts: &[u64]| counts.iter().map(|c| *c as f64 / n(counts) as f64).collect::<Vec<_>>();
    let (p, q) = (shares(first), shares(second));
    let mut once = || a_of(&shares(&team(&p, n(first), draw)), &shares(&team(&q, n(second), draw)));
    let mut all: Vec<f64> = (0..RESAMPLES).map(|_| once()).collect();
    all.sort_by(f64::total_cmp);
    (all[RESAMPLES / 40 - 1], all[RESAMPLES - RESAMPLES / 40])
}

/// How often an interval held the truth, in all and by range of size and A.
#[derive(Default)]
struct Tally {
    all: (f64, f64),
    width: f64,
    ranges: BTreeMap<(u64, u64), (f64, f64)>,
}

impl Tally {
    fn count(&mut self, range: (u64, u64), truth: f64, (low, high): (f64, f64)) {
        let held = f64::from(u8::from(low <= truth + 1e-12 && truth <= high + 1e-12));
        self.width += high - low;
        for (times, tried) in [&mut self.all, self.ranges.entry(range).or_default()] {
            *times += held;
            *tried += 1.0;
        }
    }

    fn mean(&self) -> f64 {
        self.all.0 / self.all.1
    }

    /// In the worst range; `None` when no range has enough pairs.
    fn worst(&self) -> Option<f64> {
        let ranges = self.ranges.values().filter(|(_, tried)| *tried >= ENOUGH);
        ranges.map(|(times, tried)| times / tried).min_by(f64::total_cmp)
    }
}

/// Two teams and the true A behind them.
fn pair(draw: &mut impl FnMut() -> f64) -> (Vec<u64>, Vec<u64>, f64) {
    let levels = if draw() < 0.5 { 4 } else { 5 };
    let lean = 8.0 * draw() - 4.0;
    let (before, after) = (chances(levels, lean), chances(levels, lean + 4.0 * draw() - 2.0));
    let mut size = || 5 + (56.0 * draw()) as u64;
    let (n_first, n_second) = (size(), size());
    (team(&before, n_first, draw), team(&after, n_second, draw), a_of(&before, &after))
}

#[test]
fn the_interval_of_a_covers_what_it_says() {
    let names = [
        "chosen",
        "without correction for ties",
        "with all of it",
        "Brunner-Munzel",
        "its log odds",
        "bootstrap",
    ];
    let mut tallies: Vec<Tally> = names.iter().map(|_| Tally::default()).collect();
    for index in 0..PAIRS {
        let mut rng = generator(29, index);
        let mut draw = || unit(&mut rng);
        let (first, second, truth) = pair(&mut draw);
        let found = superiority(&first, &second).unwrap();
        let (n_first, n_second) = (found.n_first as f64, found.n_second as f64);
        // The error takes the mean of 1 and what it is given.
        let with = |correction: f64| interval(found.a, n_first, n_second, 2.0 * correction - 1.0);
        let [plain, log_odds] = brunner_munzel(&first, &second);
        let mut tried =
            vec![(found.low, found.high), with(1.0), with(untied(&first, &second)), plain, log_odds];
        tried.extend((index % 10 == 0).then(|| bootstrap(&first, &second, &mut draw)));
        let range = (found.n_first.min(found.n_second) / 15, (truth * 5.0) as u64);
        tallies.iter_mut().zip(tried).for_each(|(tally, interval)| tally.count(range, truth, interval));
    }
    for (name, tally) in names.iter().zip(&tallies) {
        let worst = tally.worst().map_or("not known".to_owned(), |worst| format!("{:.1} %", worst * 100.0));
        let (mean, width) = (tally.mean() * 100.0, tally.width / tally.all.1);
        println!("A, {name}: {mean:.1} % of intervals cover, at worst {worst}, width {width:.3}");
    }
    assert!((0.94..0.97).contains(&tallies[0].mean()), "{}", tallies[0].mean());
    assert!(tallies[0].worst().is_some_and(|worst| worst > 0.92), "{:?}", tallies[0].worst());
    assert!(tallies[5].mean() < tallies[0].mean(), "the bootstrap would do");
}
