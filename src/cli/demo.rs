//! `demo`: the example programme, and the report on it.

use super::args::{DemoArgs, Paths, Shared};
use super::failure::{Failure, Outcome};
use super::load::{counted, print};
use super::progress::Progress;
use super::report;
use crate::demo::{self, DemoSummary};

/// Runs `demo`. Its honest mistakes are part of the example, so rejected rows are no failure here.
pub fn run(args: &DemoArgs, shared: &Shared) -> Result<Outcome, Failure> {
    let progress = Progress::new(shared.quiet);
    let summary = demo::write(&args.dir, demo::SEED)?;
    let paths = Paths { paths: vec![args.dir.clone()] };
    let (target, _, loaded) = report::write(&paths, None, false, shared, &progress)?;
    progress.finish();
    if !shared.quiet {
        print(&told(args, &summary))?;
        let problems = loaded.problems().count();
        print(&format!(
            "\nIts report:\n  {}    open it in a browser\n  {}    for a spreadsheet\n  {}    every chart as SVG and PNG\n\n\
             Like real files, these have mistakes in them. check lists {}, with their cells:\n  crossweave check {}\n",
            target.join("index.html").display(),
            target.join("workbook.xlsx").display(),
            target.join("charts").display(),
            counted(problems, "thing", "things"),
            shell(&args.dir.display().to_string())
        ))?;
    }
    Ok(Outcome::Done)
}

fn told(args: &DemoArgs, summary: &DemoSummary) -> String {
    let mut text = format!("A made-up borough of {} people, in {}:\n", summary.people, args.dir.display());
    let widest = summary.files.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
    for (name, holds) in &summary.files {
        text.push_str(&format!("  {name:widest$}  {holds}\n"));
    }
    text
}

/// A path as it can be pasted into a shell.
fn shell(path: &str) -> String {
    if path.chars().all(|c| c.is_alphanumeric() || "/._-".contains(c)) {
        path.to_owned()
    } else {
        format!("'{path}'")
    }
}
