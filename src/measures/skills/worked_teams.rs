//! Spread, agreement and skills that hang on one person, on two small teams worked by hand.

use crate::measures::{Key, Level, Measurement, Subject, Value, find};
use crate::model::audit::{Missing, Response};
use crate::model::{
    Answers, Attribute, Framework, GroupId, Organisation, Parts, Person, PersonId, Skill, SkillId, Wave,
};
use crate::network::graph::CollaborationGraph;
use crate::table::SkillMatrix;

/// Levels by person on three skills of five levels; 0 is blank, nothing is no form. The first three are team A, the
/// next three team B, the last is in no team. Nobody answered about the last skill.
const SAID: [&[u8]; 7] = [&[1, 4, 0], &[1, 1, 0], &[5, 1, 0], &[2, 4, 0], &[3, 3, 0], &[], &[5, 1, 0]];
const TEAM: [Option<u16>; 7] = [Some(0), Some(0), Some(0), Some(1), Some(1), Some(1), None];

fn organisation(said: &[&[u8]], team: &[Option<u16>]) -> Organisation {
    let skills = said.iter().map(|s| s.len()).max().unwrap_or(0);
    let mut answers = Answers::new(said.len(), skills);
    for (p, levels) in said.iter().enumerate() {
        for (s, level) in levels.iter().enumerate() {
            let missing = *level == 0;
            let said = if missing { Response::Missing(Missing::Blank) } else { Response::Level(*level) };
            answers.set(PersonId(p as u32), SkillId(s as u16), said);
        }
    }
    let person =
        |i: usize| Person { key: format!("p{i}").into(), name: None, manager: None, may_name: false };
    let skill = |s: usize| Skill { name: format!("s{s}").into(), ..Skill::default() };
    Organisation::new(Parts {
        people: (0..said.len()).map(person).collect(),
        attributes: vec![Attribute {
            name: "team".into(),
            labels: ["A", "B", "Empty"].map(Into::into).to_vec(),
            of: team.iter().map(|g| g.map(GroupId)).collect(),
        }],
        framework: Framework {
            skills: (0..skills).map(skill).collect(),
            levels: ["1", "2", "3", "4", "5"].map(Into::into).to_vec(),
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
        person_level: true,
        facts: Default::default(),
    };
    (find(id).unwrap().compute)(&subject)
}

fn of(id: &str) -> Vec<Measurement> {
    rows(id, &organisation(&SAID, &TEAM))
}

fn one(rows: &[Measurement], fits: impl Fn(&Key) -> bool) -> &Measurement {
    let mut found = rows.iter().filter(|m| fits(&m.key));
    let row = found.next().expect("no such row");
    assert!(found.next().is_none(), "{:?} is not unique", row.key);
    row
}

fn group<'a>(rows: &'a [Measurement], name: &str) -> &'a Measurement {
    one(rows, |k| k.level == Level::Group && k.group.as_deref() == Some(name))
}

fn network(rows: &[Measurement]) -> &Measurement {
    one(rows, |k| k.level == Level::Network)
}

fn skill<'a>(rows: &'a [Measurement], name: &str) -> &'a Measurement {
    one(rows, |k| k.level == Level::Skill && k.skill.as_deref() == Some(name))
}

fn close(got: Option<f64>, expected: f64) {
    assert!(got.is_some_and(|x| (x - expected).abs() < 1e-5), "{got:?}, expected {expected}");
}

#[test]
fn spread_is_the_deviation_of_peoples_indices() {
    let rows = of("spread");
    // Indices 37.5, 0, 50 in A; 50, 50 in B; 50 of no team.
    close(group(&rows, "A").value.as_f64(), 26.020_826);
    assert_eq!((group(&rows, "A").n, group(&rows, "A").low), (3, None));
    assert_eq!((&group(&rows, "B").value, group(&rows, "B").n), (&Value::Number(0.0), 2));
    assert_eq!(group(&rows, "Empty").value.reason(), Some("nobody answered"));
    let all = network(&rows);
    // Six people around 39.583333: squares of 2005.2083 over 5.
    close(all.value.as_f64(), 20.026_025);
    assert_eq!(all.n, 6);
    assert!(all.low.is_some_and(|low| low > 0.0 && low < 20.0), "{all:?}");
}

