//! JSON: a list of objects, or an object that holds lists of objects, each a table.

use std::fmt;
use std::io::{BufReader, Read};
use std::path::Path;
use std::sync::Arc;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::ReadError;
use super::formats::Format;
use super::json_rows::{Columns, Row, malformed};
use super::tables::{LARGEST_WHOLE, Table, TableSet, Tables};
use super::transcode::{Utf8Reader, Written};
use crate::ingest::cell::Cell;

/// Most tables in a file.
const MOST_TABLES: usize = 1_000;
/// Most cells of a file that are held.
const MOST_CELLS: usize = 50_000_000;
/// Objects within objects in which tables are looked for.
const DEEPEST: usize = 4;

/// The format.
pub(super) static FORMAT: Format = Format {
    id: "json",
    describes: "JSON: a list of objects, or lists of objects by name; nested objects become columns such as `user.email`",
    endings: &["json"],
    sniff: |head, _| head.trim_start().starts_with(['[', '{']),
    open: |path, _: &Arc<str>| open(path),
};

fn open(path: &Path) -> Result<Box<dyn Tables>, ReadError> {
    let found = tables_of(text_of(path)?).map_err(|e| malformed(&e))?;
    if found.is_empty() {
        return Err(ReadError::NothingRecognised);
    }
    let made: Result<Vec<Table>, ReadError> = found.into_iter().map(Gathered::table).collect();
    Ok(Box::new(TableSet(made?)))
}

/// The text of a file as UTF-8, a piece at a time, and no more of it than its tables may take.
pub(super) fn text_of(path: &Path) -> Result<impl Read, ReadError> {
    let (text, since) =
        Utf8Reader::open(path, Written::detect(path)?, None).map_err(|e| ReadError::io(&e))?;
    // The limit on a single record is for lines; here the whole has one.
    Ok(BufReader::with_capacity(1 << 16, Bounded { text, since, left: LARGEST_WHOLE }))
}

struct Bounded<'a> {
    text: Utf8Reader<'a>,
    since: super::transcode::SinceRecord,
    left: u64,
}

impl Read for Bounded<'_> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        self.since.store(0, std::sync::atomic::Ordering::Relaxed);
        let read = self.text.read(buf)?;
        self.left = self.left.checked_sub(read as u64).ok_or_else(|| {
            std::io::Error::other("it is larger than JSON may be; save it as .jsonl or .csv")
        })?;
        Ok(read)
    }
}

/// A table as it is found.
#[derive(Default)]
struct Gathered {
    name: String,
    columns: Columns,
    rows: Vec<Vec<(u32, Cell)>>,
}

impl Gathered {
    fn table(self) -> Result<Table, ReadError> {
        let name = (!self.name.is_empty()).then_some(self.name.as_str());
        let mut table = Table::new(name, "json", "entry", &self.columns.names);
        for (row, cells) in (1..).zip(self.rows) {
            table.push(row, cells)?;
        }
        Ok(table)
    }
}

fn tables_of(text: impl Read) -> Result<Vec<Gathered>, serde_json::Error> {
    let mut found = Found::default();
    let mut parser = serde_json::Deserializer::from_reader(text);
    Node { found: &mut found, name: &mut String::new(), depth: 0 }.deserialize(&mut parser)?;
    parser.end()?;
    Ok(found.tables)
}

#[derive(Default)]
struct Found {
    tables: Vec<Gathered>,
    cells: usize,
}

/// A value that may be a table, or hold some.
struct Node<'a> {
    found: &'a mut Found,
    name: &'a mut String,
    depth: usize,
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let length = self.name.len();
        while let Some(key) = map.next_key::<String>()? {
            if self.depth >= DEEPEST {
                map.next_value::<serde::de::IgnoredAny>()?;
                continue;
            }
            if length > 0 {
                self.name.push('.');
            }
            self.name.extend(key.chars().take(100));
            map.next_value_seed(Node { found: self.found, name: self.name, depth: self.depth + 1 })?;
            self.name.truncate(length);
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let mut table = Gathered { name: self.name.clone(), ..Gathered::default() };
        let mut objects = false;
        loop {
            let mut cells = Vec::new();
            let row = Row { columns: &mut table.columns, cells: &mut cells };
            let Some(is_object) = seq.next_element_seed(row)? else { break };
            objects |= is_object;
            self.found.cells += cells.len() + 1;
            if self.found.cells > MOST_CELLS {
                return Err(A::Error::custom(format!("there are more than {MOST_CELLS} values")));
            }
            cells.shrink_to_fit();
            table.rows.push(cells);
        }
        if objects {
            self.found.tables.push(table);
        }
        if self.found.tables.len() > MOST_TABLES {
            return Err(A::Error::custom(format!("there are more than {MOST_TABLES} lists of objects")));
        }
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, usize, Vec<String>)> {
        let tables = tables_of(text.as_bytes()).unwrap();
        tables.into_iter().map(|t| (t.name, t.rows.len(), t.columns.names)).collect()
    }

    fn table(name: &str, rows: usize, columns: &[&str]) -> (String, usize, Vec<String>) {
        (name.to_owned(), rows, columns.iter().map(|c| (*c).to_owned()).collect())
    }

    #[test]
    fn lists_of_objects_are_tables_wherever_they_stand() {
        assert_eq!(found(r#"[{"a": 1}, {"b": 2}, 3]"#), [table("", 3, &["a", "b"])]);
        let two = r#"{"count": 2, "people": [{"person": "x"}], "data": {"ties": [{"from": 1}], "ids": [1]}}"#;
        assert_eq!(found(two), [table("people", 1, &["person"]), table("data.ties", 1, &["from"])]);
        assert_eq!(found("[1, 2]"), []);
        assert_eq!(found(r#"{"a": {"b": "c"}}"#), []);
    }

    #[test]
    fn a_mistake_has_its_line_and_column() {
        let error = |text: &str| tables_of(text.as_bytes()).map(|_| ()).map_err(|e| malformed(&e));
        let at = |what: &str, line, column| Err(ReadError::BrokenText { what: what.into(), line, column });
        assert_eq!(error("[{\"a\": 1},\n {\"a\": 2"), at("the text breaks off here", 2, 8));
        assert_eq!(error("[{\"a\": 1}\n {}]"), at("not valid JSON: expected `,` or `]`", 2, 2));
        assert_eq!(error("[] []"), at("not valid JSON: trailing characters", 1, 4));
    }
}
