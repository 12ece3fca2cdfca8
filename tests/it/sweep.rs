//! `network --sweep`: each rule gives what a run of its own gives, and findings hold where they should.

use std::fs;

use serde_json::Value as Json;
use tempfile::TempDir;

use super::process::{demo, folder_of, run_in};
use super::support::Results;

/// Two messages from Dee to seven people; Ann and Bob write to each other; Ann wrote to Cat twice, two
/// months apart; Cat wrote to Dee once. Worked by hand, under the rule that stands without settings:
/// Ann–Bob (3) and Dee's seven ties; Ann–Cat is outside the window of 28 days. Without Dee, Ann and Bob
/// keep each other and five are alone, so the network hangs by one person. A tie Ann–Cat keeps three
/// together, so only four would be cut off.
fn eight() -> TempDir {
    let people = "person,name,sector\nann@a.example,Ann,Council\nbob@a.example,Bob,Council\ncat@a.example,Cat,\
                  Council\ndee@a.example,Dee,Police\neve@a.example,Eve,Police\nfay@a.example,Fay,Police\n\
                  gus@a.example,Gus,Police\nhal@a.example,Hal,Police\n";
    let all =
        "ann@a.example;bob@a.example;cat@a.example;eve@a.example;fay@a.example;gus@a.example;hal@a.example";
    let mut log = String::from("time,from,to\n");
    for (day, from, to) in [
        ("2026-01-01", "ann@a.example", "bob@a.example"),
        ("2026-01-02", "ann@a.example", "bob@a.example"),
        ("2026-01-03", "bob@a.example", "ann@a.example"),
        ("2026-01-01", "ann@a.example", "cat@a.example"),
        ("2026-03-01", "ann@a.example", "cat@a.example"),
        ("2026-01-05", "cat@a.example", "dee@a.example"),
        ("2026-01-10", "dee@a.example", all),
        ("2026-01-11", "dee@a.example", all),
    ] {
        log += &format!("{day},{from},{to}\n");
    }
    folder_of(&[("people.csv", people.as_bytes()), ("log.csv", log.as_bytes())])
}

