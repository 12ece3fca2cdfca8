//! The staff list as an index: which mention is which person.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::matches::{Decision, Matches};
use super::{normal, problems};
use crate::ingest::cell::CellRef;
use crate::ingest::problem::Problem;
use crate::ingest::record::{Mention, PersonRecord};
use crate::model::PersonId;

/// What a mention turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// Someone on the list.
    Person(PersonId),
    /// A name that several people on the list have.
    SharedName,
    /// Nobody on the list.
    Outside,
    /// Neither an id nor a name.
    Anonymous,
}

/// One person of the list, with everything the rows said about them.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Normalised id; unique.
    pub key: Arc<str>,
    /// Name as written.
    pub name: Option<Arc<str>>,
    /// The row, where a staff list has one.
    pub record: Option<PersonRecord>,
}

/// The staff list, sorted by key: the index in it is the [`PersonId`].
#[derive(Clone, Debug, Default)]
pub struct Roster {
    entries: Vec<Entry>,
    by_id: HashMap<String, PersonId>,
    by_name: HashMap<String, Option<PersonId>>,
}

impl Roster {
    /// From the rows of the staff lists.
    pub fn from_records(records: &[PersonRecord], matches: &Matches) -> (Self, Vec<Problem>) {
        let mut problems = Vec::new();
        let mut entries: BTreeMap<String, Entry> = BTreeMap::new();
        for record in records {
            let key = key_of(&record.who);
            match entries.get_mut(&key) {
                Some(entry) => {
                    problems.push(listed_twice(record));
                    fill_blanks(entry, record);
                }
                None => {
                    let entry = Entry {
                        key: key.as_str().into(),
                        name: record.who.name.clone(),
                        record: Some(record.clone()),
                    };
                    entries.insert(key, entry);
                }
            }
        }
        let mut roster = Self::from_entries(entries.into_values().collect());
        roster.add_aliases(&mut problems);
        roster.obey(matches, &mut problems);
        (roster, problems)
    }

    /// From mentions alone, where there is no staff list: everyone mentioned is on it.
    pub fn from_mentions<'a>(
        mentions: impl Iterator<Item = &'a Mention>,
        matches: &Matches,
    ) -> (Self, Vec<Problem>) {
        let mut entries: BTreeMap<String, Entry> = BTreeMap::new();
        for who in mentions.filter(|m| m.id.is_some() || m.name.is_some()) {
            let key = key_of(who);
            if matches!(matches.decision(&key), Some(Decision::Same(other)) if *other != key) {
                continue;
            }
            let entry = entries.entry(key.clone()).or_insert_with(|| Entry {
                key: key.into(),
                name: None,
                record: None,
            });
            entry.name = entry.name.take().or_else(|| who.name.clone());
        }
        let mut roster = Self::from_entries(entries.into_values().collect());
        let mut problems = Vec::new();
        roster.obey(matches, &mut problems);
        (roster, problems)
    }

    fn from_entries(entries: Vec<Entry>) -> Self {
        let mut roster = Self { entries, ..Self::default() };
        for (i, entry) in roster.entries.iter().enumerate() {
            let id = PersonId(i as u32);
            roster.by_id.insert(entry.key.to_string(), id);
            if let Some(name) = &entry.name {
                roster.by_name.entry(normal::name(name)).and_modify(|p| *p = None).or_insert(Some(id));
            }
        }
        roster
    }

    fn add_aliases(&mut self, problems: &mut Vec<Problem>) {
        let declared: Vec<(PersonId, String, CellRef)> = self
            .entries
            .iter()
            .enumerate()
            .filter_map(|(i, e)| e.record.as_ref().map(|r| (PersonId(i as u32), r)))
            .flat_map(|(id, r)| r.aliases.iter().map(move |a| (id, normal::id(a), r.who.at.clone())))
            .collect();
        for (id, alias, at) in declared {
            match self.by_id.get(&alias) {
                Some(other) if *other != id => problems.push(Problem::at(
                    &problems::ALIAS_TAKEN,
                    at,
                    format!("alias {alias:?} is already someone else's"),
                    "delete it from one of the two rows",
                )),
                _ => {
                    self.by_id.insert(alias, id);
                }
            }
        }
    }

    fn obey(&mut self, matches: &Matches, problems: &mut Vec<Problem>) {
        for (seen, decision) in matches.iter() {
            let Decision::Same(person) = decision else { continue };
            match self.by_id.get(person).copied() {
                Some(id) => {
                    self.by_id.entry(seen.clone()).or_insert(id);
                }
                None => problems.push(Problem::general(
                    &problems::BAD_MATCH,
                    format!("{seen:?} is matched to {person:?}, who is not on the staff list"),
                    "correct the suggested column of matches.csv, or write no",
                )),
            }
        }
    }

    /// Who a mention is. An id decides alone; a name decides only where there is no id.
    pub fn find(&self, who: &Mention) -> Found {
        match (&who.id, &who.name) {
            (Some(id), _) => self.find_id(id).map_or(Found::Outside, Found::Person),
            (None, Some(name)) => match self.by_name.get(&normal::name(name)) {
                Some(Some(id)) => Found::Person(*id),
                Some(None) => Found::SharedName,
                None => self.find_id(name).map_or(Found::Outside, Found::Person),
            },
            (None, None) => Found::Anonymous,
        }
    }

    /// Who has this id.
    pub fn find_id(&self, id: &str) -> Option<PersonId> {
        self.by_id.get(&normal::id(id)).copied()
    }

    /// The one person of this name, if there is exactly one.
    pub fn find_name(&self, name: &str) -> Option<PersonId> {
        self.by_name.get(&normal::name(name)).copied().flatten()
    }

    /// Everyone, sorted by key.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }
}

