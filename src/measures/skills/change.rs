//! What moved between two waves, on the same people.

use crate::measures::{Family, Key, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};
use crate::model::{PersonId, SkillId};
use crate::stats::levels::Levels;
use crate::stats::{interval, mean};

use super::cells::{self, WavePair};
use super::waves::between::{self, UNLINKED};

/// `change-index`.
pub static INDEX: MeasureSpec = MeasureSpec {
    id: "change-index",
    title: "Change in the confidence index",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Points,
    levels: &[Level::Network, Level::Group],
    question: "Are the same people more confident than before?",
    definition: "Mean over people who answered in both waves of their index after minus their index before, over \
        the skills both waves asked about. Interval, 95 %: Student's t on the differences, with the squares of two more \
        people half a step either side of the mean, a step being one level in one skill.",
    how_to_read: "An interval wholly above 0 is a rise that the scatter between people does not explain.",
    caveats: "Only people who answered twice are in it. Workshops also teach people what they did not know, which \
        can lower a rating that should rise.",
    source: "Student's paired t.",
    minimum_n: 2,
    compute: index,
};

/// `change-confident`.
pub static CONFIDENT: MeasureSpec = MeasureSpec {
    id: "change-confident",
    title: "Change in the share who are confident",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Share,
    levels: &[Level::Skill],
    question: "In which skills are more of the same people confident than before?",
    definition: "Over people who answered about the skill in both waves: those who became confident minus those who \
        ceased to be, as a share. Interval, 95 %: Student's t on the differences −1, 0, 1, with the squares of two more \
        people half a step either side of the mean.",
    how_to_read: "0.12 is twelve people in a hundred more. An interval that holds 0 is within noise.",
    caveats: "With many skills, one in twenty moves beyond its interval by chance alone.",
    source: "Student's paired t on shares.",
    minimum_n: 2,
    compute: confident,
};

/// `confident-same-people`.
pub static SAME_PEOPLE: MeasureSpec = MeasureSpec {
    id: "confident-same-people",
    title: "Confident, of those who answered both times",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Share,
    levels: &[Level::Skill],
    question: "How many of the people who answered both times were confident in each wave?",
    definition: "Share at or above the first confident level in the wave named first in the column wave, over people \
        who answered about the skill in both: `1 of 1→2` is before, `2 of 1→2` after.",
    how_to_read: "The two ends of the change.",
    caveats: "It differs from the share of everyone who answered in that wave.",
    source: "Wilson (1927) for the interval.",
    minimum_n: 1,
    compute: same_people,
};

/// `cafe-difference`.
pub static CAFE: MeasureSpec = MeasureSpec {
    id: "cafe-difference",
    title: "Change of those who came, beyond that of those who did not",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Points,
    levels: &[Level::Network],
    question: "Did people who came to a café gain more than those who did not?",
    definition: "Mean change in the index of people who came to an event minus that of people who did not; both \
        answered in both waves. Interval, 95 %: Welch's, with the squares of two more people on each side, as for \
        change-index. n counts both.",
    how_to_read: "An interval wholly above 0 says the two groups moved differently.",
    caveats: "People chose to come: those who came may have been about to gain anyway.",
    source: "Welch (1947).",
    minimum_n: 4,
    compute: cafe,
};

/// Points of the index one answer a level higher moves a person by.
fn step(between: &between::Between<'_>) -> f64 {
    cells::index_step(between.subject.skills.levels, between.common.len())
}

