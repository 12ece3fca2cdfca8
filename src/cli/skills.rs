//! `skills`: confidence and gaps.

use super::args::{RowArgs, Shared};
use super::failure::{Failure, Outcome};
use super::load::TieSource;
use super::rows;
use crate::measures::Family;
use crate::network::graph::CollaborationGraph;

/// Runs `skills`.
pub fn run(args: &RowArgs, shared: &Shared) -> Result<Outcome, Failure> {
    rows::run("skills", &[Family::Skills], args, shared, |_| {
        Ok((CollaborationGraph::default(), TieSource::Asked))
    })
}
