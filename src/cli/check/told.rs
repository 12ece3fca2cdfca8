//! What `check` found, in words: the verdict, the problems, then what each sheet was taken for.

use super::columns::{Screen, clean, padded, shortened};
use super::csv::address;
use super::faults::{FileFaults, KindFaults, by_file};
use super::verdict::{Verdict, counted_cells, holdings};
use crate::cli::account::Account;
use crate::cli::load::{Loaded, counted, sheet_name};
use crate::ingest::candidates::{Likeness, MissingField};
use crate::ingest::cell::column_letters;
use crate::ingest::problem::{Problem, Severity};
use crate::ingest::record::Import;
use crate::ingest::{SheetAccount, SheetUse};
use crate::report::words::{count, list};
use unicode_width::UnicodeWidthStr;

/// Addresses shown of problems of one kind, without `--all`.
const FIRST: usize = 5;
/// Candidates shown for a field that was not found.
const CANDIDATES: usize = 6;
/// Columns a header may take in the list of columns.
const HEADER: usize = 44;
/// Columns what was seen may take where a kind is one line.
const SEEN: usize = 40;

/// Everything, for a screen.
pub fn told(loaded: &Loaded, all: bool, screen: Screen) -> String {
    let mut text = String::new();
    for line in Verdict::of(loaded).lines() {
        text.push_str(&screen.line(&clean(&line), 4));
    }
    text.push_str("\nWhat was found\n");
    let account = loaded.account();
    for sheet in &loaded.reading.sheets {
        text.push_str(&sheet_told(loaded, &account, sheet, screen));
    }
    for (path, why) in &loaded.folder.left {
        let name = path.strip_prefix(&loaded.folder.root).unwrap_or(path).display();
        text.push_str(&clean(&format!("\n{name}\n  not read: {why}\n")));
    }
    text.push_str(&candidates_told(loaded, screen));
    text.push_str(&clean(&super::outside::told(&loaded.built.outside, all)));
    text.push_str(&problems_told(loaded, all, screen));
    text.push_str(&screen.line(&summary(loaded), 0));
    text
}

fn sheet_told(loaded: &Loaded, account: &Account, sheet: &SheetAccount, screen: Screen) -> String {
    let name = clean(&sheet_name(&sheet.file, sheet.sheet.as_deref()));
    match &sheet.used {
        SheetUse::NotUsed(why) => {
            format!("\n{name}\n{}", screen.line(&clean(&format!("  not used: {why}")), 4))
        }
        SheetUse::ReadAs(importer) => {
            let own = |i: &&Import| i.at.file == sheet.file && i.at.sheet == sheet.sheet;
            let import = loaded.reading.imports.iter().find(own);
            import.map_or_else(
                || format!("\n{name}\n  read as {importer}\n"),
                |i| {
                    format!("\n{name}\n{}{}", screen.line(&rows_told(account, i), 4), columns_told(i, screen))
                },
            )
        }
    }
}

/// `  read as people: 200 rows, 193 used, 7 rejected`.
fn rows_told(account: &Account, import: &Import) -> String {
    let Some(rows) = account.sheet(&import.at) else { return format!("  read as {}", import.importer) };
    let mut text = format!("  read as {}: {}", import.importer, counted(rows.rows as usize, "row", "rows"));
    for (n, what) in [(rows.used, "used"), (rows.rejected, "rejected"), (rows.blank, "blank")] {
        if n > 0 {
            text.push_str(&format!(", {} {what}", count(n)));
        }
    }
    text
}

fn columns_told(import: &Import, screen: Screen) -> String {
    let headers: Vec<String> = import.columns.iter().map(|c| shortened(&c.header, HEADER)).collect();
    let widest = headers.iter().map(|h| h.width()).max().unwrap_or_default();
    let line = |(column, header): (&crate::ingest::record::ColumnUse, &String)| {
        let letters = match import.at.entries {
            Some(_) => String::new(),
            None => column_letters(column.col),
        };
        let used_as = clean(&column.used_as);
        screen.line(&format!("    {letters:<3} {}  →  {used_as}", padded(header, widest)), 8)
    };
    import.columns.iter().zip(&headers).map(line).collect()
}

fn candidates_told(loaded: &Loaded, screen: Screen) -> String {
    // A sheet that was not used has said why; only columns that could help are worth more words.
    let used = |m: &MissingField| {
        loaded.reading.imports.iter().any(|i| i.at.file == m.at.file && i.at.sheet == m.at.sheet)
    };
    let missing = loaded.reading.candidates.iter().filter(|m| used(m) || !m.columns.is_empty());
    missing.map(|m| candidate_told(m, screen)).collect()
}

