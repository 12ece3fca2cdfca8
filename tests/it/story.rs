//! The example programme from end to end: its planted story is told, its mistakes are found,
//! its numbers are those another implementation gives, its bytes are always the same.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crossweave::demo::{DemoMistake, Mistake, SEED, STORY};
use serde::Deserialize;

use super::support::{Checked, Results, Row, arg, bytes_of, close, run};

/// Makes the example in a folder of its own, with more arguments.
fn make(name: &str, more: &[&str]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("example-{name}"));
    if folder.exists() {
        std::fs::remove_dir_all(&folder).unwrap();
    }
    run(0, &[&["demo", arg(&folder)], more].concat());
    folder
}

pub fn example() -> &'static Path {
    static EXAMPLE: OnceLock<PathBuf> = OnceLock::new();
    EXAMPLE.get_or_init(|| make("default", &[]))
}

/// What the report's results.json says.
fn report() -> Results {
    Results::parse(&std::fs::read_to_string(example().join("report/results.json")).unwrap())
}

fn operator(command: &str, more: &[&str]) -> Results {
    let all = [&[command, arg(example()), "--format", "json", "--min-group", "1"], more].concat();
    // Three: done, but the form of nobody on the list was left out.
    Results::parse(&run(3, &all))
}

/// The words a reader sees: no tags, styles or drawings, one space between words.
fn text_of(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        text.push_str(&rest[..open]);
        let close = rest[open..].find('>').map_or(rest.len(), |at| open + at + 1);
        let name: String =
            rest[open + 1..close].chars().take_while(char::is_ascii_alphanumeric).collect::<String>();
        rest = &rest[close..];
        if ["style", "script", "svg"].contains(&name.as_str()) {
            let end = format!("</{name}>");
            rest = rest.find(&end).map_or("", |at| &rest[at + end.len()..]);
        }
        text.push(' ');
    }
    text.push_str(rest);
    for (entity, sign) in
        [("&#x27;", "'"), ("&#39;", "'"), ("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")]
    {
        text = text.replace(entity, sign);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the first screen says was found.
fn findings() -> &'static str {
    static FINDINGS: OnceLock<String> = OnceLock::new();
    FINDINGS.get_or_init(|| {
        let page = std::fs::read_to_string(example().join("report/index.html")).unwrap();
        let text = text_of(&page);
        let from = text.find("What we found").expect("findings");
        let to = text[from..].find("How good the data is").expect("an end of the findings");
        text[from..from + to].to_owned()
    })
}

#[track_caller]
fn told(words: &str) {
    assert!(findings().contains(words), "{words:?} is not in:\n{}", findings());
}

fn is_group(row: &Row, by: &str, group: &str) -> bool {
    row.by.as_deref() == Some(by) && row.group.as_deref() == Some(group)
}

fn is_pair(row: &Row, one: &str, other: &str) -> bool {
    let ends = [row.group.as_deref(), row.other.as_deref()];
    ends == [Some(one), Some(other)] || ends == [Some(other), Some(one)]
}

#[test]
fn two_sectors_that_hardly_talk_are_told() {
    let (one, two) = STORY.quiet_sectors;
    let report = report();
    let pair = |measure: &str| {
        let row = report.row(measure, "pair", |r| r.by.as_deref() == Some("sector") && is_pair(r, one, two));
        (row.value.unwrap(), row.n.unwrap())
    };
    assert_eq!(pair("tie-count"), (STORY.quiet_ties as f64, 80));
    let (expected, _) = pair("tie-expected");
    assert!(expected > 8.0 * STORY.quiet_ties as f64, "{expected}");
    close("ratio", pair("tie-ratio").0, STORY.quiet_ties as f64 / expected, 0.005);
    told(&format!("{two} and {one} hardly talk to each other"));
    told(&format!("share {} ties", STORY.quiet_ties));
    told(&format!("you would expect {expected:.0}"));
}

