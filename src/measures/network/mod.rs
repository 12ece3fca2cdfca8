//! Measures, one a file.

pub mod assortativity;
pub mod betweenness;
pub mod betweenness_normalised;
pub mod coleman;
pub mod cross_boundary_share;
pub mod degree;
pub mod density;
pub mod ei_index;
pub mod ei_null;
pub mod ei_p;
pub mod facts;
pub mod isolates;
mod rows;
pub mod strength;
pub mod tie_count;
pub mod tie_density;
pub mod tie_expected;
pub mod tie_ratio;
pub mod tie_z;

#[cfg(test)]
mod harness;
#[cfg(test)]
mod known;
