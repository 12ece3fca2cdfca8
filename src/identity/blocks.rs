//! The list by the parts a stranger could share with someone on it, so that each stranger is compared
//! with a handful of people and never with all.

use std::collections::HashMap;

use super::names::PersonName;
use super::nicknames;
use super::normal;

/// More people than this under one key cannot be told apart by what they share.
const MOST: usize = 512;
/// Longer words are not looked up with a letter left out.
const LONGEST: usize = 24;

/// How the single word of an address is made of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `ashapatel`, `patelasha`.
    Whole,
    /// `apatel`, `patela`, `akpatel`.
    InitialAndFamily,
    /// `ashap`.
    GivenAndInitial,
    /// `asha`.
    Given,
    /// `patel`.
    Family,
}

/// One person of the list, as the index needs them.
#[derive(Clone, Debug, Default)]
pub struct Listed {
    /// The name, from the list or from the address.
    pub name: Option<PersonName>,
    /// What stands before the `@` of their ids, or the id where it is no address.
    pub locals: Vec<String>,
}

/// People of the list by what they could be recognised by.
#[derive(Debug, Default)]
pub struct Blocks {
    by_key: HashMap<String, Vec<u32>>,
    by_form: HashMap<String, Vec<(u32, Form)>>,
    by_local: HashMap<String, Vec<u32>>,
    by_number: HashMap<String, Vec<u32>>,
}

impl Blocks {
    /// The index of a list.
    pub fn of(people: &[Listed]) -> Self {
        let mut blocks = Self::default();
        for (i, person) in people.iter().enumerate() {
            let i = i as u32;
            for local in &person.locals {
                push(&mut blocks.by_local, local.clone(), i);
                if let Some(number) = loose_number(local) {
                    push(&mut blocks.by_number, number, i);
                }
            }
            let Some(name) = &person.name else { continue };
            for key in listed_keys(name) {
                push(&mut blocks.by_key, key, i);
            }
            for (form, how) in forms(name) {
                push(&mut blocks.by_form, form, (i, how));
            }
        }
        blocks
    }

