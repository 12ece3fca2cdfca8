//! Chats, posts, mail and JSON.

use std::path::Path;

use crossweave::ingest::cell::{Cell, CellRef};
use crossweave::ingest::record::{InteractionRecords, Records, Response};
use crossweave::ingest::source::Source;
use crossweave::ingest::{Reading, read_paths};
use crossweave::programme::Folder;

use super::{folder, import, problems, read, read_text, used};

/// Every row of every table of a file, its cells as text between bars, after its place.
fn rows_of(path: &Path) -> Vec<String> {
    let name = "file".into();
    let mut source = Source::open(path, &name).unwrap();
    let mut found = Vec::new();
    for sheet in source.sheets() {
        let mut rows = source.rows(&sheet, None).unwrap();
        let mut cells = Vec::new();
        while let Some(row) = rows.next(None, &mut cells).unwrap() {
            let at = CellRef { col: u32::MAX, ..sheet.at(&name, row) };
            let text = |col| cells.iter().find(|(c, _)| *c == col).map_or(String::new(), |(_, c)| shown(c));
            let count = sheet.entries.as_ref().map_or(0, |entries| entries.fields.len() as u32);
            let cells: Vec<String> = (0..count).map(text).collect();
            found.push(format!("{}: {}", at.within_file(), cells.join("|")));
        }
    }
    found
}

fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.to_string(),
        other => format!("{other:?}"),
    }
}

/// The rows with the marks of dates taken off.
fn messages_of(path: &Path) -> Vec<String> {
    rows_of(path).into_iter().map(|row| row.replace("Date(", "").replace(')', "")).collect()
}

fn log<'r>(reading: &'r Reading, sheet: Option<&str>) -> &'r InteractionRecords {
    let import = reading.imports.iter().find(|i| i.at.sheet.as_deref() == sheet).unwrap();
    let Records::Interactions(log) = &import.records else { panic!("{:?}", import.records) };
    log
}

fn ids(log: &InteractionRecords) -> Vec<&str> {
    log.ids.iter().map(|id| &**id).collect()
}

/// Rows read, used, rejected and blank.
fn counts(reading: &Reading, importer: &str) -> [u64; 4] {
    let all = reading.imports.iter().filter(|i| i.importer == importer);
    all.fold([0; 4], |sum, i| {
        let rows = [i.rows.read, i.rows.used, i.rows.rejected, i.rows.blank];
        std::array::from_fn(|k| sum[k] + rows[k])
    })
}

const NOBODY: &str = "it is addressed to nobody: no mention and no reply";

#[test]
fn a_slack_export_is_read_channel_by_channel() {
    let (asha, sam) = ("asha.patel@council.example", "sam.lee@police.example");
    let bot = "a bot or an app wrote it";
    let notice = "it is a notice, such as that someone joined";
    let general = "general, 2026-01-06.json, message";
    let next = "general, 2026-01-07.json, message";
    assert_eq!(
        messages_of(&folder("slack").join("export")),
        [
            format!(
                "D0A1B2, 2026-01-08.json, message 1: 2026-01-08T12:00:00|jo.c|{asha}|D0A1B2|1767873600.000100|||"
            ),
            format!("{general} 1: 2026-01-06T09:00:00|jo.c||general|1767690000.000100|||{notice}"),
            format!("{general} 2: 2026-01-06T10:28:09|{asha}|{sam}; jo.c|general|1767695289.000200|||"),
            format!(
                "{general} 3: 2026-01-06T10:29:09|{sam}|{asha}|general|1767695349.000300|1767695289.000200||"
            ),
            format!(
                "{general} 4: 2026-01-06T10:30:09|{asha}||general|1767695409.000400|1767695289.000200||{NOBODY}"
            ),
            format!("{general} 5: 2026-01-06T11:46:40|{sam}||general|1767700000.000500|||{NOBODY}"),
            format!("{general} 6: 2026-01-06T11:48:20||{asha}|general|1767700100.000600|||{bot}"),
            format!(
                "{next} 1: 2026-01-07T10:16:40|jo.c|{asha}|general|1767781000.000100|1767695289.000200||"
            ),
            format!("{next} 2: 2026-01-07T10:18:20|U0GONE|{asha}|general|1767781100.000200|||"),
            format!(
                "{next} 3: 2026-01-07T10:20:00|{sam}||general|1767781200.000300|1767000000.000900||it answers a message that is not in the export"
            ),
            format!("{next} 4: 2026-01-07T10:21:40|{sam}||general|1767781300.000400|||{NOBODY}"),
            format!(
                "housing-repairs, 2026-01-06.json, message 1: 2026-01-06T12:46:40|{sam}|{asha}|housing-repairs|1767703600.000100|||"
            ),
            format!(
                "mpdm-asha--sam--jo-1, 2026-01-09.json, message 1: 2026-01-09T12:00:00|{sam}|{asha}; jo.c|mpdm-asha--sam--jo-1|1767960000.000100|||"
            ),
        ]
    );
}

