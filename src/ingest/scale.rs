//! Scales: from labels as people see them to levels, and what to say when a cell is on none.

mod known;
mod list;
mod missing;
mod wording;

use std::collections::BTreeMap;

pub use known::known;
pub use missing::missing;
pub(in crate::ingest) use wording::Wording;

use super::cell::Cell;
use super::record::{Missing, Response};
use wording::fold_answer;

/// Most levels a scale has.
const MOST_LEVELS: usize = 100;

/// How far labels can be trusted to be answers on a scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// The labels say enough.
    Labels,
    /// Only where each level, or four of them, was chosen by someone: other scales have these labels too.
    WhenWhole,
    /// Only where someone says that the column is a question: yes and no stand in many tables.
    WhereAsked,
}

/// Labels of one scale, lowest first, with what else each level is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    /// What it measures, for messages: `confidence, five levels`, `numbers 1 to 5`.
    pub name: String,
    labels: Vec<String>,
    level_of: BTreeMap<String, u8>,
    accepted: BTreeMap<String, Response>,
    /// The number that stands for the lowest level.
    first: u8,
    trust: Trust,
}

/// Why a cell is no answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// Text that is no label; the label it is closest to, where one is close.
    NotALevel(Option<String>),
    /// A number that is no level.
    Outside,
}

impl Scale {
    fn of_names(name: String, levels: Vec<Vec<String>>, trust: Trust) -> Self {
        let labels = levels.iter().filter_map(|names| names.first().cloned()).collect();
        let mut scale = Self::bare(name, labels, trust);
        for (level, names) in (1..).zip(&levels) {
            for name in names {
                scale.level_of.entry(fold_answer(name)).or_insert(level);
            }
        }
        scale
    }

    fn bare(name: String, labels: Vec<String>, trust: Trust) -> Self {
        Self { name, labels, level_of: BTreeMap::new(), accepted: BTreeMap::new(), first: 1, trust }
    }

    /// Plain numbers from `first` (0 or 1) to `last`.
    ///
    /// ```
    /// use crossweave::ingest::scale::Scale;
    /// assert_eq!(Scale::numbers(0, 10).level("0"), Some(1));
    /// assert_eq!(Scale::numbers(1, 5).level("5 (very often)"), Some(5));
    /// ```
    pub fn numbers(first: u8, last: u8) -> Self {
        let labels = (first..=last).map(|number| number.to_string()).collect();
        Self { first, ..Self::bare(format!("numbers {first} to {last}"), labels, Trust::WhereAsked) }
    }

    /// A scale from the labels someone gives, lowest first. Where they are the labels of a known scale,
    /// its other names count too. `None` for fewer than two labels, more than 100, or the same twice.
    pub fn from_labels(labels: &[String]) -> Option<Self> {
        if let Some(scale) = Self::from_numbers(labels) {
            return Some(scale);
        }
        let folded: Vec<String> = labels.iter().map(|label| fold_answer(label)).collect();
        let mut level_of: BTreeMap<String, u8> = folded.iter().cloned().zip(1..=100).collect();
        if labels.len() < 2 || labels.len() > MOST_LEVELS || level_of.len() != labels.len() {
            return None;
        }
        let twin = known::all().iter().find(|scale| {
            scale.labels.len() == labels.len()
                && folded.iter().zip(1..).all(|(l, level)| scale.level_of.get(l) == Some(&level))
        });
        for (name, level) in twin.into_iter().flat_map(|scale| &scale.level_of) {
            level_of.entry(name.clone()).or_insert(*level);
        }
        Some(Self { level_of, ..Self::bare("the scale given".to_owned(), labels.to_vec(), Trust::Labels) })
    }

    /// Labels that are numbers in a row, from 0 or 1.
    fn from_numbers(labels: &[String]) -> Option<Self> {
        let numbers: Option<Vec<u8>> = labels.iter().map(|label| label.trim().parse().ok()).collect();
        let numbers = numbers.filter(|n| (2..=MOST_LEVELS).contains(&n.len()))?;
        let (first, last) = (*numbers.first()?, *numbers.last()?);
        (first <= 1 && numbers.iter().copied().eq(first..=last)).then(|| Self::numbers(first, last))
    }

