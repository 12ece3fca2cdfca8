//! `check`: what everything was taken for, and every problem with its cell.

mod columns;
mod csv;
mod faults;
mod json;
mod mapping;
mod outside;
mod rejects;
mod told;
mod verdict;

pub use json::schema;

use super::args::{CheckArgs, Format, Shared};
use super::failure::{Failure, Outcome};
use super::load::{self, Loaded};
use super::output::{Readers, write_file};
use super::progress::Progress;
use crate::identity::matches;
use crate::ingest::problem::{Problem, Severity};
use crate::programme::folder::{MAPPING, MATCHES, REJECTS};

/// Runs `check`.
pub fn run(args: &CheckArgs, shared: &Shared) -> Result<Outcome, Failure> {
    let progress = Progress::new(shared.quiet);
    let loaded = load::load(&args.paths, shared, &progress)?;
    progress.finish();
    write_files(args, &loaded)?;
    let text = match shared.format {
        Format::Table => told::told(&loaded, args.all, columns::Screen::of(shared)),
        Format::Json => format!("{:#}\n", json::as_json(&loaded)),
        Format::Csv => csv::as_csv(&loaded),
    };
    load::print(&text)?;
    match (loaded.reading.imports.is_empty(), serious(&loaded).next().is_some()) {
        (true, _) => Err(Failure::Input(
            "nothing here could be recognised\n  help: crossweave init makes templates with the headers that are \
             looked for"
                .into(),
        )),
        (false, true) => Ok(Outcome::Problems),
        (false, false) => Ok(Outcome::Done),
    }
}

/// Writes the files that were asked for; each holds personal data and is its owner's alone.
fn write_files(args: &CheckArgs, loaded: &Loaded) -> Result<(), Failure> {
    let root = &loaded.folder.root;
    if args.write_matches {
        let path = root.join(MATCHES);
        let text = matches::render(&loaded.matches, &loaded.built.suggestions)
            .map_err(|e| Failure::Internal(e.to_string()))?;
        write_file(&path, text.as_bytes(), Readers::Owner)?;
        eprintln!("Wrote {}: answer yes or no in its accept column, then run again.", path.display());
    }
    if args.write_rejects {
        let path = root.join(REJECTS);
        write_file(&path, rejects::as_csv(loaded).as_bytes(), Readers::Owner)?;
        eprintln!("Wrote {}: every row and cell that was not used.", path.display());
    }
    if args.write_mapping {
        let path = root.join(MAPPING);
        let before = std::fs::read_to_string(&path).unwrap_or_default();
        write_file(&path, mapping::as_toml(loaded, &before).as_bytes(), Readers::Owner)?;
        eprintln!("Wrote {}: change what is wrong in it; it is obeyed from now on.", path.display());
    }
    Ok(())
}

/// Problems that someone should do something about.
fn serious(loaded: &Loaded) -> impl Iterator<Item = &Problem> {
    loaded.problems().filter(|p| p.spec.severity != Severity::Note)
}
