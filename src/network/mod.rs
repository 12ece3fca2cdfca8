//! The compact graph and its algorithms, one a file.

pub mod graph;
