//! Spreadsheets to send out and fill in, made from what the importers understand: a column
//! for each field, under the field's own name.

pub mod book;
pub mod folder;
pub mod framework;
pub mod sheet;

use std::path::Path;

use crate::ingest::importer::{FieldSpec, ImporterSpec};
use crate::ingest::importers::{
    actions, audit_wide, ballots, framework as framework_importer, interactions, memberships, people, places,
    ties,
};

use book::{BookError, Value, workbook};
pub use folder::Existing;
use folder::{FolderError, write_files};
pub use framework::Shipped;
use sheet::{Column, Note, notes_sheet, to_fill_in};

/// What a template has below and beside the fields of its importer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Body {
    /// A workbook with empty rows.
    Empty,
    /// A workbook with a column for each question of the framework.
    Questions,
    /// A workbook with the skills of the framework, to be changed.
    Skills,
    /// Delimited text with a header row alone.
    Text,
}

/// One template.
struct Template {
    file: &'static str,
    sheet: &'static str,
    words: &'static str,
    importer: &'static ImporterSpec,
    /// Fields that are read where a file has them, and not asked for.
    not_asked: &'static [&'static str],
    /// Columns beyond the importer's named fields.
    also: &'static [Note],
    body: Body,
}

/// A note on a column that is not a named field.
const fn optional(column: &'static str, help: &'static str, example: &'static str) -> Note {
    Note { column, needed: "optional", help, example }
}

static TEMPLATES: [Template; 9] = [
    Template {
        file: "people.xlsx",
        sheet: "People",
        words: "Everyone in the programme, one person a row.",
        importer: &people::SPEC,
        not_asked: &["first_name", "last_name"],
        also: &[],
        body: Body::Empty,
    },
    Template {
        file: "audit.xlsx",
        sheet: "Audit",
        words: "Answers to the skills audit, one person a row.",
        importer: &audit_wide::SPEC,
        not_asked: &["name"],
        also: &[optional(
            "one column a question",
            "How confident the person is: choose from the list. Leave blank what was not answered.",
            "Fairly confident",
        )],
        body: Body::Questions,
    },
    Template {
        file: "interactions.csv",
        sheet: "",
        words: "Messages and meetings, one a row. Never add a subject or the text of a message.",
        importer: &interactions::SPEC,
        not_asked: &[
            "cc",
            "clock",
            "conversation",
            "message_id",
            "in_reply_to",
            "topics",
            "minutes",
            "initiated_by",
        ],
        also: &[],
        body: Body::Text,
    },
    Template {
        file: "memberships.xlsx",
        sheet: "Memberships",
        words: "Boards, projects and events, one person in one group a row.",
        importer: &memberships::SPEC,
        not_asked: &[],
        also: &[],
        body: Body::Empty,
    },
    Template {
        file: "ties.xlsx",
        sheet: "Ties",
        words: "Ties people reported when asked, one tie a row.",
        importer: &ties::SPEC,
        not_asked: &["directed"],
        also: &[],
        body: Body::Empty,
    },
    Template {
        file: "actions.xlsx",
        sheet: "Actions",
        words: "What was agreed: one action a row.",
        importer: &actions::SPEC,
        not_asked: &[],
        also: &[],
        body: Body::Empty,
    },
    Template {
        file: "ballots.xlsx",
        sheet: "Ballots",
        words: "Points given to priorities: one voter and one priority a row.",
        importer: &ballots::SPEC,
        not_asked: &[],
        also: &[],
        body: Body::Empty,
    },
    Template {
        file: "places.xlsx",
        sheet: "Places",
        words: "Which place lies in which larger one.",
        importer: &places::SPEC,
        not_asked: &["name", "belongs_to_name"],
        also: &[],
        body: Body::Empty,
    },
    Template {
        file: "framework.xlsx",
        sheet: "Framework",
        words: "The skills people are asked about, one a row.",
        importer: &framework_importer::SPEC,
        not_asked: &[],
        also: &[
            optional("level_1, level_2, …", "Labels of the levels, lowest first.", "Not at all confident"),
            optional(
                "required:Member, …",
                "Level that people of this strand, role or grade need; one column for each.",
                "4",
            ),
            optional("future:Member, …", "Level that they will need in a year; one column for each.", "5"),
        ],
        body: Body::Skills,
    },
];

