//! Headers of mail: addresses, encoded words, dates, and what says that a machine or a list sent it.

use encoding_rs::Encoding;
use jiff::fmt::rfc2822::DateTimeParser;

use crate::ingest::cell::Cell;

/// Longest encoded word, in bytes; the standard has 75.
const LONGEST_WORD: usize = 1_000;
/// Why a message does not count: a machine wrote it.
const AUTOMATIC: &str = "a machine sent it: an automatic reply or a notice";
/// Why a message does not count: it went through a list.
const LIST: &str = "it went through a mailing list";
/// Why a message does not count: it is bulk mail.
const BULK: &str = "it is bulk mail";
/// Why a message does not count: it is in the folder for junk.
const JUNK: &str = "it was marked as junk";
/// Why a message does not count: it was not sent.
const DRAFT: &str = "it is a draft";

/// The addresses in a header such as To, in their order. Someone without an address goes by their name;
/// groups give their members, comments are passed over.
pub(super) fn addresses(header: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut one = Mailbox::default();
    let mut chars = header.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => one.quoted(&mut chars),
            '(' => skip_comment(&mut chars),
            '<' => one.address = Some(chars.by_ref().take_while(|c| *c != '>').collect()),
            // What stood before the colon was the name of a group.
            ':' => one = Mailbox::default(),
            ',' | ';' => found.extend(std::mem::take(&mut one).id()),
            _ => one.words.push(c),
        }
    }
    found.extend(one.id());
    found
}

/// One entry of an address header.
#[derive(Default)]
struct Mailbox {
    words: String,
    address: Option<String>,
}

impl Mailbox {
    fn quoted(&mut self, chars: &mut std::str::Chars) {
        while let Some(c) = chars.next() {
            match c {
                '"' => break,
                '\\' => self.words.extend(chars.next()),
                _ => self.words.push(c),
            }
        }
    }

    fn id(self) -> Option<String> {
        let address = self.address.map(|a| a.split_whitespace().collect::<String>());
        let address = address.filter(|a| !a.is_empty());
        // A semicolon or a comma stands between people in the cell this becomes part of.
        let name = || decode_words(self.words.trim()).replace([';', ','], " ");
        let id = address.unwrap_or_else(|| name().split_whitespace().collect::<Vec<_>>().join(" "));
        (!id.is_empty()).then_some(id)
    }
}

fn skip_comment(chars: &mut std::str::Chars) {
    let mut open = 1_u32;
    while open > 0 {
        let Some(c) = chars.next() else { return };
        match c {
            '(' => open += 1,
            ')' => open -= 1,
            '\\' => {
                chars.next();
            }
            _ => {}
        }
    }
}

/// Text with its encoded words, such as `=?utf-8?Q?Zo=C3=AB?=`, decoded. White space between two of them
/// is no part of the text.
pub(super) fn decode_words(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    let mut after_word = false;
    while let Some(start) = rest.find("=?") {
        let (before, from) = rest.split_at(start);
        let Some((word, length)) = encoded_word(from) else {
            decoded.push_str(before);
            decoded.push_str("=?");
            rest = from.get(2..).unwrap_or_default();
            after_word = false;
            continue;
        };
        if !after_word || !before.trim().is_empty() {
            decoded.push_str(before);
        }
        decoded.push_str(&word);
        rest = from.get(length..).unwrap_or_default();
        after_word = true;
    }
    decoded + rest
}

/// An encoded word at the start of a text, and its length in bytes.
fn encoded_word(text: &str) -> Option<(String, usize)> {
    let mut parts = text.get(2..)?.splitn(3, '?');
    let (charset, kind, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let near = rest.as_bytes().get(..LONGEST_WORD).unwrap_or(rest.as_bytes());
    let body = rest.get(..memchr::memmem::find(near, b"?=")?)?;
    if body.contains(char::is_whitespace) {
        return None;
    }
    let bytes = match kind {
        "Q" | "q" => quoted_bytes(body),
        "B" | "b" => base64_bytes(body)?,
        _ => return None,
    };
    // A language may follow the character set.
    let label = charset.split('*').next()?;
    let (decoded, _) = Encoding::for_label(label.as_bytes())?.decode_without_bom_handling(&bytes);
    let marks = "=?".len() + "?".len() * 2 + "?=".len();
    Some((decoded.into_owned(), charset.len() + kind.len() + body.len() + marks))
}

fn quoted_bytes(body: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.len());
    let mut rest = body.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let (byte, after) = match (first, after) {
            (b'=', [high, low, after @ ..]) => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => (high << 4 | low, after),
                _ => (b'=', &rest[1..]),
            },
            (b'_', after) => (b' ', after),
            (other, after) => (*other, after),
        };
        bytes.push(byte);
        rest = after;
    }
    bytes
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).map(|d| d as u8)
}

