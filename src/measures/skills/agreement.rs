//! Whether people gave the same answers, or stand in two camps.

use crate::measures::{Family, Key, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};
use crate::model::GroupId;
use crate::stats::agreement::agreement;
use crate::table::LevelCounts;

use super::cells;

/// Why there is no value.
const NONE: &str = "fewer than two people answered, or the scale has fewer than three levels";

/// `agreement`.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: "agreement",
    title: "Agreement",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Ratio,
    levels: &[Level::Group, Level::Skill],
    question: "Do people place themselves on the same level, or at opposite ends?",
    definition: "Van der Eijk's A of the answers at each level. For a group: the mean over the skills that at least \
        two of its people answered; n counts people.",
    how_to_read: "1 is everyone on one level, 0 every level as often as any other, −1 half at either end. Below 0 the \
        average describes nobody.",
    caveats: "In a group of a few people it is high or low by chance. It has no interval.",
    source: "Van der Eijk (2001), Measuring agreement in ordered rating scales.",
    minimum_n: 2,
    compute,
};

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    let mut out = cells::by_skill(subject, SPEC.id, |key, counts| {
        Measurement::new(key, Value::number(of_some(counts), NONE), counts.n())
    });
    for (wave, label) in cells::waves(subject) {
        let scores = subject.skills.people(wave);
        for attribute in &subject.groupings {
            for (g, (members, group)) in attribute.members().iter().zip(&attribute.labels).enumerate() {
                let cell = |s| subject.skills.in_group(wave, s, &attribute.name, GroupId(g as u16));
                let skills: Vec<f64> =
                    subject.skills.skill_ids().map(cell).filter_map(|c| of_some(&c)).collect();
                let mean = (!skills.is_empty()).then(|| skills.iter().sum::<f64>() / skills.len() as f64);
                let n = members.iter().filter(|p| scores.contains_key(p)).count() as u64;
                let key = Key::group(SPEC.id, &attribute.name, group).in_wave(label);
                out.push(Measurement::new(key, Value::number(mean, NONE), n));
            }
        }
    }
    out
}

/// Of two people or more: one agrees with themselves.
fn of_some(counts: &LevelCounts) -> Option<f64> {
    agreement(counts.counts()).filter(|_| counts.n() >= 2)
}
