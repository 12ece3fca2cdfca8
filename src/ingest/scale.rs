//! Scales: from labels as people see them to levels, and what to say when a cell is on none.

use std::collections::BTreeMap;

use super::cell::Cell;
use super::record::{Missing, Response};
use super::text::fold_label;

/// Labels of one scale, lowest first, with what else each level is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    /// What it measures, for messages: `confidence`, `agreement`, `numbers 1 to 5`.
    pub name: String,
    labels: Vec<String>,
    level_of: BTreeMap<String, u8>,
}

/// Why a cell is no answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// Text that is no label; the label it is closest to, where one is close.
    NotALevel(Option<String>),
    /// A number that is no level.
    Outside,
}

/// One level's names; the first is the label reports use.
type Names = &'static [&'static str];

/// The scales English forms use, by name. A longer scale stands before a shorter one of the same kind.
const KNOWN: &[(&str, &[Names])] = &[
    (
        "confidence, five levels",
        &[
            &[
                "Not at all confident",
                "Not confident at all",
                "Not confident",
                "No confidence",
                "Completely unconfident",
            ],
            &["Not very confident", "Slightly confident", "A little confident"],
            &["Fairly confident", "Somewhat confident", "Moderately confident"],
            &["Confident", "Quite confident"],
            &["Very confident", "Extremely confident", "Completely confident"],
        ],
    ),
    (
        "confidence, four levels",
        &[
            &["Not at all confident", "Not confident at all", "Not confident", "No confidence"],
            &["Not very confident", "Slightly confident", "A little confident"],
            &["Fairly confident", "Somewhat confident", "Moderately confident"],
            &["Very confident", "Extremely confident", "Completely confident"],
        ],
    ),
    (
        "agreement, seven levels",
        &[
            &["Strongly disagree"],
            &["Disagree"],
            &["Somewhat disagree", "Slightly disagree"],
            &["Neither agree nor disagree", "Neutral", "Neither"],
            &["Somewhat agree", "Slightly agree"],
            &["Agree"],
            &["Strongly agree"],
        ],
    ),
    (
        "agreement, five levels",
        &[
            &["Strongly disagree"],
            &["Disagree"],
            &["Neither agree nor disagree", "Neutral", "Neither", "Undecided"],
            &["Agree"],
            &["Strongly agree"],
        ],
    ),
    ("agreement, four levels", &[&["Strongly disagree"], &["Disagree"], &["Agree"], &["Strongly agree"]]),
    (
        "frequency, five levels",
        &[
            &["Never"],
            &["Rarely", "Hardly ever", "Seldom"],
            &["Sometimes", "Occasionally"],
            &["Often", "Usually", "Frequently"],
            &["Always", "Very often"],
        ],
    ),
    (
        "satisfaction, five levels",
        &[
            &["Very dissatisfied", "Very unsatisfied"],
            &["Somewhat dissatisfied", "Dissatisfied", "Fairly dissatisfied", "Somewhat unsatisfied"],
            &["Neither satisfied nor dissatisfied", "Neutral"],
            &["Somewhat satisfied", "Satisfied", "Fairly satisfied"],
            &["Very satisfied"],
        ],
    ),
    (
        "quality, five levels",
        &[
            &["Very poor"],
            &["Poor"],
            &["Fair", "Average", "Acceptable"],
            &["Good"],
            &["Very good", "Excellent"],
        ],
    ),
    ("quality, four levels", &[&["Poor"], &["Fair"], &["Good"], &["Excellent"]]),
];

/// The scales recognised without being told: labels first, then plain numbers from 1.
pub fn known() -> Vec<Scale> {
    let labelled = KNOWN.iter().map(|(name, levels)| Scale::known(name, levels));
    labelled.chain([5, 7, 10].map(Scale::numbers)).collect()
}

