//! Text as it is compared and as it is shown: folded headers and labels, safe quotations of cells.

use unicode_normalization::UnicodeNormalization;

/// Most characters of a cell a message may quote.
const MOST_QUOTED: usize = 60;

/// A header for comparison: lower case, accents taken off, letters and digits only.
///
/// ```
/// use crossweave::ingest::text::fold_header;
/// assert_eq!(fold_header("E-mail address*"), "emailaddress");
/// assert_eq!(fold_header("Café"), "cafe");
/// ```
pub fn fold_header(header: &str) -> String {
    header.nfkd().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A label for comparison: lower case, curly apostrophes straight, white space folded to single spaces.
pub fn fold_label(label: &str) -> String {
    let mut folded = String::with_capacity(label.len());
    for word in label.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().flat_map(char::to_lowercase).map(straight));
    }
    folded
}

fn straight(c: char) -> char {
    if matches!(c, '\u{2018}' | '\u{2019}') { '\'' } else { c }
}

/// White space folded to single spaces; case and accents kept.
pub fn fold_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a header, lower case, split at anything that is no letter or digit and at the humps
/// of `CamelCase`.
pub fn words(header: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut after_lower = false;
    for c in header.chars() {
        let ends = !c.is_alphanumeric() || (c.is_uppercase() && after_lower);
        if ends && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
        after_lower = c.is_lowercase();
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// A cell's text in quotation marks, at most 60 characters of it, with control characters and marks
/// that change the direction of text escaped.
pub fn quoted(text: &str) -> String {
    let mut shown = String::from("\"");
    let mut length = 0;
    for c in text.chars() {
        let piece = if is_unsafe(c) { c.escape_unicode().to_string() } else { c.to_string() };
        length += piece.chars().count();
        if length >= MOST_QUOTED {
            shown.push('…');
            break;
        }
        shown.push_str(&piece);
    }
    shown.push('"');
    shown
}

fn is_unsafe(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Texts in quotation marks, as a list for a sentence: `"a", "b" or "c"`.
pub fn listed<'a>(texts: impl IntoIterator<Item = &'a str>, joiner: &str) -> String {
    let quoted: Vec<String> = texts.into_iter().map(quoted).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} {joiner} {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_headers_into_words() {
        assert_eq!(words("CurrentEmploymentType"), ["current", "employment", "type"]);
        assert_eq!(words("Date of birth?"), ["date", "of", "birth"]);
        assert_eq!(words("NI number"), ["ni", "number"]);
    }

    #[test]
    fn quotes_no_more_than_sixty_characters_and_no_escapes() {
        let long = quoted(&"x".repeat(500));
        assert_eq!(long.chars().count(), 62);
        assert!(long.ends_with("…\""));
        assert_eq!(quoted("a\u{1b}[31m\u{202e}b"), "\"a\\u{1b}[31m\\u{202e}b\"");
    }

    #[test]
    fn folds_labels_silently() {
        assert_eq!(fold_label("  Very \u{a0} Confident "), "very confident");
        assert_eq!(fold_label("Don\u{2019}t know"), "don't know");
    }

    #[test]
    fn lists_for_a_sentence() {
        assert_eq!(listed(["a", "b", "c"], "or"), "\"a\", \"b\" or \"c\"");
        assert_eq!(listed([], "or"), "");
    }
}
