//! `crossweave compare`: two waves, the same people apart from different ones.

use std::fmt::Write;
use std::path::Path;

use super::story::example;
use super::support::{Results, arg, close, crossweave, run};

const LEVELS: [&str; 4] = ["Not confident", "Not very confident", "Confident", "Very confident"];

/// A staff list and one form a wave; each person's level in each wave, 0 where they did not answer.
fn programme(folder: &Path, people: &[[usize; 3]]) {
    let mut staff = "Email,Name,Team\n".to_owned();
    let mut audits = [const { String::new() }; 3];
    for (i, levels) in people.iter().enumerate() {
        writeln!(staff, "p{i}@made.example,Person Number{i},Team {}", i % 2).unwrap();
        for (w, level) in levels.iter().enumerate().filter(|(_, l)| **l > 0) {
            let (maps, calls) = (LEVELS[level - 1], LEVELS[(level + i) % 4]);
            writeln!(audits[w], "p{i}@made.example,{},{maps},{calls}", w + 1).unwrap();
        }
    }
    std::fs::write(folder.join("staff list.csv"), staff).unwrap();
    for (w, rows) in audits.iter().enumerate().filter(|(_, rows)| !rows.is_empty()) {
        let text = format!("Email,Wave,Reading maps,Video calls\n{rows}");
        std::fs::write(folder.join(format!("audit {}.csv", w + 1)), text).unwrap();
    }
}

/// Twelve twice, six only first, seven only second; a third wave that is left out.
fn partly_linked() -> Vec<[usize; 3]> {
    let twice = (0..12).map(|i| [1 + i % 3, 2 + i % 3, 4]);
    let once = (0..13).map(|i| if i < 6 { [1 + i % 2, 0, 4] } else { [0, 3 + i % 2, 4] });
    twice.chain(once).collect()
}

#[test]
fn the_example_says_whom_it_is_about() {
    let text = run(3, &["compare", "Spring 2026", "Autumn 2026", arg(example())]);
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words:?} is not in:\n{text}"));
    let (same, different, everyone) = (at("SAME PEOPLE: the "), at("DIFFERENT PEOPLE: "), at("EVERYONE: "));
    assert!(same < different && different < everyone);
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    at("is within noise");
    // A reader of JSON gets the same rows, of these two waves alone.
    let json = Results::parse(&run(
        3,
        &["compare", "Spring 2026", "Autumn 2026", arg(example()), "--format", "json"],
    ));
    let pair = |r: &super::support::Row| r.wave.as_deref() == Some("Spring 2026→Autumn 2026");
    let both = json.row("linked-people", "network", |r| pair(r) && r.other.as_deref() == Some("Both"));
    at(&format!("SAME PEOPLE: the {} who answered both", both.value.unwrap()));
    assert_eq!(json.of("change-level", "skill").count(), 20);
    assert_eq!(json.of("index", "network").count(), 0);
}

#[test]
fn the_numbers_are_those_of_the_answers() {
    let folder = tempfile::tempdir().unwrap();
    programme(folder.path(), &partly_linked());
    let said = |args: &[&str]| {
        Results::parse(&run(
            0,
            &[args, &[arg(folder.path()), "--format", "json", "--min-group", "1"]].concat(),
        ))
    };
    let found = said(&["compare", "1", "2"]);
    let of = |measure: &str, level: &str| {
        found.row(measure, level, |r| {
            r.other.is_none() && r.skill.as_deref().is_none_or(|s| s == "Reading maps")
        })
    };
    let level = of("change-level", "skill");
    assert_eq!((level.value, level.n), (Some(1.0), Some(12)));
    // All twelve up: 2 of 2¹² ways to sign the moves.
    close("p", of("change-p", "skill").value.unwrap(), 2.0 / 4096.0, 1e-12);
    // Everyone who answered only second stands above everyone who answered only first.
    let apart = of("change-superiority", "skill");
    assert_eq!((apart.value, apart.n), (Some(1.0), Some(13)));
    assert_eq!(of("change-all-people", "network").n, Some(25));
    let kinds: Vec<Option<f64>> = found.of("linked-people", "network").map(|r| r.value).collect();
    assert_eq!(kinds, [Some(12.0), Some(6.0), Some(7.0)]);
    assert!(found.rows.iter().all(|r| !r.wave.as_deref().unwrap_or_default().contains('3')));
    // The first and the last, with the one between left out.
    let far = said(&["compare", "1", "3"]);
    let who = |r: &super::support::Row| r.other.as_deref() == Some("Both");
    assert_eq!(far.row("linked-people", "network", who).value, Some(18.0));
}

