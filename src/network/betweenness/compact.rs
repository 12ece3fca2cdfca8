//! The graph with vertices renumbered so that neighbours lie close together in memory.

use super::super::graph::CollaborationGraph;

/// Rows of targets only, numbered in breadth-first order from the best connected.
pub(super) struct Compact {
    offsets: Vec<u32>,
    targets: Vec<u32>,
    /// The person each vertex stands for.
    people: Vec<u32>,
}

impl Compact {
    pub(super) fn new(graph: &CollaborationGraph) -> Self {
        let people = breadth_first_order(graph);
        let mut vertex = vec![0u32; people.len()];
        for (v, &person) in people.iter().enumerate() {
            vertex[person as usize] = v as u32;
        }
        let mut offsets = vec![0u32];
        let mut targets = Vec::new();
        for &person in &people {
            let start = targets.len();
            targets.extend(graph.alters(person).iter().map(|&alter| vertex[alter as usize]));
            targets[start..].sort_unstable();
            offsets.push(targets.len() as u32);
        }
        Self { offsets, targets, people }
    }

    pub(super) fn len(&self) -> usize {
        self.people.len()
    }

    pub(super) fn row(&self, vertex: u32) -> &[u32] {
        let v = vertex as usize;
        &self.targets[self.offsets[v] as usize..self.offsets[v + 1] as usize]
    }

    /// Vertices from which anyone can be reached.
    pub(super) fn sources(&self) -> Vec<u32> {
        (0..self.len() as u32).filter(|&v| !self.row(v).is_empty()).collect()
    }

    /// Values by vertex put into the order of people.
    pub(super) fn in_people_order(&self, values: &[f64]) -> Vec<f64> {
        let mut ordered = vec![0.0; values.len()];
        for (&person, &x) in self.people.iter().zip(values) {
            ordered[person as usize] = x;
        }
        ordered
    }
}

fn breadth_first_order(graph: &CollaborationGraph) -> Vec<u32> {
    let mut starts: Vec<u32> = (0..graph.people() as u32).collect();
    starts.sort_by_key(|&p| std::cmp::Reverse(graph.degree(p)));
    let mut seen = vec![false; starts.len()];
    let mut order: Vec<u32> = Vec::with_capacity(starts.len());
    for start in starts {
        if std::mem::replace(&mut seen[start as usize], true) {
            continue;
        }
        let mut next = order.len();
        order.push(start);
        while next < order.len() {
            for &alter in graph.alters(order[next]) {
                if !std::mem::replace(&mut seen[alter as usize], true) {
                    order.push(alter);
                }
            }
            next += 1;
        }
    }
    order
}
