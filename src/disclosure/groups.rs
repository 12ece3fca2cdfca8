//! Which groups are too small to show, and which others must go with them.
//!
//! A group below k is hidden. Hiding one group alone hides nothing, because the published whole
//! minus the shown groups gives it away; so within every published whole (everyone, and each
//! group of every other attribute that holds whole groups) either no group is hidden, or at least
//! two are and together they hold at least k people. Where that fails, the smallest shown group
//! goes too. Where a whole is one hidden group under another name, the whole goes too.

use std::collections::BTreeSet;

use crate::model::{Attribute, GroupId};

/// Groups hidden in one population, by attribute in the order given.
pub type HiddenGroups = Vec<BTreeSet<usize>>;

/// One attribute's groups within a population.
struct Table<'a> {
    attribute: &'a Attribute,
    /// People of the population in each group.
    people: Vec<u64>,
    /// Fewest people any shown statistic of the group rests on.
    fewest: Vec<u64>,
}

/// Decides for one population.
///
/// `inside` says who belongs to it; `fewest` gives, for an attribute's index and a group's, the
/// fewest people any statistic of that group rests on, where that is less than its people.
pub fn hidden_groups(
    attributes: &[Attribute],
    inside: &dyn Fn(usize) -> bool,
    fewest: &dyn Fn(usize, usize) -> Option<u64>,
    k: u64,
) -> HiddenGroups {
    let tables: Vec<Table<'_>> =
        attributes.iter().enumerate().map(|(a, attribute)| table(a, attribute, inside, fewest)).collect();
    let mut hidden: HiddenGroups = tables.iter().map(|t| too_small(t, k)).collect();
    while let Some((attribute, group)) = next_to_hide(&tables, &hidden, inside, k) {
        hidden[attribute].insert(group);
    }
    hidden
}

fn table<'a>(
    index: usize,
    attribute: &'a Attribute,
    inside: &dyn Fn(usize) -> bool,
    fewest: &dyn Fn(usize, usize) -> Option<u64>,
) -> Table<'a> {
    let mut people = vec![0; attribute.labels.len()];
    for (person, group) in attribute.of.iter().enumerate() {
        if let (Some(GroupId(g)), true) = (group, inside(person)) {
            people[*g as usize] += 1;
        }
    }
    let fewest = (0..people.len()).map(|g| fewest(index, g).unwrap_or(people[g]).min(people[g])).collect();
    Table { attribute, people, fewest }
}

fn too_small(table: &Table<'_>, k: u64) -> BTreeSet<usize> {
    (0..table.people.len()).filter(|&g| table.people[g] > 0 && table.fewest[g] < k).collect()
}

