//! Who answered, whom the answers stand for and what they are weighted to, from the command line.

use std::fs;
use std::sync::OnceLock;

use super::support::{Results, arg, crossweave, run};

/// The example programme, written once.
fn example() -> &'static std::path::Path {
    static FOLDER: OnceLock<tempfile::TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        run(0, &["demo", arg(&folder.path().join("demo")), "--quiet"]);
        folder
    });
    folder.path()
}

/// The example with more settings than it has.
fn with(settings: &str) -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(example().join("demo")).unwrap().map(Result::unwrap) {
        if entry.file_type().unwrap().is_file() {
            fs::copy(entry.path(), copy.path().join(entry.file_name())).unwrap();
        }
    }
    let own = fs::read_to_string(example().join("demo/crossweave.toml")).unwrap();
    fs::write(copy.path().join("crossweave.toml"), format!("{settings}\n{own}")).unwrap();
    copy
}

fn skills(folder: &std::path::Path, more: &[&str]) -> String {
    let output = crossweave().args([&["skills", arg(folder), "--quiet"], more].concat()).output().unwrap();
    assert!(matches!(output.status.code(), Some(0 | 3)), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn weights_to_the_staff_list_are_measured_and_the_same_at_any_number_of_threads() {
    let folder = with("[audit]\nweight_by = [\"sector\"]\n");
    let csv = |threads: &str| skills(folder.path(), &["--format", "csv", "--threads", threads]);
    let one = csv("1");
    assert!(one == csv("2") && one == csv("8") && one.contains("confident-weighted"));
    let said = Results::parse(&skills(folder.path(), &["--format", "json", "--min-group", "1"]));
    let [worth, cost] = ["effective-n", "design-effect"].map(|id| said.network_now(id));
    let last = said.of("index-weighted", "network").max_by(|a, b| a.wave.cmp(&b.wave)).unwrap();
    let n = last.n.unwrap() as f64;
    assert!(worth <= n && worth > 0.5 * n && (n / worth - cost).abs() < 1e-9, "{worth} of {n}, {cost}");
    assert!(last.low.unwrap() < last.value.unwrap() && last.value.unwrap() < last.high.unwrap());
    // Without settings nothing is weighted.
    assert!(!skills(with("").path(), &["--format", "csv"]).contains("weighted"));
}

#[test]
fn targets_that_do_not_fit_are_refused_at_their_line() {
    let folder = with("[audit.targets.sector]\nNowhere = 1.0\n");
    let output = crossweave().args(["skills", arg(folder.path())]).output().unwrap();
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{err}");
    assert!(
        err.contains("crossweave.toml line 2: ")
            && err.contains("\"Nowhere\"")
            && err.contains("there are: "),
        "{err}"
    );
}

#[test]
fn a_census_is_surer_than_a_sample_and_the_report_says_which() {
    let page = |settings: &str| {
        let folder = with(settings);
        let said = Results::parse(&skills(folder.path(), &["--format", "json", "--min-group", "1"]));
        let widths: Vec<f64> = said.of("confident", "skill").filter_map(|r| Some(r.high? - r.low?)).collect();
        let out = folder.path().join("out");
        let output = crossweave()
            .args(["report", arg(folder.path()), "--out", arg(&out), "--quiet"])
            .output()
            .unwrap();
        assert!(matches!(output.status.code(), Some(0 | 3)), "{}", String::from_utf8_lossy(&output.stderr));
        (widths, fs::read_to_string(out.join("index.html")).unwrap())
    };
    let (sample, text) = page("");
    assert!(
        text.contains("take the answers as a sample") && text.contains("stand for the staff list: R = "),
        "R"
    );
    assert!(text.contains("Had the other ") && text.contains("chance alone would bring about"));
    let (census, text) = page("[audit]\ninterval = \"census\"\nweight_by = [\"sector\"]\n");
    assert!(
        text.contains("speak for the people on the staff list alone") && text.contains("Weighted by sector")
    );
    assert_eq!(sample.len(), census.len());
    assert!(sample.len() > 20 && sample.iter().zip(&census).all(|(s, c)| c < s));
}
