//! How people keep to their own group, each counting alike.

use super::ei_index::index;
use super::rows::{NO_TIES, NOBODY};
use crate::measures::{Family, Key, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};
use crate::model::Attribute;

/// E-I index, mean of personal scores.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: ID,
    title: "E-I index, mean of personal scores",
    family: Family::Network,
    population: Population::Everyone,
    unit: Unit::Ratio,
    levels: &[Level::Network, Level::Group],
    question: "Do people, one with another, keep to their own group?",
    definition: "Mean of (E−I)/(E+I) over people with a tie, each from their own ties; as arcs, those they \
           send. n is the people with a tie. People whose group is unknown, and ties with them, are \
           left out.",
    how_to_read: "As ei-index, but everyone counts alike, however many ties they have.",
    caveats: "People with one tie score −1 or +1, so small circles weigh heavily.",
    source: "Krackhardt and Stern (1988), as in R netseg.",
    minimum_n: 2,
    compute,
};

const ID: &str = "ei-index-mean";

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    let mut rows = Vec::new();
    for by in &subject.groupings {
        let scores: Vec<_> = (0..subject.graph.people()).map(|p| score(subject, by, p)).collect();
        let key = Key { by: Some(by.name.clone()), ..Key::network(ID) };
        rows.push(row(key, &mut scores.iter().copied(), NO_TIES));
        for (label, members) in by.labels.iter().zip(by.members()) {
            let otherwise = if members.is_empty() { NOBODY } else { "nobody in this group has a tie" };
            let own = &mut members.iter().map(|p| scores[p.ix()]);
            rows.push(row(Key::group(ID, &by.name, label), own, otherwise));
        }
    }
    rows
}

fn row(key: Key, scores: &mut dyn Iterator<Item = Option<f64>>, otherwise: &'static str) -> Measurement {
    let scores: Vec<_> = scores.flatten().collect();
    let mean = (!scores.is_empty()).then(|| scores.iter().sum::<f64>() / scores.len() as f64);
    Measurement::new(key, Value::number(mean, otherwise), scores.len() as u64)
}

/// A person’s own index; `None` without a group or without ties.
fn score(subject: &Subject<'_>, by: &Attribute, person: usize) -> Option<f64> {
    let own = by.of.get(person).copied().flatten()?;
    let groups = subject.graph.alters(person as u32).iter().filter_map(|&alter| by.of[alter as usize]);
    let (within, across): (Vec<_>, Vec<_>) = groups.partition(|&g| g == own);
    index(across.len() as u64, within.len() as u64)
}
