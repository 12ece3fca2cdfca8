//! The real binary: exit codes, what goes to which stream, and what is never lost.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use crate::process::{Run, crossweave, demo, files_of, folder_of, run_in, small_folder};

/// Columns of every result.
const COLUMNS: &str = "measure,level,by,group,other,person,skill,wave,value,low,high,n,status,reason";

fn refused(run: &Run, words: &[&str]) {
    assert_eq!(run.code, 2, "{run:?}");
    for word in words {
        assert!(run.err.contains(word), "{word:?} is not in {}", run.err);
    }
    assert!(run.err.contains("help:"), "nothing says what to do: {}", run.err);
}

#[test]
fn the_example_is_made_and_reported_on() {
    let run = &demo().run;
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    for name in ["index.html", "workbook.xlsx", "results.json", "results.csv", "charts/group-map.svg"] {
        assert!(demo().path().join("report").join(name).exists(), "{name}");
    }
    assert!(run.out.contains("crossweave check example"), "{}", run.out);
}

#[test]
fn check_lists_what_is_planted_and_changes_nothing() {
    let before = files_of(&demo().path());
    let run = run_in(&demo().path(), &["check", "--all"]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("error[") && run.out.contains("help:"), "{}", run.out);
    assert!(files_of(&demo().path()) == before);
}

#[test]
fn a_programme_without_a_problem_ends_with_0() {
    let folder = small_folder();
    let check = run_in(folder.path(), &["check"]);
    assert_eq!(check.code, 0, "{}", check.out);
    assert!(check.out.contains("No problems."), "{}", check.out);
    let report = run_in(folder.path(), &["report"]);
    assert_eq!((report.code, report.out.as_str()), (0, ""), "{}", report.err);
    assert!(folder.path().join("report/index.html").exists());
}

#[test]
fn rejected_rows_end_with_3_and_the_report_is_there() {
    let folder = small_folder();
    let mut people = fs::read_to_string(folder.path().join("audit.csv")).unwrap();
    people += "stranger@b.example,1,Confident,Confident\n";
    fs::write(folder.path().join("audit.csv"), people).unwrap();
    let run = run_in(folder.path(), &["report"]);
    assert_eq!(run.code, 3, "{}", run.err);
    assert!(folder.path().join("report/index.html").exists());
    assert_eq!(run_in(folder.path(), &["check"]).code, 1);
}

#[test]
fn options_that_do_not_fit_end_with_2() {
    let folder = small_folder();
    let run = |args: &[&str]| run_in(folder.path(), args);
    refused(&run(&["skills", "--wave", "9"]), &["--wave 9", "there are: 1, 2"]);
    refused(&run(&["skills", "--by", "tribe"]), &["--by tribe", "team"]);
    refused(&run(&["network", "--question", "advice"]), &["--question advice"]);
    refused(&run(&["check", "no-such-folder"]), &["no-such-folder"]);
    refused(&run(&["check", "--config", "no.toml"]), &["no.toml"]);
    for args in [&["skills", "--threads", "0"][..], &["skills", "--min-group", "0"], &["sklls"], &[]] {
        assert_eq!(run(args).code, 2, "{args:?}");
    }
    assert_eq!(run(&["--help"]).code, 0);
}

#[test]
fn disclosure_control_refuses_with_4_and_writes_nothing() {
    let folder = small_folder();
    for args in [
        &["report", "--min-group", "3"][..],
        &["skills", "--level", "person"],
        &["network", "--level", "person", "--format", "json"],
    ] {
        let run = run_in(folder.path(), args);
        assert_eq!((run.code, run.out.as_str()), (4, ""), "{args:?}");
        assert!(run.err.contains("help:"), "{}", run.err);
    }
    assert!(!folder.path().join("report").exists());
    let allowed = run_in(folder.path(), &["network", "--level", "person", "--show-names", "--format", "csv"]);
    assert_eq!(allowed.code, 0);
    assert!(allowed.out.contains(",person,,,,p00@a.example,"), "{}", allowed.out);
}

#[test]
fn a_setting_below_5_is_refused_like_the_option() {
    let folder = small_folder();
    fs::write(folder.path().join("crossweave.toml"), "[disclosure]\nmin_group = 2\n").unwrap();
    assert_eq!(run_in(folder.path(), &["report"]).code, 4);
    assert!(!folder.path().join("report").exists());
}

