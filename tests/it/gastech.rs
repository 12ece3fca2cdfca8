//! A made audit of real people's logs, with planted faults: the first run of someone who has
//! never seen the tool, doing just what it says.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use serde::Deserialize;

use super::support::{Checked, Results, Row, arg, close, run, shared};

const FORMS: [(&str, &str); 2] =
    [("1", "Digital confidence (January).xlsx"), ("2", "Digital confidence (after the cafes).xlsx")];
const STEN: &str = "sten.sanjorge jr.@gastech.com.kronos";

/// What was planted.
#[derive(Deserialize)]
struct Planted {
    /// Department, wave: mean level and people.
    departments: BTreeMap<String, BTreeMap<String, (f64, u64)>>,
    faults: BTreeMap<String, Vec<Fault>>,
}

#[derive(Deserialize)]
struct Fault {
    cell: String,
    what: String,
}

/// Everything asked of the folder, before and after likenesses are accepted.
struct Run {
    planted: Planted,
    printed: String,
    checked: Checked,
    matches: String,
    before: Answers,
    after: Answers,
}

struct Answers {
    skills: Results,
    network: Results,
    people: Results,
}

impl Answers {
    fn of(folder: &Path) -> Self {
        let json = ["--format", "json", "--min-group", "1"];
        let ask = |command: &str, more: &[&str]| {
            Results::parse(&run(3, &[&[command, arg(folder)], &json[..], more].concat()))
        };
        Self {
            skills: ask("skills", &[]),
            network: ask("network", &[]),
            people: ask("network", &["--level", "person", "--show-names"]),
        }
    }

    fn department(&self, name: &str, wave: &str) -> (f64, u64) {
        let fits = |r: &Row| {
            r.by.as_deref() == Some("team")
                && r.group.as_deref() == Some(name)
                && r.wave.as_deref() == Some(wave)
                && r.skill.is_none()
        };
        let row = self.skills.row("mean-level", "group", fits);
        (row.value.unwrap(), row.n.unwrap())
    }
}

/// The lines `check` says to put into crossweave.toml.
fn settings_in(printed: &str) -> String {
    let after = printed.split("put these lines into crossweave.toml:").nth(1).expect("lines to put in");
    after.lines().take_while(|line| line.is_empty() || line.starts_with("  ")).collect::<Vec<_>>().join("\n")
}

fn prepare(data: &Path) -> Run {
    let folder = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(data).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
    }
    let planted = std::fs::read_to_string(data.join("planted.json")).unwrap();
    let printed = run(1, &["check", arg(folder.path())]);
    std::fs::write(folder.path().join("crossweave.toml"), settings_in(&printed)).unwrap();
    let checked = Checked::of(folder.path());
    let before = Answers::of(folder.path());
    run(1, &["check", arg(folder.path()), "--write-matches"]);
    let list = folder.path().join("matches.csv");
    let matches = std::fs::read_to_string(&list).unwrap();
    let accepted: Vec<String> = matches
        .lines()
        .enumerate()
        .map(|(i, line)| if i == 0 { line.to_owned() } else { format!("{line}yes") })
        .collect();
    std::fs::write(&list, accepted.join("\n")).unwrap();
    let after = Answers::of(folder.path());
    Run { planted: serde_json::from_str(&planted).unwrap(), printed, checked, matches, before, after }
}

fn gastech(test: &str) -> Option<&'static Run> {
    static RUN: OnceLock<Option<Run>> = OnceLock::new();
    RUN.get_or_init(|| Some(prepare(&shared(test, "gastech")?))).as_ref()
}

#[test]
fn every_planted_fault_is_reported_at_its_cell_and_nothing_else() {
    let Some(run) = gastech("planted faults") else { return };
    let code = |what: &str| match what {
        w if w.starts_with("anonymous") => Some("W202"),
        w if w.contains("must match silently") => None,
        w if w.starts_with("unknown level") => Some("E101"),
        w if w.starts_with("missing with a reason") => Some("N302"),
        w if w.starts_with("blank") => Some("N304"),
        w if w.starts_with("number outside") => Some("E104"),
        w if w.starts_with("address not on the roster") => Some("W309"),
        w if w.starts_with("second answer") => Some("W307"),
        other => panic!("what is {other:?}?"),
    };
    for (wave, file) in FORMS {
        let faults = &run.planted.faults[wave];
        let mut expected: Vec<(&str, &str)> =
            faults.iter().filter_map(|f| Some((f.cell.as_str(), code(&f.what)?))).collect();
        expected.sort_unstable();
        assert_eq!((faults.len(), expected.len()), (8, 7));
        assert_eq!(run.checked.in_file(file), expected, "{file}");
    }
}

