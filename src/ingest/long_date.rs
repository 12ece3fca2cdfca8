//! Dates as X and Twitter write them: `Wed Oct 10 20:19:24 +0000 2018`.

use jiff::civil::DateTime;
use jiff::fmt::strtime;

use super::cell::Cell;

/// The date and time in such a text, as its clock had it.
fn long_date(text: &str) -> Option<DateTime> {
    strtime::parse("%a %b %d %H:%M:%S %z %Y", text.trim()).ok()?.to_datetime().ok()
}

/// A cell with such a text as a date; any other cell as it stands.
pub(super) fn dated(cell: Cell) -> Cell {
    match &cell {
        Cell::Text(text) => long_date(text).map_or(cell, Cell::Date),
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_one_form_and_leaves_the_others() {
        let at = jiff::civil::date(2018, 10, 10).at(20, 19, 24, 0);
        assert_eq!(dated(Cell::text("Wed Oct 10 20:19:24 +0000 2018")), Cell::Date(at));
        for text in ["2018-10-10T20:19:24Z", "Wed Oct 32 20:19:24 +0000 2018", ""] {
            assert_eq!(dated(Cell::text(text)), Cell::text(text));
        }
    }
}
