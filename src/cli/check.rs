//! `check`: what everything was taken for, and every problem with its cell.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::args::{CheckArgs, Format, Shared};
use super::failure::{Failure, Outcome};
use super::load::{self, Loaded, counted, sheet_name};
use super::output::{Readers, write_file};
use super::progress::Progress;
use crate::identity::matches;
use crate::ingest::candidates::MissingField;
use crate::ingest::problem::{Problem, Severity};
use crate::ingest::record::Import;
use crate::ingest::{SheetAccount, SheetUse};
use crate::network::graph::Direction;
use crate::network::ties::tie_graph;
use crate::programme::folder::MATCHES;

/// Addresses shown of problems of one kind, without `--all`.
const FIRST: usize = 5;
/// Candidates shown for a field that was not found.
const CANDIDATES: usize = 6;

/// Runs `check`.
pub fn run(args: &CheckArgs, shared: &Shared) -> Result<Outcome, Failure> {
    let progress = Progress::new(shared.quiet);
    let loaded = load::load(&args.paths, shared, &progress)?;
    progress.finish();
    if args.write_matches {
        let path = loaded.folder.root.join(MATCHES);
        let text = matches::render(&loaded.matches, &loaded.built.suggestions)
            .map_err(|e| Failure::Internal(e.to_string()))?;
        write_file(&path, text.as_bytes(), Readers::Owner)?;
        eprintln!("Wrote {}: answer yes or no in its accept column, then run again.", path.display());
    }
    let text = match shared.format {
        Format::Table => told(&loaded, args.all),
        Format::Json => format!("{:#}\n", as_json(&loaded)),
        Format::Csv => as_csv(&loaded),
    };
    load::print(&text)?;
    let unreadable = loaded.reading.imports.is_empty();
    match (unreadable, serious(&loaded).next().is_some()) {
        (true, _) => Err(Failure::Input(
            "nothing here could be recognised\n  help: crossweave init makes templates with the headers that are \
             looked for"
                .into(),
        )),
        (false, true) => Ok(Outcome::Problems),
        (false, false) => Ok(Outcome::Done),
    }
}

/// Problems that someone should do something about.
fn serious(loaded: &Loaded) -> impl Iterator<Item = &Problem> {
    loaded.problems().filter(|p| p.spec.severity != Severity::Note)
}

fn told(loaded: &Loaded, all: bool) -> String {
    let mut text = String::from("What was found\n");
    for sheet in &loaded.reading.sheets {
        text.push_str(&sheet_told(loaded, sheet));
    }
    for (path, why) in &loaded.folder.left {
        let name = path.strip_prefix(&loaded.folder.root).unwrap_or(path).display();
        text.push_str(&format!("\n{name}\n  not read: {why}\n"));
    }
    text.push_str(&candidates_told(loaded));
    text.push_str(&problems_told(loaded, all));
    text.push_str(&summary(loaded));
    clean(&text)
}

/// Control characters and bidirectional marks of people's files do not reach the terminal.
fn clean(text: &str) -> String {
    text.chars().filter(|c| *c == '\n' || crate::charts::clean::is_printable(*c)).collect()
}

fn sheet_told(loaded: &Loaded, sheet: &SheetAccount) -> String {
    let name = sheet_name(&sheet.file, sheet.sheet.as_deref());
    match &sheet.used {
        SheetUse::NotUsed(why) => format!("\n{name}\n  not used: {why}\n"),
        SheetUse::ReadAs(importer) => {
            let import =
                loaded.reading.imports.iter().find(|i| i.at.file == sheet.file && i.at.sheet == sheet.sheet);
            import.map_or_else(|| format!("\n{name}\n  read as {importer}\n"), |i| import_told(&name, i))
        }
    }
}