#[test]
fn what_makes_no_ties_in_a_slack_export_is_counted_by_reason() {
    let reading = read("slack");
    let sheets = ["D0A1B2", "general", "housing-repairs", "mpdm-asha--sam--jo-1"];
    let wanted: Vec<_> = sheets.iter().map(|s| (format!("export › {s}"), "slack".to_owned())).collect();
    assert_eq!(used(&reading), wanted);
    assert_eq!(counts(&reading, "slack"), [13, 7, 0, 6]);
    let general = log(&reading, Some("general"));
    assert_eq!(general.messages, 4);
    assert_eq!(general.channels, ["chat".into()]);
    let ids = ids(general);
    assert_eq!(ids, ["asha.patel@council.example", "sam.lee@police.example", "jo.c", "U0GONE"]);
    let at = "N331 export › general, 2026-01-0";
    assert_eq!(
        problems(&reading),
        [
            format!(
                "{at}6.json, message 1, from: 1 message does not count, this one: it is a notice, such as that someone joined"
            ),
            format!("{at}6.json, message 4, from: 3 messages do not count, the first here: {NOBODY}"),
            format!(
                "{at}6.json, message 6, from: 1 message does not count, this one: a bot or an app wrote it"
            ),
            format!(
                "{at}7.json, message 3, from: 1 message does not count, this one: it answers a message that is not in the export"
            ),
        ]
    );
}

/// A copy of a sample with one file changed.
fn changed(kind: &str, file: &str, change: impl Fn(&str) -> String) -> (tempfile::TempDir, Reading) {
    let dir = tempfile::tempdir().unwrap();
    copy(&folder(kind), dir.path());
    let path = dir.path().join(file);
    let text = change(&std::fs::read_to_string(&path).unwrap());
    std::fs::write(&path, text).unwrap();
    let found = Folder::open(&[dir.path().to_owned()], None).unwrap();
    let reading = read_paths(&found.root, &found.files, &found.config, &|_, _| {});
    (dir, reading)
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() { copy(&path, &target) } else { std::fs::copy(&path, &target).map(|_| ()).unwrap() }
    }
}

fn errors(reading: &Reading) -> Vec<String> {
    problems(reading).into_iter().filter(|p| p.starts_with('E')).collect()
}

#[test]
fn a_day_that_breaks_off_is_named_and_the_days_before_it_stand() {
    let day = "export/general/2026-01-07.json";
    let (_dir, reading) = changed("slack", day, |text| text.replace("\"U0GONE\",", "\"U0GONE"));
    let at = "export › general, 2026-01-07.json, message 2";
    assert_eq!(errors(&reading).len(), 1);
    assert!(
        errors(&reading)[0].starts_with(&format!("E106 {at}: line 3, column ")),
        "{:?}",
        errors(&reading)
    );
    assert_eq!(log(&reading, Some("general")).messages, 3);
    let (_dir, reading) = changed("slack", day, |text| text.replace("1767781100.000200", "soon"));
    assert_eq!(errors(&reading), [format!("E102 {at}, time: \"soon\"")]);
    let (_dir, reading) = changed("slack", day, |text| text.replace("\"user\": \"U0GONE\", ", ""));
    assert_eq!(errors(&reading), [format!("E103 {at}, from: the row has no sender")]);
    let (_dir, reading) = changed("slack", "export/users.json", |_| "[1".to_owned());
    assert_eq!(reading.problems[0].spec.code, "E106");
    assert!(
        reading.problems[0].what.starts_with("export: line 1, column 2: "),
        "{}",
        reading.problems[0].what
    );
}

