//! One template: a sheet to fill in, made from an importer's fields, and a sheet of notes.

use crate::ingest::importer::{FieldSpec, FieldType};

use super::book::{Choice, Sheet, TableAt, Value, Visibility};

/// Rows below the header that offer lists to choose from.
const ROWS: u32 = 1000;

/// A column of a template.
#[derive(Clone, Debug)]
pub struct Column {
    /// Header.
    pub header: String,
    /// Width, in characters.
    pub width: u16,
    /// What can be chosen in its cells; empty where anything can be written.
    pub options: Vec<String>,
    /// What to do, shown beside a cell with a list.
    pub prompt: &'static str,
}

impl Column {
    /// The column of a field: its canonical header, and yes or no to choose where it holds that.
    pub fn of(field: &FieldSpec) -> Self {
        let options = match field.kind {
            FieldType::YesNo => vec!["yes".to_owned(), "no".to_owned()],
            _ => Vec::new(),
        };
        Self { header: field.name.to_owned(), width: width(field), options, prompt: "Choose yes or no." }
    }

    /// The column of an audit question, with the levels to choose from.
    pub fn question(question: &str, levels: &[&str]) -> Self {
        let options = levels.iter().map(|level| (*level).to_owned()).collect();
        Self { header: question.to_owned(), width: 24, options, prompt: "Choose the level that fits best." }
    }
}

fn width(field: &FieldSpec) -> u16 {
    let least = match field.kind {
        FieldType::Person => 34,
        FieldType::People => 44,
        FieldType::Text | FieldType::Level => 22,
        FieldType::Date => 16,
        FieldType::Number | FieldType::YesNo => 12,
    };
    least.max(field.name.len() as u16 + 4)
}

/// The sheet to fill in: header in row 1, nothing above it, and rows as given.
pub fn to_fill_in(
    name: &'static str,
    words: &'static str,
    columns: &[Column],
    rows: Vec<Vec<Value>>,
) -> Sheet {
    let header = columns.iter().map(|c| Value::text(c.header.as_str())).collect();
    Sheet {
        name,
        rows: std::iter::once(header).chain(rows).collect(),
        header: Some(TableAt { row: 0, name, words }),
        widths: columns.iter().map(|c| c.width).collect(),
        visibility: Visibility::Visible,
        choices: choices(columns),
    }
}

/// Lists to choose from, one for each run of neighbouring columns with the same options.
fn choices(columns: &[Column]) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::new();
    for (col, column) in (0u16..).zip(columns).filter(|(_, c)| !c.options.is_empty()) {
        match choices.last_mut() {
            Some(last) if last.options == column.options && last.cols.1 + 1 == col => last.cols.1 = col,
            _ => choices.push(Choice {
                rows: (1, ROWS),
                cols: (col, col),
                options: column.options.clone(),
                prompt: column.prompt,
            }),
        }
    }
    choices
}

/// What a column is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note {
    /// Header.
    pub column: &'static str,
    /// Whether it must be there: `required` or `optional`.
    pub needed: &'static str,
    /// What to put in it.
    pub help: &'static str,
    /// An example cell.
    pub example: &'static str,
}

impl Note {
    /// The note of a field.
    pub fn of(field: &FieldSpec) -> Self {
        let needed = if field.required { "required" } else { "optional" };
        Self { column: field.name, needed, help: field.help, example: field.example }
    }
}

/// The sheet that says what each column is for, whether it is needed, with an example. The
/// example stands in the sentence: alone in a cell it could be taken for a header.
pub fn notes_sheet(notes: &[Note]) -> Sheet {
    let texts = |cells: [&str; 3]| cells.map(Value::text).to_vec();
    let sentence = |n: &Note| format!("{} For example: {}", n.help, n.example);
    let mut rows = vec![texts(["Column", "Needed", "What to put in it"])];
    rows.extend(notes.iter().map(|n| texts([n.column, n.needed, &sentence(n)])));
    Sheet {
        name: "Notes",
        rows,
        header: Some(TableAt { row: 0, name: "Notes", words: "What each column of the first sheet is for." }),
        widths: vec![28, 12, 120],
        visibility: Visibility::Visible,
        choices: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static FIELDS: [FieldSpec; 2] = [
        FieldSpec {
            name: "person",
            aliases: &["email"],
            kind: FieldType::Person,
            required: true,
            help: "E-mail or staff number.",
            example: "a.b@place.example",
        },
        FieldSpec {
            name: "may_name",
            aliases: &[],
            kind: FieldType::YesNo,
            required: false,
            help: "Whether they agreed to be named.",
            example: "yes",
        },
    ];

    #[test]
    fn headers_are_canonical_and_yes_or_no_is_a_list() {
        let columns: Vec<Column> = FIELDS.iter().map(Column::of).collect();
        let sheet = to_fill_in("People", "One person a row.", &columns, Vec::new());
        assert_eq!(sheet.rows, [[Value::text("person"), Value::text("may_name")]]);
        assert_eq!(sheet.widths, [34, 12]);
        assert_eq!(sheet.choices.len(), 1);
        assert_eq!(sheet.choices[0].cols, (1, 1));
        assert_eq!(sheet.choices[0].options, ["yes", "no"]);
    }

    #[test]
    fn questions_side_by_side_share_one_list() {
        let mut columns = vec![Column::of(&FIELDS[0])];
        columns.extend(["a", "b", "c"].map(|q| Column::question(q, &["low", "high"])));
        let sheet = to_fill_in("Audit", "One answer a row.", &columns, Vec::new());
        assert_eq!(sheet.choices.len(), 1);
        assert_eq!((sheet.choices[0].cols, sheet.choices[0].rows), ((1, 3), (1, 1000)));
    }

    #[test]
    fn notes_say_what_is_required() {
        let notes = notes_sheet(&FIELDS.each_ref().map(Note::of));
        assert_eq!(notes.rows[1][1], Value::text("required"));
        assert_eq!(notes.rows[2][1], Value::text("optional"));
        assert_eq!(notes.rows[2][2], Value::text("Whether they agreed to be named. For example: yes"));
    }
}
