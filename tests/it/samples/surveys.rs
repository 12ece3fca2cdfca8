//! Exports of survey tools: each sample is read as its tool's, every answer in its place.

use crossweave::ingest::record::{AuditRecords, Import, Records, Response};
use crossweave::ingest::{Reading, read_paths};
use crossweave::programme::config::Config;

use super::{folder, import, problems, read, read_text, used};
use crate::support::shared;

/// The surveys' own ids.
const TOOLS: [&str; 7] =
    ["microsoft-forms", "google-forms", "surveymonkey", "smartsurvey", "qualtrics", "jisc", "limesurvey"];

/// The three skills every sample asks about, and what its three people answered.
const ANSWERS: [&str; 3] = ["4 3 5", "2 4 1", "5 5 3"];

fn audit(import: &Import) -> &AuditRecords {
    match &import.records {
        Records::Audit(audit) => audit,
        other => panic!("no audit: {other:?}"),
    }
}

fn skills(audit: &AuditRecords) -> Vec<&str> {
    audit.skills.iter().map(|skill| &**skill).collect()
}

/// Levels of a row, with a stroke for an answer that is not there.
fn levels(audit: &AuditRecords) -> Vec<String> {
    let level = |(_, response): &(u16, Response)| match response {
        Response::Level(level) => level.to_string(),
        Response::Missing(_) => "-".to_owned(),
    };
    audit.rows.iter().map(|row| row.answers.iter().map(level).collect::<Vec<_>>().join(" ")).collect()
}

/// Who answered and when: id, name, cell of the id, seconds of the day and the day.
fn people(audit: &AuditRecords) -> Vec<String> {
    let shown = |text: &Option<std::sync::Arc<str>>| text.as_deref().unwrap_or("-").to_owned();
    let row = |r: &crossweave::ingest::record::AuditRecord| {
        let time = r.handed_in.map_or_else(|| "-".to_owned(), |s| (s.rem_euclid(86_400)).to_string());
        let day = r.day().map_or_else(|| "-".to_owned(), |day| day.to_string());
        format!("{} {} {} {day} {time}", r.who.at.a1(), shown(&r.who.id), shown(&r.who.name))
    };
    audit.rows.iter().map(row).collect()
}

fn uses(import: &Import) -> Vec<(&str, &str)> {
    import.columns.iter().map(|c| (c.header.as_str(), c.used_as.as_str())).collect()
}

/// Reads the sample of a tool with something in it changed.
fn changed(tool: &str, name: &str, from: &str, to: &str) -> Reading {
    let file = std::fs::read_dir(folder(tool)).unwrap().next().unwrap().unwrap().path();
    let text = String::from_utf8(std::fs::read(file).unwrap()).unwrap();
    assert!(text.contains(from), "{tool}: {from}");
    read_text(name, &text.replace(from, to))
}

#[test]
fn every_tool_is_told_from_the_others() {
    for tool in TOOLS {
        let reading = read(tool);
        let used = used(&reading);
        assert_eq!(used.len(), 1, "{tool}: {used:?}");
        assert_eq!(used[0].1, tool);
        let code_page = tool == "surveymonkey";
        let expected: &[String] = &[": Skills audit.csv: read as Windows-1252".to_owned()];
        let found: Vec<String> = problems(&reading).into_iter().map(|p| p.replace("N301 ", "")).collect();
        assert_eq!(found, if code_page { expected } else { &[] }, "{tool}");
        let rows = import(&reading, tool).rows;
        assert_eq!((rows.read, rows.used, rows.rejected, rows.blank), (3, 3, 0, 0), "{tool}");
    }
}

#[test]
fn microsoft_forms_marks_quizzes_and_never_reads_several_choices() {
    let reading = read("microsoft-forms");
    let import = import(&reading, "microsoft-forms");
    let audit = audit(import);
    assert_eq!(skills(audit), ["Joining a video call", "Sharing a document", "Spotting a false message"]);
    assert_eq!(levels(audit), ANSWERS);
    assert_eq!(
        people(audit),
        [
            "D2 asha.patel@council.example Asha Patel 2026-10-06 32980",
            "D3 jo.fox@council.example Jo Fox 2026-10-13 37267",
            "D4 zoe.quist@police.example Zoë Quist 2026-10-13 42475",
        ]
    );
    let read_as = uses(import);
    assert_eq!(read_as[8], ("Which tools do you use?", "not read"));
    assert_eq!(read_as[14], ("Points - Spotting a false message", "not read"));
    assert_eq!(read_as[16], ("Anything else?", "not read"));
}

