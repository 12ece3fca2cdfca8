//! Importance and future need on one small audit, worked by hand.

use std::sync::Arc;

use crate::measures::{Key, Measurement, Subject, Value, find};
use crate::model::audit::{Aspect, Missing, Response};
use crate::model::{
    Answers, Attribute, Framework, GroupId, Organisation, Parts, Person, PersonId, Skill, SkillId, Wave,
};
use crate::network::graph::CollaborationGraph;
use crate::table::SkillMatrix;

use super::quadrant::QUADRANTS;

/// Each person's confidence and importance by skill; 0 is blank.
type Said = (&'static [u8], &'static [u8]);

/// Five people, four skills; confidence on five levels, importance on three.
const SAID: [Said; 5] = [
    (&[2, 4, 1, 5], &[3, 3, 1, 1]),
    (&[1, 4, 2, 4], &[3, 2, 1, 2]),
    (&[2, 5, 1, 4], &[2, 3, 2, 1]),
    (&[3, 0, 2, 5], &[3, 3, 1, 1]),
    (&[1, 4, 0, 4], &[0, 3, 0, 0]),
];

fn response(level: u8) -> Response {
    if level == 0 { Response::Missing(Missing::Blank) } else { Response::Level(level) }
}

fn labels(n: usize) -> Vec<Arc<str>> {
    (1..=n).map(|l| l.to_string().into()).collect()
}

/// One wave, in which an aspect of each skill was asked on `levels` levels beside confidence on five.
fn organisation(said: &[Said], aspect: Aspect, levels: usize) -> Organisation {
    let skills = said.iter().map(|(c, i)| c.len().max(i.len())).max().unwrap_or(0);
    let mut answers = Answers::new(said.len(), skills);
    for (p, (confidence, beside)) in said.iter().enumerate() {
        let person = PersonId(p as u32);
        for (s, level) in confidence.iter().enumerate() {
            answers.set(person, SkillId(s as u16), response(*level));
        }
        for (s, level) in beside.iter().enumerate() {
            let skill = SkillId(s as u16);
            answers.ask_beside(aspect, skill, labels(levels));
            answers.set_beside(aspect, person, skill, response(*level));
        }
    }
    let person =
        |i: usize| Person { key: format!("p{i}").into(), name: None, manager: None, may_name: false };
    let of = (0..said.len()).map(|p| Some(GroupId(u16::from(p > 2)))).collect();
    Organisation::new(Parts {
        people: (0..said.len()).map(person).collect(),
        attributes: vec![Attribute {
            name: "team".into(),
            labels: ["A", "B", "Empty"].map(Into::into).to_vec(),
            of,
        }],
        framework: Framework {
            skills: (0..skills).map(|s| Skill { name: format!("s{s}").into(), ..Skill::default() }).collect(),
            levels: labels(5),
            positive_from: 4,
            ..Framework::default()
        },
        waves: vec![Wave { label: "1".into(), days: None }],
        answers: vec![answers],
        ..Parts::default()
    })
    .unwrap()
}

fn rows(id: &str, organisation: &Organisation) -> Vec<Measurement> {
    let groupings: Vec<&Attribute> = organisation.attributes().iter().collect();
    let skills = SkillMatrix::new(organisation, &groupings).unwrap();
    let subject = Subject {
        organisation,
        graph: &CollaborationGraph::default(),
        skills: &skills,
        groupings,
        seed: 1,
        person_level: false,
        facts: Default::default(),
    };
    (find(id).unwrap().compute)(&subject)
}

fn of(id: &str) -> Vec<Measurement> {
    rows(id, &organisation(&SAID, Aspect::Importance, 3))
}

fn row<'a>(rows: &'a [Measurement], group: Option<&str>, skill: &str) -> &'a Measurement {
    let fits = |k: &Key| k.group.as_deref() == group && k.skill.as_deref() == Some(skill);
    let mut found = rows.iter().filter(|m| fits(&m.key));
    let row = found.next().expect("no such row");
    assert!(found.next().is_none(), "{:?} is not unique", row.key);
    row
}

fn close(got: Option<f64>, expected: f64) {
    assert!(got.is_some_and(|x| (x - expected).abs() < 1e-4), "{got:?}, expected {expected}");
}

