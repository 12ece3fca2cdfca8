//! Pabulib: a participatory budgeting election, in parts named META, PROJECTS and VOTES.

use std::path::Path;
use std::sync::Arc;

use super::ReadError;
use super::formats::Format;
use super::tables::{Table, TableSet, Tables, whole_text};
use crate::ingest::cell::Cell;

/// The format.
pub static FORMAT: Format = Format {
    id: "pabulib",
    describes: "Pabulib .pb: votes on the projects of a participatory budget; ages and sexes of voters are not read",
    endings: &["pb"],
    sniff: |head, _| head.trim_start().get(..4).is_some_and(|word| word.eq_ignore_ascii_case("meta")),
    open,
};

/// The ballots, in the words of our own table.
const BALLOTS: [&str; 5] = ["voter", "place", "priority", "points", "mode"];

fn open(path: &Path, _: &Arc<str>) -> Result<Box<dyn Tables>, ReadError> {
    let text = whole_text(path)?;
    Ok(Box::new(TableSet(vec![Election::of(&text)?.ballots()?])))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Meta,
    Projects,
    Votes,
}

#[derive(Default)]
struct Election {
    place: Option<String>,
    vote_type: String,
    projects: Vec<(String, String)>,
    votes: Vec<(u32, Vec<String>)>,
    vote_columns: Vec<String>,
}

impl Election {
    fn of(text: &str) -> Result<Self, ReadError> {
        let mut election = Self::default();
        let mut part: Option<Part> = None;
        let mut header: Option<Vec<String>> = None;
        for (number, line) in (1u32..).zip(text.lines()) {
            let line = line.trim();
            let named = [("meta", Part::Meta), ("projects", Part::Projects), ("votes", Part::Votes)];
            if let Some((_, next)) = named.iter().find(|(word, _)| line.eq_ignore_ascii_case(word)) {
                (part, header) = (Some(*next), None);
                continue;
            }
            if line.is_empty() {
                continue;
            }
            let cells = fields(line);
            match (&header, part) {
                (_, None) => return Err(fault(number, "the part META does not come first")),
                (None, Some(_)) => {
                    if part == Some(Part::Votes) {
                        election.vote_columns.clone_from(&cells);
                    }
                    header = Some(cells);
                }
                (Some(columns), Some(part)) => election.take(part, columns, number, cells),
            }
        }
        if election.vote_columns.is_empty() {
            return Err(fault(1, "there is no part VOTES"));
        }
        Ok(election)
    }

    fn take(&mut self, part: Part, columns: &[String], line: u32, cells: Vec<String>) {
        let of = |name: &str| {
            let at = columns.iter().position(|c| c.eq_ignore_ascii_case(name))?;
            cells.get(at).cloned().filter(|text| !text.is_empty())
        };
        match part {
            Part::Meta => match (cells.first().map(|k| k.to_lowercase()).as_deref(), cells.get(1)) {
                // The smallest place that is named.
                (Some("subunit" | "district"), Some(value)) => self.place = Some(value.clone()),
                (Some("unit"), Some(value)) => self.place = self.place.take().or_else(|| Some(value.clone())),
                (Some("vote_type"), Some(value)) => self.vote_type = value.to_lowercase(),
                _ => {}
            },
            Part::Projects => {
                if let Some(id) = of("project_id") {
                    let name = of("name").unwrap_or_else(|| id.clone());
                    self.projects.push((id, name));
                }
            }
            Part::Votes => self.votes.push((line, cells)),
        }
    }

    /// One row for each project a voter voted for.
    fn ballots(&self) -> Result<Table, ReadError> {
        let mut table = Table::new(None, FORMAT.id, "line", &BALLOTS);
        let column = |name: &str| self.vote_columns.iter().position(|c| c.eq_ignore_ascii_case(name));
        let (voter, vote) = (column("voter_id"), column("vote"));
        let (points, mode) = (column("points"), column("voting_method"));
        let vote = vote.ok_or_else(|| fault(1, "the part VOTES has no column vote"))?;
        let names: hashbrown::HashMap<&str, &str> =
            self.projects.iter().map(|(id, name)| (id.as_str(), name.as_str())).collect();
        for (line, cells) in &self.votes {
            let text = |at: Option<usize>| at.and_then(|at| cells.get(at)).map_or("", String::as_str);
            let given: Vec<&str> = text(points).split(',').map(str::trim).collect();
            let voted: Vec<&str> =
                text(Some(vote)).split(',').map(str::trim).filter(|id| !id.is_empty()).collect();
            for (i, id) in voted.iter().enumerate() {
                let name = names.get(id).copied().unwrap_or(id);
                let row = [
                    Cell::text(text(voter)),
                    Cell::text(self.place.as_deref().unwrap_or_default()),
                    Cell::text(name),
                    self.points(given.get(i).copied().unwrap_or_default(), i, voted.len()),
                    Cell::text(text(mode)),
                ];
                table.push(*line, (0..).zip(row))?;
            }
        }
        Ok(table)
    }

    /// Points as given; one for each project where the ballot is by approval, and in a ranking as many
    /// as there are projects from this one down.
    fn points(&self, given: &str, rank: usize, voted: usize) -> Cell {
        match given.parse::<f64>() {
            Ok(points) => Cell::Number(points),
            Err(_) if !given.is_empty() => Cell::text(given),
            Err(_) if self.vote_type == "ordinal" => Cell::Number(voted.saturating_sub(rank) as f64),
            Err(_) => Cell::Number(1.0),
        }
    }
}

/// The cells of a line, between semicolons; one in quotation marks may hold a semicolon.
fn fields(line: &str) -> Vec<String> {
    let mut cells = Vec::new();
    let (mut cell, mut quoted) = (String::new(), false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ';' if !quoted => cells.push(std::mem::take(&mut cell).trim().to_owned()),
            other => cell.push(other),
        }
    }
    cells.push(cell.trim().to_owned());
    cells
}

fn fault(line: u32, why: &str) -> ReadError {
    ReadError::Malformed { format: "Pabulib", why: format!("{why}, in line {line}") }
}