#[test]
fn microsoft_forms_asks_twice_and_names_nobody() {
    let head =
        "Id,Start time,Completion time,Email,Name,Your work email,Video calls,Maps,Video calls1,Room 1\n";
    let text = format!(
        "{head}1,2026-10-06 09:02,2026-10-06 09:09,anonymous,,jo.fox@council.example,Confident,Very confident,Not very confident,Confident\n\
         2,2026-10-06 09:02,2026-10-06 09:09,anonymous,,,Very confident,Fairly confident,Confident,Confident\n"
    );
    let reading = read_text("form.csv", &text);
    let import = import(&reading, "microsoft-forms");
    assert_eq!(skills(audit(import)), ["Video calls", "Maps", "Room 1"]);
    assert_eq!(levels(audit(import)), ["4 5 4", "5 3 4"]);
    assert_eq!(
        people(audit(import)),
        ["F2 jo.fox@council.example - 2026-10-06 32940", "D3 - - 2026-10-06 32940"]
    );
    assert_eq!(
        problems(&reading),
        [
            "W203 form.csv › I1: \"Video calls1\" is \"Video calls\" asked again",
            "W202 form.csv › D3: the form did not record who answered",
        ]
    );
    assert_eq!(uses(import)[8], ("Video calls1", "not read: asked twice"));
}

#[test]
fn google_forms_grids_lose_their_stem() {
    let reading = read("google-forms");
    let import = import(&reading, "google-forms");
    let audit = audit(import);
    assert_eq!(skills(audit), ["Joining a video call", "Sharing a document", "Lists [of any kind]"]);
    assert_eq!(levels(audit), ANSWERS);
    assert_eq!(
        people(audit),
        [
            "B2 asha.patel@council.example Asha Patel 2026-09-14 33245",
            "B3 jo.fox@council.example Jo Fox 2026-09-14 63659",
            "B4 zoe.quist@police.example Zoë Quist 2026-09-15 28870",
        ]
    );
    let header = "How confident are you in each of these? Think of the last month. [Sharing a document]";
    assert_eq!(uses(import)[5], (header, "question"));
    assert_eq!(uses(import)[3], ("Which of these do you use? (tick all)", "not read"));
}

#[test]
fn google_forms_rows_under_two_stems_keep_them_and_zones_are_left_aside() {
    let text = "Timestamp,At work: [Maps],At work: [Calls],At home: [Maps],Maps [Score]\n\
        2026/09/14 9:14:05 am GMT+1,Confident,Not very confident,Very confident,3\n\
        2026/09/31 9:14:05 am GMT+1,Confidnt,Confident,Fairly confident,4\n\
        2026/09/16 9:14:05 pm BST,Confident,Confident,Confident,4\n";
    let reading = read_text("grid.csv", text);
    let import = import(&reading, "google-forms");
    assert_eq!(skills(audit(import)), ["At work: Maps", "Calls", "At home: Maps"]);
    assert_eq!(levels(audit(import)), ["4 2 5", "- 4 3", "4 4 4"]);
    assert_eq!(people(audit(import))[0], "A2 - - 2026-09-14 33245");
    assert_eq!(people(audit(import))[2], "A4 - - 2026-09-16 76445");
    let broken: Vec<String> = problems(&reading).into_iter().filter(|p| p.starts_with('E')).collect();
    assert_eq!(broken, ["E102 grid.csv › A3: \"2026/09/31 9:14:05 am\"", "E101 grid.csv › B3: \"Confidnt\""]);
}

#[test]
fn surveymonkey_stems_hold_to_the_right() {
    let reading = read("surveymonkey");
    let import = import(&reading, "surveymonkey");
    let audit = audit(import);
    assert_eq!(import.at.a1(), "A2");
    assert_eq!(skills(audit), ["Joining a video call", "Sharing a document", "Spotting a false message"]);
    assert_eq!(levels(audit), ANSWERS);
    assert_eq!(
        people(audit),
        [
            "F3 asha.patel@council.example Asha Patel 2026-09-14 33280",
            "F4 jo.fox@council.example Jo Fox 2026-09-14 63659",
            "I5 4713 Zoë Quist 2026-09-15 250",
        ]
    );
    let read_as = uses(import);
    assert_eq!(read_as[4], ("IP Address", "not read: looks like where, or on what device, someone was"));
    assert_eq!(read_as[11], ("Which of these do you use? [Other (please specify)]", "not read"));
    assert_eq!(
        read_as[12],
        ("How confident are you in each? Think of the last month. [Joining a video call]", "question")
    );
    assert_eq!(read_as[15], ("Which team are you in?", "not read"));
    let everything = format!("{reading:?}");
    assert!(!everything.contains("192.0.2") && !everything.contains("I would like help"));
}

