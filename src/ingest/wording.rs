//! How a question is worded: the same question under a number, in other letters, or cut short.

use super::text::fold_label;

/// Fewest characters a question cut short must keep to be told by its beginning.
const LEAST_BEGINNING: usize = 10;

/// A question for comparison: words only, without a number before them or a star behind.
///
/// ```
/// use crossweave::ingest::wording::question_key;
/// assert_eq!(question_key("Q7: Joining a video  call, and being heard?*"), "joining a video call and being heard");
/// assert_eq!(question_key("7. Maps"), "maps");
/// assert_eq!(question_key("3 ways to share"), "3 ways to share");
/// ```
pub fn question_key(question: &str) -> String {
    let folded = fold_label(question);
    let words = words_of(without_number(&folded));
    if words.is_empty() { words_of(&folded) } else { words }
}

/// Letters and digits in words; an apostrophe belongs to its word.
fn words_of(text: &str) -> String {
    let plain: String = text.chars().filter(|c| *c != '\'').collect();
    let words = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// The text behind a number such as `7.`, `Q7:`, `(3)`, `q4.1`.
fn without_number(folded: &str) -> &str {
    let open = folded.trim_start_matches(['(', '[', '#']);
    let bare = open.strip_prefix("question ").or_else(|| open.strip_prefix('q')).unwrap_or(open).trim_start();
    let has_letter = bare.len() < open.len();
    let end = bare.find(|c: char| !c.is_ascii_digit() && c != '.' && c != '_').unwrap_or(bare.len());
    let (number, rest) = bare.split_at(end);
    let marked = number.ends_with('.') || rest.starts_with([')', ']', ':']) || rest.starts_with("- ");
    let spaced = rest.starts_with(' ') && (has_letter || number.contains('.'));
    let detached = rest.trim_start().starts_with([':', '-', '–', '—']) && rest.starts_with(' ');
    if number.starts_with(|c: char| c.is_ascii_digit()) && (marked || spaced || detached) {
        rest
    } else {
        folded
    }
}

/// Which of some questions, given as keys, a header asks. A header cut short by an ellipsis is the only
/// one that begins like it.
///
/// ```
/// use crossweave::ingest::wording::find_question;
/// let keys = ["joining a video call", "joining a board", "maps"];
/// assert_eq!(find_question("Joining a video c…", keys), Some(0));
/// assert_eq!(find_question("Joining a …", keys), None);
/// assert_eq!(find_question("2) MAPS", keys), Some(2));
/// ```
pub fn find_question<'k>(header: &str, keys: impl IntoIterator<Item = &'k str> + Clone) -> Option<usize> {
    let key = question_key(header);
    let whole = keys.clone().into_iter().position(|k| k == key);
    whole.or_else(|| {
        let trimmed = header.trim_end();
        let is_cut = trimmed.ends_with('…') || trimmed.ends_with("...");
        if !is_cut || key.chars().count() < LEAST_BEGINNING {
            return None;
        }
        let mut begin = keys.into_iter().enumerate().filter(|(_, k)| k.starts_with(&key));
        let first = begin.next()?;
        begin.all(|(_, k)| k == first.1).then_some(first.0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_before_a_question_do_not_matter() {
        for header in [
            "Maps and charts",
            "7. Maps and charts",
            "Q7: maps and charts",
            "Q7 Maps and charts",
            "(7) Maps and charts",
            "4.1 Maps and charts",
            "Q4.1. Maps and charts",
            "7) MAPS  AND CHARTS *",
            "Question 12 - Maps and charts",
            "7 - Maps and charts",
            "Q7_1 Maps and charts",
            "Maps & and charts",
        ] {
            assert_eq!(question_key(header), "maps and charts", "{header}");
        }
        for (header, key) in [
            ("3 ways to share", "3 ways to share"),
            ("5G phones", "5g phones"),
            ("Quality", "quality"),
            ("7.", "7"),
            ("360-degree feedback", "360 degree feedback"),
            ("I don’t know", "i dont know"),
            ("2026", "2026"),
        ] {
            assert_eq!(question_key(header), key, "{header}");
        }
    }
}
