//! Which attributes are two others crossed, however they came about.

use std::collections::BTreeMap;

use crate::model::{Attribute, GroupId};

/// Two attributes, and a third that puts exactly those together who are together in both.
pub(super) fn crossings(attributes: &[Attribute], inside: &[usize]) -> Vec<(usize, usize, usize)> {
    let all = 0..attributes.len();
    let pairs = all.clone().flat_map(|a| (0..a).map(move |b| (a, b)));
    let triples = pairs.flat_map(|(a, b)| all.clone().map(move |c| (a, b, c)));
    let others = triples.filter(|(a, b, c)| c != a && c != b);
    others.filter(|&(a, b, c)| is_crossing([a, b, c].map(|x| &attributes[x]), inside)).collect()
}

fn is_crossing([a, b, c]: [&Attribute; 3], inside: &[usize]) -> bool {
    let mut pair_of: BTreeMap<GroupId, (GroupId, GroupId)> = BTreeMap::new();
    let mut group_of: BTreeMap<(GroupId, GroupId), GroupId> = BTreeMap::new();
    inside.iter().all(|&p| match (a.of[p].zip(b.of[p]), c.of[p]) {
        (None, None) => true,
        (Some(pair), Some(group)) => {
            *pair_of.entry(group).or_insert(pair) == pair && *group_of.entry(pair).or_insert(group) == group
        }
        _ => false,
    })
}