#[test]
fn importance_is_on_its_own_scale_and_from_0_to_100() {
    let (level, index) = (of("importance"), of("importance-index"));
    // s0: 3 3 2 3; half a scale of three levels apart is 50 points.
    let (own, points) = (row(&level, None, "s0"), row(&index, None, "s0"));
    assert_eq!((own.value.as_f64(), own.n), (Some(2.75), 4));
    assert_eq!((points.value.as_f64(), points.n), (Some(87.5), 4));
    // SD ½ of four: ± 3.182446 × ¼.
    close(own.low, 2.75 - 0.795_612);
    close(points.low, 87.5 - 39.780_580);
    assert_eq!(row(&level, Some("B"), "s0").n, 1);
    assert!(level.iter().all(|m| m.key.group.as_deref() != Some("Empty")));
    assert!(level.iter().all(|m| m.key.skill.is_some()), "nothing is added up over skills");
}

#[test]
fn the_gap_is_between_the_two_means_that_are_shown() {
    let gap = of("importance-gap");
    // s0: importance 87.5 of four; confidence 2 1 2 3 1 of five is 20. Four gave both.
    let s0 = row(&gap, None, "s0");
    assert_eq!((s0.value.as_f64(), s0.n), (Some(67.5), 4));
    // s3: importance 1 2 1 1 is 12.5; confidence 5 4 4 5 4 is 85.
    assert_eq!(row(&gap, None, "s3").value.as_f64(), Some(-72.5));
    // Team A gave both of s0: importance 100 100 50, confidence 25 0 25; differences 75 100 25, SD 38.188131.
    let team = row(&gap, Some("A"), "s0");
    close(team.value.as_f64(), 66.666_667);
    close(team.low, 66.666_667 - 4.302_653 * 38.188_131 / 3f64.sqrt());
    assert_eq!((row(&gap, Some("B"), "s0").value.status(), row(&gap, Some("B"), "s0").n), ("undefined", 1));
}

#[test]
fn the_weighted_gap_counts_more_where_it_matters_more() {
    let borich = of("borich");
    // In levels of confidence s0 is 4.5 of importance and 1.8 of confidence: 2.7 × 4.5.
    close(row(&borich, None, "s0").value.as_f64(), 12.15);
    // s3: 1.5 and 4.4.
    close(row(&borich, None, "s3").value.as_f64(), (1.5 - 4.4) * 1.5);
    let gap = of("importance-gap");
    close(row(&borich, None, "s0").low, row(&gap, None, "s0").low.unwrap() / 25.0 * 4.5);
}

#[test]
fn each_skill_stands_in_its_quadrant_and_says_how_far_from_a_line() {
    let rows = of("quadrant");
    // Importance 87.5, 90, 12.5, 12.5: cut at 50.625. Confidence 20, 81.25, 12.5, 85: cut at 49.6875.
    let place = |skill: &str| {
        let row = row(&rows, None, skill);
        (row.key.other.as_deref().unwrap().to_owned(), row.value.as_f64().unwrap())
    };
    let [begin, keep, wait, there] = QUADRANTS;
    for (skill, quadrant, far) in [
        ("s0", begin, 49.6875 - 20.0),
        ("s1", keep, 81.25 - 49.6875),
        ("s2", wait, 49.6875 - 12.5),
        ("s3", there, 85.0 - 49.6875),
    ] {
        let (name, value) = place(skill);
        assert_eq!(name, quadrant, "{skill}");
        close(Some(value), far);
    }
}

#[test]
fn with_everyone_on_as_many_levels_borich_is_as_published() {
    let said: [Said; 2] = [(&[1, 3], &[4, 2]), (&[2, 3], &[3, 4])];
    let rows = rows("borich", &organisation(&said, Aspect::Importance, 5));
    // (4 − 1 + 3 − 2)/2 × 3.5, and 0 × 3.
    assert_eq!(row(&rows, None, "s0").value, Value::Number(7.0));
    assert_eq!(row(&rows, None, "s1").value, Value::Number(0.0));
}

