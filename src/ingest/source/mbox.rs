//! Mailboxes in the mbox format: the headers of each message, one message at a time. Bodies and subjects
//! are passed over byte by byte and never kept.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::formats::Format;
use super::mbox_header::{addresses, date, reason};
use super::messages::{FIELDS, Message, give};
use super::tables::{Tables, decoded};
use super::{Meter, RawRows, ReadError, SheetInfo, bytes};
use crate::ingest::cell::{Cell, CellRef, Entries};
use crate::ingest::problem::Problem;
use crate::ingest::problems as kinds;

/// Most bytes that the headers of one message may have, those that are not read left aside.
const MOST_HEADERS: usize = 4 << 20;
/// Most bytes kept of a line until it is known which header it is.
const LINE_START: usize = 200;
/// Headers that are read; all others are passed over.
const READ: [&str; 14] = [
    "from",
    "sender",
    "to",
    "cc",
    "bcc",
    "date",
    "message-id",
    "in-reply-to",
    "auto-submitted",
    "precedence",
    "x-autoreply",
    "x-autorespond",
    "list-id",
    "x-gmail-labels",
];
/// Why a message does not count: nobody is named as its recipient.
const NO_RECIPIENT: &str = "it names no recipient";

/// The format.
pub(super) static FORMAT: Format = Format {
    id: "mbox",
    describes: "a mailbox in the mbox format: headers of each message alone, never its subject or its text",
    endings: &["mbox"],
    sniff: |head, _| head.trim_start().starts_with("From "),
    open: |path, name| Ok(Box::new(Mailbox::new(path, name))),
};

struct Mailbox {
    path: PathBuf,
    info: SheetInfo,
    top: CellRef,
}

impl Mailbox {
    fn new(path: &Path, name: &Arc<str>) -> Self {
        let entries = Some(Entries::new("message", &FIELDS));
        let info = SheetInfo { entries, form: Some(FORMAT.id), ..SheetInfo::whole_file() };
        Self { path: path.to_owned(), top: info.at(name, 1), info }
    }
}

impl Tables for Mailbox {
    fn sheets(&self) -> Vec<SheetInfo> {
        vec![self.info.clone()]
    }

    fn rows<'a>(
        &'a mut self,
        _: &SheetInfo,
        meter: Option<&'a Meter<'a>>,
    ) -> Result<Box<dyn RawRows + 'a>, ReadError> {
        let file = bytes::open(&self.path).map_err(|e| ReadError::io(&e))?;
        let lines = Lines { file: BufReader::with_capacity(1 << 17, file), meter, ended: false };
        Ok(Box::new(Messages { lines, number: 0, at_message: false, top: &self.top }))
    }
}

/// Lines of which only as much is kept as is asked for.
struct Lines<'a, R> {
    file: BufReader<R>,
    meter: Option<&'a Meter<'a>>,
    ended: bool,
}

impl<R: Read> Lines<'_, R> {
    /// Reads to the end of the line: its first bytes, as many as `keep` says once the start is known.
    fn next(&mut self, line: &mut Vec<u8>, keep: impl Fn(&[u8]) -> usize) -> std::io::Result<bool> {
        line.clear();
        let mut limit = LINE_START;
        let mut any = false;
        loop {
            let piece = self.file.fill_buf()?;
            if piece.is_empty() {
                self.ended = true;
                return Ok(any);
            }
            any = true;
            let end = memchr::memchr(b'\n', piece);
            let length = end.unwrap_or(piece.len());
            let mut rest = piece.get(..length).unwrap_or_default();
            while !rest.is_empty() && line.len() < limit {
                let (now, later) = rest.split_at(rest.len().min(limit - line.len()));
                line.extend_from_slice(now);
                rest = later;
                if line.len() == LINE_START {
                    limit = keep(line).max(LINE_START);
                }
            }
            let read = length + usize::from(end.is_some());
            self.file.consume(read);
            if let Some(meter) = self.meter {
                meter.advance(read as u64);
            }
            if end.is_some() {
                return Ok(true);
            }
        }
    }
}

struct Messages<'a, R> {
    lines: Lines<'a, R>,
    number: u32,
    /// Whether the line that begins the next message has been read.
    at_message: bool,
    top: &'a CellRef,
}

