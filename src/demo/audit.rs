//! The skills audit: who answered in spring and autumn, and what they said.

use jiff::civil::{Date, DateTime, date};
use jiff::{SignedDuration, ToSpan};

use super::dice::Dice;
use super::framework::AskedSkill;
use super::mistakes;
use super::names::REMARKS;
use super::people::{Person, bridge, team_of};
use super::story::STORY;

/// Number of waves.
pub(super) const WAVES: usize = 2;
/// First day of each wave, a Monday; each lasts three working weeks.
const FIRST_DAY: [Date; WAVES] = [date(2026, 3, 9), date(2026, 10, 5)];
/// People who answer in each wave: 80 % and 70 % of 200.
const ANSWER: [usize; WAVES] = [160, 140];
/// First level that counts as confident.
pub(super) const CONFIDENT: u8 = 4;
/// How much higher people who went to a café would place themselves afterwards, before the
/// top of the scale stops them; in levels.
const CAFE_LIFT: f64 = 0.75;

/// Levels by person and skill; `None` is "did not answer".
pub(super) type Levels = Vec<Option<Vec<u8>>>;

/// What everyone said in each wave, before anyone made a mistake in the form.
pub(super) fn levels(
    people: &[Person],
    skills: &[AskedSkill],
    guests: &[bool],
    seed: u64,
) -> [Levels; WAVES] {
    let mut dice = Dice::new(seed, 6);
    let takers = respondents(people, guests, &mut dice);
    let holders = &team_of(people, STORY.rare_skill_team)[..STORY.rare_skill_holders];
    let said: Vec<[Vec<u8>; WAVES]> = people
        .iter()
        .enumerate()
        .map(|(p, person)| answers(person, skills, guests[p], holders.contains(&p), &mut dice))
        .collect();
    [0, 1].map(|wave| (0..people.len()).map(|p| takers[wave][p].then(|| said[p][wave].clone())).collect())
}

/// Who answers in each wave: exactly [`ANSWER`] people. Those the story or a mistake needs are
/// among them; people who go to cafés are keener; who answered once is likelier to again.
fn respondents(people: &[Person], guests: &[bool], dice: &mut Dice) -> [Vec<bool>; WAVES] {
    let fixed = fixed(people);
    let first: Vec<f64> = (0..people.len()).map(|p| keenness(guests[p], dice)).collect();
    let second = first.iter().zip(guests).map(|(k, &guest)| 0.5 * k + 0.5 * keenness(guest, dice)).collect();
    let mut wave = 0;
    [first, second].map(|keen: Vec<f64>| {
        wave += 1;
        keenest(&keen, &fixed, ANSWER[wave - 1])
    })
}

fn keenness(guest: bool, dice: &mut Dice) -> f64 {
    dice.unit() * if guest { 0.75 } else { 1.0 }
}

/// Whether someone must answer in both waves, must not, or may.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Must,
    May,
    MustNot,
}

/// In the two teams of the story that must be shown, all but a few answer.
fn fixed(people: &[Person]) -> Vec<Part> {
    let mut part = vec![Part::May; people.len()];
    for name in [STORY.low_team, STORY.rare_skill_team] {
        for (place, p) in team_of(people, name).into_iter().enumerate() {
            part[p] = if place < 8 { Part::Must } else { Part::MustNot };
        }
    }
    for p in mistakes::makers(people).chain([bridge(people)]) {
        part[p] = Part::Must;
    }
    part
}

fn keenest(keen: &[f64], fixed: &[Part], n: usize) -> Vec<bool> {
    let rank = |p: usize| match fixed[p] {
        Part::Must => -1.0,
        Part::May => keen[p],
        Part::MustNot => 2.0,
    };
    let mut order: Vec<usize> = (0..keen.len()).collect();
    order.sort_by(|&a, &b| rank(a).total_cmp(&rank(b)));
    let mut answers = vec![false; keen.len()];
    for &p in order.iter().take(n) {
        answers[p] = true;
    }
    answers
}