impl Scale {
    fn known(name: &str, levels: &[Names]) -> Self {
        let mut scale = Self { name: name.to_owned(), labels: Vec::new(), level_of: BTreeMap::new() };
        for (level, names) in (1..).zip(levels) {
            scale.labels.extend(names.first().map(|label| (*label).to_owned()));
            for name in *names {
                scale.level_of.insert(fold_label(name), level);
            }
        }
        scale
    }

    /// Plain numbers from 1 to `n`.
    pub fn numbers(n: u8) -> Self {
        let labels = (1..=n).map(|level| level.to_string()).collect();
        Self { name: format!("numbers 1 to {n}"), labels, level_of: BTreeMap::new() }
    }

    /// A scale from the labels someone gives, lowest first. Where they are the labels of a known scale,
    /// its other names count too. `None` for fewer than two labels, more than 100, or the same twice.
    pub fn from_labels(labels: &[String]) -> Option<Self> {
        let folded: Vec<String> = labels.iter().map(|label| fold_label(label)).collect();
        let mut level_of: BTreeMap<String, u8> = folded.iter().cloned().zip(1..=100).collect();
        if labels.len() < 2 || level_of.len() != labels.len() {
            return None;
        }
        let twin = known().into_iter().find(|scale| {
            scale.labels.len() == labels.len()
                && folded.iter().zip(1..).all(|(l, level)| scale.level_of.get(l) == Some(&level))
        });
        for (name, level) in twin.into_iter().flat_map(|scale| scale.level_of) {
            level_of.entry(name).or_insert(level);
        }
        Some(Self { name: "the scale given".to_owned(), labels: labels.to_vec(), level_of })
    }

    /// Labels, lowest first.
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// Number of levels.
    pub fn len(&self) -> u8 {
        self.labels.len() as u8
    }

    /// Whether there are no levels.
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// Whether the levels are plain numbers.
    pub fn is_numbers(&self) -> bool {
        self.level_of.is_empty()
    }

    /// The level a text names: a label, a number of the scale, or both (`4 - Confident`).
    pub fn level(&self, text: &str) -> Option<u8> {
        let folded = fold_label(text);
        if let Some(level) = self.level_of.get(&folded) {
            return Some(*level);
        }
        if let Ok(number) = folded.parse::<f64>() {
            return self.level_of_number(number);
        }
        let (number, label) = folded.split_once(['-', '–', '=', ':', '.', ')'])?;
        let level = self.level_of_number(number.trim().parse().ok()?)?;
        (self.level_of.get(label.trim()) == Some(&level)).then_some(level)
    }

    /// The level a number names.
    pub fn level_of_number(&self, number: f64) -> Option<u8> {
        let whole = number.fract() == 0.0 && number >= 1.0 && number <= f64::from(self.len());
        whole.then_some(number as u8)
    }

    /// What a cell answers.
    ///
    /// # Errors
    /// The [`Fault`] when it is neither a level nor a way to say that there is no answer.
    pub fn answer(&self, cell: &Cell) -> Result<Response, Fault> {
        match cell {
            Cell::Empty => Ok(Response::Missing(Missing::Blank)),
            Cell::Number(x) => self.level_of_number(*x).map(Response::Level).ok_or(Fault::Outside),
            Cell::Text(text) | Cell::Error(text) => self.answer_text(text),
            Cell::Bool(_) | Cell::Date(_) => Err(Fault::NotALevel(None)),
        }
    }

    fn answer_text(&self, text: &str) -> Result<Response, Fault> {
        if let Some(level) = self.level(text) {
            return Ok(Response::Level(level));
        }
        if let Some(reason) = missing(text) {
            return Ok(Response::Missing(reason));
        }
        match text.trim().parse::<f64>() {
            Ok(_) => Err(Fault::Outside),
            Err(_) => Err(Fault::NotALevel(self.closest(text))),
        }
    }

