//! Measures, one a file.

pub mod assortativity;
pub mod betweenness;
pub mod betweenness_centralisation;
pub mod betweenness_normalised;
pub mod bridges;
pub mod closeness_harmonic;
pub mod clustering;
pub mod coleman;
pub mod components;
pub mod cross_boundary_share;
pub mod cut_off_groups;
pub mod cut_off_if_left;
pub mod cutpoints;
pub mod degree;
pub mod degree_in;
pub mod density;
pub mod ei_index;
pub mod ei_index_mean;
pub mod ei_index_weighted;
pub mod ei_null;
pub mod ei_p;
pub mod facts;
pub mod isolates;
pub mod k_core;
pub mod largest_component;
pub mod reciprocity_dyadic;
pub mod reciprocity_edgewise;
pub mod reciprocity_nonnull;
mod rows;
pub mod strength;
pub mod tie_count;
pub mod tie_density;
pub mod tie_expected;
pub mod tie_ratio;
pub mod tie_z;
pub mod ties;

#[cfg(test)]
mod harness;
#[cfg(test)]
mod known;
