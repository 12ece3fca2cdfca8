//! Who of the list a stranger could be, with what speaks for each.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::blocks::{Blocks, Form, Listed};
use super::book::NameBook;
use super::compare::{Likeness, compare};
use super::names::PersonName;
use super::roster::{Entry, Roster};
use super::sector::Sectors;
use super::suggest::Stranger;
use super::{nicknames, normal};

/// Everything known of the list.
pub(super) struct Index<'r> {
    pub entries: &'r [Entry],
    pub people: Vec<Listed>,
    book: NameBook,
    blocks: Blocks,
    pub sectors: Sectors,
}

/// What a stranger shows.
pub(super) struct Reading<'s> {
    id: &'s str,
    local: &'s str,
    pub domain: Option<&'s str>,
    name: Option<PersonName>,
    pub groups: &'s [(Arc<str>, String)],
}

impl<'s> Reading<'s> {
    pub fn of(stranger: &'s Stranger) -> Self {
        let id = stranger.seen.as_str();
        let written = stranger.name.as_deref().and_then(PersonName::parse);
        let in_local =
            || if id.contains('@') { PersonName::in_local(normal::local(id)) } else { PersonName::parse(id) };
        Self {
            id,
            local: normal::local(id),
            domain: normal::domain(id),
            name: fuller(written, in_local().filter(|n| !n.family.is_empty())),
            groups: &stranger.groups,
        }
    }
}

/// The name that says more; `A. Patel` beside `anil.patel@…` is Anil.
fn fuller(written: Option<PersonName>, in_local: Option<PersonName>) -> Option<PersonName> {
    let (Some(written), Some(local)) = (&written, &in_local) else { return written.or(in_local) };
    let fills = !written.is_full() && local.is_full() && local.given.starts_with(&written.given);
    if fills { in_local } else { Some(written.clone()) }
}

impl<'r> Index<'r> {
    pub fn of(roster: &'r Roster) -> Self {
        let entries = roster.entries();
        let people: Vec<Listed> = entries.iter().map(listed).collect();
        let book = NameBook::of(people.iter().filter_map(|p| p.name.as_ref()));
        let blocks = Blocks::of(&people);
        Self { entries, people, book, blocks, sectors: Sectors::of(entries) }
    }

    /// Everybody this could be, with what speaks for it, sorted.
    pub fn candidates(&self, reading: &Reading<'_>) -> Vec<(u32, Likeness)> {
        let mut found: BTreeMap<u32, Likeness> = BTreeMap::new();
        let mut take = |id: u32, likeness: Likeness| {
            let better = found.get(&id).is_none_or(|l| l.odds < likeness.odds);
            if better {
                found.insert(id, likeness);
            }
        };
        for id in reading.name.iter().flat_map(|name| self.blocks.alike(name)) {
            if let Some(likeness) = self.by_name(reading, id) {
                take(id, likeness);
            }
        }
        let full = reading.name.as_ref().is_some_and(PersonName::is_full);
        let at_domain = reading.domain.is_some() || !reading.id.contains(' ');
        let word = reading.local.trim_end_matches(|c: char| c.is_ascii_digit());
        for (id, form) in self.blocks.of_form(word).iter().filter(|_| !full && at_domain) {
            if let Some(likeness) = self.by_form(*id, *form, word) {
                take(*id, likeness);
            }
        }
        for id in self.blocks.of_local(reading.local).iter().filter(|_| reading.name.is_none()) {
            take(*id, by_local(reading.local));
        }
        for id in self.blocks.of_number(reading.id).iter().filter(|_| !full) {
            take(*id, Likeness { odds: 3000.0, reason: "same staff number, written another way".into() });
        }
        found
            .into_iter()
            .filter_map(|(id, likeness)| Some((id, self.weighed(reading, id, likeness)?)))
            .collect()
    }

