//! Attacks on rows about two waves, by someone who knows who answered which, but not what.

use std::collections::BTreeSet;

use crossweave::measures::{Level, Measurement, Value};
use crossweave::model::{PersonId, SkillId};

use super::attack::Shown;
use super::made::{Dice, Made, Wave};
use super::{K, each_programme};

/// Of one skill in two waves: rows of those who answered both, and rows of those who answered once.
const OF_BOTH: [&str; 9] = [
    "change-confident",
    "change-level",
    "change-p",
    "change-p-bh",
    "change-p-holm",
    "change-confident-p",
    "change-spread-p",
    "change-moved",
    "transition",
];
const OF_ONE: [&str; 2] = ["change-superiority", "change-superiority-p"];

impl Shown {
    fn answered(&self, wave: usize, skill: usize) -> BTreeSet<usize> {
        let table = &self.organisation.answers()[wave];
        let level = |p: &usize| table.level(PersonId(*p as u32), SkillId(skill as u16)).is_some();
        (0..self.organisation.people().len()).filter(level).collect()
    }

    /// People with an answer about anything.
    fn answered_at_all(&self, wave: usize) -> BTreeSet<usize> {
        let skills = self.organisation.framework().skills.len();
        (0..skills).flat_map(|s| self.answered(wave, s)).collect()
    }

    fn waves_of(&self, m: &Measurement) -> Option<(usize, usize)> {
        let (a, b) = m.key.wave.as_deref()?.split_once('→')?;
        let place = |label: &str| self.organisation.waves().iter().position(|w| *w.label == *label);
        Some((place(a)?, place(b)?))
    }

    fn skill_of(&self, m: &Measurement) -> Option<usize> {
        let name = m.key.skill.as_ref()?;
        self.organisation.framework().skills.iter().position(|s| s.name == *name)
    }

    /// Rows that are about fewer than five who answered once, alone or by subtraction from the wave's own.
    fn giving_away_who_answered_once(&self) -> Vec<&Measurement> {
        let gives_away = |m: &&Measurement| {
            let Some((a, b)) = self.waves_of(m) else { return false };
            let (first, second) = match (m.key.level, self.skill_of(m)) {
                (Level::Skill, Some(s)) => (self.answered(a, s), self.answered(b, s)),
                (Level::Network, None) => (self.answered_at_all(a), self.answered_at_all(b)),
                _ => return false,
            };
            let few = |n: usize| (1..K as usize).contains(&n);
            let alone = few(first.difference(&second).count()) || few(second.difference(&first).count());
            let by_skill = m.key.level == Level::Skill && OF_BOTH.contains(&m.key.measure);
            alone && (by_skill || OF_ONE.contains(&m.key.measure))
        };
        self.rows.iter().filter(gives_away).collect()
    }

    /// Counts of a few people: a cell, or those a test rests on.
    fn giving_away_who_moved(&self) -> Vec<&Measurement> {
        let levels = |m: &Measurement, p: usize| {
            let ((a, b), s) = (self.waves_of(m)?, self.skill_of(m)?);
            let level =
                |w: usize| self.organisation.answers()[w].level(PersonId(p as u32), SkillId(s as u16));
            Some((level(a)?, level(b)?))
        };
        let few = |n: usize| (1..K as usize).contains(&n);
        let gives_away = |m: &&Measurement| {
            let all: Vec<(u8, u8)> =
                (0..self.organisation.people().len()).filter_map(|p| levels(m, p)).collect();
            let moved = all.iter().filter(|(a, b)| a != b).count();
            let cell = |x: &(u8, u8)| all.iter().filter(|y| *y == x).count();
            match m.key.measure {
                "transition" => all.iter().any(|x| few(cell(x)) || cell(x) + 1 >= all.len()),
                "change-moved" => {
                    let way = |x: &&(u8, u8)| x.1.cmp(&x.0);
                    let cells = [-1, 0, 1].map(|w| all.iter().filter(|x| way(x) as i32 == w).count());
                    cells.iter().any(|n| few(*n) || n + 1 >= all.len())
                }
                "change-p" | "change-p-bh" | "change-spread-p" => moved < K as usize,
                "change-p-holm" => m.key.level == Level::Skill && moved < K as usize,
                _ => false,
            }
        };
        self.rows.iter().filter(gives_away).collect()
    }

    /// The same of one skill, by its change in levels.
    fn giving_away_who_missed_a_skill(&self) -> bool {
        let skills = &self.organisation.framework().skills;
        let labels: Vec<_> = self.organisation.waves().iter().map(|w| w.label.clone()).collect();
        (0..skills.len()).any(|s| {
            let at: Vec<BTreeSet<usize>> = (0..3).map(|w| self.answered(w, s)).collect();
            let twice = |p: &usize| at.iter().filter(|wave| wave.contains(p)).count() == 2;
            let left = (0..self.organisation.people().len()).filter(twice).count();
            let shown = |(a, b): (usize, usize)| {
                let wave = format!("{}→{}", labels[a], labels[b]);
                let fits = |m: &&Measurement| {
                    m.key.measure == "change-level"
                        && m.key.wave.as_deref() == Some(&wave)
                        && m.key.skill.as_ref() == Some(&skills[s].name)
                };
                self.rows.iter().any(|m| fits(&m))
            };
            (1..K as usize).contains(&left) && [(0, 1), (1, 2), (0, 2)].into_iter().all(shown)
        })
    }