/// The key of a mention: its id, or its name where it has none.
fn key_of(who: &Mention) -> String {
    match (&who.id, &who.name) {
        (Some(id), _) => normal::id(id),
        (None, Some(name)) => normal::name(name),
        (None, None) => String::new(),
    }
}

fn listed_twice(record: &PersonRecord) -> Problem {
    let seen = record.who.id.as_deref().or(record.who.name.as_deref()).unwrap_or_default();
    Problem::at(
        &problems::LISTED_TWICE,
        record.who.at.clone(),
        format!("{seen:?} stands on an earlier row too"),
        "delete one row, or give this person an id of their own",
    )
}

/// What the first row left blank is taken from the second.
fn fill_blanks(entry: &mut Entry, second: &PersonRecord) {
    entry.name = entry.name.take().or_else(|| second.who.name.clone());
    let Some(first) = &mut entry.record else { return };
    first.manager = first.manager.take().or_else(|| second.manager.clone());
    for (attribute, value) in &second.attributes {
        if !first.attributes.iter().any(|(a, _)| a == attribute) {
            first.attributes.push((attribute.clone(), value.clone()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mention(id: Option<&str>, name: Option<&str>) -> Mention {
        Mention {
            id: id.map(Into::into),
            name: name.map(Into::into),
            at: CellRef::new("staff.csv", None, 2, 0),
        }
    }

    fn person(id: &str, name: &str, aliases: &[&str]) -> PersonRecord {
        PersonRecord {
            who: mention(Some(id), Some(name)),
            aliases: aliases.iter().map(|a| a.to_string()).collect(),
            attributes: Vec::new(),
            manager: None,
            may_name: false,
            joined: None,
            left: None,
        }
    }

    #[test]
    fn case_space_and_aliases_match_and_a_shared_name_does_not() {
        let rows = [
            person("a@x.example", "Sam Lee", &["S1"]),
            person("b@x.example", "Sam Lee", &[]),
            person("c@x.example", "Zoë Fox", &[]),
        ];
        let (roster, problems) = Roster::from_records(&rows, &Matches::default());
        assert!(problems.is_empty());
        assert_eq!(roster.find(&mention(Some(" A@X.Example "), None)), Found::Person(PersonId(0)));
        assert_eq!(roster.find(&mention(Some("s1"), None)), Found::Person(PersonId(0)));
        assert_eq!(roster.find(&mention(None, Some("sam lee"))), Found::SharedName);
        assert_eq!(roster.find(&mention(None, Some("Fox, Zoe"))), Found::Person(PersonId(2)));
        assert_eq!(roster.find(&mention(Some("zoe@gmail.example"), Some("Zoë Fox"))), Found::Outside);
        assert_eq!(roster.find(&mention(None, None)), Found::Anonymous);
    }

    #[test]
    fn an_accepted_match_is_obeyed_and_a_wrong_one_reported() {
        let rows = [person("c@x.example", "Zoë Fox", &[])];
        let matches = Matches::parse(
            "seen,suggested,accept\nzoe@gmail.example,c@x.example,yes\nq@x.example,nobody,yes\n",
        );
        let (roster, problems) = Roster::from_records(&rows, &matches.unwrap());
        assert_eq!(roster.find_id("Zoe@gmail.example"), Some(PersonId(0)));
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].spec.code, "E311");
    }

    #[test]
    fn a_person_listed_twice_keeps_the_first_row_and_fills_its_blanks() {
        let mut second = person("A@x.example", "Sam", &[]);
        second.attributes.push(("team".into(), "Housing".into()));
        let (roster, problems) =
            Roster::from_records(&[person("a@x.example", "Sam", &[]), second], &Matches::default());
        assert_eq!(problems[0].spec.code, "E301");
        assert_eq!(roster.entries().len(), 1);
        assert_eq!(roster.entries()[0].record.as_ref().unwrap().attributes[0].1, "Housing");
    }
}
