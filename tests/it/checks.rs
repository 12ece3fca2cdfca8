//! `check` as people meet it: the verdict first, the worst file first, nothing lost in the long lists.

use std::fmt::Write;
use std::fs;

use crate::process::{folder_of, run_in, small_folder};

#[test]
fn the_verdict_comes_first_and_the_worst_file_before_the_others() {
    let folder = small_folder();
    let audit = fs::read_to_string(folder.path().join("audit.csv")).unwrap();
    fs::write(folder.path().join("audit.csv"), audit + "p00@a.example,2,Confidnt,Confident\n").unwrap();
    let log = fs::read_to_string(folder.path().join("log.csv")).unwrap();
    fs::write(
        folder.path().join("log.csv"),
        log + "soon,p00@a.example,p01@a.example\nlater,p00@a.example,p01@a.example\n",
    )
    .unwrap();
    let run = run_in(folder.path(), &["check"]);
    assert_eq!(run.code, 1);
    let first = "A report can be made now, on 12 people, 2 skills in 2 waves and 48 interactions \
        that make 24 ties.\n\
        2 rows are left out of it until mended, with 3 errors in single cells or rows; see below.\n";
    assert!(run.out.starts_with(first), "{}", run.out);
    let problems = run.out.split_once("\nProblems\n").unwrap().1;
    let (log, audit) = (
        problems.find("log.csv: 2 errors").unwrap(),
        problems.find("audit.csv: 1 error and 1 warning").unwrap(),
    );
    assert!(log < audit, "{problems}");
    assert!(
        problems.contains(
            "  error[E102]: date cannot be read (2)\n    A50: \"soon\"\n    A51: \"later\"\n    help: "
        ),
        "{problems}"
    );
    assert!(run.out.contains("read as interactions: 50 rows, 48 used, 2 rejected"), "{}", run.out);
}

#[test]
fn a_file_that_cannot_be_read_is_what_to_do_first() {
    let folder = small_folder();
    fs::write(folder.path().join("more.xlsx"), "").unwrap();
    let run = run_in(folder.path(), &["check"]);
    assert!(run.out.starts_with("No report can be made yet. Do this first:\n  - more.xlsx: "), "{}", run.out);
    assert!(run.out.lines().nth(1).unwrap().contains("(E111)"), "{}", run.out);
    assert!(run.out.contains("\nmore.xlsx: 1 error\n"), "{}", run.out);
    let json: serde_json::Value =
        serde_json::from_str(&run_in(folder.path(), &["check", "--format", "json"]).out).unwrap();
    assert_eq!(json["verdict"]["ready"], false);
    let sheet = json["sheets"].as_array().unwrap().iter().find(|s| s["file"] == "more.xlsx").unwrap();
    assert_eq!(sheet["not_used_because"], "it cannot be read");
}

#[test]
fn new_templates_are_told_what_to_fill_in_next() {
    let folder = folder_of(&[]);
    run_in(folder.path(), &["init"]);
    let run = run_in(folder.path(), &["check"]);
    assert_eq!(run.code, 0);
    assert!(
        run.out.starts_with("No report can be made yet. Do this first:\n  - Fill in people.xlsx"),
        "{}",
        run.out
    );
    assert!(run.out.contains("a row a person, with an e-mail address and a team"), "{}", run.out);
}

#[test]
fn a_misspelt_header_is_told_with_the_lines_to_paste() {
    let staff = "Emial,Name,Depatment\na@x.example,A,T1\nb@x.example,B,T2\nc@x.example,C,T2\n";
    let log = "Time,Sendr,To\n2026-01-02 10:00,a@x.example,b@x.example\n";
    let folder = folder_of(&[("staff.csv", staff.as_bytes()), ("log.csv", log.as_bytes())]);
    let run = run_in(folder.path(), &["check"]);
    for (header, field) in [("Emial", "person"), ("Depatment", "team"), ("Sendr", "from")] {
        assert!(
            run.out.contains(&format!(
                "the column \"{header}\" was not read; it looks like a slip for {field}."
            )),
            "{header}: {}",
            run.out
        );
        assert!(run.out.contains(&format!("  {field} = \"{header}\"\n")), "{header}: {}", run.out);
    }
    let settings = "[[file]]\npath = \"staff.csv\"\n[file.columns]\nperson = \"Emial\"\nteam = \"Depatment\"\n\n[[file]]\npath = \"log.csv\"\n[file.columns]\nfrom = \"Sendr\"\n";
    fs::write(folder.path().join("crossweave.toml"), settings).unwrap();
    let run = run_in(folder.path(), &["check"]);
    assert!(
        !run.out.contains("slip")
            && run.out.contains("read as people: 3 rows, 3 used")
            && run.out.contains("read as interactions: 1 row, 1 used"),
        "{}",
        run.out
    );
}

#[test]
fn one_file_alone_is_not_blamed_for_settings_of_its_neighbours() {
    let folder = small_folder();
    let settings = "[[file]]\npath = \"log.csv\"\nchannel = \"mail\"\n";
    fs::write(folder.path().join("crossweave.toml"), settings).unwrap();
    let alone = run_in(folder.path(), &["check", "people.csv"]);
    assert!(alone.code == 0 && !alone.out.contains("E119"), "{}", alone.out);
    fs::remove_file(folder.path().join("log.csv")).unwrap();
    let gone = run_in(folder.path(), &["check"]);
    assert!(gone.out.contains("crossweave.toml line 2: there is no file \"log.csv\""), "{}", gone.out);
}

