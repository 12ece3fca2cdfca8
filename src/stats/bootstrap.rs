//! The bootstrap by drawing, for statistics that have no shorter way, and many cells of it at once.
//!
//! Means, shares and their differences need no draws: see [`convolution`](super::convolution).

use std::collections::BTreeMap;

use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use crate::network::permutation::generator;

use super::draws::Draws;
use super::levels::Levels;
use super::resampled::Resampled;

/// Resamples a cell has.
pub const RESAMPLES: u32 = 10_000;

/// Widest range of whole numbers that is counted place by place rather than sorted.
const COUNTED: u64 = 65_536;

/// Works out each of `cells` with a random generator of its own, on all threads.
///
/// A cell's numbers depend on the seed and on its place in `cells`, not on the thread that has it, so
/// that the same cells and seed give the same bytes for any number of threads.
///
/// ```
/// use crossweave::stats::{bootstrap, levels::Levels};
/// let teams = [Levels::of([1, 2, 2, 3]), Levels::of([2, 4, 4])];
/// let found = bootstrap::cells(&teams, 7, |team, rng| bootstrap::mean(team, 1_000, rng));
/// let (low, high) = found[0].as_ref().unwrap().percentile();
/// assert!(low >= 1.0 && low <= 1.5 && high >= 2.5 && high <= 3.0);
/// ```
pub fn cells<T: Sync, R: Send>(
    cells: &[T],
    seed: u64,
    work: impl Fn(&T, &mut ChaCha8Rng) -> R + Sync,
) -> Vec<R> {
    cells.par_iter().enumerate().map(|(i, cell)| work(cell, &mut generator(seed, i as u64))).collect()
}

/// The mean of `draws` resamples of `answers`; `None` without an answer or a draw, or when more than
/// 256 levels were used.
///
/// What [`convolution::mean`](super::convolution::mean) gives without drawing.
pub fn mean(answers: &Levels, draws: u32, rng: &mut ChaCha8Rng) -> Option<Resampled> {
    let used: Vec<(f64, f64)> = answers.iter().filter(|(_, count)| *count > 0.0).collect();
    match used.len() {
        0 => None,
        1..=8 => mean_over::<8>(answers, draws, rng),
        9..=32 => mean_over::<32>(answers, draws, rng),
        33..=256 => mean_over::<256>(answers, draws, rng),
        _ => None,
    }
}

fn mean_over<const L: usize>(answers: &Levels, draws: u32, rng: &mut ChaCha8Rng) -> Option<Resampled> {
    let (observed, n) = (answers.mean()?, answers.n() as f64);
    let (mut counts, mut steps) = ([0; L], [0; L]);
    let used = answers.counts().iter().enumerate().filter(|(_, count)| **count > 0);
    for ((count, step), (i, found)) in counts.iter_mut().zip(&mut steps).zip(used) {
        (*count, *step) = (*found, i as u64);
    }
    let drawing = Draws::new(&counts);
    let sum = |drawn: [u32; L]| drawn.iter().zip(&steps).map(|(c, step)| u64::from(*c) * step).sum();
    let sums = (0..draws).map(|_| sum(drawing.draw(rng))).collect();
    let value = |sum: u64| f64::from(answers.lowest()) + sum as f64 / n;
    let acceleration = acceleration(&pulls(answers, |x| x - observed));
    let (values, shares) = tally(sums, value)?;
    Some(Resampled { observed, draws: Some(draws), acceleration, values, shares })
}

/// A = P(after > before) + ½ P(equal) in `draws` resamples of both, given by different people (Vargha &
/// Delaney 2000): 0.5 when neither tends to be higher. `None` when either is empty, without a draw, or
/// when more than 256 levels were used.
///
/// ```
/// use crossweave::{network::permutation::generator, stats::{bootstrap, levels::Levels}};
/// let before = Levels::of([2, 3, 2, 4, 1, 3, 2, 5, 3, 2, 4, 1]);
/// let after = Levels::of([3, 3, 4, 4, 2, 5, 2, 4, 4, 3, 5, 3]);
/// let found = bootstrap::superiority(&before, &after, 10_000, &mut generator(1, 0)).unwrap();
/// assert!((found.observed - 0.7014).abs() < 5e-5);
/// ```
pub fn superiority(before: &Levels, after: &Levels, draws: u32, rng: &mut ChaCha8Rng) -> Option<Resampled> {
    let pairs = aligned(before, after);
    match pairs.len() {
        0..=8 => superiority_over::<8>(&pairs, draws, rng),
        9..=32 => superiority_over::<32>(&pairs, draws, rng),
        33..=256 => superiority_over::<256>(&pairs, draws, rng),
        _ => None,
    }
}

