//! Change between waves through the registry: published answers, and cases worked by hand.

use crate::measures::{Family, MEASURES, Measurement, Subject, Value};
use crate::model::audit::{Answers, Aspect, Framework, Response, Skill, Wave};
use crate::model::{Attribute, GroupId, Organisation, Parts, Person, PersonId, SkillId};
use crate::network::graph::CollaborationGraph;
use crate::table::SkillMatrix;

/// One wave: for each person the level of each skill, 0 where they gave none.
type Levels = Vec<Vec<u8>>;

/// People, what they said in each wave, and what they said of the start in the last.
struct Case {
    levels: usize,
    waves: Vec<Levels>,
    before: Option<(usize, Levels)>,
}

impl Case {
    fn new(levels: usize, waves: Vec<Levels>) -> Self {
        Self { levels, waves, before: None }
    }

    /// One skill; people in the order given.
    fn one_skill(levels: usize, waves: &[&[u8]]) -> Self {
        Self::new(levels, waves.iter().map(|wave| wave.iter().map(|l| vec![*l]).collect()).collect())
    }

    fn organisation(&self) -> Organisation {
        let (people, skills) = (self.waves[0].len(), self.waves[0].first().map_or(1, Vec::len));
        let labels =
            |n: usize| -> Vec<std::sync::Arc<str>> { (1..=n).map(|l| format!("L{l}").into()).collect() };
        let skill = |s: usize| Skill { name: format!("S{s}").into(), domain: None, required: vec![] };
        let mut answers: Vec<Answers> = self.waves.iter().map(|wave| table(wave, people, skills)).collect();
        if let Some((scale, before)) = &self.before {
            let last = answers.last_mut().unwrap();
            for s in 0..skills {
                last.ask_beside(Aspect::Before, SkillId(s as u16), labels(*scale));
            }
            each(before, |p, s, level| last.set_beside(Aspect::Before, p, s, Response::Level(level)));
        }
        let wave = |w: usize| Wave { label: (w + 1).to_string().into(), days: None };
        let person =
            |i: usize| Person { key: format!("p{i:05}").into(), name: None, manager: None, may_name: false };
        let of = (0..people).map(|p| Some(GroupId((p % 2) as u16))).collect();
        Organisation::new(Parts {
            people: (0..people).map(person).collect(),
            attributes: vec![Attribute {
                name: "team".into(),
                labels: vec!["Even".into(), "Odd".into()],
                of,
            }],
            framework: Framework {
                skills: (0..skills).map(skill).collect(),
                levels: labels(self.levels),
                positive_from: 3,
                required_by: None,
            },
            waves: (0..self.waves.len()).map(wave).collect(),
            answers,
            ..Parts::default()
        })
        .unwrap()
    }

    fn rows(&self) -> Vec<Measurement> {
        let organisation = self.organisation();
        let groupings: Vec<&Attribute> = organisation.attributes().iter().collect();
        let skills = SkillMatrix::new(&organisation, &groupings).unwrap();
        let subject = Subject {
            organisation: &organisation,
            graph: &CollaborationGraph::default(),
            skills: &skills,
            groupings,
            seed: 1,
            person_level: false,
            facts: Default::default(),
        };
        MEASURES.iter().filter(|m| m.family == Family::Skills).flat_map(|m| (m.compute)(&subject)).collect()
    }

    /// The one row of a measure: about a skill or everyone, and with `other` or without.
    #[track_caller]
    fn row(&self, id: &str, skill: Option<&str>, other: Option<&str>) -> Measurement {
        let all = self.rows();
        let fits = |m: &&Measurement| {
            m.key.measure == id
                && m.key.group.is_none()
                && m.key.skill.as_deref() == skill
                && m.key.other.as_deref() == other
        };
        let found: Vec<&Measurement> = all.iter().filter(fits).collect();
        assert_eq!(found.len(), 1, "{id} {skill:?} {other:?}: {found:?}");
        found[0].clone()
    }

    #[track_caller]
    fn number(&self, id: &str, skill: Option<&str>) -> f64 {
        let row = self.row(id, skill, None);
        row.value.as_f64().unwrap_or_else(|| panic!("{row:?}"))
    }
}

fn each(levels: &Levels, mut set: impl FnMut(PersonId, SkillId, u8)) {
    for (p, levels) in levels.iter().enumerate() {
        for (s, level) in levels.iter().enumerate().filter(|(_, l)| **l > 0) {
            set(PersonId(p as u32), SkillId(s as u16), *level);
        }
    }
}

fn table(wave: &Levels, people: usize, skills: usize) -> Answers {
    let mut answers = Answers::new(people, skills);
    each(wave, |p, s, level| answers.set(p, s, Response::Level(level)));
    answers
}

