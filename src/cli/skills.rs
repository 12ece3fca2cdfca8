//! `skills`: confidence and gaps.

use super::args::{RowArgs, Shared};
use super::failure::{Failure, Outcome};
use super::rows;
use super::ties::Ties;
use crate::measures::Family;

/// Runs `skills`.
pub fn run(args: &RowArgs, shared: &Shared) -> Result<Outcome, Failure> {
    rows::run("skills", &[Family::Skills], args, shared, |_| Ok(Ties::default()))
}
