//! Ties that alone hold two parts together.

use petgraph::visit::EdgeRef;

use super::graph::CollaborationGraph;

/// Ties whose loss would leave two parts where there was one, lower id first, sorted; arcs are
/// read as edges. Found in one linear pass (Tarjan 1974), by petgraph.
///
/// ```
/// use crossweave::model::PersonId;
/// use crossweave::network::{bridges::bridges, graph::{CollaborationGraph, Direction}};
/// let graph = CollaborationGraph::from_ties(2, Direction::Edges, &[(PersonId(1), PersonId(0), 1.0)]);
/// assert_eq!(bridges(&graph), [(0, 1)]);
/// ```
pub fn bridges(graph: &CollaborationGraph) -> Vec<(u32, u32)> {
    let general = graph.to_ungraph();
    let mut bridges: Vec<_> = petgraph::algo::bridges(&general)
        .map(|e| (e.source().index() as u32, e.target().index() as u32))
        .map(|(a, b)| (a.min(b), a.max(b)))
        .collect();
    bridges.sort_unstable();
    bridges
}

#[cfg(test)]
mod tests {
    use super::super::fixtures;
    use super::super::graph::Direction;
    use super::*;

    #[test]
    fn the_kites_tail_is_two_bridges() {
        assert_eq!(bridges(&fixtures::kite()), [(7, 8), (8, 9)]);
    }

    #[test]
    fn an_arc_each_way_is_one_tie() {
        let graph = fixtures::graph(4, Direction::Arcs, &[(0, 1), (1, 0), (1, 2), (2, 3), (3, 1)]);
        assert_eq!(bridges(&graph), [(0, 1)]);
    }
}
