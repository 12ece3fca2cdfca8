//! `network`: measures of ties, and of answers and ties together.

use super::args::{NetworkArgs, Shared};
use super::failure::{Failure, Outcome};
use super::rows;
use crate::measures::Family;
use crate::network::graph::Direction;

/// Runs `network`.
pub fn run(args: &NetworkArgs, shared: &Shared) -> Result<Outcome, Failure> {
    let direction = if args.directed { Direction::Arcs } else { Direction::Edges };
    rows::run("network", &[Family::Network, Family::Joint], &args.rows, shared, |loaded| {
        let (graph, source) = loaded.graph(direction, args.question.as_deref())?;
        loaded.say_pooled(source, args.question.as_deref(), shared);
        Ok((graph, source))
    })
}
