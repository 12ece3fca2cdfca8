//! To and from petgraph, the general graph.

use petgraph::graph::{DiGraph, Graph, NodeIndex, UnGraph};
use petgraph::visit::EdgeRef;
use petgraph::{Directed, EdgeType, Undirected};

use super::graph::{CollaborationGraph, Direction};
use crate::model::PersonId;

impl CollaborationGraph {
    /// The same people and ties as an undirected petgraph; vertex weights are ids. Arcs are
    /// read as edges.
    ///
    /// ```
    /// use crossweave::model::PersonId;
    /// use crossweave::network::graph::{CollaborationGraph, Direction};
    /// let graph = CollaborationGraph::from_ties(3, Direction::Edges, &[(PersonId(0), PersonId(1), 2.0)]);
    /// let general = graph.to_ungraph();
    /// assert_eq!((general.node_count(), general.edge_count()), (3, 1));
    /// assert_eq!(CollaborationGraph::from_ungraph(&general), graph);
    /// ```
    pub fn to_ungraph(&self) -> UnGraph<u32, f64> {
        to_petgraph::<Undirected>(&self.undirected())
    }

    /// The same people and ties as a directed petgraph; an edge becomes one arc from the lower id.
    pub fn to_digraph(&self) -> DiGraph<u32, f64> {
        to_petgraph::<Directed>(self)
    }

    /// Edges from an undirected petgraph; vertices become people in index order.
    pub fn from_ungraph<N>(graph: &UnGraph<N, f64>) -> Self {
        from_petgraph(graph, Direction::Edges)
    }

    /// Arcs from a directed petgraph; vertices become people in index order.
    pub fn from_digraph<N>(graph: &DiGraph<N, f64>) -> Self {
        from_petgraph(graph, Direction::Arcs)
    }
}

fn to_petgraph<D: EdgeType>(graph: &CollaborationGraph) -> Graph<u32, f64, D> {
    let mut general = Graph::with_capacity(graph.people(), graph.ties());
    for person in 0..graph.people() as u32 {
        general.add_node(person);
    }
    for (a, b, w) in graph.iter() {
        general.add_edge(NodeIndex::new(a as usize), NodeIndex::new(b as usize), w);
    }
    general
}

fn from_petgraph<N, D: EdgeType>(general: &Graph<N, f64, D>, direction: Direction) -> CollaborationGraph {
    let id = |n: NodeIndex| PersonId(n.index() as u32);
    let ties: Vec<_> =
        general.edge_references().map(|e| (id(e.source()), id(e.target()), *e.weight())).collect();
    CollaborationGraph::from_ties(general.node_count(), direction, &ties)
}

#[cfg(test)]
mod tests {
    use super::super::fixtures;
    use super::*;

    #[test]
    fn arcs_survive_the_round_trip_and_edges_join_both_ways() {
        let arcs = fixtures::eight_node_digraph();
        assert_eq!(CollaborationGraph::from_digraph(&arcs.to_digraph()), arcs);
        assert_eq!(arcs.to_ungraph().edge_count(), 11);
        let edges = fixtures::karate();
        assert_eq!(CollaborationGraph::from_ungraph(&edges.to_ungraph()), edges);
    }
}