#[test]
fn a_mailbox_gives_its_headers_and_nothing_else() {
    let (asha, sam) = ("asha.patel@council.example", "sam.lee@police.example");
    let (zoe, jo) = ("zoe.hart@community.example", "jo@community.example");
    assert_eq!(
        messages_of(&folder("mbox").join("council.mbox")),
        [
            format!("message 1: 2026-01-06T10:28:09|{asha}|{sam}; {zoe}; {jo}||m1@council.example|||"),
            format!("message 2: 2026-01-06T12:02:00|{sam}|{asha}||m2@police.example|m1@council.example||"),
            format!(
                "message 3: 2026-01-07T08:00:00|{asha}|{sam}|||||a machine sent it: an automatic reply or a notice"
            ),
            "message 4: 2026-01-07T09:00:00|news@council.example||||||it names no recipient".to_owned(),
            format!(
                "message 5: 2026-01-07T09:30:00|{jo}|everyone@lists.council.example|||||it went through a mailing list"
            ),
            format!("message 6: 2026-01-07T10:00:00|{jo}|{asha}; {sam}; {zoe}|||||"),
        ]
    );
    let reading = read("mbox");
    assert_eq!(used(&reading), [("council.mbox".to_owned(), "mbox".to_owned())]);
    assert_eq!(counts(&reading, "mbox"), [6, 3, 0, 3]);
    assert_eq!(log(&reading, None).channels, ["email".into()]);
    assert_eq!(ids(log(&reading, None)), [asha, sam, zoe, jo]);
    assert_eq!(problems(&reading).len(), 3);
    assert_eq!(errors(&reading), Vec::<String>::new());
}

#[test]
fn broken_mail_is_reported_where_it_is() {
    let file = "council.mbox";
    let no_date = "Date: Tue, 06 Jan 2026 12:02:00 +0100 (CET)\n";
    let (_dir, reading) = changed("mbox", file, |text| text.replace(no_date, ""));
    assert_eq!(errors(&reading), ["E103 council.mbox › message 2, time: the row has no time"]);
    let (_dir, reading) = changed("mbox", file, |text| text.replace(no_date, "Date: noon\n"));
    assert_eq!(errors(&reading), ["E102 council.mbox › message 2, time: \"noon\""]);
    assert_eq!(counts(&reading, "mbox"), [6, 2, 1, 3]);
    let (_dir, reading) = changed("mbox", file, |text| text.replace("From: sam.lee@police.example\n", ""));
    assert_eq!(errors(&reading), ["E103 council.mbox › message 2, from: the row has no sender"]);
}

#[test]
fn a_mastodon_archive_gives_whole_handles() {
    let (asha, id) = ("@asha@social.example", "https://social.example/users/asha/statuses");
    let talk = "tag:social.example,2026-01-06:objectId=1:objectType=Conversation";
    let lee = "https://other.example/users/lee/statuses/90";
    assert_eq!(
        messages_of(&folder("mastodon").join("outbox.json")),
        [
            format!(
                "post 1: 2026-01-06T10:28:09Z|{asha}|@sam@other.example; @jo@social.example|{talk}|{id}/1||repairs|"
            ),
            format!("post 2: 2026-01-06T11:00:00Z|{asha}|@lee@other.example||{id}/2|{lee}||"),
            format!("post 3: 2026-01-07T09:00:00Z|{asha}|@sam@other.example||{id}/3/activity|||"),
            format!("post 4: 2026-01-07T09:30:00Z|{asha}|@kim@third.example||{id}/4/activity|||"),
            format!("post 5: 2026-01-07T10:00:00Z|{asha}|||{id}/5|||{NOBODY}"),
        ]
    );
    let reading = read("mastodon");
    assert_eq!(used(&reading), [("outbox.json".to_owned(), "mastodon".to_owned())]);
    assert_eq!(counts(&reading, "mastodon"), [5, 4, 0, 1]);
    assert_eq!(log(&reading, None).channels, ["social".into()]);
    let (_dir, reading) =
        changed("mastodon", "outbox.json", |text| text.replace("2026-01-06T11:00:00Z", "then"));
    assert_eq!(errors(&reading), ["E102 outbox.json › post 2, time: \"then\""]);
    let (_dir, reading) =
        changed("mastodon", "outbox.json", |text| text.trim_end().trim_end_matches('}').to_owned());
    assert_eq!(errors(&reading)[0], "E106 : outbox.json: line 23: the text breaks off here");
}

#[test]
fn a_twitter_archive_is_its_owners() {
    let asha = "@ashap_council";
    assert_eq!(
        messages_of(&folder("twitter-archive").join("tweets.js")),
        [
            format!("post 1: 2026-01-06T10:28:09|{asha}|@samlee_pc||101||repairs|"),
            format!("post 2: 2026-01-06T11:00:00|{asha}|@jo_c||102|||"),
            format!("post 3: 2026-01-07T09:00:00|{asha}|@lee_desk||103|99||"),
            format!("post 4: 2026-01-07T09:01:00|{asha}|||104|103||{NOBODY}"),
        ]
    );
    let reading = read("twitter-archive");
    assert_eq!(used(&reading), [("tweets.js".to_owned(), "twitter-archive".to_owned())]);
    assert_eq!(counts(&reading, "twitter-archive"), [4, 3, 0, 1]);
    let changed_time = |text: &str| text.replace("Tue Jan 06 11:00:00 +0000 2026", "Tue");
    let (_dir, reading) = changed("twitter-archive", "tweets.js", changed_time);
    assert_eq!(errors(&reading), ["E102 tweets.js › post 2, time: \"Tue\""]);
}

