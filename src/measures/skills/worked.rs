//! One small audit, worked by hand: areas, the scores of published frameworks, what roles need.

use std::sync::Arc;

use crate::measures::{Key, Measurement, Subject, Value, find};
use crate::model::audit::{Missing, Response, Scoring};
use crate::model::{
    Answers, Attribute, Framework, GroupId, Organisation, Parts, Person, PersonId, Skill, SkillId, Wave,
};
use crate::network::graph::CollaborationGraph;
use crate::table::SkillMatrix;

/// Levels by person: two skills of Alpha, two of Beta, one of no area; 0 is left blank, nothing is no form.
const SAID: [&[u8]; 5] = [&[5, 4, 4, 5, 1], &[3, 4, 2, 4, 0], &[2, 0, 1, 3, 0], &[4, 5, 0, 0, 0], &[]];

/// Area, needed now by members and officers, needed in a year by the same; 0 is not needed.
type Plan = (Option<&'static str>, [u8; 2], [u8; 2]);

const PLAN: [Plan; 5] = [
    (Some("Alpha"), [3, 4], [0, 5]),
    (Some("Alpha"), [0, 0], [0, 0]),
    (Some("Beta"), [0, 3], [0, 0]),
    (Some("Beta"), [2, 4], [0, 0]),
    (None, [0, 0], [0, 0]),
];

fn skill(i: usize, (area, now, then): &Plan) -> Skill {
    let levels = |of: &[u8; 2]| -> Vec<(Arc<str>, u8)> {
        let all = ["member", "OFFICER"].into_iter().zip(of);
        all.filter(|(_, level)| **level > 0).map(|(who, level)| (who.into(), *level)).collect()
    };
    Skill {
        name: format!("s{i}").into(),
        domain: area.map(Into::into),
        required: levels(now),
        future: levels(then),
    }
}

fn organisation(said: &[&[u8]], plan: &[Plan], scoring: Scoring) -> Organisation {
    let person =
        |i: usize| Person { key: format!("p{i}").into(), name: None, manager: None, may_name: false };
    let mut answers = Answers::new(said.len(), plan.len());
    for (p, levels) in said.iter().enumerate() {
        for (s, level) in levels.iter().enumerate() {
            let response =
                if *level == 0 { Response::Missing(Missing::Blank) } else { Response::Level(*level) };
            answers.set(PersonId(p as u32), SkillId(s as u16), response);
        }
    }
    let of = [1, 1, 0, 0, 1].map(|g| Some(GroupId(g)))[..said.len()].to_vec();
    let labels = vec!["Member".into(), "Officer".into()];
    Organisation::new(Parts {
        people: (0..said.len()).map(person).collect(),
        attributes: vec![Attribute { name: "role".into(), labels, of }],
        framework: Framework {
            skills: plan.iter().enumerate().map(|(i, p)| skill(i, p)).collect(),
            levels: ["1", "2", "3", "4", "5"].map(Into::into).to_vec(),
            positive_from: 4,
            required_by: Some("role".into()),
            scoring,
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

fn of(id: &str, scoring: Scoring) -> Vec<Measurement> {
    rows(id, &organisation(&SAID, &PLAN, scoring))
}

/// The row of a group (everyone where empty), an area or band, and a skill.
fn row<'a>(rows: &'a [Measurement], group: &str, other: &str, skill: &str) -> &'a Measurement {
    let is = |part: &Option<Arc<str>>, wanted: &str| part.as_deref().unwrap_or_default() == wanted;
    let fits = |k: &Key| is(&k.group, group) && is(&k.other, other) && is(&k.skill, skill);
    let mut found = rows.iter().filter(|m| fits(&m.key));
    let row = found.next().expect("no such row");
    assert!(found.next().is_none(), "{:?} is not unique", row.key);
    row
}

fn share(num: u64, den: u64) -> Value {
    Value::Share { num, den }
}

fn close(got: Option<f64>, expected: f64) {
    assert!(got.is_some_and(|x| (x - expected).abs() < 1e-3), "{got:?}, expected {expected}");
}

#[test]
fn an_area_is_all_its_answers_and_its_interval_that_of_people() {
    let index = of("area-index", Scoring::Plain);
    // Alpha: 5 4 3 4 2 4 5 is 27 of 7 answers, 3.857; Beta: 4 5 2 4 1 3 is 19 of 6.
    let (alpha, beta) = (row(&index, "", "Alpha", ""), row(&index, "", "Beta", ""));
    close(alpha.value.as_f64(), 71.42857);
    close(beta.value.as_f64(), 54.16667);
    assert_eq!((alpha.n, beta.n), (4, 3), "who skipped Beta is not in it");
    // Beta, two answers each: Student's t on 87.5, 50 and 25.
    close(beta.low, 54.16667 - 4.302653 * 18.16226);
    close(beta.high, 54.16667 + 4.302653 * 18.16226);
    // Alpha: residuals 32.14, −17.86, −46.43, 32.14 of a ratio over 7 answers; 4/3·4540.8/49 is 11.116².
    close(alpha.low, 71.42857 - 3.182446 * 11.11574);
    close(row(&index, "Officer", "Beta", "").value.as_f64(), 68.75);
    let confident = of("area-confident", Scoring::Plain);
    assert_eq!(row(&confident, "", "Alpha", "").value, share(5, 7));
    assert_eq!(row(&confident, "", "Beta", "").value, share(3, 6));
    assert_eq!(row(&confident, "Member", "Beta", "").value, share(0, 2));
    assert_eq!(row(&confident, "Member", "Beta", "").n, 1);
}

#[test]
fn without_areas_there_are_no_rows_and_with_one_there_is_a_reason() {
    let none = PLAN.map(|(_, now, then)| (None, now, then));
    assert_eq!(rows("area-index", &organisation(&SAID, &none, Scoring::Plain)), []);
    let one = [PLAN[0], PLAN[1]];
    let said: [&[u8]; 2] = [&[5, 4], &[3, 4]];
    for id in ["area-index", "area-confident"] {
        let rows = rows(id, &organisation(&said, &one, Scoring::Plain));
        assert_eq!(rows.iter().map(|m| (m.value.status(), m.n)).collect::<Vec<_>>(), [("undefined", 0)]);
        assert!(rows[0].value.reason().unwrap().contains("one area only"));
    }
}

#[test]
fn scores_appear_with_their_setting_only() {
    let given = |id: &str, scoring| !of(id, scoring).is_empty();
    for (id, its) in [
        ("score-band", Scoring::DigCompSat),
        ("one-in-every-area", Scoring::EssentialSkills),
        ("all-skills", Scoring::EssentialSkills),
        ("role-met", Scoring::RequiredByRole),
    ] {
        let all = [Scoring::Plain, Scoring::DigCompSat, Scoring::EssentialSkills, Scoring::RequiredByRole];
        assert!(all.iter().all(|scoring| given(id, *scoring) == (*scoring == its)), "{id}");
    }
}

#[test]
fn people_are_in_the_band_of_their_mean() {
    // 19 of 5 answers is 70 %, 13 of 4 is 56 %, 6 of 3 is 25 %, 9 of 2 is 88 %.
    let rows = of("score-band", Scoring::DigCompSat);
    let bands = ["0 to 29", "30 to 47", "48 to 80", "81 to 100"];
    let everyone: Vec<Value> = bands.iter().map(|b| row(&rows, "", b, "").value.clone()).collect();
    assert_eq!(everyone, [share(1, 4), share(0, 4), share(2, 4), share(1, 4)]);
    assert_eq!(row(&rows, "Officer", "48 to 80", "").value, share(2, 2));
    assert_eq!(row(&rows, "Officer", "48 to 80", "").n, 2);
}

#[test]
fn who_skipped_an_area_is_unknown_to_both_thresholds() {
    let one = of("one-in-every-area", Scoring::EssentialSkills);
    let all = of("all-skills", Scoring::EssentialSkills);
    assert_eq!((&row(&one, "", "", "").value, row(&one, "", "", "").n), (&share(2, 3), 3));
    assert_eq!(row(&all, "", "", "").value, share(1, 3), "a skill of no area is not asked for");
    assert_eq!(row(&one, "Officer", "", "").value, share(2, 2));
    assert_eq!(row(&all, "Member", "", "").value, share(0, 1), "one question left out counts neither way");
    close(row(&one, "", "", "").low, 0.20765);
}

#[test]
fn thresholds_need_areas() {
    let none = PLAN.map(|(_, now, then)| (None, now, then));
    let one: Vec<Plan> = PLAN.map(|(_, now, then)| (Some("Alpha"), now, then)).to_vec();
    for (plan, why) in [(&none[..], "no skill into an area"), (&one, "one area only")] {
        for id in ["one-in-every-area", "all-skills"] {
            let rows = rows(id, &organisation(&SAID, plan, Scoring::EssentialSkills));
            assert_eq!(rows.len(), 1);
            assert!(rows[0].value.reason().is_some_and(|r| r.contains(why)), "{rows:?}");
        }
    }
}

#[test]
fn a_role_is_met_where_nothing_is_missing() {
    let rows = of("role-met", Scoring::RequiredByRole);
    // Officers: 5 4 5 meet 4 3 4, and 3 2 4 do not. Members: 2 3 do not meet 3 2; the other left one out.
    assert_eq!(row(&rows, "Officer", "", "").value, share(1, 2));
    assert_eq!(row(&rows, "Member", "", "").value, share(0, 1));
    assert_eq!((&row(&rows, "", "", "").value, row(&rows, "", "", "").n), (&share(1, 3), 3));
    let unneeded = PLAN.map(|(area, ..)| (area, [0, 0], [0, 0]));
    let rows = self::rows("role-met", &organisation(&SAID, &unneeded, Scoring::RequiredByRole));
    assert_eq!(rows[0].value.reason(), Some("no role has a required level"));
}

#[test]
fn what_is_needed_in_a_year_stands_beside_what_is_needed_now() {
    let (now, then) = (of("gap", Scoring::Plain), of("future-gap", Scoring::Plain));
    // s0 of officers: 5 and 3 against 4 now and 5 in a year; members need it now and not in a year.
    assert_eq!(row(&now, "Officer", "", "s0").value, Value::Number(0.0));
    assert_eq!(row(&then, "Officer", "", "s0").value, Value::Number(1.0));
    assert_eq!((&row(&then, "", "", "s0").value, row(&then, "", "", "s0").n), (&Value::Number(1.0), 2));
    assert_eq!(row(&then, "Member", "", "").value.status(), "undefined");
    let met = of("future-met", Scoring::Plain);
    assert_eq!(row(&met, "", "", "s0").value, share(1, 2));
    assert_eq!(row(&met, "", "", "").value, share(1, 2));
    let no_future = PLAN.map(|(area, now, _)| (area, now, [0, 0]));
    assert_eq!(rows("future-gap", &organisation(&SAID, &no_future, Scoring::Plain)), []);
}

#[test]
fn nobody_and_one_person_are_values_or_reasons() {
    let nobody: [&[u8]; 2] = [&[], &[]];
    let alone: [&[u8]; 1] = [&[4, 4, 4, 4, 4]];
    let ids = ["area-index", "area-confident", "score-band", "one-in-every-area", "all-skills", "role-met"];
    for scoring in [Scoring::DigCompSat, Scoring::EssentialSkills, Scoring::RequiredByRole] {
        for id in ids {
            let said = rows(id, &organisation(&nobody, &PLAN, scoring));
            assert!(said.iter().all(|m| m.n == 0 && m.value.reason().is_some()), "{id}: {said:?}");
            for m in rows(id, &organisation(&alone, &PLAN, scoring)) {
                let finite = m.value.as_f64().is_some_and(f64::is_finite);
                assert!(finite && m.n == 1 || m.value.reason().is_some() && m.n == 0, "{m:?}");
            }
        }
    }
    assert_eq!(rows("area-index", &Organisation::default()), []);
}
