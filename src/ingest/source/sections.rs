//! Lines of delimited text that is not one table: their cells, and what separates them.

use crate::ingest::cell::Cell;

/// The character that separates the cells: the one that stands on most lines, a tab first.
pub(super) fn delimiter_of(text: &str) -> char {
    let lines = |mark: char| text.lines().take(200).filter(|line| line.contains(mark)).count();
    let marks = ['\t', ',', ';'];
    // Times hold commas, so that a comma has to be on more lines than a tab.
    marks.into_iter().rev().max_by_key(|mark| lines(*mark) * if *mark == ',' { 1 } else { 2 }).unwrap_or('\t')
}

/// The filled cells of a line, by column. Quotation marks hold a cell together; one that is never closed
/// holds the rest of its line.
pub(super) fn cells_of(line: &str, delimiter: char) -> Vec<(u32, Cell)> {
    let mut cells = Vec::new();
    let (mut cell, mut quoted, mut col) = (String::new(), false, 0_u32);
    let mut chars = line.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => cell.extend(chars.next()),
            '"' if quoted || cell.trim().is_empty() => quoted = !quoted,
            c if c == delimiter && !quoted => {
                cells.push((col, Cell::text(&cell)));
                cell.clear();
                col = col.saturating_add(1);
            }
            c => cell.push(c),
        }
    }
    cells.push((col, Cell::text(&cell)));
    cells.retain(|(_, cell)| !cell.is_empty());
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_of_a_line() {
        let cells = |line, mark| -> Vec<(u32, String)> {
            cells_of(line, mark).into_iter().map(|(col, cell)| (col, cell.to_string())).collect()
        };
        let pair = |col, text: &str| (col, text.to_owned());
        assert_eq!(cells("a,\"b, \"\"c\"\"\",,d", ','), [pair(0, "a"), pair(1, "b, \"c\""), pair(3, "d")]);
        assert_eq!(cells("a\t1/14/2026, 10:01", '\t'), [pair(0, "a"), pair(1, "1/14/2026, 10:01")]);
        assert_eq!(cells("\"a,b", ','), [pair(0, "a,b")]);
        assert!(cells(" , ", ',').is_empty());
    }

    #[test]
    fn a_tab_wins_over_the_commas_of_times() {
        assert_eq!(delimiter_of("a\t1/14/2026, 10:01\nb\t1/14/2026, 10:02\n"), '\t');
        assert_eq!(delimiter_of("a,\"1/14/2026, 10:01\"\n"), ',');
        assert_eq!(delimiter_of("a;\"1/14/2026, 10:01\"\n"), ';');
    }
}
