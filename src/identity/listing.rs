//! Rows of the staff lists: which are one person's, and what becomes of the second.

use std::collections::BTreeMap;

use super::compare::first_names_differ;
use super::roster::{Entry, key_of};
use super::{normal, problems};
use crate::ingest::problem::Problem;
use crate::ingest::record::PersonRecord;

/// The key of a row: its id; where somebody else has that, its id to the letter; of people without an
/// id the second of a name has a number.
pub(super) fn free_key(entries: &BTreeMap<String, Entry>, record: &PersonRecord) -> String {
    let key = key_of(&record.who);
    let taken = |key: &String| entries.get(key).is_some_and(|e| two_people(e, record));
    if !taken(&key) {
        return key;
    }
    match &record.who.id {
        Some(id) => normal::exact(id),
        None => {
            let numbered = (2..=entries.len() + 2).map(|n| format!("{key} ({n})"));
            numbered.into_iter().find(|k| !taken(k)).unwrap_or(key)
        }
    }
}

/// Whether a row with the same id is someone else: their first names differ. Without an id, whether
/// the same name is in another group.
pub(super) fn two_people(entry: &Entry, record: &PersonRecord) -> bool {
    if record.who.id.is_some() {
        let names = (entry.name.as_deref(), record.who.name.as_deref());
        return matches!(names, (Some(a), Some(b)) if first_names_differ(a, b));
    }
    let first = entry.record.iter().flat_map(|r| &r.attributes);
    first.into_iter().any(|(attribute, value)| {
        let other = record.attributes.iter().find(|(a, _)| a == attribute);
        other.is_some_and(|(_, other)| normal::name(other) != normal::name(value))
    })
}

pub(super) fn one_id_two_people(record: &PersonRecord) -> Problem {
    let name = record.who.name.as_deref().unwrap_or_default();
    Problem::at(
        &problems::ONE_ID_TWO_PEOPLE,
        record.who.at.clone(),
        format!("{:?} is also the id of someone with another first name than {name:?}", key_of(&record.who)),
        "give this person an id of their own",
    )
}

pub(super) fn listed_twice(record: &PersonRecord) -> Problem {
    let seen = record.who.id.as_deref().or(record.who.name.as_deref()).unwrap_or_default();
    Problem::at(
        &problems::LISTED_TWICE,
        record.who.at.clone(),
        format!("{seen:?} stands on an earlier row too"),
        "delete one row, or give this person an id of their own",
    )
}

/// What the first row left blank is taken from the second.
pub(super) fn fill_blanks(entry: &mut Entry, second: &PersonRecord) {
    entry.name = entry.name.take().or_else(|| second.who.name.clone());
    let Some(first) = &mut entry.record else { return };
    first.manager = first.manager.take().or_else(|| second.manager.clone());
    for (attribute, value) in &second.attributes {
        if !first.attributes.iter().any(|(a, _)| a == attribute) {
            first.attributes.push((attribute.clone(), value.clone()));
        }
    }
}
