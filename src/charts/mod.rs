//! Charts: one spec, one file a kind. Plotters lives here only.

pub mod spec;
