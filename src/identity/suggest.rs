//! Likenesses between ids that are not on the list and people who are: suggested, never applied.

use std::collections::BTreeMap;

use super::normal;
use super::roster::Roster;
use crate::ingest::cell::CellRef;
use crate::model::PersonId;

/// Names less alike than this (Jaro–Winkler) are not worth a person's time.
const ALIKE: f64 = 0.93;
/// The best candidate must be ahead of the next by this much, or neither is suggested.
const AHEAD: f64 = 0.02;

/// An id that is not on the list, as it was met.
#[derive(Clone, Debug)]
pub struct Stranger {
    /// Normalised id, or name where there is no id.
    pub seen: String,
    /// Name beside it, where one stood.
    pub name: Option<String>,
    /// Where it was first met.
    pub at: Option<CellRef>,
}

/// A likeness for the operator to decide.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// Normalised id as seen.
    pub seen: String,
    /// Key of the person it looks like.
    pub person: String,
    /// That person's name.
    pub name: String,
    /// Likeness, 0 to 1.
    pub score: f64,
    /// Why.
    pub reason: &'static str,
    /// Where it was first met.
    pub at: Option<CellRef>,
}

/// Suggestions for every stranger that looks like exactly one person, sorted by id as seen.
pub fn suggest(roster: &Roster, strangers: &[Stranger]) -> Vec<Suggestion> {
    let index = Index::of(roster);
    let mut found: Vec<Suggestion> = strangers.iter().filter_map(|s| index.best(roster, s)).collect();
    found.sort_by(|a, b| a.seen.cmp(&b.seen));
    found
}

/// The roster by the parts that are compared; names stand in blocks by first letter, so that a
/// stranger is compared with a fraction of the list.
struct Index {
    by_local: BTreeMap<String, Vec<PersonId>>,
    by_first_letter: BTreeMap<char, Vec<(PersonId, String)>>,
}

impl Index {
    fn of(roster: &Roster) -> Self {
        let mut index = Self { by_local: BTreeMap::new(), by_first_letter: BTreeMap::new() };
        for (i, entry) in roster.entries().iter().enumerate() {
            let id = PersonId(i as u32);
            if let Some((local, _)) = entry.key.split_once('@') {
                index.by_local.entry(local.to_owned()).or_default().push(id);
            }
            let name = match &entry.name {
                Some(name) => normal::name(name),
                None => normal::name_in_address(&entry.key),
            };
            if let Some(first) = name.chars().next() {
                index.by_first_letter.entry(first).or_default().push((id, name));
            }
        }
        index
    }

    fn best(&self, roster: &Roster, stranger: &Stranger) -> Option<Suggestion> {
        let (id, score, reason) = self
            .same_name(roster, stranger)
            .or_else(|| self.same_local_part(stranger))
            .or_else(|| self.similar_name(stranger))?;
        let entry = &roster.entries()[id.ix()];
        Some(Suggestion {
            seen: stranger.seen.clone(),
            person: entry.key.to_string(),
            name: entry.name.as_deref().unwrap_or_default().to_owned(),
            score,
            reason,
            at: stranger.at.clone(),
        })
    }

    fn same_name(&self, roster: &Roster, stranger: &Stranger) -> Option<(PersonId, f64, &'static str)> {
        let id = roster.find_name(stranger.name.as_deref()?)?;
        Some((id, 0.99, "same name, and only one person on the list has it"))
    }

    fn same_local_part(&self, stranger: &Stranger) -> Option<(PersonId, f64, &'static str)> {
        let (local, _) = stranger.seen.split_once('@')?;
        match self.by_local.get(local)?.as_slice() {
            [one] => Some((*one, 0.97, "same address at another domain")),
            _ => None,
        }
    }

    fn similar_name(&self, stranger: &Stranger) -> Option<(PersonId, f64, &'static str)> {
        let name = match &stranger.name {
            Some(name) => normal::name(name),
            None => normal::name_in_address(&stranger.seen),
        };
        if name.split(' ').count() < 2 {
            return None;
        }
        let mut best: Option<(PersonId, f64)> = None;
        let mut next = 0.0;
        for (id, other) in self.by_first_letter.get(&name.chars().next()?)? {
            let score = strsim::jaro_winkler(&name, other);
            match best {
                Some((_, top)) if score <= top => next = f64::max(next, score),
                _ => {
                    next = best.map_or(next, |b| f64::max(next, b.1));
                    best = Some((*id, score));
                }
            }
        }
        best.filter(|(_, score)| *score >= ALIKE && score - next >= AHEAD)
            .map(|(id, score)| (id, score.min(0.96), "similar name"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::Matches;
    use crate::ingest::record::{Mention, PersonRecord};

    fn roster(people: &[(&str, &str)]) -> Roster {
        let rows: Vec<PersonRecord> = people
            .iter()
            .map(|(id, name)| PersonRecord {
                who: Mention {
                    id: Some((*id).into()),
                    name: Some((*name).into()),
                    at: CellRef::new("staff.csv", None, 2, 0),
                },
                aliases: vec![],
                attributes: vec![],
                manager: None,
                may_name: false,
                joined: None,
                left: None,
            })
            .collect();
        Roster::from_records(&rows, &Matches::default()).0
    }

    fn stranger(seen: &str, name: Option<&str>) -> Stranger {
        Stranger { seen: seen.into(), name: name.map(Into::into), at: None }
    }

    #[test]
    fn another_domain_a_known_name_and_a_slip_are_suggested() {
        let roster = roster(&[
            ("sten.sanjorge jr.@g.kronos", "Sten Sanjorge Jr."),
            ("minke.mies@g.kronos", "Minke Mies"),
        ]);
        let found = suggest(
            &roster,
            &[
                stranger("sten.sanjorge jr.@g.tethys", None),
                stranger("mm@mail.example", Some("Minke Mies")),
                stranger("minke.meis@g.kronos", None),
                stranger("someone.else@mail.example", None),
            ],
        );
        let by: Vec<(&str, &str)> = found.iter().map(|s| (s.seen.as_str(), s.person.as_str())).collect();
        assert_eq!(
            by,
            [
                ("minke.meis@g.kronos", "minke.mies@g.kronos"),
                ("mm@mail.example", "minke.mies@g.kronos"),
                ("sten.sanjorge jr.@g.tethys", "sten.sanjorge jr.@g.kronos"),
            ]
        );
    }

    #[test]
    fn two_equally_alike_people_are_not_suggested() {
        let roster = roster(&[("a@x.example", "Sam Leigh"), ("b@x.example", "Sam Leigh")]);
        assert!(suggest(&roster, &[stranger("sam.leigh@mail.example", Some("Sam Leigh"))]).is_empty());
    }
}
