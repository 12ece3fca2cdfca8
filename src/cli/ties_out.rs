//! `network --ties-out`: every tie with its weight, for other programs.

use std::path::Path;

use super::args::Shared;
use super::failure::Failure;
use super::load::Loaded;
use super::output::{Readers, write_file};
use crate::charts::delimited::{Field, push_line};
use crate::network::graph::CollaborationGraph;

/// Refuses to write who is tied to whom unless names were asked for.
///
/// # Errors
/// Without `--show-names`.
pub fn may_name(shared: &Shared) -> Result<(), Failure> {
    if shared.show_names {
        return Ok(());
    }
    Err(Failure::Disclosure(
        "a list of ties names people, and is for the person running the tool only\n  help: add --show-names, and \
         keep the file to yourself"
            .into(),
    ))
}

/// Writes the ties as comma-separated lines, readable by their owner only: a file that can be read back.
///
/// # Errors
/// When it cannot be written, or a file that is being read stands there.
pub fn write(path: &Path, loaded: &Loaded, graph: &CollaborationGraph) -> Result<(), Failure> {
    let there = path.canonicalize().ok();
    let inputs = loaded.folder.files.iter().filter_map(|file| file.canonicalize().ok());
    if inputs.map(Some).any(|input| input == there) {
        return Err(Failure::Usage(format!(
            "--ties-out {}: is one of the files being read\n  help: choose another name",
            path.display()
        )));
    }
    write_file(path, text(loaded, graph).as_bytes(), Readers::Owner)
}

fn text(loaded: &Loaded, graph: &CollaborationGraph) -> String {
    let people = loaded.built.organisation.people();
    let mut out = String::new();
    push_line(&mut out, &["from", "to", "strength"].map(Field::Text));
    for (from, to, weight) in graph.iter() {
        let (Some(from), Some(to)) = (people.get(from as usize), people.get(to as usize)) else { continue };
        push_line(&mut out, &[Field::Text(&from.key), Field::Text(&to.key), Field::Number(weight)]);
    }
    out
}
