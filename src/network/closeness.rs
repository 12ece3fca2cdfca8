//! Harmonic closeness: how near everyone else is.

use rayon::prelude::*;

use super::graph::CollaborationGraph;

/// People walked from at once, one to a bit.
const LANES: usize = 64;

/// Harmonic closeness of each person (Marchiori & Latora 2000): Σ 1/d over everyone else, d in
/// hops along ties away from the person, those out of reach adding 0; divided by n − 1, so that
/// 1 is a tie with everyone. `None` where there is nobody else.
///
/// Sixty-four people walk side by side, one to a bit, level by level. Only whole numbers of
/// people a level are counted, so the bits are equal at any thread count.
///
/// ```
/// use crossweave::model::PersonId;
/// use crossweave::network::{closeness::harmonic, graph::{CollaborationGraph, Direction}};
/// let line = [(PersonId(0), PersonId(1), 1.0), (PersonId(1), PersonId(2), 1.0)];
/// let graph = CollaborationGraph::from_ties(3, Direction::Edges, &line);
/// assert_eq!(harmonic(&graph), Some(vec![0.75, 1.0, 0.75]));
/// ```
pub fn harmonic(graph: &CollaborationGraph) -> Option<Vec<f64>> {
    let people: Vec<u32> = (0..graph.people() as u32).collect();
    let others = people.len().checked_sub(1).filter(|&n| n > 0)? as f64;
    let batches: Vec<Vec<f64>> = people.par_chunks(LANES).map(|batch| walk(graph, batch)).collect();
    Some(batches.concat().into_iter().map(|sum| sum / others).collect())
}

/// Σ 1/d for each of a batch.
fn walk(graph: &CollaborationGraph, batch: &[u32]) -> Vec<f64> {
    let mut seen = vec![0u64; graph.people()];
    let mut arriving = vec![0u64; graph.people()];
    let mut level: Vec<(u32, u64)> = batch.iter().enumerate().map(|(lane, &p)| (p, 1 << lane)).collect();
    level.iter().for_each(|&(person, lanes)| seen[person as usize] = lanes);
    let mut sums = vec![0.0; batch.len()];
    let mut touched = Vec::new();
    for steps in 1u32.. {
        for &(person, lanes) in &level {
            for &alter in graph.alters(person) {
                let new = lanes & !seen[alter as usize];
                if new != 0 {
                    if arriving[alter as usize] == 0 {
                        touched.push(alter);
                    }
                    arriving[alter as usize] |= new;
                }
            }
        }
        level.clear();
        let mut reached = [0u32; LANES];
        for person in touched.drain(..) {
            let lanes = std::mem::take(&mut arriving[person as usize]);
            seen[person as usize] |= lanes;
            level.push((person, lanes));
            count_lanes(lanes, &mut reached);
        }
        if level.is_empty() {
            break;
        }
        for (sum, &count) in sums.iter_mut().zip(&reached) {
            *sum += f64::from(count) / f64::from(steps);
        }
    }
    sums
}

fn count_lanes(mut lanes: u64, reached: &mut [u32; LANES]) {
    while lanes != 0 {
        reached[lanes.trailing_zeros() as usize] += 1;
        lanes &= lanes - 1;
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures;
    use super::super::graph::Direction;
    use super::*;

    #[test]
    fn the_mean_over_karate_is_its_global_efficiency() {
        let values = harmonic(&fixtures::karate()).unwrap();
        assert!((values.iter().sum::<f64>() / 34.0 - 0.492_008_318_478_905_2).abs() < 1e-14);
    }

    #[test]
    fn a_line_longer_than_one_batch() {
        let line: Vec<_> = (0..99).map(|i| (i, i + 1)).collect();
        let values = harmonic(&fixtures::graph(100, Direction::Arcs, &line)).unwrap();
        let first: f64 = (1..100).map(|d| 1.0 / f64::from(d)).sum();
        assert!((values[0] - first / 99.0).abs() < 1e-14);
        assert_eq!(values[99], 0.0);
    }
}
