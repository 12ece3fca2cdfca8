//! Resamples of answers in levels, drawn as counts.
//!
//! Drawing n answers one by one from those given makes counts of levels with a multinomial
//! distribution. The counts are drawn instead, level by level, each from its binomial distribution
//! given what is left, by an alias table (Walker 1977; Vose 1991): a random number a level and not one
//! an answer.

use rand::Rng;
use rand_chacha::ChaCha8Rng;

/// Outcomes of a table: a power of two, so that a random number splits into a place and a remainder.
const OUTCOMES: usize = 32;

/// Answers drawn at once. A larger resample is a sum of such blocks.
const BLOCK: u32 = OUTCOMES as u32 - 1;

/// Remainders a place is split into: what the place leaves of 32 random bits.
const REMAINDERS: f64 = (1u64 << (32 - OUTCOMES.trailing_zeros())) as f64;

/// One place of an alias table.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    /// Remainders below which the outcome is the place itself.
    below: u32,
    /// The outcome otherwise.
    other: u32,
}

type Table = [Place; OUTCOMES];

/// Draws resamples of one group's answers.
#[derive(Clone, Debug)]
pub struct Draws {
    n: u32,
    levels: usize,
    /// Levels with answers, the most frequent first: then little is left for the others.
    order: Vec<usize>,
    /// For each but the last of them, a table for each number of answers left from 1.
    tables: Vec<Table>,
    left: usize,
}

impl Draws {
    /// Prepares to draw from answers with these counts of levels.
    ///
    /// Probabilities are kept to within 2⁻³² of themselves, as 32 random bits are.
    pub fn new(counts: &[u32]) -> Self {
        let n: u32 = counts.iter().sum();
        let mut order: Vec<usize> = (0..counts.len()).filter(|i| counts[*i] > 0).collect();
        order.sort_by_key(|&i| (std::cmp::Reverse(counts[i]), i));
        let left = n.min(BLOCK) as usize;
        let (mut tables, mut rest) = (Vec::new(), f64::from(n));
        for &level in order.iter().take(order.len().saturating_sub(1)) {
            binomials(f64::from(counts[level]) / rest, left, &mut tables);
            rest -= f64::from(counts[level]);
        }
        Draws { n, levels: counts.len(), order, tables, left }
    }

    /// Writes the counts of one resample over `counts`, which has a place for each level.
    pub fn draw(&self, rng: &mut ChaCha8Rng, counts: &mut [u32]) {
        counts.fill(0);
        if counts.len() < self.levels {
            return;
        }
        let mut left = self.n;
        while left > BLOCK {
            self.block(BLOCK, rng, counts);
            left -= BLOCK;
        }
        self.block(left, rng, counts);
    }

    fn block(&self, size: u32, rng: &mut ChaCha8Rng, counts: &mut [u32]) {
        let mut left = size;
        for (tables, &level) in self.tables.chunks_exact(self.left.max(1)).zip(&self.order) {
            if left == 0 {
                return;
            }
            let drawn = draw(&tables[left as usize - 1], rng.next_u32());
            counts[level] += drawn;
            left -= drawn;
        }
        if let Some(&last) = self.order.last() {
            counts[last] += left;
        }
    }
}

fn draw(table: &Table, bits: u32) -> u32 {
    let outcome = bits % OUTCOMES as u32;
    let place = table[outcome as usize];
    if bits / (OUTCOMES as u32) < place.below { outcome } else { place.other }
}

/// Adds alias tables of the binomial distributions of 1, 2, … `most` trials.
fn binomials(p: f64, most: usize, tables: &mut Vec<Table>) {
    let mut chances = [0.0; OUTCOMES];
    chances[0] = 1.0;
    for trials in 1..=most {
        for k in (1..=trials).rev() {
            chances[k] = chances[k] * (1.0 - p) + chances[k - 1] * p;
        }
        chances[0] *= 1.0 - p;
        tables.push(alias(&chances));
    }
}

/// Vose's alias table of chances that sum to 1.
fn alias(chances: &[f64; OUTCOMES]) -> Table {
    let mut table = [Place::default(); OUTCOMES];
    let mut weights = chances.map(|p| p * OUTCOMES as f64);
    let (mut small, mut large) = ([0; OUTCOMES], [0; OUTCOMES]);
    let (mut smalls, mut larges) = (0, 0);
    for (i, weight) in weights.iter().enumerate() {
        let (list, length) = if *weight < 1.0 { (&mut small, &mut smalls) } else { (&mut large, &mut larges) };
        list[*length] = i;
        *length += 1;
    }
    while smalls > 0 && larges > 0 {
        let (poor, rich) = (small[smalls - 1], large[larges - 1]);
        table[poor] = Place { below: (weights[poor] * REMAINDERS).round() as u32, other: rich as u32 };
        weights[rich] -= 1.0 - weights[poor];
        smalls -= 1;
        if weights[rich] < 1.0 {
            larges -= 1;
            small[smalls] = rich;
            smalls += 1;
        }
    }
    // What is left has a weight of 1 but for rounding; an outcome without a chance keeps none.
    for &i in small[..smalls].iter().chain(&large[..larges]) {
        table[i] = Place { below: if weights[i] > 0.5 { u32::MAX } else { 0 }, other: likeliest(chances) };
    }
    table
}

fn likeliest(chances: &[f64; OUTCOMES]) -> u32 {
    (0..OUTCOMES).fold(0, |best, i| if chances[i] > chances[best] { i } else { best }) as u32
}
