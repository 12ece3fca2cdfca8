//! Meetings: calendars, and who came to Teams and Zoom meetings.

use crossweave::ingest::record::{Import, Records, RowCounts};

use super::contacts;
use super::mail_logs::of_file;
use super::{import, problems, read, read_text, used};

#[test]
fn calendars() {
    let reading = read("icalendar");
    assert_eq!(used(&reading), [("council.ics".to_owned(), "icalendar".to_owned())]);
    let import = import(&reading, "icalendar");
    // Three meetings of one pair, twice alone and once of three people: 3 / (1 + 1 + 1/2) recipients.
    let weekly = |day: &str| {
        format!("2026-01-{day} meeting tom.reyes@harbour.example > mina.okafor@harbour.example of 1.2")
    };
    let mut expected = vec![
        "2026-01-06 meeting mina.okafor@harbour.example > tom.reyes@harbour.example of 2".to_owned(),
        "2026-01-06 meeting mina.okafor@harbour.example > priya.nair@mill.example of 2".to_owned(),
    ];
    // The 14th was moved, the 21st taken out, and the calendar reaches to the 31st.
    expected.extend(["07", "15"].map(weekly));
    expected.push("2026-01-15 meeting tom.reyes@harbour.example > ewan.frost@mill.example of 2".to_owned());
    expected.push("2026-01-20 meeting priya.nair@mill.example > Jo Reed of 1".to_owned());
    expected.push(weekly("28"));
    assert_eq!(contacts(import), expected);
    assert_eq!(import.rows, RowCounts { read: 7, used: 5, rejected: 0, blank: 2 });
    assert_eq!(
        problems(&reading),
        [
            "N321 council.ics › event 0, start: left out: cancelled events: 1; events with nobody else: 1; \
             people who declined: 1; rooms and equipment: 1",
            "N322 council.ics › event 0, start: 1 repeat and count on each of their days; 0 repeat in a way \
             we do not read and count once",
        ]
    );
}

#[test]
fn a_broken_calendar_is_reported_event_by_event() {
    let event = |lines: &str| format!("BEGIN:VEVENT\n{lines}ATTENDEE:mailto:b@x.example\nEND:VEVENT\n");
    let text = [
        "BEGIN:VCALENDAR\n".to_owned(),
        event("DTSTART:20260230T100000\nORGANIZER:mailto:a@x.example\n"),
        event("DTSTART:20260107T100000\n"),
        event("ORGANIZER:mailto:a@x.example\n"),
        event("DTSTART:20260108T100000\nORGANIZER:mailto:a@x.example\nRRULE:FREQ=HOURLY\n"),
    ]
    .concat();
    let reading = read_text("a.ics", &text);
    let mut listed = problems(&reading);
    listed.sort();
    assert_eq!(
        listed,
        [
            "E102 a.ics › event 1, start: \"20260230T100000\"",
            "E103 a.ics › event 2, organizer: the row has no sender",
            "E103 a.ics › event 3, start: the row has no time",
            "N322 a.ics › event 0, start: 0 repeat and count on each of their days; 1 repeat in a way we do \
             not read and count once",
        ]
    );
    let import = import(&reading, "icalendar");
    assert_eq!(import.rows, RowCounts { read: 4, used: 1, rejected: 3, blank: 0 });
    assert_eq!(contacts(import), ["2026-01-08 meeting a@x.example > b@x.example of 1"]);
    let cut = read_text("a.ics", &format!("{text}BEGIN:VEVENT\nDTSTART:20260109T100000\n"));
    // The events before the break stand.
    let expected: Vec<&str> = listed.iter().map(String::as_str).collect();
    let end = "E106 a.ics › event 5, start: the calendar ends within an event";
    let (note, before) = expected.split_last().unwrap();
    assert_eq!(problems(&cut), [before, &[end, note]].concat());
}

/// Every sample of mail and meetings, cut and spoilt in many ways: nothing panics, and every row is
/// accounted for.
#[test]
fn spoilt_samples_are_read_or_refused() {
    let kinds = ["exchange-trace", "google-mail-log", "icalendar", "teams-attendance", "zoom-attendance"];
    let dir = tempfile::tempdir().unwrap();
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    for kind in kinds {
        for (name, bytes) in crate::support::bytes_of(&super::folder(kind)) {
            for _ in 0..60 {
                let mut spoilt = bytes.clone();
                spoilt.truncate(1 + next(bytes.len()));
                for _ in 0..next(12) {
                    let at = next(spoilt.len());
                    spoilt[at] = next(256) as u8;
                }
                let path = dir.path().join(&name);
                std::fs::write(&path, &spoilt).unwrap();
                let config = crossweave::programme::config::Config::default();
                let reading = crossweave::ingest::read_paths(dir.path(), &[path], &config, &|_, _| {});
                for import in &reading.imports {
                    let rows = import.rows;
                    assert_eq!(rows.read, rows.used + rows.rejected + rows.blank, "{name:?}");
                }
                assert_eq!(reading.files.len(), 1);
            }
        }
    }
}