#[test]
fn the_bridge_is_told_without_a_name() {
    let report = report();
    let size = |team: &&str| {
        let asked = |r: &Row| is_group(r, "team", team) && r.wave.as_deref() == Some("Spring 2026");
        report.row("response-rate", "group", asked).n.unwrap()
    };
    let cut_off: u64 = STORY.cut_off.iter().map(size).sum();
    assert_eq!(report.network("cut-off-if-left"), cut_off as f64);
    assert_eq!(report.network("cutpoints"), 1.0);
    assert_eq!(report.by("cut-off-groups", "team"), STORY.cut_off.len() as f64);
    told(&format!("One person is the only link to {cut_off} others"));

    let people = operator("network", &["--level", "person", "--show-names"]);
    let worst: Vec<_> = people.people("cut-off-if-left").into_iter().filter(|(_, off)| *off > 0.0).collect();
    assert_eq!(worst, [(STORY.bridge, cut_off as f64)]);
    let local = STORY.bridge.split('@').next().unwrap();
    let name = local.replace('.', " ");
    for (file, bytes) in bytes_of(&example().join("report")) {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        assert!(!text.contains(local) && !text.contains(&name), "{} names the bridge", file.display());
    }
}

#[test]
fn the_skill_only_one_team_has_is_told() {
    let report = report();
    let count = |measure: &str| {
        report.row(measure, "skill", |r| r.skill.as_deref() == Some(STORY.rare_skill)).value.unwrap()
    };
    assert_eq!(count("skill-teams"), 1.0);
    assert_eq!(count("skill-holders"), STORY.rare_skill_holders as f64);
    let others = report.of("skill-teams", "skill").filter(|r| r.value == Some(1.0)).count();
    assert_eq!(others, 1, "one such skill");
    told(&format!("Confidence in “{}” sits in one team", STORY.rare_skill));
    told(&format!(
        "{} people say they are confident in it, all in {}",
        STORY.rare_skill_holders, STORY.rare_skill_team
    ));
}

#[test]
fn the_team_low_in_confidence_and_cut_off_is_told() {
    let report = report();
    let latest = |r: &Row| r.wave.as_deref() == Some("Autumn 2026");
    let team = report.row("index", "group", |r| is_group(r, "team", STORY.low_team) && latest(r));
    let all = report.row("index", "network", latest);
    assert!(team.high.unwrap() < all.value.unwrap(), "{team:?} against {all:?}");
    let ei = report.row("ei-index", "group", |r| is_group(r, "team", STORY.low_team)).value.unwrap();
    assert!(ei < -0.6, "{ei}");
    told(&format!("{} is low in confidence and cut off", STORY.low_team));
    told(&format!("Its confidence is {:.1} out of 100", team.value.unwrap()));
    told(&format!("against {:.1} for everyone", all.value.unwrap()));

    let network = operator("network", &["--by", "team"]);
    let isolates = network.row("isolates", "group", |r| is_group(r, "team", STORY.low_team));
    assert_eq!(isolates.value, Some(STORY.low_team_isolates as f64));
    let across = network.of("tie-count", "pair").filter(|r| {
        let ends = [r.group.as_deref(), r.other.as_deref()];
        ends.contains(&Some(STORY.low_team)) && ends[0] != ends[1]
    });
    assert_eq!(across.map(|r| r.value.unwrap()).sum::<f64>(), STORY.low_team_outside as f64);
}

#[test]
fn the_rise_of_those_who_came_to_a_cafe_is_told() {
    let report = report();
    let change =
        |group: &str| report.row("change-index", "group", |r| is_group(r, "café", group)).value.unwrap();
    let (came, stayed) = (change("Came to a café"), change("Did not come"));
    // One level of five is 25 points of the index; values are printed to one decimal.
    let points = |levels: f64| levels * 25.0;
    assert!(came > points(STORY.cafe_rise.0) - 0.05 && came < points(STORY.cafe_rise.1) + 0.05, "{came}");
    assert!(stayed.abs() < points(STORY.others_change) + 0.05, "{stayed}");
    let difference = report.row("cafe-difference", "network", |_| true);
    assert!(difference.low.unwrap() > 0.0);
    close("difference", difference.value.unwrap(), came - stayed, 0.1001);
    told("Confidence rose among people who came to a café");
    told(&format!("who came gained {came:.1} points"));
    // The range of the others holds 0: no gain and no loss is claimed.
    let sign = if stayed < 0.0 { "−" } else { "+" };
    told(&format!("who did not come did not clearly move ({sign}{:.1} points)", stayed.abs()));
}

/// What `check` calls a mistake; `None` for what has to be read without a word.
fn code(mistake: Mistake) -> Option<&'static str> {
    match mistake {
        Mistake::MisspeltLevel => Some("E101"),
        Mistake::OutsideScale => Some("E104"),
        Mistake::AnsweredTwice => Some("W307"),
        Mistake::UntidyAddress => None,
        Mistake::OtherAddress => Some("W309"),
        Mistake::Anonymous => Some("W202"),
        Mistake::Blank => Some("N304"),
        Mistake::NotApplicable => Some("N302"),
    }
}

