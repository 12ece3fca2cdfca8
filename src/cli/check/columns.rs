//! Text as it fits the screen: widths of characters, lines that break, and colour where it is shown.

use std::io::IsTerminal;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::cli::args::Shared;
use crate::ingest::problem::Severity;

/// Narrowest screen that text is broken for.
const NARROWEST: usize = 40;

/// Where text is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Screen {
    /// Columns of the terminal; `None` where text goes elsewhere and lines stay whole.
    pub width: Option<usize>,
    /// Whether colour is shown.
    pub colour: Colour,
}

/// Whether colour is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colour {
    /// No.
    #[default]
    Off,
    /// Yes.
    On,
}

impl Screen {
    /// Standard output, as it is and as the options ask.
    pub fn of(shared: &Shared) -> Self {
        if !std::io::stdout().is_terminal() {
            return Self::default();
        }
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let plain = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let width = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0).max(NARROWEST));
        let colour = if shared.no_color || set("NO_COLOR") || plain { Colour::Off } else { Colour::On };
        Self { width, colour }
    }

    /// A line, broken at spaces where the screen ends; what follows stands under `hang` columns.
    pub fn line(self, text: &str, hang: usize) -> String {
        let Some(most) = self.width.filter(|most| text.width() > *most) else { return format!("{text}\n") };
        let indent = text.chars().take_while(|c| *c == ' ').count();
        let mut lines = vec![" ".repeat(indent)];
        let mut fresh = true;
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            let room = lines.last().is_some_and(|l| l.width() + usize::from(!fresh) + word.width() <= most);
            if !room && !fresh {
                lines.push(" ".repeat(hang));
                fresh = true;
            }
            if let Some(line) = lines.last_mut() {
                line.push_str(if fresh { "" } else { " " });
                line.push_str(word);
            }
            fresh = false;
        }
        format!("{}\n", lines.join("\n"))
    }

    /// A word in the colour of how much a problem matters.
    pub fn severity(self, severity: Severity, word: &str) -> String {
        let code = match severity {
            Severity::Error => 31,
            Severity::Warning => 33,
            Severity::Note => 36,
        };
        match self.colour {
            Colour::On => format!("\u{1b}[1;{code}m{word}\u{1b}[0m"),
            Colour::Off => word.to_owned(),
        }
    }
}

/// A text and the spaces that fill it up to a width.
pub fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

/// Text of a file on one line, without what would move the cursor, cut after some columns.
pub fn shortened(text: &str, most: usize) -> String {
    let text: String = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let one_line = clean(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    if one_line.width() <= most {
        return one_line;
    }
    let (mut cut, mut width) = (String::new(), 1);
    for c in one_line.chars() {
        width += c.width().unwrap_or(0);
        if width > most {
            break;
        }
        cut.push(c);
    }
    format!("{}…", cut.trim_end())
}

/// Control characters and bidirectional marks of people's files do not reach the terminal.
pub fn clean(text: &str) -> String {
    text.chars().filter(|c| *c == '\n' || crate::charts::clean::is_printable(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_take_two_columns() {
        assert_eq!(padded("日本", 6), "日本  ");
        assert_eq!(padded("Café", 6), "Café  ");
        assert_eq!(shortened("日本語の見出し", 8), "日本語…");
        assert_eq!(shortened("a\n b\u{1b}[31m", 10), "a b[31m");
    }

    #[test]
    fn lines_break_on_a_screen_alone() {
        let whole = Screen::default();
        assert_eq!(whole.line("    one two three", 6), "    one two three\n");
        let narrow = Screen { width: Some(12), ..whole };
        assert_eq!(narrow.line("    one two three", 6), "    one two\n      three\n");
        assert_eq!(narrow.line("  averyveryverylongword x", 2), "  averyveryverylongword\n  x\n");
    }

    #[test]
    fn colour_is_shown_only_where_it_is_on() {
        assert_eq!(Screen::default().severity(Severity::Error, "error"), "error");
        let colour = Screen { width: None, colour: Colour::On };
        assert_eq!(colour.severity(Severity::Error, "error"), "\u{1b}[1;31merror\u{1b}[0m");
    }
}