#[test]
fn input_that_cannot_be_read_is_refused_by_name_and_nothing_is_made() {
    let whole = fs::read(demo().path().join("staff list.xlsx")).unwrap();
    let cut = &whole[..whole.len() / 2];
    let cases: [(&str, &[u8], &[&str]); 5] = [
        ("notes.docx", b"hello", &["no spreadsheet or log found"]),
        ("sums.csv", b"a,b\n1,2\n", &["nothing here could be recognised", "sums.csv"]),
        ("audit.xlsx", b"", &["E111", "audit.xlsx"]),
        ("staff.xlsx", cut, &["E113", "staff.xlsx"]),
        ("empty.csv", b"", &["E111", "empty.csv"]),
    ];
    for (name, bytes, words) in cases {
        let folder = folder_of(&[(name, bytes)]);
        refused(&run_in(folder.path(), &["report"]), words);
        assert_eq!(run_in(folder.path(), &["check"]).code, 2, "{name}");
        assert_eq!(files_of(folder.path()).len(), 1, "{name}: something was made");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "{name}: a folder was made");
    }
    refused(&run_in(folder_of(&[]).path(), &["report"]), &["no spreadsheet or log found", "crossweave init"]);
}

#[test]
fn a_workbook_with_an_empty_sheet_alone_is_refused() {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().set_name("Blank").unwrap();
    let folder = folder_of(&[("blank.xlsx", &book.save_to_buffer().unwrap())]);
    refused(&run_in(folder.path(), &["report"]), &["E115", "blank.xlsx"]);
    assert!(!folder.path().join("report").exists());
}

#[test]
fn a_workbook_with_a_password_is_refused() {
    let locked =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/workbooks/calamine_pass_protected.xlsx");
    let Ok(bytes) = fs::read(&locked) else {
        eprintln!("skipped: {} is not there", locked.display());
        return;
    };
    let folder = folder_of(&[("locked.xlsx", &bytes)]);
    refused(&run_in(folder.path(), &["report"]), &["E112", "locked.xlsx", "password"]);
    assert!(!folder.path().join("report").exists());
}

#[test]
fn results_come_in_three_formats_with_the_published_columns() {
    for command in ["skills", "network"] {
        let csv = run_in(&demo().path(), &[command, "--format", "csv"]);
        assert_eq!(csv.code, 3, "the example has rejected rows");
        assert_eq!(csv.out.lines().next(), Some(COLUMNS));
        let mut reader = csv::Reader::from_reader(csv.out.as_bytes());
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        let json: serde_json::Value =
            serde_json::from_str(&run_in(&demo().path(), &[command, "--format", "json"]).out).unwrap();
        assert_eq!(json["schema"], "crossweave.results/1");
        assert_eq!(json["command"], command);
        assert_eq!(json["rows"].as_array().unwrap().len(), rows.len());
        assert!(rows.len() > 50 && json["inputs"].as_array().unwrap().len() == 8);
        let status = |row: &csv::StringRecord| ["ok", "undefined", "hidden"].contains(&row.get(12).unwrap());
        assert!(rows.iter().all(status));
        let table = run_in(&demo().path(), &[command]).out;
        assert!(table.lines().next().is_some_and(|l| l.ends_with(')')), "{table}");
        assert!(table.lines().any(|l| l.contains("value") && l.trim_end().ends_with('n')), "{table}");
    }
}

#[test]
fn only_what_is_asked_for_is_printed() {
    let folder = small_folder();
    let run = run_in(folder.path(), &["skills", "--format", "csv", "--level", "group", "--by", "team"]);
    let mut reader = csv::Reader::from_reader(run.out.as_bytes());
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    assert!(rows.len() > 4);
    assert!(rows.iter().all(|r| &r[1] == "group" && &r[2] == "team"), "{}", run.out);
    let first = run_in(folder.path(), &["skills", "--format", "csv", "--wave", "1"]).out;
    let mut reader = csv::Reader::from_reader(first.as_bytes());
    assert!(reader.records().all(|row| row.unwrap()[7] == *"1"), "{first}");
}

#[test]
fn everything_is_explained_and_a_slip_is_answered_with_the_nearest() {
    let folder = folder_of(&[]);
    let run = |args: &[&str]| run_in(folder.path(), args);
    let list = run(&["explain"]).out;
    assert!(
        list.contains("measures\n") && list.contains("findings\n") && list.contains("problems\n"),
        "{list}"
    );
    let csv = run(&["explain", "--format", "csv"]).out;
    assert_eq!(csv.lines().next(), Some("id,kind,title"));
    let json: serde_json::Value = serde_json::from_str(&run(&["explain", "--format", "json"]).out).unwrap();
    assert_eq!(json.as_array().unwrap().len(), csv.lines().count() - 1);
    let one = run(&["explain", "e104"]);
    assert!(one.code == 0 && one.out.starts_with("E104 (problem)\n"), "{}", one.out);
    let slip = run(&["explain", "densty"]);
    refused(&slip, &["did you mean density?"]);
    assert_eq!(slip.out, "");
    let schema: serde_json::Value = serde_json::from_str(&run(&["explain", "--schema"]).out).unwrap();
    assert!(schema.is_object());
}

