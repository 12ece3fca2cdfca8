//! Two attributes as a graph, in which a cut is a sum of groups of the one minus some of the other.

use std::collections::BTreeMap;

use super::{Cell, Work};
use crate::disclosure::cuts::Edge;

/// Who is drawn, and how.
#[derive(Clone, Copy)]
pub(super) enum People {
    /// Everyone.
    All,
    /// Everyone, as if this group were hidden too.
    Without(Cell),
    /// Everyone; those of no group in this attribute have a vertex of their own.
    Split(usize),
    /// Only those in no shown group of this attribute.
    BesideShown(usize),
}

/// Each attribute has a vertex a shown group and one for everyone else.
pub(super) struct Drawing {
    pub(super) vertices: usize,
    pub(super) edges: Vec<Edge>,
    cells: Vec<Option<Cell>>,
    people: People,
    base: [usize; 2],
}

impl Drawing {
    pub(super) fn of(work: &Work<'_>, a: usize, b: usize, people: People) -> Self {
        let attributes = work.published.attributes;
        let base = [0, attributes[a].labels.len() + 2];
        let vertices = base[1] + attributes[b].labels.len() + 2;
        let mut cells = vec![None; vertices];
        for (side, x) in [a, b].into_iter().enumerate() {
            (0..attributes[x].labels.len()).for_each(|g| cells[base[side] + g] = Some((x, g)));
        }
        let mut drawing = Self { vertices, edges: Vec::new(), cells, people, base };
        let group = |x: usize, p: usize| attributes[x].of[p].map(|g| g.0 as usize);
        let drawn = |p: usize| match people {
            People::BesideShown(c) => !group(c, p).is_some_and(|g| work.is_known((c, g))),
            _ => true,
        };
        let mut edges: BTreeMap<(usize, usize), u64> = BTreeMap::new();
        for p in (0..attributes[a].of.len()).filter(|&p| (work.published.inside)(p) && drawn(p)) {
            let ends = (drawing.vertex(work, 0, a, group(a, p)), drawing.vertex(work, 1, b, group(b, p)));
            *edges.entry(ends).or_default() += 1;
        }
        drawing.edges = edges.into_iter().map(|((u, v), n)| (u, v, n)).collect();
        drawing
    }

    /// The vertex of a group of the attribute `x` on a side, or of people of no group.
    pub(super) fn vertex(&self, work: &Work<'_>, side: usize, x: usize, group: Option<usize>) -> usize {
        let groups = work.published.attributes[x].labels.len();
        let hidden_too = |cell: Cell| matches!(self.people, People::Without(without) if without == cell);
        self.base[side]
            + match group {
                Some(g) if work.shown((x, g)) && !hidden_too((x, g)) => g,
                None if matches!(self.people, People::Split(split) if split == x) => groups + 1,
                _ => groups,
            }
    }

    /// The group a vertex stands for.
    pub(super) fn cell(&self, vertex: usize) -> Option<Cell> {
        self.cells[vertex]
    }
}