#[test]
fn surveymonkey_numbers_may_be_options_and_bad_cells_have_their_address() {
    let text = "Respondent ID,Collector ID,Date Created,Date Modified,How sure?,\n\
        ,,,,Maps,Calls\n\
        1181,40,09/14/2026 09:02:11 AM,09/14/2026 09:14:40 AM,4,5\n\
        1182,40,09/14/2026 09:02:11 AM,13/14/2026 09:14:40 AM,11,3\n\
        ,,,,,\n\
        1183,40,09/14/2026 09:02:11 AM,,1,2\n";
    let reading = read_text("numbers.csv", text);
    let rows = import(&reading, "surveymonkey").rows;
    assert_eq!((rows.read, rows.used, rows.rejected, rows.blank), (4, 3, 0, 1));
    let found = problems(&reading);
    let has = |start: &str| found.iter().any(|p| p.starts_with(start));
    assert!(has("W216 numbers.csv › E2: "), "{found:?}");
    assert!(has("E102 numbers.csv › D4: \"13/14/2026 09:14:40 AM\""), "{found:?}");
    assert!(has("E104 numbers.csv › E4: \"11\""), "{found:?}");
    assert_eq!(levels(audit(import(&reading, "surveymonkey"))), ["4 5", "- 3", "1 2"]);
}

#[test]
fn smartsurvey_has_three_header_rows_and_its_own_apostrophe() {
    let reading = read("smartsurvey");
    let import = import(&reading, "smartsurvey");
    let audit = audit(import);
    assert_eq!(import.at.a1(), "A3");
    assert_eq!(
        skills(audit),
        ["Joining a colleague's video call", "Sharing a document", "Spotting a false message"]
    );
    assert_eq!(levels(audit), ANSWERS);
    assert_eq!(
        people(audit),
        [
            "D4 asha.patel@council.example Asha Patel 2026-09-14 33240",
            "D5 jo.fox@council.example Jo Fox 2026-09-14 63600",
            "D6 zoe.quist@police.example Zoë Quist 2026-09-15 29040",
        ]
    );
    let read_as = uses(import);
    assert_eq!(read_as[9], ("Q1. What's your team?", "not read"));
    assert_eq!(read_as[14], ("Q5. And where do you use them? [Q5.1. Shared drive: At home]", "not read"));
    assert_eq!(read_as[15], ("Q5. And where do you use them? [Q5.2. Chat: At work]", "not read"));
}

#[test]
fn smartsurvey_dashes_are_missing_and_broken_off_answers_are_set_aside() {
    let text = "UserID,UserNo,Name,Email,Started,Ended,Q1. How sure?,,Q2. Staff number\n\
        ,,,,,,Q1.1. Maps,Q1.2. Calls,\n,,,,,,,,\n\
        71,1,-,-,14/09/2026 09:02,14/09/2026 09:14,Confident,I don@SQ@t know,4711\n\
        72,2,-,-,14/09/2026 09:02,-,Very confident,Confident,4712\n\
        73,3,-,-,15/09/2026 09:02,15/09/2026 09:09,Very confident,-,-\n\
        74,4,Jo Fox,-,15/09/2026 09:02,15/09/2026 09:09,Fairly confident,Confident,-\n\
        75,5,Asha,-,15/09/2026 09:02,15/09/2026 09:09,Purple,Not very confident,-\n";
    let reading = read_text("partial.csv", text);
    let import = import(&reading, "smartsurvey");
    let rows = import.rows;
    assert_eq!((rows.read, rows.used, rows.rejected), (rows.blank + 5, 4, 1));
    assert_eq!(skills(audit(import)), ["Maps", "Calls"]);
    assert_eq!(levels(audit(import)), ["4 -", "5 -", "3 4", "- 2"]);
    let who: Vec<String> =
        people(audit(import)).iter().map(|p| p.split(" 2026").next().unwrap().to_owned()).collect();
    assert_eq!(who, ["I4 4711 -", "D6 - -", "C7 - Jo Fox", "C8 - Asha"]);
    let found: Vec<String> = problems(&reading).into_iter().filter(|p| !p.starts_with('N')).collect();
    assert_eq!(
        found,
        [
            "W215 partial.csv › F5: begun and not handed in",
            "W202 partial.csv › D6: nothing says who answered",
            "E101 partial.csv › G8: \"Purple\"",
        ]
    );
}