#[test]
fn pipes_carry_data_alone_and_no_progress() {
    for args in [
        &["check"][..],
        &["skills", "--format", "csv"],
        &["network", "--format", "json"],
        &["explain", "--format", "csv"],
    ] {
        let run = run_in(&demo().path(), args);
        for text in [&run.out, &run.err] {
            assert!(!text.contains(['\r', '\u{1b}', '\u{8}']), "{args:?}: {text:?}");
        }
        let quiet = run_in(&demo().path(), &[args, &["--quiet"]].concat());
        assert_eq!((quiet.out, quiet.err.as_str()), (run.out, ""), "{args:?}");
    }
}

#[test]
fn the_same_input_gives_the_same_bytes_whatever_the_threads() {
    let one = run_in(&demo().path(), &["network", "--format", "csv", "--threads", "1"]);
    let many = run_in(&demo().path(), &["network", "--format", "csv", "--threads", "5"]);
    assert!(one.out == many.out && one.out.len() > 1000);
}

#[test]
fn other_peoples_folders_and_the_input_are_never_replaced() {
    let folder = small_folder();
    let outside = folder_of(&[("holiday.jpg", b"x")]);
    let other = outside.path().to_str().unwrap();
    let before = files_of(folder.path());
    refused(&run_in(folder.path(), &["report", "--out", other]), &["--force"]);
    assert_eq!(files_of(outside.path()).len(), 1);
    let parent = folder.path().parent().unwrap().to_str().unwrap();
    let whole = folder.path().to_str().unwrap();
    let roundabout = format!("gone/../../{}", folder.path().file_name().unwrap().to_str().unwrap());
    for out in [".", "..", "./", whole, parent, "people.csv", "gone/..", roundabout.as_str()] {
        for force in [&[][..], &["--force"]] {
            let run = run_in(folder.path(), &[&["report", "--out", out], force].concat());
            assert_eq!(run.code, 2, "--out {out}: {run:?}");
            assert!(files_of(folder.path()) == before, "--out {out}: {run:?}");
        }
    }
    assert_eq!(run_in(folder.path(), &["report", "--out", other, "--force"]).code, 0);
    assert!(!outside.path().join("holiday.jpg").exists() && outside.path().join("results.json").exists());
}

#[test]
fn templates_pass_check_and_are_never_overwritten() {
    let folder = folder_of(&[]);
    assert_eq!(run_in(folder.path(), &["init"]).code, 0);
    let made = files_of(folder.path());
    assert_eq!(made.len(), 11);
    let check = run_in(folder.path(), &["check"]);
    assert_eq!(check.code, 0, "{}{}", check.out, check.err);
    refused(&run_in(folder.path(), &["init"]), &["--force"]);
    fs::write(folder.path().join("people.xlsx"), "mine").unwrap();
    fs::remove_file(folder.path().join("crossweave.toml")).unwrap();
    assert_eq!(run_in(folder.path(), &["init"]).code, 2);
    assert_eq!(fs::read(folder.path().join("people.xlsx")).unwrap(), b"mine");
    assert!(!folder.path().join("crossweave.toml").exists(), "half of a folder was made");
    assert_eq!(run_in(folder.path(), &["init", "--force"]).code, 0);
    assert!(files_of(folder.path()) == made);
}

/// The programme of a test of interruption: two settings whose reports differ, and both reports.
struct Interrupted {
    folder: PathBuf,
    reports: [BTreeMap<String, Vec<u8>>; 2],
    /// How long a whole run takes.
    usual: Duration,
}

impl Interrupted {
    const SETTINGS: [&str; 2] = ["one.toml", "two.toml"];