fn import_told(name: &str, import: &Import) -> String {
    let rows = &import.rows;
    let mut text =
        format!("\n{name}\n  read as {}: {}", import.importer, counted(rows.read as usize, "row", "rows"));
    for (n, what) in [(rows.used, "used"), (rows.rejected, "rejected"), (rows.blank, "blank")] {
        if n > 0 {
            text.push_str(&format!(", {} {what}", crate::report::words::count(n)));
        }
    }
    text.push('\n');
    let widest =
        import.columns.iter().map(|c| shortened(&c.header).chars().count()).max().unwrap_or_default();
    for column in &import.columns {
        let letters = match import.at.entries {
            Some(_) => String::new(),
            None => crate::ingest::cell::column_letters(column.col),
        };
        let header = shortened(&column.header);
        let pad = " ".repeat(widest - header.chars().count());
        text.push_str(&format!("    {letters:<3} {header}{pad}  →  {}\n", column.used_as));
    }
    text
}

/// Headers that are whole questions are cut for the list.
fn shortened(header: &str) -> String {
    const MOST: usize = 44;
    let one_line = header.split_whitespace().collect::<Vec<_>>().join(" ");
    match one_line.char_indices().nth(MOST) {
        Some((cut, _)) => format!("{}…", one_line[..cut].trim_end()),
        None => one_line,
    }
}

fn candidates_told(loaded: &Loaded) -> String {
    let mut text = String::new();
    // A sheet that was not used has said why; only columns that could help are worth more words.
    let used = |m: &MissingField| {
        loaded.reading.imports.iter().any(|i| i.at.file == m.at.file && i.at.sheet == m.at.sheet)
    };
    for missing in loaded.reading.candidates.iter().filter(|m| used(m) || !m.columns.is_empty()) {
        let name = sheet_name(&missing.at.file, missing.at.sheet.as_deref());
        text.push_str(&format!("\n{name} has no column for {}.", missing.field));
        if missing.columns.is_empty() {
            text.push_str(" None of its columns could be it.\n");
            continue;
        }
        text.push_str(" It could be:\n");
        for column in missing.columns.iter().take(CANDIDATES) {
            let values = counted(column.distinct as usize, "value", "different values");
            text.push_str(&format!("  {} ({values})\n", column.header));
        }
        text.push_str("To take the first, put these lines into crossweave.toml:\n\n");
        for line in missing.settings_for(&missing.columns[0].header).lines() {
            text.push_str(&format!("  {line}\n"));
        }
    }
    text
}

/// Problems by file, most harmful first, one heading a kind with its first addresses.
fn problems_told(loaded: &Loaded, all: bool) -> String {
    let mut by_file: BTreeMap<String, BTreeMap<(Severity, &str), Vec<&Problem>>> = BTreeMap::new();
    for problem in loaded.problems() {
        let file = problem.cell.as_ref().map(|c| c.file.to_string()).unwrap_or_default();
        by_file
            .entry(file)
            .or_default()
            .entry((problem.spec.severity, problem.spec.code))
            .or_default()
            .push(problem);
    }
    let mut text = String::new();
    for (file, kinds) in by_file {
        let heading = if file.is_empty() { "The whole folder".to_owned() } else { file };
        text.push_str(&format!("\n{heading}\n"));
        for problems in kinds.values() {
            text.push_str(&kind_told(problems, all));
        }
    }
    if text.is_empty() { "\nNo problems.\n".into() } else { format!("\nProblems\n{text}") }
}

fn kind_told(problems: &[&Problem], all: bool) -> String {
    let spec = problems[0].spec;
    let count = if problems.len() > 1 { format!(" ({})", problems.len()) } else { String::new() };
    let mut text = format!("  {}[{}]: {}{count}\n", spec.severity, spec.code, spec.title);
    let shown = if all { problems.len() } else { FIRST };
    for problem in problems.iter().take(shown) {
        match &problem.cell {
            Some(cell) => text.push_str(&format!("    {}: {}\n", cell.within_file(), problem.what)),
            None => text.push_str(&format!("    {}\n", problem.what)),
        }
    }
    if problems.len() > shown {
        text.push_str(&format!("    and {} more; --all lists them\n", problems.len() - shown));
    }
    text.push_str(&format!("    help: {}\n", problems[0].fix));
    text
}