#[test]
fn qualtrics_joins_ids_and_texts() {
    let reading = read("qualtrics");
    let import = import(&reading, "qualtrics");
    let audit = audit(import);
    assert_eq!(import.at.a1(), "A3");
    assert_eq!(
        skills(audit),
        [
            "Reading a map",
            "Joining a video call",
            "Sharing a document",
            "Spotting - and reporting - a false message"
        ]
    );
    assert_eq!(levels(audit), ["3 4 3 5", "4 2 4 1", "1 5 5 3"]);
    assert_eq!(
        people(audit),
        [
            "L4 asha.patel@council.example Asha Patel 2026-09-14 33280",
            "L5 jo.fox@council.example Jo Fox 2026-09-14 63659",
            "M6 4713 Zoë Quist 2026-09-15 29050",
        ]
    );
    let read_as = uses(import);
    let device = "not read: looks like where, or on what device, someone was";
    for (col, header) in [(3, "IPAddress"), (13, "LocationLatitude"), (14, "LocationLongitude")] {
        assert_eq!(read_as[col], (header, device));
    }
    assert_eq!(read_as[18].0, "How confident are you - today - with each? [Joining a video call]");
    assert_eq!(read_as[21], ("Timing [First Click]", "not read"));
    assert_eq!(read_as[25], ("SC0", "not read"));
    assert_eq!(read_as[26], ("Region", "not read"));
}

#[test]
fn qualtrics_tests_and_unfinished_answers_are_set_aside() {
    let reading = changed(
        "qualtrics",
        "r.csv",
        "2026-09-14 17:31:00,2026-09-14 17:40:59,IP Address,192.0.2.14,100,749,True",
        "2026-09-14 17:31:00,2026-09-14 17:40:59,IP Address,192.0.2.14,40,749,False",
    );
    let rows = import(&reading, "qualtrics").rows;
    assert_eq!((rows.read, rows.used, rows.rejected, rows.blank), (3, 2, 1, 0));
    assert_eq!(problems(&reading), ["W215 r.csv › G5: \"False\": begun and not handed in"]);
    let reading =
        changed("qualtrics", "r.csv", "2026-09-15 08:04:10,IP Address", "2026-09-15 08:04:10,Survey Preview");
    let rows = import(&reading, "qualtrics").rows;
    assert_eq!((rows.used, rows.rejected), (2, 1));
    assert_eq!(
        problems(&reading),
        ["N315 r.csv › C6: \"Survey Preview\": a test of the form, not an answer"]
    );
}

#[test]
fn qualtrics_with_one_header_row_or_two() {
    let ids = "StartDate,EndDate,Finished,ResponseId,RecipientEmail,Q2_1,Q2_2\n";
    let texts = "Start Date,End Date,Finished,Response ID,Recipient Email,Which? - Maps,Which? - Calls\n";
    let rows = "2026-09-14 09:02:11,2026-09-14 09:14:40,1,R_1,a@council.example,Confident,Not very confident\n\
        2026-09-14 09:02:11,2026-09-14 09:14:40,1,R_2,b@council.example,Fairly confident,Confident\n";
    for (text, expected, at) in [
        (format!("{ids}{rows}"), ["Q2_1", "Q2_2"], "A1"),
        (format!("{ids}{texts}{rows}"), ["Maps", "Calls"], "A2"),
    ] {
        let reading = read_text("q.csv", &text);
        let import = import(&reading, "qualtrics");
        assert_eq!((skills(audit(import)), import.at.a1().as_str()), (expected.to_vec(), at));
        assert_eq!(levels(audit(import)), ["4 2", "3 4"]);
    }
}

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
    assert!(found.iter().any(|p| p == "E104 codes.csv › C3: \"11\""), "{found:?}");
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

