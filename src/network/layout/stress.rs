//! Wished distances, and places that come close to them.

use super::Strengths;

/// Farthest that direct contact may be wished apart, in units of the nearest.
const FARTHEST: f64 = 4.0;

/// Sweeps over all places; far more than a map of groups needs to settle.
const MOST_SWEEPS: usize = 300;

/// A sweep that moves nothing by more than this has settled.
const SETTLED: f64 = 1e-7;

/// Wished distances within a part, row by row.
pub(super) struct Wished {
    count: usize,
    cells: Vec<f64>,
}

impl Wished {
    fn row(&self, i: usize) -> &[f64] {
        &self.cells[i * self.count..(i + 1) * self.count]
    }
}

/// Direct contact by its strength, all else by the shortest way through others (Floyd 1962).
pub(super) fn wished(strengths: &Strengths, part: &[usize]) -> Wished {
    let count = part.len();
    let strongest =
        part.iter().flat_map(|&a| part.iter().map(move |&b| strengths.get(a, b))).fold(0.0, f64::max);
    let mut cells = vec![f64::INFINITY; count * count];
    for (i, &a) in part.iter().enumerate() {
        for (j, &b) in part.iter().enumerate() {
            let strength = strengths.get(a, b);
            if i == j {
                cells[i * count + j] = 0.0;
            } else if strength > 0.0 {
                cells[i * count + j] = (strongest / strength).sqrt().min(FARTHEST);
            }
        }
    }
    for via in 0..count {
        let through = cells[via * count..(via + 1) * count].to_vec();
        for row in cells.chunks_exact_mut(count) {
            let first = row[via];
            row.iter_mut().zip(&through).for_each(|(d, rest)| *d = d.min(first + rest));
        }
    }
    Wished { count, cells }
}

/// Moves each place in turn to where the others wish it, weights 1/d², until it settles; gives
/// the stress left over and the places.
pub(super) fn majorise(mut places: Vec<(f64, f64)>, wished: &Wished) -> (f64, Vec<(f64, f64)>) {
    for _ in 0..MOST_SWEEPS {
        let mut farthest: f64 = 0.0;
        for i in 0..places.len() {
            let moved = better(&places, i, wished.row(i));
            farthest = farthest.max((moved.0 - places[i].0).abs()).max((moved.1 - places[i].1).abs());
            places[i] = moved;
        }
        if farthest < SETTLED {
            break;
        }
    }
    (stress(&places, wished), places)
}

fn better(places: &[(f64, f64)], i: usize, wished: &[f64]) -> (f64, f64) {
    let (x, y) = places[i];
    let (mut sum_x, mut sum_y, mut weights) = (0.0, 0.0, 0.0);
    for (j, &(u, v)) in places.iter().enumerate().filter(|&(j, _)| j != i) {
        let wish = wished[j];
        let weight = 1.0 / (wish * wish);
        let apart = distance((x, y), (u, v));
        // Two at the very same place give no direction; the wish is then left to the others.
        let pull = if apart > 0.0 { wish / apart } else { 0.0 };
        sum_x += weight * (u + (x - u) * pull);
        sum_y += weight * (v + (y - v) * pull);
        weights += weight;
    }
    if weights > 0.0 { (sum_x / weights, sum_y / weights) } else { (x, y) }
}

fn stress(places: &[(f64, f64)], wished: &Wished) -> f64 {
    let mut sum = 0.0;
    for i in 0..places.len() {
        for j in 0..i {
            let off = distance(places[i], places[j]) / wished.row(i)[j] - 1.0;
            sum += off * off;
        }
    }
    sum
}

pub(super) fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (dx, dy) = (a.0 - b.0, a.1 - b.1);
    (dx * dx + dy * dy).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_is_drawn_without_stress_on_its_sides() {
        let ring = Strengths::new(4, |a, b| if (b - a) % 2 == 1 { 1.0 } else { 0.5 });
        let wished = wished(&ring, &[0, 1, 2, 3]);
        assert!((wished.row(0)[2] - 2f64.sqrt()).abs() < 1e-15);
        let start = vec![(0.0, 0.1), (0.9, 0.0), (1.2, 1.0), (0.1, 0.8)];
        let (stress, places) = majorise(start, &wished);
        assert!(stress < 1e-9, "{stress}");
        assert!((distance(places[0], places[1]) - 1.0).abs() < 1e-4);
    }

    #[test]
    fn without_contact_the_shortest_way_counts() {
        let chain = Strengths::new(3, |a, b| if b == a + 1 { 2.0 } else { 0.0 });
        assert_eq!(wished(&chain, &[0, 1, 2]).row(0), [0.0, 1.0, 2.0]);
    }
}
