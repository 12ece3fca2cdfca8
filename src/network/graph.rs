//! The collaboration graph: compressed sparse rows over people.

use std::borrow::Cow;

use crate::model::PersonId;

/// Whether ties are read as edges (mutual) or arcs (from one to the other).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// `a–b` is one tie.
    #[default]
    Edges,
    /// `a→b` and `b→a` are two.
    Arcs,
}

/// Two people and a weight.
pub(super) type Tie = (PersonId, PersonId, f64);
/// The same by number, from one to the other.
type Arc = (u32, u32, f64);

/// Ties between people: sorted rows, no loops, no doubles, weights above 0.
///
/// As edges, each tie stands in both rows; as arcs, in the row of its origin only.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CollaborationGraph {
    direction: Direction,
    offsets: Vec<u32>,
    targets: Vec<u32>,
    weights: Vec<f64>,
}

impl CollaborationGraph {
    /// Builds from ties in any order; repeated ties add their weights, loops and weights that
    /// are not above 0 are left out. As edges, `(a, b)` and `(b, a)` are the same tie.
    ///
    /// Repeated ties are added from the weakest up, so the order of rows leaves no trace.
    /// Every id must be below `people`, as those of an organisation are.
    ///
    /// ```
    /// use crossweave::model::PersonId;
    /// use crossweave::network::graph::{CollaborationGraph, Direction};
    /// let ties = [(PersonId(0), PersonId(2), 1.0), (PersonId(2), PersonId(0), 0.5)];
    /// let graph = CollaborationGraph::from_ties(3, Direction::Edges, &ties);
    /// assert_eq!((graph.ties(), graph.alters(2), graph.weights(2)), (1, &[0][..], &[1.5][..]));
    /// ```
    pub fn from_ties(people: usize, direction: Direction, ties: &[Tie]) -> Self {
        Self::from_parts(people, direction, || ties.iter())
    }

    /// The same from ties that stand in several places, gone through as often as need be.
    pub(super) fn from_parts<'t, I: Iterator<Item = &'t Tie>>(
        people: usize,
        direction: Direction,
        ties: impl Fn() -> I,
    ) -> Self {
        let arcs = || ties().flat_map(move |tie| arcs_of(tie, direction));
        Self::from_sorted(people, direction, arcs)
            .unwrap_or_else(|| Self::from_unsorted(people, direction, arcs().collect()))
    }

    /// Lays arcs out by row as they come; `None` where a row does not come out sorted, or has doubles.
    fn from_sorted<I: Iterator<Item = Arc>>(
        people: usize,
        direction: Direction,
        arcs: impl Fn() -> I,
    ) -> Option<Self> {
        let mut offsets = vec![0_u32; people + 1];
        arcs().for_each(|(a, _, _)| offsets[a as usize + 1] += 1);
        for i in 0..people {
            offsets[i + 1] += offsets[i];
        }
        let all = offsets[people] as usize;
        let (mut targets, mut weights, mut next) = (vec![0; all], vec![0.0; all], offsets.clone());
        for (a, b, weight) in arcs() {
            let at = next[a as usize] as usize;
            if at > offsets[a as usize] as usize && targets[at - 1] >= b {
                return None;
            }
            (targets[at], weights[at]) = (b, weight);
            next[a as usize] += 1;
        }
        Some(Self { direction, offsets, targets, weights })
    }

    fn from_unsorted(people: usize, direction: Direction, mut arcs: Vec<Arc>) -> Self {
        arcs.sort_unstable_by(|x, y| (x.0, x.1).cmp(&(y.0, y.1)).then(x.2.total_cmp(&y.2)));
        arcs.dedup_by(|next, kept| {
            let same = (next.0, next.1) == (kept.0, kept.1);
            if same {
                kept.2 += next.2;
            }
            same
        });
        let mut offsets = vec![0u32; people + 1];
        for &(a, _, _) in &arcs {
            offsets[a as usize + 1] += 1;
        }
        for i in 0..people {
            offsets[i + 1] += offsets[i];
        }
        Self {
            direction,
            offsets,
            targets: arcs.iter().map(|a| a.1).collect(),
            weights: arcs.iter().map(|a| a.2).collect(),
        }
    }

    /// How ties are read.
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// People, those without ties included.
    pub fn people(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    /// Ties: edges counted once, arcs each.
    pub fn ties(&self) -> usize {
        match self.direction {
            Direction::Edges => self.targets.len() / 2,
            Direction::Arcs => self.targets.len(),
        }
    }

    /// Whom `person` has ties to, sorted by id.
    pub fn alters(&self, person: u32) -> &[u32] {
        &self.targets[self.row(person)]
    }

    /// Weights of those ties, in the same order.
    pub fn weights(&self, person: u32) -> &[f64] {
        &self.weights[self.row(person)]
    }

    /// Every tie once: edges with the lower id first, arcs as they run.
    pub fn iter(&self) -> impl Iterator<Item = (u32, u32, f64)> + '_ {
        (0..self.people() as u32).flat_map(move |a| {
            self.alters(a)
                .iter()
                .zip(self.weights(a))
                .map(move |(&b, &w)| (a, b, w))
                .filter(move |&(a, b, _)| self.direction == Direction::Arcs || a < b)
        })
    }

    /// How many `person` has ties to.
    pub fn degree(&self, person: u32) -> usize {
        self.row(person).len()
    }

    /// Sum of the weights of those ties.
    pub fn strength(&self, person: u32) -> f64 {
        self.weights(person).iter().sum()
    }

    /// The same with every arc turned round; edges stay as they are.
    pub fn reversed(&self) -> Cow<'_, Self> {
        if self.direction == Direction::Edges {
            return Cow::Borrowed(self);
        }
        let turned: Vec<_> = self.iter().map(|(a, b, w)| (PersonId(b), PersonId(a), w)).collect();
        Cow::Owned(Self::from_ties(self.people(), Direction::Arcs, &turned))
    }

    /// The same with arcs read as edges: a tie in either direction is a tie, weights add up.
    pub fn undirected(&self) -> Cow<'_, Self> {
        if self.direction == Direction::Edges {
            return Cow::Borrowed(self);
        }
        let ties: Vec<_> = self.iter().map(|(a, b, w)| (PersonId(a), PersonId(b), w)).collect();
        Cow::Owned(Self::from_ties(self.people(), Direction::Edges, &ties))
    }

    fn row(&self, person: u32) -> std::ops::Range<usize> {
        self.offsets[person as usize] as usize..self.offsets[person as usize + 1] as usize
    }
}

/// The arcs a tie stands for: none for a loop or a weight that is not above 0.
fn arcs_of(&(a, b, weight): &Tie, direction: Direction) -> impl Iterator<Item = Arc> + use<> {
    let is_tie = a != b && weight > 0.0;
    let there = is_tie.then_some((a.0, b.0, weight));
    let back = (is_tie && direction == Direction::Edges).then_some((b.0, a.0, weight));
    there.into_iter().chain(back)
}
