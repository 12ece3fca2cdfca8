//! People without whom the network would fall apart, and what would come off.

use super::graph::CollaborationGraph;

/// A person whose leaving splits the part they are in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CutPoint {
    /// The person.
    pub person: u32,
    /// People in each of the parts left over, largest first, the person not counted; at least two.
    pub parts: Vec<u32>,
}

impl CutPoint {
    /// People who would lose touch with the largest part left over.
    pub fn cut_off(&self) -> u32 {
        self.parts.iter().skip(1).sum()
    }
}

/// Every cut-point with the sizes of the parts left over, sorted by id; arcs are read as edges.
/// One depth-first pass (Hopcroft & Tarjan 1973): the subtree of a child that reaches no
/// higher than the person comes off when the person goes.
///
/// ```
/// use crossweave::model::PersonId;
/// use crossweave::network::cutpoints::{CutPoint, cutpoints};
/// use crossweave::network::graph::{CollaborationGraph, Direction};
/// let line = [(PersonId(0), PersonId(1), 1.0), (PersonId(1), PersonId(2), 1.0)];
/// let graph = CollaborationGraph::from_ties(3, Direction::Edges, &line);
/// assert_eq!(cutpoints(&graph), [CutPoint { person: 1, parts: vec![1, 1] }]);
/// ```
pub fn cutpoints(graph: &CollaborationGraph) -> Vec<CutPoint> {
    let graph = graph.undirected();
    let mut walk = Walk::new(graph.people());
    let mut found = Vec::new();
    for root in 0..graph.people() as u32 {
        if walk.entered[root as usize] == UNSEEN {
            let start = walk.order.len();
            walk.walk_from(&graph, root);
            walk.collect(start, &mut found);
        }
    }
    found.sort_unstable_by_key(|c: &CutPoint| c.person);
    found
}

/// The people of each part left over when `person` leaves, largest part first, then by the
/// lowest id; only parts that hung together through the person.
pub fn parts_without(graph: &CollaborationGraph, person: u32) -> Vec<Vec<u32>> {
    let graph = graph.undirected();
    let mut seen = vec![false; graph.people()];
    seen[person as usize] = true;
    let mut parts = Vec::new();
    for &alter in graph.alters(person) {
        if std::mem::replace(&mut seen[alter as usize], true) {
            continue;
        }
        let mut part = vec![alter];
        let mut next = 0;
        while next < part.len() {
            for &other in graph.alters(part[next]) {
                if !std::mem::replace(&mut seen[other as usize], true) {
                    part.push(other);
                }
            }
            next += 1;
        }
        part.sort_unstable();
        parts.push(part);
    }
    parts.sort_by_key(|part: &Vec<u32>| (std::cmp::Reverse(part.len()), part[0]));
    parts
}

const UNSEEN: u32 = u32::MAX;

/// A depth-first walk: when each vertex was entered, the earliest one its subtree reaches.
struct Walk {
    entered: Vec<u32>,
    reaches: Vec<u32>,
    parent: Vec<u32>,
    /// Vertices of the subtree.
    size: Vec<u32>,
    order: Vec<u32>,
    /// The path walked, with the next tie to look at.
    path: Vec<(u32, usize)>,
}

impl Walk {
    fn new(people: usize) -> Self {
        Self {
            entered: vec![UNSEEN; people],
            reaches: vec![UNSEEN; people],
            parent: vec![UNSEEN; people],
            size: vec![1; people],
            order: Vec::with_capacity(people),
            path: Vec::new(),
        }
    }

    fn enter(&mut self, vertex: u32) {
        let time = self.order.len() as u32;
        self.entered[vertex as usize] = time;
        self.reaches[vertex as usize] = time;
        self.order.push(vertex);
        self.path.push((vertex, 0));
    }

