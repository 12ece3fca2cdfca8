//! `report`: the whole report into a folder.

use std::path::{Component, Path, PathBuf};

use super::args::{Paths, ReportArgs, Shared};
use super::crossing;
use super::failure::{Failure, Outcome};
use super::load::{self, Loaded};
use super::output::Staged;
use super::progress::Progress;
use super::rows::{Ask, disclosed};
use super::ties::Wanted;
use crate::disclosure::{Disclosed, Policy, Tier};
use crate::insight::Analysis;
use crate::insight::analysis::RowFilter;
use crate::measures::Family;
use crate::programme::folder::{OUTPUT_MARK, REPORT};
use crate::report::{compose, html, pictures, results, workbook};

/// A report never shows a smaller group than this.
const LEAST_K: u32 = 5;

/// Runs `report`.
pub fn run(args: &ReportArgs, shared: &Shared) -> Result<Outcome, Failure> {
    let progress = Progress::new(shared.quiet);
    let (target, outcome, loaded) = write(&args.paths, args.out.as_deref(), args.force, shared, &progress)?;
    progress.finish();
    if !shared.quiet {
        eprintln!("Open {} in a browser.", target.join("index.html").display());
    }
    loaded.say_problems(shared);
    Ok(outcome)
}

/// Reads, computes, and writes the report; gives the folder it is in.
///
/// # Errors
/// Unreadable input, k below 5, or a folder that cannot be written: then no report is touched.
pub fn write(
    paths: &Paths,
    out: Option<&Path>,
    force: bool,
    shared: &Shared,
    progress: &Progress,
) -> Result<(PathBuf, Outcome, Loaded), Failure> {
    let loaded = load::load(paths, shared, progress)?;
    let policy = policy(&loaded, shared)?;
    loaded.must_be_readable()?;
    let target = out.map_or_else(|| loaded.folder.root.join(REPORT), Path::to_owned);
    must_hold_no_input(&target, &loaded)?;
    progress.stage("computing");
    let crossed = match &loaded.folder.config.report.cross {
        Some(two) => Some(crossing::grouping("cross under [report]", &two.0, &loaded.built.organisation)?),
        None => None,
    };
    let ties = loaded.ties(Wanted::default())?;
    loaded.say_source(&ties, None, shared);
    let ask = Ask {
        command: "report",
        families: &[Family::Skills, Family::Network, Family::Joint],
        only: RowFilter::default(),
        map: true,
        person_level: false,
        crossed,
    };
    let analysis = disclosed(&loaded, &ties, shared, ask, policy)?;
    progress.stage("drawing");
    let staged = Staged::new(&target, force)?;
    write_products(&staged, &analysis)?;
    staged.commit()?;
    let outcome = loaded.outcome();
    Ok((target, outcome, loaded))
}

fn policy(loaded: &Loaded, shared: &Shared) -> Result<Policy, Failure> {
    let k = shared.min_group.unwrap_or(loaded.folder.config.disclosure.min_group);
    if k < LEAST_K {
        return Err(Failure::Disclosure(format!(
            "a report shows no group of fewer than {LEAST_K} people, and {k} was asked for\n  help: set min_group to \
             {LEAST_K} or more; to look at smaller groups yourself, use crossweave skills --min-group {k}"
        )));
    }
    Ok(Policy { tier: Tier::Leadership, k })
}

/// The folder to replace must not hold what is being read, nor the folder we are in.
fn must_hold_no_input(target: &Path, loaded: &Loaded) -> Result<(), Failure> {
    let Ok(target) = target.canonicalize() else { return must_be_plain(target) };
    let here = std::env::current_dir().and_then(|d| d.canonicalize()).ok();
    let inputs =
        loaded.folder.files.iter().chain([&loaded.folder.root]).filter_map(|f| f.canonicalize().ok());
    if inputs.chain(here).any(|path| path.starts_with(&target)) {
        return Err(Failure::Usage(format!(
            "{}: holds the files being read, or the current folder\n  help: choose another folder with --out",
            target.display()
        )));
    }
    Ok(())
}

/// A folder that is yet to be made may not be named by way of another that is not there: which one is
/// meant shows only once that is made, and it may hold the files being read.
fn must_be_plain(target: &Path) -> Result<(), Failure> {
    let parent = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let turns_back = target.components().any(|c| c == Component::ParentDir);
    if turns_back && parent.canonicalize().is_err() {
        return Err(Failure::Usage(format!(
            "{}: goes by way of a folder that is not there\n  help: name the folder without ..",
            target.display()
        )));
    }
    Ok(())
}

fn write_products(staged: &Staged, analysis: &Disclosed<Analysis>) -> Result<(), Failure> {
    let internal = |e: &dyn std::fmt::Display| Failure::Internal(e.to_string());
    let document = analysis.map(compose::document);
    let charts = pictures::draw(&document).map_err(|e| internal(&e))?;
    let (page, book) =
        rayon::join(|| html::render(&document, &charts), || workbook::write(&document, analysis));
    staged.write("index.html", page.map_err(|e| internal(&e))?.as_bytes())?;
    staged.write("workbook.xlsx", &book.map_err(|e| internal(&e))?)?;
    for chart in &charts {
        staged.write(&format!("charts/{}.svg", chart.id), chart.svg.as_bytes())?;
        staged.write(&format!("charts/{}.png", chart.id), &chart.png)?;
        staged.write(&format!("charts/{}.csv", chart.id), chart.csv.as_bytes())?;
        staged.write(&format!("charts/{}.txt", chart.id), chart.txt.as_bytes())?;
    }
    staged.write("results.csv", results::csv(analysis).as_bytes())?;
    let json = results::json(analysis).map_err(|e| internal(&e))?;
    staged.write(OUTPUT_MARK, json.as_bytes())
}