#[track_caller]
fn close(got: f64, expected: f64, within: f64) {
    assert!((got - expected).abs() <= within, "{got}, expected {expected}");
}

const BEFORE: [u8; 12] = [2, 3, 2, 4, 1, 3, 2, 5, 3, 2, 4, 1];
const AFTER: [u8; 12] = [3, 3, 4, 4, 2, 5, 2, 4, 4, 3, 5, 3];
const S0: Option<&str> = Some("S0");

/// The guide's twelve pairs. Levels moved: 10 up in all; of 512 ways to sign the nine moves 14 are as far out
/// by Pratt's ranks, counted one by one in another program.
#[test]
fn twelve_people_who_answered_twice() {
    let case = Case::one_skill(5, &[&BEFORE, &AFTER]);
    close(case.number("change-level", S0), 10.0 / 12.0, 1e-12);
    close(case.number("change-index", None), 10.0 / 12.0 * 25.0, 1e-9);
    for (id, skill) in
        [("change-p", S0), ("change-p-bh", S0), ("change-p-holm", S0), ("change-index-p", None)]
    {
        close(case.number(id, skill), 14.0 / 512.0, 1e-12);
    }
    let moved = |way| case.row("change-moved", S0, Some(way)).value;
    assert_eq!(moved("Up"), Value::Share { num: 8, den: 12 });
    assert_eq!(moved("Same"), Value::Share { num: 3, den: 12 });
    assert_eq!(moved("Down"), Value::Share { num: 1, den: 12 });
    let cell = |which| case.row("transition", S0, Some(which));
    assert_eq!((cell("L2→L3").value, cell("L2→L3").n), (Value::Count(2), 12));
    assert_eq!(cell("L5→L4").value, Value::Count(1));
    assert_eq!(cell("L1→L5").value, Value::Count(0));
    let who = |which| case.row("linked-people", None, Some(which)).value;
    assert_eq!([who("Both"), who("Only the first"), who("Only the second")], [12, 0, 0].map(Value::Count));
    assert_eq!(case.row("change-superiority", S0, None).value.status(), "undefined");
}

/// The same answers by twenty-four people: A .7014, Brunner and Munzel's p .0751 (scipy 1.17: .07514988).
#[test]
fn the_same_answers_by_different_people_are_another_question() {
    let case = Case::one_skill(5, &[&[&BEFORE[..], &[0; 12]].concat(), &[&[0; 12], &AFTER[..]].concat()]);
    for skill in [S0, None] {
        close(case.number("change-superiority", skill), 0.701_388_888_888_9, 1e-12);
        close(case.number("change-superiority-p", skill), 0.075_149_877_041_571, 1e-9);
    }
    assert_eq!(case.row("change-superiority", None, None).n, 24);
    close(case.number("change-all-people", None), 10.0 / 12.0 * 25.0, 1e-9);
    for (id, skill) in
        [("change-level", S0), ("change-p", S0), ("change-index-p", None), ("change-index", None)]
    {
        let row = case.row(id, skill, None);
        assert!(row.value.reason().is_some_and(|why| why.starts_with("nobody answered")), "{row:?}");
        assert_eq!(row.n, 0);
    }
}

fn people_in(cells: &[((u8, u8), usize)]) -> [Vec<u8>; 2] {
    let both = |f: fn(&(u8, u8)) -> u8| cells.iter().flat_map(|(c, n)| vec![f(c); *n]).collect();
    [both(|c| c.0), both(|c| c.1)]
}

/// Agresti's ratings of a prime minister, [[794, 150], [86, 570]]: mid-p in exact fractions.
#[test]
fn ratings_of_a_prime_minister() {
    let [before, after] = people_in(&[((2, 2), 794), ((2, 3), 150), ((3, 2), 86), ((3, 3), 570)]);
    let case = Case::one_skill(4, &[&before, &after]);
    close(case.number("change-confident-p", S0), 2.893_389_517_615_49e-5, 1e-12);
    close(case.number("change-confident", S0), 64.0 / 1600.0, 1e-12);
}

/// Stuart's vision of 7,477 women: 11.9566 on 3 degrees of freedom, p .00753.
#[test]
fn vision_of_the_left_and_the_right_eye() {
    let rows = [[1520, 266, 124, 66], [234, 1512, 432, 78], [117, 362, 1772, 205], [36, 82, 179, 492]];
    let mut cells = Vec::new();
    for (i, row) in (1..).zip(rows) {
        cells.extend((1..).zip(row).map(|(j, n)| ((i, j), n)));
    }
    let [before, after] = people_in(&cells);
    let case = Case::one_skill(4, &[&before, &after]);
    close(case.number("change-spread-p", S0), 0.007_533_415_106, 1e-9);
    assert_eq!(case.row("transition", S0, Some("L3→L2")).value, Value::Count(362));
}