    /// People whose name could be this one, sorted.
    pub fn alike(&self, name: &PersonName) -> Vec<u32> {
        let mut found: Vec<u32> = Vec::new();
        for name in std::iter::once(name).chain(name.swapped().as_ref()) {
            for key in seen_keys(name) {
                found.extend(limited(&self.by_key, &key));
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// People whose name the single word of an address could be made of.
    pub fn of_form(&self, word: &str) -> &[(u32, Form)] {
        limited(&self.by_form, word)
    }

    /// People with the same word before the `@`.
    pub fn of_local(&self, local: &str) -> &[u32] {
        limited(&self.by_local, local)
    }

    /// People whose staff number is the same but for zeros and punctuation.
    pub fn of_number(&self, id: &str) -> &[u32] {
        loose_number(id).map_or(&[], |number| limited(&self.by_number, &number))
    }
}

fn push<T: PartialEq>(map: &mut HashMap<String, Vec<T>>, key: String, value: T) {
    let block = map.entry(key).or_default();
    if block.last() != Some(&value) {
        block.push(value);
    }
}

fn limited<'m, T>(map: &'m HashMap<String, Vec<T>>, key: &str) -> &'m [T] {
    map.get(key).filter(|block| block.len() <= MOST).map_or(&[], Vec::as_slice)
}

/// A staff number by its letters and its digits: `P-0193` and `p193` are `p193`. `None` without digits.
pub fn loose_number(id: &str) -> Option<String> {
    let plain: String = id.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    let digits = plain.find(|c: char| c.is_ascii_digit())?;
    let (letters, number) = plain.split_at(digits);
    let number = normal::number(number)?;
    let is_number = id.len() <= LONGEST && letters.len() <= 4 && !id.contains('@');
    is_number.then(|| format!("{letters}{number}"))
}

/// First letters a person's first name may be written with.
fn letters(name: &PersonName) -> Vec<char> {
    let own = std::iter::once(name.given.as_str()).chain(name.middle.iter().map(String::as_str));
    let mut letters: Vec<char> =
        own.chain(nicknames::others(&name.given)).filter_map(|n| n.chars().next()).collect();
    letters.sort_unstable();
    letters.dedup();
    letters
}

fn listed_keys(name: &PersonName) -> Vec<String> {
    let letters = letters(name);
    let mut keys = Vec::new();
    let whole = name.family.concat();
    let joined = (name.family.len() > 1).then_some(&whole);
    for part in name.family.iter().chain(name.middle.iter().filter(|m| m.len() > 2)).chain(joined) {
        for letter in &letters {
            keys.push(format!("{part}|{letter}"));
            keys.extend(shortened(part).into_iter().map(|s| format!("{s}~{letter}")));
        }
    }
    if let Some(initial) = name.family.first().and_then(|f| f.chars().next()) {
        keys.push(format!("{}_{initial}", name.given));
        keys.extend(nicknames::others(&name.given).into_iter().map(|n| format!("{n}_{initial}")));
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn seen_keys(name: &PersonName) -> Vec<String> {
    let letters = letters(name);
    let mut keys = Vec::new();
    let whole = name.family.concat();
    let joined = (name.family.len() > 1).then_some(&whole);
    let surnames = name.middle.iter().filter(|m| m.len() > 2);
    for part in name.family.iter().chain(surnames).chain(joined).filter(|p| p.chars().nth(1).is_some()) {
        for letter in &letters {
            keys.push(format!("{part}|{letter}"));
            keys.extend(shortened(part).into_iter().map(|s| format!("{s}~{letter}")));
        }
        // A slip may be in the first letter of the first name.
        let second = name.given.chars().nth(1).filter(|_| name.given.len() >= 4);
        keys.extend(second.map(|letter| format!("{part}|{letter}")));
    }
    if let [only] = name.family.as_slice()
        && only.chars().nth(1).is_none()
    {
        keys.push(format!("{}_{only}", name.given));
    }
    keys
}

/// A word with each letter left out in turn, and whole: two words one slip apart have one in common.
fn shortened(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    if !(4..=LONGEST).contains(&letters.len()) {
        return Vec::new();
    }
    let without = |i: usize| letters.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, c)| *c).collect();
    std::iter::once(word.to_owned()).chain((0..letters.len()).map(without)).collect()
}

/// The single words an address of this name could be, with how each is made.
fn forms(name: &PersonName) -> Vec<(String, Form)> {
    let mut all = Vec::new();
    let family = name.family.concat();
    for given in std::iter::once(name.given.as_str()).chain(nicknames::others(&name.given)) {
        all.push((given.to_owned(), Form::Given));
        if let Some(initial) = family.chars().next() {
            all.push((format!("{given}{family}"), Form::Whole));
            all.push((format!("{family}{given}"), Form::Whole));
            all.push((format!("{given}{initial}"), Form::GivenAndInitial));
        }
    }
    if let (Some(initial), false) = (name.given.chars().next(), family.is_empty()) {
        all.push((format!("{initial}{family}"), Form::InitialAndFamily));
        all.push((format!("{family}{initial}"), Form::InitialAndFamily));
        let second = name.middle.first().and_then(|m| m.chars().next());
        all.extend(second.map(|m| (format!("{initial}{m}{family}"), Form::InitialAndFamily)));
        all.push((family, Form::Family));
    }
    all.retain(|(word, _)| word.chars().nth(2).is_some());
    all.sort_by(|a, b| (&a.0, a.1 as u8).cmp(&(&b.0, b.1 as u8)));
    all.dedup_by(|a, b| a.0 == b.0);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(names: &[&str]) -> Blocks {
        let listed = |n: &&str| Listed { name: PersonName::parse(n), locals: vec![] };
        Blocks::of(&names.iter().map(listed).collect::<Vec<_>>())
    }

    #[test]
    fn people_are_found_by_parts_slips_nicknames_and_initials() {
        let blocks = blocks(&["Margaret Thwaite", "Asha Pugh-Ellery", "Tom Reed"]);
        let found = |raw: &str| blocks.alike(&PersonName::parse(raw).unwrap());
        for raw in [
            "Peggy Thwaite",
            "M Thwaite",
            "Margaret Thwiate",
            "Thwaite Margaret",
            "Meg T",
            "Amrgaret Thwaite",
        ] {
            assert_eq!(found(raw), [0], "{raw}");
        }
        assert_eq!(found("Asha Ellery"), [1]);
        assert_eq!(found("Asha Pughellery"), [1]);
        assert_eq!(found("Zoe Quant"), Vec::<u32>::new());
        assert_eq!(blocks.of_form("pthwaite"), []);
        assert_eq!(blocks.of_form("mthwaite"), [(0, Form::InitialAndFamily)]);
        assert_eq!(blocks.of_form("treed"), [(2, Form::InitialAndFamily)]);
    }

    #[test]
    fn staff_numbers_are_loosely_the_same() {
        assert_eq!(loose_number("P-0193"), loose_number("P193"));
        assert_eq!(loose_number("00017").as_deref(), Some("17"));
        assert_eq!(loose_number("asha"), None);
        assert_eq!(loose_number("a1b2"), None);
    }

    #[test]
    fn a_list_of_one_name_is_not_compared_with_all() {
        let blocks = blocks(&vec!["John Smith"; MOST + 1]);
        assert!(blocks.alike(&PersonName::parse("John Smith").unwrap()).is_empty());
    }
}
