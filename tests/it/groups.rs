//! Ties made of groups people share: boards, projects, events.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::process::{Run, folder_of, run_in};
use super::support::{Results, arg, close, run, shared};

const PEOPLE: &str = "person,name,team\nann@a.example,Ann,Homes\nbob@a.example,Bob,Homes\ncat@a.example,Cat,Parks\n\
                      dee@a.example,Dee,Parks\n";
/// Ann and Bob share two groups, each of them one with Cat; Dee was alone on the project.
const MEMBERS: &str = "person,group,kind\nann@a.example,Board,board\nbob@a.example,Board,board\n\
                       ann@a.example,Choir,project\nbob@a.example,Choir,project\ncat@a.example,Choir,project\n\
                       dee@a.example,Bid,project\n";
const LOG: &str =
    "time,from,to\n2026-01-05,cat@a.example,dee@a.example\n2026-01-06,dee@a.example,cat@a.example\n";

fn members() -> TempDir {
    folder_of(&[("people.csv", PEOPLE.as_bytes()), ("members.csv", MEMBERS.as_bytes())])
}

fn network(folder: &Path, more: &[&str]) -> Run {
    run_in(folder, &[&["network", "--min-group", "1"], more].concat())
}

/// Ties as `--ties-out` writes them.
fn ties(folder: &Path, more: &[&str]) -> Vec<String> {
    let out = tempfile::tempdir().unwrap();
    let file = out.path().join("ties.csv");
    let run = network(folder, &[&["--ties-out", arg(&file), "--show-names"], more].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    let text = fs::read_to_string(file).unwrap();
    let mut lines = text.lines().map(|line| line.replace("@a.example", ""));
    assert_eq!(lines.next().as_deref(), Some("from,to,strength"));
    lines.collect()
}

fn set(folder: &Path, settings: &str) {
    fs::write(folder.join("crossweave.toml"), settings).unwrap();
}

#[test]
fn where_there_is_nothing_else_a_tie_is_a_group_shared() {
    let folder = members();
    assert_eq!(ties(folder.path(), &[]), ["ann,bob,2", "ann,cat,1", "bob,cat,1"]);
    let said = network(folder.path(), &["--format", "json"]);
    let results = Results::parse(&said.out);
    assert_eq!((results.network("ties"), results.network("isolates")), (3.0, 1.0));
    let settings: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(settings["settings"]["ties_from"], "groups");
    assert_eq!(settings["settings"]["tie_rule"], serde_json::Value::Null);
    assert_eq!(settings["settings"]["shared_groups"]["groups"], 2);
    let says = "A tie here means that two people share a group: 2 groups with two members or more. Its weight is the \
                number of groups they share.";
    assert!(said.err.contains(says), "{}", said.err);
    let check = run_in(folder.path(), &["check"]);
    assert!(check.out.contains("so a tie will mean that two people share a group"), "{}", check.out);
    let report = run_in(folder.path(), &["report"]);
    assert_eq!(report.code, 0, "{}", report.err);
    let page = fs::read_to_string(folder.path().join("report/index.html")).unwrap();
    assert!(page.contains("Two people have a tie when they share a group"), "the method says what a tie is");
}

#[test]
fn messages_go_first_unless_groups_are_asked_for() {
    let folder = members();
    fs::write(folder.path().join("log.csv"), LOG).unwrap();
    assert_eq!(ties(folder.path(), &[]), ["cat,dee,2"]);
    assert_eq!(ties(folder.path(), &["--ties", "groups"]).len(), 3);
    set(folder.path(), "[ties]\nfrom = \"groups\"\ngroup_weight = \"shared\"\n");
    assert_eq!(ties(folder.path(), &[]), ["ann,bob,1.5", "ann,cat,0.5", "bob,cat,0.5"]);
    assert_eq!(ties(folder.path(), &["--ties", "interactions"]), ["cat,dee,2"]);
    set(folder.path(), "[ties]\nfrom = \"groups\"\ngroup_members_at_most = 2\n");
    assert_eq!(ties(folder.path(), &[]), ["ann,bob,1"]);
    let said = network(folder.path(), &[]);
    assert!(said.err.contains("1 group of more than 2 people is left out."), "{}", said.err);
}

#[test]
fn what_cannot_be_done_is_refused_with_what_to_do() {
    let folder = members();
    for (args, code, words) in [
        (&["--ties", "interactions"][..], 2, "the files hold no messages or meetings"),
        (&["--ties", "asked"], 2, "the files hold no ties that people reported"),
        (&["--directed"], 2, "these ties have no direction"),
        (&["--ties-out", "ties.csv"], 4, "add --show-names"),
        (&["--ties-out", "people.csv", "--show-names"], 2, "is one of the files being read"),
        (&["--sweep"], 2, "the ties here are groups people share"),
    ] {
        let run = network(folder.path(), args);
        assert_eq!(run.code, code, "{args:?}: {}", run.err);
        assert!(run.err.contains(words) && run.err.contains("help:"), "{args:?}: {}", run.err);
    }
    assert!(!folder.path().join("ties.csv").exists());
    assert_eq!(fs::read_to_string(folder.path().join("people.csv")).unwrap(), PEOPLE);
    set(folder.path(), "[ties]\nfrom = \"friends\"\n");
    let run = network(folder.path(), &[]);
    assert!(run.code == 2 && run.err.contains("friends"), "{}", run.err);
}

#[test]
fn the_southern_women_share_events_as_published() {
    let Some(data) = shared("southern women's events", "davis_southern_women") else { return };
    let folder = tempfile::tempdir().unwrap();
    for file in ["southern_women_nodes.csv", "southern_women_edges.csv"] {
        fs::copy(data.join(file), folder.path().join(file)).unwrap();
    }
    // The list of nodes has the 18 women first; the edges run from an event to a woman.
    set(
        folder.path(),
        "[[file]]\npath = \"southern_women_nodes.csv\"\nkind = \"people\"\nrows = \"2:19\"\n[[file]]\n\
         path = \"southern_women_edges.csv\"\nkind = \"memberships\"\n[file.columns]\nperson = \"to\"\ngroup = \"from\"\n",
    );
    let ties = ties(folder.path(), &[]);
    assert_eq!(ties.len(), 139);
    // EVELYN is 1, LAURA 2, THERESA 3.
    assert!(ties.contains(&"1,2,6".to_owned()) && ties.contains(&"1,3,7".to_owned()), "{ties:?}");
    let strength = |line: &String| line.rsplit(',').next().unwrap().parse::<u32>().unwrap();
    // Events had 3 3 6 4 8 8 10 14 12 5 4 6 3 3 guests: so many pairs met at each.
    let pairs: u32 = [3, 3, 6, 4, 8, 8, 10, 14, 12, 5, 4, 6, 3, 3].iter().map(|n| n * (n - 1) / 2).sum();
    assert_eq!((ties.iter().map(strength).sum::<u32>(), ties.iter().map(strength).max()), (pairs, Some(7)));
    let said = Results::parse(&run(0, &["network", arg(folder.path()), "--format", "json"]));
    assert_eq!((said.network("ties"), said.network("components")), (139.0, 1.0));
    close("density", said.network("density"), 139.0 / 153.0, 1e-12);
}
