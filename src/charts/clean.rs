//! Text that is safe to print: what a file put into a name must not steer a terminal or a page.

/// The text in one line, without control characters, escape sequences, bidirectional marks and
/// invisible spaces.
///
/// ```
/// use crossweave::charts::clean::plain;
/// assert_eq!(plain("Café\t\u{202e}team\u{1b}[31m"), "Café team[31m");
/// ```
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else if is_printable(c) {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Whether a character may stand in text of several lines: no control, direction mark or
/// character without width.
pub fn is_printable(c: char) -> bool {
    !c.is_control() && !is_invisible(c)
}

/// Marks that change direction or take no room.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e007f}')
}

/// Escapes text for an XML or HTML text node or a quoted attribute.
pub fn escape_into(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_and_bidi_marks_go_and_spaces_fold() {
        assert_eq!(plain(" a\u{0}\u{7}b \r\n\t c\u{2066}d\u{feff} "), "ab cd");
        assert_eq!(plain("\u{1b}]8;;http://x\u{7}link"), "]8;;http://xlink");
    }

    #[test]
    fn markup_becomes_text() {
        let mut out = String::new();
        escape_into(&mut out, "\"><img onerror='x'>&");
        assert_eq!(out, "&quot;&gt;&lt;img onerror=&#39;x&#39;&gt;&amp;");
    }
}