#[test]
fn columns_about_private_matters_are_not_read_nor_kept() {
    let Some(run) = gastech("private columns") else { return };
    for column in ["BirthDate", "PassportCountry", "CitizenshipBasis", "MilitaryServiceBranch", "Subject"] {
        let line = run.printed.lines().find(|l| l.contains(&format!(" {column} "))).unwrap_or_default();
        assert!(line.contains("not read: looks like"), "{column}: {line:?}");
    }
}

/// Sums of the answers the planted faults took away or changed: what each department's mean
/// would be with them is what planted.json says.
#[test]
fn department_means_are_as_planted_but_for_the_planted_faults() {
    let Some(run) = gastech("department means") else { return };
    // Department, wave, answers usable, people: what is left once the faults are taken out.
    // The people with other addresses are in after acceptance; the anonymous never are.
    let touched = [
        ("Engineering", "1", 488.0 / 142.0, 12), // one anonymous, N/A, a blank
        ("Information Technology", "1", 240.0 / 59.0, 5), // a 7
        ("Security", "1", 329.0 / 132.0, 11),    // the later of two forms counts
        ("Engineering", "2", 390.0 / 95.0, 8),   // a 7
        ("Executive", "2", 141.0 / 48.0, 4),     // the later of two forms counts
        ("Facilities", "2", 222.0 / 83.0, 7),    // "Confidnt"
        ("Information Technology", "2", 55.0 / 12.0, 1), // one anonymous
        ("Security", "2", 341.0 / 118.0, 10),    // N/A, a blank
    ];
    let mut as_planted = 0;
    for (name, waves) in &run.planted.departments {
        for (wave, &(mean, people)) in waves {
            let (got, n) = run.after.department(name, wave);
            match touched.iter().find(|t| t.0 == name && t.1 == wave) {
                Some(&(_, _, left, answered)) => {
                    close(&format!("{name}, wave {wave}"), got, left, 1e-12);
                    assert_eq!(n, answered, "{name}, wave {wave}");
                }
                None => {
                    // "Confidnt" in Facilities stood for a mean that rounds alike.
                    close(&format!("{name}, wave {wave}"), got, mean, 5.1e-5);
                    assert_eq!(n, people, "{name}, wave {wave}");
                    as_planted += 1;
                }
            }
        }
    }
    assert_eq!(as_planted, 4);
}

#[test]
fn accepted_likenesses_bring_in_the_people_with_other_addresses() {
    let Some(run) = gastech("accepted likenesses") else { return };
    let seen: Vec<&str> = run.matches.lines().skip(1).map(|l| l.split(',').next().unwrap()).collect();
    assert_eq!(
        seen,
        [
            "cecilia.morluniau@gmail.example",
            "minke.mies@gmail.example",
            "sten.sanjorge jr.@gastech.com.tethys"
        ]
    );
    assert!(run.matches.lines().skip(1).all(|l| l.ends_with(',')), "nothing is accepted unasked");
    for (name, wave, before, after) in [("Security", "1", 10, 11), ("Facilities", "2", 6, 7)] {
        assert_eq!(run.before.department(name, wave).1, before);
        assert_eq!(run.after.department(name, wave).1, after);
    }
    close("Security before", run.before.department("Security", "1").0, 310.0 / 120.0, 1e-12);
    close("Facilities before", run.before.department("Facilities", "2").0, 202.0 / 71.0, 1e-12);
}

#[test]
fn two_addresses_are_one_person_whose_messages_join_once_accepted() {
    let Some(run) = gastech("two addresses") else { return };
    for (answers, ties, degree, strength) in
        [(&run.before, 301.0, 1.0, 4.0), (&run.after, 305.0, 5.0, 142.0 / 3.0)]
    {
        let degrees = answers.people.people("degree");
        assert_eq!(degrees.len(), 54, "54 people, not 55");
        assert_eq!(degrees[STEN], degree);
        close("strength", answers.people.people("strength")[STEN], strength, 1e-5);
        close("density", answers.network.network("density"), ties / (54.0 * 53.0 / 2.0), 1e-12);
    }
    close("E-I before", run.before.network.by("ei-index", "team"), (301.0 - 2.0 * 243.0) / 301.0, 1e-12);
    close("E-I after", run.after.network.by("ei-index", "team"), (305.0 - 2.0 * 247.0) / 305.0, 1e-12);
}