    fn walk_from(&mut self, graph: &CollaborationGraph, root: u32) {
        self.enter(root);
        while let Some((vertex, next)) = self.path.last_mut() {
            let (v, alter) = (*vertex, graph.alters(*vertex).get(*next).copied());
            *next += 1;
            match alter {
                Some(alter) if self.entered[alter as usize] == UNSEEN => {
                    self.parent[alter as usize] = v;
                    self.enter(alter);
                }
                Some(alter) => {
                    let time = self.entered[alter as usize];
                    self.reaches[v as usize] = self.reaches[v as usize].min(time);
                }
                None => self.leave(v),
            }
        }
    }

    fn leave(&mut self, vertex: u32) {
        self.path.pop();
        let (v, parent) = (vertex as usize, self.parent[vertex as usize]);
        if parent != UNSEEN {
            let p = parent as usize;
            self.reaches[p] = self.reaches[p].min(self.reaches[v]);
            self.size[p] += self.size[v];
        }
    }

    /// Cut-points of the part whose walk began at `start` in `order`.
    fn collect(&self, start: usize, found: &mut Vec<CutPoint>) {
        let part = &self.order[start..];
        let mut off: Vec<(u32, u32)> = Vec::new();
        for &child in &part[1..] {
            let parent = self.parent[child as usize];
            if self.reaches[child as usize] >= self.entered[parent as usize] {
                off.push((parent, self.size[child as usize]));
            }
        }
        off.sort_unstable();
        for group in off.chunk_by(|a, b| a.0 == b.0) {
            let mut parts: Vec<u32> = group.iter().map(|g| g.1).collect();
            let rest = part.len() as u32 - 1 - parts.iter().sum::<u32>();
            parts.extend((rest > 0).then_some(rest));
            parts.sort_unstable_by_key(|&size| std::cmp::Reverse(size));
            if parts.len() > 1 {
                found.push(CutPoint { person: group[0].0, parts });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures;
    use super::super::graph::Direction;
    use super::*;

    #[test]
    fn the_kite_hangs_by_heather_and_ike() {
        let found = cutpoints(&fixtures::kite());
        let expected = [CutPoint { person: 7, parts: vec![7, 2] }, CutPoint { person: 8, parts: vec![8, 1] }];
        assert_eq!(found, expected);
        assert_eq!(found[0].cut_off(), 2);
        assert_eq!(parts_without(&fixtures::kite(), 7)[1], [8, 9]);
    }

    #[test]
    fn a_star_falls_into_single_people() {
        let graph = fixtures::graph(6, Direction::Arcs, &[(1, 0), (2, 0), (0, 3), (4, 5)]);
        assert_eq!(cutpoints(&graph), [CutPoint { person: 0, parts: vec![1, 1, 1] }]);
    }

    #[test]
    fn petgraph_finds_the_same_people_and_removal_the_same_parts() {
        for salt in 0..40u32 {
            let n = 20 + salt;
            let ties: Vec<_> = (0..n).map(|i| ((i * i * 7 + salt) % n, (i * 13 + salt * i) % n)).collect();
            let graph = fixtures::graph(n as usize, Direction::Edges, &ties);
            let found = cutpoints(&graph);
            let general = graph.to_ungraph();
            let mut people: Vec<u32> = petgraph::algo::articulation_points::articulation_points(&general)
                .iter()
                .map(|v| v.index() as u32)
                .collect();
            people.sort_unstable();
            assert_eq!(found.iter().map(|c| c.person).collect::<Vec<_>>(), people);
            for cut in &found {
                let parts: Vec<_> =
                    parts_without(&graph, cut.person).iter().map(|p| p.len() as u32).collect();
                assert_eq!(cut.parts, parts);
            }
        }
    }

    #[test]
    fn a_very_long_line_needs_no_deep_stack() {
        let line: Vec<_> = (0..99_999).map(|i| (i, i + 1)).collect();
        let found = cutpoints(&fixtures::graph(100_000, Direction::Edges, &line));
        assert_eq!(found.len(), 99_998);
        assert_eq!(found.iter().map(CutPoint::cut_off).max(), Some(49_999));
    }
}
