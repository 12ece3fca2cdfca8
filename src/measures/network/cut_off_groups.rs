//! Which groups hang by one person, as a count.

use std::collections::BTreeSet;

use super::rows;
use crate::measures::{Family, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};
use crate::model::Attribute;
use crate::network::cutpoints::parts_without;
use crate::network::group_ties::GroupMatrix;

/// Groups that would lose people if one person left.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: ID,
    title: "Groups that would lose people if one person left",
    family: Family::Network,
    population: Population::Everyone,
    unit: Unit::Groups,
    levels: &[Level::Network],
    question: "How many groups would the people belong to who could be cut off if one person left?",
    definition: "Number of groups, for each attribute, among the people cut off in the worst case of cut-off- \
           if-left; where several people’s leaving would cut off as many, the most groups. People whose \
           group is unknown are not counted. Arcs are read as edges.",
    how_to_read: "1 is one group at risk, more is a split that runs through the organisation; 0 is nobody cut \
           off.",
    caveats: "As for cut-off-if-left: only ties in the data count. Of more than 50 equally bad cases the first 50 are \
              looked at.",
    source: "Cut-points as in Hopcroft and Tarjan (1973).",
    minimum_n: 1,
    compute,
};

const ID: &str = "cut-off-groups";

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    let worst = worst_cuts(subject);
    let row = |(by, matrix): (&Attribute, &GroupMatrix)| {
        let most = worst.iter().map(|off| groups_among(off, by)).max().unwrap_or(0);
        rows::overall(ID, by, matrix, Value::Count(most as u64))
    };
    rows::groupings(subject).map(row).collect()
}

/// Cases looked at where several cut off equally many; beyond a handful they are people on the
/// rim who cut off one neighbour each.
const MOST_CASES: usize = 50;

/// The people cut off, for each person whose leaving cuts off most.
fn worst_cuts(subject: &Subject<'_>) -> Vec<Vec<u32>> {
    let cuts = subject.cutpoints();
    let most = cuts.iter().map(|c| c.cut_off()).max();
    let worst = cuts.iter().filter(|c| Some(c.cut_off()) == most).take(MOST_CASES);
    worst
        .map(|c| parts_without(subject.undirected(), c.person).into_iter().skip(1).flatten().collect())
        .collect()
}

fn groups_among(people: &[u32], by: &Attribute) -> usize {
    let groups: BTreeSet<_> =
        people.iter().filter_map(|&p| by.of.get(p as usize).copied().flatten()).collect();
    groups.len()
}
