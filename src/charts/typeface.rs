//! The embedded typeface: how wide text is, and how it fits.

use std::sync::OnceLock;

use ab_glyph::{Font, FontRef};

static REGULAR: &[u8] = include_bytes!("../../reports/fonts/NotoSans-Regular.ttf");
static BOLD: &[u8] = include_bytes!("../../reports/fonts/NotoSans-Bold.ttf");

/// Regular or bold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    /// Regular.
    #[default]
    Regular,
    /// Bold.
    Bold,
}

/// The face of a weight.
pub(super) fn face(weight: Weight) -> &'static FontRef<'static> {
    static FACES: OnceLock<[FontRef<'static>; 2]> = OnceLock::new();
    let faces = FACES.get_or_init(|| {
        [REGULAR, BOLD].map(|bytes| FontRef::try_from_slice(bytes).expect("the embedded font is whole"))
    });
    match weight {
        Weight::Regular => &faces[0],
        Weight::Bold => &faces[1],
    }
}

/// Width of a line of text, in the unit of `size` (the em).
pub fn width(text: &str, size: f64, weight: Weight) -> f64 {
    let face = face(weight);
    let em = f64::from(face.units_per_em().unwrap_or(1000.0));
    let units: f64 = text.chars().map(|c| f64::from(face.h_advance_unscaled(face.glyph_id(c)))).sum();
    units / em * size
}

/// The text cut with an ellipsis so that it is at most `most` wide.
pub fn shorten(text: &str, most: f64, size: f64, weight: Weight) -> String {
    if width(text, size, weight) <= most {
        return text.to_owned();
    }
    let room = most - width("…", size, weight);
    let mut used = 0.0;
    let mut kept = String::new();
    for c in text.chars() {
        used += width(c.encode_utf8(&mut [0; 4]), size, weight);
        if used > room {
            break;
        }
        kept.push(c);
    }
    kept.truncate(kept.trim_end_matches([' ', ',', '-', '–', '&']).len());
    kept.push('…');
    kept
}

/// The text in at most `lines` lines of at most `most` width; the last is shortened.
pub fn wrap(text: &str, most: f64, size: f64, weight: Weight, lines: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut words = text.split(' ').filter(|w| !w.is_empty()).peekable();
    while let Some(word) = words.next() {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if width(&longer, size, weight) <= most || line.is_empty() {
            line = longer;
            continue;
        }
        if out.len() + 1 == lines {
            let rest = words.fold(longer, |all, w| format!("{all} {w}"));
            line = rest;
            break;
        }
        out.push(std::mem::replace(&mut line, word.to_owned()));
    }
    out.push(line);
    out.iter().map(|l| shorten(l, most, size, weight)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_text_fits() {
        let long = "Neighbourhood Policing and Community Engagement Partnership Team East";
        for lines in 1..4 {
            let fitted = wrap(long, 120.0, 13.0, Weight::Regular, lines);
            assert!(fitted.len() <= lines);
            assert!(fitted.iter().all(|l| width(l, 13.0, Weight::Regular) <= 120.0), "{fitted:?}");
        }
        assert_eq!(wrap("Housing", 120.0, 13.0, Weight::Regular, 2), ["Housing"]);
    }

    #[test]
    fn one_endless_word_is_cut() {
        let cut = wrap(&"x".repeat(300), 100.0, 13.0, Weight::Bold, 2);
        assert_eq!(cut.len(), 1);
        assert!(cut[0].ends_with('…'));
    }

    #[test]
    fn signs_are_in_both_weights() {
        for weight in [Weight::Regular, Weight::Bold] {
            for c in "−→←≥≈×…’“”–éŵŷ£%".chars() {
                assert_ne!(face(weight).glyph_id(c).0, 0, "{c} in {weight:?}");
            }
        }
    }
}
