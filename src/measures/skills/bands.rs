//! Answers in three bands, for groups too small to show every level of.

use crate::measures::{Family, Key, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};
use crate::model::GroupId;
use crate::table::LevelCounts;

use super::cells;

/// The bands, lowest first, as the column `other` names them.
pub const BANDS: [&str; 3] = ["Low", "Middle", "Confident"];

/// `bands`.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: "bands",
    title: "Answers that are low, in the middle, confident",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Share,
    levels: &[Level::Network, Level::Group],
    question: "How do a group's answers spread, all skills together?",
    definition: "All answers of a group's people over all skills. Confident: at or above the first confident level. \
        Middle: below that, but not below the middle of the scale. Low: the rest. n counts people.",
    how_to_read: "Two groups with the same share of confident answers can differ in how many are low.",
    caveats: "This is confidence as people rate it themselves, not competence.",
    source: "Own definition; three bands, because every level of a small group would show too much.",
    minimum_n: 1,
    compute,
};

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    let mut out = Vec::new();
    for (wave, label) in cells::waves(subject) {
        let people = subject.skills.people(wave);
        let all = subject.skills.skill_ids().map(|s| subject.skills.overall(wave, s));
        push(&mut out, Key::network(SPEC.id).in_wave(label), subject, all, people.len());
        for attribute in &subject.groupings {
            for (g, (members, group)) in attribute.members().iter().zip(&attribute.labels).enumerate() {
                let cell = |s| subject.skills.in_group(wave, s, &attribute.name, GroupId(g as u16));
                let n = members.iter().filter(|p| people.contains_key(p)).count();
                let key = Key::group(SPEC.id, &attribute.name, group).in_wave(label);
                push(&mut out, key, subject, subject.skills.skill_ids().map(cell), n);
            }
        }
    }
    out
}

fn push(
    out: &mut Vec<Measurement>,
    key: Key,
    subject: &Subject<'_>,
    skills: impl Iterator<Item = LevelCounts>,
    n: usize,
) {
    let mut bands = [0u64; 3];
    for counts in skills {
        for (i, people) in counts.counts().iter().enumerate() {
            bands[band(i + 1, subject.skills.levels, subject.skills.positive_from)] += people;
        }
    }
    let all = bands.iter().sum();
    for (name, answers) in BANDS.iter().zip(bands) {
        let value = Value::share(answers, all, "nobody answered");
        out.push(Measurement::new(key.clone().with_other(&(*name).into()), value, n as u64));
    }
}

/// The band of a level: confident from `positive_from`, middle from the middle of the scale, else low.
fn band(level: usize, levels: usize, positive_from: u8) -> usize {
    match level {
        l if l >= usize::from(positive_from) => 2,
        l if 2 * l > levels => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_levels_confident_from_four() {
        assert_eq!([1, 2, 3, 4, 5].map(|l| band(l, 5, 4)), [0, 0, 1, 2, 2]);
        assert_eq!([1, 2, 3, 4].map(|l| band(l, 4, 3)), [0, 0, 2, 2]);
    }
}
