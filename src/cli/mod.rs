//! The command line: the only place for files written, clock, environment and stdout.

mod account;
mod args;
mod check;
mod compare;
mod demo;
mod explain;
mod failure;
mod faults;
mod init;
mod load;
mod network;
mod output;
mod progress;
mod report;
mod rows;
mod skills;
mod sweep;
mod ties;
mod ties_out;

pub use args::{Cli, Command};
pub use failure::{Failure, Outcome};

/// Runs a command.
///
/// # Errors
/// [`Failure`] with the exit code and what to do.
pub fn run(cli: Cli) -> Result<Outcome, Failure> {
    faults::told(|| command(cli))
}

fn command(cli: Cli) -> Result<Outcome, Failure> {
    args::threads(&cli.shared)?;
    match cli.command {
        Command::Demo(args) => demo::run(&args, &cli.shared),
        Command::Init(args) => init::run(&args, &cli.shared),
        Command::Check(args) => check::run(&args, &cli.shared),
        Command::Report(args) => report::run(&args, &cli.shared),
        Command::Skills(args) => skills::run(&args, &cli.shared),
        Command::Compare(args) => compare::run(&args, &cli.shared),
        Command::Network(args) => network::run(&args, &cli.shared),
        Command::Explain(args) => explain::run(&args, &cli.shared),
    }
}
