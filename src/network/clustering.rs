//! Triangles: are a person's contacts in contact with each other?

use super::graph::CollaborationGraph;

/// Triangles and pairs of contacts; arcs are read as edges.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Triangles {
    /// Triangles each person is in.
    pub triangles: Vec<u64>,
    /// Pairs of each person's contacts.
    pub pairs: Vec<u64>,
}

impl Triangles {
    /// Share of a person's pairs of contacts who have a tie; `None` below two contacts.
    pub fn local(&self, person: u32) -> Option<f64> {
        let (closed, pairs) = (self.triangles[person as usize], self.pairs[person as usize]);
        (pairs > 0).then(|| closed as f64 / pairs as f64)
    }

    /// Transitivity: the same over all pairs of contacts together; `None` where there is none.
    pub fn global(&self) -> Option<f64> {
        let (closed, pairs) = (self.triangles.iter().sum::<u64>(), self.pairs.iter().sum::<u64>());
        (pairs > 0).then(|| closed as f64 / pairs as f64)
    }
}

/// Counts triangles (Schank & Wagner 2005): ties run from fewer contacts to more, so that hubs
/// have short rows, and each triangle is met once where two sorted rows share an entry.
///
/// ```
/// use crossweave::model::PersonId;
/// use crossweave::network::{clustering::triangles, graph::{CollaborationGraph, Direction}};
/// let ties = [(0, 1), (1, 2), (2, 0), (2, 3)].map(|(a, b)| (PersonId(a), PersonId(b), 1.0));
/// let found = triangles(&CollaborationGraph::from_ties(4, Direction::Edges, &ties));
/// assert_eq!((found.local(2), found.local(3), found.global()), (Some(1.0 / 3.0), None, Some(0.6)));
/// ```
pub fn triangles(graph: &CollaborationGraph) -> Triangles {
    let graph = graph.undirected();
    let people = 0..graph.people() as u32;
    let rank = |p: u32| (graph.degree(p), p);
    let onward: Vec<Vec<u32>> = people
        .clone()
        .map(|p| graph.alters(p).iter().copied().filter(|&alter| rank(alter) > rank(p)).collect())
        .collect();
    let mut triangles = vec![0u64; graph.people()];
    for a in people.clone() {
        for &b in &onward[a as usize] {
            let mut closed = 0;
            for c in shared(&onward[a as usize], &onward[b as usize]) {
                triangles[c as usize] += 1;
                closed += 1;
            }
            triangles[a as usize] += closed;
            triangles[b as usize] += closed;
        }
    }
    let pairs = |p| {
        let degree = graph.degree(p) as u64;
        degree * degree.saturating_sub(1) / 2
    };
    Triangles { triangles, pairs: people.map(pairs).collect() }
}

/// What two sorted rows have in common.
fn shared<'a>(mut a: &'a [u32], mut b: &'a [u32]) -> impl Iterator<Item = u32> + 'a {
    std::iter::from_fn(move || {
        while let (Some(&x), Some(&y)) = (a.first(), b.first()) {
            if x <= y {
                a = &a[1..];
            }
            if y <= x {
                b = &b[1..];
            }
            if x == y {
                return Some(x);
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::super::fixtures;
    use super::*;

    #[test]
    fn karate_agrees_with_networkx() {
        let found = triangles(&fixtures::karate());
        assert_eq!(found.triangles.iter().sum::<u64>(), 3 * 45);
        assert!((found.global().unwrap() - 0.255_681_818_181_818_2).abs() < 1e-15);
        assert_eq!(found.local(0), Some(0.15));
    }
}
