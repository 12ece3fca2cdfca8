//! Places for the groups on a map: close where there are many ties.

use rand_chacha::ChaCha8Rng;

use super::components::components;
use super::graph::{CollaborationGraph, Direction};
use super::group_ties::GroupMatrix;
use super::permutation::{generator, unit};
use crate::model::PersonId;

mod frame;
mod stress;

/// Where circles stand on a square from 0 to 1, each wholly inside it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Places {
    /// Centre of each circle; y grows downwards.
    pub centres: Vec<(f64, f64)>,
    /// Radius of each circle: as asked for, or all smaller by one factor where they would not fit.
    pub radii: Vec<f64>,
}

/// Strength of contact between things to be placed: symmetric, row by row, 0 where there is none.
#[derive(Clone, Debug)]
pub struct Strengths {
    count: usize,
    cells: Vec<f64>,
}

impl Strengths {
    /// From a function of two different indices, asked once for each two; what is not above 0
    /// or not finite is no contact.
    pub fn new(count: usize, between: impl Fn(usize, usize) -> f64) -> Self {
        let mut cells = vec![0.0; count * count];
        for a in 0..count {
            for b in a + 1..count {
                let strength = between(a, b);
                if strength.is_finite() && strength > 0.0 {
                    cells[a * count + b] = strength;
                    cells[b * count + a] = strength;
                }
            }
        }
        Self { count, cells }
    }

    fn get(&self, a: usize, b: usize) -> f64 {
        self.cells[a * self.count + b]
    }
}

/// Places groups by the density of ties between them; a circle's area follows the group's size.
///
/// `None` where the groups are too many for a matrix ([`GroupMatrix::MOST_GROUPS`]).
pub fn group_map(matrix: &GroupMatrix, seed: u64) -> Option<Places> {
    let count = matrix.groups();
    let strengths = Strengths::new(count, |a, b| {
        let ties = matrix.observed(a, b).unwrap_or(0) + matrix.observed(b, a).unwrap_or(0);
        ties as f64 / matrix.possible(a, b).max(1) as f64
    });
    let people = matrix.by_group.people().max(1) as f64;
    let radii: Vec<f64> = matrix.by_group.sizes.iter().map(|&n| (n as f64 / people).sqrt() * 0.3).collect();
    matrix.has_pairs().then(|| place(&strengths, &radii, seed))
}

/// Places circles so that the distance between two follows their contact, by stress
/// majorisation (Gansner, Koren & North 2004), without overlap.
///
/// Two with contact *s* want to be √(largest/s) apart, at most four times the least; two without,
/// as far as the shortest way through others. Parts without contact stand side by side. One
/// thread, whole-number randomness and square roots only: the same bytes everywhere.
///
/// `radii` has one entry a circle, in the units of the square.
///
/// ```
/// use crossweave::network::layout::{Strengths, place};
/// let chain = Strengths::new(3, |a, b| if b == a + 1 { 1.0 } else { 0.0 });
/// let places = place(&chain, &[0.05; 3], 1);
/// let ((x0, _), (x1, _), (x2, _)) = (places.centres[0], places.centres[1], places.centres[2]);
/// assert!(x0 < x1 && x1 < x2);
/// ```
pub fn place(strengths: &Strengths, radii: &[f64], seed: u64) -> Places {
    let mut rng = generator(seed, 0);
    let parts = parts(strengths);
    let drawn: Vec<_> = parts.iter().map(|part| (part.as_slice(), draw(strengths, part, &mut rng))).collect();
    let centres = frame::side_by_side(strengths.count, &drawn);
    frame::fit(centres, radii)
}

/// Indices that hang together, largest part first.
fn parts(strengths: &Strengths) -> Vec<Vec<usize>> {
    let count = strengths.count;
    let pairs = (0..count).flat_map(|a| (a + 1..count).map(move |b| (a, b)));
    let ties: Vec<_> = pairs
        .filter(|&(a, b)| strengths.get(a, b) > 0.0)
        .map(|(a, b)| (PersonId(a as u32), PersonId(b as u32), 1.0))
        .collect();
    let found = components(&CollaborationGraph::from_ties(count, Direction::Edges, &ties));
    let mut parts = vec![Vec::new(); found.sizes.len()];
    for (i, &part) in found.of.iter().enumerate() {
        parts[part as usize].push(i);
    }
    parts
}