fn candidate_told(missing: &MissingField, screen: Screen) -> String {
    let name = clean(&sheet_name(&missing.at.file, missing.at.sheet.as_deref()));
    let Some(first) = missing.columns.first() else {
        return format!("\n{name} has no column for {}. None of its columns could be it.\n", missing.field);
    };
    let header = shortened(&first.header, HEADER);
    let mut text = match missing.likeness {
        Likeness::Slip => screen.line(
            &format!(
                "\n{name}: the column {header:?} was not read; it looks like a slip for {}.",
                missing.field
            ),
            0,
        ),
        Likeness::Content => format!("\n{name} has no column for {}. It could be:\n", missing.field),
    };
    if missing.likeness == Likeness::Content {
        for column in missing.columns.iter().take(CANDIDATES) {
            let values = counted(column.distinct as usize, "value", "different values");
            text.push_str(&format!("  {} ({values})\n", shortened(&column.header, HEADER)));
        }
    }
    text.push_str(match missing.likeness {
        Likeness::Slip => "Correct the header, or put these lines into crossweave.toml:\n\n",
        Likeness::Content => "To take the first, put these lines into crossweave.toml:\n\n",
    });
    for line in missing.settings_for(&first.header).lines() {
        text.push_str(&clean(&format!("  {line}\n")));
    }
    text
}

/// Problems by file, most harmful first, one line a kind with its first addresses.
fn problems_told(loaded: &Loaded, all: bool, screen: Screen) -> String {
    let files = by_file(loaded.problems().map(|p| (loaded.file_of(p), p)));
    if files.is_empty() {
        return "\nNo problems.\n".into();
    }
    let mut text = String::from("\nProblems\n");
    for file in &files {
        text.push_str(&file_told(file, all, screen));
    }
    text
}

fn file_told(file: &FileFaults<'_>, all: bool, screen: Screen) -> String {
    let heading = if file.file.is_empty() { "The whole folder" } else { file.file };
    let kinds = [
        (Severity::Error, "error", "errors"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Note, "note", "notes"),
    ];
    let counts: Vec<String> = kinds
        .into_iter()
        .filter(|(severity, ..)| file.count(*severity) > 0)
        .map(|(severity, one, many)| counted(file.count(severity) as usize, one, many))
        .collect();
    let mut text = screen.line(&clean(&format!("{heading}: {}", list(&counts))), 2);
    text.insert(0, '\n');
    for kind in &file.kinds {
        text.push_str(&kind_told(kind, all, screen));
    }
    text
}

fn kind_told(kind: &KindFaults<'_>, all: bool, screen: Screen) -> String {
    let spec = kind.spec;
    let severity = spec.severity.to_string();
    let many = if kind.count > 1 { format!(" ({})", count(kind.count)) } else { String::new() };
    let head = format!("  {severity}[{}]: {}{many}", spec.code, spec.title);
    let mut text = screen.line(&head, 4).replacen(&severity, &screen.severity(spec.severity, &severity), 1);
    let shown = if all { kind.listed.len() } else { FIRST };
    if !all && kind.listed.len() > FIRST && spec.severity == Severity::Note {
        // Notes ask for nothing: their addresses are enough.
        text.push_str(&screen.line(&clean(&format!("    {}", addresses(kind))), 4));
    } else {
        for problem in kind.listed.iter().take(shown) {
            text.push_str(&screen.line(&clean(&problem_told(problem)), 6));
        }
        let listed: u64 = kind.listed.iter().take(shown).map(|p| p.count()).sum();
        if kind.count > listed {
            let more = count(kind.count - listed);
            text.push_str(&screen.line(&format!("    and {more} more; --all lists them"), 6));
        }
    }
    if let Some(first) = kind.listed.first() {
        text.push_str(&screen.line(&clean(&format!("    help: {}", first.fix)), 10));
    }
    text
}

fn problem_told(problem: &Problem) -> String {
    match &problem.cell {
        Some(cell) => {
            let sheet = cell.sheet.as_ref().map(|s| format!("{s}{}", cell.between())).unwrap_or_default();
            format!("    {sheet}{}: {}", address(problem), problem.what)
        }
        None => format!("    {}", problem.what),
    }
}

/// `Skills!F17, F23, F41 and 12 more`: the sheet is said once.
fn addresses(kind: &KindFaults<'_>) -> String {
    let mut sheet = None;
    let mut shown = Vec::new();
    for problem in kind.listed.iter().take(FIRST) {
        shown.push(match &problem.cell {
            Some(cell) if sheet == Some(&cell.sheet) => cell.a1(),
            Some(cell) => {
                sheet = Some(&cell.sheet);
                cell.within_file()
            }
            None => shortened(&problem.what, SEEN),
        });
    }
    let more = kind.count.saturating_sub(shown.len() as u64);
    format!("{} and {} more; --all lists them", shown.join(", "), count(more))
}

fn summary(loaded: &Loaded) -> String {
    let n = |severity| counted_cells(loaded, severity) as usize;
    format!(
        "\n{}. {}, {}, {}.",
        list(&holdings(loaded)),
        counted(n(Severity::Error), "error", "errors"),
        counted(n(Severity::Warning), "warning", "warnings"),
        counted(n(Severity::Note), "note", "notes")
    )
}
