//! A name taken apart: what people are called, and which family they are of.

use super::normal::{is_invisible, plain};

/// Longer names are cut: no person's is.
const MOST_LETTERS: usize = 120;
/// Words beyond these say nothing more.
const MOST_WORDS: usize = 8;

const TITLES: [&str; 34] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "prof",
    "professor",
    "sir",
    "dame",
    "lord",
    "lady",
    "cllr",
    "councillor",
    "rev",
    "revd",
    "fr",
    "pc",
    "pcso",
    "wpc",
    "dc",
    "ds",
    "di",
    "dci",
    "sgt",
    "insp",
    "inspector",
    "supt",
    "cpt",
    "capt",
    "maj",
    "col",
    "pan",
    "pani",
];
const SUFFIXES: [&str; 20] = [
    "jr", "jnr", "junior", "sr", "snr", "senior", "ii", "iii", "iv", "obe", "mbe", "cbe", "qpm", "phd",
    "msc", "bsc", "ba", "ma", "esq", "jp",
];
/// Words that belong to the surname after them.
const PARTICLES: [&str; 19] = [
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "la", "le", "du", "mac", "mc", "o",
    "st", "ni", "bin",
];
/// Words before a surname that some people write and others do not.
const OPTIONAL: [&str; 3] = ["al", "el", "ul"];

/// A person's name in lower case without accents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonName {
    /// First name or its initial; empty where there is none.
    pub given: String,
    /// Names and initials between first name and surname, and a name in brackets.
    pub middle: Vec<String>,
    /// Surname in its parts: `Patel-Jones` is `patel` and `jones`. Empty where there is one word alone.
    pub family: Vec<String>,
    /// Whether the writing says which is the surname (`Patel, Asha`, `PATEL Asha`).
    pub certain_order: bool,
}

#[derive(Clone)]
struct Word {
    parts: Vec<String>,
    capitals: bool,
}

impl PersonName {
    /// Takes a name apart; `None` where there is no letter.
    ///
    /// ```
    /// use crossweave::identity::names::PersonName;
    /// let name = PersonName::parse("Dr PATEL-JONES, Asha M.").unwrap();
    /// assert_eq!((name.given.as_str(), name.family.join(" ").as_str()), ("asha", "patel jones"));
    /// assert_eq!(PersonName::parse("Siân O'Brien").unwrap().family, ["obrien"]);
    /// ```
    pub fn parse(raw: &str) -> Option<Self> {
        let cut: String = raw.chars().filter(|c| !is_invisible(*c)).take(MOST_LETTERS).collect();
        let (outside, inside) = without_brackets(&cut);
        let mut name = match outside.split_once(',') {
            Some((family, rest)) if !words(rest).is_empty() => Self::turned(words(family), words(rest)),
            _ => Self::in_order(words(&outside)),
        }?;
        if let [word] = words(&inside).as_slice() {
            name.middle.extend(word.parts.first().filter(|p| p.len() > 1).cloned());
        }
        Some(name)
    }

    /// The name in an address: `jo.m.bloggs2@…` is Jo M Bloggs; `None` where it is one word alone.
    pub fn in_local(local: &str) -> Option<Self> {
        let is_end = |c: char| !c.is_alphabetic() && c != '\'' && c != '-';
        let spaced: String = local.chars().map(|c| if is_end(c) { ' ' } else { c }).collect();
        let by_dots = words(&spaced);
        let name = match by_dots.as_slice() {
            [one] if one.parts.len() > 1 => Self::in_order(words(&spaced.replace('-', " "))),
            _ => Self::in_order(by_dots),
        }?;
        (!name.family.is_empty()).then_some(name)
    }

    fn turned(family: Vec<Word>, rest: Vec<Word>) -> Option<Self> {
        let mut family = joined(family);
        let mut rest = rest.into_iter().flat_map(|w| w.parts);
        let given = rest.next()?;
        family.truncate(MOST_WORDS);
        Some(Self { given, middle: rest.take(MOST_WORDS).collect(), family, certain_order: true })
    }

    fn in_order(mut all: Vec<Word>) -> Option<Self> {
        all.truncate(MOST_WORDS);
        let shouted = all.iter().position(|w| w.capitals);
        let certain_order = shouted.is_some() && all.iter().filter(|w| w.capitals).count() == 1;
        let last = match shouted.filter(|_| certain_order && all.len() > 1) {
            Some(at) => vec![all.remove(at)],
            None if all.len() > 1 => all.split_off(family_begins(&all)),
            None => Vec::new(),
        };
        let mut rest = all.into_iter().flat_map(|w| w.parts);
        let given = rest.next()?;
        Some(Self { given, middle: rest.collect(), family: joined(last), certain_order })
    }

    /// The same with first name and surname changed over, as some systems write them.
    pub fn swapped(&self) -> Option<Self> {
        match (self.certain_order, self.family.as_slice(), self.middle.as_slice()) {
            (false, [family], []) => Some(Self {
                given: family.clone(),
                middle: Vec::new(),
                family: vec![self.given.clone()],
                certain_order: true,
            }),
            (false, [family], [middle @ .., last]) => Some(Self {
                given: last.clone(),
                middle: middle.iter().chain([family]).cloned().collect(),
                family: vec![self.given.clone()],
                certain_order: true,
            }),
            _ => None,
        }
    }

