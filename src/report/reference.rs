//! The reference pages of `docs/`, made from the registries: what `explain` says, as pages.

use crate::identity;
use crate::ingest::importer::{FieldSpec, FieldType, ImporterSpec};
use crate::ingest::problem::{ProblemSpec, Severity};
use crate::ingest::source::formats::{FOLDERS, FORMATS, Format};
use crate::ingest::{self, IMPORTERS};
use crate::insight::rules::RULES;
use crate::measures::{Family, Level, MEASURES, MeasureSpec, Population, Unit};

/// First line of every page: nobody should change one by hand.
const MADE: &str = "<!-- Made from the source by `UPDATE=1 cargo test generated`; change it there. -->\n\n";

/// Every page: path in the repository and content.
///
/// ```
/// let pages = crossweave::report::reference::pages();
/// assert!(pages.iter().any(|(path, text)| *path == "docs/measures.md" && text.contains("## Network")));
/// ```
pub fn pages() -> Vec<(&'static str, String)> {
    vec![
        ("docs/measures.md", measures()),
        ("docs/findings.md", findings()),
        ("docs/problems.md", problems()),
        ("docs/importers.md", importers()),
    ]
}

/// Every measure, by family.
pub fn measures() -> String {
    let mut page = begin(
        "Measures",
        "Every number in a report is one of these. `crossweave explain ID` prints the same about one of them.\n\
         A value that cannot be computed is *undefined*, with its reason, and never 0; a value on too few\n\
         people is *hidden*.",
    );
    for (family, title) in [
        (Family::Skills, "Skills"),
        (Family::Network, "Network"),
        (Family::Joint, "Skills and network together"),
    ] {
        page += &format!("\n## {title}\n");
        for spec in MEASURES.iter().filter(|m| m.family == family) {
            page += &measure(spec);
        }
    }
    page
}

fn measure(spec: &MeasureSpec) -> String {
    let levels: Vec<&str> = spec.levels.iter().map(|l| level(*l)).collect();
    let parts = [
        ("Question", spec.question),
        ("Definition", spec.definition),
        ("How to read it", spec.how_to_read),
        ("What it does not say", spec.caveats),
        ("Source", spec.source),
        ("Unit", unit(spec.unit)),
        ("Given for", &levels.join(", ")),
        ("A group's value is about", population(spec.population)),
        ("Fewest people", &spec.minimum_n.to_string()),
    ];
    let lines: String = parts.iter().map(|(name, text)| format!("- **{name}:** {text}\n")).collect();
    format!("\n### `{}`: {}\n\n{lines}", spec.id, spec.title)
}

/// Every rule that makes findings.
pub fn findings() -> String {
    let mut page = begin(
        "Findings",
        "Each rule looks for one case in the measures. A finding is worded after disclosure control, so that\n\
         it never rests on a number that is hidden.",
    );
    page += "\n| rule | what it looks for |\n|---|---|\n";
    for rule in RULES {
        page += &format!("| `{}` | {} |\n", rule.id, cell(rule.looks_for));
    }
    page
}

/// Every kind of problem with files and people, by code.
pub fn problems() -> String {
    let mut all: Vec<&ProblemSpec> =
        ingest::PROBLEMS.iter().chain(identity::problems::PROBLEMS).copied().collect();
    all.sort_by_key(|p| (p.severity, p.code));
    let mut page = begin(
        "Problems",
        "What `crossweave check` can find. Each is printed with its file, sheet and cell. Nothing is left out in\n\
         silence, and no file is ever changed.",
    );
    for (severity, title, words) in [
        (Severity::Error, "Errors", "The value, row or file could not be used."),
        (Severity::Warning, "Warnings", "Used, or left out by a stated rule; someone should look."),
        (Severity::Note, "Notes", "Worth knowing; there is nothing to do."),
    ] {
        page += &format!("\n## {title}\n\n{words}\n");
        for problem in all.iter().filter(|p| p.severity == severity) {
            page += &format!("\n### {}: {}\n\n{}\n", problem.code, problem.title, problem.explanation);
        }
    }
    page
}

/// Every kind of file that is read, with its columns.
pub fn importers() -> String {
    let mut page = begin(
        "Files that are read",
        "A sheet is recognised by its headers. Columns may stand in any order; upper and lower case, spaces and\n\
         punctuation do not matter. Where a header goes by another name, say so in `crossweave.toml`.",
    );
    for spec in IMPORTERS {
        page += &importer(spec);
    }
    page + &formats()
}

