//! Comma-separated lines that a spreadsheet opens without running anything.

use super::clean::plain;
use super::spec::{DataTable, Shown};

/// One cell of a comma-separated line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Field<'a> {
    /// Text, in one line and without control marks; gets a leading apostrophe where a spreadsheet would read a formula.
    Text(&'a str),
    /// A number, printed so that reading it back gives the same number.
    Number(f64),
    /// A whole number.
    Count(u64),
    /// Nothing.
    Empty,
}

/// Adds one line to `out`, ended by a line feed.
///
/// ```
/// use crossweave::charts::delimited::{push_line, Field};
/// let mut out = String::new();
/// push_line(&mut out, &[Field::Text("=1+1"), Field::Text("a,b"), Field::Number(-0.5), Field::Empty]);
/// assert_eq!(out, "'=1+1,\"a,b\",-0.5,\n");
/// ```
pub fn push_line(out: &mut String, fields: &[Field<'_>]) {
    for (i, field) in fields.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        match field {
            Field::Text(text) => push_text(out, text),
            Field::Number(x) if x.is_finite() => out.push_str(&shortest(*x)),
            Field::Count(n) => out.push_str(&n.to_string()),
            Field::Number(_) | Field::Empty => {}
        }
    }
    out.push('\n');
}

/// The shortest decimal that reads back as the same number; whole numbers without a point.
pub fn shortest(x: f64) -> String {
    let text = format!("{x:?}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// A table as comma-separated lines, its header first; a hidden cell is `[c]`.
pub fn table(table: &DataTable) -> String {
    let mut out = String::new();
    let headers: Vec<_> = table.headers.iter().map(|h| Field::Text(h)).collect();
    push_line(&mut out, &headers);
    for row in &table.rows {
        push_line(&mut out, &row.iter().map(field).collect::<Vec<_>>());
    }
    out
}

fn field(shown: &Shown) -> Field<'_> {
    match shown {
        Shown::Number(..) => shown.as_printed().map_or(Field::Empty, Field::Number),
        other => Field::Text(other.printed()),
    }
}

fn push_text(out: &mut String, text: &str) {
    let guard = if starts_a_formula(text) { "'" } else { "" };
    let guarded = format!("{guard}{}", plain(text));
    if guarded.contains([',', '"']) {
        out.push('"');
        out.push_str(&guarded.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(&guarded);
    }
}

fn starts_a_formula(text: &str) -> bool {
    text.starts_with(['\t', '\r']) || plain(text).starts_with(['=', '+', '-', '@'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_formula_start_is_guarded() {
        for bad in ["=A1", "+1", "-1", "@x", "\tx", "\rx"] {
            let mut out = String::new();
            push_line(&mut out, &[Field::Text(bad)]);
            assert!(out.trim_start_matches('"').starts_with('\''), "{out:?}");
        }
    }

    #[test]
    fn numbers_are_short_and_exact() {
        assert_eq!(shortest(3.0), "3");
        assert_eq!(shortest(0.1 + 0.2), "0.30000000000000004");
        assert_eq!(shortest(-0.0), "-0");
        assert_eq!(shortest(1e21), "1e21");
    }

    #[test]
    fn hidden_cells_are_marks() {
        let t = DataTable {
            caption: String::new(),
            headers: vec!["team".into(), "value".into()],
            rows: vec![vec![Shown::Text("a\"b".into()), Shown::Hidden]],
        };
        assert_eq!(table(&t), "team,value\n\"a\"\"b\",[c]\n");
    }
}