    fn by_name(&self, reading: &Reading<'_>, id: u32) -> Option<Likeness> {
        let listed = self.people.get(id as usize)?.name.as_ref()?;
        let name = reading.name.as_ref()?;
        let straight = compare(name, listed, &self.book);
        let turned = || {
            let likeness = compare(&name.swapped()?, listed, &self.book)?;
            let reason = format!("{}, in the other order", likeness.reason);
            Some(Likeness { odds: likeness.odds * 0.4, reason })
        };
        straight.or_else(turned)
    }

    fn by_form(&self, id: u32, form: Form, word: &str) -> Option<Likeness> {
        let name = self.people.get(id as usize)?.name.as_ref()?;
        let (first, last) = (name.given.chars().next()?, name.family.first().and_then(|f| f.chars().next()));
        // Another form of the first name stands in the word: both are counted as one name.
        let (given, discount) = if word.contains(&name.given) {
            (self.book.given_share(&name.given), 1.0)
        } else {
            let others = nicknames::others(&name.given).len() as f64;
            (2.0 * self.book.given_share(&name.given), if others > 0.0 { 0.5 } else { 1.0 })
        };
        let family = name.family.iter().map(|f| self.book.family_share(f)).fold(1.0, f64::min);
        let (share, reason) = match form {
            Form::Whole => (given / discount * family, "address made of the first name and surname"),
            Form::InitialAndFamily => {
                (self.book.given_letter_share(first) * family, "address made of the initial and surname")
            }
            Form::GivenAndInitial => (
                given / discount * self.book.family_letter_share(last?),
                "address made of the first name and the surname's initial",
            ),
            Form::Given => (given / discount, "address is the first name"),
            Form::Family => (family, "address is the surname"),
        };
        Some(Likeness { odds: 1.0 / share, reason: reason.into() })
    }

    /// What else speaks for it or against it.
    fn weighed(&self, reading: &Reading<'_>, id: u32, mut likeness: Likeness) -> Option<Likeness> {
        let person = self.people.get(id as usize)?;
        let entry = self.entries.get(id as usize)?;
        if reading.domain.is_some() && person.locals.iter().any(|l| l == reading.local) {
            likeness.odds *= 2.0;
            likeness.reason = format!("same address at another domain, {}", likeness.reason)
                .trim_end_matches(", ")
                .to_owned();
        }
        let stem = |l: &str| l.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
        let theirs = normal::local(&entry.key);
        let numbered = reading.domain.is_some_and(|d| normal::domain(&entry.key) == Some(d))
            && reading.local != theirs
            && stem(reading.local) == stem(theirs);
        // A second person of the name gets a number where the first has none.
        if numbered {
            return None;
        }
        for (attribute, value) in reading.groups {
            let theirs =
                entry.record.as_ref().and_then(|r| r.attributes.iter().find(|(a, _)| a == attribute));
            if let Some((_, theirs)) = theirs {
                let same = normal::name(theirs) == normal::name(value);
                likeness.odds *= if same { 8.0 } else { 0.1 };
                if same {
                    likeness.reason.push_str(&format!(", same {attribute}"));
                }
            }
        }
        Some(likeness)
    }
}

/// The same word before the `@` that is not made of a name; long ones and those with a number are rare.
fn by_local(local: &str) -> Likeness {
    let odds = match (local.chars().count(), local.chars().any(|c| c.is_ascii_digit())) {
        (5.., true) => 3000.0,
        (6.., false) => 1000.0,
        (4.., _) => 100.0,
        _ => 5.0,
    };
    Likeness { odds, reason: String::new() }
}

fn listed(entry: &Entry) -> Listed {
    let written = entry.name.as_deref().and_then(PersonName::parse);
    let in_id = || {
        let local = normal::local(&entry.key);
        if entry.key.contains('@') { PersonName::in_local(local) } else { PersonName::parse(&entry.key) }
    };
    let aliases = entry.record.iter().flat_map(|r| &r.aliases).map(|a| normal::id(a));
    let ids = std::iter::once(entry.key.to_string()).chain(aliases);
    Listed { name: written.or_else(in_id), locals: ids.map(|id| normal::local(&id).to_owned()).collect() }
}