#[test]
fn future_need_stands_beside_confidence_now() {
    let organisation = organisation(&SAID, Aspect::Future, 3);
    let (need, gap) = (rows("future-need", &organisation), rows("future-need-gap", &organisation));
    assert_eq!(row(&need, None, "s1").value.as_f64(), Some(2.8));
    // s1: need 100 50 100 100 100 is 90; confidence 75 75 100 75 of four is 81.25.
    let s1 = row(&gap, None, "s1");
    assert_eq!((s1.value.as_f64(), s1.n), (Some(8.75), 4));
    assert!(rows("importance", &organisation).is_empty(), "what was not asked has no rows");
}

/// Values and reasons of every measure of importance, over everyone.
fn everything(said: &[Said], levels: usize) -> Vec<(&'static str, Measurement)> {
    let organisation = organisation(said, Aspect::Importance, levels);
    let ids = ["importance", "importance-index", "importance-gap", "borich", "quadrant"];
    ids.iter().flat_map(|id| rows(id, &organisation).into_iter().map(move |m| (*id, m))).collect()
}

fn reason(rows: &[(&str, Measurement)], id: &str, skill: &str) -> &'static str {
    let of = rows.iter().filter(|(measure, m)| *measure == id && m.key.skill.as_deref() == Some(skill));
    of.filter(|(_, m)| m.key.group.is_none()).find_map(|(_, m)| m.value.reason()).expect("no reason")
}

#[test]
fn importance_without_confidence_and_the_other_way_round() {
    let said: [Said; 3] = [(&[0, 4, 4], &[3, 0]), (&[0, 2, 2], &[2, 0]), (&[0, 3, 5], &[3, 0])];
    let rows = everything(&said, 3);
    assert_eq!(reason(&rows, "importance-gap", "s0"), "nobody rated both", "importance alone");
    assert_eq!(reason(&rows, "importance", "s1"), "nobody answered");
    assert_eq!(reason(&rows, "borich", "s1"), "nobody rated both", "confidence alone");
    assert_eq!(reason(&rows, "importance", "s2"), "the question was not asked of this skill");
    assert_eq!(reason(&rows, "quadrant", "s2"), "the question was not asked of this skill");
    assert!(rows.iter().any(|(id, m)| *id == "importance" && m.value == Value::Number(8.0 / 3.0)));
    assert_eq!(everything(&[(&[4], &[]), (&[2], &[])], 3).len(), 0);
}

#[test]
fn one_respondent_and_all_alike_have_reasons() {
    let one = everything(&[(&[4, 2], &[3, 1]), (&[], &[])], 3);
    assert_eq!(reason(&one, "importance-gap", "s0"), "only one person rated both");
    assert_eq!(reason(&one, "quadrant", "s0"), "only one person rated both");
    let same: Said = (&[4, 2], &[3, 3]);
    let alike = everything(&[same; 6], 3);
    assert_eq!(reason(&alike, "quadrant", "s0"), "all skills are equally important to people");
    let gap = alike.iter().find(|(id, m)| *id == "importance-gap" && m.key.group.is_none()).unwrap();
    assert_eq!((gap.1.value.as_f64(), gap.1.low), (Some(25.0), None), "a value, and no word on how sure");
    let confidence = everything(&[(&[4, 4], &[3, 1]), (&[2, 2], &[2, 1])], 3);
    assert_eq!(reason(&confidence, "quadrant", "s1"), "people are equally confident in all skills");
    let single = everything(&[(&[4], &[3]), (&[2], &[1])], 3);
    assert_eq!(reason(&single, "quadrant", "s0"), "fewer than two skills were rated on both");
    let short = everything(&[(&[4], &[1]), (&[2], &[1])], 1);
    assert_eq!(
        reason(&short, "importance-gap", "s0"),
        "nobody rated both",
        "a scale of one level says nothing"
    );
}

#[test]
fn no_value_is_anything_but_finite_or_reasoned() {
    let odd: [&[Said]; 5] = [
        &[],
        &[(&[], &[])],
        &[(&[0], &[0]), (&[0], &[0])],
        &[(&[9], &[9]), (&[9], &[9])],
        &[(&[5, 5], &[3, 3]), (&[1, 1], &[1, 1]), (&[], &[2, 2])],
    ];
    for said in odd {
        for (id, m) in everything(said, 3) {
            let finite = [m.value.as_f64(), m.low, m.high].into_iter().flatten().all(f64::is_finite);
            assert!(finite && (m.value.as_f64().is_some() || m.value.reason().is_some()), "{id}: {m:?}");
        }
    }
}
