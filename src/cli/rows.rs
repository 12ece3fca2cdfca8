//! Results as a table, JSON or CSV: what `skills` and `network` share.

use super::args::{Format, RowArgs, Shared};
use super::failure::{Failure, Outcome};
use super::load::{self, Loaded};
use super::progress::Progress;
use super::ties::Ties;
use crate::disclosure::{Disclosed, Policy, Tier};
use crate::insight::Analysis;
use crate::insight::analyse::{Request, analyse, groupings};
use crate::insight::analysis::RowFilter;
use crate::measures::{Family, Level};
use crate::model::derived::attendance;
use crate::report::{results, terminal};

/// Columns of the terminal when it does not say.
const WIDTH: usize = 100;

/// What is asked of a run.
pub struct Ask<'a> {
    /// `skills`, `network`, `report`.
    pub command: &'static str,
    /// Families of measures.
    pub families: &'a [Family],
    /// Rows wanted.
    pub only: RowFilter,
    /// Whether the map is wanted.
    pub map: bool,
    /// Whether rows about single people are wanted.
    pub person_level: bool,
}

/// Computes and discloses under a policy.
///
/// # Errors
/// Only a fault in this program.
pub fn disclosed(
    loaded: &Loaded,
    ties: &Ties,
    shared: &Shared,
    ask: Ask<'_>,
    policy: Policy,
) -> Result<Disclosed<Analysis>, Failure> {
    Ok(Disclosed::new(computed(loaded, ties, shared, ask, policy)?, policy))
}

/// Computes what will be disclosed under a policy.
///
/// # Errors
/// Only a fault in this program.
pub fn computed(
    loaded: &Loaded,
    ties: &Ties,
    shared: &Shared,
    ask: Ask<'_>,
    policy: Policy,
) -> Result<Analysis, Failure> {
    let organisation = &loaded.built.organisation;
    let attendance = attendance(organisation);
    let mut grouped = groupings(organisation.attributes(), policy.k as usize);
    grouped.extend(&attendance);
    let mut about = loaded.about(ask.command, ties, shared.seed);
    about.only = ask.only;
    analyse(Request {
        organisation,
        graph: &ties.graph,
        groupings: grouped,
        families: ask.families,
        about,
        person_level: ask.person_level,
        map: ask.map,
    })
    .map_err(|e| Failure::Internal(e.to_string()))
}

/// The rows a row command shows: what was asked for, or for reading the short form.
pub fn filter(args: &RowArgs, shared: &Shared) -> RowFilter {
    let short = shared.format == Format::Table && args.level.is_empty();
    let usual = [Level::Network, Level::Group, Level::Skill].to_vec();
    RowFilter {
        levels: if short { usual } else { args.level.iter().map(|l| Level::from(*l)).collect() },
        by: args.by.clone(),
        wave: shared.wave.clone(),
        no_group_by_skill: short,
        measures: &[],
    }
}

/// The policy of the person running the tool.
///
/// # Errors
/// Person rows without `--show-names`, and k of 0.
pub fn operator(args: &RowArgs, loaded: &Loaded, shared: &Shared) -> Result<Policy, Failure> {
    let wants_people = args.level.contains(&super::args::LevelArg::Person);
    if wants_people && !shared.show_names {
        return Err(Failure::Disclosure(
            "rows about single people are for the person running the tool only\n  help: add --show-names, and keep \
             what it prints to yourself"
                .into(),
        ));
    }
    let k = shared.min_group.unwrap_or(loaded.folder.config.disclosure.min_group);
    if k == 0 {
        return Err(Failure::Usage("--min-group takes a number from 1 up".into()));
    }
    Ok(Policy { tier: Tier::Operator, k })
}

/// Runs a row command.
///
/// # Errors
/// Unreadable input, or options that do not fit.
pub fn run(
    command: &'static str,
    families: &[Family],
    args: &RowArgs,
    shared: &Shared,
    ties: impl Fn(&Loaded) -> Result<Ties, Failure>,
) -> Result<Outcome, Failure> {
    let progress = Progress::new(shared.quiet);
    let loaded = load::load(&args.paths, shared, &progress)?;
    loaded.must_be_readable()?;
    let policy = operator(args, &loaded, shared)?;
    must_be_grouped(&loaded, args, policy)?;
    progress.stage("computing");
    let ties = ties(&loaded)?;
    let person_level = shared.show_names && args.level.contains(&super::args::LevelArg::Person);
    let ask = Ask { command, families, only: filter(args, shared), map: false, person_level };
    let analysis = disclosed(&loaded, &ties, shared, ask, policy)?.map(|a, _| a.selected());
    progress.finish();
    print(&analysis, shared.format)?;
    loaded.say_problems(shared);
    Ok(loaded.outcome())
}

fn must_be_grouped(loaded: &Loaded, args: &RowArgs, policy: Policy) -> Result<(), Failure> {
    let Some(by) = &args.by else { return Ok(()) };
    let organisation = &loaded.built.organisation;
    let attendance = attendance(organisation);
    let shown = groupings(organisation.attributes(), policy.k as usize);
    if shown.into_iter().chain(&attendance).any(|a| &*a.name == by) {
        return Ok(());
    }
    let all: Vec<&str> = organisation.attributes().iter().chain(&attendance).map(|a| &*a.name).collect();
    let (what, help) = if all.contains(&by.as_str()) {
        let what = format!("most of its groups have fewer than {} people", policy.k);
        (what, "--min-group lowers the limit, for you alone at this terminal".to_owned())
    } else if all.is_empty() {
        (
            "nobody is grouped by anything".to_owned(),
            "crossweave check names the columns that could group people".into(),
        )
    } else {
        ("nobody is grouped by that".to_owned(), format!("there are: {}", all.join(", ")))
    };
    Err(Failure::Usage(format!("--by {by}: {what}\n  help: {help}")))
}

/// Prints results in the format asked for.
///
/// # Errors
/// When stdout cannot be written.
pub fn print(analysis: &Disclosed<Analysis>, format: Format) -> Result<(), Failure> {
    let text = match format {
        Format::Json => results::json(analysis).map_err(|e| Failure::Internal(e.to_string()))?,
        Format::Csv => results::csv(analysis),
        Format::Table => terminal::table(analysis, width_or(WIDTH)),
    };
    load::print(&text)
}

/// Columns of the terminal, or as many as are usual where it does not say.
pub fn width() -> usize {
    width_or(WIDTH)
}

/// Columns of the terminal, or as many where it does not say.
pub fn width_or(usual: usize) -> usize {
    std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok()).filter(|w| *w >= 40).unwrap_or(usual)
}
