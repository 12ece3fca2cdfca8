//! The staff list as an index: which mention is which person.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::listing::{fill_blanks, free_key, listed_twice, one_id_two_people, two_people};
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
    /// Ids as the list writes them, but for case and what programs put round them.
    by_exact: HashMap<String, PersonId>,
    /// Ids, aliases and accepted matches; `None` where one spelling would be several people's.
    by_id: HashMap<String, Option<PersonId>>,
    by_number: HashMap<String, Option<PersonId>>,
    by_name: HashMap<String, Option<PersonId>>,
}

impl Roster {
    /// From the rows of the staff lists. Rows with one id are one person, unless their first names differ.
    pub fn from_records(records: &[PersonRecord], matches: &Matches) -> (Self, Vec<Problem>) {
        let mut problems = Vec::new();
        let mut entries: BTreeMap<String, Entry> = BTreeMap::new();
        for record in records {
            let key = free_key(&entries, record);
            match entries.get_mut(&key) {
                Some(entry) if two_people(entry, record) => problems.push(one_id_two_people(record)),
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
            let written = entry.record.as_ref().map(|r| &r.who);
            if let Some(written) = written.and_then(|who| who.id.as_deref()) {
                roster.by_exact.entry(normal::exact(written)).or_insert(id);
            }
            add(&mut roster.by_id, written.map_or_else(|| entry.key.to_string(), key_of), id);
            if let Some(number) = normal::number(&entry.key) {
                add(&mut roster.by_number, number.to_owned(), id);
            }
            if let Some(name) = &entry.name {
                add(&mut roster.by_name, normal::name(name), id);
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
            .filter(|(_, alias, _)| !alias.is_empty())
            .collect();
        for (id, alias, at) in declared {
            match self.by_id.get(&alias).copied() {
                Some(other) if other != Some(id) => problems.push(Problem::at(
                    &problems::ALIAS_TAKEN,
                    at,
                    format!("alias {alias:?} is already someone else's"),
                    "delete it from one of the two rows",
                )),
                _ => {
                    self.by_id.insert(alias, Some(id));
                }
            }
        }
    }

    fn obey(&mut self, matches: &Matches, problems: &mut Vec<Problem>) {
        for (seen, decision) in matches.iter() {
            let Decision::Same(person) = decision else { continue };
            let fault = match (matches.last_of(person).and_then(|p| self.find_id(p)), self.find_id(seen)) {
                (Some(person), None) => {
                    self.by_id.insert(seen.clone(), Some(person));
                    continue;
                }
                (Some(person), Some(already)) if person == already => continue,
                (Some(_), Some(_)) => (
                    format!(
                        "{seen:?} and {person:?} are both on the staff list, and two people of one list are never made one"
                    ),
                    "delete one of their rows from the staff list, or write no in matches.csv",
                ),
                (None, _) => (
                    format!("{seen:?} is matched to {person:?}, who is not on the staff list"),
                    "correct the suggested column of matches.csv, or write no",
                ),
            };
            problems.push(Problem::general(&problems::BAD_MATCH, fault.0, fault.1));
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

    /// Who has this id; a staff number is found without its leading zeros where only one person's
    /// could be meant.
    pub fn find_id(&self, id: &str) -> Option<PersonId> {
        if let Some(person) = self.by_exact.get(&normal::exact(id)) {
            return Some(*person);
        }
        let seen = normal::id(id);
        match self.by_id.get(&seen) {
            Some(person) => *person,
            None => self.by_number.get(normal::number(&seen)?).copied().flatten(),
        }
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
pub(super) fn key_of(who: &Mention) -> String {
    match (&who.id, &who.name) {
        (Some(id), _) => normal::id(id),
        (None, Some(name)) => normal::name(name),
        (None, None) => String::new(),
    }
}

/// Two holders of one spelling are neither found by it.
fn add(map: &mut HashMap<String, Option<PersonId>>, spelling: String, id: PersonId) {
    map.entry(spelling).and_modify(|p| *p = None).or_insert(Some(id));
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

    fn codes(problems: &[Problem]) -> Vec<&str> {
        problems.iter().map(|p| p.spec.code).collect()
    }

    #[test]
    fn two_people_of_one_list_are_never_made_one() {
        let rows = [
            person("front+1@x.example", "Ada Low", &[]),
            person("front+2@x.example", "Bea High", &[]),
            person("desk@x.example", "Cy Moss", &[]),
            person("desk@x.example", "Di Fern", &[]),
            person("eve@x.example", "Eve Ash", &[]),
            person("eve+old@x.example", "Eve Birch", &[]),
        ];
        let (roster, problems) = Roster::from_records(&rows, &Matches::default());
        assert_eq!(codes(&problems), ["E312", "E301"]);
        let keys: Vec<&str> = roster.entries().iter().map(|e| &*e.key).collect();
        assert_eq!(keys, ["desk@x.example", "eve@x.example", "front+2@x.example", "front@x.example"]);
        assert_eq!(roster.find_id("Front+2@x.example"), Some(PersonId(2)));
        assert_eq!(roster.find_id("front+1@x.example"), Some(PersonId(3)));
        assert_eq!(roster.find_id("front+3@x.example"), None);
        assert_eq!(roster.find_id("eve+new@x.example"), Some(PersonId(1)));
    }

    #[test]
    fn people_without_ids_stay_two_where_their_groups_differ() {
        let named = |team: &str| PersonRecord {
            who: mention(None, Some("Sam Lee")),
            attributes: vec![("team".into(), team.into())],
            ..person("", "", &[])
        };
        let (roster, problems) =
            Roster::from_records(&[named("Housing"), named("Roads"), named("housing")], &Matches::default());
        assert_eq!(codes(&problems), ["E301"]);
        assert_eq!(roster.entries().len(), 2);
        assert_eq!(roster.find(&mention(None, Some("Sam Lee"))), Found::SharedName);
        assert_eq!(roster.find_id("Sam Lee"), None);
    }

    #[test]
    fn staff_numbers_without_their_zeros_where_one_person_is_meant() {
        let rows =
            [person("00017", "Ada Low", &[]), person("0018", "Bea High", &[]), person("18", "Cy Moss", &[])];
        let (roster, problems) = Roster::from_records(&rows, &Matches::default());
        assert!(problems.is_empty());
        assert_eq!(roster.find_id("17.0"), Some(PersonId(0)));
        assert_eq!(roster.find_id("018"), None);
        assert_eq!(roster.find_id("18"), Some(PersonId(2)));
    }

    #[test]
    fn a_match_between_two_people_of_the_list_is_refused_and_a_chain_followed() {
        let rows = [person("a@x.example", "Ada Low", &[]), person("b@x.example", "Bea High", &[])];
        let text = "seen,suggested,accept\na@x.example,b@x.example,yes\np@y,q@y,yes\nq@y,b@x.example,yes\n";
        let (roster, problems) = Roster::from_records(&rows, &Matches::parse(text).unwrap());
        assert_eq!(codes(&problems), ["E311"]);
        assert_eq!(roster.find_id("a@x.example"), Some(PersonId(0)));
        assert_eq!((roster.find_id("p@y"), roster.find_id("q@y")), (Some(PersonId(1)), Some(PersonId(1))));
    }
}
