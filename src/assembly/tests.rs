//! Small folders read and joined.

use super::*;
use crate::ingest::read_paths;
use crate::model::{GroupId, PersonId, SkillId};

const STAFF: &str = "email,name,team,manager\n\
    ann@x.example,Ann Lee,Housing,\nbob@x.example,Bob Fox,housing ,Ann Lee\ncat@x.example,Cat Ray,Roads,zoe@x.example\n";

/// Reads files (name, content) and joins them.
fn joined(files: &[(&str, &str)], settings: &str, matches: &str) -> Built {
    let dir = tempfile::tempdir().unwrap();
    let paths: Vec<_> = files
        .iter()
        .map(|(name, text)| {
            let path = dir.path().join(name);
            std::fs::write(&path, text).unwrap();
            path
        })
        .collect();
    let config: Config = toml::from_str(settings).unwrap();
    let reading = read_paths(dir.path(), &paths, &config, &|_, _| {});
    build(&reading.imports, &Matches::parse(matches).unwrap(), &config).unwrap()
}

fn form(rows: &[(&str, &str, u8)]) -> String {
    let mut text = String::from("ID,Start time,Completion time,Email,Name,Video calls\n");
    for (i, (email, day, level)) in rows.iter().enumerate() {
        let label =
            ["Not at all confident", "Not very confident", "Fairly confident", "Confident", "Very confident"]
                [*level as usize - 1];
        text.push_str(&format!("{i},{day} 09:00,{day} 09:10,{email},,{label}\n"));
    }
    text
}

fn codes(built: &Built) -> Vec<&'static str> {
    let mut codes: Vec<_> = built.problems.iter().map(|p| p.spec.code).collect();
    codes.sort();
    codes
}

const NO_MATCHES: &str = "seen,suggested,accept\n";

#[test]
fn groups_differ_by_more_than_case_and_managers_are_people() {
    let built = joined(&[("staff.csv", STAFF)], "", NO_MATCHES);
    let team = built.organisation.attribute("team").unwrap();
    assert_eq!(team.labels.iter().map(|l| &**l).collect::<Vec<_>>(), ["Housing", "Roads"]);
    assert_eq!(team.of, [Some(GroupId(0)), Some(GroupId(0)), Some(GroupId(1))]);
    let managers: Vec<_> = built.organisation.people().iter().map(|p| p.manager).collect();
    assert_eq!(managers, [None, Some(PersonId(0)), None]);
    assert_eq!(codes(&built), ["W303"]);
}

#[test]
fn forms_become_waves_in_order_of_their_days_and_overlapping_ones_are_one() {
    let late = form(&[("ann@x.example", "2026-06-10", 5), ("bob@x.example", "2026-06-20", 2)]);
    let early = form(&[("ann@x.example", "2026-03-01", 3)]);
    let beside = form(&[("cat@x.example", "2026-06-15", 4)]);
    let files = [("staff.csv", STAFF), ("a.csv", &late), ("b.csv", &early), ("c.csv", &beside)];
    let built = joined(&files, "", NO_MATCHES);
    let labels: Vec<_> = built.organisation.waves().iter().map(|w| &*w.label).collect();
    assert_eq!(labels, ["1", "2"]);
    let level = |wave: usize, person| built.organisation.answers()[wave].level(PersonId(person), SkillId(0));
    assert_eq!([level(0, 0), level(0, 1), level(0, 2)], [Some(3), None, None]);
    assert_eq!([level(1, 0), level(1, 1), level(1, 2)], [Some(5), Some(2), Some(4)]);
}

#[test]
fn the_repeat_rule_decides_and_is_told() {
    let twice = form(&[("ann@x.example", "2026-03-01", 1), ("Ann@X.example ", "2026-03-05", 4)]);
    for (rule, expected) in [("last", Some(4)), ("first", Some(1)), ("refuse", None)] {
        let settings = format!("[audit]\nrepeat = \"{rule}\"\n");
        let built = joined(&[("staff.csv", STAFF), ("a.csv", &twice)], &settings, NO_MATCHES);
        assert_eq!(built.organisation.answers()[0].level(PersonId(0), SkillId(0)), expected, "{rule}");
        let told: Vec<_> = built.problems.iter().filter(|p| p.spec.code == "W307").collect();
        assert_eq!((told.len(), told[0].cell.as_ref().unwrap().a1()), (1, "D3".to_owned()));
        let aside = if rule == "refuse" { 2 } else { 1 };
        assert_eq!(built.set_aside.values().copied().collect::<Vec<_>>(), [aside], "{rule}");
        let rest = if aside == 1 { "1 form is set aside" } else { "2 forms are set aside" };
        assert!(told[0].fix.starts_with(&format!("{rest} under repeat = \"{rule}\"")), "{}", told[0].fix);
        assert!(told[0].what.contains("D2"), "{}", told[0].what);
    }
}