#[test]
fn the_part_between_teams_is_below_nought_where_teams_are_alike() {
    // A 37.5, 0, 50 and B 50, 50: means 29.1667 and 50 around 37.5; within A 8.3333, −29.1667, 20.8333.
    let rows = of("between-teams");
    let row = one(&rows, |k| k.by.as_deref() == Some("team"));
    let msb = 3.0 * (29.166_666_667_f64 - 37.5).powi(2) + 2.0 * 12.5_f64.powi(2);
    let msw = (8.333_333_333_f64.powi(2) + 29.166_666_667_f64.powi(2) + 20.833_333_333_f64.powi(2)) / 3.0;
    let size = 5.0 - 13.0 / 5.0;
    close(row.value.as_f64(), (msb - msw) / (msb + (size - 1.0) * msw));
    assert_eq!(row.n, 5, "who is in no team is not in it");
}

#[test]
fn agreement_is_of_levels_and_of_a_team_its_mean() {
    let rows = of("agreement");
    // Everyone on s0: 2 1 1 0 2. A on s0 2 0 0 0 1 and on s1 2 0 0 1 0.
    let a = crate::stats::agreement::agreement;
    close(skill(&rows, "s0").value.as_f64(), a(&[2, 1, 1, 0, 2]).unwrap());
    let team = (a(&[2, 0, 0, 0, 1]).unwrap() + a(&[2, 0, 0, 1, 0]).unwrap()) / 2.0;
    close(group(&rows, "A").value.as_f64(), team);
    assert_eq!((group(&rows, "A").n, group(&rows, "B").n), (3, 2));
    assert_eq!(skill(&rows, "s2").value.status(), "undefined");
    assert_eq!((group(&rows, "Empty").value.status(), group(&rows, "Empty").n), ("undefined", 0));
}

#[test]
fn skills_that_hang_on_one_person_are_counted_and_nobody_is_no_holder() {
    let rows = of("sole-holder-skills");
    // s0 is held by p2 and p6, s1 by p0 and p3: none of everyone, both in A, s1 in B; s2 by nobody.
    assert_eq!((&network(&rows).value, network(&rows).n), (&Value::Count(0), 6));
    assert_eq!((&group(&rows, "A").value, group(&rows, "A").n), (&Value::Count(2), 3));
    assert_eq!((&group(&rows, "B").value, group(&rows, "B").n), (&Value::Count(1), 2));
    assert_eq!((group(&rows, "Empty").value.reason(), group(&rows, "Empty").n), (Some("nobody answered"), 0));
    let person = |p: &str, by: Option<&str>| {
        one(&rows, |k| k.person.as_deref() == Some(p) && k.by.as_deref() == by).value.clone()
    };
    assert_eq!([person("p2", Some("team")), person("p2", None)], [Value::Count(1), Value::Count(0)]);
    assert_eq!(person("p1", Some("team")), Value::Count(0));
    assert!(rows.iter().all(|m| m.key.person.as_deref() != Some("p5")), "who did not answer has no row");
    let lost = of("lost-if-leaves");
    assert_eq!((&skill(&lost, "s0").value, &skill(&lost, "s1").value), (&Value::Count(1), &Value::Count(2)));
    assert_eq!((&skill(&lost, "s2").value, &network(&lost).value), (&Value::Count(0), &Value::Count(3)));
    assert_eq!(network(&lost).n, 5);
}

#[test]
fn all_alike_one_respondent_and_nobody_have_values_or_reasons() {
    let of = |id: &str, said: &[&[u8]]| rows(id, &organisation(said, &TEAM[..said.len()]));
    let alike: [&[u8]; 6] = [&[3, 3]; 6];
    assert_eq!(
        (&network(&of("spread", &alike)).value, network(&of("spread", &alike)).low),
        (&Value::Number(0.0), None)
    );
    let between = of("between-teams", &alike);
    assert_eq!(between[0].value.reason(), Some("all answers are the same"));
    assert_eq!(skill(&of("agreement", &alike), "s0").value, Value::Number(1.0));
    let alone: [&[u8]; 2] = [&[4, 4], &[]];
    assert_eq!(network(&of("spread", &alone)).value.reason(), Some("only one person answered"));
    assert_eq!(of("between-teams", &alone)[0].value.reason(), Some("only one group has answers"));
    assert_eq!(skill(&of("agreement", &alone), "s0").value.status(), "undefined");
    assert_eq!(network(&of("sole-holder-skills", &alone)).value, Value::Count(2));
    let nobody: [&[u8]; 2] = [&[0, 0], &[]];
    for id in ["spread", "between-teams", "agreement", "sole-holder-skills", "lost-if-leaves"] {
        let rows = of(id, &nobody);
        assert!(
            !rows.is_empty() && rows.iter().all(|m| m.n == 0 && m.value.reason().is_some()),
            "{id}: {rows:?}"
        );
    }
}