#[test]
fn without_its_account_an_archive_needs_the_owner_from_the_settings() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::copy(folder("twitter-archive").join("tweets.js"), dir.path().join("tweets.js")).unwrap();
    let open = || {
        let found = Folder::open(&[dir.path().to_owned()], None).unwrap();
        read_paths(&found.root, &found.files, &found.config, &|_, _| {})
    };
    let reading = open();
    assert_eq!(problems(&reading), ["E131 tweets.js › post 0, time: nothing says whose 4 posts these are"]);
    assert_eq!(counts(&reading, "twitter-archive"), [4, 0, 4, 0]);
    let settings = "[[file]]\npath = \"tweets.js\"\nowner = \"@ashap_council\"\n";
    std::fs::write(dir.path().join("crossweave.toml"), settings).unwrap();
    let reading = open();
    assert_eq!(counts(&reading, "twitter-archive"), [4, 3, 0, 1]);
    let ids = ids(log(&reading, None));
    assert_eq!(ids, ["@ashap_council", "@samlee_pc", "@jo_c", "@lee_desk"]);
}

#[test]
fn posts_from_the_api_are_told_by_their_columns() {
    let reading = read("x-api");
    assert_eq!(used(&reading), [("posts.csv".to_owned(), "x-api".to_owned())]);
    assert_eq!(counts(&reading, "x-api"), [4, 3, 0, 1]);
    assert_eq!(ids(log(&reading, None)), ["@ashap", "@samlee", "@jo_c"]);
    assert_eq!(log(&reading, None).channels, ["social".into()]);
    let only = format!("N331 posts.csv › D5: 1 message does not count, this one: {NOBODY}");
    assert_eq!(problems(&reading), [only]);
    let text = import(&reading, "x-api").columns.iter().find(|c| c.header == "text").unwrap();
    assert_eq!(text.used_as, "not read: looks like the text of messages");
    let (_dir, reading) = changed("x-api", "posts.csv", |text| text.replace("2026-01-06T11:00:00.000Z", "x"));
    assert_eq!(errors(&reading), ["E102 posts.csv › E3: \"x\""]);
    let (_dir, reading) = changed("x-api", "posts.csv", |text| text.replace("18,samlee,", "18,,"));
    assert_eq!(errors(&reading), ["E103 posts.csv › D3: the row has no sender"]);
}

#[test]
fn our_tables_come_as_json_too() {
    let reading = read("json");
    let sheet = |name: &str, kind: &str| (name.to_owned(), kind.to_owned());
    let wanted = [
        sheet("audit.json", "audit-long"),
        sheet("log.jsonl", "interactions"),
        sheet("people.json › staff", "people"),
        sheet("people.json › boards", "memberships"),
    ];
    assert_eq!(used(&reading), wanted);
    let Records::People(people) = &import(&reading, "people").records else { panic!() };
    assert_eq!(people[0].who.id.as_deref(), Some("asha.patel@council.example"));
    assert_eq!(people[1].who.at.to_string(), "people.json › staff, entry 2, email");
    assert_eq!((people[0].may_name, people[1].may_name), (true, false));
    let born = import(&reading, "people").columns.iter().find(|c| c.header == "date_of_birth").unwrap();
    assert_eq!(born.used_as, "not read: looks like a date or place of birth");
    let Records::Audit(audit) = &import(&reading, "audit-long").records else { panic!() };
    let levels: Vec<_> = audit.rows.iter().flat_map(|r| &r.answers).map(|(_, a)| *a).collect();
    let given = levels.iter().filter(|a| matches!(a, Response::Level(_))).count();
    assert_eq!(given, 3);
    let Records::Interactions(log) = &import(&reading, "interactions").records else { panic!() };
    assert_eq!(log.messages, 3);
    assert_eq!(ids(log), ["asha.patel@council.example", "sam.lee@police.example", "jo@community.example"]);
}