/// A template that could not be made or written.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// A file could not be written.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// A workbook could not be made.
    #[error(transparent)]
    Book(#[from] BookError),
}

/// The templates for a framework: file name and content, the same bytes each time.
///
/// # Errors
/// [`TemplateError::Book`] when a workbook could not be made.
///
/// ```
/// use crossweave::report::templates::{self, Shipped};
/// let templates = templates::all(Shipped::NetworkedWorking)?;
/// let names: Vec<&str> = templates.iter().map(|(name, _)| *name).collect();
/// assert!(names.contains(&"people.xlsx") && names.contains(&"interactions.csv"));
/// # Ok::<(), templates::TemplateError>(())
/// ```
pub fn all(framework: Shipped) -> Result<Vec<(&'static str, Vec<u8>)>, TemplateError> {
    let mut files = Vec::new();
    for template in &TEMPLATES {
        files.push((template.file, template.bytes(framework)?));
    }
    files.push(("README.md", readme().into_bytes()));
    Ok(files)
}

/// Writes the templates into a folder, which is made where it is missing; gives their names.
///
/// # Errors
/// [`TemplateError::Folder`] when a file is there, differs and is to be left (then nothing is
/// written), or cannot be written; [`TemplateError::Book`] when a workbook could not be made.
pub fn write_all(
    dir: &Path,
    framework: Shipped,
    existing: Existing,
) -> Result<Vec<&'static str>, TemplateError> {
    let files = all(framework)?;
    let contents: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    write_files(dir, &contents, existing)?;
    Ok(files.into_iter().map(|(name, _)| name).collect())
}

impl Template {
    /// Fields it asks for.
    fn fields(&self) -> Vec<&'static FieldSpec> {
        self.importer.fields.iter().filter(|f| !self.not_asked.contains(&f.name)).collect()
    }

    /// What each of its columns is for.
    fn notes(&self) -> Vec<Note> {
        self.fields().into_iter().map(Note::of).chain(self.also.iter().copied()).collect()
    }

    fn bytes(&self, framework: Shipped) -> Result<Vec<u8>, BookError> {
        let fields = self.fields();
        if self.body == Body::Text {
            let header: Vec<&str> = fields.iter().map(|f| f.name).collect();
            return Ok((header.join(",") + "\r\n").into_bytes());
        }
        let (columns, rows) = self.table(&fields, framework);
        let sheets = [to_fill_in(self.sheet, self.words, &columns, rows), notes_sheet(&self.notes())];
        workbook(self.sheet, &sheets)
    }

    /// Columns and rows of the sheet to fill in.
    fn table(&self, fields: &[&FieldSpec], framework: Shipped) -> (Vec<Column>, Vec<Vec<Value>>) {
        let mut columns: Vec<Column> = fields.iter().map(|f| Column::of(f)).collect();
        match self.body {
            Body::Skills => return skills_table(framework),
            Body::Questions => {
                columns.extend(framework.skills().iter().map(|s| Column::question(s.question, &s.levels)));
            }
            Body::Empty | Body::Text => {}
        }
        (columns, Vec::new())
    }
}

/// The table of a framework, numbers as numbers.
fn skills_table(framework: Shipped) -> (Vec<Column>, Vec<Vec<Value>>) {
    let value = |cell: &str| cell.parse().map_or_else(|_| Value::text(cell), Value::Number);
    let mut cells = framework.cells().into_iter();
    let header = cells.next().unwrap_or_default();
    let rows: Vec<Vec<&str>> = cells.collect();
    let widest = |col: usize| rows.iter().filter_map(|row| row.get(col)).map(|cell| cell.len()).max();
    let column = |(col, header): (usize, &&str)| Column {
        header: (*header).to_owned(),
        width: widest(col).unwrap_or(0).max(header.len()) as u16 + 4,
        options: Vec::new(),
        prompt: "",
    };
    let columns = header.iter().enumerate().map(column).collect();
    (columns, rows.iter().map(|row| row.iter().map(|cell| value(cell)).collect()).collect())
}

