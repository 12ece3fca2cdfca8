//! How far the share of confident people may be off, of a group that was asked whole.

use super::cells;
use super::whole::Whole;
use crate::measures::{
    Family, Key, Level, MeasureSpec, Measurement, Population, Reason, Subject, Unit, Value,
};
use crate::stats::share::published_margin;
use crate::table::LevelCounts;

/// `confident-margin`.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: "confident-margin",
    title: "Margin of the share who are confident, of the people on the list",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Share,
    levels: &[Level::Skill, Level::Group],
    question: "By how much could the share be off because some of the people on the staff list did not answer?",
    definition: "For one skill, n of the N people on the staff list having answered, the share p being confident: \
        1.96·√(p(1 − p)/n · (N − n)/(N − 1)). 0 when all answered.",
    how_to_read: "43 % with a margin of 6 % is 37 to 49 %, of these people and at this time.",
    caveats: "It takes those who did not answer to be like those who did. Near 0 or 100 %, and in groups under twenty, \
        it is too narrow: there read the interval that interval = \"census\" under [audit] gives.",
    source: "Cochran (1977), the finite-population correction.",
    minimum_n: 1,
    compute,
};

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    let (whole, from) = (Whole::of(subject), subject.skills.positive_from);
    let margin = |key: Key, counts: &LevelCounts| {
        let n = counts.n();
        let value = match (n, whole.people(&key)) {
            (0, _) => Value::Undefined(Reason("nobody answered")),
            (_, None) => Value::Undefined(Reason("no staff list says how many were asked")),
            (n, Some(people)) => {
                let share = counts.at_or_above(from) as f64 / n as f64;
                Value::number(published_margin(share, n, people), "more people answered than are on the list")
            }
        };
        Measurement::new(key, value, n)
    };
    let mut out = cells::by_skill(subject, SPEC.id, margin);
    out.extend(cells::by_group_and_skill(subject, SPEC.id, margin));
    out
}