#[test]
fn broken_exports_give_problems_and_never_panic() {
    for tool in TOOLS {
        let file = std::fs::read_dir(folder(tool)).unwrap().next().unwrap().unwrap().path();
        let bytes = std::fs::read(&file).unwrap();
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("cut.csv");
        for step in 1..24 {
            let mut cut = bytes.clone();
            cut.truncate(bytes.len() * step / 24);
            if let Some(byte) = cut.get_mut(step * 13 % bytes.len()) {
                *byte = b",\"\n[]{}-\xff"[step % 9];
            }
            std::fs::write(&path, &cut).unwrap();
            let reading = read_paths(dir.path(), std::slice::from_ref(&path), &Config::default(), &|_, _| {});
            for import in &reading.imports {
                let rows = import.rows;
                assert_eq!(rows.read, rows.used + rows.rejected + rows.blank, "{tool} {step}");
            }
        }
    }
}

#[test]
fn real_exports_are_recognised() {
    let Some(data) = shared("real_exports_are_recognised", "surveymonkey") else { return };
    let data = data.parent().unwrap();
    for (path, tool) in [
        ("google_forms/Responses.csv", "google-forms"),
        ("surveymonkey/StarWars.csv", "surveymonkey"),
        ("surveymonkey/steak-risk-survey.csv", "surveymonkey"),
        ("msforms_phone_survey/surveyEng.csv", "microsoft-forms"),
        ("msforms_phone_survey/surveyEng.xlsx", "microsoft-forms"),
    ] {
        let reading = real(&data.join(path));
        let used = used(&reading);
        let looks = format!("looks like {tool}");
        assert!(used.iter().any(|(_, what)| what == tool || what.starts_with(&looks)), "{path}: {used:?}");
    }
}

#[test]
fn real_headers_are_joined() {
    let Some(data) = shared("real_headers_are_joined", "surveymonkey") else { return };
    let reading = real(&data.join("StarWars.csv"));
    let films = import(&reading, "surveymonkey");
    assert_eq!((films.at.a1().as_str(), films.rows.read), ("A2", 1186));
    let columns = uses(films);
    assert!(columns[15].0.starts_with("Please state whether") && columns[15].0.ends_with(" [Han Solo]"));
    assert!(columns[28].0.ends_with(" [Yoda]"));
    assert_eq!(columns[29].0, "Which character shot first?");
    assert!(problems(&reading)[0].starts_with("N301 "), "it is not UTF-8");
    let reading = real(&data.parent().unwrap().join("google_forms/Responses.csv"));
    let forms = import(&reading, "google-forms");
    assert_eq!((forms.columns.len(), forms.rows.read, forms.rows.used), (46, 97, 97));
    assert!(uses(forms)[15].0.ends_with("aspects: [Shipping features]"));
}

#[test]
fn a_form_as_workbook_and_as_text_gives_the_same_answers() {
    let Some(data) = shared("a_form_as_workbook_and_as_text", "msforms_phone_survey") else { return };
    let both = ["surveyEng.csv", "surveyEng.xlsx"].map(|name| real(&data.join(name)));
    let [text, book] = both.each_ref().map(|reading| audit(import(reading, "microsoft-forms")));
    assert_eq!((skills(text), levels(text)), (skills(book), levels(book)));
    assert_eq!(text.rows.len(), 28);
    let times = |audit: &AuditRecords| audit.rows.iter().map(|r| r.handed_in).collect::<Vec<_>>();
    assert_eq!(times(text), times(book));
}

fn real(path: &std::path::Path) -> Reading {
    read_paths(path.parent().unwrap(), &[path.to_owned()], &Config::default(), &|_, _| {})
}

#[test]
fn a_workbook_that_starts_in_the_middle_has_the_same_headers() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("export.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let rows = [
        ["Respondent ID", "Email Address", "How sure are you?", ""],
        ["", "", "Maps", "Calls"],
        ["118", "asha.patel@council.example", "Confident", "Very confident"],
        ["119", "jo.fox@council.example", "Not very confident", "Purple"],
        ["120", "zoe.quist@police.example", "Fairly confident", "Confident"],
    ];
    for (row, cells) in (4..).zip(rows) {
        for (col, cell) in (2..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write(row, col, cell).unwrap();
        }
    }
    book.save(&path).unwrap();
    let reading = real(&path);
    let import = import(&reading, "surveymonkey");
    assert_eq!(import.at.to_string(), "export.xlsx › Sheet1!C6");
    assert_eq!(skills(audit(import)), ["Maps", "Calls"]);
    assert_eq!(levels(audit(import)), ["4 5", "2 -", "3 4"]);
    assert_eq!(problems(&reading), ["E101 export.xlsx › Sheet1!F8: \"Purple\""]);
}