#[test]
fn other_aspects_are_kept_with_their_scales_and_measured_by_nothing() {
    use crate::model::audit::{Aspect, Missing, Response};
    let audit = "person,Video calls,importance: Video calls,future: Maps\n\
        ann@x.example,Confident,Very important,5\n\
        bob@x.example,Don't know,Not at all important,1\n\
        cat@x.example,Very confident,Slightly important,4\n";
    let built = joined(&[("staff.csv", STAFF), ("audit.csv", audit)], "", NO_MATCHES);
    let answers = &built.organisation.answers()[0];
    let importance = answers.beside(Aspect::Importance, SkillId(0)).unwrap();
    assert_eq!(importance.responses[1], Some(Response::Level(1)));
    assert_eq!(importance.levels.len(), 3);
    assert_eq!(built.organisation.framework().skills.len(), 1);
    assert_eq!(answers.missing_of(SkillId(0)), [(Missing::DontKnow, 1)].into());
    let about_none: Vec<_> = built.problems.iter().filter(|p| p.spec.code == "W242").collect();
    assert_eq!(about_none[0].cell.as_ref().unwrap().a1(), "D1");
    assert_eq!(about_none[0].what, "future of \"Maps\"");
}

#[test]
fn a_stranger_is_left_out_counted_suggested_and_let_in_when_accepted() {
    let answers = form(&[("bob.fox@mail.example", "2026-03-01", 4)]);
    let log = "time,from,to\n2026-03-01,ann@x.example,bob@x.example\n2026-03-02,bob@mail.example,cat@x.example\n\
               2026-03-02,ann@x.example,ann@x.example\n";
    let files = [("staff.csv", STAFF), ("a.csv", &answers), ("log.csv", log)];
    let before = joined(&files, "", NO_MATCHES);
    assert_eq!(before.organisation.people().len(), 3);
    let log_before = before.organisation.interactions();
    assert_eq!((log_before.len(), log_before.outside, log_before.to_self, log_before.messages), (1, 1, 1, 3));
    assert_eq!(before.left_out.values().sum::<u64>(), 1);
    let seen: Vec<_> = before.suggestions.iter().map(|s| (s.seen.as_str(), s.person.as_str())).collect();
    assert_eq!(seen, [("bob.fox@mail.example", "bob@x.example"), ("bob@mail.example", "bob@x.example")]);
    let accepted =
        "seen,suggested,accept\nbob@mail.example,bob@x.example,yes\nbob.fox@mail.example,bob@x.example,yes\n";
    let after = joined(&files, "", accepted);
    assert_eq!(after.organisation.people().len(), 3);
    assert_eq!(after.organisation.interactions().len(), 2);
    assert_eq!(after.organisation.answers()[0].level(PersonId(1), SkillId(0)), Some(4));
    assert!(after.left_out.is_empty());
}

#[test]
fn required_levels_find_the_attribute_whose_groups_they_name() {
    let staff = "email,team,role\nann@x.example,Housing,Officer\nbob@x.example,Roads,Manager\n";
    let framework = "skill,domain,question,level_1,level_2,level_3,positive_from,required:officer,required:manager\n\
                     Video calls,Meeting,Running a video call,Low,Middle,High,3,2,3\n";
    let built = joined(&[("staff.csv", staff), ("framework.csv", framework)], "", NO_MATCHES);
    let framework = built.organisation.framework();
    assert_eq!(framework.required_by.as_deref(), Some("role"));
    assert_eq!((framework.positive_from, framework.levels.len()), (3, 3));
    assert_eq!(framework.skills[0].required.iter().map(|(_, l)| *l).collect::<Vec<_>>(), [2, 3]);
}

#[test]
fn without_a_staff_list_everyone_mentioned_is_on_it() {
    let built = joined(&[("ties.csv", "from,to,weight\nb,a,2\nc,a,1\n")], "", NO_MATCHES);
    let keys: Vec<_> = built.organisation.people().iter().map(|p| p.key.to_string()).collect();
    assert_eq!(keys, ["a", "b", "c"]);
    assert_eq!(built.organisation.asked().len(), 2);
    assert!(built.problems.is_empty());
}
