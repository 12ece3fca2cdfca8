//! Exports of survey tools: each sample is read as its tool's, every answer in its place.

use crossweave::ingest::Reading;
use crossweave::ingest::record::{AuditRecords, Import, Records, Response};

use super::{folder, import, problems, read, read_text, used};
/// The surveys' own ids.
pub(super) const TOOLS: [&str; 7] =
    ["microsoft-forms", "google-forms", "surveymonkey", "smartsurvey", "qualtrics", "jisc", "limesurvey"];

/// The three skills every sample asks about, and what its three people answered.
pub(super) const ANSWERS: [&str; 3] = ["4 3 5", "2 4 1", "5 5 3"];

pub(super) fn audit(import: &Import) -> &AuditRecords {
    match &import.records {
        Records::Audit(audit) => audit,
        other => panic!("no audit: {other:?}"),
    }
}

pub(super) fn skills(audit: &AuditRecords) -> Vec<&str> {
    audit.skills.iter().map(|skill| &**skill).collect()
}

/// Levels of a row, with a stroke for an answer that is not there.
pub(super) fn levels(audit: &AuditRecords) -> Vec<String> {
    let level = |(_, response): &(u16, Response)| match response {
        Response::Level(level) => level.to_string(),
        Response::Missing(_) => "-".to_owned(),
    };
    audit.rows.iter().map(|row| row.answers.iter().map(level).collect::<Vec<_>>().join(" ")).collect()
}

/// Who answered and when: id, name, cell of the id, seconds of the day and the day.
pub(super) fn people(audit: &AuditRecords) -> Vec<String> {
    let shown = |text: &Option<std::sync::Arc<str>>| text.as_deref().unwrap_or("-").to_owned();
    let row = |r: &crossweave::ingest::record::AuditRecord| {
        let time = r.handed_in.map_or_else(|| "-".to_owned(), |s| (s.rem_euclid(86_400)).to_string());
        let day = r.day().map_or_else(|| "-".to_owned(), |day| day.to_string());
        format!("{} {} {} {day} {time}", r.who.at.a1(), shown(&r.who.id), shown(&r.who.name))
    };
    audit.rows.iter().map(row).collect()
}

pub(super) fn uses(import: &Import) -> Vec<(&str, &str)> {
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
    assert_eq!(
        read_as[14],
        (
            "Q5. And where do you use them? [Q5.1. Shared drive: At home]",
            "not read: on another scale (yes or no)"
        )
    );
    assert_eq!(
        read_as[15],
        ("Q5. And where do you use them? [Q5.2. Chat: At work]", "not read: on another scale (yes or no)")
    );
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