#[test]
fn a_file_that_is_no_calendar_is_refused() {
    let reading = read_text("a.ics", "Hello\n");
    assert_eq!(reading.imports.len(), 0);
    assert_eq!(reading.problems[0].spec.code, "E115");
}

/// Who came: day, meeting and person.
fn came(import: &Import) -> Vec<String> {
    let Records::Memberships(rows) = &import.records else { panic!("{} is no list", import.importer) };
    rows.iter()
        .map(|r| {
            assert_eq!((r.kind.as_deref(), r.to), (Some("meeting"), None));
            let day = r.from.map_or_else(|| "?".to_owned(), |d| d.to_string());
            let id = r.who.id.as_deref().unwrap_or("-");
            format!("{day} {} {id} {}", r.group, r.who.name.as_deref().unwrap_or("-"))
        })
        .collect()
}

#[test]
fn teams_attendance_reports() {
    let reading = read("teams-attendance");
    let summary = "not used: the summary of a Teams meeting: its title and times, and not who came";
    let activities = "not used: each joining and leaving of a Teams meeting: the list of participants has the same \
         people once";
    let expected = [
        ("Canteen 14 January.csv › 1. Summary", summary),
        ("Canteen 14 January.csv › 2. Participants", "teams-attendance"),
        ("Canteen 14 January.csv › 3. In-Meeting Activities", activities),
        ("Canteen new form.csv › 1. Summary", summary),
        ("Canteen new form.csv › 2. Participants", "teams-attendance"),
        ("flat list.csv", "teams-attendance"),
    ];
    assert_eq!(used(&reading), expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
    assert_eq!(problems(&reading), Vec::<String>::new());
    let canteen = of_file(&reading, "Canteen 14 January.csv");
    assert_eq!(canteen.at.to_string(), "Canteen 14 January.csv › 2. Participants!A10");
    assert_eq!(
        came(canteen),
        [
            "2026-01-14 Canteen 14 January mina.okafor@harbour.example Mina Okafor",
            "2026-01-14 Canteen 14 January jose.lind@mill.example José Lind",
            "2026-01-14 Canteen 14 January - Jo Reed",
        ]
    );
    assert_eq!(canteen.rows, RowCounts { read: 4, used: 4, rejected: 0, blank: 0 });
    assert_eq!(
        came(of_file(&reading, "Canteen new form.csv")),
        [
            "2026-01-15 Canteen new form tom.reyes@harbour.example Tom Reyes",
            "2026-01-15 Canteen new form priya.nair@mill.example Nair, Priya",
        ]
    );
    assert_eq!(
        came(of_file(&reading, "flat list.csv")),
        ["2026-01-21 flat list - Mina Okafor", "2026-01-21 flat list - Ewan Frost"]
    );
}

#[test]
fn a_broken_attendance_report_is_reported_cell_by_cell() {
    let text = "Meeting Summary\nTotal Number of Participants\t3\nMeeting Title\tPrivate words\n\n\
                Full Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole\n\
                Mina Okafor\tearly\t\t\t\tOrganizer\n\
                \t1/14/2026, 10:00:00 AM\t\t\t\tAttendee\n\
                Tom Reyes\t1/14/2026, 10:00:00 AM\t\t\ttom@x.example\tAttendee\n";
    let reading = read_text("old.csv", text);
    let listed = problems(&reading);
    assert_eq!(
        listed,
        [
            "E102 old.csv › Participants!B6: \"early\"",
            "E103 old.csv › Participants!A7: the row has no person",
        ]
    );
    let import = import(&reading, "teams-attendance");
    assert_eq!(came(import), ["? old - Mina Okafor", "2026-01-14 old tom@x.example Tom Reyes"]);
    assert!(!format!("{reading:?}").contains("Private words"));
}

#[test]
fn zoom_participants() {
    let reading = read("zoom-attendance");
    let forum = of_file(&reading, "Forum 20 January.csv");
    assert_eq!(forum.at.to_string(), "Forum 20 January.csv › A4");
    assert_eq!(
        came(forum),
        [
            "2026-01-20 Forum 20 January mina.okafor@harbour.example Mina Okafor",
            "2026-01-20 Forum 20 January - Jo Reed",
            "2026-01-20 Forum 20 January jose.lind@mill.example Lind, José",
        ]
    );
    assert_eq!(forum.rows, RowCounts { read: 5, used: 4, rejected: 0, blank: 1 });
    let without = of_file(&reading, "without block.csv");
    assert_eq!(
        came(without),
        ["? without block tom.reyes@harbour.example Tom Reyes", "? without block - Asha Gill"]
    );
    assert_eq!(
        problems(&reading),
        ["N321 Forum 20 January.csv › H4: left out: people in the waiting room: 1"]
    );
    assert!(!format!("{reading:?}").contains("Private words"));
    let text = "Name (Original Name),User Email,Join Time,Duration (Minutes)\nJo,,01/20/2026 06:70:00 PM,1\n,,01/20/2026 06:30:00 PM,1\n";
    let broken = read_text("zoom.csv", text);
    assert_eq!(
        problems(&broken),
        ["E102 zoom.csv › C2: \"01/20/2026 06:70:00 PM\"", "E103 zoom.csv › A3: the row has no person",]
    );
}
