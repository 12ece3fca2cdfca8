//! Lines of a calendar, put together where they are folded, and only those that are asked for.

use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use super::super::bytes;
use super::super::tables::decoded;

/// Longest line that is kept; what is longer names no person.
const LONGEST: usize = 1 << 16;

/// Properties that are read; every other is passed over.
const READ: [&str; 13] = [
    "BEGIN",
    "END",
    "UID",
    "DTSTART",
    "DTEND",
    "DTSTAMP",
    "DURATION",
    "RRULE",
    "EXDATE",
    "RECURRENCE-ID",
    "STATUS",
    "ORGANIZER",
    "ATTENDEE",
];

/// One line: the name of a property, its parameters and its value.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Property {
    /// Name, in capitals.
    pub name: String,
    /// Parameters: name in capitals, and value.
    pub parameters: Vec<(String, String)>,
    /// Value, as written.
    pub value: String,
}

impl Property {
    /// A parameter's value.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// Reads a whole line; `None` where it has no value.
    pub fn parse(line: &str) -> Option<Self> {
        let mut quoted = false;
        let mut ends = Vec::new();
        let mut colon = None;
        for (i, c) in line.char_indices() {
            match c {
                '"' => quoted = !quoted,
                ';' if !quoted => ends.push(i),
                ':' if !quoted => {
                    colon = Some(i);
                    break;
                }
                _ => {}
            }
        }
        let colon = colon?;
        ends.push(colon);
        let mut parts = ends.iter().scan(0, |start, end| {
            let part = line.get(*start..*end).unwrap_or_default();
            *start = end + 1;
            Some(part)
        });
        let name = parts.next()?.trim().to_ascii_uppercase();
        let parameter = |part: &str| {
            let (name, value) = part.split_once('=')?;
            Some((name.trim().to_ascii_uppercase(), value.trim().trim_matches('"').to_owned()))
        };
        let parameters = parts.filter_map(parameter).collect();
        Some(Self { name, parameters, value: line.get(colon + 1..)?.trim().to_owned() })
    }
}

/// The lines of a file.
pub(super) struct Lines {
    reader: BufReader<Box<dyn Read + Send>>,
}

impl Lines {
    /// Opens a file; one that is packed is unpacked.
    pub fn open(path: &Path) -> io::Result<Self> {
        Ok(Self { reader: BufReader::new(bytes::open(path)?) })
    }

    /// The next property that is asked for.
    pub fn next(&mut self) -> io::Result<Option<Property>> {
        let mut line = Vec::new();
        loop {
            line.clear();
            if !self.physical(&mut line, true)? {
                return Ok(None);
            }
            let wanted = is_read(&line);
            while let Some(b' ' | b'\t') = self.reader.fill_buf()?.first() {
                self.reader.consume(1);
                self.physical(&mut line, wanted)?;
            }
            if wanted && let Some(property) = Property::parse(&decoded(&line)) {
                return Ok(Some(property));
            }
        }
    }

    /// Adds a line as it stands in the file, its end taken off; whether there was one.
    fn physical(&mut self, line: &mut Vec<u8>, keep: bool) -> io::Result<bool> {
        let mut any = false;
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                return Ok(any);
            }
            any = true;
            let end = memchr::memchr(b'\n', buffer);
            let length = end.map_or(buffer.len(), |end| end + 1);
            if keep {
                let room = LONGEST.saturating_sub(line.len());
                line.extend_from_slice(buffer.get(..length.min(room)).unwrap_or_default());
            }
            self.reader.consume(length);
            if end.is_some() {
                while line.last().is_some_and(|b| matches!(b, b'\r' | b'\n')) {
                    line.pop();
                }
                return Ok(true);
            }
        }
    }
}

/// Whether a line begins with the name of a property that is read.
fn is_read(line: &[u8]) -> bool {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    let end = line.iter().position(|b| matches!(b, b':' | b';')).unwrap_or(line.len());
    let name = line.get(..end).unwrap_or_default();
    READ.iter().any(|read| name.eq_ignore_ascii_case(read.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_may_hold_colons_in_quotation_marks() {
        let line = "attendee;CN=\"Lee: Sam; PC\";PARTSTAT=DECLINED:mailto:sam@x.example";
        let property = Property::parse(line).unwrap();
        assert_eq!(property.name, "ATTENDEE");
        assert_eq!(property.parameter("CN"), Some("Lee: Sam; PC"));
        assert_eq!(property.parameter("PARTSTAT"), Some("DECLINED"));
        assert_eq!(property.value, "mailto:sam@x.example");
        assert_eq!(Property::parse("ATTENDEE;CN=x"), None);
    }

    #[test]
    fn folded_lines_are_one_and_titles_are_passed_over() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.ics");
        let text = "\u{feff}BEGIN:VEVENT\r\nSUMMARY:secret\r\n  more\r\nORGANIZER:mailto:asha@\r\n x.example\r\n\r\nEND:VEVENT";
        std::fs::write(&path, text).unwrap();
        let mut lines = Lines::open(&path).unwrap();
        let mut all = Vec::new();
        while let Some(property) = lines.next().unwrap() {
            all.push((property.name, property.value));
        }
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(
            all,
            [pair("BEGIN", "VEVENT"), pair("ORGANIZER", "mailto:asha@x.example"), pair("END", "VEVENT")]
        );
    }

    #[test]
    fn a_line_without_end_takes_no_more_memory_than_the_longest() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.ics");
        std::fs::write(&path, format!("UID:{}", "x".repeat(LONGEST * 3))).unwrap();
        let property = Lines::open(&path).unwrap().next().unwrap().unwrap();
        assert_eq!(property.value.len(), LONGEST - 4);
    }
}
