//! Who answered, how sure, how far skills go together and weights, through the registry: cases worked by hand
//! and published ones.

use std::sync::Arc;

use crate::measures::{Family, MEASURES, Measurement, Subject, Value};
use crate::model::audit::{Answers, Framework, Response, Skill, Wave};
use crate::model::standing::{Composition, Standing};
use crate::model::{Attribute, GroupId, Organisation, Parts, Person, PersonId, SkillId};
use crate::network::graph::CollaborationGraph;
use crate::programme::config::IntervalRule;
use crate::table::SkillMatrix;

/// One wave: for each person their sector and the level of each skill, 0 where they gave none.
struct Case {
    people: Vec<(u16, Vec<u8>)>,
    domains: Vec<&'static str>,
    standing: Standing,
}

impl Case {
    fn new(people: Vec<(u16, Vec<u8>)>) -> Self {
        Self { people, domains: vec![], standing: Standing { listed: true, ..Standing::default() } }
    }

    /// People of one skill: in each sector, how many gave each level from 0, "did not answer".
    fn counts(sectors: &[&[usize]]) -> Self {
        let level = |g: usize| move |(level, n): (usize, &usize)| vec![(g as u16, vec![level as u8]); *n];
        let sector = |(g, counts): (usize, &&[usize])| {
            counts.iter().enumerate().flat_map(level(g)).collect::<Vec<_>>()
        };
        Self::new(sectors.iter().enumerate().flat_map(sector).collect())
    }

