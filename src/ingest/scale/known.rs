//! The scales that are recognised without being told, made from the list.
//!
//! A scale is recognised by its labels alone. Where two scales share labels, the choice between them is
//! made from all the answers of a sheet, not here. Of two alike, the one that stands first is taken.

use std::sync::LazyLock;

use super::Scale;
use super::list::{ADJECTIVES, DEGREES, Known, Names, OTHERS};

/// Every scale that is recognised without being told, by name: labels first, then plain numbers.
///
/// ```
/// let scales = crossweave::ingest::scale::known();
/// assert_eq!(scales[0].name, "confidence, five levels");
/// assert_eq!(scales[0].level("4 - Confident"), Some(4));
/// ```
pub fn known() -> Vec<Scale> {
    all().to_vec()
}

/// The same, made once.
pub(super) fn all() -> &'static [Scale] {
    static ALL: LazyLock<Vec<Scale>> = LazyLock::new(make);
    &ALL
}

fn make() -> Vec<Scale> {
    let degrees = ADJECTIVES
        .iter()
        .flat_map(|(adjective, noun)| DEGREES.iter().map(move |known| degree(adjective, noun, known)));
    let others = OTHERS.iter().map(|known| {
        let levels = known.levels.iter().map(|names| names.iter().map(|n| (*n).to_owned()).collect());
        Scale::of_names(known.name.to_owned(), levels.collect(), known.trust)
    });
    let numbers = [(1, 5), (1, 7), (1, 10), (0, 10)].map(|(first, last)| Scale::numbers(first, last));
    degrees.chain(others).chain(numbers).collect()
}

/// One set of degrees of one adjective. Of confidence, the commonest, the adjective may be left out.
fn degree(adjective: &str, noun: &str, known: &Known) -> Scale {
    let drop = adjective == "confident";
    let names = |names: &Names| {
        let whole = names.iter().map(|name| sentence_case(&name.replace('*', adjective)));
        let short = names.iter().filter_map(|name| name.strip_suffix(" *").filter(|n| drop && *n != "Not"));
        whole.chain(short.map(str::to_owned)).collect()
    };
    let levels = known.levels.iter().map(names).collect();
    Scale::of_names(format!("{noun}, {}", known.name), levels, known.trust)
}

fn sentence_case(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scale_has_a_name_of_its_own_and_no_label_on_two_levels() {
        let scales = known();
        let mut names: Vec<&str> = scales.iter().map(|s| s.name.as_str()).collect();
        names.sort_unstable();
        assert!(names.windows(2).all(|w| w[0] != w[1]), "{names:?}");
        for known in DEGREES.iter().chain(OTHERS) {
            let mut labels: Vec<&str> = known.levels.iter().flat_map(|l| l.iter().copied()).collect();
            labels.sort_unstable();
            assert!(labels.windows(2).all(|w| w[0] != w[1]), "{}: {labels:?}", known.name);
        }
    }

    #[test]
    fn common_scales_are_read_lowest_first() {
        let cases: &[(&str, &[&str])] = &[
            ("confidence, five levels", &["Not at all", "not very confident", "Fairly", "Confident", "very"]),
            (
                "confidence, five levels up to extremely",
                &["Not at all confident", "Slightly", "Moderately", "Very", "EXTREMELY confident."],
            ),
            (
                "confidence, five levels with a middle",
                &[
                    "Not at all confident",
                    "Not very confident",
                    "Neither",
                    "Fairly confident",
                    "Very confident",
                ],
            ),
            (
                "amount of confidence, five levels",
                &[
                    "No confidence",
                    "Little confidence",
                    "Some confidence",
                    "High confidence",
                    "Complete confidence",
                ],
            ),
            (
                "importance, five levels up to extremely",
                &[
                    "Not at all important",
                    "Slightly important",
                    "Moderately important",
                    "Very important",
                    "Essential",
                ],
            ),
            ("agreement, three levels", &["Disagree", "Neither agree nor disagree", "Agree"]),
            ("how often, five levels", &["Never", "Rarely", "Monthly.", "Weekly", "Every  day"]),
            ("ability, four levels", &["I can’t do this", "With help", "On my own", "Could teach others"]),
            (
                "ease, five levels",
                &["Very hard", "Difficult", "Neither easy nor difficult", "Easy", "Very easy"],
            ),
            ("yes, partly or no", &["no", "PARTLY", "Yes."]),
            ("numbers 0 to 10", &["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]),
        ];
        for (name, labels) in cases {
            let scale = known().into_iter().find(|s| s.name == *name).unwrap();
            let levels: Vec<_> = labels.iter().map(|l| scale.level(l)).collect();
            let expected: Vec<_> = (1..=scale.len()).map(Some).collect();
            assert_eq!(levels, expected, "{name}");
        }
    }
}
