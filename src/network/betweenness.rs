//! Betweenness: how often a person stands on the shortest way between two others.

mod compact;
mod lanes;

use rayon::prelude::*;

use self::compact::Compact;
use self::lanes::{LANES, Scratch};
use super::graph::{CollaborationGraph, Direction};

/// Most blocks of sources; fixed, so that sums are added in the same order everywhere.
const MOST_BLOCKS: usize = 64;

/// Raw betweenness of each person (Freeman 1977), by Brandes's algorithm (2001): for every
/// other two people, the share of their shortest paths that pass through the person, added up.
/// Every tie is one hop. As edges each two people count once, as arcs each ordered two.
///
/// Sources are taken in fixed blocks, each block is summed by itself and the blocks are added
/// in order: the bits are equal at any thread count. Time grows with people × ties.
///
/// ```
/// use crossweave::model::PersonId;
/// use crossweave::network::betweenness::betweenness;
/// use crossweave::network::graph::{CollaborationGraph, Direction};
/// let line = [(PersonId(0), PersonId(1), 1.0), (PersonId(1), PersonId(2), 1.0)];
/// let graph = CollaborationGraph::from_ties(3, Direction::Edges, &line);
/// assert_eq!(betweenness(&graph), [0.0, 1.0, 0.0]);
/// ```
pub fn betweenness(graph: &CollaborationGraph) -> Vec<f64> {
    let compact = Compact::new(graph);
    let sources = compact.sources();
    let block = sources.len().div_ceil(MOST_BLOCKS).next_multiple_of(LANES).max(LANES);
    let sums: Vec<Vec<f64>> = sources.par_chunks(block).map(|block| one_block(&compact, block)).collect();
    let mut raw = vec![0.0; graph.people()];
    for sum in &sums {
        for (total, x) in raw.iter_mut().zip(sum) {
            *total += x;
        }
    }
    let each = if graph.direction() == Direction::Edges { 0.5 } else { 1.0 };
    compact.in_people_order(&raw).into_iter().map(|x| x * each).collect()
}

/// The most raw betweenness anyone could have among `people`: (n−1)(n−2)/2 as edges,
/// (n−1)(n−2) as arcs; `None` below three people, where nobody can stand between two others.
pub fn most_possible(people: usize, direction: Direction) -> Option<f64> {
    let n = people as f64;
    let ordered = (n - 1.0) * (n - 2.0);
    (people > 2).then_some(if direction == Direction::Edges { ordered / 2.0 } else { ordered })
}

fn one_block(graph: &Compact, sources: &[u32]) -> Vec<f64> {
    let mut sums = vec![0.0; graph.len()];
    let mut scratch = Scratch::new(graph.len());
    for batch in sources.chunks(LANES) {
        scratch.run(graph, batch, &mut sums);
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::super::fixtures;
    use super::*;

    #[test]
    fn the_kite_has_heather_between() {
        let raw = betweenness(&fixtures::kite());
        let heather = raw[7] / most_possible(10, Direction::Edges).unwrap();
        assert!((heather - 0.388_888_888_888_888_9).abs() < 1e-15);
        assert_eq!(raw[9], 0.0);
    }

    #[test]
    fn karate_agrees_with_networkx() {
        let raw = betweenness(&fixtures::karate());
        assert!((raw[0] - 231.071_428_571_428_55).abs() < 1e-10);
        assert!((raw[33] - 160.551_587_301_587_3).abs() < 1e-10);
    }

    #[test]
    fn a_long_line_and_a_star_are_exact() {
        let line: Vec<_> = (0..99).map(|i| (i, i + 1)).collect();
        let raw = betweenness(&fixtures::graph(100, Direction::Edges, &line));
        assert!((0..100).all(|i| raw[i] == (i * (99 - i)) as f64));
        let star: Vec<_> = (1..50).map(|i| (0, i)).collect();
        let raw = betweenness(&fixtures::graph(50, Direction::Edges, &star));
        assert_eq!((raw[0], raw[1]), (1176.0, 0.0));
    }

    #[test]
    fn bits_do_not_depend_on_threads() {
        let ties: Vec<_> = (0..900u32).map(|i| (i * i % 211, i * 7 % 199)).filter(|t| t.0 != t.1).collect();
        let graph = fixtures::graph(220, Direction::Edges, &ties);
        let with = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| betweenness(&graph)).iter().map(|x| x.to_bits()).collect::<Vec<_>>()
        };
        assert_eq!(with(1), with(2));
        assert_eq!(with(1), with(8));
    }
}
