//! Ties across groups against ties within.

use super::rows::{self, NO_TIES};
use crate::measures::{Family, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};

/// E-I index: ties across groups against ties within.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: ID,
    title: "E-I index: ties across groups against ties within",
    family: Family::Network,
    population: Population::Everyone,
    unit: Unit::Ratio,
    levels: &[Level::Network, Level::Group],
    question: "Do people’s ties stay within their own group or go across to others?",
    definition: "(E−I)/(E+I), pooled: I is the number of ties within groups, E the number between groups. For \
           one group, the ties of its people; as arcs, those they send. People whose group is unknown, \
           and ties with them, are left out.",
    how_to_read: "−1 is all ties within, +1 all across, 0 as many of each. Below −0.67 a group is often called \
           a silo. Compare with ei-null, which the sizes of groups alone would give.",
    caveats: "Large groups have more chances of ties within, so their index is lower without anyone \
           keeping apart. Two conventions exist, pooled and mean of personal scores; this is the pooled \
           one.",
    source: "Krackhardt and Stern, Informal networks and organizational crises (1988).",
    minimum_n: 2,
    compute,
};

const ID: &str = "ei-index";

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    let mut rows = Vec::new();
    for (by, matrix) in rows::groupings(subject) {
        let sums = &matrix.by_group;
        let all = index(sums.ties - sums.all_within(), sums.all_within());
        rows.push(rows::overall(ID, by, matrix, Value::number(all, NO_TIES)));
        rows.extend(rows::groups_of(ID, by, matrix, &|m, g| {
            let own = index(m.by_group.across(g), m.by_group.within[g]);
            Value::number(own, "nobody in this group has a tie")
        }));
    }
    rows
}

/// (E−I)/(E+I), where there is a tie at all.
pub(super) fn index(across: u64, within: u64) -> Option<f64> {
    let (e, i) = (across as f64, within as f64);
    (across + within > 0).then(|| (e - i) / (e + i))
}
