//! Resamples of answers in levels, drawn as counts.
//!
//! Drawing n answers one by one from those given makes counts of levels with a multinomial
//! distribution. The counts of a block of answers are drawn at once instead, from a table of every way in
//! which such a block can fall (an alias table: Walker 1977, Vose 1991): two random numbers for twenty
//! answers on five levels, and not twenty.

use rand::Rng;
use rand_chacha::ChaCha8Rng;

/// Ways a block may fall; tables of this size stay in the fastest memory.
const WAYS: usize = 1_024;

/// Answers in a block at most, so that factorials stay numbers.
const BLOCK: u32 = 60;

/// Draws resamples of one group's answers on at most `L` levels.
///
/// The number of levels is part of the type so that counts are added a register at a time.
#[derive(Clone, Debug)]
pub struct Draws<const L: usize> {
    /// Blocks, and how many of each make a resample.
    blocks: Vec<(Block<L>, u32)>,
}

/// Every way in which so many answers can fall on the levels.
#[derive(Clone, Debug)]
struct Block<const L: usize> {
    /// As many as a power of two, of which the low bits of a random number choose one.
    places: Vec<Place>,
    /// Those bits.
    shift: u32,
    ways: Vec<[u8; L]>,
}

/// One place of an alias table.
#[derive(Clone, Copy, Debug)]
struct Place {
    /// What is left of a random number, below which the way is that of the place itself.
    below: u32,
    /// The way otherwise.
    other: u32,
}

impl<const L: usize> Draws<L> {
    /// Prepares to draw from answers with these counts of levels.
    ///
    /// Chances are kept to within 2⁻³², as 32 random bits are.
    pub fn new(counts: &[u32; L]) -> Self {
        let n: u32 = counts.iter().sum();
        let number = n.div_ceil(largest_block(counts.iter().filter(|c| **c > 0).count()));
        if number == 0 {
            return Draws { blocks: Vec::new() };
        }
        // Blocks of about the same size: some have one answer more than the rest.
        let (size, more) = (n / number, n % number);
        let sizes = [(size + 1, more), (size, number - more)].into_iter().filter(|(_, times)| *times > 0);
        Draws { blocks: sizes.map(|(size, times)| (Block::new(counts, size), times)).collect() }
    }

    /// The counts of one resample.
    pub fn draw(&self, rng: &mut ChaCha8Rng) -> [u32; L] {
        let mut counts = [0; L];
        for (block, times) in &self.blocks {
            for _ in 0..*times {
                let way = block.draw(rng.next_u32());
                for (count, more) in counts.iter_mut().zip(way) {
                    *count += u32::from(*more);
                }
            }
        }
        counts
    }
}

impl<const L: usize> Block<L> {
    fn new(counts: &[u32; L], size: u32) -> Self {
        let n = f64::from(counts.iter().sum::<u32>());
        let used = (0..L).filter(|level| counts[*level] > 0);
        let shares: Vec<(usize, f64)> = used.map(|level| (level, f64::from(counts[level]) / n)).collect();
        let mut found = Ways { ways: Vec::new(), chances: Vec::new() };
        found.fill([0; L], &shares, size, 1.0);
        let places = alias(&found.chances);
        Block { shift: places.len().trailing_zeros(), places, ways: found.ways }
    }

    /// The counts that a random number stands for.
    fn draw(&self, bits: u32) -> &[u8; L] {
        let at = bits as usize & (self.places.len() - 1);
        let place = self.places[at];
        &self.ways[if bits >> self.shift >= place.below { place.other as usize } else { at }]
    }
}

/// Collects the ways in which answers fall on levels, with chances in proportion to their own.
struct Ways<const L: usize> {
    ways: Vec<[u8; L]>,
    chances: Vec<f64>,
}

impl<const L: usize> Ways<L> {
    /// Lets `left` answers fall on the levels of `shares`. A way's chance is n!·Π pᶜ/c!, of which n! is
    /// the same for all.
    fn fill(&mut self, mut way: [u8; L], shares: &[(usize, f64)], left: u32, mut chance: f64) {
        let Some(((level, share), others)) = shares.split_first() else { return };
        if others.is_empty() {
            way[*level] = left as u8;
            self.ways.push(way);
            self.chances.push(chance * (1..=left).map(|c| share / f64::from(c)).product::<f64>());
            return;
        }
        for count in 0..=left {
            way[*level] = count as u8;
            self.fill(way, others, left - count, chance);
            chance *= share / f64::from(count + 1);
        }
    }
}

/// The most answers that fall on `levels` in no more than [`WAYS`] ways; at least 1.
fn largest_block(levels: usize) -> u32 {
    let ways = |size: u32| (1..levels as u32).fold(1.0, |w, i| w * f64::from(size + i) / f64::from(i));
    (2..=BLOCK).take_while(|size| ways(*size) <= WAYS as f64).last().unwrap_or(1)
}