/// Where `check` reports a mistake. Of two forms by one person the summary names the earlier,
/// `check` the one that came after it, which in the example stands in the next row.
#[test]
fn every_mistake_is_reported_at_its_cell_and_nothing_else_in_the_forms() {
    let elsewhere = tempfile::tempdir().unwrap();
    let summary = crossweave::demo::write(elsewhere.path(), SEED).unwrap();
    let checked = Checked::of(example());
    for audit in ["Digital skills audit (spring).xlsx", "Digital skills audit (autumn).xlsx"] {
        let here = |m: &&DemoMistake| &*m.at.file == audit;
        let mut expected: Vec<(String, &str)> =
            summary.mistakes.iter().filter(here).filter_map(|m| Some((m.at.a1(), code(m.what)?))).collect();
        expected.sort();
        assert!(expected.len() >= 3);
        let expected: Vec<(&str, &str)> =
            expected.iter().map(|(cell, code)| (cell.as_str(), *code)).collect();
        assert_eq!(checked.in_file(audit), expected, "{audit}");
        let sheet = |p: &&super::support::FoundProblem| p.file.as_deref() == Some(audit);
        assert!(checked.problems.iter().filter(sheet).all(|p| p.sheet.as_deref() == Some("Sheet1")));
    }
    let untidy = summary.mistakes.iter().filter(|m| code(m.what).is_none()).count();
    assert_eq!((summary.mistakes.len(), untidy), (9, 1));
}

#[test]
fn every_run_gives_the_same_bytes_at_any_number_of_threads() {
    let first = bytes_of(example());
    assert!(first.len() > 40 && first.contains_key(Path::new("report/index.html")));
    let runs =
        [("again", &[][..]), ("one-thread", &["--threads", "1"]), ("two-threads", &["--threads", "2"])];
    std::thread::scope(|scope| {
        for (name, more) in runs {
            let first = &first;
            scope.spawn(move || {
                let other = bytes_of(&make(name, more));
                assert!(first.keys().eq(other.keys()), "{name}: other files");
                for (file, bytes) in first {
                    assert!(other[file] == *bytes, "{name}: {} differs", file.display());
                }
            });
        }
    });
}

/// `tests/oracles/example.json`.
#[derive(Deserialize)]
struct Oracle {
    rows: Vec<Expected>,
}

type Text = Option<String>;
/// Measure, level, by, group, other, skill, wave, value, low, high, n.
type Expected = (String, String, Text, Text, Text, Text, Text, Option<f64>, Option<f64>, Option<f64>, u64);

fn agree(got: Option<f64>, expected: Option<f64>) -> bool {
    match (got, expected) {
        (Some(got), Some(expected)) => (got - expected).abs() <= 1e-9 * expected.abs().max(1.0),
        (None, None) => true,
        _ => false,
    }
}

#[test]
fn numbers_are_those_of_scipy_and_networkx() {
    let oracle: Oracle = serde_json::from_str(include_str!("../oracles/example.json")).unwrap();
    let mut rows: BTreeMap<Vec<Option<&str>>, Vec<&Row>> = BTreeMap::new();
    let said = [operator("skills", &[]).rows, operator("network", &[]).rows].concat();
    for r in &said {
        let key = [&r.by, &r.group, &r.other, &r.skill, &r.wave].map(|part| part.as_deref());
        let key = [&[Some(r.measure.as_str()), Some(r.level.as_str())], &key[..]].concat();
        rows.entry(key).or_default().push(r);
    }
    let mut measures = BTreeSet::new();
    for (measure, level, by, group, other, skill, wave, value, low, high, n) in &oracle.rows {
        let key = [by, group, other, skill, wave].map(|part| part.as_deref());
        let key = [&[Some(measure.as_str()), Some(level.as_str())], &key[..]].concat();
        let found = rows.get(&key).map_or(&[][..], |found| found);
        assert_eq!(found.len(), 1, "{key:?}");
        let row = found[0];
        assert_eq!(row.n, Some(*n), "{row:?}");
        for (got, expected) in [(row.value, *value), (row.low, *low), (row.high, *high)] {
            assert!(agree(got, expected), "{row:?}: expected {value:?}, {low:?} to {high:?}");
        }
        measures.insert(measure.as_str());
    }
    assert!(oracle.rows.len() > 900 && measures.len() > 38, "{} of {measures:?}", oracle.rows.len());
}
