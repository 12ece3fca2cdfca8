//! People and the groups they are in.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::identity::{Found, Roster, problems};
use crate::ingest::problem::Problem;
use crate::model::organisation::{Attribute, GroupId, Person, PersonId};

/// Attributes reports know by name, in the order they use them; others follow by name.
const KNOWN: [&str; 7] = ["sector", "strand", "team", "role", "grade", "area", "leader"];

/// People sorted by key, and one attribute for each grouping column.
pub fn people(roster: &Roster, problems: &mut Vec<Problem>) -> (Vec<Person>, Vec<Attribute>) {
    let people = roster
        .entries()
        .iter()
        .enumerate()
        .map(|(i, entry)| Person {
            key: entry.key.clone(),
            name: entry.name.clone(),
            manager: manager(roster, PersonId(i as u32), problems),
            may_name: entry.record.as_ref().is_some_and(|r| r.may_name),
        })
        .collect();
    let attributes = names(roster).into_iter().map(|name| attribute(roster, name)).collect();
    (people, attributes)
}

fn manager(roster: &Roster, id: PersonId, problems: &mut Vec<Problem>) -> Option<PersonId> {
    let record = roster.entries()[id.ix()].record.as_ref()?;
    let who = record.manager.as_ref()?;
    match roster.find(who) {
        Found::Person(manager) if manager != id => return Some(manager),
        Found::Person(_) | Found::Anonymous => return None,
        Found::SharedName | Found::Outside => {}
    }
    let by_name = who.id.as_deref().and_then(|name| roster.find_name(name)).filter(|m| *m != id);
    if by_name.is_none() {
        let seen = who.id.as_deref().or(who.name.as_deref()).unwrap_or_default();
        problems.push(Problem::at(
            &problems::UNKNOWN_MANAGER,
            who.at.clone(),
            format!("{seen:?}"),
            "add the manager to the staff list, or correct the spelling",
        ));
    }
    by_name
}

fn names(roster: &Roster) -> Vec<Arc<str>> {
    let seen: BTreeSet<Arc<str>> = roster
        .entries()
        .iter()
        .filter_map(|e| e.record.as_ref())
        .flat_map(|r| r.attributes.iter().map(|(name, _)| name.clone()))
        .collect();
    let rank = |name: &str| KNOWN.iter().position(|k| *k == name).unwrap_or(KNOWN.len());
    let mut names: Vec<Arc<str>> = seen.into_iter().collect();
    names.sort_by(|a, b| (rank(a), a).cmp(&(rank(b), b)));
    names
}

fn attribute(roster: &Roster, name: Arc<str>) -> Attribute {
    let values: Vec<Option<&str>> =
        roster.entries().iter().map(|e| value(e.record.as_ref()?, &name)).collect();
    let mut spelled: BTreeMap<String, &str> = BTreeMap::new();
    for value in values.iter().flatten() {
        spelled.entry(folded(value)).or_insert(value);
    }
    let index: BTreeMap<&String, u16> = spelled.keys().enumerate().map(|(i, k)| (k, i as u16)).collect();
    let of = values.iter().map(|v| v.and_then(|v| index.get(&folded(v)).copied()).map(GroupId)).collect();
    let labels = spelled.values().map(|label| one_spaced(label).into()).collect();
    Attribute { name, labels, of }
}

fn value<'a>(record: &'a crate::ingest::record::PersonRecord, name: &str) -> Option<&'a str> {
    record.attributes.iter().find(|(a, _)| &**a == name).map(|(_, v)| v.as_str())
}

/// Labels that differ in case or white space are one group.
fn folded(label: &str) -> String {
    one_spaced(label).to_lowercase()
}

fn one_spaced(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ")
}
