//! Rows of results, so that a measure says only what is its own.

use std::sync::Arc;

use crate::measures::{Key, Level, Measurement, Reason, Subject, Value};
use crate::model::{Attribute, PersonId};
use crate::network::group_ties::GroupMatrix;

/// Said of a group nobody is in.
pub(super) const NOBODY: &str = "there is nobody in this group";
/// Said where nobody is on the roster.
pub(super) const NO_PEOPLE: &str = "there are no people";
/// Said where there is not one tie.
pub(super) const NO_TIES: &str = "there are no ties";
/// Said of what needs arcs.
pub(super) const NO_DIRECTION: &str = "ties are read without direction";
/// Said of a table that would be too large.
pub(super) const TOO_MANY: &str = "there are more than 400 groups, too many to set side by side";

/// One row about everyone.
pub(super) fn everyone(subject: &Subject<'_>, id: &'static str, value: Value) -> Measurement {
    Measurement::new(Key::network(id), value, subject.graph.people() as u64)
}

/// A row about everyone whose group is known, for one attribute.
pub(super) fn overall(id: &'static str, by: &Attribute, matrix: &GroupMatrix, value: Value) -> Measurement {
    let key = Key { by: Some(by.name.clone()), ..Key::network(id) };
    Measurement::new(key, value, matrix.by_group.people())
}

/// One row for each attribute.
pub(super) fn each_grouping(
    subject: &Subject<'_>,
    id: &'static str,
    value: impl Fn(&GroupMatrix) -> Value,
) -> Vec<Measurement> {
    groupings(subject).map(|(by, matrix)| overall(id, by, matrix, value(matrix))).collect()
}

/// Attributes with their ties by group.
pub(super) fn groupings<'a>(
    subject: &'a Subject<'_>,
) -> impl Iterator<Item = (&'a Attribute, &'a GroupMatrix)> {
    subject.groupings.iter().copied().zip(subject.group_matrices())
}

/// One row for each group of each attribute, from the group's index; n is the group's size.
pub(super) fn each_group(
    subject: &Subject<'_>,
    id: &'static str,
    value: impl Fn(&GroupMatrix, usize) -> Value,
) -> Vec<Measurement> {
    groupings(subject).flat_map(|(by, matrix)| groups_of(id, by, matrix, &value)).collect()
}

/// One row for each group of one attribute.
pub(super) fn groups_of(
    id: &'static str,
    by: &Attribute,
    matrix: &GroupMatrix,
    value: &impl Fn(&GroupMatrix, usize) -> Value,
) -> Vec<Measurement> {
    let sizes = &matrix.by_group.sizes;
    let row = |(g, label): (usize, &Arc<str>)| {
        let value = if sizes[g] == 0 { Value::Undefined(Reason(NOBODY)) } else { value(matrix, g) };
        Measurement::new(Key::group(id, &by.name, label), value, sizes[g])
    };
    by.labels.iter().enumerate().map(row).collect()
}

/// One row for each two groups of each attribute, the diagonal included; n is the people in
/// both. As edges each two groups come once, in label order.
pub(super) fn each_pair(
    subject: &Subject<'_>,
    id: &'static str,
    value: impl Fn(&GroupMatrix, usize, usize) -> Value,
) -> Vec<Measurement> {
    groupings(subject).flat_map(|(by, matrix)| pairs_of(subject, id, by, matrix, &value)).collect()
}

fn pairs_of(
    subject: &Subject<'_>,
    id: &'static str,
    by: &Attribute,
    matrix: &GroupMatrix,
    value: &impl Fn(&GroupMatrix, usize, usize) -> Value,
) -> Vec<Measurement> {
    if !matrix.has_pairs() {
        return vec![overall(id, by, matrix, Value::Undefined(Reason(TOO_MANY)))];
    }
    let both_ways = subject.graph.direction() == crate::network::graph::Direction::Arcs;
    let sizes = &matrix.by_group.sizes;
    let mut rows = Vec::new();
    for a in 0..sizes.len() {
        for b in (0..sizes.len()).filter(|&b| both_ways || a <= b) {
            let empty = sizes[a] == 0 || sizes[b] == 0;
            let value = if empty { Value::Undefined(Reason(NOBODY)) } else { value(matrix, a, b) };
            let people = if a == b { sizes[a] } else { sizes[a] + sizes[b] };
            rows.push(Measurement::new(Key::pair(id, &by.name, &by.labels[a], &by.labels[b]), value, people));
        }
    }
    rows
}

/// One row for each person, where those are wanted.
pub(super) fn each_person(
    subject: &Subject<'_>,
    id: &'static str,
    value: impl Fn(u32) -> Value,
) -> Vec<Measurement> {
    let people = if subject.person_level { subject.organisation.people() } else { &[] };
    let row = |(i, person): (usize, &crate::model::Person)| {
        Measurement::new(Key::network(id).for_person(&person.key), value(i as u32), 1)
    };
    people.iter().enumerate().map(row).collect()
}

/// The mean over everyone, over each group, and each person's own value; n is the people who
/// have one.
pub(super) fn means_and_people(
    subject: &Subject<'_>,
    id: &'static str,
    values: &[Option<f64>],
    otherwise: &'static str,
) -> Vec<Measurement> {
    let valued = |some: &mut dyn Iterator<Item = Option<f64>>| some.flatten().count() as u64;
    let all = Value::number(mean(values.iter().copied()), otherwise);
    let mut rows = vec![Measurement::new(Key::network(id), all, valued(&mut values.iter().copied()))];
    for by in &subject.groupings {
        for (label, members) in by.labels.iter().zip(by.members()) {
            let own = || members.iter().map(|p: &PersonId| values[p.ix()]);
            let otherwise = if members.is_empty() { NOBODY } else { otherwise };
            let value = Value::number(mean(own()), otherwise);
            rows.push(Measurement::new(Key::group(id, &by.name, label), value, valued(&mut own())));
        }
    }
    rows.extend(each_person(subject, id, |p| Value::number(values[p as usize], otherwise)));
    rows
}

/// Mean of the values there are; `None` where there is none.
pub(super) fn mean(values: impl Iterator<Item = Option<f64>>) -> Option<f64> {
    let (sum, count) = values.flatten().fold((0.0, 0u64), |(sum, count), x| (sum + x, count + 1));
    (count > 0).then(|| sum / count as f64)
}

/// The levels of measures given as means and for single people.
pub(super) const MEANS_AND_PEOPLE: &[Level] = &[Level::Network, Level::Group, Level::Person];