/// Random starts a part is drawn from; the best is kept.
const STARTS: usize = 4;

/// Above this many, one start: time grows with the square, and large maps differ less.
const MOST_FOR_SEVERAL_STARTS: usize = 150;

/// Places of one part, in units of its shortest wished distance.
fn draw(strengths: &Strengths, part: &[usize], rng: &mut ChaCha8Rng) -> Vec<(f64, f64)> {
    let wished = stress::wished(strengths, part);
    let mut best: Option<(f64, Vec<(f64, f64)>)> = None;
    let starts = if part.len() > MOST_FOR_SEVERAL_STARTS { 1 } else { STARTS };
    for _ in 0..starts {
        let side = (part.len() as f64).sqrt();
        let start = part.iter().map(|_| (unit(rng) * side, unit(rng) * side)).collect();
        let drawn = stress::majorise(start, &wished);
        if best.as_ref().is_none_or(|(least, _)| drawn.0 < *least) {
            best = Some(drawn);
        }
    }
    frame::upright(best.map(|(_, places)| places).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::super::fixtures;
    use super::*;

    fn distance(places: &Places, a: usize, b: usize) -> f64 {
        let ((x, y), (u, v)) = (places.centres[a], places.centres[b]);
        ((x - u).powi(2) + (y - v).powi(2)).sqrt()
    }

    fn well_placed(places: &Places) {
        for (i, (&(x, y), &r)) in places.centres.iter().zip(&places.radii).enumerate() {
            assert!(x >= r && x <= 1.0 - r && y >= r && y <= 1.0 - r, "{i}: {x} {y} {r}");
            for j in 0..i {
                assert!(distance(places, i, j) >= r + places.radii[j] - 1e-9, "{i} and {j} overlap");
            }
        }
    }

    #[test]
    fn stronger_contact_stands_nearer() {
        // A triangle with one strong side and a weak third.
        let strengths = Strengths::new(3, |a, b| if (a, b) == (0, 1) { 9.0 } else { 1.0 });
        let places = place(&strengths, &[0.02; 3], 7);
        well_placed(&places);
        assert!(distance(&places, 0, 1) < 0.6 * distance(&places, 0, 2));
        let ratio = distance(&places, 0, 2) / distance(&places, 0, 1);
        assert!((2.5..3.2).contains(&ratio), "{ratio}");
    }

    #[test]
    fn circles_do_not_overlap_and_stay_inside() {
        for count in [1usize, 2, 5, 12, 40, 120] {
            let strengths = Strengths::new(count, |a, b| ((a * 7 + b * 3) % 5) as f64);
            let radii: Vec<_> = (0..count).map(|i| 0.02 + 0.01 * (i % 7) as f64).collect();
            let places = place(&strengths, &radii, 3);
            assert_eq!(places.centres.len(), count);
            well_placed(&places);
        }
    }

    #[test]
    fn groups_without_contact_stand_beside_the_others() {
        let strengths = Strengths::new(6, |a, b| if a < 3 && b < 3 { 1.0 } else { 0.0 });
        let places = place(&strengths, &[0.04; 6], 5);
        well_placed(&places);
        let right =
            |range: std::ops::Range<usize>| range.map(|i| places.centres[i].0).fold(f64::MIN, f64::max);
        assert!((3..6).all(|i| places.centres[i].0 > right(0..3)));
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes() {
        let strengths = Strengths::new(20, |a, b| ((a * b) % 4) as f64);
        assert_eq!(place(&strengths, &[0.03; 20], 9), place(&strengths, &[0.03; 20], 9));
        assert_eq!(place(&Strengths::new(0, |_, _| 0.0), &[], 1), Places::default());
    }

    #[test]
    fn groups_map_by_size() {
        let matrix = GroupMatrix::new(&fixtures::advice(), &fixtures::departments(), 1);
        let places = group_map(&matrix, 1).unwrap();
        well_placed(&places);
        assert_eq!(places.centres.len(), 5);
        let sizes = &matrix.by_group.sizes;
        let ratio = (places.radii[2] / places.radii[0]).powi(2);
        assert!((ratio - sizes[2] as f64 / sizes[0] as f64).abs() < 1e-9);
    }
}