/// By hand: three people twice (1→2, 2→2, 3→5), two only first (4, 2), one only second (5).
#[test]
fn partly_linked_waves_are_told_three_ways() {
    let case = Case::one_skill(5, &[&[1, 2, 3, 4, 2, 0], &[2, 2, 5, 0, 0, 5]]);
    let who = |which| case.row("linked-people", None, Some(which)).value.as_f64();
    assert_eq!(
        [who("Both"), who("Only the first"), who("Only the second")],
        [Some(3.0), Some(2.0), Some(1.0)]
    );
    close(case.number("change-level", S0), 1.0, 1e-12);
    assert_eq!(case.row("change-level", S0, None).n, 3);
    // The one of the second stands above both of the first.
    let apart = case.row("change-superiority", S0, None);
    assert_eq!((apart.value.as_f64(), apart.n), (Some(1.0), 3));
    assert!(apart.low.is_some_and(|low| low < 0.9));
    assert_eq!(
        case.row("change-superiority-p", S0, None).value.reason(),
        Some(super::superiority::NO_SPREAD)
    );
    // 14 / 4 − 12 / 5 levels, in points of 25.
    let all = case.row("change-all-people", None, None);
    close(all.value.as_f64().unwrap(), (3.5 - 2.4) * 25.0, 1e-9);
    assert!(all.n == 6 && all.low.unwrap() < 0.0 && all.high.unwrap() > 27.5);
}

/// Alpha .9130435 and SD 1.0110501 levels by another program: 1.96·√2·SD·25·√(1 − α) = 20.660214 points.
#[test]
fn noise_follows_from_reliability() {
    let before = [[1, 2, 2], [2, 2, 3], [3, 4, 4], [4, 3, 4], [2, 1, 2]].map(Vec::from).to_vec();
    let mut after = before.clone();
    after[0] = vec![3, 3, 3];
    after[1] = vec![2, 3, 3];
    after[4] = vec![1, 1, 1];
    let case = Case::new(5, vec![before, after]);
    let noise = case.row("noise", None, None);
    close(noise.value.as_f64().unwrap(), 20.660_214_046, 1e-8);
    assert_eq!(noise.n, 5);
    // Up by 33 points, up by 8, none, none, down by 17.
    let share = |which| case.row("change-beyond-noise", None, Some(which)).value;
    assert_eq!(share("More confident"), Value::Share { num: 1, den: 5 });
    assert_eq!(share("Within noise"), Value::Share { num: 4, den: 5 });
    assert_eq!(share("Less confident"), Value::Share { num: 0, den: 5 });
}

/// Four people; in the second wave they say of themselves now 4 4 5 3 and of before 2 1 3 3, having said
/// 4 3 4 3 at the time; the fourth was not there then.
#[test]
fn workshops_teach_people_what_they_did_not_know() {
    let mut case = Case::one_skill(5, &[&[4, 3, 4, 0], &[4, 4, 5, 3]]);
    case.before = Some((5, [2, 1, 3, 3].map(|l| vec![l]).to_vec()));
    for skill in [None, S0] {
        let since = case.row("change-since-before", skill, None);
        assert_eq!(
            (since.value.as_f64(), since.n, since.key.wave.as_deref()),
            (Some(7.0 / 4.0), 4, Some("2"))
        );
        let shift = case.row("response-shift", skill, None);
        close(shift.value.as_f64().unwrap(), 5.0 / 3.0, 1e-12);
        assert_eq!((shift.n, shift.key.wave.as_deref()), (3, Some("1→2")));
    }
    close(case.number("change-level", S0), 2.0 / 3.0, 1e-12);
    case.before = Some((3, case.before.unwrap().1));
    let other = case.row("change-since-before", S0, None);
    assert!(other.value.reason().is_some_and(|why| why.contains("another scale")), "{other:?}");
    case.before = None;
    assert!(case.rows().iter().all(|m| !["change-since-before", "response-shift"].contains(&m.key.measure)));
}

