//! The compact graph and its algorithms, one a file.

pub mod betweenness;
pub mod bridges;
pub mod closeness;
pub mod clustering;
pub mod components;
pub mod cutpoints;
pub mod distances;
pub mod exchange;
pub mod graph;
pub mod group_ties;
pub mod kcore;
pub mod layout;
pub mod permutation;
pub mod reciprocity;
pub mod shared_groups;
pub mod ties;

#[cfg(test)]
pub(crate) mod fixtures;
#[cfg(test)]
mod oracles;
