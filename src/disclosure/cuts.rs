//! Small cuts: sets of people that sums of one attribute's groups minus sums of another's single out.
//!
//! Draw a vertex for each published group of two attributes and an edge, as heavy as the people in
//! it, for each two groups that share people. Adding some groups of the one attribute and taking
//! away some of the other leaves exactly the people on the edges that leave the chosen vertices:
//! a cut. So nobody can single out fewer than k people if and only if no cut, other than the
//! empty one, is lighter than k. A group of its own is a cut too.
//!
//! Cuts are found as Nagamochi and Ibaraki do (Computing edge-connectivity in multigraphs and
//! capacitated graphs, 1992): in an order of maximum adjacency two neighbours that reach k are
//! held together by k, and may be drawn as one.

use std::collections::{BTreeMap, BinaryHeap};

/// An edge: two vertices and the people on it.
pub type Edge = (usize, usize, u64);

/// Some vertices whose cut is lighter than k and not empty; `None` where there are none.
///
/// ```
/// use crossweave::disclosure::cuts::small_cut;
/// // Two teams, 0 and 1, in two sectors, 2 and 3; one person of team 0 is in the other sector.
/// let edges = [(0, 2, 9), (0, 3, 1), (1, 3, 8)];
/// let side = small_cut(4, &edges, 5).unwrap();
/// assert!(side == [0, 2] || side == [1, 3]);
/// assert_eq!(small_cut(4, &[(0, 2, 9), (0, 3, 5), (1, 3, 8)], 5), None);
/// assert_eq!(small_cut(4, &[(0, 2, 9), (1, 3, 8)], 5), None);
/// ```
pub fn small_cut(vertices: usize, edges: &[Edge], k: u64) -> Option<Vec<usize>> {
    let mut merged = Merged((0..vertices).collect());
    loop {
        let graph = contracted(edges, &mut merged);
        match Order::of(vertices, &graph, k) {
            Order { light: Some(vertex), .. } => {
                return Some((0..vertices).filter(|&v| merged.find(v) == vertex).collect());
            }
            Order { held, .. } if held.is_empty() => return None,
            Order { held, .. } => held.into_iter().for_each(|(a, b)| merged.join(a, b)),
        }
    }
}

/// Vertices drawn as one.
struct Merged(Vec<usize>);

impl Merged {
    fn find(&mut self, mut v: usize) -> usize {
        while self.0[v] != v {
            self.0[v] = self.0[self.0[v]];
            v = self.0[v];
        }
        v
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.find(a), self.find(b));
        self.0[a.max(b)] = a.min(b);
    }
}

type Neighbours = BTreeMap<usize, BTreeMap<usize, u64>>;

fn contracted(edges: &[Edge], merged: &mut Merged) -> Neighbours {
    let mut graph = Neighbours::new();
    for &(a, b, people) in edges.iter().filter(|e| e.2 > 0) {
        let (a, b) = (merged.find(a), merged.find(b));
        if a != b {
            *graph.entry(a).or_default().entry(b).or_default() += people;
            *graph.entry(b).or_default().entry(a).or_default() += people;
        }
    }
    graph
}

/// What one order of maximum adjacency shows.
#[derive(Default)]
struct Order {
    /// A vertex all of whose edges together are lighter than k.
    light: Option<usize>,
    /// Neighbours held together by k or more.
    held: Vec<(usize, usize)>,
}

impl Order {
    fn of(vertices: usize, graph: &Neighbours, k: u64) -> Self {
        let mut order = Self::default();
        let mut seen = vec![false; vertices];
        for &start in graph.keys() {
            if !seen[start] {
                order.walk(start, graph, k, &mut seen);
            }
        }
        order
    }

    /// One connected part. The last vertex has all its neighbours before it, so what pulled it in
    /// is the weight of its whole cut.
    fn walk(&mut self, start: usize, graph: &Neighbours, k: u64, seen: &mut [bool]) {
        let mut pull: BTreeMap<usize, u64> = BTreeMap::new();
        let mut next = BinaryHeap::from([(0, std::cmp::Reverse(start))]);
        let mut last = start;
        while let Some((_, std::cmp::Reverse(v))) = next.pop() {
            if std::mem::replace(&mut seen[v], true) {
                continue;
            }
            last = v;
            for (&other, &people) in graph.get(&v).into_iter().flatten().filter(|(o, _)| !seen[**o]) {
                let pulled = pull.entry(other).or_default();
                *pulled += people;
                next.push((*pulled, std::cmp::Reverse(other)));
                if *pulled >= k {
                    self.held.push((v, other));
                }
            }
        }
        let light = pull.get(&last).is_some_and(|people| *people < k);
        self.light = self.light.or(Some(last).filter(|_| light));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The weight of every cut, by trying all of them.
    fn lightest(vertices: usize, edges: &[Edge]) -> Option<u64> {
        let weight = |side: u32| {
            let crosses = |e: &&Edge| (side >> e.0 & 1) != (side >> e.1 & 1);
            edges.iter().filter(crosses).map(|e| e.2).sum::<u64>()
        };
        (0..1 << vertices).map(weight).filter(|w| *w > 0).min()
    }

    #[test]
    fn as_every_cut_tried_in_turn() {
        let mut state = 7u64;
        let mut dice = |n: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % n
        };
        for _ in 0..400 {
            let (left, right) = (2 + dice(5) as usize, 1 + dice(4) as usize);
            let edges: Vec<Edge> = (0..left)
                .flat_map(|a| (0..right).map(move |b| (a, left + b)))
                .map(|(a, b)| (a, b, [0, 0, 1, 2, 4, 9][dice(6) as usize]))
                .collect();
            let found = small_cut(left + right, &edges, 5);
            let lightest = lightest(left + right, &edges);
            assert_eq!(found.is_some(), lightest.is_some_and(|w| w < 5), "{edges:?}");
            if let Some(side) = found {
                let crosses = |e: &&Edge| side.contains(&e.0) != side.contains(&e.1);
                let weight: u64 = edges.iter().filter(crosses).map(|e| e.2).sum();
                assert!((1..5).contains(&weight), "{edges:?}: {side:?}");
            }
        }
    }
}
