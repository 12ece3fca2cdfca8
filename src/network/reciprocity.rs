//! Whether arcs are answered.

use super::graph::{CollaborationGraph, Direction};

/// Pairs of people by how they are tied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DyadCensus {
    /// Pairs with an arc each way.
    pub mutual: u64,
    /// Pairs with an arc one way.
    pub one_way: u64,
    /// Pairs with no arc.
    pub null: u64,
}

/// Counts the pairs (Holland & Leinhardt 1970); `None` for edges, which have no direction.
pub fn dyad_census(graph: &CollaborationGraph) -> Option<DyadCensus> {
    if graph.direction() == Direction::Edges {
        return None;
    }
    let answered = |&(a, b, _): &(u32, u32, f64)| graph.alters(b).binary_search(&a).is_ok();
    let mutual = graph.iter().filter(answered).count() as u64 / 2;
    let one_way = graph.ties() as u64 - 2 * mutual;
    let people = graph.people() as u64;
    let pairs = people * people.saturating_sub(1) / 2;
    Some(DyadCensus { mutual, one_way, null: pairs - mutual - one_way })
}

#[cfg(test)]
mod tests {
    use super::super::fixtures;
    use super::*;

    #[test]
    fn the_eight_node_digraph() {
        let census = DyadCensus { mutual: 3, one_way: 8, null: 17 };
        assert_eq!(dyad_census(&fixtures::eight_node_digraph()), Some(census));
        assert_eq!(dyad_census(&fixtures::karate()), None);
    }
}