fn summary(loaded: &Loaded) -> String {
    let n = |severity| loaded.problems().filter(|p| p.spec.severity == severity).count();
    let organisation = &loaded.built.organisation;
    let mut parts = vec![counted(organisation.people().len(), "person", "people")];
    if !organisation.waves().is_empty() {
        parts.push(format!(
            "{} in {}",
            counted(organisation.framework().skills.len(), "skill", "skills"),
            counted(organisation.waves().len(), "wave", "waves")
        ));
    }
    if !organisation.interactions().is_empty() {
        let messages = counted(organisation.interactions().messages as usize, "interaction", "interactions");
        let fold = tie_graph(organisation.interactions(), organisation.people().len(), Direction::Edges);
        parts.push(format!("{messages} that make {}", counted(fold.graph.ties(), "tie", "ties")));
    }
    if !organisation.asked().is_empty() {
        parts.push(counted(organisation.asked().len(), "reported tie", "reported ties"));
    }
    format!(
        "\n{}. {}, {}, {}.\n",
        crate::report::words::list(&parts),
        counted(n(Severity::Error), "error", "errors"),
        counted(n(Severity::Warning), "warning", "warnings"),
        counted(n(Severity::Note), "note", "notes")
    )
}

fn as_json(loaded: &Loaded) -> Json {
    let sheet = |s: &SheetAccount| {
        let (kind, why) = match &s.used {
            SheetUse::ReadAs(importer) => (Some(*importer), None),
            SheetUse::NotUsed(why) => (None, Some(why.clone())),
        };
        let import = loaded.reading.imports.iter().find(|i| i.at.file == s.file && i.at.sheet == s.sheet);
        let columns = import.map(|i| {
            let column = |c: &crate::ingest::record::ColumnUse| json!({"column": c.col, "header": c.header, "used_as": c.used_as});
            i.columns.iter().map(column).collect::<Vec<_>>()
        });
        let rows = import.map(|i| json!({"read": i.rows.read, "used": i.rows.used, "rejected": i.rows.rejected, "blank": i.rows.blank}));
        json!({"file": *s.file, "sheet": s.sheet.as_deref(), "kind": kind, "not_used": why, "rows": rows, "columns": columns})
    };
    let problem = |p: &Problem| {
        json!({
            "code": p.spec.code, "severity": p.spec.severity.to_string(), "title": p.spec.title,
            "file": p.cell.as_ref().map(|c| c.file.to_string()),
            "sheet": p.cell.as_ref().and_then(|c| c.sheet.as_ref().map(|s| s.to_string())),
            "cell": p.cell.as_ref().map(|c| c.a1()), "what": p.what, "help": p.fix,
        })
    };
    let candidate = |m: &MissingField| {
        let column = |c: &crate::ingest::candidates::CandidateColumn| json!({"header": c.header, "distinct": c.distinct, "settings": m.settings_for(&c.header)});
        json!({"file": *m.at.file, "sheet": m.at.sheet.as_deref(), "field": m.field, "columns": m.columns.iter().map(column).collect::<Vec<_>>()})
    };
    json!({
        "schema": "crossweave.check/1",
        "sheets": loaded.reading.sheets.iter().map(sheet).collect::<Vec<_>>(),
        "candidates": loaded.reading.candidates.iter().map(candidate).collect::<Vec<_>>(),
        "problems": loaded.problems().map(problem).collect::<Vec<_>>(),
    })
}

fn as_csv(loaded: &Loaded) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut write = |cells: [&str; 7]| writer.write_record(cells.map(guarded)).is_ok();
    write(["severity", "code", "file", "sheet", "cell", "what", "help"]);
    for p in loaded.problems() {
        let cell = p.cell.as_ref();
        let severity = p.spec.severity.to_string();
        write([
            &severity,
            p.spec.code,
            cell.map_or("", |c| &c.file),
            cell.and_then(|c| c.sheet.as_deref()).unwrap_or_default(),
            &cell.map(|c| c.a1()).unwrap_or_default(),
            &p.what,
            &p.fix,
        ]);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// A cell a spreadsheet will not take for a formula.
fn guarded(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}
