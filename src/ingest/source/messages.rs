//! Messages of chats, posts and mail, laid out alike whichever export they come from. What they say is
//! not among the columns.

use foldhash::fast::FixedState;
use hashbrown::HashSet;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

use super::tables::Table;
use crate::ingest::cell::Cell;

/// Columns of every table of messages.
pub(super) const FIELDS: [&str; 8] =
    ["time", "from", "to", "conversation", "message_id", "in_reply_to", "topics", "left_out"];

/// Why a message does not count: it is addressed to nobody.
pub(super) const NOBODY: &str = "it is addressed to nobody: no mention and no reply";

/// One message, without what it says.
#[derive(Debug, Default)]
pub(super) struct Message {
    /// When, as a date or as written where it is none.
    pub time: Option<Cell>,
    /// Who wrote it; empty where the export does not say.
    pub from: String,
    /// To whom: recipients, people mentioned, authors answered or passed on.
    pub to: Vec<String>,
    /// Channel or thread.
    pub conversation: String,
    /// Its id.
    pub id: String,
    /// Id of the message it answers.
    pub in_reply_to: String,
    /// Its hashtags.
    pub topics: Vec<String>,
    /// Why it does not count, where it does not.
    pub left_out: Option<&'static str>,
    /// Those it is addressed to, in lower case.
    pub addressed: HashSet<String, FixedState>,
}

impl Message {
    /// Adds someone it is addressed to, once, unless it is the writer.
    pub fn address(&mut self, who: &str) {
        let other = !who.is_empty() && !self.from.eq_ignore_ascii_case(who);
        if other && self.addressed.insert(who.to_ascii_lowercase()) {
            self.to.push(who.to_owned());
        }
    }

    /// Its cells, in the order of [`FIELDS`]. One without a recipient is left out, for that reason.
    pub fn cells(self, nobody: &'static str) -> Vec<(u32, Cell)> {
        let left_out = self.left_out.or(self.to.is_empty().then_some(nobody));
        let cells = [
            self.time.unwrap_or(Cell::Empty),
            Cell::text(&self.from),
            Cell::text(&self.to.join("; ")),
            Cell::text(&self.conversation),
            Cell::text(&self.id),
            Cell::text(&self.in_reply_to),
            Cell::text(&self.topics.join("; ")),
            Cell::text(left_out.unwrap_or_default()),
        ];
        (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()).collect()
    }
}

/// An empty table of messages.
pub(super) fn table(form: &'static str, word: &'static str) -> Table {
    Table::new(None, form, word, &FIELDS)
}

/// Puts some cells in the place of those a row had, only the `wanted` columns.
pub(super) fn give(cells: &mut Vec<(u32, Cell)>, found: Vec<(u32, Cell)>, wanted: Option<&[u32]>) {
    cells.clear();
    let is_wanted = |col: u32| wanted.is_none_or(|w| w.binary_search(&col).is_ok());
    cells.extend(found.into_iter().filter(|(col, _)| is_wanted(*col)));
}

/// Civil time in UTC of some seconds since 1970-01-01, where the calendar has it.
pub(super) fn in_utc(seconds: i64) -> Option<DateTime> {
    Timestamp::from_second(seconds).ok().map(|at| Offset::UTC.to_datetime(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_addressed_twice_nor_the_writer() {
        let mut message = Message { from: "@asha".into(), ..Message::default() };
        for who in ["@sam", "@Asha", "@SAM", "", "@jo"] {
            message.address(who);
        }
        assert_eq!(message.to, ["@sam", "@jo"]);
        let cells = message.cells(NOBODY);
        assert_eq!(cells, [(1, Cell::text("@asha")), (2, Cell::text("@sam; @jo"))]);
    }

    #[test]
    fn without_a_recipient_it_is_left_out_with_the_reason() {
        assert_eq!(Message::default().cells(NOBODY), [(7, Cell::text(NOBODY))]);
        let left = Message { left_out: Some("a bot wrote it"), ..Message::default() };
        assert_eq!(left.cells(NOBODY), [(7, Cell::text("a bot wrote it"))]);
    }

    #[test]
    fn seconds_become_civil_time() {
        assert_eq!(in_utc(1_767_695_289), Some(jiff::civil::date(2026, 1, 6).at(10, 28, 9, 0)));
        assert_eq!(in_utc(i64::MAX), None);
    }
}
