//! Importance beside confidence, and what is inside teams, from files to the finished report.

use std::fs;
use std::path::Path;

use super::support::{Results, arg, run};

const TEAMS: [&str; 6] = ["Housing", "Parks", "Libraries", "Planning", "Members", "Contact centre"];
/// Skill, usual confidence, usual importance.
const SKILLS: [(&str, i32, i32); 6] = [
    ("Video calls", 4, 4),
    ("Judging sources", 2, 5),
    ("Mapping", 2, 2),
    ("Publishing open data", 1, 1),
    ("Running surveys", 3, 3),
    ("Protecting data", 4, 5),
];
const CONFIDENT: [&str; 5] =
    ["Not at all confident", "Slightly confident", "Fairly confident", "Confident", "Very confident"];
const IMPORTANT: [&str; 5] =
    ["Not at all important", "Slightly important", "Moderately important", "Important", "Very important"];

/// Half of Parks is sure of almost everything and half of nothing; one person of Housing publishes open data, and one
/// of Planning judges sources.
fn confidence(person: usize, skill: usize) -> i32 {
    let usual = SKILLS[skill].1 + (person / 6 + person + skill) as i32 % 3 - 1;
    match (skill, person % 6) {
        (1, _) if person == 9 => 4,
        (3, _) if person == 6 => 4,
        (3, _) => usual.clamp(1, 3),
        (_, 1) => {
            if person % 4 == 1 {
                5
            } else {
                1
            }
        }
        _ => usual.clamp(1, 5),
    }
}

fn importance(person: usize, skill: usize) -> i32 {
    (SKILLS[skill].2 + (person * 5 + skill) as i32 % 3 - 1).clamp(1, 5)
}

/// Sixty people in six teams, all of whom answered.
fn write(folder: &Path, with_importance: bool) {
    let (mut staff, mut audit) = ("Email,Name,Team\n".to_owned(), "Email".to_owned());
    let names = |before: &str| SKILLS.map(|s| format!(",{before}{}", s.0)).concat();
    audit += &names("");
    audit += &if with_importance { names("Importance: ") } else { String::new() };
    for person in 0..60 {
        staff += &format!("p{person}@made.example,Person Number{person},{}\n", TEAMS[person % 6]);
        audit += &format!("\np{person}@made.example");
        for skill in 0..6 {
            audit += &format!(",{}", CONFIDENT[confidence(person, skill) as usize - 1]);
        }
        for skill in (0..6).filter(|_| with_importance) {
            audit += &format!(",{}", IMPORTANT[importance(person, skill) as usize - 1]);
        }
    }
    fs::write(folder.join("staff list.csv"), staff).unwrap();
    fs::write(folder.join("audit.csv"), audit + "\n").unwrap();
}

/// The page and the results of a report on such a programme.
fn report(with_importance: bool) -> (String, Results, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), with_importance);
    run(0, &["report", arg(folder.path())]);
    let read = |name: &str| fs::read_to_string(folder.path().join("report").join(name)).unwrap();
    let charts = fs::read_dir(folder.path().join("report/charts")).unwrap();
    let charts = charts.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    (read("index.html"), Results::parse(&read("results.json")), charts)
}

#[test]
fn importance_is_told_beside_confidence() {
    let (page, results, charts) = report(true);
    for ending in ["svg", "png", "csv", "txt"] {
        assert!(charts.contains(&format!("importance-and-confidence.{ending}")), "{ending}: {charts:?}");
    }
    // The same sums once more, and to one decimal as they are shown.
    for (s, (name, ..)) in SKILLS.iter().enumerate() {
        let points =
            |of: fn(usize, usize) -> i32| (0..60).map(|p| f64::from(of(p, s) - 1) * 25.0).sum::<f64>() / 60.0;
        let row = results.row("importance-gap", "skill", |r| r.skill.as_deref() == Some(*name));
        let expected = points(importance) - points(confidence);
        assert!((row.value.unwrap() - expected).abs() < 0.051, "{name}: {row:?}, {expected}");
        assert_eq!(row.n, Some(60));
    }
    let begin = |r: &&super::support::Row| r.other.as_deref() == Some("Begin here");
    let begin: Vec<_> =
        results.of("quadrant", "skill").filter(begin).map(|r| r.skill.clone().unwrap()).collect();
    assert_eq!(begin, ["Judging sources"]);
    assert!(page.contains("“Judging sources” matters to people, and "));
    assert!(page.contains("“Judging sources” matters more than most and is low in confidence"));
}

#[test]
fn where_it_was_not_asked_nothing_is_said_of_importance() {
    let (page, results, charts) = report(false);
    assert!(!page.contains("What matters to people"));
    assert!(charts.iter().all(|name| !name.starts_with("importance")));
    for measure in ["importance", "importance-gap", "borich", "quadrant", "future-need"] {
        assert_eq!(results.rows.iter().filter(|r| r.measure == measure).count(), 0, "{measure}");
    }
}

#[test]
fn a_team_of_two_camps_is_told_by_its_spread() {
    let (page, results, charts) = report(true);
    assert!(page.contains("The average of Parks hides two camps"));
    assert!(charts.contains(&"spread-by-team.svg".to_owned()));
    let parks = results.row("spread", "group", |r| r.group.as_deref() == Some("Parks"));
    let everyone = results.row("spread", "network", |_| true);
    assert!(parks.low.unwrap() > everyone.value.unwrap(), "{parks:?} {everyone:?}");
    let others = results.of("spread", "group").filter(|r| r.group.as_deref() != Some("Parks"));
    assert!(others.filter(|r| r.by.as_deref() == Some("team")).all(|r| r.high.unwrap() < parks.low.unwrap()));
}

#[test]
fn a_skill_on_one_person_is_named_of_everyone_and_of_no_team() {
    let (page, results, _) = report(true);
    assert_eq!(results.network("sole-holder-skills"), 1.0);
    assert_eq!(results.group("sole-holder-skills", "Housing"), 1.0);
    assert!(page.contains("One skill hangs on one person"));
    assert!(page.contains("It is: “Publishing open data”"));
    let both = "Confidence in “Publishing open data” sits in one team";
    assert!(!page.contains(both), "skill and team together would point at one person");
    let from = page.find("Skills that hang on one person</h3>").expect("the block on teams");
    let block = &page[from..from + page[from..].find("</table>").unwrap()];
    assert!(TEAMS.iter().all(|team| block.contains(team)));
    for (skill, ..) in SKILLS {
        assert!(!block.contains(skill), "{skill} stands beside a team");
    }
    assert_eq!(results.of("sole-holder-skills", "person").count(), 0, "no rows of single people");
}
