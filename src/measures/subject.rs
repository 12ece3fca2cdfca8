//! What measures are computed on.

use super::network::facts::NetworkFacts;
use crate::model::{Attribute, Organisation};
use crate::network::graph::CollaborationGraph;
use crate::table::SkillMatrix;

/// The organisation with its graph and its answers joined, and how to compute.
pub struct Subject<'a> {
    /// The organisation.
    pub organisation: &'a Organisation,
    /// Ties under the programme's rule; every person of the organisation is a vertex.
    pub graph: &'a CollaborationGraph,
    /// Answers joined with the groups people are in.
    pub skills: &'a SkillMatrix,
    /// Attributes to group by, in the order of the report.
    pub groupings: Vec<&'a Attribute>,
    /// Seed of everything random.
    pub seed: u64,
    /// Whether values for single people are wanted (operator only).
    pub person_level: bool,
    /// What several network measures share; starts empty.
    pub facts: NetworkFacts,
}