impl<R: Read> Messages<'_, R> {
    /// The headers of the next message that are read, one a line, in their order.
    fn message(&mut self) -> Result<Option<Message>, Problem> {
        self.find_message().map_err(|e| self.problem(e.to_string()))?;
        if !self.at_message {
            return Ok(None);
        }
        self.number = self.number.saturating_add(1);
        let headers = self.headers().map_err(|e| self.problem(e.to_string()))?;
        Ok(Some(read_headers(&headers)))
    }

    /// Passes over the body of the last message.
    fn find_message(&mut self) -> std::io::Result<()> {
        let mut line = Vec::new();
        let mut after_blank = self.number == 0;
        while !self.at_message && !self.lines.ended {
            if !self.lines.next(&mut line, |_| LINE_START)? {
                break;
            }
            let first_of_all = self.number == 0 && line.starts_with(b"From ");
            self.at_message = first_of_all || (after_blank && begins_message(&line));
            after_blank = line.trim_ascii().is_empty();
        }
        Ok(())
    }

    /// Reads up to the blank line, or to the next message where there is no body.
    fn headers(&mut self) -> std::io::Result<Vec<String>> {
        self.at_message = false;
        let (mut line, mut kept, mut size) = (Vec::new(), Vec::<Vec<u8>>::new(), 0);
        let mut wanted = false;
        let begins = |start: &[u8]| !start.first().is_some_and(u8::is_ascii_whitespace);
        loop {
            // Of a line that is not read no more than its start is held, and that no longer than a line.
            let is_wanted = |start: &[u8]| if begins(start) { is_read(start) } else { wanted };
            if !self.lines.next(&mut line, |start| if is_wanted(start) { MOST_HEADERS + 1 } else { 0 })? {
                break;
            }
            let line = line.trim_ascii_end();
            if line.is_empty() {
                break;
            }
            if begins_message(line) {
                self.at_message = true;
                break;
            }
            let folded = !begins(line);
            wanted = is_wanted(line);
            match (wanted, folded, kept.last_mut()) {
                (true, true, Some(header)) => header.extend_from_slice(line),
                (true, false, _) => kept.push(line.to_vec()),
                _ => {}
            }
            size += if wanted { line.len() } else { 0 };
            if size > MOST_HEADERS {
                return Err(std::io::Error::other("the headers of the message do not end"));
            }
        }
        Ok(kept.iter().map(|header| decoded(header)).collect())
    }

    fn problem(&self, what: String) -> Problem {
        // Beyond the columns: it is the message that is wrong.
        let at = CellRef { row: self.number, col: u32::MAX, ..self.top.clone() };
        Problem::at(
            &kinds::BROKEN_RECORD,
            at,
            what,
            "export the mailbox again; the messages after it were not read",
        )
    }
}

impl<R: Read> RawRows for Messages<'_, R> {
    fn next(&mut self, wanted: Option<&[u32]>, cells: &mut Vec<(u32, Cell)>) -> Result<Option<u32>, Problem> {
        cells.clear();
        let Some(message) = self.message()? else { return Ok(None) };
        give(cells, message.cells(NO_RECIPIENT), wanted);
        Ok(Some(self.number))
    }
}

/// Whether a line begins a message: `From `, someone, and a time. Sentences that begin with the word are
/// quoted by most programs, but not by all.
fn begins_message(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    let clock =
        |w: &[u8]| w[0].is_ascii_digit() && w[1].is_ascii_digit() && w[2] == b':' && w[3].is_ascii_digit();
    let year = |word: &[u8]| word.len() == 4 && word.iter().all(u8::is_ascii_digit);
    rest.windows(4).any(clock) && rest.split(u8::is_ascii_whitespace).any(year)
}

fn is_read(line: &[u8]) -> bool {
    let name = line.split(|b| *b == b':').next().unwrap_or_default().trim_ascii();
    line.contains(&b':') && READ.iter().any(|read| name.eq_ignore_ascii_case(read.as_bytes()))
}