    /// The same scale, with texts that someone said to take for a label or for a reason: wrong to right.
    #[must_use]
    pub fn accepting(mut self, accept: &BTreeMap<String, String>) -> Self {
        for (wrong, right) in accept {
            let level = self.level(right).map(Response::Level);
            let Some(meant) = level.or_else(|| missing(right).map(Response::Missing)) else { continue };
            if self.level(wrong).is_none() {
                self.accepted.insert(fold_answer(wrong), meant);
            }
        }
        self
    }

    /// The same scale where bare numbers count from 0, as in `0 = Not at all`.
    #[must_use]
    pub fn from_zero(self) -> Self {
        Self { first: 0, ..self }
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

    /// How far its labels can be trusted to be answers.
    pub fn trust(&self) -> Trust {
        self.trust
    }

    /// The lowest and the highest number that is a level.
    pub fn range(&self) -> (u8, u8) {
        (self.first, self.first + self.len().saturating_sub(1))
    }

    /// Every text that names a level, folded.
    pub(in crate::ingest) fn words(&self) -> impl Iterator<Item = &str> {
        self.level_of.keys().chain(self.accepted.keys()).map(String::as_str)
    }

    /// Whether the settings said to take this text for something else.
    pub fn is_accepted(&self, text: &str) -> bool {
        !self.accepted.is_empty() && self.accepted.contains_key(&fold_answer(text))
    }

    /// The level a text names: a label, a number of the scale, or both (`4 - Confident`).
    pub fn level(&self, text: &str) -> Option<u8> {
        self.level_of_wording(&Wording::of(text))
    }

    /// The level a text taken apart names.
    pub(in crate::ingest) fn level_of_wording(&self, text: &Wording) -> Option<u8> {
        let own = || self.level_of.get(&text.folded).copied();
        let told = || match self.accepted.get(&text.folded) {
            Some(Response::Level(level)) => Some(*level),
            _ => None,
        };
        let bare = || self.level_of.get(text.without_opening()?).copied();
        own().or_else(told).or_else(bare).or_else(|| match (&text.number, &text.numbered) {
            (Some(number), _) => self.level_of_number(*number),
            (None, Some((number, words))) => self.level_of_both(*number, words),
            (None, None) => None,
        })
    }

    /// A number with words: both have to say the same. Levels are often numbered from 0.
    fn level_of_both(&self, number: f64, words: &str) -> Option<u8> {
        if self.is_numbers() {
            return self.level_of_number(number).filter(|level| !self.contradicts(*level, words));
        }
        let level = *self.level_of.get(words)?;
        let stands_for = |first: u8| number == f64::from(level - 1 + first);
        (stands_for(0) || stands_for(1)).then_some(level)
    }

    /// Whether words beside a number say the opposite of it: `1 - Strongly agree`.
    fn contradicts(&self, level: u8, words: &str) -> bool {
        let place = |level: u8, of: u8| f64::from(level - 1) / f64::from(of.max(2) - 1);
        let said =
            known::all().iter().filter_map(|scale| Some(place(*scale.level_of.get(words)?, scale.len())));
        let places: Vec<f64> = said.collect();
        !places.is_empty() && places.iter().all(|said| (said - place(level, self.len())).abs() > 0.5)
    }

    /// Whether a text names a level of this scale and numbers it from 0.
    pub(in crate::ingest) fn counts_from_zero(&self, text: &Wording) -> bool {
        let Some((number, words)) = &text.numbered else { return false };
        self.level_of.get(words).is_some_and(|level| *number == f64::from(*level - 1))
    }

    /// The level a number names.
    pub fn level_of_number(&self, number: f64) -> Option<u8> {
        let (first, last) = self.range();
        let whole = number.fract() == 0.0 && number >= f64::from(first) && number <= f64::from(last);
        whole.then(|| number as u8 - first + 1)
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
        let wording = Wording::of(text);
        if let Some(level) = self.level_of_wording(&wording) {
            return Ok(Response::Level(level));
        }
        if let Some(told) = self.accepted.get(&wording.folded) {
            return Ok(*told);
        }
        if let Some(reason) = missing::of_folded(&wording.folded) {
            return Ok(Response::Missing(reason));
        }
        match wording.number {
            Some(_) => Err(Fault::Outside),
            None => Err(Fault::NotALevel(self.closest(&wording.folded))),
        }
    }

    /// The label closest to a text, when only a few letters differ and no other label is as close.
    fn closest(&self, text: &str) -> Option<String> {
        if text.chars().count() > 60 {
            return None;
        }
        let most = (text.chars().count() / 3).clamp(1, 3);
        let mut found: Vec<(usize, u8)> = self
            .level_of
            .iter()
            .filter(|(name, _)| !are_opposites(name, text))
            .map(|(name, level)| (strsim::damerau_levenshtein(name, text), *level))
            .filter(|(distance, _)| *distance <= most)
            .collect();
        found.sort_unstable();
        let (distance, level) = *found.first()?;
        let rival = found.iter().any(|(d, l)| *d == distance && *l != level);
        (!rival).then(|| self.labels.get(usize::from(level) - 1).cloned()).flatten()
    }
}

/// Whether one text is the other with a beginning before it ("unconfident"), or only one of them says not.
fn are_opposites(a: &str, b: &str) -> bool {
    let says_not = |text: &str| text.split(' ').any(|word| matches!(word, "not" | "no" | "never"));
    a.ends_with(b) || b.ends_with(a) || says_not(a) != says_not(b)
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
            ("-", Missing::Dash),
            ("Not shown", Missing::NotAsked),
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
    fn a_slip_is_never_taken_for_the_opposite() {
        let scale = confidence();
        for text in ["Nott confident", "Dis confident"] {
            assert_eq!(
                scale.answer(&super::super::cell::Cell::text(text)),
                Err(Fault::NotALevel(None)),
                "{text}"
            );
        }
    }

    #[test]
    fn numbers_beside_labels_have_to_agree_with_them() {
        let scale = confidence();
        for (text, level) in [
            ("1 - Not confident", Some(1)),
            ("5 (Very confident)", Some(5)),
            ("0 = Not at all", Some(1)),
            ("I’m fairly confident.", Some(3)),
            ("1 - Very confident", None),
            ("6 - Very confident", None),
        ] {
            assert_eq!(scale.level(text), level, "{text}");
        }
        assert!(scale.counts_from_zero(&Wording::of("4: Very confident")));
        assert_eq!(scale.clone().from_zero().level("0"), Some(1));
        let numbers = Scale::numbers(1, 5);
        assert_eq!(numbers.level("5 - All of my working day"), Some(5));
        assert_eq!(numbers.level("1 - Strongly agree"), None);
        assert_eq!(numbers.level("3-4 hours"), None);
    }

    #[test]
    fn what_is_accepted_is_read_and_nothing_else() {
        let accept =
            [("Confidnt", "Confident"), ("dunno", "Don't know"), ("Very confident", "Fairly confident")];
        let accept = accept.map(|(wrong, right)| (wrong.to_owned(), right.to_owned())).into();
        let scale = confidence().accepting(&accept);
        assert_eq!(scale.answer(&text("confidnt ")), Ok(Response::Level(4)));
        assert_eq!(scale.answer(&text("Dunno")), Ok(Response::Missing(Missing::DontKnow)));
        assert_eq!(scale.answer(&text("Very confident")), Ok(Response::Level(5)));
        assert!(scale.is_accepted("Confidnt") && !scale.is_accepted("Very confident"));
    }

    #[test]
    fn numbers_in_a_row_are_a_scale_of_numbers() {
        let labels = |range: std::ops::RangeInclusive<u8>| range.map(|n| n.to_string()).collect::<Vec<_>>();
        assert_eq!(Scale::from_labels(&labels(0..=5)), Some(Scale::numbers(0, 5)));
        assert_eq!(Scale::from_labels(&labels(1..=6)).unwrap().range(), (1, 6));
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
