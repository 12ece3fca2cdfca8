//! What large populations answer, to draw small teams from: tendencies are normal, and are rounded and
//! cut to a scale of four or five levels.

use crossweave::network::permutation::unit;
use crossweave::stats::levels::Levels;
use rand_chacha::ChaCha8Rng;
use statrs::distribution::{ContinuousCDF, Normal};

/// Chances of levels 1 to `k` when a normal tendency is rounded and cut to the scale.
fn levels(centre: f64, sd: f64, k: usize) -> Vec<f64> {
    let normal = Normal::new(centre, sd).unwrap();
    let mut up_to: Vec<f64> = (1..k).map(|level| normal.cdf(level as f64 + 0.5)).collect();
    up_to.push(1.0);
    (0..k).map(|i| up_to[i] - if i > 0 { up_to[i - 1] } else { 0.0 }).collect()
}

/// Values of a standard normal and their weights, for sums over what people have in common.
fn grid() -> impl Iterator<Item = (f64, f64)> {
    let points = (-30..=30).map(|i| f64::from(i) * 0.2);
    points.map(|x| (x, 0.2 * (-x * x / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt()))
}

/// Chances of changes from 1 − k to k − 1, the two tendencies of a person being correlated.
fn changes(centre: f64, shift: f64, together: f64, k: usize) -> Vec<f64> {
    let mut chances = vec![0.0; 2 * k - 1];
    let (common, own) = (together.sqrt(), (1.0 - together).sqrt());
    for (x, weight) in grid() {
        let (before, after) = (centre + common * x, centre + shift + common * x);
        for (i, p) in levels(before, own, k).iter().enumerate() {
            for (j, q) in levels(after, own, k).iter().enumerate() {
                chances[j + k - 1 - i] += weight * p * q;
            }
        }
    }
    chances
}

/// Where the middle of a scale's answers may lie, as a share of the scale: both ends and between.
const PLACES: [(f64, &str); 5] =
    [(0.05, "floor"), (0.25, "low"), (0.5, "middle"), (0.75, "high"), (0.95, "ceiling")];

/// What a large population answers.
pub struct Population {
    /// Everything that sets it apart from the others.
    pub name: String,
    /// Where on the scale it lies.
    pub place: String,
    pub lowest: i32,
    pub chances: Vec<f64>,
}

impl Population {
    pub fn mean(&self) -> f64 {
        self.chances.iter().zip(self.lowest..).map(|(p, level)| p * f64::from(level)).sum()
    }

    pub fn draw(&self, n: u32, rng: &mut ChaCha8Rng) -> Levels {
        let mut counts = vec![0; self.chances.len()];
        (0..n).for_each(|_| counts[one(&self.chances, rng)] += 1);
        Levels::new(self.lowest, counts)
    }
}

fn one(chances: &[f64], rng: &mut ChaCha8Rng) -> usize {
    let mut left = unit(rng);
    let at = chances.iter().position(|p| {
        left -= p;
        left < 0.0
    });
    at.unwrap_or(chances.len() - 1)
}

/// Answers in one wave.
pub fn audits() -> Vec<Population> {
    let mut all = Vec::new();
    for k in [4, 5] {
        for sd in [0.6, 1.0, 1.4] {
            for (place, word) in PLACES {
                let chances = levels(1.0 + place * (k as f64 - 1.0), sd, k);
                let name = format!("{k} levels, sd {sd}, {word}");
                all.push(Population { name, place: word.to_owned(), lowest: 1, chances });
            }
        }
    }
    all
}

/// Changes of level between two waves.
pub fn waves() -> Vec<Population> {
    let mut all = Vec::new();
    for k in [4, 5] {
        for together in [0.5, 0.8, 0.95] {
            for shift in [-0.3, 0.0, 0.3, 0.8] {
                for (place, word) in [PLACES[1], PLACES[2], PLACES[3]] {
                    let chances = changes(1.0 + place * (k as f64 - 1.0), shift, together, k);
                    let name = format!("{k} levels, r {together}, shift {shift}, {word}");
                    let place = format!("shift {shift}, {word}");
                    all.push(Population { name, place, lowest: 1 - k as i32, chances });
                }
            }
        }
    }
    all
}

/// Items that one factor makes go together, unequally, in levels.
pub struct Scale {
    pub name: String,
    /// How close its items go together, and where on the scale they lie.
    pub place: String,
    levels: usize,
    loadings: Vec<f64>,
    centres: Vec<f64>,
}

impl Scale {
    fn item(&self, i: usize, factor: f64) -> Vec<f64> {
        let own = (1.0 - self.loadings[i] * self.loadings[i]).sqrt();
        levels(self.centres[i] + self.loadings[i] * factor, own, self.levels)
    }

    /// Alpha of all the people there could be: given the factor, items are independent.
    pub fn truth(&self) -> f64 {
        let k = self.loadings.len();
        let (mut means, mut squares) = (vec![0.0; k], vec![0.0; k]);
        let (mut total, mut total_squares) = (0.0, 0.0);
        for (factor, weight) in grid() {
            let (mut sum, mut own) = (0.0, 0.0);
            for i in 0..k {
                let item = self.item(i, factor);
                let moment = |power| item.iter().zip(1..).map(|(p, x)| p * f64::from(x).powi(power)).sum();
                let (mean, square): (f64, f64) = (moment(1), moment(2));
                means[i] += weight * mean;
                squares[i] += weight * square;
                (sum, own) = (sum + mean, own + square - mean * mean);
            }
            total += weight * sum;
            total_squares += weight * (sum * sum + own);
        }
        let items: f64 = means.iter().zip(&squares).map(|(m, s)| s - m * m).sum();
        k as f64 / (k as f64 - 1.0) * (1.0 - items / (total_squares - total * total))
    }

    pub fn draw(&self, n: u32, rng: &mut ChaCha8Rng) -> Vec<Vec<Option<f64>>> {
        let person = |rng: &mut ChaCha8Rng| {
            let factor = normal(rng);
            let answer = |(loading, centre): (&f64, &f64)| {
                let tendency = centre + loading * factor + (1.0 - loading * loading).sqrt() * normal(rng);
                Some(tendency.round().clamp(1.0, self.levels as f64))
            };
            self.loadings.iter().zip(&self.centres).map(answer).collect()
        };
        (0..n).map(|_| person(rng)).collect()
    }
}

/// A standard normal number (Box & Muller 1958).
fn normal(rng: &mut ChaCha8Rng) -> f64 {
    let (radius, turn) = ((-2.0 * (1.0 - unit(rng)).ln()).sqrt(), unit(rng) * std::f64::consts::TAU);
    radius * turn.cos()
}

/// Scales of four to ten items.
pub fn scales() -> Vec<Scale> {
    let mut all = Vec::new();
    let loads = [(0.35, 0.6, "loose"), (0.5, 0.8, "fair"), (0.7, 0.9, "close"), (0.3, 0.9, "mixed")];
    let places = [(0.4, 0.6, "middle"), (0.05, 0.3, "floor"), (0.7, 0.95, "ceiling"), (0.1, 0.9, "all over")];
    for k in [4, 6, 8, 10] {
        for levels in [4, 5] {
            for (weakest, strongest, how) in loads {
                for (from, to, place) in places {
                    let along = |i: usize| i as f64 / (k as f64 - 1.0);
                    // Strong and weak items stand mixed along the scale.
                    let load = |i| weakest + (strongest - weakest) * along((3 * i + 1) % k);
                    let centre = |i| 1.0 + (levels as f64 - 1.0) * (from + (to - from) * along(i));
                    all.push(Scale {
                        name: format!("{k} items, {levels} levels, {how}, {place}"),
                        place: format!("{how}, {place}"),
                        levels,
                        loadings: (0..k).map(load).collect(),
                        centres: (0..k).map(centre).collect(),
                    });
                }
            }
        }
    }
    all
}
