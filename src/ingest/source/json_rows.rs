//! Objects of JSON as rows: nested objects become columns such as `user.email`, lists of plain values one
//! cell with semicolons. Keys that are nobody's business are passed over as they are parsed.

use std::fmt;

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::ReadError;
use crate::ingest::cell::Cell;
use crate::ingest::private::private_reason;

/// Most columns a table may have.
const MOST_COLUMNS: usize = 4_000;
/// Longest name of a column, in bytes: keys of nested objects, with points between.
const LONGEST_NAME: usize = 1_000;
/// Whole numbers up to here are exact as decimal numbers; longer ones are ids.
const EXACT: u64 = 1 << 53;

/// Columns by their names, in order of first sight.
#[derive(Debug, Default)]
pub(super) struct Columns {
    pub names: Vec<String>,
    by_name: HashMap<String, u32, FixedState>,
    private: HashMap<String, bool, FixedState>,
}

impl Columns {
    fn number<E: Error>(&mut self, name: &str) -> Result<u32, E> {
        if let Some(number) = self.by_name.get(name) {
            return Ok(*number);
        }
        if self.names.len() >= MOST_COLUMNS {
            return Err(E::custom(format!("there are more than {MOST_COLUMNS} different keys")));
        }
        let number = self.names.len() as u32;
        self.names.push(name.to_owned());
        self.by_name.insert(name.to_owned(), number);
        Ok(number)
    }

    fn is_private(&mut self, name: &str, key: &str) -> bool {
        if let Some(known) = self.private.get(name) {
            return *known;
        }
        let private = private_reason(key).is_some() || private_reason(name).is_some();
        if self.private.len() < 4 * MOST_COLUMNS {
            self.private.insert(name.to_owned(), private);
        }
        private
    }
}

/// Reads one value as a row: whether it was an object, and its cells.
pub(super) struct Row<'a> {
    pub columns: &'a mut Columns,
    pub cells: &'a mut Vec<(u32, Cell)>,
}

impl<'de> DeserializeSeed<'de> for Row<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        let mut name = String::new();
        let place = Place { columns: self.columns, cells: self.cells, name: &mut name };
        deserializer.deserialize_any(place).map(|kind| kind == Kind::Object)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Object,
    Other,
}

/// A value under a name; without one, the row itself.
struct Place<'a> {
    columns: &'a mut Columns,
    cells: &'a mut Vec<(u32, Cell)>,
    name: &'a mut String,
}

impl Place<'_> {
    fn put<E: Error>(self, cell: Cell) -> Result<Kind, E> {
        if !self.name.is_empty() {
            let column = self.columns.number(self.name)?;
            if !cell.is_empty() {
                self.cells.push((column, cell));
            }
        }
        Ok(Kind::Other)
    }
}