    fn organisation(&self) -> Organisation {
        let skills = self.people.first().map_or(1, |p| p.1.len());
        let domain = |s: usize| self.domains.get(s).map(|d| Arc::from(*d));
        let skill = |s: usize| Skill { name: format!("S{s}").into(), domain: domain(s), ..Skill::default() };
        let mut answers = Answers::new(self.people.len(), skills);
        for (p, (_, levels)) in self.people.iter().enumerate() {
            for (s, level) in levels.iter().enumerate().filter(|(_, l)| **l > 0) {
                answers.set(PersonId(p as u32), SkillId(s as u16), Response::Level(*level));
            }
        }
        let person =
            |i: usize| Person { key: format!("p{i:05}").into(), name: None, manager: None, may_name: false };
        let sector = Attribute {
            name: "sector".into(),
            labels: vec!["Council".into(), "Police".into()],
            of: self.people.iter().map(|p| Some(GroupId(p.0))).collect(),
        };
        Organisation::new(Parts {
            people: (0..self.people.len()).map(person).collect(),
            attributes: vec![sector],
            framework: Framework {
                skills: (0..skills).map(skill).collect(),
                levels: (1..=5).map(|l| format!("L{l}").into()).collect(),
                positive_from: 4,
                ..Framework::default()
            },
            waves: vec![Wave { label: "1".into(), days: None }],
            answers: vec![answers],
            standing: self.standing.clone(),
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

    /// The one row of a measure: of a group or everyone, of a skill or all, with `other` or without.
    #[track_caller]
    fn row(&self, id: &str, group: Option<&str>, skill: Option<&str>, other: Option<&str>) -> Measurement {
        let all = self.rows();
        let fits = |m: &&Measurement| {
            let key = &m.key;
            key.measure == id
                && key.group.as_deref() == group
                && key.skill.as_deref() == skill
                && key.other.as_deref() == other
        };
        let found: Vec<&Measurement> = all.iter().filter(fits).collect();
        assert_eq!(found.len(), 1, "{id} {group:?} {skill:?} {other:?}: {found:?}");
        found[0].clone()
    }

    #[track_caller]
    fn reason(&self, id: &str) -> &'static str {
        self.row(id, None, None, None).value.reason().unwrap()
    }

    fn weighted(mut self, people: [f64; 2]) -> Self {
        self.standing.composition = vec![Composition { attribute: "sector".into(), people: people.to_vec() }];
        self
    }
}

#[track_caller]
fn close(m: &Measurement, expected: [f64; 3], within: f64) {
    let got = [m.value.as_f64(), m.low, m.high].map(|x| x.unwrap_or(f64::NAN));
    let near = got.iter().zip(expected).all(|(a, b)| (a - b).abs() <= within || a.is_nan() && b.is_nan());
    assert!(near, "{got:?}, expected {expected:?}: {m:?}");
}

const NO: f64 = f64::NAN;

/// Published: 858 of 986 and 529 of 986, Wilson's interval (Brown, Cai and DasGupta's formula).
#[test]
fn a_share_has_wilsons_interval() {
    let case = Case::counts(&[&[0, 0, 0, 128, 858]]);
    close(&case.row("confident", None, Some("S0"), None), [0.870_183, 0.847_758_6, 0.889_733_2], 1e-6);
    let case = Case::counts(&[&[0, 0, 0, 457, 529]]);
    close(&case.row("confident", None, Some("S0"), None), [0.536_511, 0.505_303_9, 0.567_435_0], 1e-6);
}

/// Published censuses: 120 of 200 answered, 43 % ± 6; 80 of 150, 50 % ± 8; 40 of 50, 30 % ± 6; 375 of 500,
/// 60 % ± 2.
#[test]
fn a_census_has_its_published_margin_beside() {
    for (people, answered, yes, margin) in
        [(200, 120, 52, 6), (150, 80, 40, 8), (50, 40, 12, 6), (500, 375, 225, 2)]
    {
        let case = Case::counts(&[&[people - answered, 0, 0, answered - yes, yes]]);
        let m = case.row("confident-margin", None, Some("S0"), None);
        assert_eq!((m.value.as_f64().unwrap() * 100.0).round() as i32, margin, "{m:?}");
        assert_eq!(m.n, answered as u64);
    }
    let all = Case::counts(&[&[0, 0, 0, 10, 10]]);
    assert_eq!(all.row("confident-margin", None, Some("S0"), None).value, Value::Number(0.0));
    let mut unlisted = Case::counts(&[&[0, 0, 0, 10, 10]]);
    unlisted.standing.listed = false;
    let m = unlisted.row("confident-margin", None, Some("S0"), None);
    assert_eq!(m.value.reason(), Some("no staff list says how many were asked"));
    assert_eq!(unlisted.row("r-indicator", None, None, None).value.status(), "undefined");
}

#[test]
fn as_a_census_intervals_shrink_and_vanish_when_all_answered() {
    // Council: 7 of 8 answered; police: all six.
    let counts: [&[usize]; 2] = [&[1, 0, 0, 3, 4], &[0, 0, 2, 2, 2]];
    let (sample, mut census) = (Case::counts(&counts), Case::counts(&counts));
    census.standing.interval = IntervalRule::Census;
    for id in ["confident", "mean-level"] {
        let width = |case: &Case, group: &str| {
            let m = case.row(id, Some(group), Some("S0"), None);
            m.high.unwrap() - m.low.unwrap()
        };
        assert!(
            width(&census, "Council") < width(&sample, "Council") && width(&census, "Council") > 0.0,
            "{id}"
        );
        assert!(width(&census, "Police") == 0.0 && width(&sample, "Police") > 0.2, "{id}");
    }
    // 4 said yes and 3 no, of 8: it cannot be below 4/8 nor above 5/8.
    let m = census.row("confident", Some("Council"), Some("S0"), None);
    close(&m, [4.0 / 7.0, 0.5, 0.625], 1e-12);
}

/// Five people alike: 3 ± t(4)·√(0.5/4/5) = 3 ± 2.776445·0.158114.
#[test]
fn all_alike_is_not_certain() {
    let case = Case::counts(&[&[0, 0, 0, 5]]);
    close(&case.row("mean-level", None, Some("S0"), None), [3.0, 3.0 - 0.438_994, 3.0 + 0.438_994], 1e-5);
    // One level is 25 points.
    close(&case.row("index", None, None, None), [50.0, 50.0 - 10.974_9, 50.0 + 10.974_9], 1e-3);
    assert_eq!(case.reason("alpha"), "it takes two skills, or three for omega");
}

/// Rows 1 2 2, 2 2 3, 3 4 3, 4 3 4, 2 1 2, 1 2 1: by hand s² 41/30, 16/15, 11/10; covariances 11/15, 11/10, 3/5.
/// α = 3/2·(1 − Σs²/s²ₜ); Σs² = 53/15, s²ₜ = Σs² + 2·(73/30) = 42/5.
#[test]
fn skills_go_together_as_worked_by_hand() {
    let levels = [[1, 2, 2], [2, 2, 3], [3, 4, 3], [4, 3, 4], [2, 1, 2], [1, 2, 1]];
    let mut case = Case::new(levels.iter().map(|row| (0, row.to_vec())).collect());
    case.domains = vec!["Area"; 3];
    let expected = 1.5 * (1.0 - (53.0 / 15.0) / 8.4);
    for id in ["alpha", "alpha-pairwise"] {
        let m = case.row(id, None, None, None);
        assert!((m.value.as_f64().unwrap() - expected).abs() < 1e-12 && m.n == 6, "{m:?}");
        assert!(m.low.unwrap() < expected && m.high.unwrap() > expected);
    }
    close(&case.row("omega", None, None, Some("Area")), [0.894_179_894, NO, NO], 1e-8);
    assert_eq!(case.row("omega", None, None, None).value, case.row("omega", None, None, Some("Area")).value);
    // Who left a skill out counts by pairs only.
    case.people.push((0, vec![4, 0, 4]));
    let [listwise, pairwise] = ["alpha", "alpha-pairwise"].map(|id| case.row(id, None, None, None));
    assert_eq!((listwise.n, pairwise.n), (6, 7));
    assert!((listwise.value.as_f64().unwrap() - expected).abs() < 1e-12 && pairwise.value != listwise.value);
}

#[test]
fn what_has_no_reliability_says_why() {
    let of = |rows: &[&[u8]]| Case::new(rows.iter().map(|row| (0, row.to_vec())).collect());
    assert_eq!(of(&[&[1, 2, 3], &[0, 2, 3]]).reason("alpha"), "too few people answered about all the skills");
    assert_eq!(
        of(&[&[1, 2, 3], &[1, 2, 3], &[1, 2, 3]]).reason("alpha"),
        "the totals do not differ between people"
    );
    assert_eq!(
        of(&[&[1, 2, 3], &[2, 2, 4], &[3, 2, 3]]).reason("omega"),
        "everyone gave the same level in one of the skills"
    );
    let heywood = of(&[&[1, 2, 2], &[2, 2, 3], &[3, 4, 4], &[4, 3, 4], &[2, 1, 2]]);
    assert_eq!(heywood.reason("omega"), "the skills are not explained by one thing in common");
    assert_eq!(
        of(&[&[0, 0, 0], &[0, 0, 0]]).reason("alpha-pairwise"),
        "it takes two skills, or three for omega"
    );
    // A skill nobody answered is not one of the skills.
    let m = of(&[&[1, 2, 0], &[2, 3, 0], &[3, 3, 0]]).row("alpha", None, None, None);
    assert_eq!((m.n, m.value.status()), (3, "ok"));
}

/// By hand: rates .8 and .4 of 30 and 10 people; overall .7, Σn(ρ−.7)² = 1.2 over 39.
#[test]
fn r_is_worked_by_hand_and_needs_answers() {
    let case = Case::counts(&[&[6, 24], &[6, 4]]);
    close(&case.row("r-indicator", None, None, None), [1.0 - 2.0 * (1.2f64 / 39.0).sqrt(), NO, NO], 1e-12);
    close(
        &case.row("r-by-chance", None, None, None),
        [1.0 - 2.0 * (0.21f64 * 40.0 / 39.0 / 39.0).sqrt(), NO, NO],
        1e-12,
    );
    let none = Case::counts(&[&[6], &[6]]);
    assert_eq!(none.reason("r-indicator"), "nobody answered");
    assert_eq!(Case::new(vec![]).reason("r-indicator"), "nobody answered");
}

/// Council: 8 answered, 6 of them at level 4; police: 2, none. Half and half, weights are 5/8 and 5/2: the share
/// is .375; Σw² = 8·25/64 + 2·25/4 = 125/8, effective n 100/(125/8) = 6.4.
#[test]
fn answers_are_weighted_as_worked_by_hand() {
    let case = Case::counts(&[&[0, 0, 2, 0, 6], &[8, 2]]).weighted([0.5, 0.5]);
    let share = case.row("confident-weighted", None, Some("S0"), None);
    assert!((share.value.as_f64().unwrap() - 0.375).abs() < 1e-12 && share.n == 10, "{share:?}");
    assert!(share.low.unwrap() > 0.1 && share.high.unwrap() < 0.75);
    let number = |id, other| case.row(id, None, None, other).value.as_f64().unwrap();
    assert!((number("effective-n", None) - 6.4).abs() < 1e-12);
    assert!((number("design-effect", None) - 1.5625).abs() < 1e-12);
    assert!((number("weights", Some("Lowest")) - 0.625).abs() < 1e-12);
    assert!((number("weights", Some("Highest")) - 2.5).abs() < 1e-12);
    // Levels 2, 4 and 1 are 25, 75 and 0 points: ½·62.5 + ½·0.
    assert!((number("index-weighted", None) - 31.25).abs() < 1e-12);
    let list = Case::counts(&[&[0, 0, 2, 0, 6], &[8, 2]]).weighted([8.0, 10.0]);
    let m = list.row("confident-weighted", None, Some("S0"), None);
    assert!((m.value.as_f64().unwrap() - 0.75 * 8.0 / 18.0).abs() < 1e-12, "{m:?}");
}

#[test]
fn without_targets_nothing_is_weighted_and_targets_nobody_answered_for_are_said() {
    let plain = Case::counts(&[&[0, 0, 2, 0, 6], &[8, 2]]);
    assert!(plain.rows().iter().all(|m| !m.key.measure.contains("weight") && m.key.measure != "effective-n"));
    let case = Case::counts(&[&[0, 0, 2, 0, 6], &[8]]).weighted([0.5, 0.5]);
    for id in ["index-weighted", "effective-n", "design-effect", "weights"] {
        assert_eq!(case.reason(id), "nobody answered in a group that the target counts", "{id}");
    }
    let nobody = Case::counts(&[&[3], &[2]]).weighted([0.5, 0.5]);
    assert_eq!(nobody.reason("index-weighted"), "nobody answered");
}