    /// The label closest to a text, when only a few letters differ and no other label is as close.
    fn closest(&self, text: &str) -> Option<String> {
        let text = fold_label(text);
        if text.chars().count() > 60 {
            return None;
        }
        let most = (text.chars().count() / 3).clamp(1, 3);
        let mut found: Vec<(usize, u8)> = self
            .level_of
            .iter()
            .map(|(name, level)| (strsim::damerau_levenshtein(name, &text), *level))
            .filter(|(distance, _)| *distance <= most)
            .collect();
        found.sort_unstable();
        let (distance, level) = *found.first()?;
        let rival = found.iter().any(|(d, l)| *d == distance && *l != level);
        (!rival).then(|| self.labels.get(usize::from(level) - 1).cloned()).flatten()
    }
}

/// Why an answer is not there, when a text says so.
pub fn missing(text: &str) -> Option<Missing> {
    match fold_label(text).trim_end_matches('.') {
        "" | "-" | "–" | "—" | "--" | "no answer" | "not answered" | "blank" => Some(Missing::Blank),
        "n/a"
        | "na"
        | "#n/a"
        | "n.a"
        | "not applicable"
        | "not applicable to me"
        | "not applicable to my role"
        | "does not apply" => Some(Missing::NotApplicable),
        "don't know" | "dont know" | "do not know" | "i don't know" | "dk" | "not sure" | "unsure"
        | "can't say" => Some(Missing::DontKnow),
        "prefer not to say"
        | "prefer not to answer"
        | "rather not say"
        | "i prefer not to say"
        | "refused" => Some(Missing::Refused),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn confidence() -> Scale {
        known().swap_remove(0)
    }

    fn text(t: &str) -> Cell {
        Cell::text(t)
    }

    #[test]
    fn labels_numbers_and_both_are_levels() {
        let scale = confidence();
        for (cell, level) in [
            ("Not very confident", 2),
            ("slightly  CONFIDENT", 2),
            (" confident ", 4),
            ("5", 5),
            ("3.0", 3),
            ("4 - Confident", 4),
            ("Very\u{a0}confident", 5),
        ] {
            assert_eq!(scale.answer(&text(cell)), Ok(Response::Level(level)), "{cell}");
        }
        assert_eq!(scale.answer(&Cell::Number(2.0)), Ok(Response::Level(2)));
    }

    #[test]
    fn missing_has_a_reason() {
        let scale = confidence();
        for (cell, reason) in [
            ("N/A", Missing::NotApplicable),
            ("#N/A", Missing::NotApplicable),
            ("-", Missing::Blank),
            ("Don’t know", Missing::DontKnow),
            ("Prefer not to say.", Missing::Refused),
            ("", Missing::Blank),
        ] {
            assert_eq!(scale.answer(&text(cell)), Ok(Response::Missing(reason)), "{cell}");
        }
    }

    #[test]
    fn faults_suggest_what_was_meant() {
        let scale = confidence();
        let close = Fault::NotALevel(Some("Confident".to_owned()));
        assert_eq!(scale.answer(&text("Confidnt")), Err(close));
        assert_eq!(scale.answer(&text("Purple")), Err(Fault::NotALevel(None)));
        assert_eq!(scale.answer(&text("6")), Err(Fault::Outside));
        assert_eq!(scale.answer(&Cell::Number(2.5)), Err(Fault::Outside));
        assert_eq!(scale.answer(&Cell::Number(f64::NAN)), Err(Fault::Outside));
    }

    #[test]
    fn labels_given_take_over_other_names() {
        let labels: Vec<String> =
            ["Not at all confident", "Slightly confident", "Fairly confident", "Confident", "Very confident"]
                .map(str::to_owned)
                .to_vec();
        let scale = Scale::from_labels(&labels).unwrap();
        assert_eq!(scale.level("Not very confident"), Some(2));
        assert_eq!(scale.labels(), labels);
        let twice = vec!["Yes".to_owned(), "yes".to_owned()];
        assert_eq!(Scale::from_labels(&twice), None);
    }
}
