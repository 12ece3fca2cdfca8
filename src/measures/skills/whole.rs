//! How many people answers stand for: the size of a group on the staff list.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::measures::{Key, Level, Subject};
use crate::programme::config::IntervalRule;

/// Sizes of everyone and of each group on the staff list.
pub struct Whole {
    listed: bool,
    census: bool,
    everyone: u64,
    groups: BTreeMap<(Arc<str>, Arc<str>), u64>,
}

impl Whole {
    /// Counts the staff list.
    pub fn of(subject: &Subject<'_>) -> Self {
        let standing = subject.organisation.standing();
        let sizes = |a: &&crate::model::Attribute| {
            let of = |(label, members): (&Arc<str>, Vec<_>)| {
                ((a.name.clone(), label.clone()), members.len() as u64)
            };
            a.labels.iter().zip(a.members()).map(of).collect::<Vec<_>>()
        };
        Self {
            listed: standing.listed,
            census: standing.listed && standing.interval == IntervalRule::Census,
            everyone: subject.organisation.people().len() as u64,
            groups: subject.groupings.iter().flat_map(sizes).collect(),
        }
    }

    /// Whether intervals speak of those on the staff list alone.
    pub fn is_census(&self) -> bool {
        self.census
    }

    /// People on the staff list a measurement is about, answering or not; `None` without a list, and of one
    /// person.
    pub fn people(&self, key: &Key) -> Option<u64> {
        match (&key.by, &key.group, key.level) {
            (_, _, Level::Person) => None,
            (Some(by), Some(group), _) => self.groups.get(&(by.clone(), group.clone())).copied(),
            (None, None, _) => Some(self.everyone),
            _ => None,
        }
        .filter(|_| self.listed)
    }

    /// The people an interval speaks for, where the settings say that it speaks of those on the list alone.
    pub fn spoken_of(&self, key: &Key) -> Option<u64> {
        self.people(key).filter(|_| self.census)
    }
}
