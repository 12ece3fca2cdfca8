//! A cell's text taken apart: words, a number, or both.

use crate::ingest::text::fold_label;

/// Marks that stand between a number and its words: `1 - Not confident`, `0 = Not at all`.
const BETWEEN: [char; 8] = ['-', '–', '—', '=', ':', '.', ')', '('];
/// Beginnings that say nothing of the level.
const OPENINGS: [&str; 6] = ["i am ", "i'm ", "i feel ", "i would feel ", "i'd be ", "i have "];

/// A text as answers are compared: case, white space, quotation marks and marks at the end do not matter.
pub(super) fn fold_answer(text: &str) -> String {
    let folded = fold_label(text);
    let start = folded.trim_start_matches(['"', '“', '”']);
    start.trim_end_matches(['.', '!', ',', ';', ' ', '"', '“', '”']).to_owned()
}

/// A text taken apart once, to be looked up on any number of scales.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::ingest) struct Wording {
    /// The whole, folded.
    pub folded: String,
    /// The whole as a number.
    pub number: Option<f64>,
    /// A number and the words beside it.
    pub numbered: Option<(f64, String)>,
}

impl Wording {
    pub fn of(text: &str) -> Self {
        let folded = fold_answer(text);
        let number = folded.parse().ok();
        let numbered =
            if number.is_none() { number_first(&folded).or_else(|| number_last(&folded)) } else { None };
        Self { folded, number, numbered }
    }

    /// The whole without an opening such as "I am".
    pub fn without_opening(&self) -> Option<&str> {
        OPENINGS.iter().find_map(|opening| self.folded.strip_prefix(opening))
    }
}

/// `4 - confident`, `5 (very confident)`: words have to begin with a letter, or `3-4 hours` would be one.
fn number_first(folded: &str) -> Option<(f64, String)> {
    let end = folded.find(|c: char| !c.is_ascii_digit())?;
    let number = folded.get(..end)?.parse().ok()?;
    let rest = folded.get(end..)?.trim_start();
    let words = rest.trim_start_matches(BETWEEN).trim_start();
    if words.len() == rest.len() || !words.starts_with(char::is_alphabetic) {
        return None;
    }
    let closed = if rest.starts_with('(') { words.trim_end_matches(')') } else { words };
    Some((number, closed.trim_end().to_owned()))
}

/// `very confident (5)`.
fn number_last(folded: &str) -> Option<(f64, String)> {
    let (words, number) = folded.strip_suffix(')')?.rsplit_once('(')?;
    let number = number.trim();
    if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Some((number.parse().ok()?, words.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_words_are_told_apart() {
        for (text, number, words) in [
            ("1 - Not confident", 1.0, "not confident"),
            ("5 (Very confident)", 5.0, "very confident"),
            ("0 = Not at all", 0.0, "not at all"),
            ("2. Agree.", 2.0, "agree"),
            ("Very confident (5)", 5.0, "very confident"),
        ] {
            assert_eq!(Wording::of(text).numbered, Some((number, words.to_owned())), "{text}");
        }
        for text in
            ["3-4 hours", "10 000 or more", "6 months - 1 year", "18-29", "3+", "4", "Agree", "5x a", ""]
        {
            assert_eq!(Wording::of(text).numbered, None, "{text}");
        }
        assert_eq!(Wording::of(" “Agree”. ").folded, "agree");
    }
}