/// Every kind of file a table can come in.
fn formats() -> String {
    let mut text = "\n## Formats\n\nA file is told by its content and its name, which have to agree. Text is read as UTF-8, UTF-16 or\n\
        Windows-1252, whichever it is.\n\n| format | endings | what it is |\n|---|---|---|\n"
        .to_owned();
    for (name, endings, what) in GRIDS {
        text += &format!("| {name} | {} | {} |\n", listed(endings), sentence(what));
    }
    for Format { id, endings, describes, .. } in FORMATS {
        text += &format!("| `{id}` | {} | {} |\n", listed(endings), sentence(&cell(describes)));
    }
    for Format { id, describes, .. } in FOLDERS {
        text += &format!("| `{id}` | a folder | {} |\n", sentence(&cell(describes)));
    }
    text
}

/// Files that are grids of cells.
const GRIDS: [(&str, &[&str], &str); 3] = [
    ("workbook", &["xlsx", "xlsm", "xlsb", "xls"], "Excel workbooks: values alone; macros are never run"),
    ("spreadsheet", &["ods"], "OpenDocument spreadsheets"),
    ("delimited text", &["csv", "tsv", "tab", "txt"], "cells between commas, semicolons or tabs"),
];

fn listed(endings: &[&str]) -> String {
    endings.iter().map(|ending| format!("`.{ending}`")).collect::<Vec<_>>().join(", ")
}

fn importer(spec: &ImporterSpec) -> String {
    let mut text =
        format!("\n## `{}`\n\n{} It fills the table *{}*.\n", spec.id, sentence(spec.describes), spec.table);
    if !spec.fields.is_empty() {
        text += "\n| column | needed | holds | what it is | example | other headers |\n|---|---|---|---|---|---|\n";
    }
    for FieldSpec { name, aliases, kind, required, help, example } in spec.fields {
        let needed = if *required { "required" } else { "optional" };
        let cells = [
            format!("`{name}`"),
            needed.into(),
            holds(*kind).into(),
            cell(help),
            cell(example),
            aliases.join(", "),
        ];
        text += &format!("| {} |\n", cells.join(" | "));
    }
    text
}

fn begin(title: &str, words: &str) -> String {
    format!("{MADE}# {title}\n\n{words}\n")
}

/// A table's cell: a bar would end it.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

/// A line as a sentence with its capital and its stop.
fn sentence(line: &str) -> String {
    let mut chars = line.trim_end_matches('.').chars();
    let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}.", chars.as_str())
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Network => "everyone",
        Level::Group => "each group",
        Level::Pair => "each pair of groups",
        Level::Person => "each person",
        Level::Skill => "each skill",
    }
}

fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Density => "a share of all possible ties, 0 to 1",
        Unit::Share => "share, 0 to 1",
        Unit::Points => "points of the 0 to 100 confidence index",
        Unit::Levels => "levels of the scale",
        Unit::People => "people",
        Unit::Ties => "ties",
        Unit::Groups => "groups",
        Unit::Ratio => "a pure number",
        Unit::Chance => "a chance (p), 0 to 1",
        Unit::Deviations => "standard deviations from what chance gives",
        Unit::Paths => "shortest paths",
        Unit::Steps => "steps along ties",
    }
}

fn population(population: Population) -> &'static str {
    match population {
        Population::Everyone => "everyone on the staff list",
        Population::Respondents => "those who answered",
    }
}

fn holds(kind: FieldType) -> &'static str {
    match kind {
        FieldType::Person => "a person",
        FieldType::People => "people, separated by `;`",
        FieldType::Text => "text",
        FieldType::Date => "a date",
        FieldType::Number => "a number",
        FieldType::YesNo => "yes or no",
        FieldType::Level => "a level of the scale",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_of_every_registry_has_its_place() {
        let count = |page: String, mark: &str| page.lines().filter(|l| l.starts_with(mark)).count();
        assert_eq!(count(measures(), "### "), MEASURES.len());
        assert_eq!(count(problems(), "### "), ingest::PROBLEMS.len() + identity::problems::PROBLEMS.len());
        assert_eq!(count(importers(), "## "), IMPORTERS.len() + 1);
        assert_eq!(count(formats(), "| `"), FORMATS.len() + FOLDERS.len());
        assert_eq!(count(findings(), "| `"), RULES.len());
    }

    #[test]
    fn a_line_becomes_a_sentence_and_a_bar_stays_in_its_cell() {
        assert_eq!(sentence("who came, and when."), "Who came, and when.");
        assert_eq!(cell("a|b"), "a\\|b");
    }
}
