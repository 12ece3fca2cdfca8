//! What several network measures share, computed once.

use std::borrow::Cow;
use std::sync::OnceLock;

use crate::measures::Subject;
use crate::model::Attribute;
use crate::network::betweenness::betweenness;
use crate::network::closeness::harmonic;
use crate::network::components::{Components, components};
use crate::network::cutpoints::{CutPoint, cutpoints};
use crate::network::graph::{CollaborationGraph, Direction};
use crate::network::group_ties::GroupMatrix;

/// Results kept with the subject; each is computed when first asked for.
#[derive(Debug, Default)]
pub struct NetworkFacts {
    betweenness: OnceLock<Vec<f64>>,
    groups: OnceLock<Vec<GroupMatrix>>,
    undirected: OnceLock<CollaborationGraph>,
    components: OnceLock<Components>,
    cutpoints: OnceLock<Vec<CutPoint>>,
    closeness: OnceLock<Option<Vec<f64>>>,
}

/// The kept value, or a new one. Nothing waits while another thread computes: a thread of the
/// pool that waited here while holding the work waited for would wait for ever. At worst a
/// value is computed twice, and it is the same both times.
fn kept<T>(slot: &OnceLock<T>, compute: impl FnOnce() -> T) -> &T {
    if let Some(value) = slot.get() {
        return value;
    }
    let value = compute();
    slot.get_or_init(|| value)
}

impl Subject<'_> {
    /// Raw betweenness of each person.
    pub fn betweenness(&self) -> &[f64] {
        kept(&self.facts.betweenness, || betweenness(self.graph)).as_slice()
    }

    /// Ties by group for each of [`Subject::groupings`], in their order.
    pub fn group_matrices(&self) -> &[GroupMatrix] {
        let matrix = |by: &&Attribute| GroupMatrix::new(self.graph, by, self.seed);
        kept(&self.facts.groups, || self.groupings.iter().map(matrix).collect::<Vec<_>>()).as_slice()
    }

    /// The graph with arcs read as edges.
    pub fn undirected(&self) -> &CollaborationGraph {
        if self.graph.direction() == Direction::Edges {
            return self.graph;
        }
        kept(&self.facts.undirected, || Cow::into_owned(self.graph.undirected()))
    }

    /// The parts the network falls into.
    pub fn components(&self) -> &Components {
        kept(&self.facts.components, || components(self.graph))
    }

    /// People the network would split without.
    pub fn cutpoints(&self) -> &[CutPoint] {
        kept(&self.facts.cutpoints, || cutpoints(self.undirected())).as_slice()
    }

    /// Normalised harmonic closeness of each person; `None` below two people.
    pub fn closeness(&self) -> Option<&[f64]> {
        kept(&self.facts.closeness, || harmonic(self.graph)).as_deref()
    }
}
