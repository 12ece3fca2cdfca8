//! Answers joined with the groups people are in, summed to counts of levels.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::error::TableError;
use super::frames;
use crate::model::{Attribute, GroupId, Organisation, PersonId, SkillId, WaveId};

/// How many people gave each level. Every skill statistic of a group follows from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LevelCounts {
    counts: Vec<u64>,
}

impl LevelCounts {
    /// No answers on a scale of `levels`.
    pub fn new(levels: usize) -> Self {
        Self { counts: vec![0; levels] }
    }

    /// Adds answers at a level, 1 being the lowest; a level off the scale is left out.
    pub fn add(&mut self, level: u8, people: u64) {
        if let Some(count) = self.counts.get_mut(usize::from(level).wrapping_sub(1)) {
            *count += people;
        }
    }

    /// Answers at each level, lowest first.
    pub fn counts(&self) -> &[u64] {
        &self.counts
    }

    /// All answers.
    pub fn n(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// Answers at or above a level.
    pub fn at_or_above(&self, level: u8) -> u64 {
        self.counts.iter().skip(usize::from(level.max(1)) - 1).sum()
    }

    /// Mean level; `None` without answers.
    pub fn mean(&self) -> Option<f64> {
        let sum: u64 = self.counts.iter().enumerate().map(|(i, c)| (i as u64 + 1) * c).sum();
        (self.n() > 0).then(|| sum as f64 / self.n() as f64)
    }

    /// Standard deviation of the levels (n − 1); `None` with fewer than two answers.
    pub fn sd(&self) -> Option<f64> {
        let (n, mean) = (self.n() as f64, self.mean()?);
        let squares: f64 =
            self.counts.iter().enumerate().map(|(i, c)| *c as f64 * (i as f64 + 1.0 - mean).powi(2)).sum();
        (n > 1.0).then(|| (squares / (n - 1.0)).sqrt())
    }
}

/// One person's answers in one wave, in short.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PersonScore {
    /// Answers given.
    pub answered: u32,
    /// Sum of their levels.
    pub sum: u32,
    /// Answers at or above the positive level.
    pub confident: u32,
}

impl PersonScore {
    /// Mean of the levels spread evenly over 0–100.
    pub fn index(&self, levels: usize) -> f64 {
        let mean = f64::from(self.sum) / f64::from(self.answered);
        (mean - 1.0) / (levels as f64 - 1.0) * 100.0
    }
}

/// Counts by wave, skill and group of one attribute.
pub type GroupCells = BTreeMap<(WaveId, SkillId, GroupId), LevelCounts>;

/// Answers of all waves, joined with groups. Built by [`SkillMatrix::new`].
#[derive(Clone, Debug, Default)]
pub struct SkillMatrix {
    /// Skill names, in the framework's order.
    pub skills: Vec<Arc<str>>,
    /// Levels of the scale.
    pub levels: usize,
    /// First level that counts as confident.
    pub positive_from: u8,
    overall: BTreeMap<(WaveId, SkillId), LevelCounts>,
    grouped: BTreeMap<Arc<str>, GroupCells>,
    people: Vec<BTreeMap<PersonId, PersonScore>>,
}

impl SkillMatrix {
    /// Joins the organisation's answers with the given groupings.
    ///
    /// # Errors
    /// [`TableError`], which only a fault in this program can cause.
    pub fn new(organisation: &Organisation, groupings: &[&Attribute]) -> Result<Self, TableError> {
        let framework = organisation.framework();
        let levels = framework.levels.len();
        let answers = frames::answers(organisation)?;
        let mut grouped = BTreeMap::new();
        for attribute in groupings {
            grouped.insert(attribute.name.clone(), frames::by_group(&answers, attribute, levels)?);
        }
        Ok(Self {
            skills: framework.skills.iter().map(|s| s.name.clone()).collect(),
            levels,
            positive_from: framework.positive_from,
            overall: frames::overall(&answers, levels)?,
            grouped,
            people: frames::people(&answers, organisation.waves().len(), framework.positive_from)?,
        })
    }

    /// Answers about a skill, everyone together.
    pub fn overall(&self, wave: WaveId, skill: SkillId) -> LevelCounts {
        self.overall.get(&(wave, skill)).cloned().unwrap_or_else(|| LevelCounts::new(self.levels))
    }

    /// Answers about a skill in one group.
    pub fn in_group(&self, wave: WaveId, skill: SkillId, by: &str, group: GroupId) -> LevelCounts {
        let cell = self.grouped.get(by).and_then(|cells| cells.get(&(wave, skill, group)));
        cell.cloned().unwrap_or_else(|| LevelCounts::new(self.levels))
    }

    /// Scores of everyone with at least one usable answer in a wave, by person.
    pub fn people(&self, wave: WaveId) -> &BTreeMap<PersonId, PersonScore> {
        static NOBODY: BTreeMap<PersonId, PersonScore> = BTreeMap::new();
        self.people.get(wave.0 as usize).unwrap_or(&NOBODY)
    }

    /// All skills.
    pub fn skill_ids(&self) -> impl Iterator<Item = SkillId> + use<> {
        (0..self.skills.len() as u16).map(SkillId)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mean_and_spread_follow_from_counts() {
        let mut counts = LevelCounts::new(5);
        for (level, people) in [(2, 3), (3, 1), (5, 2), (9, 4)] {
            counts.add(level, people);
        }
        assert_eq!(counts.n(), 6);
        assert_eq!(counts.at_or_above(4), 2);
        assert!((counts.mean().unwrap() - 19.0 / 6.0).abs() < 1e-12);
        assert!((counts.sd().unwrap() - 1.471_960_144_387_974).abs() < 1e-12);
        assert_eq!(LevelCounts::new(5).mean(), None);
    }

    #[test]
    fn two_teams_can_share_a_percentage_and_differ_in_index() {
        let a = PersonScore { answered: 2, sum: 6, confident: 1 };
        let b = PersonScore { answered: 2, sum: 7, confident: 1 };
        assert_eq!((a.index(5), b.index(5)), (50.0, 62.5));
    }
}
