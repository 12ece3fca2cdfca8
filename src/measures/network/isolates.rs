//! Who has no tie, as a count.

use super::rows;
use crate::measures::{Family, Key, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};

/// People without ties.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: ID,
    title: "People without ties",
    family: Family::Network,
    population: Population::Everyone,
    unit: Unit::People,
    levels: &[Level::Network, Level::Group],
    question: "How many people have no tie to anyone?",
    definition: "Number of people on the roster with no tie under the rule, neither sent nor received.",
    how_to_read: "0 is everyone tied to someone. Read it beside the size of the group.",
    caveats: "A person may be without ties because they are new, away, or use channels that were not read. \
           It is a question to ask, not a verdict.",
    source: "Wasserman and Faust, Social Network Analysis (1994), chapter 4.",
    minimum_n: 1,
    compute,
};

const ID: &str = "isolates";

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    let alone = |p: u32| subject.undirected().degree(p) == 0;
    let all = (0..subject.graph.people() as u32).filter(|&p| alone(p)).count();
    let mut rows = vec![rows::everyone(subject, ID, Value::Count(all as u64))];
    for by in &subject.groupings {
        for (label, members) in by.labels.iter().zip(by.members()) {
            let count = members.iter().filter(|p| alone(p.0)).count() as u64;
            let key = Key::group(ID, &by.name, label);
            rows.push(Measurement::new(key, Value::Count(count), members.len() as u64));
        }
    }
    rows
}