/// The first group that must be hidden beside those that are, if any.
fn next_to_hide(
    tables: &[Table<'_>],
    hidden: &HiddenGroups,
    inside: &dyn Fn(usize) -> bool,
    k: u64,
) -> Option<(usize, usize)> {
    for (a, table) in tables.iter().enumerate().filter(|(a, _)| !hidden[*a].is_empty()) {
        let everyone = Whole { parts: table.people.clone(), people: population(table, inside) };
        if let Some(group) = exposed(table, &hidden[a], &everyone, k).and_then(|e| e.smallest_shown) {
            return Some((a, group));
        }
        for (b, other) in tables.iter().enumerate().filter(|(b, _)| *b != a) {
            for (h, whole) in wholes(table, other, inside).into_iter().enumerate() {
                if hidden[b].contains(&h) {
                    continue;
                }
                match exposed(table, &hidden[a], &whole, k) {
                    Some(Exposed { smallest_shown: Some(group) }) => return Some((a, group)),
                    Some(Exposed { smallest_shown: None }) => return Some((b, h)),
                    None => {}
                }
            }
        }
    }
    None
}

/// A published whole: everyone, or one group of another attribute.
struct Whole {
    /// People of each group that lie in it.
    parts: Vec<u64>,
    /// People in it, those without a group included.
    people: u64,
}

fn population(table: &Table<'_>, inside: &dyn Fn(usize) -> bool) -> u64 {
    (0..table.attribute.of.len()).filter(|&p| inside(p)).count() as u64
}

fn wholes(table: &Table<'_>, other: &Table<'_>, inside: &dyn Fn(usize) -> bool) -> Vec<Whole> {
    let mut wholes: Vec<Whole> =
        other.people.iter().map(|&people| Whole { parts: vec![0; table.people.len()], people }).collect();
    for (person, (group, whole)) in table.attribute.of.iter().zip(&other.attribute.of).enumerate() {
        if let (Some(g), Some(w), true) = (group, whole, inside(person)) {
            wholes[w.0 as usize].parts[g.0 as usize] += 1;
        }
    }
    wholes
}

/// A whole that gives hidden groups away, and the smallest group that could be hidden with them.
struct Exposed {
    smallest_shown: Option<usize>,
}

fn exposed(table: &Table<'_>, hidden: &BTreeSet<usize>, whole: &Whole, k: u64) -> Option<Exposed> {
    let lies_in = |g: &usize| whole.parts[*g] > 0 && whole.parts[*g] == table.people[*g];
    let inside: Vec<usize> = (0..table.people.len()).filter(lies_in).collect();
    let (gone, shown): (Vec<usize>, Vec<usize>) = inside.iter().partition(|g| hidden.contains(g));
    if gone.is_empty() {
        return None;
    }
    let people = |groups: &[usize]| groups.iter().map(|&g| table.people[g]).sum::<u64>();
    let others = whole.people - people(&shown) - people(&gone);
    let left: u64 = gone.iter().map(|&g| table.fewest[g]).sum::<u64>() + others;
    let safe = left >= k && (gone.len() > 1 || others > 0);
    (!safe).then(|| Exposed { smallest_shown: shown.into_iter().min_by_key(|&g| (table.people[g], g)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attribute(name: &str, sizes: &[(&str, usize)]) -> Attribute {
        let of = sizes.iter().enumerate().flat_map(|(g, (_, n))| vec![Some(GroupId(g as u16)); *n]).collect();
        Attribute { name: name.into(), labels: sizes.iter().map(|(l, _)| (*l).into()).collect(), of }
    }

    fn hidden(attributes: &[Attribute]) -> Vec<Vec<usize>> {
        let sets = hidden_groups(attributes, &|_| true, &|_, _| None, 5);
        sets.into_iter().map(|s| s.into_iter().collect()).collect()
    }

    #[test]
    fn sizes_around_k() {
        assert_eq!(hidden(&[attribute("team", &[("a", 5), ("b", 6)])]), [Vec::<usize>::new()]);
        assert_eq!(hidden(&[attribute("team", &[("a", 4), ("b", 6), ("c", 9)])]), [vec![0, 1]]);
        assert_eq!(hidden(&[attribute("team", &[("a", 1), ("b", 1), ("c", 9), ("d", 7)])]), [vec![0, 1, 3]]);
        assert_eq!(hidden(&[attribute("team", &[("a", 4), ("b", 4), ("c", 9)])]), [vec![0, 1]]);
        assert_eq!(hidden(&[attribute("team", &[("a", 0), ("b", 6), ("c", 9)])]), [Vec::<usize>::new()]);
    }

    #[test]
    fn a_sector_does_not_give_its_only_hidden_team_away() {
        let team = attribute("team", &[("a", 4), ("b", 6), ("c", 9), ("d", 4), ("e", 8)]);
        let sector = attribute("sector", &[("council", 19), ("police", 12)]);
        // Everyone minus the shown teams would hold a and d, eight people; but each sector holds one.
        assert_eq!(hidden(&[sector, team]), [vec![], vec![0, 1, 3, 4]]);
    }

    #[test]
    fn a_sector_that_is_one_hidden_team_is_hidden_too() {
        let team = attribute("team", &[("a", 4), ("b", 6), ("c", 9)]);
        let sector = attribute("sector", &[("volunteers", 4), ("council", 15)]);
        assert_eq!(hidden(&[sector, team]), [vec![0, 1], vec![0, 1]]);
    }
}