impl<'de> DeserializeSeed<'de> for Place<'_> {
    type Value = Kind;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Kind, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Place<'_> {
    type Value = Kind;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Kind, A::Error> {
        let length = self.name.len();
        while let Some(key) = map.next_key::<String>()? {
            if length > 0 {
                self.name.push('.');
            }
            self.name.push_str(&key);
            if self.name.len() > LONGEST_NAME {
                return Err(A::Error::custom("a key is too long to be the name of a column"));
            }
            if self.columns.is_private(self.name, &key) {
                self.columns.number::<A::Error>(self.name)?;
                map.next_value::<IgnoredAny>()?;
            } else {
                let place = Place { columns: self.columns, cells: self.cells, name: self.name };
                map.next_value_seed(place)?;
            }
            self.name.truncate(length);
        }
        Ok(Kind::Object)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Kind, A::Error> {
        let mut joined = String::new();
        while let Some(part) = seq.next_element_seed(Part)? {
            if !joined.is_empty() && !part.is_empty() {
                joined.push_str("; ");
            }
            joined.push_str(&part);
        }
        self.put(Cell::text(&joined))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Kind, E> {
        self.put(Cell::text(text))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Kind, E> {
        self.put(Cell::Bool(value))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Kind, E> {
        let cell = whole(number.unsigned_abs(), number as f64, || number.to_string());
        self.put(cell)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Kind, E> {
        let cell = whole(number, number as f64, || number.to_string());
        self.put(cell)
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Kind, E> {
        self.put(Cell::Number(number))
    }

    fn visit_unit<E: Error>(self) -> Result<Kind, E> {
        self.put(Cell::Empty)
    }
}

fn whole(size: u64, number: f64, written: impl Fn() -> String) -> Cell {
    if size <= EXACT { Cell::Number(number) } else { Cell::text(&written()) }
}

/// A plain value of a list as text; of objects in lists only the name of the column stands.
struct Part;

impl<'de> DeserializeSeed<'de> for Part {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_any(super::lax::Short(|text: &str| text.trim().to_owned()))
    }
}

/// What a parser says, without the place where it says it.
pub(super) fn said(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let text = text.split(" at line ").next().unwrap_or_default();
    match error.classify() {
        serde_json::error::Category::Eof => "the text breaks off here".to_owned(),
        serde_json::error::Category::Data => text.to_owned(),
        _ => format!("not valid JSON: {text}"),
    }
}

/// Why a file of JSON cannot be read.
pub(super) fn malformed(error: &serde_json::Error) -> ReadError {
    if error.is_io() {
        return ReadError::Refused(said(error));
    }
    // A line end is added to the last line; a file that breaks off does so before it.
    let line = if error.column() == 0 { error.line().saturating_sub(1).max(1) } else { error.line() };
    ReadError::BrokenText { what: said(error), line, column: error.column() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(text: &str) -> Result<(bool, Vec<(String, String)>), String> {
        let (mut columns, mut cells) = (Columns::default(), Vec::new());
        let row = Row { columns: &mut columns, cells: &mut cells };
        let is_object =
            row.deserialize(&mut serde_json::Deserializer::from_str(text)).map_err(|e| said(&e))?;
        let named = cells.iter().map(|(col, cell)| (columns.names[*col as usize].clone(), cell.to_string()));
        Ok((is_object, named.collect()))
    }

    fn cells(text: &str) -> Vec<(String, String)> {
        row(text).unwrap().1
    }

    #[test]
    fn objects_are_flattened_and_lists_joined() {
        let text = r#"{"user": {"email": "a@x.example", "id": 9007199254740993}, "tags": ["b", 2, null, "c"],
            "reactions": [{"name": "yes"}], "done": true, "none": null}"#;
        let found = cells(text);
        let found: Vec<(&str, &str)> = found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        let email = ("user.email", "a@x.example");
        assert_eq!(found, [email, ("user.id", "9007199254740993"), ("tags", "b; 2; c"), ("done", "yes")]);
    }

    #[test]
    fn what_is_private_is_named_and_never_kept() {
        let (mut columns, mut cells) = (Columns::default(), Vec::new());
        let text = r#"{"from": "a", "body": {"text": "x"}, "user": {"Subject": "y", "gender": "z"}}"#;
        let row = Row { columns: &mut columns, cells: &mut cells };
        assert!(row.deserialize(&mut serde_json::Deserializer::from_str(text)).unwrap());
        assert_eq!(columns.names, ["from", "body", "user.Subject", "user.gender"]);
        assert_eq!(cells, [(0, Cell::text("a"))]);
    }

    #[test]
    fn deep_and_broken_values_are_refused() {
        assert_eq!(row(&"{\"a\":".repeat(100_000)).unwrap_err(), "not valid JSON: recursion limit exceeded");
        assert_eq!(row(r#"{"a": "#).unwrap_err(), "the text breaks off here");
        let long = format!("{{\"{}\": 1}}", "k".repeat(2_000));
        assert_eq!(row(&long).unwrap_err(), "a key is too long to be the name of a column");
        assert_eq!(row("12"), Ok((false, vec![])));
    }
}