/// One person's levels in both waves. What they would say wobbles between waves around the
/// same place, so people who went to no café do not move on average.
fn answers(
    person: &Person,
    skills: &[AskedSkill],
    guest: bool,
    holds: bool,
    dice: &mut Dice,
) -> [Vec<u8>; WAVES] {
    let own = person.plan().confidence + 0.5 * dice.normal() + 0.12 * (person.activity - 1.8);
    let lift = if guest { CAFE_LIFT } else { 0.0 };
    let mut said = [Vec::new(), Vec::new()];
    for skill in skills {
        let about = 3.1 + own - skill.difficulty;
        let (shared, before, after) = (dice.normal(), dice.normal(), dice.normal());
        said[0].push(level(about + 0.55 * shared + 0.25 * before, skill, holds));
        said[1].push(level(about + 0.55 * shared + 0.25 * after + lift, skill, holds));
    }
    said
}

/// A level from 1 to 5; the rare skill is held by some of one team and nobody else.
fn level(x: f64, skill: &AskedSkill, holds: bool) -> u8 {
    let level = x.round().clamp(1.0, 5.0) as u8;
    match (skill.rare, holds) {
        (false, _) => level,
        (true, true) => level.max(CONFIDENT),
        (true, false) => level.min(CONFIDENT - 1),
    }
}

/// One row of a form export.
#[derive(Clone, Debug)]
pub(super) struct Form {
    /// Who it is from; `None` is nobody anyone knows.
    pub(super) person: Option<usize>,
    /// When they began.
    pub(super) start: DateTime,
    /// When they handed it in.
    pub(super) end: DateTime,
    /// E-mail as it stands in the form.
    pub(super) email: String,
    /// Name as it stands in the form.
    pub(super) name: String,
    /// Answers as they stand in the form.
    pub(super) answers: Vec<Answer>,
    /// Free text.
    pub(super) remark: &'static str,
}

/// An answer as it stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Answer {
    /// A label, right or wrong; empty is a blank cell.
    Label(String),
    /// A number.
    Number(f64),
}

/// The forms of one wave in the order they were handed in, with their mistakes.
pub(super) fn forms(
    people: &[Person],
    skills: &[AskedSkill],
    levels: &Levels,
    wave: usize,
    seed: u64,
) -> Vec<Form> {
    let mut dice = Dice::new(seed, 7 + wave as u64);
    let mut forms: Vec<Form> = levels
        .iter()
        .enumerate()
        .filter_map(|(p, said)| Some(form(p, &people[p], labels(skills, said.as_ref()?), wave, &mut dice)))
        .collect();
    mistakes::make(&mut forms, people, wave);
    forms.sort_by_key(|f| (f.start, f.person));
    forms
}

fn labels(skills: &[AskedSkill], said: &[u8]) -> Vec<Answer> {
    skills
        .iter()
        .zip(said)
        .map(|(s, &level)| Answer::Label(s.skill.levels[usize::from(level) - 1].to_owned()))
        .collect()
}

fn form(p: usize, person: &Person, answers: Vec<Answer>, wave: usize, dice: &mut Dice) -> Form {
    let day = dice.below(15) as i64;
    let monday = FIRST_DAY[wave].at(8, 0, 0, 0);
    let day = monday.checked_add((day / 5 * 7 + day % 5).days()).unwrap_or(monday);
    let start = later(day, dice.below(10 * 3600) as i64);
    Form {
        person: Some(p),
        start,
        end: later(start, dice.between(150, 900) as i64),
        email: person.email.clone(),
        name: person.full_name(),
        answers,
        remark: if dice.chance(0.2) { dice.pick(REMARKS) } else { "" },
    }
}

/// A moment some seconds later.
pub(super) fn later(at: DateTime, seconds: i64) -> DateTime {
    at.checked_add(SignedDuration::from_secs(seconds)).unwrap_or(at)
}