fn index(subject: &Subject<'_>) -> Vec<Measurement> {
    let mut out = Vec::new();
    for between in between::all(subject) {
        let by_person = between.index_changes();
        let change = |key: Key, people: &[PersonId]| {
            let changes: Vec<f64> = people.iter().filter_map(|p| by_person[p.ix()]).collect();
            let found = mean::of_values(&changes, step(&between), None).map(|m| m.within(-100.0, 100.0));
            let value = Value::number(found.map(|m| m.mean), between.unlinked());
            Measurement::new(key.in_wave(&between.pair.label), value, changes.len() as u64)
                .with_interval(found.and_then(|m| m.interval))
        };
        let everyone: Vec<PersonId> = (0..by_person.len() as u32).map(PersonId).collect();
        out.push(change(Key::network(INDEX.id), &everyone));
        for attribute in &subject.groupings {
            for (members, group) in attribute.members().iter().zip(&attribute.labels) {
                out.push(change(Key::group(INDEX.id, &attribute.name, group), members));
            }
        }
    }
    out
}

/// Whether each person who answered about a skill in both waves was confident before and after.
fn both_times(subject: &Subject<'_>, pair: &WavePair, skill: SkillId) -> Vec<(bool, bool)> {
    let from = subject.skills.positive_from;
    let tables = subject.organisation.answers();
    let level = |wave: crate::model::WaveId, p: PersonId| tables[wave.0 as usize].level(p, skill);
    cells::linked(subject, pair)
        .into_iter()
        .filter_map(|p| Some((level(pair.before, p)? >= from, level(pair.after, p)? >= from)))
        .collect()
}

fn confident(subject: &Subject<'_>) -> Vec<Measurement> {
    let mut out = Vec::new();
    for pair in cells::wave_pairs(subject) {
        for skill in subject.skills.skill_ids() {
            let both = both_times(subject, &pair, skill);
            let changes = both.iter().map(|(before, after)| i16::from(*after) - i16::from(*before));
            let found = mean::of_levels(&Levels::of(changes), None).map(|m| m.within(-1.0, 1.0));
            let key = Key::skill(CONFIDENT.id, &subject.skills.skills[skill.0 as usize]).in_wave(&pair.label);
            out.push(
                Measurement::new(key, Value::number(found.map(|m| m.mean), UNLINKED), both.len() as u64)
                    .with_interval(found.and_then(|m| m.interval)),
            );
        }
    }
    out
}

fn same_people(subject: &Subject<'_>) -> Vec<Measurement> {
    let mut out = Vec::new();
    let waves = subject.organisation.waves();
    for pair in cells::wave_pairs(subject) {
        for skill in subject.skills.skill_ids() {
            let both = both_times(subject, &pair, skill);
            let den = both.len() as u64;
            let mut end = |wave: crate::model::WaveId, num: usize| {
                let label = format!("{} of {}", waves[wave.0 as usize].label, pair.label).into();
                let key =
                    Key::skill(SAME_PEOPLE.id, &subject.skills.skills[skill.0 as usize]).in_wave(&label);
                let value = Value::share(num as u64, den, UNLINKED);
                out.push(Measurement::new(key, value, den).with_interval(interval::wilson(num as u64, den)));
            };
            end(pair.before, both.iter().filter(|b| b.0).count());
            end(pair.after, both.iter().filter(|b| b.1).count());
        }
    }
    out
}

fn cafe(subject: &Subject<'_>) -> Vec<Measurement> {
    let Some(attendance) = subject.groupings.iter().find(|a| &*a.name == crate::model::derived::ATTENDANCE)
    else {
        return Vec::new();
    };
    let members = attendance.members();
    let mut out = Vec::new();
    for between in between::all(subject) {
        let by_person = between.index_changes();
        let changes =
            |g: usize| -> Vec<f64> { members[g].iter().filter_map(|p| by_person[p.ix()]).collect() };
        let (came, stayed) = (changes(0), changes(1));
        let found = mean::difference_of_values(&stayed, &came, step(&between));
        let (difference, interval) = found.unzip();
        let value = Value::number(difference, "fewer than two people on one side answered both times");
        let key =
            Key { by: Some(attendance.name.clone()), ..Key::network(CAFE.id).in_wave(&between.pair.label) };
        out.push(Measurement::new(key, value, (came.len() + stayed.len()) as u64).with_interval(interval));
    }
    out
}