#[test]
fn whichever_was_held_first_comes_first() {
    let folder = tempfile::tempdir().unwrap();
    programme(folder.path(), &partly_linked());
    let output = crossweave().args(["compare", "2", "1", arg(folder.path())]).output().unwrap();
    assert!(String::from_utf8_lossy(&output.stderr).contains("1 was held before 2"));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.starts_with("1 → 2\n"), "{text}");
    assert_eq!(text, run(0, &["compare", "1", "2", arg(folder.path())]));
}

#[test]
fn waves_that_cannot_be_compared_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    programme(folder.path(), &partly_linked());
    for (args, words) in [
        (&["1", "Easter"][..], "compare Easter: there is no such wave\n  help: there are: 1, 2, 3"),
        (&["2", "2"], "the same wave twice"),
        (&["1", "2", "--wave", "2"], "compare takes its two waves by their names"),
        (&["1", "2", "--min-group", "0"], "from 1 up"),
    ] {
        let (waves, options) = args.split_at(2);
        let output =
            crossweave().arg("compare").args(waves).arg(folder.path()).args(options).output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {stderr}");
        assert!(stderr.contains(words) && output.stdout.is_empty(), "{args:?}: {stderr}");
    }
}

#[test]
fn nobody_in_common_is_said_and_the_others_are_compared() {
    let folder = tempfile::tempdir().unwrap();
    let people: Vec<[usize; 3]> =
        (0..20).map(|i| if i < 9 { [1 + i % 3, 0, 0] } else { [0, 2 + i % 3, 0] }).collect();
    programme(folder.path(), &people);
    let text = run(0, &["compare", "1", "2", arg(folder.path())]);
    assert!(text.contains("SAME PEOPLE: the 0 who answered both"), "{text}");
    assert!(text.contains("[x], nobody answered in both waves"), "{text}");
    assert!(text.contains("the 9 who answered only 1 and the 11 who answered only"), "{text}");
    let report = folder.path().join("out");
    run(0, &["report", "--quiet", "--out", arg(&report), arg(folder.path())]);
    let page = std::fs::read_to_string(report.join("index.html")).unwrap();
    assert!(page.contains("Nobody answered both audits"), "the report says so too");
    assert!(page.contains("stands above one who answered only"), "and compares the others");
}

#[test]
fn the_same_bytes_with_any_number_of_threads() {
    let with = |threads: &str| {
        let args = ["compare", "Spring 2026", "Autumn 2026", arg(example()), "--format", "csv"];
        run(3, &[&args[..], &["--threads", threads]].concat())
    };
    let one = with("1");
    assert!(one.lines().count() > 500);
    assert_eq!(one, with("2"));
    assert_eq!(one, with("8"));
}

/// Asked afterwards how it was before: the report tells it and `compare` shows it.
#[test]
fn what_people_recall_is_told_beside_what_they_said() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = "Email,Wave,Reading maps\n".to_owned();
    let mut second = "Email,Wave,Reading maps,Before: Reading maps\n".to_owned();
    for i in 0..20 {
        let (then, now, recalled) = (2 + i % 2, 2 + i % 3, 1 + i % 2);
        writeln!(first, "p{i}@made.example,1,{}", LEVELS[then]).unwrap();
        writeln!(second, "p{i}@made.example,2,{},{}", LEVELS[now.min(3)], LEVELS[recalled]).unwrap();
    }
    std::fs::write(folder.path().join("audit 1.csv"), first).unwrap();
    std::fs::write(folder.path().join("audit 2.csv"), second).unwrap();
    let text = run(0, &["compare", "1", "2", arg(folder.path())]);
    assert!(text.contains("LOOKING BACK: asked in 2 how it was before"), "{text}");
    assert!(text.contains("Levels they had thought themselves above that: +1.0"), "{text}");
    let report = folder.path().join("out");
    run(0, &["report", "--quiet", "--out", arg(&report), arg(folder.path())]);
    let page = std::fs::read_to_string(report.join("index.html")).unwrap();
    assert!(page.contains("Learning shows people what they did not know"));
}
