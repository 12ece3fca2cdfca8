//! `compare`: two waves side by side, the same people apart from different ones.

use super::args::{CompareArgs, Format, Shared};
use super::failure::{Failure, Outcome};
use super::load::{self, Loaded};
use super::progress::Progress;
use super::rows::{self, Ask};
use super::ties::Ties;
use crate::disclosure::{Policy, Tier};
use crate::insight::analysis::RowFilter;
use crate::measures::Family;
use crate::report::comparison;

/// Columns a table keeps to where the terminal does not say.
const WIDTH: usize = 80;

/// Runs `compare`.
///
/// # Errors
/// Unreadable input, a wave that is not there, and one wave named twice.
pub fn run(args: &CompareArgs, shared: &Shared) -> Result<Outcome, Failure> {
    if let Some(wave) = &shared.wave {
        return Err(Failure::Usage(format!(
            "--wave {wave}: compare takes its two waves by their names\n  help: crossweave compare A B"
        )));
    }
    let progress = Progress::new(shared.quiet);
    let mut loaded = load::load(&args.paths, shared, &progress)?;
    loaded.must_be_readable()?;
    let k = shared.min_group.unwrap_or(loaded.folder.config.disclosure.min_group);
    if k == 0 {
        return Err(Failure::Usage("--min-group takes a number from 1 up".into()));
    }
    let swapped = choose(&mut loaded, &args.first, &args.second)?;
    if swapped && !shared.quiet {
        let (first, second) = (&args.second, &args.first);
        eprintln!("{first} was held before {second}: they are compared in that order.");
    }
    progress.stage("computing");
    let only = RowFilter { measures: &comparison::MEASURES, ..RowFilter::default() };
    let ask = Ask { command: "compare", families: &[Family::Skills], only, map: false, person_level: false };
    let policy = Policy { tier: Tier::Operator, k };
    let analysis = rows::disclosed(&loaded, &Ties::default(), shared, ask, policy)?.map(|a, _| a.selected());
    progress.finish();
    match shared.format {
        Format::Table => load::print(&comparison::table(&analysis, rows::width_or(WIDTH)))?,
        format => rows::print(&analysis, format)?,
    }
    loaded.say_problems(shared);
    Ok(loaded.outcome())
}

/// Leaves the two waves alone; whether the one named first was held second.
fn choose(loaded: &mut Loaded, first: &str, second: &str) -> Result<bool, Failure> {
    let organisation = &loaded.built.organisation;
    let labels: Vec<String> = organisation.waves().iter().map(|w| w.label.to_string()).collect();
    let place = |wave: &str| {
        labels.iter().position(|label| label == wave).ok_or_else(|| {
            let known = if labels.is_empty() { "none".to_owned() } else { labels.join(", ") };
            Failure::Usage(format!("compare {wave}: there is no such wave\n  help: there are: {known}"))
        })
    };
    let (a, b) = (place(first)?, place(second)?);
    if a == b {
        return Err(Failure::Usage(format!(
            "compare {first} {second}: that is the same wave twice\n  help: there are: {}",
            labels.join(", ")
        )));
    }
    let organisation = std::mem::take(&mut loaded.built.organisation);
    loaded.built.organisation = organisation
        .only([first, second])
        .ok_or_else(|| Failure::Internal("a wave that is there was not found".into()))?;
    Ok(a > b)
}
