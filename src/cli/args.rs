//! Commands and options.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::failure::Failure;
use crate::measures::Level;
use crate::programme::config::TieSource;

/// Joins a skills audit to the collaboration network: where confidence is low, which teams hardly
/// talk, who could help, what moved.
#[derive(Debug, Parser)]
#[command(name = "crossweave", version, max_term_width = 100, after_help = AFTER)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Options every command takes.
    #[command(flatten)]
    pub shared: Shared,
}

const AFTER: &str = "Exit codes: 0 done; 1 check found problems; 2 bad usage or unreadable input; 3 done, but some \
    rows were rejected; 4 refused by disclosure control; 130 interrupted.\nNew here? Run: crossweave demo";

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make the example programme and report on it
    Demo(DemoArgs),
    /// Make a programme folder: crossweave.toml and spreadsheets to send out
    Init(InitArgs),
    /// Read everything, list every problem by file, sheet and cell, change nothing
    Check(CheckArgs),
    /// Write the report: HTML, workbook, charts, data
    Report(ReportArgs),
    /// Confidence and gaps, as a table, JSON or CSV
    Skills(RowArgs),
    /// Two waves: the same people, different people, everyone; as a table, JSON or CSV
    Compare(CompareArgs),
    /// Network measures, as a table, JSON or CSV
    Network(NetworkArgs),
    /// Explain any measure, finding or problem code
    Explain(ExplainArgs),
}

/// Options every command takes.
#[derive(Debug, Args)]
pub struct Shared {
    /// How to print
    #[arg(long, global = true, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// Only this wave, and none after it
    #[arg(long, global = true, value_name = "WAVE")]
    pub wave: Option<String>,
    /// Smallest group that may be shown; a report never goes below 5
    #[arg(long, global = true, value_name = "K")]
    pub min_group: Option<u32>,
    /// Show rows about single people; with --level person, for the person running the tool only
    #[arg(long, global = true)]
    pub show_names: bool,
    /// Seed of everything random
    #[arg(long, global = true, default_value_t = 1)]
    pub seed: u64,
    /// Threads to use; all cores when left out
    #[arg(long, global = true, value_name = "N")]
    pub threads: Option<usize>,
    /// No progress and no closing words
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// No colour (NO_COLOR does the same)
    #[arg(long, global = true)]
    pub no_color: bool,
    /// Settings file instead of crossweave.toml beside the data
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// How results are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Aligned columns for reading
    Table,
    /// JSON with a published schema
    Json,
    /// Comma-separated values
    Csv,
}

/// What to read.
#[derive(Clone, Debug, Default, Args)]
pub struct Paths {
    /// Files or folders; the current folder when left out
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
}

/// `demo`.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Folder to make
    #[arg(value_name = "DIR", default_value = "crossweave-demo")]
    pub dir: PathBuf,
}

/// `init`.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// Folder to make
    #[arg(value_name = "DIR", default_value = ".")]
    pub dir: PathBuf,
    /// Write over files that are there already
    #[arg(long)]
    pub force: bool,
}

/// `check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// What to read.
    #[command(flatten)]
    pub paths: Paths,
    /// Every address of every problem, not only the first few
    #[arg(long)]
    pub all: bool,
    /// Write the likenesses found into matches.csv, to be answered yes or no
    #[arg(long)]
    pub write_matches: bool,
    /// Write every row and cell that was not used into rejects.csv
    #[arg(long)]
    pub write_rejects: bool,
    /// Write how each sheet was read into mapping.toml, to be changed and then obeyed
    #[arg(long)]
    pub write_mapping: bool,
}

/// `report`.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// What to read.
    #[command(flatten)]
    pub paths: Paths,
    /// Folder to write; `report` beside the data when left out
    #[arg(long, short, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Replace the folder even when it is no earlier report
    #[arg(long)]
    pub force: bool,
}

/// `skills`, and what `network` shares with it.
#[derive(Debug, Args)]
pub struct RowArgs {
    /// What to read.
    #[command(flatten)]
    pub paths: Paths,
    /// Only rows about these: network, group, pair, person or skill
    #[arg(long, value_enum, value_name = "LEVEL", value_delimiter = ',')]
    pub level: Vec<LevelArg>,
    /// Only groups of this attribute: team, sector, …
    #[arg(long, value_name = "ATTRIBUTE")]
    pub by: Option<String>,
}

/// `compare`.
#[derive(Debug, Args)]
pub struct CompareArgs {
    /// A wave, as crossweave check names it
    #[arg(value_name = "A")]
    pub first: String,
    /// Another; whichever was held first is taken as the one before
    #[arg(value_name = "B")]
    pub second: String,
    /// What to read.
    #[command(flatten)]
    pub paths: Paths,
}

/// `network`.
#[derive(Debug, Args)]
pub struct NetworkArgs {
    /// Rows.
    #[command(flatten)]
    pub rows: RowArgs,
    /// Read ties as arcs, from the one who wrote or was asked
    #[arg(long)]
    pub directed: bool,
    /// Only ties reported for this question
    #[arg(long, value_name = "QUESTION")]
    pub question: Option<String>,
    /// What ties are made of; interactions where there are any, else ties asked, else groups shared
    #[arg(long, value_enum, value_name = "SOURCE")]
    pub ties: Option<TiesArg>,
    /// Write every tie with its weight to a CSV file; needs --show-names
    #[arg(long, value_name = "FILE", conflicts_with = "sweep")]
    pub ties_out: Option<PathBuf>,
    /// Move the tie rule one setting at a time and show which findings hold: at-least=1,2,3,
    /// window-days=7,28,0, reciprocal=on,off or recipients-at-most=5,25,0; may be repeated. Without a
    /// setting, usual values of all four
    #[arg(long, value_name = "SETTING=VALUES", num_args = 0..=1, default_missing_value = "")]
    pub sweep: Option<Vec<String>>,
}

/// Sources of ties on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TiesArg {
    /// Messages and meetings
    Interactions,
    /// What people answered when asked
    Asked,
    /// Boards, projects and events that people share
    Groups,
}

impl From<TiesArg> for TieSource {
    fn from(source: TiesArg) -> Self {
        match source {
            TiesArg::Interactions => TieSource::Interactions,
            TiesArg::Asked => TieSource::Asked,
            TiesArg::Groups => TieSource::Groups,
        }
    }
}

/// `explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// A measure, a finding's rule or a problem code; the list of all when left out
    #[arg(value_name = "ID")]
    pub id: Option<String>,
    /// Print the JSON schema of results; with check or sweep as the ID, that of those
    #[arg(long)]
    pub schema: bool,
}

/// Levels on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LevelArg {
    /// The whole network, or everyone
    Network,
    /// Groups
    Group,
    /// Pairs of groups
    Pair,
    /// People
    Person,
    /// Skills
    Skill,
}

impl From<LevelArg> for Level {
    fn from(level: LevelArg) -> Self {
        match level {
            LevelArg::Network => Level::Network,
            LevelArg::Group => Level::Group,
            LevelArg::Pair => Level::Pair,
            LevelArg::Person => Level::Person,
            LevelArg::Skill => Level::Skill,
        }
    }
}

/// Sets the number of threads for the whole run.
pub fn threads(shared: &Shared) -> Result<(), Failure> {
    let Some(threads) = shared.threads else { return Ok(()) };
    if threads == 0 {
        return Err(Failure::Usage("--threads takes a number from 1 up".into()));
    }
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build_global()
        .map_err(|e| Failure::Usage(format!("--threads {threads}: {e}")))
}
