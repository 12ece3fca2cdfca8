//! The parts a network falls into.

use petgraph::unionfind::UnionFind;

use super::graph::CollaborationGraph;

/// Connected parts; arcs are read as edges.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Components {
    /// Part of each person, numbered from the largest; of equal ones, the one with the lower id first.
    pub of: Vec<u32>,
    /// People in each part, largest first.
    pub sizes: Vec<u32>,
}

/// Finds the connected parts; a person without ties is a part of one.
///
/// ```
/// use crossweave::model::PersonId;
/// use crossweave::network::components::components;
/// use crossweave::network::graph::{CollaborationGraph, Direction};
/// let graph = CollaborationGraph::from_ties(3, Direction::Edges, &[(PersonId(1), PersonId(2), 1.0)]);
/// let parts = components(&graph);
/// assert_eq!((parts.of, parts.sizes), (vec![1, 0, 0], vec![2, 1]));
/// ```
pub fn components(graph: &CollaborationGraph) -> Components {
    let mut sets = UnionFind::<u32>::new(graph.people());
    for (a, b, _) in graph.iter() {
        sets.union(a, b);
    }
    let roots = sets.into_labeling();
    let mut sizes = vec![0u32; roots.len()];
    let mut first = vec![u32::MAX; roots.len()];
    for (person, &root) in roots.iter().enumerate() {
        sizes[root as usize] += 1;
        first[root as usize] = first[root as usize].min(person as u32);
    }
    let mut order: Vec<u32> = (0..roots.len() as u32).filter(|&r| sizes[r as usize] > 0).collect();
    order.sort_by_key(|&r| (std::cmp::Reverse(sizes[r as usize]), first[r as usize]));
    let mut number = vec![0u32; roots.len()];
    for (i, &root) in order.iter().enumerate() {
        number[root as usize] = i as u32;
    }
    Components {
        of: roots.iter().map(|&r| number[r as usize]).collect(),
        sizes: order.iter().map(|&r| sizes[r as usize]).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures;
    use super::super::graph::Direction;
    use super::*;

    #[test]
    fn parts_are_numbered_from_the_largest() {
        let graph = fixtures::graph(7, Direction::Arcs, &[(1, 0), (4, 3), (3, 5)]);
        let parts = components(&graph);
        assert_eq!(parts.of, [1, 1, 2, 0, 0, 0, 3]);
        assert_eq!(parts.sizes, [3, 2, 1, 1]);
        assert!(components(&CollaborationGraph::default()).sizes.is_empty());
    }
}
