//! A cell's value and its address, as a person sees them in their spreadsheet.

use std::fmt;
use std::sync::Arc;

use jiff::civil::DateTime;

/// Where a cell is: `audit.xlsx › Skills!C14`, or `log.csv › C14` where a file has no sheets.
///
/// `row` counts from 1 as spreadsheets show it; in delimited text it is the record's
/// number with the header as row 1, so it is the row a spreadsheet would show too.
/// `col` counts from 0.
///
/// ```
/// use crossweave::ingest::cell::CellRef;
/// let at = CellRef::new("audit.xlsx", Some("Skills"), 14, 2);
/// assert_eq!(at.to_string(), "audit.xlsx › Skills!C14");
/// assert_eq!(CellRef::new("log.csv", None, 2, 26).to_string(), "log.csv › AA2");
/// ```
///
/// A file that is no grid counts its entries, and its columns go by their names:
///
/// ```
/// use crossweave::ingest::cell::{CellRef, Entries};
/// let entries = Entries::new("message", &["time", "from"]);
/// let at = CellRef::new("council.mbox", None, 214, 1).among(&entries);
/// assert_eq!(at.to_string(), "council.mbox › message 214, from");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellRef {
    /// File name as given, relative to the programme folder.
    pub file: Arc<str>,
    /// Sheet name; `None` in files without sheets.
    pub sheet: Option<Arc<str>>,
    /// Row, counted from 1.
    pub row: u32,
    /// Column, counted from 0.
    pub col: u32,
    /// How places are named in a file that is no grid; `None` in spreadsheets and delimited text.
    pub entries: Option<Arc<Entries>>,
}

/// How places are named in a file that is no grid: what a row is called, and its columns.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Entries {
    /// `entry`, `message`, `line`.
    pub word: &'static str,
    /// Names of the columns; they are the sheet's headers.
    pub fields: Vec<Arc<str>>,
    /// Where the rows come from several files: the first row of each, and its name, in order.
    pub parts: Vec<(u32, Arc<str>)>,
}

impl Entries {
    /// From what a row is called and the names of the columns.
    pub fn new<S: AsRef<str>>(word: &'static str, fields: &[S]) -> Arc<Self> {
        Self::of_parts(word, fields, Vec::new())
    }

    /// The same where the rows come from several files: the first row of each, and its name, in order.
    ///
    /// ```
    /// use crossweave::ingest::cell::{CellRef, Entries};
    /// let days = vec![(1, "2026-01-06.json".into()), (41, "2026-01-07.json".into())];
    /// let entries = Entries::of_parts("message", &["time", "from"], days);
    /// let at = CellRef::new("chat", Some("general"), 43, 1).among(&entries);
    /// assert_eq!(at.to_string(), "chat › general, 2026-01-07.json, message 3, from");
    /// ```
    pub fn of_parts<S: AsRef<str>>(
        word: &'static str,
        fields: &[S],
        parts: Vec<(u32, Arc<str>)>,
    ) -> Arc<Self> {
        Arc::new(Self { word, fields: fields.iter().map(|f| f.as_ref().into()).collect(), parts })
    }

    /// What a row is called: `message 214`, or `2026-01-07.json, message 3`.
    fn name_of(&self, row: u32) -> String {
        let before = self.parts.partition_point(|(first, _)| *first <= row);
        match before.checked_sub(1).and_then(|i| self.parts.get(i)) {
            Some((first, part)) => format!("{part}, {} {}", self.word, row - first + 1),
            None => format!("{} {row}", self.word),
        }
    }
}

impl CellRef {
    /// An address from its parts.
    pub fn new(file: &str, sheet: Option<&str>, row: u32, col: u32) -> Self {
        Self { file: file.into(), sheet: sheet.map(Into::into), row, col, entries: None }
    }

    /// The same place in a file whose places go by these names.
    pub fn among(mut self, entries: &Arc<Entries>) -> Self {
        self.entries = Some(entries.clone());
        self
    }

    /// The same row, another column.
    pub fn at_col(&self, col: u32) -> Self {
        Self { col, ..self.clone() }
    }

    /// The address within its sheet: `C14`, or `message 14, from`.
    pub fn a1(&self) -> String {
        let Some(entries) = &self.entries else {
            return format!("{}{}", column_letters(self.col), self.row);
        };
        match entries.fields.get(self.col as usize) {
            Some(field) => format!("{}, {field}", entries.name_of(self.row)),
            None => entries.name_of(self.row),
        }
    }

    /// The addresses within its sheet of the same column from one row to another: `C14:C20`.
    pub fn rows(&self, first: u32, last: u32) -> String {
        let Some(entries) = &self.entries else {
            let letters = column_letters(self.col);
            return if first == last {
                format!("{letters}{first}")
            } else {
                format!("{letters}{first}:{letters}{last}")
            };
        };
        let field = entries.fields.get(self.col as usize).map(|f| format!(", {f}")).unwrap_or_default();
        let to = if first == last { String::new() } else { format!(" to {last}") };
        format!("{} {first}{to}{field}", entries.word)
    }

    /// What stands between the name of a sheet and an address within it.
    pub fn between(&self) -> &'static str {
        if self.entries.is_some() { ", " } else { "!" }
    }

    /// The address within its file: `Skills!C14`, `C14`, or `messages, entry 14, from`.
    pub fn within_file(&self) -> String {
        match (&self.sheet, &self.entries) {
            (Some(sheet), None) => format!("{sheet}!{}", self.a1()),
            (Some(sheet), Some(_)) => format!("{sheet}, {}", self.a1()),
            (None, _) => self.a1(),
        }
    }
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} › {}", self.file, self.within_file())
    }
}

/// A column's letters: 0 is `A`, 26 is `AA`.
pub fn column_letters(col: u32) -> String {
    let mut left = u64::from(col) + 1;
    let mut letters = Vec::new();
    while left > 0 {
        left -= 1;
        letters.push(b'A' + (left % 26) as u8);
        left /= 26;
    }
    letters.iter().rev().map(|&b| b as char).collect()
}

/// What a cell holds. Spreadsheet errors and empties are values, not failures.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing, or only white space.
    #[default]
    Empty,
    /// Text, trimmed of surrounding white space.
    Text(Box<str>),
    /// A number.
    Number(f64),
    /// TRUE or FALSE.
    Bool(bool),
    /// A date, or a date and time; never a bare serial number.
    Date(DateTime),
    /// A spreadsheet error such as `#N/A`.
    Error(Box<str>),
}

impl Cell {
    /// Text as read from a delimited file or a form: trimmed, `Empty` when nothing is left.
    pub fn text(raw: &str) -> Self {
        let trimmed = raw.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        if trimmed.is_empty() { Cell::Empty } else { Cell::Text(trimmed.into()) }
    }

    /// Whether there is nothing in the cell.
    pub fn is_empty(&self) -> bool {
        matches!(self, Cell::Empty)
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cell::Empty => Ok(()),
            Cell::Text(t) | Cell::Error(t) => f.write_str(t),
            Cell::Number(x) => write!(f, "{x}"),
            Cell::Bool(b) => f.write_str(if *b { "yes" } else { "no" }),
            Cell::Date(d) if d.time() == jiff::civil::Time::midnight() => write!(f, "{}", d.date()),
            Cell::Date(d) => write!(f, "{} {}", d.date(), d.time()),
        }
    }
}
