//! What can be reported now, and what has to be mended first: the first lines of `check`.

use crate::cli::load::{Loaded, counted, sheet_name};
use crate::ingest::Unused;
use crate::ingest::importers::importer;
use crate::ingest::problem::{Problem, Severity};
use crate::network::graph::Direction;
use crate::network::ties::tie_graph;
use crate::report::words::list;

/// Problems named before the rest is only counted.
const NAMED: usize = 4;

/// What can be said at once.
pub struct Verdict {
    ready: Vec<String>,
    mend: Vec<String>,
}

impl Verdict {
    /// The verdict on everything that was read.
    pub fn of(loaded: &Loaded) -> Self {
        let mend = obstacles(loaded);
        let ready = if mend.is_empty() { ready(loaded) } else { Vec::new() };
        Self { ready, mend }
    }

    /// Whether a report can be made now.
    pub fn is_ready(&self) -> bool {
        self.mend.is_empty()
    }

    /// What to tell, one sentence or point a line.
    pub fn lines(&self) -> Vec<String> {
        if self.is_ready() {
            return self.ready.clone();
        }
        let mut lines = vec!["No report can be made yet. Do this first:".to_owned()];
        lines.extend(self.mend.iter().map(|point| format!("  - {point}")));
        lines
    }
}

/// What a report would be refused for.
fn obstacles(loaded: &Loaded) -> Vec<String> {
    let broken: Vec<&Problem> =
        loaded.reading.problems.iter().filter(|p| p.spec.severity == Severity::Error).collect();
    let mut points: Vec<String> = broken.iter().take(NAMED).map(|p| in_short(p)).collect();
    if broken.len() > NAMED {
        points.push(format!("and {} more, which are listed below", broken.len() - NAMED));
    }
    if !points.is_empty() {
        return points;
    }
    if loaded.reading.imports.is_empty() {
        return vec![
            "Give one of the files headers that are looked for: crossweave init makes templates.".into(),
        ];
    }
    if loaded.built.organisation.people().is_empty() {
        return to_fill_in(loaded);
    }
    Vec::new()
}

fn in_short(problem: &Problem) -> String {
    let place = problem.cell.as_ref().map(|c| format!("{}: ", sheet_name(&c.file, c.sheet.as_deref())));
    format!(
        "{}{} ({}). {}.",
        place.unwrap_or_default(),
        problem.what,
        problem.spec.code,
        capital(&problem.fix)
    )
}

fn capital(text: &str) -> String {
    let mut chars = text.trim_end_matches('.').chars();
    let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}", chars.as_str())
}

/// The tables that are recognised and still empty, the one everything rests on first.
fn to_fill_in(loaded: &Loaded) -> Vec<String> {
    let empty = |table: &'static str| {
        let imports = loaded.reading.imports.iter().filter(|i| i.rows.used == 0);
        imports.filter(move |i| importer(i.importer).is_some_and(|spec| spec.table == table))
    };
    let point = |table, what: &str| {
        empty(table)
            .map(|i| format!("Fill in {}: {what}.", sheet_name(&i.at.file, i.at.sheet.as_deref())))
            .next()
    };
    let mut points: Vec<String> = [
        ("people", "a row a person, with an e-mail address and a team"),
        ("framework", "a row a skill, or put your own questions in the place of the examples"),
        ("audit", "a row a person, with an answer to each question"),
        ("interactions", "a row a message or meeting; or put an export of mail or meetings beside it"),
        ("ties", "a row for each colleague someone named, if you asked"),
        ("memberships", "a row for each person who belongs to a board or came to an event, if you know"),
    ]
    .into_iter()
    .filter_map(|(table, what)| point(table, what))
    .collect();
    let bare = loaded.reading.sheets.iter().filter(|s| s.unused == Some(Unused::NoRows));
    points.extend(bare.map(|s| {
        format!("Fill in {}: it has headers and no rows yet.", sheet_name(&s.file, s.sheet.as_deref()))
    }));
    if points.is_empty() {
        points.push("Add a list of people: nobody is named in what was read.".into());
    }
    points
}

/// What a report would hold, what it would leave out and what it would lack.
fn ready(loaded: &Loaded) -> Vec<String> {
    let organisation = &loaded.built.organisation;
    let mut lines = vec![format!("A report can be made now, on {}.", list(&holdings(loaded)))];
    let rejected = loaded.account().rejected();
    let errors = counted_cells(loaded, Severity::Error);
    if rejected > 0 || errors > 0 {
        let cells = counted(errors as usize, "error", "errors");
        let rows = counted(rejected as usize, "row is", "rows are");
        lines.push(format!(
            "{rows} left out of it until mended, with {cells} in single cells or rows; see below."
        ));
    }
    if organisation.waves().is_empty() {
        lines.push("No skills audit was found, so it will say nothing about confidence.".into());
    }
    if organisation.interactions().is_empty() && organisation.asked().is_empty() {
        lines.push(if organisation.memberships().is_empty() {
            "No log and no reported ties were found, so it will say nothing about connections.".into()
        } else {
            "No log and no reported ties were found, so a tie will mean that two people share a group.".into()
        });
    }
    lines
}

/// Cells with problems of a kind, those not listed singly included.
pub fn counted_cells(loaded: &Loaded, severity: Severity) -> u64 {
    loaded.problems().filter(|p| p.spec.severity == severity).map(Problem::count).sum()
}

/// What was read, in numbers.
pub fn holdings(loaded: &Loaded) -> Vec<String> {
    let organisation = &loaded.built.organisation;
    let mut parts = vec![counted(organisation.people().len(), "person", "people")];
    if !organisation.waves().is_empty() {
        let skills = counted(organisation.framework().skills.len(), "skill", "skills");
        parts.push(format!("{skills} in {}", counted(organisation.waves().len(), "wave", "waves")));
    }
    if !organisation.interactions().is_empty() {
        let messages = counted(organisation.interactions().messages as usize, "interaction", "interactions");
        let fold = tie_graph(organisation.interactions(), organisation.people().len(), Direction::Edges);
        parts.push(format!("{messages} that make {}", counted(fold.graph.ties(), "tie", "ties")));
    }
    if !organisation.asked().is_empty() {
        parts.push(counted(organisation.asked().len(), "reported tie", "reported ties"));
    }
    if !organisation.memberships().is_empty() {
        parts.push(counted(organisation.memberships().len(), "membership", "memberships"));
    }
    parts
}