/// Three skills, p of 2/64, 2/8 and none, corrected by hand: two tests, of which the smaller p is doubled.
#[test]
fn a_list_of_skills_is_corrected_for_its_length() {
    let before = vec![vec![2, 2, 3]; 6];
    // Skill 0: all six up. Skill 1: three up. Skill 2: nobody moved.
    let after = (0..6).map(|p| vec![3, if p < 3 { 3 } else { 2 }, 3]).collect();
    let case = Case::new(4, vec![before, after]);
    let p = |id, skill| case.row(id, Some(skill), None).value.as_f64();
    assert_eq!([p("change-p", "S0"), p("change-p", "S1")], [Some(2.0 / 64.0), Some(2.0 / 8.0)]);
    assert_eq!([p("change-p-holm", "S0"), p("change-p-holm", "S1")], [Some(4.0 / 64.0), Some(2.0 / 8.0)]);
    assert_eq!([p("change-p-bh", "S0"), p("change-p-bh", "S1")], [Some(4.0 / 64.0), Some(2.0 / 8.0)]);
    for id in ["change-p", "change-p-holm", "change-p-bh", "change-spread-p", "change-confident-p"] {
        let still = case.row(id, Some("S2"), None);
        assert_eq!((still.value.reason(), still.n), (Some("nobody changed their answer"), 6), "{id}");
    }
}

#[test]
fn what_cannot_be_said_has_its_reason() {
    let why = |case: &Case, id: &str, skill| case.row(id, skill, None).value.reason().unwrap_or("a value");
    // Nobody answered both.
    let strangers = Case::one_skill(4, &[&[1, 2, 0, 0], &[0, 0, 3, 3]]);
    assert_eq!(why(&strangers, "change-index", None), "nobody answered in both waves");
    assert_eq!(why(&strangers, "change-spread-p", S0), "nobody answered both times");
    // One answered both: a change, and no interval.
    let one = Case::one_skill(4, &[&[1, 2], &[3, 0]]);
    let change = one.row("change-level", S0, None);
    assert_eq!((change.value.as_f64(), change.low, change.n), (Some(2.0), None, 1));
    assert_eq!(one.row("change-p", S0, None).value.as_f64(), Some(1.0));
    assert_eq!(why(&one, "noise", None), "fewer than two skills were asked about in both waves");
    // All alike, both times: an interval of some width, and nothing to test.
    let alike = Case::one_skill(4, &[&[2; 6], &[2; 6]]);
    let change = alike.row("change-level", S0, None);
    assert!(change.value.as_f64() == Some(0.0) && change.low.unwrap() < 0.0 && change.high.unwrap() > 0.0);
    assert_eq!(why(&alike, "change-index-p", None), "nobody changed their answer");
    // No skill in common: nothing over all skills.
    let apart = Case::new(4, vec![vec![vec![2, 0]; 3], vec![vec![0, 3]; 3]]);
    let reason = "the two waves asked about no skill in common";
    for id in ["change-index", "change-index-p", "change-all-people"] {
        assert_eq!(why(&apart, id, None), reason, "{id}");
    }
    // A skill nobody answered about in one wave is left out of both.
    let one_less = Case::new(5, vec![vec![vec![1, 5]; 3], vec![vec![2, 0]; 3]]);
    assert_eq!(one_less.number("change-index", None), 25.0);
    assert_eq!(why(&one_less, "change-level", Some("S1")), "nobody answered both times");
}

#[test]
fn every_row_is_finite_or_says_why_and_is_declared() {
    let mut asked = Case::one_skill(5, &[&BEFORE, &AFTER]);
    asked.before = Some((5, BEFORE.map(|l| vec![l]).to_vec()));
    let cases = [
        asked,
        Case::one_skill(4, &[&[0, 0], &[0, 0]]),
        Case::one_skill(4, &[&[], &[]]),
        Case::one_skill(4, &[&[1], &[4]]),
        Case::one_skill(4, &[&[1, 2, 3], &[1, 2, 0], &[2, 0, 4]]),
        Case::one_skill(1, &[&[1, 1], &[1, 1]]),
        Case::one_skill(4, &[&[1, 2]]),
    ];
    for (c, case) in cases.iter().enumerate() {
        let rows = case.rows();
        let mut keys: Vec<_> = rows.iter().map(|m| m.key.clone()).collect();
        for m in &rows {
            let finite =
                m.value.as_f64().map_or(m.value.reason().is_some_and(|w| !w.is_empty()), f64::is_finite);
            assert!(
                finite && m.low.is_none_or(f64::is_finite) && m.high.is_none_or(f64::is_finite),
                "{c}: {m:?}"
            );
            assert!(crate::measures::find(m.key.measure).unwrap().levels.contains(&m.key.level), "{m:?}");
        }
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), rows.len(), "case {c}");
    }
    // Three waves: each beside the next, and the last beside the first.
    let pairs = cases[4].rows().into_iter().filter(|m| m.key.measure == "noise").count();
    assert_eq!(pairs, 3);
}
