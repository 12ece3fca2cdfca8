//! Hops along ties.

use std::collections::VecDeque;

use super::graph::CollaborationGraph;

/// Hops from each person to the nearest of `targets`, 0 for those among them; `None` where
/// none can be reached. Every tie is one hop, weights are ignored; arcs are followed the way
/// they run, from the person to the target. Targets that are nobody are passed over.
///
/// ```
/// use crossweave::model::PersonId;
/// use crossweave::network::distances::hops_to_nearest;
/// use crossweave::network::graph::{CollaborationGraph, Direction};
/// let line = [(PersonId(0), PersonId(1), 1.0), (PersonId(1), PersonId(2), 1.0)];
/// let graph = CollaborationGraph::from_ties(4, Direction::Edges, &line);
/// assert_eq!(hops_to_nearest(&graph, &[0]), [Some(0), Some(1), Some(2), None]);
/// ```
pub fn hops_to_nearest(graph: &CollaborationGraph, targets: &[u32]) -> Vec<Option<u32>> {
    let towards = graph.reversed();
    let mut hops = vec![None; graph.people()];
    let mut queue = VecDeque::new();
    for &target in targets {
        if let Some(hop @ None) = hops.get_mut(target as usize) {
            *hop = Some(0);
            queue.push_back((target, 0));
        }
    }
    while let Some((person, steps)) = queue.pop_front() {
        for &alter in towards.alters(person) {
            let hop = &mut hops[alter as usize];
            if hop.is_none() {
                *hop = Some(steps + 1);
                queue.push_back((alter, steps + 1));
            }
        }
    }
    hops
}

#[cfg(test)]
mod tests {
    use super::super::fixtures;
    use super::super::graph::Direction;
    use super::*;

    #[test]
    fn the_nearest_of_several_counts() {
        let line: Vec<_> = (0..6).map(|i| (i, i + 1)).collect();
        let graph = fixtures::graph(8, Direction::Edges, &line);
        let hops = [0, 1, 2, 3, 2, 1, 0].map(Some);
        assert_eq!(hops_to_nearest(&graph, &[6, 0, 6, 99])[..7], hops);
        assert_eq!(hops_to_nearest(&graph, &[0])[7], None);
        assert_eq!(hops_to_nearest(&graph, &[]), [None; 8]);
    }

    #[test]
    fn arcs_lead_from_the_person_to_the_target() {
        let graph = fixtures::graph(3, Direction::Arcs, &[(0, 1), (1, 2)]);
        assert_eq!(hops_to_nearest(&graph, &[2]), [Some(2), Some(1), Some(0)]);
        assert_eq!(hops_to_nearest(&graph, &[0]), [Some(0), None, None]);
    }
}
