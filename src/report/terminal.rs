//! Results for a person at a terminal: one block a measure, columns aligned, plain text.

use crate::charts::clean::plain;
use crate::disclosure::Disclosed;
use crate::insight::analysis::Analysis;
use crate::measures::{self, Measurement, Unit, Value};

use super::results::Row;

/// Least room a shortened column keeps.
const LEAST: usize = 8;

/// The results as aligned text, at most `width` characters a line where names can be shortened.
pub fn table(analysis: &Disclosed<Analysis>, width: usize) -> String {
    let rows = &analysis.get().measurements;
    let mut out = String::new();
    for block in rows.chunk_by(|a, b| a.key.measure == b.key.measure) {
        if !out.is_empty() {
            out.push('\n');
        }
        push_block(&mut out, block, width);
    }
    let any = |f: fn(&Value) -> bool| rows.iter().any(|m| f(&m.value));
    if any(|v| matches!(v, Value::Hidden(_))) {
        out.push_str("\n[c] known and not shown\n");
    }
    if any(|v| matches!(v, Value::Undefined(_))) {
        out.push_str(if out.ends_with("not shown\n") {
            "[x] not available\n"
        } else {
            "\n[x] not available\n"
        });
    }
    out
}

/// A column: its head, whether numbers stand in it, and its cells.
struct Column {
    head: &'static str,
    is_number: bool,
    cells: Vec<String>,
}

impl Column {
    fn width(&self) -> usize {
        self.cells.iter().map(|c| c.chars().count()).chain([self.head.len()]).max().unwrap_or(0)
    }
}

fn push_block(out: &mut String, block: &[Measurement], width: usize) {
    let Some(first) = block.first() else { return };
    let spec = measures::find(first.key.measure);
    match spec {
        Some(spec) => out.push_str(&format!("{} ({})\n", spec.title, spec.id)),
        None => out.push_str(&format!("{}\n", first.key.measure)),
    }
    let mut columns = columns(block, spec.map(|s| s.unit));
    columns.retain(|c| c.cells.iter().any(|cell| !cell.is_empty()));
    let widths = fit(&columns, width);
    push_line(out, &columns, &widths, |c| c.head);
    for i in 0..block.len() {
        push_line(out, &columns, &widths, |c| &c.cells[i]);
    }
}

/// Columns by their heads; text stands in the first, numbers in the rest.
pub(super) type Cells = Vec<(&'static str, Vec<String>)>;

/// Columns side by side under their heads, at most `width` characters a line where the first can be shortened.
pub(super) fn aligned(cells: Cells, width: usize) -> String {
    let columns: Vec<Column> = (cells.into_iter().enumerate())
        .map(|(i, (head, cells))| Column { head, is_number: i > 0, cells })
        .collect();
    let widths = fit(&columns, width);
    let mut out = String::new();
    push_line(&mut out, &columns, &widths, |c| c.head);
    for i in 0..columns.first().map_or(0, |c| c.cells.len()) {
        push_line(&mut out, &columns, &widths, |c| &c.cells[i]);
    }
    out
}

fn columns(block: &[Measurement], unit: Option<Unit>) -> Vec<Column> {
    let rows: Vec<Row> = block.iter().map(Row::new).collect();
    let text = |head, f: fn(&Row) -> &Option<String>| Column {
        head,
        is_number: false,
        cells: rows.iter().map(|r| f(r).clone().unwrap_or_default()).collect(),
    };
    let number = |head, cells: Vec<String>| Column { head, is_number: true, cells };
    let interval = |(r, m): (&Row, &Measurement)| match (r.low, r.high) {
        (Some(low), Some(high)) => {
            let unit = if matches!(m.value, Value::Share { .. }) { Some(Unit::Share) } else { unit };
            format!("{} to {}", printed(low, unit), printed(high, unit))
        }
        _ => String::new(),
    };
    vec![
        text("group", |r| &r.group),
        text("with", |r| &r.other),
        text("person", |r| &r.person),
        text("skill", |r| &r.skill),
        text("wave", |r| &r.wave),
        number("value", block.iter().map(|m| value(&m.value, unit)).collect()),
        number("95% interval", rows.iter().zip(block).map(interval).collect()),
        number("n", rows.iter().map(|r| r.n.map(|n| n.to_string()).unwrap_or_default()).collect()),
        Column {
            head: "why",
            is_number: false,
            cells: rows.iter().map(|r| plain(r.reason.unwrap_or_default())).collect(),
        },
    ]
}

fn value(value: &Value, unit: Option<Unit>) -> String {
    match value {
        Value::Count(c) => c.to_string(),
        Value::Hidden(_) => "[c]".to_owned(),
        Value::Undefined(_) => "[x]".to_owned(),
        Value::Share { .. } => printed(value.as_f64().unwrap_or_default(), Some(Unit::Share)),
        Value::Number(x) => printed(*x, unit),
    }
}

fn printed(x: f64, unit: Option<Unit>) -> String {
    match unit {
        Some(Unit::Share) => format!("{:.0}%", x * 100.0),
        Some(Unit::Chance) => format!("{x:.3}"),
        Some(Unit::Points | Unit::Levels | Unit::Steps | Unit::Paths) => format!("{x:.1}"),
        Some(Unit::People | Unit::Ties | Unit::Groups) if x.fract() == 0.0 => format!("{x:.0}"),
        _ => format!("{x:.2}"),
    }
}

/// Widths of the columns; the widest text columns give way until the line fits.
fn fit(columns: &[Column], width: usize) -> Vec<usize> {
    let mut widths: Vec<usize> = columns.iter().map(Column::width).collect();
    let gaps = 2 * columns.len().saturating_sub(1) + 2;
    while widths.iter().sum::<usize>() + gaps > width {
        let widest = (0..columns.len())
            .filter(|&i| !columns[i].is_number && widths[i] > LEAST)
            .max_by_key(|&i| (widths[i], std::cmp::Reverse(i)));
        let Some(widest) = widest else { break };
        widths[widest] -= 1;
    }
    widths
}

fn push_line<'a>(
    out: &mut String,
    columns: &'a [Column],
    widths: &[usize],
    cell: impl Fn(&'a Column) -> &'a str,
) {
    let mut line = String::from("  ");
    for (i, (column, width)) in columns.iter().zip(widths).enumerate() {
        if i > 0 {
            line.push_str("  ");
        }
        let text = shorten(cell(column), *width);
        let pad = " ".repeat(width.saturating_sub(text.chars().count()));
        line.push_str(&if column.is_number { pad + &text } else { text + &pad });
    }
    out.push_str(line.trim_end());
    out.push('\n');
}

fn shorten(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    text.chars().take(width.saturating_sub(1)).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn columns_line_up_and_nothing_steers_the_terminal() {
        let text = table(&sample::analysis(), 72);
        assert!(!text.contains(['\u{1b}', '\u{202e}', '\t']));
        assert!(text.lines().all(|l| l.chars().count() <= 72), "{text}");
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines[0], "skills.confident");
        assert!(lines[1].starts_with("  group"));
        let n = lines[1].find(" n").unwrap();
        assert!(lines[2].starts_with("  Libraries"));
        assert_eq!(lines[2].chars().skip(n).take(2).collect::<String>(), "16");
        assert!(text.contains("[c]") && text.contains("rests on"));
    }

    #[test]
    fn numbers_are_never_shortened() {
        let text = table(&sample::analysis(), 10);
        assert!(text.contains("75%") && text.contains("50% to 90%"));
    }
}