    /// From first to second to third, less from first to third: the people on whom that rests.
    fn giving_away_who_missed_a_wave(&self) -> bool {
        let at: Vec<BTreeSet<usize>> = (0..3).map(|w| self.answered_at_all(w)).collect();
        let twice = |p: &usize| at.iter().filter(|wave| wave.contains(p)).count() == 2;
        let labels: Vec<_> = self.organisation.waves().iter().map(|w| w.label.clone()).collect();
        let shown = |a: usize, b: usize, by: &Measurement| {
            let wave = format!("{}→{}", labels[a], labels[b]);
            let fits = |m: &&Measurement| {
                m.key.measure == "change-index"
                    && m.key.wave.as_deref() == Some(&wave)
                    && (&m.key.by, &m.key.group) == (&by.key.by, &by.key.group)
            };
            self.rows.iter().any(|m| fits(&m))
        };
        self.rows.iter().filter(|m| m.key.measure == "change-index").any(|m| {
            let left = self.people(m).into_iter().filter(twice).count();
            (1..K as usize).contains(&left) && shown(0, 1, m) && shown(1, 2, m) && shown(0, 2, m)
        })
    }
}

/// Programmes with two audits or more, and how many of them give something away.
fn fallen(k: u32, gives_away: impl Fn(&Shown) -> bool + Sync) -> (usize, usize) {
    let attack = |seed| {
        let made = Made::new(seed);
        (made.waves.len() > 1).then(|| gives_away(&Shown::under(&made, k, false)))
    };
    let attacked: Vec<bool> = each_programme(60, attack).into_iter().flatten().collect();
    (attacked.len(), attacked.iter().filter(|fell| **fell).count())
}

#[test]
fn nothing_is_said_of_few_who_answered_once() {
    assert_eq!(fallen(5, |s| !s.giving_away_who_answered_once().is_empty()).1, 0);
    let (all, naive) = fallen(1, |s| !s.giving_away_who_answered_once().is_empty());
    assert!(all > 30 && naive * 2 > all, "{naive} of {all}");
}

#[test]
fn no_cell_and_no_test_is_of_few_who_moved() {
    assert_eq!(fallen(5, |s| !s.giving_away_who_moved().is_empty()).1, 0);
    let (all, naive) = fallen(1, |s| !s.giving_away_who_moved().is_empty());
    assert!(all > 30 && naive * 2 > all, "{naive} of {all}");
}

/// Four hundred people on five levels, of whom forty-eight went a level up and twelve fell to the lowest.
#[test]
fn a_table_without_small_cells_is_shown() {
    let mut made = Made::sized(&mut Dice(3), 400, 4);
    let alike = |p: usize| Some(vec![Some(1 + (p % 5) as u8); 3]);
    made.waves = (0..2).map(|_| Wave { answers: (0..400).map(alike).collect() }).collect();
    let [first, second] = made.waves.as_mut_slice() else { panic!("two audits") };
    for p in 0..60 {
        second.answers[p] = first.answers[(p + 1) % 60].clone();
    }
    let shown = Shown::of(&made);
    let cells: Vec<&Value> =
        shown.rows.iter().filter(|m| m.key.measure == "transition").map(|m| &m.value).collect();
    assert_eq!(cells.len(), 3 * 25);
    let people: u64 =
        cells.iter().filter_map(|v| if let Value::Count(n) = v { Some(*n) } else { None }).sum();
    assert_eq!(people, 3 * 400);
    // One person more takes a step of their own, and the table goes.
    made.waves[1].answers[399] = Some(vec![Some(3); 3]);
    let shown = Shown::of(&made);
    assert!(!shown.rows.iter().any(|m| m.key.measure == "transition"));
    assert!(shown.rows.iter().any(|m| m.key.measure == "change-moved"));
}

#[test]
fn three_audits_do_not_give_away_who_missed_one() {
    let attacked = |k: u32| -> Vec<bool> {
        let attack = |seed| {
            let made = Made::new(seed).with_a_third_audit(seed)?;
            let shown = Shown::under(&made, k, false);
            Some(shown.giving_away_who_missed_a_wave() || shown.giving_away_who_missed_a_skill())
        };
        each_programme(60, attack).into_iter().flatten().collect()
    };
    let shown = attacked(5);
    assert!(shown.len() > 30 && !shown.contains(&true), "{shown:?}");
    let naive = attacked(1);
    assert!(naive.iter().filter(|fell| **fell).count() * 2 > naive.len());
}
