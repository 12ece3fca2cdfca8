//! The compact graph and its algorithms, one a file.

pub mod betweenness;
pub mod distances;
pub mod exchange;
pub mod graph;
pub mod group_ties;
pub mod permutation;
pub mod ties;

#[cfg(test)]
pub(crate) mod fixtures;
