//! How evenly the people asked answered.

use super::cells;
use crate::measures::{
    Family, Key, Level, MeasureSpec, Measurement, Population, Reason, Subject, Unit, Value,
};
use crate::model::{Attribute, WaveId};
use crate::stats::response::{Asked, Over, Representativity, r_indicator};

/// `r-indicator`.
pub static R: MeasureSpec = MeasureSpec {
    id: "r-indicator",
    title: "How evenly groups answered (R-indicator)",
    family: Family::Skills,
    population: Population::Everyone,
    unit: Unit::Ratio,
    levels: &[Level::Network],
    question: "Do those who answered stand for everyone who was asked?",
    definition: "R = 1 − 2·SD of the response rates of an attribute's groups over the people asked, whose group is \
        known (SD with N − 1). n is those people.",
    how_to_read: "1 when all groups answered alike, about 0 when half answered whole and half not at all. Read it \
        beside r-by-chance: an R no lower than that says nothing of who is missing.",
    caveats: "It sees differences between the groups of this attribute only; within a group those who answered may \
        still be unlike the rest.",
    source: "Schouten, Cobben and Bethlehem (2009).",
    minimum_n: 2,
    compute: |subject| rows(subject, R.id, |found| found.r),
};

/// `r-by-chance`.
pub static CHANCE: MeasureSpec = MeasureSpec {
    id: "r-by-chance",
    title: "R-indicator that chance alone would bring",
    family: Family::Skills,
    population: Population::Everyone,
    unit: Unit::Ratio,
    levels: &[Level::Network],
    question: "How low would R be if everyone had been equally ready to answer?",
    definition: "1 − 2·√(mean squared spread of the groups' response rates, were the answers dealt out at random over \
        the people asked).",
    how_to_read: "With many small groups it is well below 1.",
    caveats: "It is an average: by chance R lies on either side of it.",
    source: "Own derivation, from draws without replacement.",
    minimum_n: 2,
    compute: |subject| rows(subject, CHANCE.id, |found| found.by_chance),
};

fn rows(
    subject: &Subject<'_>,
    id: &'static str,
    part: impl Fn(&Representativity) -> f64,
) -> Vec<Measurement> {
    let listed = subject.organisation.standing().listed;
    let mut out = Vec::new();
    for (wave, label) in cells::waves(subject) {
        for attribute in &subject.groupings {
            let groups = asked(subject, wave, attribute);
            let n = groups.iter().map(|g| g.asked).sum();
            let value = match r_indicator(&groups, Over::LessOne) {
                _ if !listed => Value::Undefined(Reason("no staff list says who was asked")),
                Ok(found) => Value::number(Some(part(&found)), "it is not a number"),
                Err(why) => Value::Undefined(Reason(why.reason())),
            };
            let key = Key { by: Some(attribute.name.clone()), ..Key::network(id) };
            out.push(Measurement::new(key.in_wave(label), value, n));
        }
    }
    out
}

fn asked(subject: &Subject<'_>, wave: WaveId, attribute: &Attribute) -> Vec<Asked> {
    let answers = &subject.organisation.answers()[wave.0 as usize];
    let of = |members: Vec<crate::model::PersonId>| Asked {
        asked: members.len() as u64,
        answered: members.iter().filter(|p| answers.took_part(**p)).count() as u64,
    };
    attribute.members().into_iter().map(of).collect()
}