    fn command(&self, which: usize) -> std::process::Command {
        let mut command = crossweave();
        command.current_dir(&self.folder).args(["report", "--quiet", "--config", Self::SETTINGS[which]]);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    /// Writes both reports once, with settings that differ in the title alone.
    fn new(folder: &Path, settings: &str) -> Self {
        let mut this = Self { folder: folder.to_owned(), reports: Default::default(), usual: Duration::ZERO };
        for (which, title) in ["First title", "Second title"].iter().enumerate() {
            let body = settings.replace("TITLE", title);
            fs::write(folder.join(Self::SETTINGS[which]), body).unwrap();
            let started = Instant::now();
            let ended = this.command(which).status().unwrap().code();
            assert!(matches!(ended, Some(0 | 3)), "{ended:?}");
            this.usual = started.elapsed();
            this.reports[which] = files_of(&folder.join("report"));
        }
        assert!(this.reports[0] != this.reports[1]);
        this
    }

    /// Which report is there, whole.
    fn standing(&self) -> usize {
        let there = files_of(&self.folder.join("report"));
        let which = self.reports.iter().position(|r| *r == there);
        which.unwrap_or_else(|| panic!("neither the old report nor the new one: {:?}", there.keys()))
    }

    /// Starts the other report, stops it dead after `when` returns, and gives whether it had ended.
    fn kill(&self, when: impl FnOnce(&mut Child)) -> bool {
        let old = self.standing();
        let mut child = self.command(1 - old).spawn().unwrap();
        when(&mut child);
        let ended = child.try_wait().unwrap().is_some();
        child.kill().ok();
        child.wait().unwrap();
        let now = self.standing();
        assert!(!ended || now == 1 - old, "a run that ended left the old report");
        ended
    }

    /// The next run is not in the way of what the killed ones left, and clears it away.
    fn recovers(&self) {
        let next = 1 - self.standing();
        let ended = self.command(next).status().unwrap().code();
        assert!(matches!(ended, Some(0 | 3)), "{ended:?}");
        assert_eq!(self.standing(), next);
        let left: Vec<_> = fs::read_dir(&self.folder).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert!(left.iter().all(|n| !n.to_string_lossy().starts_with('.')), "{left:?}");
    }
}

#[test]
fn a_killed_run_leaves_the_old_report_or_the_new_one() {
    let folder = demo().copy();
    let settings = fs::read_to_string(folder.path().join("crossweave.toml")).unwrap();
    let run = Interrupted::new(folder.path(), &settings.replace("Ellersham Together", "TITLE"));
    let mut dice = ChaCha8Rng::seed_from_u64(20_260_331);
    for _ in 0..15 {
        let wait = Duration::from_micros(dice.next_u64() % run.usual.as_micros() as u64);
        run.kill(|_| std::thread::sleep(wait));
    }
    run.recovers();
}

/// The moments that matter are those while files are written and folders change places.
#[test]
fn a_run_killed_while_it_writes_leaves_the_old_report_or_the_new_one() {
    let folder = small_folder();
    fs::remove_file(folder.path().join("log.csv")).unwrap();
    let run = Interrupted::new(folder.path(), "[programme]\nname = \"TITLE\"\n");
    let beside = folder.path().join(".report.new");
    let made = || fs::metadata(folder.path().join("report")).and_then(|m| m.modified()).ok();
    let mut dice = ChaCha8Rng::seed_from_u64(7);
    let mut stopped = [0; 2];
    for i in 0..12 {
        let (first, last) = (beside.join("index.html"), beside.join("results.json"));
        // What the run before left stays, but for the files that are waited for.
        fs::remove_file(&first).ok();
        fs::remove_file(&last).ok();
        let (old, before) = (run.standing(), made());
        // From the first file on, from the last file on, or once the folders changed places.
        let begun = || match i % 3 {
            0 => first.exists(),
            1 => last.exists(),
            _ => made() != before,
        };
        let wait = Duration::from_micros(dice.next_u64() % [12_000, 5_000, 500][i % 3]);
        let ended = run.kill(|child| {
            while !begun() && child.try_wait().unwrap().is_none() {
                std::thread::sleep(Duration::from_micros(100));
            }
            std::thread::sleep(wait);
        });
        stopped[usize::from(run.standing() != old)] += u32::from(!ended);
    }
    assert!(stopped[0] > 0, "no run was stopped while it wrote");
    eprintln!("stopped with the old report standing, and with the new one: {stopped:?}");
    run.recovers();
}

#[test]
fn a_run_that_fails_leaves_the_report() {
    let folder = small_folder();
    assert_eq!(run_in(folder.path(), &["report"]).code, 0);
    let report = files_of(&folder.path().join("report"));
    assert_eq!(run_in(folder.path(), &["report", "--min-group", "2"]).code, 4);
    fs::write(folder.path().join("more.xlsx"), "").unwrap();
    refused(&run_in(folder.path(), &["report"]), &["more.xlsx"]);
    fs::remove_file(folder.path().join("more.xlsx")).unwrap();
    fs::write(folder.path().join("crossweave.toml"), "[ties]\nwindow = 3\n").unwrap();
    refused(&run_in(folder.path(), &["report"]), &["window", "crossweave.toml"]);
    assert!(files_of(&folder.path().join("report")) == report);
}