fn superiority_over<const L: usize>(
    both: &[(u32, u32)],
    draws: u32,
    rng: &mut ChaCha8Rng,
) -> Option<Resampled> {
    let (mut before, mut after) = ([0; L], [0; L]);
    for ((a, b), found) in before.iter_mut().zip(&mut after).zip(both) {
        (*a, *b) = *found;
    }
    let total = |counts: &[u32]| counts.iter().map(|c| u64::from(*c)).sum::<u64>();
    let pairs = 2 * total(&before) * total(&after);
    if pairs == 0 {
        return None;
    }
    let share = |wins: u64| wins as f64 / pairs as f64;
    let (from, to) = (Draws::new(&before), Draws::new(&after));
    let drawn = (0..draws).map(|_| wins(&from.draw(rng), &to.draw(rng))).collect();
    let (values, shares) = tally(drawn, share)?;
    let observed = share(wins(&before, &after));
    let acceleration = superiority_acceleration(&before, &after, observed);
    Some(Resampled { observed, draws: Some(draws), acceleration, values, shares })
}

/// Counts before and after of every level that was used in either, from the lowest up.
fn aligned(before: &Levels, after: &Levels) -> Vec<(u32, u32)> {
    let mut both = BTreeMap::new();
    for (levels, second) in [(before, false), (after, true)] {
        for (level, count) in (i64::from(levels.lowest())..).zip(levels.counts()).filter(|(_, c)| **c > 0) {
            let entry: &mut (u32, u32) = both.entry(level).or_default();
            *(if second { &mut entry.1 } else { &mut entry.0 }) = *count;
        }
    }
    both.into_values().collect()
}

/// Pairs in which the second is higher, twice, and those in which both are equal, once.
fn wins<const L: usize>(before: &[u32; L], after: &[u32; L]) -> u64 {
    let (mut below, mut sum) = (0, 0);
    for (a, b) in before.iter().zip(after) {
        sum += u64::from(*b) * (2 * below + u64::from(*a));
        below += u64::from(*a);
    }
    sum
}

/// Acceleration of A: an answer pulls by the share of the others that it beats.
fn superiority_acceleration(before: &[u32], after: &[u32], observed: f64) -> f64 {
    let total = |counts: &[u32]| counts.iter().map(|c| f64::from(*c)).sum::<f64>();
    let (n, m) = (total(before), total(after));
    let mut pulls = Vec::new();
    let (mut below, mut done) = (0.0, 0.0);
    for (a, b) in before.iter().zip(after).map(|(a, b)| (f64::from(*a), f64::from(*b))) {
        pulls.push((b, ((below + a / 2.0) / n - observed) / m));
        pulls.push((a, ((m - done - b / 2.0) / m - observed) / n));
        below += a;
        done += b;
    }
    acceleration(&pulls)
}

/// How often each answer was given, and its pull on the statistic.
fn pulls(answers: &Levels, pull: impl Fn(f64) -> f64) -> Vec<(f64, f64)> {
    answers.iter().map(|(x, count)| (count, pull(x))).collect()
}

/// Σ l³ over 6 (Σ l²)^1.5; 0 when nothing pulls.
fn acceleration(pulls: &[(f64, f64)]) -> f64 {
    let squares: f64 = pulls.iter().map(|(count, l)| count * l * l).sum();
    let cubes: f64 = pulls.iter().map(|(count, l)| count * l * l * l).sum();
    if squares > 0.0 { cubes / (6.0 * squares.powf(1.5)) } else { 0.0 }
}

