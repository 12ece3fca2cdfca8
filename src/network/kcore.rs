//! Nested cores: groups in which everyone has ties to at least k of the others.

use super::graph::CollaborationGraph;

/// The highest k for which each person is in a k-core (Seidman 1983), in linear time
/// (Batagelj & Zaveršnik 2003); arcs are read as edges. 0 for people without ties.
///
/// ```
/// use crossweave::model::PersonId;
/// use crossweave::network::{graph::{CollaborationGraph, Direction}, kcore::core_numbers};
/// let ties = [(0, 1), (1, 2), (2, 0), (2, 3)].map(|(a, b)| (PersonId(a), PersonId(b), 1.0));
/// let graph = CollaborationGraph::from_ties(5, Direction::Edges, &ties);
/// assert_eq!(core_numbers(&graph), [2, 2, 2, 1, 0]);
/// ```
pub fn core_numbers(graph: &CollaborationGraph) -> Vec<u32> {
    let graph = graph.undirected();
    let people = graph.people();
    let mut core: Vec<u32> = (0..people as u32).map(|p| graph.degree(p) as u32).collect();
    let mut bins = Bins::new(&core);
    for i in 0..people {
        let person = bins.order[i];
        for &alter in graph.alters(person) {
            if core[alter as usize] > core[person as usize] {
                bins.move_down(alter, core[alter as usize]);
                core[alter as usize] -= 1;
            }
        }
    }
    core
}

/// People ordered by degree, with where each degree starts.
struct Bins {
    order: Vec<u32>,
    place: Vec<usize>,
    starts: Vec<usize>,
}

impl Bins {
    fn new(degrees: &[u32]) -> Self {
        let most = degrees.iter().max().map_or(0, |&d| d as usize);
        let mut starts = vec![0usize; most + 2];
        for &d in degrees {
            starts[d as usize + 1] += 1;
        }
        for d in 0..=most {
            starts[d + 1] += starts[d];
        }
        let mut order: Vec<u32> = (0..degrees.len() as u32).collect();
        order.sort_by_key(|&p| degrees[p as usize]);
        let mut place = vec![0; degrees.len()];
        for (i, &p) in order.iter().enumerate() {
            place[p as usize] = i;
        }
        Self { order, place, starts }
    }

    /// Puts a person one degree lower, by exchange with the first of their bin.
    fn move_down(&mut self, person: u32, degree: u32) {
        let (at, first) = (self.place[person as usize], self.starts[degree as usize]);
        let other = self.order[first];
        self.order.swap(at, first);
        self.place[person as usize] = first;
        self.place[other as usize] = at;
        self.starts[degree as usize] += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures;
    use super::*;

    #[test]
    fn karate_has_a_core_of_ten_at_four() {
        let core = core_numbers(&fixtures::karate());
        assert_eq!(core.iter().filter(|&&k| k == 4).count(), 10);
        assert_eq!((core[0], core[11], core.iter().max()), (4, 1, Some(&4)));
    }

    #[test]
    fn nobody_has_no_core() {
        assert!(core_numbers(&CollaborationGraph::default()).is_empty());
    }
}