#[test]
fn lines_keep_their_numbers_and_a_broken_one_is_named() {
    let row = r#"{"time": "2026-01-06 10:00", "from": "a@x.example", "to": "b@x.example"}"#;
    let late = row.replace("2026-01-06 10:00", "late");
    let reading = read_text("log.jsonl", &format!("{row}\n\n{late}\n{row}\n{{\"time\": \"2026\n{row}\n"));
    let broken = "E106 log.jsonl › line 5: column 14: the text breaks off here";
    assert_eq!(problems(&reading), ["E102 log.jsonl › line 3, time: \"late\"", broken]);
    assert_eq!(counts(&reading, "interactions"), [3, 2, 1, 0]);
    let utf16: Vec<u8> =
        std::iter::once(0xfeff).chain(row.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("log.ndjson");
    std::fs::write(&path, utf16).unwrap();
    assert_eq!(rows_of(&path), ["line 1: 2026-01-06 10:00|a@x.example|b@x.example"]);
}

#[test]
fn broken_json_is_refused_with_line_and_column() {
    let problem = |text: &str| problems(&read_text("people.json", text));
    assert_eq!(
        problem("[{\"person\": \"a\"},\n{\"person\" \"b\"}]"),
        ["E106 : people.json: line 2, column 11: not valid JSON: expected `:`"]
    );
    assert_eq!(problem("[{\"person\": \"a\""), ["E106 : people.json: line 1: the text breaks off here"]);
    let deep = "[".repeat(50_000);
    assert_eq!(problem(&deep).len(), 1);
    assert!(problem("[1, 2]")[0].starts_with("E115"));
}

/// Every sample of these formats: the kind, and its files.
const FILES: [(&str, &str); 9] = [
    ("slack", "export/users.json"),
    ("slack", "export/dms.json"),
    ("slack", "export/general/2026-01-06.json"),
    ("mbox", "council.mbox"),
    ("mastodon", "outbox.json"),
    ("twitter-archive", "tweets.js"),
    ("twitter-archive", "account.js"),
    ("json", "people.json"),
    ("json", "log.jsonl"),
];

fn is_accounted_for(reading: &Reading) -> bool {
    reading.imports.iter().all(|i| i.rows.read == i.rows.used + i.rows.rejected + i.rows.blank)
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 64, failure_persistence: None, ..Default::default() })]

    #[test]
    fn damaged_samples_are_read_or_refused_and_every_row_is_accounted_for(
        which in 0..FILES.len(),
        cut in 0.0..1.0_f64,
        hits in proptest::collection::vec((0.0..1.0_f64, proptest::num::u8::ANY), 0..6),
    ) {
        let (kind, file) = FILES[which];
        let dir = tempfile::tempdir().unwrap();
        copy(&folder(kind), dir.path());
        let path = dir.path().join(file);
        let mut bytes = std::fs::read(&path).unwrap();
        for (at, byte) in hits {
            let at = (at * bytes.len() as f64) as usize;
            bytes[at] = byte;
        }
        if cut < 0.3 {
            bytes.truncate((cut / 0.3 * bytes.len() as f64) as usize);
        }
        std::fs::write(&path, bytes).unwrap();
        let found = Folder::open(&[dir.path().to_owned()], None).unwrap();
        let reading = read_paths(&found.root, &found.files, &found.config, &|_, _| {});
        proptest::prop_assert!(is_accounted_for(&reading));
        proptest::prop_assert!(!reading.sheets.is_empty());
    }

    #[test]
    fn arbitrary_bytes_under_any_name_are_read_or_refused(
        start in 0..5_usize,
        bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300),
    ) {
        let starts = ["", "[{\"from\": ", "{\"orderedItems\": [{\"type\": \"OrderedCollection\"", "window.YTD.tweets.part0 = [", "From - Tue Jan  6 10:28:09 2026\nTo: "];
        let dir = tempfile::tempdir().unwrap();
        let text = [starts[start].as_bytes(), &bytes].concat();
        let names = ["a.json", "a.jsonl", "tweets.js", "a.mbox"].map(|name| dir.path().join(name));
        names.iter().for_each(|path| std::fs::write(path, &text).unwrap());
        let reading = read_paths(dir.path(), &names, &Default::default(), &|_, _| {});
        proptest::prop_assert!(is_accounted_for(&reading));
        for file in &reading.files {
            let said = reading.all_problems().any(|p| {
                p.what.starts_with(&*file.name) || p.cell.as_ref().is_some_and(|c| c.file == file.name)
            });
            let listed = reading.sheets.iter().any(|s| s.file == file.name);
            proptest::prop_assert!(said || listed);
        }
    }
}
