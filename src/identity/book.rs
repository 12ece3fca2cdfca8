//! How common each name is: on the list, with what is known of names in general behind it.

use std::collections::HashMap;

use super::names::PersonName;
use super::nicknames;

/// The list counts for as much as this many people met elsewhere.
const ELSEWHERE: f64 = 200.0;
/// Share of people with a first name that is common; with one that is not; the same for surnames.
const GIVEN: (f64, f64) = (0.008, 0.002);
const FAMILY: (f64, f64) = (0.006, 0.0008);
/// Share of people whose name begins with a letter, where the list does not say.
const LETTER: f64 = 0.06;

/// Names of the list, counted.
#[derive(Clone, Debug, Default)]
pub struct NameBook {
    people: f64,
    given: HashMap<String, u32>,
    family: HashMap<String, u32>,
    given_letter: HashMap<char, u32>,
    family_letter: HashMap<char, u32>,
}

impl NameBook {
    /// Counts names.
    pub fn of<'n>(names: impl Iterator<Item = &'n PersonName>) -> Self {
        let mut book = Self::default();
        for name in names {
            book.people += 1.0;
            *book.given.entry(name.given.clone()).or_default() += 1;
            if let Some(letter) = name.given.chars().next() {
                *book.given_letter.entry(letter).or_default() += 1;
            }
            for part in &name.family {
                *book.family.entry(part.clone()).or_default() += 1;
            }
            if let Some(letter) = name.family.first().and_then(|f| f.chars().next()) {
                *book.family_letter.entry(letter).or_default() += 1;
            }
        }
        book
    }

    /// Share of people expected to have this first name, the one it is compared with left out.
    pub fn given_share(&self, name: &str) -> f64 {
        self.share(self.given.get(name), if nicknames::is_common_given(name) { GIVEN.0 } else { GIVEN.1 })
    }

    /// Share of people expected to have this surname.
    pub fn family_share(&self, name: &str) -> f64 {
        let elsewhere = if nicknames::is_common_family(name) { FAMILY.0 } else { FAMILY.1 };
        self.share(self.family.get(name), elsewhere)
    }

    /// Share of people whose first name begins so.
    pub fn given_letter_share(&self, letter: char) -> f64 {
        self.share(self.given_letter.get(&letter), LETTER)
    }

    /// Share of people whose surname begins so.
    pub fn family_letter_share(&self, letter: char) -> f64 {
        self.share(self.family_letter.get(&letter), LETTER)
    }

    /// Whether someone has this first name, so that it is no slip of the pen.
    pub fn knows_given(&self, name: &str) -> bool {
        self.given.contains_key(name) || nicknames::is_given(name)
    }

    /// Whether someone has this surname.
    pub fn knows_family(&self, name: &str) -> bool {
        self.family.contains_key(name) || nicknames::is_common_family(name)
    }

    /// Whether someone on the list has this first name or surname.
    pub fn is_on_list(&self, word: &str) -> bool {
        self.given.contains_key(word) || self.family.contains_key(word)
    }

    /// Whether a word is a first name, or an initial or two, with a surname of the list written after it.
    pub fn ends_with_surname(&self, word: &str) -> bool {
        let rests =
            word.char_indices().skip(1).filter_map(|(at, _)| Some((word.get(..at)?, word.get(at..)?)));
        rests.into_iter().any(|(first, rest)| {
            self.knows_family(rest) && (first.chars().nth(2).is_none() || self.knows_given(first))
        })
    }

    /// One holder is half a person here: they are the one who is compared.
    fn share(&self, holders: Option<&u32>, elsewhere: f64) -> f64 {
        let holders = holders.map_or(0.0, |n| f64::from(*n) - 0.5);
        (holders + ELSEWHERE * elsewhere) / (self.people + ELSEWHERE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_as_common_as_the_list_and_the_world_make_it() {
        let names: Vec<PersonName> =
            ["Asha Patel", "Ravi Patel", "Una Asquith"].iter().filter_map(|n| PersonName::parse(n)).collect();
        let book = NameBook::of(names.iter());
        assert!((book.family_share("patel") - (1.5 + 1.2) / 203.0).abs() < 1e-12);
        assert!((book.family_share("asquith") - (0.5 + 0.16) / 203.0).abs() < 1e-12);
        assert!(book.knows_family("asquith") && !book.knows_family("asquit"));
        assert!(book.knows_given("margaret") && !book.knows_given("margerat"));
        assert!(book.given_letter_share('a') > 0.0);
    }
}
