//! What a header asks of a skill: confidence, importance, need in future, or confidence before.

use crate::ingest::record::Aspect;
use crate::ingest::text::fold_label;

/// Marks between an aspect and a skill.
const BETWEEN: [&str; 4] = [":", " - ", " – ", " — "];
/// Most words before a mark that can say "before the workshop".
const MOST_WORDS: usize = 6;
/// Beginnings of a whole sentence that asks how important something is.
const SENTENCES: [&str; 4] =
    ["how important is ", "how important are ", "how important was ", "importance of "];
/// Ends of such a sentence.
const ENDS: [&str; 8] = [
    " to you",
    " to your role",
    " for your role",
    " in your role",
    " for your job",
    " in your job",
    " to your work",
    " for your work",
];

/// The aspect a header asks about, and the skill; a header that names no aspect asks for confidence.
pub(in crate::ingest) fn aspect_of(header: &str) -> (Aspect, &str) {
    // The columns of a long audit are named by the aspect alone.
    if let Some(aspect) = word(header) {
        return (aspect, header);
    }
    let found = in_brackets(header).or_else(|| with_mark(header)).or_else(|| in_a_sentence(header));
    let found = found.map(|(aspect, skill)| (aspect, skill.trim()));
    found.filter(|(_, skill)| !skill.is_empty()).unwrap_or((Aspect::Confidence, header))
}

/// `[Importance] Video calls`, `Video calls [importance]`, `How important are these? [Video calls]`.
fn in_brackets(header: &str) -> Option<(Aspect, &str)> {
    if let Some((inner, skill)) = header.trim_start().strip_prefix('[').and_then(|rest| rest.split_once(']'))
    {
        return Some((word(inner)?, skill));
    }
    let header = header.trim_end();
    let parts = |open: char, close: char| header.strip_suffix(close)?.rsplit_once(open);
    let (stem, inner) = parts('[', ']').or_else(|| parts('(', ')'))?;
    let of_stem = || beginning(stem).filter(|aspect| *aspect != Aspect::Confidence);
    word(inner).map(|aspect| (aspect, stem)).or_else(|| Some((of_stem()?, inner)))
}

/// `importance: Video calls`, `Before the workshop - Video calls`, `Video calls: importance`.
fn with_mark(header: &str) -> Option<(Aspect, &str)> {
    let first = || {
        BETWEEN.iter().find_map(|mark| {
            header.split_once(mark).and_then(|(start, rest)| Some((beginning(start)?, rest)))
        })
    };
    let last = || {
        BETWEEN
            .iter()
            .find_map(|mark| header.rsplit_once(mark).and_then(|(rest, end)| Some((word(end)?, rest))))
    };
    first().or_else(last)
}

/// `How important is taking part in video calls to you?`
fn in_a_sentence(header: &str) -> Option<(Aspect, &str)> {
    let starts = |start: &&&str| header.get(..start.len()).is_some_and(|h| h.eq_ignore_ascii_case(start));
    let start = SENTENCES.iter().find(starts)?;
    let skill = header.get(start.len()..)?.trim_end_matches(['?', '*', ' ', '.']);
    let short = ENDS.iter().find_map(|end| {
        let cut = skill.len().checked_sub(end.len())?;
        skill.get(cut..)?.eq_ignore_ascii_case(end).then(|| skill.get(..cut)).flatten()
    });
    Some((Aspect::Importance, short.unwrap_or(skill)))
}

/// A word or two that name an aspect and nothing else.
fn word(text: &str) -> Option<Aspect> {
    match fold_label(text).as_str() {
        "confidence" => Some(Aspect::Confidence),
        "importance" | "important" => Some(Aspect::Importance),
        "future" | "in future" | "in the future" | "future need" | "future importance" => {
            Some(Aspect::Future)
        }
        "before" | "beforehand" => Some(Aspect::Before),
        _ => None,
    }
}

/// The same with a few words more: "before the workshop", "how important".
fn beginning(text: &str) -> Option<Aspect> {
    let folded = fold_label(text);
    let starts = |with: &str| folded.strip_prefix(with).is_some_and(|rest| rest.starts_with([' ', '?']));
    let aspect = word(text).or_else(|| {
        let known = [
            ("before", Aspect::Before),
            ("how important", Aspect::Importance),
            ("importance", Aspect::Importance),
            ("in future", Aspect::Future),
            ("in the future", Aspect::Future),
        ];
        known.iter().find(|(with, _)| starts(with) || folded == *with).map(|(_, aspect)| *aspect)
    });
    aspect.filter(|_| folded.split(' ').count() <= MOST_WORDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_spellings_of_an_aspect_are_told() {
        for (header, aspect) in [
            ("importance: Video calls", Aspect::Importance),
            ("Importance - Video calls", Aspect::Importance),
            ("[Importance] Video calls", Aspect::Importance),
            ("Video calls (importance)", Aspect::Importance),
            ("Video calls: Importance", Aspect::Importance),
            ("How important is Video calls?", Aspect::Importance),
            ("How important are Video calls to your role?", Aspect::Importance),
            ("How important are these to you? [Video calls]", Aspect::Importance),
            ("Future: Video calls", Aspect::Future),
            ("In the future – Video calls", Aspect::Future),
            ("before:Video calls", Aspect::Before),
            ("Before the workshop: Video calls", Aspect::Before),
            ("Confidence: Video calls", Aspect::Confidence),
            ("Video calls", Aspect::Confidence),
        ] {
            assert_eq!(aspect_of(header), (aspect, "Video calls"), "{header}");
        }
    }

    #[test]
    fn an_aspect_alone_is_a_column_of_a_long_audit() {
        assert_eq!(aspect_of("Importance"), (Aspect::Importance, "Importance"));
        assert_eq!(aspect_of("before"), (Aspect::Before, "before"));
    }

    #[test]
    fn other_headers_are_left_whole() {
        for header in [
            "Before sending a mail I check who reads it",
            "Meetings: running one online",
            "Future proofing",
            "importance:",
            "Sharing (with others)",
            "Ünïcödé – ß",
        ] {
            assert_eq!(aspect_of(header), (Aspect::Confidence, header));
        }
    }
}
