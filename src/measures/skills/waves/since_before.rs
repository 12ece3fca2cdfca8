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
    let mut people = vec![(0i32, 0u32); subject.organisation.people().len()];
    let (mut rows, mut why) = (Vec::new(), OTHER_SCALE);
    for skill in subject.skills.skill_ids() {
        let Some(beside) = answers.beside(Aspect::Before, skill) else { continue };
        let same_scale = beside.levels.len() == subject.skills.levels;
        let reason = if same_scale { NOBODY } else { OTHER_SCALE };
        why = if same_scale { NOBODY } else { why };
        let found = recalled(beside).filter(|_| same_scale).filter_map(|(person, recalled)| {
            let now = i16::from(answers.level(person, skill)?);
            Some((person, difference(person, skill, recalled, now)?))
        });
        let found: Vec<(PersonId, i16)> = found.collect();
        for (person, difference) in &found {
            let (sum, skills) = &mut people[person.ix()];
            (*sum, *skills) = (*sum + i32::from(*difference), *skills + 1);
        }
        let key = Key { level: Level::Skill, ..key.clone() };
        let key = key.for_skill(&subject.skills.skills[skill.0 as usize]);
        rows.push(row(key, mean::of_levels(&Levels::of(found.iter().map(|(_, d)| *d)), None), reason));
    }
    if !rows.is_empty() {
        let step = 1.0 / rows.len() as f64;
        let means = people.iter().filter(|p| p.1 > 0).map(|p| f64::from(p.0) / f64::from(p.1));
        let over_all = mean::of_values(&means.collect::<Vec<_>>(), step, None);
        rows.insert(0, row(key.clone(), over_all, why));
    }
    rows
}

/// The levels people recall of the time before.
fn recalled(beside: &Beside) -> impl Iterator<Item = (PersonId, i16)> + '_ {
    let level = |(p, response): (usize, &Option<Response>)| match response {
        Some(Response::Level(level)) => Some((PersonId(p as u32), i16::from(*level))),
        _ => None,
    };
    beside.responses.iter().enumerate().filter_map(level)
}

fn row(key: Key, found: Option<MeanInterval>, why: &'static str) -> Measurement {
    let value = found.map_or(Value::Undefined(Reason(why)), |m| Value::Number(m.mean));
    Measurement::new(key, value, found.map_or(0, |m| m.n)).with_interval(found.and_then(|m| m.interval))
}