/// The message of some headers.
fn read_headers(headers: &[String]) -> Message {
    let mut message = Message::default();
    let mut sender = None;
    let mut to = Vec::new();
    for header in headers {
        let Some((name, value)) = header.split_once(':') else { continue };
        let name = name.trim().to_ascii_lowercase();
        match name.as_str() {
            "from" if message.from.is_empty() => {
                message.from = addresses(value).into_iter().next().unwrap_or_default();
            }
            "sender" => sender = addresses(value).into_iter().next(),
            "to" | "cc" | "bcc" => to.extend(addresses(value)),
            "date" if message.time.is_none() => message.time = Some(date(value)),
            "message-id" if message.id.is_empty() => message.id = id(value),
            "in-reply-to" if message.in_reply_to.is_empty() => message.in_reply_to = id(value),
            _ => message.left_out = message.left_out.or_else(|| reason(&name, value)),
        }
    }
    if message.from.is_empty() {
        message.from = sender.unwrap_or_default();
    }
    to.iter().for_each(|who| message.address(who));
    message
}

/// The first id in a header, without its brackets.
fn id(value: &str) -> String {
    let inside = value.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inside.map_or_else(|| value.trim(), |(id, _)| id.trim()).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8]) -> Vec<(String, Vec<String>, Option<&'static str>)> {
        let top = CellRef::new("a.mbox", None, 1, 0);
        let lines = Lines { file: BufReader::with_capacity(7, text), meter: None, ended: false };
        let mut messages = Messages { lines, number: 0, at_message: false, top: &top };
        let mut found = Vec::new();
        while let Some(message) = messages.message().unwrap() {
            found.push((message.from, message.to, message.left_out));
        }
        found
    }

    #[test]
    fn folded_headers_are_joined_and_bodies_passed_over() {
        let text = b"From - Tue Jan  6 10:28:09 2026\r\nTo: a@x.example,\r\n\tb@x.example\r\nSubject: To:\r\n c@x.example\r\nFROM : Z <z@x.example>\r\n\r\nTo: d@x.example\r\n\r\nFrom the start we said 10:28\r\n>From a Tue Jan  6 10:28:09 2026\r\n\r\nFrom y@x.example Tue Jan  6 11:00:00 2026\r\nFrom: y@x.example\r\n";
        let to = vec!["a@x.example".to_owned(), "b@x.example".to_owned()];
        let first = ("z@x.example".to_owned(), to, None);
        assert_eq!(read(text), [first, ("y@x.example".to_owned(), vec![], None)]);
    }

    #[test]
    fn a_long_line_is_kept_only_where_it_is_read() {
        let many: Vec<String> = (0..500).map(|i| format!("p{i}@x.example")).collect();
        let text = format!(
            "From - Tue Jan  6 10:28:09 2026\nX-Long: {}\nTo: {}\nFrom: z@x.example\n\n",
            "y".repeat(9_000),
            many.join(", ")
        );
        assert_eq!(read(text.as_bytes()), [("z@x.example".to_owned(), many, None)]);
    }

    #[test]
    fn the_reason_and_the_writer_are_found_among_the_headers() {
        let text = b"From - Tue Jan  6 10:28:09 2026\nList-Id: <all.x.example>\nSender: s@x.example\nTo: a@x.example\n\n";
        let list = Some("it went through a mailing list");
        assert_eq!(read(text), [("s@x.example".to_owned(), vec!["a@x.example".to_owned()], list)]);
        assert_eq!(id(" <a.b@x> <c@x>"), "a.b@x");
    }

    #[test]
    fn headers_without_an_end_are_a_problem() {
        let mut text = b"From - Tue Jan  6 10:28:09 2026\nTo: ".to_vec();
        text.resize(MOST_HEADERS + 100, b'a');
        text.extend_from_slice(b"\n bbbb");
        let top = CellRef::new("a.mbox", None, 1, 0).among(&Entries::new("message", &FIELDS));
        let lines = Lines { file: BufReader::new(text.as_slice()), meter: None, ended: false };
        let mut messages = Messages { lines, number: 0, at_message: false, top: &top };
        let problem = messages.message().unwrap_err();
        assert_eq!(problem.cell.unwrap().to_string(), "a.mbox › message 1");
    }
}