fn base64_bytes(body: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(body.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0_u32);
    for c in body.bytes().take_while(|c| *c != b'=') {
        let value = match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6 | u32::from(value)) & 0xffff;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
        }
    }
    Some(bytes)
}

/// The date as its writer's clock had it; the text itself where it is none.
pub(super) fn date(header: &str) -> Cell {
    static PARSER: DateTimeParser = DateTimeParser::new().relaxed_weekday(true);
    match PARSER.parse_zoned(header.trim()) {
        Ok(at) => Cell::Date(at.datetime()),
        Err(_) => Cell::text(header),
    }
}

/// Why a message with such a header does not count, where the header says so.
pub(super) fn reason(name: &str, value: &str) -> Option<&'static str> {
    let value = value.trim().to_ascii_lowercase();
    let is = |others: &[&str]| others.contains(&value.as_str());
    match name {
        "auto-submitted" => (!value.is_empty() && !value.starts_with("no")).then_some(AUTOMATIC),
        "precedence" if is(&["auto_reply"]) => Some(AUTOMATIC),
        "precedence" if is(&["list"]) => Some(LIST),
        "precedence" if is(&["bulk", "junk"]) => Some(BULK),
        "x-autoreply" | "x-autorespond" => (!is(&["", "no"])).then_some(AUTOMATIC),
        "list-id" => (!value.is_empty()).then_some(LIST),
        "x-gmail-labels" => label_reason(&decode_words(&value)),
        _ => None,
    }
}

fn label_reason(labels: &str) -> Option<&'static str> {
    labels.split(',').find_map(|label| match label.trim().to_lowercase().as_str() {
        "spam" => Some(JUNK),
        "drafts" | "draft" => Some(DRAFT),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_whatever_stands_around_them() {
        let several = r#""Patel, Asha" <asha@council.example>, sam@police.example (Sam (desk)),
            Team: jo@community.example, Lee <lee@council.example>;, "#;
        let found =
            ["asha@council.example", "sam@police.example", "jo@community.example", "lee@council.example"];
        assert_eq!(addresses(several), found);
        assert_eq!(addresses("undisclosed-recipients:;"), Vec::<String>::new());
        assert_eq!(addresses("Undisclosed recipients: ;"), Vec::<String>::new());
        assert_eq!(addresses("=?utf-8?Q?Zo=C3=AB?= =?utf-8?B?IEhhcnQ=?="), ["Zoë Hart"]);
        assert_eq!(addresses(r#""Patel, Asha""#), ["Patel Asha"]);
        assert_eq!(addresses("<a@x.example"), ["a@x.example"]);
        assert_eq!(addresses("\"open"), ["open"]);
        assert_eq!(addresses("a@x.example (open"), ["a@x.example"]);
    }

    #[test]
    fn encoded_words_are_decoded_and_the_rest_stands() {
        assert_eq!(decode_words("=?iso-8859-1?Q?Jos=E9_Fox?= at work"), "José Fox at work");
        assert_eq!(decode_words("=?utf-8?b?xYHDs2TFug==?="), "Łódź");
        assert_eq!(decode_words("=?nothing?Q?a?= =?x"), "=?nothing?Q?a?= =?x");
        assert_eq!(decode_words("a =?utf-8*en?q?=3D=zz?= b"), "a ==zz b");
    }

    #[test]
    fn dates_stand_as_the_writer_saw_them() {
        let at = jiff::civil::date(2026, 1, 6).at(10, 28, 9, 0);
        for text in [
            "Tue, 6 Jan 2026 10:28:09 +0100 (CET)",
            "6 Jan 2026 10:28:09 GMT",
            "Tue, 06 Jan 2026 10:28:09 -0800",
            "Wed, 6 Jan 26 10:28:09 EST",
        ] {
            assert_eq!(date(text), Cell::Date(at), "{text}");
        }
        assert_eq!(date("last Tuesday"), Cell::text("last Tuesday"));
    }

    #[test]
    fn machines_and_lists_are_told_by_their_headers() {
        assert_eq!(reason("auto-submitted", "auto-replied"), Some(AUTOMATIC));
        assert_eq!(reason("auto-submitted", "no"), None);
        assert_eq!(reason("precedence", "Bulk"), Some(BULK));
        assert_eq!(reason("precedence", "list"), Some(LIST));
        assert_eq!(reason("precedence", "first-class"), None);
        assert_eq!(reason("list-id", "<staff.council.example>"), Some(LIST));
        assert_eq!(reason("x-gmail-labels", "=?UTF-8?Q?Important,Spam?="), Some(JUNK));
        assert_eq!(reason("x-gmail-labels", "Inbox"), None);
    }
}