/// Vose's alias table; chances need not sum to 1.
fn alias(chances: &[f64]) -> Vec<Place> {
    let size = chances.len().next_power_of_two();
    let left_over = (u32::MAX / size as u32) as f64 + 1.0;
    let scale = size as f64 / chances.iter().sum::<f64>();
    let mut weights: Vec<f64> = chances.iter().map(|p| p * scale).collect();
    weights.resize(size, 0.0);
    let (mut small, mut large): (Vec<usize>, Vec<usize>) = (0..size).partition(|&i| weights[i] < 1.0);
    // What rounding leaves over at the end has a weight of 1 within rounding, or none at all.
    let likeliest = (0..chances.len()).fold(0, |best, i| if chances[i] > chances[best] { i } else { best });
    let full = |i: usize, weight: f64| Place {
        below: if weight > 0.5 { u32::MAX } else { 0 },
        other: if weight > 0.5 { i as u32 } else { likeliest as u32 },
    };
    let mut places: Vec<Place> = weights.iter().enumerate().map(|(i, w)| full(i, *w)).collect();
    while let (Some(poor), Some(&rich)) = (small.pop(), large.last()) {
        places[poor] = Place { below: (weights[poor] * left_over) as u32, other: rich as u32 };
        weights[rich] -= 1.0 - weights[poor];
        places[rich] = full(rich, weights[rich]);
        if weights[rich] < 1.0 {
            small.extend(large.pop());
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::permutation::generator;

    /// Every resample of three answers on three levels, with its chance.
    #[test]
    fn resamples_come_as_often_as_they_should() {
        let drawing = Draws::new(&[1_u32, 0, 2]);
        let (mut seen, mut rng) = ([0; 4], generator(4, 0));
        for _ in 0..27_000 {
            let [a, b, c] = drawing.draw(&mut rng);
            assert_eq!((b, a + c), (0, 3));
            seen[a as usize] += 1;
        }
        // 27 times (⅔ + ⅓)³: 8, 12, 6 and 1 in 27.
        for (found, expected) in seen.into_iter().zip([8_000_i32, 12_000, 6_000, 1_000]) {
            let far = f64::from(found - expected) / f64::from(expected).sqrt();
            assert!(far.abs() < 4.0, "{seen:?}");
        }
    }

    /// Means and covariances of a multinomial: n p, and n p (1 − p), −n p q.
    fn moments<const L: usize>(counts: [u32; L]) {
        let (n, draws) = (f64::from(counts.iter().sum::<u32>()), 20_000);
        let (drawing, mut rng) = (Draws::new(&counts), generator(9, u64::from(counts[0])));
        let found: Vec<[u32; L]> = (0..draws).map(|_| drawing.draw(&mut rng)).collect();
        let mean = |f: &dyn Fn(&[u32; L]) -> f64| found.iter().map(f).sum::<f64>() / f64::from(draws);
        for i in 0..L {
            let p = f64::from(counts[i]) / n;
            let spread = (n * p * (1.0 - p)).sqrt();
            let centre = mean(&|c| f64::from(c[i]));
            assert!((centre - n * p).abs() <= 5.0 * spread / f64::from(draws).sqrt(), "{counts:?} {i}");
            let square = mean(&|c| (f64::from(c[i]) - n * p).powi(2));
            assert!((square - spread * spread).abs() <= 0.06 * spread * spread, "{counts:?} {i}: {square}");
            let (j, q) = ((i + 1) % L, f64::from(counts[(i + 1) % L]) / n);
            let both = mean(&|c| (f64::from(c[i]) - n * p) * (f64::from(c[j]) - n * q));
            assert!(
                (both + n * p * q).abs() <= 0.1 * n * (p * q).sqrt() + 1e-9,
                "{counts:?} {i} {j}: {both}"
            );
        }
    }

    #[test]
    fn small_and_large_groups_have_the_moments_of_a_multinomial() {
        moments([3, 9, 4, 2, 1]);
        moments([400, 700, 0, 5]);
        moments([7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7]);
        moments([4_990, 10]);
    }

    #[test]
    fn nobody_and_one_level_need_no_chance() {
        let mut rng = generator(1, 0);
        assert_eq!(Draws::new(&[0_u32; 5]).draw(&mut rng), [0; 5]);
        assert_eq!(Draws::new(&[0, 9, 0]).draw(&mut rng), [0, 9, 0]);
        assert_eq!(Draws::new(&[0, 900, 0]).draw(&mut rng), [0, 900, 0]);
        assert_eq!(Draws::new(&[1]).draw(&mut rng), [1]);
    }
}