fn sweep(folder: &TempDir, more: &[&str]) -> Json {
    let run = run_in(folder.path(), &[&["network", "--format", "json", "--min-group", "1"], more].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    serde_json::from_str(&run.out).unwrap()
}

/// Label, ties, people with a tie, parts, and whether the finding of one link holds.
fn lines(said: &Json) -> Vec<(String, u64, u64, u64, bool)> {
    let findings = said["findings"].as_array().unwrap();
    let bridge = findings.iter().position(|f| f["rule"] == "bridge").expect("the only link is found");
    let count = |s: &Json, name: &str| s[name].as_u64().unwrap();
    let line = |s: &Json| {
        let label = s["label"].as_str().unwrap().to_owned();
        let holds = s["holds"][bridge].as_bool().unwrap();
        (label, count(s, "ties"), count(s, "people_with_a_tie"), count(s, "parts"), holds)
    };
    said["settings"].as_array().unwrap().iter().map(line).collect()
}

#[test]
fn each_rule_gives_the_ties_worked_by_hand() {
    let said = sweep(&eight(), &["--sweep"]);
    let expected = [
        ("this programme's rule *", 8, 8, 1, true),
        ("at least 1 message", 9, 8, 1, false),
        ("at least 3 messages", 2, 4, 6, false),
        ("at least 5 messages", 0, 0, 8, false),
        ("at least 8 messages", 0, 0, 8, false),
        ("within 7 days", 8, 8, 1, true),
        ("within 90 days", 9, 8, 1, false),
        ("over the whole period", 9, 8, 1, false),
        ("both must have written", 2, 4, 6, false),
        ("up to 5 recipients", 1, 2, 7, false),
        ("up to 25 recipients", 8, 8, 1, true),
        ("any number of recipients", 8, 8, 1, true),
    ]
    .map(|(label, ties, people, parts, holds)| (label.to_owned(), ties, people, parts, holds));
    assert_eq!(lines(&said), expected);
    let bridge = said["findings"].as_array().unwrap().iter().find(|f| f["rule"] == "bridge").unwrap();
    assert_eq!((&bridge["holds_in"], &bridge["of"]), (&4.into(), &12.into()));
    // Three of Dee's seven ties, and no other, cross: (3 − 5) / 8.
    assert_eq!(said["settings"][0]["e_i"].as_f64(), Some(-0.25));
    assert_eq!(said["settings"][3]["e_i"], Json::Null, "without ties there is no E-I index");
}

#[test]
fn only_what_is_asked_for_is_tried_and_the_rule_can_be_read_for_fewer() {
    let folder = eight();
    let said = sweep(&folder, &["--sweep", "at-least=1,2,3", "--sweep", "window-days=1", "--sweep"]);
    let got: Vec<(String, u64)> = lines(&said).into_iter().map(|l| (l.0, l.1)).collect();
    let expected = [
        ("this programme's rule *", 8),
        ("at least 1 message", 9),
        ("at least 3 messages", 2),
        ("within 1 day", 0),
    ];
    assert_eq!(got, expected.map(|(label, ties)| (label.to_owned(), ties)));
    let before = fs::read(folder.path().join("log.csv")).unwrap();
    let here = run_in(folder.path(), &["network", "--sweep", "log.csv", "people.csv", "--quiet"]);
    assert!(
        here.out.contains("Holds in 4 of 12 settings. Only: this programme's rule; within 7 days; up to 25")
    );
    assert_eq!(fs::read(folder.path().join("log.csv")).unwrap(), before);
}

#[test]
fn what_cannot_be_swept_is_refused_with_what_to_do() {
    let folder = eight();
    for (args, words) in [
        (&["--sweep", "colour=red"][..], "names no setting that can be moved"),
        (&["--sweep", "at-least=0"], "would tie everyone to everyone"),
        (&["--sweep", "at-least=few"], "write whole numbers"),
        (&["--sweep", "--level", "person", "--show-names"], "--level and --by do not go with it"),
        (&["--sweep", "--ties", "groups"], "the files hold no memberships"),
    ] {
        let run = run_in(folder.path(), &[&["network"], args].concat());
        assert_eq!(run.code, 2, "{args:?}: {}", run.out);
        assert!(run.err.contains(words), "{args:?}: {}", run.err);
    }
    fs::remove_file(folder.path().join("log.csv")).unwrap();
    fs::write(folder.path().join("ties.csv"), "from,to\nann@a.example,bob@a.example\n").unwrap();
    let run = run_in(folder.path(), &["network", "--sweep"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("the ties here are as people reported them"), "{}", run.err);
}

#[test]
fn the_example_swept_is_the_example_run_with_each_rule() {
    let folder = demo().copy();
    let run = run_in(folder.path(), &["network", "--sweep", "--format", "json", "--min-group", "1"]);
    assert_eq!(run.code, 3, "{}", run.err);
    let said: Json = serde_json::from_str(&run.out).unwrap();
    let settings = said["settings"].as_array().unwrap();
    assert_eq!(settings.len(), 12);
    let text = fs::read_to_string(folder.path().join("crossweave.toml")).unwrap();
    for one in settings {
        let mut config: toml::Table = toml::from_str(&text).unwrap();
        let mut rule = one["tie_rule"].as_object().unwrap().clone();
        rule.retain(|_, value| !value.is_null());
        config.insert("ties".into(), toml::Value::try_from(rule).unwrap());
        fs::write(folder.path().join("crossweave.toml"), toml::to_string(&config).unwrap()).unwrap();
        let alone = run_in(folder.path(), &["network", "--format", "json", "--min-group", "1"]);
        let alone = Results::parse(&alone.out);
        let label = &one["label"];
        assert_eq!(one["ties"].as_f64(), Some(alone.network("ties")), "{label}");
        assert_eq!(one["people_with_a_tie"].as_f64(), Some(200.0 - alone.network("isolates")), "{label}");
        assert_eq!(one["parts"].as_f64(), Some(alone.network("components")), "{label}");
        let ei = alone.row("ei-index", "network", |r| r.by.as_deref() == Some("sector")).value;
        assert_eq!(one["e_i"].as_f64(), ei, "{label}");
        assert_eq!(
            one["help_within_two_steps"].as_f64(),
            Some(alone.network_now("confident-within-2")),
            "{label}"
        );
    }
}

#[test]
fn findings_of_the_example_are_those_of_its_report_and_are_the_same_twice() {
    let folder = demo().path();
    let text = run_in(&folder, &["network", "--sweep", "--threads", "1"]);
    let again = run_in(&folder, &["network", "--sweep", "--threads", "2"]);
    assert_eq!(text.out, again.out);
    assert!(text.out.lines().all(|line| line.chars().count() <= 100), "{}", text.out);
    let page = fs::read_to_string(folder.join("report/index.html")).unwrap();
    let said: Json =
        serde_json::from_str(&run_in(&folder, &["network", "--sweep", "--format", "json"]).out).unwrap();
    let findings = said["findings"].as_array().unwrap();
    let of_own = |rule: &str| -> Vec<String> {
        let own = said["settings"][0]["holds"].as_array().unwrap();
        let held = findings.iter().zip(own).filter(|(f, holds)| f["rule"] == rule && **holds == true);
        held.map(|(f, _)| f["title"].as_str().unwrap().to_owned()).collect()
    };
    for rule in ["hardly-talks", "low-and-cut-off"] {
        let told = of_own(rule);
        assert!(told.iter().any(|title| page.contains(title)), "{rule}: {told:?}");
    }
    assert_eq!(of_own("bridge").len(), 1);
    assert_eq!(said["k"], 5);
}
