//! Tables whose corner is empty: people against people, or people against groups. Their first column
//! has no header, and their headers may be numbers.

use super::attendance_matrix::TICKS;
use super::crossings::tick;
use super::roster_matrix::SQUARE;
use super::stacked::FirstRows;
use crate::ingest::cell::Cell;
use crate::ingest::header::Header;
use crate::ingest::importers::is_known_header;
use crate::ingest::text::{fold_header, fold_label};

/// Fewest columns beside the first.
const FEWEST: usize = 3;
/// Header given to the first column where it has none.
const CORNER: &str = "person";

/// The header of such a table, once three rows are there to show it.
pub(super) fn matrix_header(rows: &FirstRows) -> Option<Header> {
    let [(row, header), below @ ..] = rows else { return None };
    let first = below.iter().filter_map(|(_, cells)| cells.first()).map(|(col, _)| *col).min()?;
    let names: Vec<&(u32, String)> = header.iter().filter(|(col, _)| *col > first).collect();
    let corner = header.iter().find(|(col, _)| *col == first);
    if below.len() < 2 || names.len() < FEWEST || names.len() + usize::from(corner.is_some()) != header.len()
    {
        return None;
    }
    let form = if is_square(&names, below, first) {
        SQUARE
    } else if corner.is_none() && is_ticks(&names, below, first) {
        TICKS
    } else {
        return None;
    };
    let known = corner.filter(|(_, text)| is_known_header(&fold_header(text)));
    let mut cells = vec![(first, known.map_or(CORNER, |(_, text)| text.as_str()).to_owned())];
    cells.extend(names.into_iter().cloned());
    Some(Header { row: *row, cells, form: Some(form) })
}

/// Every row seen begins with one of the headers, in their order from the first, and no two are alike.
fn is_square(names: &[&(u32, String)], below: &FirstRows, first: u32) -> bool {
    let mut folded: Vec<String> = names.iter().map(|(_, name)| fold_label(name)).collect();
    let starts = below.iter().zip(&folded).all(|((_, cells), name)| {
        cells.first().is_some_and(|(col, text)| *col == first && fold_label(text) == *name)
    });
    folded.sort_unstable();
    folded.dedup();
    starts && folded.len() == names.len()
}

/// Every row seen begins with a text and has nothing but ticks below the headers.
fn is_ticks(names: &[&(u32, String)], below: &FirstRows, first: u32) -> bool {
    let is_text = |text: &str| text.parse::<f64>().is_err();
    let row = |cells: &[(u32, String)]| {
        let begins = cells.first().is_some_and(|(col, text)| *col == first && is_text(text));
        let ticks = cells.iter().skip(1).all(|(_, text)| tick(&Cell::text(text)).is_some());
        begins && ticks
    };
    names.iter().all(|(_, name)| is_text(name)) && below.iter().all(|(_, cells)| row(cells))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(lines: &[&str]) -> Vec<(u32, Vec<(u32, String)>)> {
        let cells = |line: &str| {
            (0..).zip(line.split(',').map(str::to_owned)).filter(|(_, t)| !t.is_empty()).collect::<Vec<_>>()
        };
        (1..).zip(lines.iter().map(|line| cells(line))).collect()
    }

    #[test]
    fn a_square_may_have_numbers_for_names_and_a_list_is_none() {
        let square = matrix_header(&rows(&[",1,2,3", "1,0,1,1", "2,1,0,0"])).unwrap();
        assert_eq!((square.row, square.form), (1, Some(SQUARE)));
        assert_eq!(square.cells[0], (0, "person".to_owned()));
        let named = matrix_header(&rows(&["name,Asha,Ben,Cal", "Asha,,2,1", "Ben,1,,"])).unwrap();
        assert_eq!(named.form, Some(SQUARE));
        assert_eq!(matrix_header(&rows(&["a,b,c,d", "1,2,3,4", "2,3,4,5"])), None);
        assert_eq!(matrix_header(&rows(&[",1,2,3", "1,0,1,1"])), None);
    }

    #[test]
    fn ticks_below_groups_are_told_from_counts() {
        let ticks = matrix_header(&rows(&[",Board,Café,Forum", "Asha,1,,1", "Ben,0,x,"])).unwrap();
        assert_eq!(ticks.form, Some(TICKS));
        assert_eq!(matrix_header(&rows(&[",Board,Café,Forum", "Asha,12,3,1", "Ben,0,4,9"])), None);
    }
}