/// Values from the lowest up, and the share of draws with each; `None` of no draw.
fn tally(mut drawn: Vec<u64>, value: impl Fn(u64) -> f64) -> Option<(Vec<f64>, Vec<f64>)> {
    let (lowest, highest) = (*drawn.iter().min()?, *drawn.iter().max()?);
    let all = drawn.len() as f64;
    let mut runs: Vec<(u64, u32)> = Vec::new();
    if highest - lowest < COUNTED {
        let mut counts = vec![0; (highest - lowest) as usize + 1];
        drawn.iter().for_each(|x| counts[(x - lowest) as usize] += 1);
        runs.extend((lowest..).zip(counts).filter(|(_, count)| *count > 0));
    } else {
        drawn.sort_unstable();
        runs.extend(drawn.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as u32)));
    }
    Some(runs.into_iter().map(|(x, count)| (value(x), f64::from(count) / all)).unzip())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some_cells() -> Vec<(Levels, Levels)> {
        let team = |i: i16| Levels::of((0..8 + i % 7).map(move |j| 1 + (i * j + j) % 5));
        (0..40).map(|i| (team(i), team(i + 3))).collect()
    }

    #[test]
    fn any_number_of_threads_gives_the_same_bits() {
        let teams = some_cells();
        let with = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| cells(&teams, 11, |(a, b), rng| superiority(a, b, 500, rng)))
        };
        let one = with(1);
        assert_eq!(one, with(2));
        assert_eq!(one, with(5));
        let other_seed = cells(&teams, 12, |(a, b), rng| superiority(a, b, 500, rng));
        assert_ne!(one, other_seed);
    }

    #[test]
    fn all_below_all_is_beaten_in_every_resample() {
        let (low, high) = (Levels::of([1, 2, 2]), Levels::of([3, 4]));
        let found = superiority(&low, &high, 200, &mut generator(1, 0)).unwrap();
        assert_eq!((found.observed, found.percentile(), found.bca()), (1.0, (1.0, 1.0), None));
        let back = superiority(&high, &low, 200, &mut generator(1, 0)).unwrap();
        assert_eq!((back.observed, back.percentile()), (0.0, (0.0, 0.0)));
        let same = superiority(&Levels::of([2; 4]), &Levels::of([2; 3]), 200, &mut generator(1, 0)).unwrap();
        assert_eq!((same.observed, same.percentile(), same.acceleration), (0.5, (0.5, 0.5), 0.0));
    }

    #[test]
    fn without_answers_or_draws_there_is_nothing() {
        let (some, none) = (Levels::of([1, 2]), Levels::of([]));
        let mut rng = generator(1, 0);
        assert_eq!(superiority(&some, &none, 100, &mut rng), None);
        assert_eq!(superiority(&none, &none, 100, &mut rng), None);
        assert_eq!(superiority(&some, &some, 0, &mut rng), None);
        assert_eq!((mean(&none, 100, &mut rng), mean(&some, 0, &mut rng)), (None, None));
    }

    #[test]
    fn turning_the_waves_round_turns_the_answer_round() {
        for (a, b) in some_cells() {
            let forth = superiority(&a, &b, 1, &mut generator(1, 0)).unwrap();
            let back = superiority(&b, &a, 1, &mut generator(1, 0)).unwrap();
            assert!((forth.observed + back.observed - 1.0).abs() < 1e-12);
            assert!((forth.acceleration + back.acceleration).abs() < 1e-12);
        }
    }

    /// The pulls are what leaving each answer out in turn gives, but for a factor near 1.
    #[test]
    fn acceleration_is_near_the_jackknifes() {
        let (before, after) = ([2, 3, 2, 4, 1, 3, 2, 5, 3, 2, 4, 1], [3, 3, 4, 4, 2, 5, 2, 4, 4, 3, 5, 3]);
        let a = |x: &[i16], y: &[i16]| {
            let score = |p: &i16, q: &i16| 0.5 * f64::from((q - p).signum() + 1);
            x.iter().map(|p| y.iter().map(|q| score(p, q)).sum::<f64>()).sum::<f64>()
                / (x.len() * y.len()) as f64
        };
        let without = |x: &[i16], i: usize| [&x[..i], &x[i + 1..]].concat();
        let whole = a(&before, &after);
        let mut pulls: Vec<(f64, f64)> =
            (0..12).map(|i| (1.0, whole - a(&without(&before, i), &after))).collect();
        pulls.extend((0..12).map(|i| (1.0, whole - a(&before, &without(&after, i)))));
        let found = superiority(&Levels::of(before), &Levels::of(after), 1, &mut generator(1, 0)).unwrap();
        assert!((found.acceleration - acceleration(&pulls)).abs() < 1e-9, "{}", found.acceleration);
    }

    #[test]
    fn wide_scales_are_drawn_and_endless_ones_are_not() {
        let mut rng = generator(2, 0);
        let wide = Levels::of((0..101).chain(20..60));
        let found = mean(&wide, 2_000, &mut rng).unwrap();
        let (low, high) = found.percentile();
        assert!(found.observed > low && found.observed < high && high - low > 5.0 && high - low < 12.0);
        assert_eq!(mean(&Levels::of(0..300), 10, &mut rng), None);
        assert_eq!(superiority(&Levels::of(0..300), &wide, 10, &mut rng), None);
    }
}