    /// Whether this could be somebody's whole name: a first name written out, and a surname.
    pub fn is_full(&self) -> bool {
        self.given.chars().count() > 1 && self.family.iter().any(|f| f.chars().count() > 1)
    }
}

/// Where the surname begins: the last word, with the particles before it.
fn family_begins(words: &[Word]) -> usize {
    let mut at = words.len().saturating_sub(1);
    while at > 1 && words.get(at - 1).is_some_and(is_particle) {
        at -= 1;
    }
    at
}

fn is_particle(word: &Word) -> bool {
    matches!(word.parts.as_slice(), [one] if PARTICLES.contains(&one.as_str()) || OPTIONAL.contains(&one.as_str()))
}

/// Parts of a surname, particles joined to what they belong to.
fn joined(words: Vec<Word>) -> Vec<String> {
    let mut parts = Vec::new();
    let mut before = String::new();
    for part in words.into_iter().flat_map(|w| w.parts) {
        if PARTICLES.contains(&part.as_str()) {
            before.push_str(&part);
        } else if !OPTIONAL.contains(&part.as_str()) {
            parts.push(format!("{}{part}", std::mem::take(&mut before)));
        }
    }
    if !before.is_empty() {
        parts.push(before);
    }
    parts
}

fn without_brackets(raw: &str) -> (String, String) {
    let ends = |c: char| matches!(c, '(' | ')' | '[' | ']' | '"' | '“' | '”');
    let mut pieces = raw.split(ends);
    let mut outside = pieces.next().unwrap_or_default().to_owned();
    let inside = pieces.next().unwrap_or_default();
    pieces.for_each(|p| outside.push_str(p));
    if outside.trim().is_empty() { (inside.to_owned(), String::new()) } else { (outside, inside.to_owned()) }
}

/// Words with letters in them, titles and suffixes left out.
fn words(text: &str) -> Vec<Word> {
    let is_extra = |w: &Word| matches!(w.parts.as_slice(), [one] if TITLES.contains(&one.as_str()) || SUFFIXES.contains(&one.as_str()));
    let all: Vec<Word> = text.split(|c: char| c.is_whitespace() || c == '_').filter_map(word).collect();
    let plain: Vec<Word> = all.iter().filter(|w| !is_extra(w)).cloned().collect();
    if plain.is_empty() { all } else { plain }
}

fn word(text: &str) -> Option<Word> {
    let letters: String = text.chars().filter(|c| c.is_alphabetic()).collect();
    let capitals = letters.chars().count() > 2 && letters.chars().all(char::is_uppercase);
    let parts: Vec<String> = text
        .split(['-', '‐', '‑', '–', '.', '/'])
        .map(|part| plain(part).chars().filter(|c| c.is_alphabetic()).collect::<String>())
        .filter(|part| !part.is_empty())
        .collect();
    (!parts.is_empty()).then_some(Word { parts, capitals })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(raw: &str) -> String {
        let name = PersonName::parse(raw).unwrap();
        format!("{}|{}|{}", name.given, name.middle.join(" "), name.family.join(" "))
    }

    #[test]
    fn names_as_people_write_them() {
        for (raw, expected) in [
            ("Asha Patel", "asha||patel"),
            ("Patel, Asha", "asha||patel"),
            ("PATEL Asha", "asha||patel"),
            ("ASHA PATEL", "asha||patel"),
            ("Mrs. Asha Patel OBE", "asha||patel"),
            ("Asha M. Patel-Jones", "asha|m|patel jones"),
            ("Patel, Asha (Housing)", "asha|housing|patel"),
            ("Margaret (Peggy) O’Brien", "margaret|peggy|obrien"),
            ("Jan van den Berg", "jan||vandenberg"),
            ("Sten Sanjorge Jr.", "sten||sanjorge"),
            ("J.R. Ewing", "j|r|ewing"),
            ("Omar al-Rashid", "omar||rashid"),
            ("Łukasz Wójcik", "lukasz||wojcik"),
            ("Bono", "bono||"),
        ] {
            assert_eq!(told(raw), expected, "{raw}");
        }
        assert_eq!(PersonName::parse("17"), None);
    }

    #[test]
    fn addresses_of_two_words_hold_a_name() {
        let name = PersonName::in_local("jo.m.bloggs-fox2").unwrap();
        assert_eq!((name.given.as_str(), name.family.len()), ("jo", 2));
        assert_eq!(PersonName::in_local("jo-bloggs").unwrap().family, ["bloggs"]);
        assert_eq!(PersonName::in_local("jbloggs"), None);
    }

    #[test]
    fn the_order_is_changed_over_only_where_it_is_open() {
        assert_eq!(PersonName::parse("Patel Asha").unwrap().swapped().unwrap().given, "asha");
        assert_eq!(PersonName::parse("Patel, Asha").unwrap().swapped(), None);
    }
}