#[test]
fn a_sheet_of_notes_is_read_as_memberships_only_when_asked() {
    let notes = "Meeting,Date,Attendee,Notes\nBoard,2026-01-05,a@x.example,Agreed to meet again\nBoard,2026-02-05,b@x.example,Talked about the budget\n";
    let people = "person,name,team\na@x.example,A,T1\nb@x.example,B,T2\n";
    let folder = folder_of(&[("notes.csv", notes.as_bytes()), ("people.csv", people.as_bytes())]);
    let run = run_in(folder.path(), &["check"]);
    assert!(
        run.out
            .contains("not used: it looks a little like memberships; if it is, say kind = \"memberships\""),
        "{}",
        run.out
    );
    fs::write(
        folder.path().join("crossweave.toml"),
        "[[file]]\npath = \"notes.csv\"\nkind = \"memberships\"\n",
    )
    .unwrap();
    let run = run_in(folder.path(), &["check"]);
    assert!(run.out.contains("read as memberships: 2 rows, 2 used"), "{}", run.out);
}

#[test]
fn two_hundred_thousand_problems_make_a_short_list_and_exact_counts() {
    let mut log = "time,from,to\n2026-03-01 09:00,p00@a.example,p01@a.example\n".to_owned();
    for i in 0..200_000 {
        let time = if i % 50 == 49 { "2026-03-01 09:00" } else { "soon" };
        writeln!(log, "{time},p00@a.example,p{:02}@a.example", i % 12).unwrap();
    }
    let folder = small_folder();
    // The first rows say what the file is: half of its dates have to be dates there.
    let good = "2026-03-01 09:00,p02@a.example,p01@a.example\n".repeat(1_999);
    fs::write(
        folder.path().join("log.csv"),
        log.replacen("p01@a.example\n", &format!("p01@a.example\n{good}"), 1),
    )
    .unwrap();
    let run = run_in(folder.path(), &["check", "--write-rejects"]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(
        run.out.contains("read as interactions: 202,000 rows, 6,000 used, 196,000 rejected"),
        "{:.3000}",
        run.out
    );
    assert!(run.out.contains("error[E102]: date cannot be read (196,000)"), "{:.3000}", run.out);
    assert!(
        run.out.contains("and 195,995 more; --all lists them") && run.out.lines().count() < 60,
        "{:.3000}",
        run.out
    );
    let mut reader = csv::Reader::from_path(folder.path().join("rejects.csv")).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert!(rows.len() < 6_000, "{}", rows.len());
    assert_eq!(rows.iter().map(|r| r[3].parse::<u64>().unwrap()).sum::<u64>(), 196_000);
    assert_eq!((&rows[0][2], &rows[0][7]), ("A2002", "\"soon\""));
    assert_eq!((&rows.last().unwrap()[2], &rows.last().unwrap()[3]), ("A201952:A202000", "49"));
    // It is the tool's own file, and never read.
    assert_eq!(run_in(folder.path(), &["check", "--quiet"]).out, run.out);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(folder.path().join("rejects.csv")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn the_published_schema_of_check_names_what_is_printed() {
    let folder = small_folder();
    let schema: serde_json::Value =
        serde_json::from_str(&run_in(folder.path(), &["explain", "check", "--schema"]).out).unwrap();
    let json: serde_json::Value =
        serde_json::from_str(&run_in(folder.path(), &["check", "--format", "json"]).out).unwrap();
    let keys = |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&schema["properties"]), keys(&json));
    assert_eq!(keys(&schema["properties"]["sheets"]["items"]["properties"]), keys(&json["sheets"][0]));
}

#[test]
fn two_readings_that_tie_are_refused_with_both_named() {
    let pairs = [
        (
            "person,to,team,grade,role\na@x.example,b@x.example,T,5,Clerk\nb@x.example,a@x.example,U,6,Lead\n",
            ["people", "ties"],
        ),
        (
            "time,from,to,email,team,role,grade,area\n2026-01-02 10:00,a@x.example,b@x.example,a@x.example,T,Clerk,5,N\n",
            ["people", "interactions"],
        ),
        (
            "person,group,to\na@x.example,Board,b@x.example\nb@x.example,Board,a@x.example\n",
            ["memberships", "ties"],
        ),
    ];
    for (text, [one, other]) in pairs {
        let folder = folder_of(&[("odd.csv", text.as_bytes())]);
        let run = run_in(folder.path(), &["check"]);
        assert_eq!(run.code, 2, "{}", run.out);
        let both = format!("could be \"{one}\" or \"{other}\"");
        assert!(run.out.contains("error[E118]") && run.out.contains(&both), "{both}: {}", run.out);
        let settings = format!("[[file]]\npath = \"odd.csv\"\nkind = \"{other}\"\n");
        fs::write(folder.path().join("crossweave.toml"), settings).unwrap();
        let run = run_in(folder.path(), &["check"]);
        assert!(run.out.contains(&format!("read as {other}: ")), "{}", run.out);
    }
}
