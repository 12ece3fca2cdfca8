//! Survey tools that number their questions or write codes for answers, and kinds that are given.

use crossweave::ingest::read_paths;
use crossweave::programme::config::Config;

use super::surveys::{ANSWERS, audit, levels, people, skills, uses};
use super::{import, problems, read, read_text};

#[test]
fn jisc_questions_lose_their_numbers() {
    let reading = read("jisc");
    let import = import(&reading, "jisc");
    let audit = audit(import);
    assert_eq!(
        skills(audit),
        ["Reading a map", "Joining a video call", "Sharing a document", "Spotting a false message"]
    );
    assert_eq!(levels(audit), ["3 4 3 5", "4 2 4 1", "1 5 5 3"]);
    assert_eq!(
        people(audit),
        [
            "B2 asha.patel@council.example Asha Patel 2026-09-14 33240",
            "B3 jo.fox@council.example Jo Fox 2026-09-14 63600",
            "B4 zoe.quist@police.example Zoë Quist 2026-09-15 29040",
        ]
    );
    assert_eq!(uses(import)[1], ("1. What is your work email address?", "other_id"));
}

#[test]
fn jisc_codes_are_read_with_a_warning_and_the_same_row_keeps_its_number() {
    let text = "Unique Response Number,7.1. Maps,7.2. Calls,8.1. Maps,Completion Date\n\
        918-1,4,2,5,14/09/2026 09:14\n918-2,3,11,1,15/09/2026 09:14\n918-3,3,1,2,15/09/2026 09:15\n";
    let reading = read_text("codes.csv", text);
    let import = import(&reading, "jisc");
    assert_eq!(skills(audit(import)), ["7: Maps", "Calls", "8: Maps"]);
    assert_eq!(levels(audit(import)), ["4 2 5", "3 - 1", "3 1 2"]);
    let found = problems(&reading);
    assert!(found.iter().any(|p| p.starts_with("W216 codes.csv › B1: ")), "{found:?}");
    assert!(found.iter().any(|p| p.starts_with("E104 codes.csv › C3: \"11\"")), "{found:?}");
}

#[test]
fn limesurvey_texts_are_read_and_the_code_stands_in_for_an_address() {
    let reading = read("limesurvey");
    let import = import(&reading, "limesurvey");
    let audit = audit(import);
    assert_eq!(skills(audit), ["Joining a video call", "Sharing a document", "Spotting a false message"]);
    assert_eq!(levels(audit), ANSWERS);
    assert_eq!(
        people(audit),
        [
            "K2 asha.patel@council.example Asha Patel 2026-09-14 33280",
            "K3 jo.fox@council.example Jo Fox 2026-09-14 63659",
            "F4 b6t4q0 Zoë Quist 2026-09-15 29050",
        ]
    );
    let read_as = uses(import);
    assert_eq!(read_as[8].1, "not read: looks like where, or on what device, someone was");
    assert_eq!(read_as[18], ("Group time: Skills", "not read"));
}

/// An export by codes, with an answer that was not handed in and one of a survey without dates.
const CODES: &str = "id,submitdate,lastpage,startlanguage,token,Q1[SQ001],Q1[SQ002],Q2\n\
    1,2026-09-14 09:14:40,4,en,x7k2,A3,A1,Housing\n\
    2,,2,en,p3w8,A2,,\n\
    3,1980-01-01 00:00:00,4,en,b6t4,A1,A2,Parks\n";

#[test]
fn limesurvey_codes_need_their_labels() {
    let reading = read_text("codes.csv", CODES);
    let import = import(&reading, "limesurvey");
    let rows = import.rows;
    assert_eq!((rows.read, rows.used, rows.rejected, rows.blank), (3, 0, 3, 0));
    assert_eq!(uses(import)[5], ("Q1[SQ001]", "not used: no answers on a scale we know"));
    assert_eq!(
        problems(&reading),
        [
            "E125 codes.csv › F1: the answers are \"A1\" and \"A3\", and nothing here says what they stand for",
            "E125 codes.csv › G1: the answers are \"A1\" and \"A2\", and nothing here says what they stand for",
            "W215 codes.csv › B3: begun and not handed in",
        ]
    );
}

#[test]
fn limesurvey_codes_are_levels_once_the_settings_list_them() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("codes.csv");
    std::fs::write(&path, CODES).unwrap();
    let config: Config = toml::from_str("[audit]\nlevels = [\"A1\", \"A2\", \"A3\"]\n").unwrap();
    let reading = read_paths(dir.path(), &[path], &config, &|_, _| {});
    let import = import(&reading, "limesurvey");
    assert_eq!(skills(audit(import)), ["Q1[SQ001]", "Q1[SQ002]"]);
    assert_eq!(levels(audit(import)), ["3 1", "1 2"]);
    assert_eq!(people(audit(import)), ["E2 x7k2 - 2026-09-14 33280", "E4 b6t4 - - -"]);
    let rows = import.rows;
    assert_eq!((rows.read, rows.used, rows.rejected), (3, 2, 1));
}

#[test]
fn a_kind_that_is_given_is_obeyed_and_what_lacks_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("f.csv");
    std::fs::write(&path, "Timestamp,Maps\n2026-09-14 09:14:40,4\n2026-09-15 09:14:40,5\n").unwrap();
    let read_as = |kind: &str| {
        let text = format!("[[file]]\npath = \"f.csv\"\nkind = \"{kind}\"\n");
        let config: Config = toml::from_str(&text).unwrap();
        read_paths(dir.path(), std::slice::from_ref(&path), &config, &|_, _| {})
    };
    let reading = read_as("google-forms");
    assert_eq!(levels(audit(import(&reading, "google-forms"))), ["4", "5"]);
    let reading = read_as("surveymonkey");
    assert_eq!(problems(&reading).len(), 1);
    assert!(problems(&reading)[0].starts_with("E120 f.csv › A1: not surveymonkey: no column \"response\""));
}
