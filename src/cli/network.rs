//! `network`: measures of ties, and of answers and ties together.

use super::args::{NetworkArgs, Shared};
use super::failure::{Failure, Outcome};
use super::ties::Wanted;
use super::{rows, sweep, ties_out};
use crate::measures::Family;
use crate::network::graph::Direction;

/// Runs `network`.
pub fn run(args: &NetworkArgs, shared: &Shared) -> Result<Outcome, Failure> {
    let wanted = wanted(args);
    if let Some(asked) = &args.sweep {
        return sweep::run(args, asked, wanted, shared);
    }
    if args.ties_out.is_some() {
        ties_out::may_name(shared)?;
    }
    rows::run("network", &[Family::Network, Family::Joint], &args.rows, shared, |loaded| {
        let ties = loaded.ties(wanted)?;
        loaded.say_source(&ties, args.question.as_deref(), shared);
        if let Some(path) = &args.ties_out {
            ties_out::write(path, loaded, &ties.graph)?;
        }
        Ok(ties)
    })
}

/// Which ties the command line asks for.
fn wanted(args: &NetworkArgs) -> Wanted<'_> {
    let direction = if args.directed { Direction::Arcs } else { Direction::Edges };
    Wanted { direction, question: args.question.as_deref(), from: args.ties.map(Into::into) }
}
