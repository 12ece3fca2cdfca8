//! Confidence now beside confidence before as it is recalled now, and beside what was said then.

use super::between;
use crate::measures::skills::cells;
use crate::measures::{
    Family, Key, Level, MeasureSpec, Measurement, Population, Reason, Subject, Unit, Value,
};
use crate::model::audit::{Aspect, Beside, Response};
use crate::model::{PersonId, SkillId, WaveId};
use crate::stats::levels::Levels;
use crate::stats::mean::{self, MeanInterval};

/// `change-since-before`.
pub static CHANGE: MeasureSpec = MeasureSpec {
    id: "change-since-before",
    title: "Change since before, as people recall it",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Levels,
    levels: &[Level::Network, Level::Skill],
    question: "By how much do people say they have gained, looking back?",
    definition: "Mean of the level now less the level before as recalled, both asked in the same form, over people \
        who gave both. Over all skills: each person's mean over the skills they gave both for. Interval: Student's t \
        with the squares of two more answers half a step either side of the mean, 95 %.",
    how_to_read: "0.5 is half a level. Read it beside change-level, which takes what people said at the time.",
    caveats: "Looking back, people see what they wish to have learned too. It is confidence, not competence.",
    source: "Howard (1980), retrospective pretest.",
    minimum_n: 1,
    compute: change,
};

/// `response-shift`.
pub static SHIFT: MeasureSpec = MeasureSpec {
    id: "response-shift",
    title: "How much less people say they knew than they had thought",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Levels,
    levels: &[Level::Network, Level::Skill],
    question: "Do people, having learned, rate their start lower than they rated it then?",
    definition: "Mean of the level given in the first wave less the level before as recalled in the second, over \
        people who gave both of these and the level now. Over all skills: each person's mean over their skills. \
        Interval: as for change-since-before.",
    how_to_read: "Above 0, people had thought themselves more confident than they now say they were: workshops teach \
        people what they did not know, and the plain change between waves is too small by this much.",
    caveats: "Memory is not exact, and who went to a workshop may feel they should have gained.",
    source: "Howard (1980), response shift.",
    minimum_n: 1,
    compute: shift,
};

const NOBODY: &str = "nobody gave all the levels it takes";
const OTHER_SCALE: &str = "confidence before was asked on another scale than confidence now";

fn change(subject: &Subject<'_>) -> Vec<Measurement> {
    let waves = cells::waves(subject).map(|(wave, label)| (Key::network(CHANGE.id).in_wave(label), wave));
    waves
        .flat_map(|(key, wave)| tables(subject, &key, wave, |_, _, recalled, now| Some(now - recalled)))
        .collect()
}

fn shift(subject: &Subject<'_>) -> Vec<Measurement> {
    let pair = |between: &between::Between<'_>| {
        let first = &subject.organisation.answers()[between.pair.before.0 as usize];
        let difference = |p, s, recalled, _| Some(i16::from(first.level(p, s)?) - recalled);
        tables(subject, &between.network(SHIFT.id), between.pair.after, difference)
    };
    between::all(subject).iter().flat_map(pair).collect()
}

/// Over all skills and for each that was asked about before and now; nothing where none was.
fn tables(
    subject: &Subject<'_>,
    key: &Key,
    wave: WaveId,
    difference: impl Fn(PersonId, SkillId, i16, i16) -> Option<i16>,
) -> Vec<Measurement> {
    let answers = &subject.organisation.answers()[wave.0 as usize];
    let asked: Vec<(SkillId, &Beside)> =
        subject.skills.skill_ids().filter_map(|s| Some((s, answers.beside(Aspect::Before, s)?))).collect();
    let same_scale = |beside: &Beside| beside.levels.len() == subject.skills.levels;
    let mut people = vec![(0i32, 0u32); subject.organisation.people().len()];
    let mut rows = Vec::new();
    for (skill, beside) in &asked {
        let mut differences = Vec::new();
        for (p, response) in beside.responses.iter().enumerate().filter(|_| same_scale(beside)) {
            let person = PersonId(p as u32);
            let recalled = match response {
                Some(Response::Level(level)) => i16::from(*level),
                _ => continue,
            };
            let Some(now) = answers.level(person, *skill) else { continue };
            let Some(found) = difference(person, *skill, recalled, i16::from(now)) else { continue };
            (people[p].0, people[p].1) = (people[p].0 + i32::from(found), people[p].1 + 1);
            differences.push(found);
        }
        let key = Key { level: Level::Skill, ..key.clone() };
        let why = if same_scale(beside) { NOBODY } else { OTHER_SCALE };
        let key = key.for_skill(&subject.skills.skills[skill.0 as usize]);
        rows.push(row(key, mean::of_levels(&Levels::of(differences), None), why));
    }
    if asked.is_empty() {
        return rows;
    }
    let means: Vec<f64> =
        people.iter().filter(|p| p.1 > 0).map(|p| f64::from(p.0) / f64::from(p.1)).collect();
    let why = if asked.iter().any(|(_, b)| same_scale(b)) { NOBODY } else { OTHER_SCALE };
    rows.insert(0, row(key.clone(), mean::of_values(&means, 1.0 / asked.len() as f64, None), why));
    rows
}

fn row(key: Key, found: Option<MeanInterval>, why: &'static str) -> Measurement {
    let value = found.map_or(Value::Undefined(Reason(why)), |m| Value::Number(m.mean));
    Measurement::new(key, value, found.map_or(0, |m| m.n)).with_interval(found.and_then(|m| m.interval))
}