/// What each template is for and what its columns mean, as text.
fn readme() -> String {
    let mut text = "# Spreadsheets to fill in\n\n\
         Fill in what you have and leave out what you do not. Columns may stand in any order, and\n\
         you may add columns of your own. Keep the header row in row 1, with nothing above it.\n"
        .to_owned();
    for template in &TEMPLATES {
        text += &format!("\n## {}\n\n{}\n\n", template.file, template.words);
        text += "| column | needed | what to put in it | example |\n|---|---|---|---|\n";
        for Note { column, needed, help, example } in template.notes() {
            text += &format!("| `{column}` | {needed} | {help} | {example} |\n");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::record::{Records, Response};
    use crate::ingest::{Reading, read_paths};
    use crate::programme::config::Config;

    #[test]
    fn fields_not_asked_for_exist_and_are_optional() {
        for template in &TEMPLATES {
            for name in template.not_asked {
                let field = template.importer.fields.iter().find(|f| f.name == *name);
                assert!(field.is_some_and(|f| !f.required), "{}: {name}", template.file);
            }
        }
    }

    #[test]
    fn the_framework_has_every_column_its_importer_needs() {
        let (columns, rows) = skills_table(Shipped::NetworkedWorking);
        for field in framework_importer::SPEC.fields.iter().filter(|f| f.required) {
            assert!(columns.iter().any(|c| c.header == field.name), "{}", field.name);
        }
        assert_eq!(rows.len(), 25);
        assert_eq!(rows[0][8], Value::Number(4.0));
    }

    #[test]
    fn the_audit_offers_the_levels_on_every_question() {
        let audit = TEMPLATES.iter().find(|t| t.body == Body::Questions).unwrap();
        for (framework, asked) in [(Shipped::NetworkedWorking, 25), (Shipped::TenMinuteAudit, 10)] {
            let (columns, _) = audit.table(&audit.fields(), framework);
            let questions: Vec<&Column> = columns.iter().filter(|c| c.options.len() == 5).collect();
            assert_eq!(questions.len(), asked);
            assert_eq!(questions[0].options[0], "Not at all confident");
        }
    }

    fn read(folder: &Path, names: &[&str]) -> Reading {
        let files: Vec<_> = names.iter().map(|name| folder.join(name)).collect();
        read_paths(folder, &files, &Config::default(), &|_, _| {})
    }

    /// An audit is known by its answers, so an empty one is nothing yet, and no problem either.
    #[test]
    fn empty_templates_are_read_as_what_they_are() {
        let folder = tempfile::tempdir().unwrap();
        write_all(folder.path(), Shipped::default(), Existing::Refuse).unwrap();
        for template in &TEMPLATES {
            let reading = read(folder.path(), &[template.file]);
            assert_eq!(reading.all_problems().count(), 0, "{}", template.file);
            let importers: Vec<&str> = reading.imports.iter().map(|import| import.importer).collect();
            let wanted = if template.body == Body::Questions { vec![] } else { vec![template.importer.id] };
            assert_eq!(importers, wanted, "{}", template.file);
        }
    }

    #[test]
    fn a_filled_in_audit_is_read_without_a_problem() {
        let audit = TEMPLATES.iter().find(|t| t.body == Body::Questions).unwrap();
        let (columns, _) = audit.table(&audit.fields(), Shipped::NetworkedWorking);
        let cell = |c: &Column| Value::text(c.options.get(3).map_or("", String::as_str));
        let mut row: Vec<Value> = columns.iter().map(cell).collect();
        row[0] = Value::text("asha.patel@council.example");
        let sheet = to_fill_in(audit.sheet, audit.words, &columns, vec![row]);
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("audit.xlsx"), workbook("Audit", &[sheet]).unwrap()).unwrap();
        let reading = read(folder.path(), &["audit.xlsx"]);
        let Records::Audit(audit) = &reading.imports[0].records else { panic!("{:?}", reading.sheets) };
        assert_eq!((audit.skills.len(), audit.rows.len()), (25, 1));
        assert!(audit.rows[0].answers.iter().all(|(_, answer)| *answer == Response::Level(4)));
        assert_eq!(reading.all_problems().count(), 0);
    }

    #[test]
    fn the_log_is_text_with_a_header_alone() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(write_all(folder.path(), Shipped::default(), Existing::Refuse).unwrap().len(), 10);
        let log = std::fs::read_to_string(folder.path().join("interactions.csv")).unwrap();
        assert!(log.starts_with("time,from,to,"), "{log}");
        assert_eq!(log.lines().count(), 1);
    }
}
