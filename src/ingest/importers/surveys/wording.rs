//! What a question's header says: the stem all rows of a grid share, and the row.

use crate::ingest::importer::FieldUse;
use crate::ingest::text::fold_label;

/// A header in its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ingest::importers) struct Wording {
    /// What all rows of a grid ask.
    pub stem: Option<String>,
    /// The row of the grid, or the whole question.
    pub row: String,
}

impl Wording {
    pub fn whole(text: &str) -> Self {
        Self { stem: None, row: text.trim().to_owned() }
    }

    fn of(stem: &str, row: &str) -> Self {
        let stem = stem.trim().trim_end_matches(':').trim_end();
        Self { stem: (!stem.is_empty()).then(|| stem.to_owned()), row: row.trim().to_owned() }
    }
}

/// `Stem [Row]` in its parts; several brackets side by side belong to the row.
pub(in crate::ingest::importers) fn bracketed(header: &str) -> Wording {
    let mut rest = header.trim_end();
    let mut rows: Vec<&str> = Vec::new();
    while let Some((before, row)) = last_bracket(rest) {
        rows.insert(0, row.trim());
        rest = before;
    }
    rows.retain(|row| !row.is_empty());
    if rows.is_empty() || !(rest.ends_with(char::is_whitespace) || rest.is_empty()) {
        return Wording::whole(header);
    }
    Wording::of(rest, &rows.join(": "))
}

/// The text in the bracket a text ends with, and what stands before it; brackets inside it are its own.
fn last_bracket(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_suffix(']')?;
    let mut depth = 1;
    for (at, c) in inner.char_indices().rev() {
        match c {
            ']' => depth += 1,
            '[' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((&inner[..at], &inner[at + 1..]));
        }
    }
    None
}

/// A question without its number: `7. `, `7.a. `, `Q4.1. `.
pub(in crate::ingest::importers) fn without_number(header: &str) -> &str {
    numbered(header).map_or(header, |(_, text)| text)
}

/// The number of a question, and its text; `None` where it has no number, or nothing behind it.
pub(in crate::ingest::importers) fn numbered(header: &str) -> Option<(&str, &str)> {
    let (number, text) = header.trim().split_once(' ')?;
    let bare = number.strip_prefix(['Q', 'q']).unwrap_or(number).strip_suffix('.')?;
    let mut parts = bare.split('.');
    let is_digits =
        |part: &str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit());
    let is_part = |part: &str| {
        is_digits(part) || (matches!(part.len(), 1..=4) && part.bytes().all(|b| b.is_ascii_lowercase()))
    };
    let fits = parts.next().is_some_and(is_digits) && parts.all(is_part);
    (fits && !text.trim().is_empty()).then(|| (number.trim_end_matches('.'), text.trim()))
}

/// A numbered question: its text, under the number of the question it is part of.
pub(in crate::ingest::importers) fn numbered_wording(header: &str) -> Wording {
    match numbered(header) {
        Some((number, text)) => match number.rsplit_once('.') {
            Some((of, _)) => Wording::of(of, text),
            None => Wording::whole(text),
        },
        None => Wording::whole(header),
    }
}

/// Gives each question the name of its skill: the row alone, or with its stem where the same row stands
/// under two.
pub(super) fn called(questions: &mut [(u32, FieldUse)], wording: fn(&str) -> Option<Wording>) {
    let parts = |used: &FieldUse| match used {
        FieldUse::Question { skill, .. } => wording(skill),
        _ => None,
    };
    let found: Vec<(FieldUse, Option<Wording>)> =
        questions.iter().map(|(_, used)| (used.clone(), parts(used))).collect();
    for (i, (_, used)) in questions.iter_mut().enumerate() {
        let Some((_, Some(own))) = found.get(i) else { continue };
        let twin = found.iter().enumerate().any(|(j, (other, parts))| {
            let same = |w: &Wording| fold_label(&w.row) == fold_label(&own.row);
            j != i && same_aspect(other, used) && parts.as_ref().is_some_and(same)
        });
        if let FieldUse::Question { skill, .. } = used {
            *skill = match (&own.stem, twin) {
                (Some(stem), true) => format!("{stem}: {}", own.row),
                _ => own.row.clone(),
            };
        }
    }
}

fn same_aspect(a: &FieldUse, b: &FieldUse) -> bool {
    match (a, b) {
        (FieldUse::Question { aspect: a, .. }, FieldUse::Question { aspect: b, .. }) => a == b,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(header: &str) -> (Option<String>, String) {
        let wording = bracketed(header);
        (wording.stem, wording.row)
    }

    #[test]
    fn a_grid_has_a_stem_and_rows() {
        let stem = |s: &str| Some(s.to_owned());
        assert_eq!(
            parts("How sure are you: [Video calls]"),
            (stem("How sure are you"), "Video calls".into())
        );
        assert_eq!(
            parts("How sure? [Lists [of all kinds]]"),
            (stem("How sure?"), "Lists [of all kinds]".into())
        );
        assert_eq!(parts("How sure? [Maps][Now]"), (stem("How sure?"), "Maps: Now".into()));
        assert_eq!(parts("[Maps]"), (None, "Maps".into()));
        assert_eq!(parts("Q1[SQ001]"), (None, "Q1[SQ001]".into()));
        assert_eq!(parts("odd ] brackets ["), (None, "odd ] brackets [".into()));
        assert_eq!(parts("empty []"), (None, "empty []".into()));
        assert_eq!(parts("é [ö]"), (stem("é"), "ö".into()));
    }

    #[test]
    fn numbers_of_questions_are_told_from_words() {
        assert_eq!(numbered("7. Maps"), Some(("7", "Maps")));
        assert_eq!(numbered("7.a.ii. Maps and more"), Some(("7.a.ii", "Maps and more")));
        assert_eq!(numbered("Q4.1. Maps"), Some(("Q4.1", "Maps")));
        for header in ["3 ways to share", "Maps. And more", "7.", "7. ", "e.g. this", "Q. who", "7.Maps"] {
            assert_eq!(numbered(header), None, "{header}");
        }
        assert_eq!(numbered_wording("7.a. Maps"), Wording { stem: Some("7".into()), row: "Maps".into() });
    }

    #[test]
    fn a_row_under_two_stems_keeps_its_stem() {
        let question = |header: &str| FieldUse::Question { aspect: "confidence", skill: header.to_owned() };
        let headers = ["At work: [Maps]", "At home: [Maps]", "At work: [Calls]", "Lists"];
        let mut questions: Vec<(u32, FieldUse)> = (0..).zip(headers.map(question)).collect();
        called(&mut questions, |header| Some(bracketed(header)));
        let expected = ["At work: Maps", "At home: Maps", "Calls", "Lists"].map(question);
        assert_eq!(questions.into_iter().map(|(_, used)| used).collect::<Vec<_>>(), expected);
    }
}
