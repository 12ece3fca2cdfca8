//! Rows read are rows used, rejected and blank: for every file, whatever is wrong with it, and the same
//! in `results.json` and in `check`.

use std::collections::BTreeMap;
use std::fs;

use proptest::prelude::*;

use crate::process::run_in;

/// What can be wrong with a row.
#[derive(Clone, Copy, Debug)]
enum Fault {
    None,
    Blank,
    NoPerson,
    Stranger,
    BadValue,
    Cut,
}

fn fault() -> impl Strategy<Value = Fault> {
    prop_oneof![
        6 => Just(Fault::None),
        1 => Just(Fault::Blank),
        1 => Just(Fault::NoPerson),
        1 => Just(Fault::Stranger),
        1 => Just(Fault::BadValue),
        1 => Just(Fault::Cut),
    ]
}

const LABELS: [&str; 5] =
    ["Not at all confident", "Not very confident", "Fairly confident", "Confident", "Very confident"];

/// One row of a table; `{who}` stands for the person and `{value}` for what can be bad.
fn row(template: &str, i: usize, good: &str, fault: Fault) -> String {
    let who = match fault {
        Fault::NoPerson => String::new(),
        Fault::Stranger => format!("stranger{i}@elsewhere.example"),
        _ => format!("p{:02}@a.example", i % 12),
    };
    let value = if matches!(fault, Fault::BadValue) { "never heard of it" } else { good };
    let commas = ",".repeat(template.matches(',').count());
    match fault {
        Fault::Blank => format!("{commas}\n"),
        Fault::Cut => format!("{who}\n"),
        _ => format!(
            "{}\n",
            template.replace("{who}", &who).replace("{value}", value).replace("{i}", &i.to_string())
        ),
    }
}

/// The files: name, header, row and a value that is good.
fn tables() -> Vec<(&'static str, &'static str, &'static str, &'static str)> {
    vec![
        (
            "audit.csv",
            "person,date,Video calls,Shared files",
            "{who},2026-01-06,{value},Confident",
            LABELS[2],
        ),
        ("long.csv", "person,skill,confidence,wave", "{who},Video calls,{value},9", LABELS[3]),
        ("log.csv", "from,time,to", "{who},{value},p03@a.example", "2026-03-02 10:00"),
        ("cafe.csv", "person,event,date", "{who},Café,{value}", "2026-01-14"),
        ("ties.csv", "from,to,strength", "{who},p05@a.example,{value}", "2"),
    ]
}

/// Name, rows, used, rejected, blank.
type Accounts = BTreeMap<String, [u64; 4]>;

fn accounts(json: &serde_json::Value) -> Accounts {
    let of = |input: &serde_json::Value| {
        let counts = ["rows", "used", "rejected", "blank"].map(|name| input[name].as_u64().unwrap());
        (input["name"].as_str().unwrap().to_owned(), counts)
    };
    json["inputs"].as_array().unwrap().iter().map(of).collect()
}

fn checked(json: &serde_json::Value) -> Accounts {
    let read = json["sheets"].as_array().unwrap().iter().filter(|s| !s["rows"].is_null());
    let of = |sheet: &serde_json::Value| {
        let rows = &sheet["rows"];
        let counts = ["read", "used", "rejected", "blank"].map(|name| rows[name].as_u64().unwrap());
        (sheet["file"].as_str().unwrap().to_owned(), counts)
    };
    read.map(of).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_row_is_used_rejected_or_blank(faults in prop::collection::vec(prop::collection::vec(fault(), 14..40), 5)) {
        let folder = tempfile::tempdir().unwrap();
        let people: String =
            (0..12).map(|i| format!("p{i:02}@a.example,Person {i},{}\n", if i < 6 { "Housing" } else { "Parks" })).collect();
        fs::write(folder.path().join("people.csv"), format!("person,name,team\n{people}")).unwrap();
        // Enough good rows that a sheet is what it is; what is wrong comes after them.
        let good = [Fault::None; 12];
        let mut written = BTreeMap::new();
        for ((name, header, template, value), faults) in tables().into_iter().zip(&faults) {
            let all: Vec<Fault> = good.iter().chain(faults).copied().chain([Fault::None]).collect();
            let rows: String = all.iter().enumerate().map(|(i, fault)| row(template, i, value, *fault)).collect();
            fs::write(folder.path().join(name), format!("{header}\n{rows}")).unwrap();
            written.insert(name.to_owned(), all.len() as u64);
        }
        fs::write(folder.path().join("sums.csv"), "item,price\nchair,3\ntable,4\n").unwrap();
        let results = run_in(folder.path(), &["skills", "--format", "json", "--min-group", "1"]);
        prop_assert!(matches!(results.code, 0 | 3), "{:?}", results);
        let results: serde_json::Value = serde_json::from_str(&results.out).unwrap();
        let of_results = accounts(&results);
        for (name, [rows, used, rejected, blank]) in &of_results {
            prop_assert_eq!(*rows, used + rejected + blank, "{}", name);
        }
        for (name, rows) in &written {
            prop_assert_eq!(of_results[name][0], *rows, "{} was not read to its end", name);
        }
        let rejected: u64 = of_results.values().map(|counts| counts[2]).sum();
        let wrong = faults.iter().flatten().filter(|f| matches!(f, Fault::NoPerson)).count() as u64;
        prop_assert!(rejected >= wrong, "{} rows without a person, {} rejected", wrong, rejected);
        prop_assert_eq!(results["not_used"][0]["name"].as_str(), Some("sums.csv"));
        prop_assert_eq!(results["not_used"][0]["reason"].as_str(), Some("its columns are those of no table we know"));
        let check = run_in(folder.path(), &["check", "--format", "json"]);
        let check: serde_json::Value = serde_json::from_str(&check.out).unwrap();
        prop_assert_eq!(checked(&check), of_results);
    }
}

#[test]
fn an_answer_of_a_stranger_counts_each_of_its_rows() {
    let folder = tempfile::tempdir().unwrap();
    let people: String = (0..6).map(|i| format!("p{i}@a.example,Person {i},Housing\n")).collect();
    fs::write(folder.path().join("people.csv"), format!("person,name,team\n{people}")).unwrap();
    let mut long = "person,skill,confidence\n".to_owned();
    for who in ["p0@a.example", "p1@a.example", "stranger@b.example"] {
        for (skill, label) in ["Maps", "Calls", "Charts"].iter().zip(LABELS) {
            long += &format!("{who},{skill},{label}\n");
        }
    }
    fs::write(folder.path().join("long.csv"), long).unwrap();
    let run = run_in(folder.path(), &["skills", "--format", "json", "--min-group", "1"]);
    assert_eq!(run.code, 3, "{}", run.err);
    let results: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(accounts(&results)["long.csv"], [9, 6, 3, 0]);
    assert_eq!(
        checked(&serde_json::from_str(&run_in(folder.path(), &["check", "--format", "json"]).out).unwrap())["long.csv"],
        [9, 6, 3, 0]
    );
}
