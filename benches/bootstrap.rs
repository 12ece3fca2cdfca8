//! How long the bootstrap of every skill × team × wave takes: `cargo bench --bench bootstrap`.
//!
//! 25 skills × 250 teams of 10 to 30 × 2 waves, and the change of each: 5,000 people, 12,500 cells and
//! 6,250 changes. Prints seconds for one and for two threads, with those of processors in brackets (on
//! Linux; they are what counts where others use the machine too), and a sum over the bits of every
//! bound found, which must be the same for any number of threads.

use std::time::Instant;

use crossweave::network::permutation::{below, generator};
use crossweave::stats::bootstrap::{RESAMPLES, cells, mean, superiority};
use crossweave::stats::convolution;
use crossweave::stats::levels::Levels;
use crossweave::stats::resampled::Resampled;

const SKILLS: u64 = 25;
const TEAMS: u64 = 250;
const SEED: u64 = 2026;

/// One skill of one team: two waves by the same people, and their changes.
struct Cell {
    before: Levels,
    after: Levels,
    change: Levels,
}

fn cell(index: u64) -> Cell {
    let mut rng = generator(SEED, index);
    let ease = below(3, &mut rng) as i16;
    let people = 10 + below(21, &mut rng);
    let level = |x: i16| x.clamp(1, 5);
    let pairs: Vec<(i16, i16)> = (0..people)
        .map(|_| {
            let before = level(ease + below(4, &mut rng) as i16);
            (before, level(before + below(4, &mut rng) as i16 / 2))
        })
        .collect();
    Cell {
        before: Levels::of(pairs.iter().map(|p| p.0)),
        after: Levels::of(pairs.iter().map(|p| p.1)),
        change: Levels::of(pairs.iter().map(|p| p.1 - p.0)),
    }
}

/// Both intervals of each, as bits.
fn bits(found: &[Option<Resampled>]) -> u64 {
    let bounds = found.iter().flatten().flat_map(|r| {
        let (bca, percentile) = (r.bca().unwrap_or((0.0, 0.0)), r.percentile());
        [percentile.0, percentile.1, bca.0, bca.1]
    });
    bounds.fold(0, |sum: u64, x| sum.rotate_left(5) ^ x.to_bits())
}

/// Seconds that processors have spent on this program, from Linux's hundredths; elsewhere 0.
fn busy() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(") ").next().unwrap_or_default();
    let ticks = after_name.split(' ').nth(11).and_then(|ticks| ticks.parse::<f64>().ok());
    ticks.unwrap_or(0.0) / 100.0
}

fn timed(name: &str, work: impl Fn() -> u64 + Sync) {
    print!("{name:<64}");
    let mut sums = Vec::new();
    for threads in [1, 2] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let (start, spent) = (Instant::now(), busy());
        sums.push(pool.install(&work));
        print!("{:>8.3} s ({:.2})", start.elapsed().as_secs_f64(), busy() - spent);
    }
    println!("   {:016x}", sums[0]);
    assert_eq!(sums[0], sums[1], "{name}: other bits with other threads");
}

fn main() {
    let workload: Vec<Cell> = (0..SKILLS * TEAMS).map(cell).collect();
    println!("{:<64}{:>17}{:>17}   bits", "percentile and BCa intervals of", "1 thread", "2 threads");
    timed("mean of each wave and of the change, as if drawn without end", || {
        let each = |c: &Cell| [&c.before, &c.after, &c.change].map(convolution::mean);
        cells(&workload, SEED, |c, _| bits(&each(c))).iter().fold(0, |a, b| a ^ b)
    });
    timed("confident share of each wave, as if drawn without end", || {
        let each = |c: &Cell| [&c.before, &c.after].map(|l| convolution::share(l, 3));
        cells(&workload, SEED, |c, _| bits(&each(c))).iter().fold(0, |a, b| a ^ b)
    });
    timed("difference of the waves' means, as if drawn without end", || {
        let each = |c: &Cell| [convolution::difference(&c.before, &c.after)];
        cells(&workload, SEED, |c, _| bits(&each(c))).iter().fold(0, |a, b| a ^ b)
    });
    timed("mean of each wave and of the change, 10,000 draws each", || {
        let each = |c: &Cell, rng: &mut _| [&c.before, &c.after, &c.change].map(|l| mean(l, RESAMPLES, rng));
        cells(&workload, SEED, |c, rng| bits(&each(c, rng))).iter().fold(0, |a, b| a ^ b)
    });
    timed("A = P(after > before) + ½ P(equal), 10,000 draws each", || {
        let each = |c: &Cell, rng: &mut _| [superiority(&c.before, &c.after, RESAMPLES, rng)];
        cells(&workload, SEED, |c, rng| bits(&each(c, rng))).iter().fold(0, |a, b| a ^ b)
    });
}
