//! Answers to the questions beside the confidence questions, and confidence on one footing with them.

use std::sync::Arc;

use crate::measures::{Key, Level, Measurement, Subject};
use crate::model::audit::{Aspect, Beside, Response};
use crate::model::{PersonId, SkillId, WaveId};
use crate::stats::partly::TwoWaves;

use super::cells;

/// What some people said about one skill in one wave: another aspect of it, and their confidence.
///
/// The two are seldom rated by exactly the same people. Each mean is over those who gave that rating, so that it is
/// the mean published of them, and one less the other gives away nobody who gave only one of the two.
#[derive(Default)]
pub struct Rated {
    /// Whether the question was asked at all.
    pub asked: bool,
    /// Answers on the question's own levels, the lowest being 1.
    pub levels: Vec<f64>,
    /// The same spread over 0–100.
    pub points: Vec<f64>,
    /// Confidence (first) and the other aspect (second), each spread over 0–100.
    pub beside_confidence: TwoWaves,
}

/// Where a skill stands on both, each from 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Means {
    /// People who rated both.
    pub both: u64,
    /// Mean of the other aspect.
    pub aspect: f64,
    /// Mean confidence.
    pub confidence: f64,
    /// 95 % interval of the aspect less confidence; `None` where the ratings do not vary.
    pub interval: Option<(f64, f64)>,
}

impl Rated {
    /// People who rated both.
    pub fn both(&self) -> u64 {
        self.beside_confidence.both.len() as u64
    }

    /// Both means, and how sure their difference is; a reason with fewer than two people who rated both.
    pub fn means(&self) -> Result<Means, &'static str> {
        match self.both() {
            _ if !self.asked => return Err("the question was not asked of this skill"),
            0 => return Err("nobody rated both"),
            1 => return Err("only one person rated both"),
            _ => {}
        }
        let change = self.beside_confidence.everyone().map_err(|why| why.reason())?;
        let aspect = self.points.iter().sum::<f64>() / self.points.len() as f64;
        let interval = change.sure.ok().map(|sure| (sure.low, sure.high));
        Ok(Means { both: self.both(), aspect, confidence: aspect - change.change, interval })
    }
}

/// A level from 1 to `levels` spread over 0–100; `None` off the scale or where it has one level only.
pub fn spread(level: u8, levels: usize) -> Option<f64> {
    let on_scale = levels > 1 && (1..=levels).contains(&usize::from(level));
    on_scale.then(|| (f64::from(level) - 1.0) / (levels as f64 - 1.0) * 100.0)
}

/// The questions of one aspect in one wave.
pub struct Questions<'a> {
    subject: &'a Subject<'a>,
    wave: WaveId,
    /// Name of the wave.
    pub label: &'a Arc<str>,
    aspect: Aspect,
}

/// The waves in which an aspect of any skill was asked.
pub fn asked<'a>(subject: &'a Subject<'a>, aspect: Aspect) -> Vec<Questions<'a>> {
    let questions = |(wave, label)| Questions { subject, wave, label, aspect };
    let any = |q: &Questions<'_>| subject.skills.skill_ids().any(|skill| q.question(skill).is_some());
    cells::waves(subject).map(questions).filter(any).collect()
}

impl<'a> Questions<'a> {
    fn question(&self, skill: SkillId) -> Option<&'a Beside> {
        self.subject.organisation.answers().get(self.wave.0 as usize)?.beside(self.aspect, skill)
    }

    /// Every skill with its name and what everyone said.
    pub fn by_skill(&self) -> Vec<(&'a Arc<str>, Rated)> {
        let everyone: Vec<PersonId> =
            (0..self.subject.organisation.people().len() as u32).map(PersonId).collect();
        let names = &self.subject.skills.skills;
        let ids = self.subject.skills.skill_ids();
        ids.map(|skill| (&names[skill.0 as usize], self.of(skill, &everyone))).collect()
    }

    /// What some people said about a skill.
    fn of(&self, skill: SkillId, people: &[PersonId]) -> Rated {
        let Some(question) = self.question(skill) else { return Rated::default() };
        let answers = &self.subject.organisation.answers()[self.wave.0 as usize];
        let own = |p: PersonId| match question.responses.get(p.ix()) {
            Some(Some(Response::Level(level))) => Some(*level),
            _ => None,
        };
        let on_own = |p: PersonId| Some((own(p)?, spread(own(p)?, question.levels.len())?));
        let known: Vec<(u8, f64)> = people.iter().filter_map(|p| on_own(*p)).collect();
        let confidence = |p: PersonId| spread(answers.level(p, skill)?, self.subject.skills.levels);
        let pair = |p: &PersonId| (confidence(*p), on_own(*p).map(|(_, points)| points));
        Rated {
            asked: true,
            levels: known.iter().map(|(level, _)| f64::from(*level)).collect(),
            points: known.iter().map(|(_, points)| *points).collect(),
            beside_confidence: TwoWaves::from_people(&people.iter().map(pair).collect::<Vec<_>>()),
        }
    }
}

/// One measurement a skill over everyone, and one for each group and skill that somebody in it rated.
pub fn tables(
    subject: &Subject<'_>,
    (id, aspect): (&'static str, Aspect),
    make: impl Fn(Key, &Rated) -> Measurement,
) -> Vec<Measurement> {
    let mut out = Vec::new();
    for questions in asked(subject, aspect) {
        for (skill, rated) in questions.by_skill() {
            out.push(make(Key::skill(id, skill).in_wave(questions.label), &rated));
        }
        for attribute in &subject.groupings {
            for (members, group) in attribute.members().iter().zip(&attribute.labels) {
                for skill in subject.skills.skill_ids() {
                    let rated = questions.of(skill, members);
                    if !rated.levels.is_empty() {
                        let name = &subject.skills.skills[skill.0 as usize];
                        let key = Key::group(id, &attribute.name, group).for_skill(name);
                        out.push(make(key.in_wave(questions.label), &rated));
                    }
                }
            }
        }
    }
    out
}

/// The levels such tables are given at.
pub const LEVELS: &[Level] = &[Level::Group, Level::Skill];
