//! What hangs by one person.

use super::rows::{self, NO_PEOPLE};
use crate::measures::{Family, Level, MeasureSpec, Measurement, Population, Reason, Subject, Unit, Value};

/// People cut off if one person left.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: ID,
    title: "People cut off if one person left",
    family: Family::Network,
    population: Population::Everyone,
    unit: Unit::People,
    levels: &[Level::Network, Level::Person],
    question: "How many people could lose touch with the rest if one person left?",
    definition: "When a person leaves, the people of the part they were in who are no longer in its largest \
           remaining part. For everyone, the most that any one person’s leaving would cut off; for a \
           person, theirs. Arcs are read as edges.",
    how_to_read: "0 is nobody cut off, whoever leaves. A high number is a network that hangs by one person: \
           make a second link.",
    caveats: "Only ties in the data count. In life people would find another way; how soon is not known.",
    source: "Cut-points as in Hopcroft and Tarjan (1973).",
    minimum_n: 1,
    compute,
};

const ID: &str = "cut-off-if-left";

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    let cuts = subject.cutpoints();
    let most = cuts.iter().map(|c| c.cut_off()).max().unwrap_or(0);
    let value = match subject.graph.people() {
        0 => Value::Undefined(Reason(NO_PEOPLE)),
        _ => Value::Count(u64::from(most)),
    };
    let mut rows = vec![rows::everyone(subject, ID, value)];
    rows.extend(rows::each_person(subject, ID, |person| {
        let cut = cuts.binary_search_by_key(&person, |c| c.person);
        Value::Count(cut.map_or(0, |at| u64::from(cuts[at].cut_off())))
    }));
    rows
}
