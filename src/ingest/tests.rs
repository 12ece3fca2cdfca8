//! Reading as a whole: small files written for the purpose, and the shared data where it is there.

use std::path::{Path, PathBuf};

use jiff::civil::date;
use rust_xlsxwriter::{Format, Workbook};

use super::record::{InteractionRecords, Missing, Records, Response};
use super::source::Visibility;
use super::{Reading, SheetUse, read_paths};
use crate::programme::config::Config;

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn with(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        std::fs::write(self.0.path().join(name), content).unwrap();
        self
    }

    fn book(self, name: &str, make: impl FnOnce(&mut Workbook)) -> Self {
        let mut book = Workbook::new();
        make(&mut book);
        book.save(self.0.path().join(name)).unwrap();
        self
    }

    fn read(&self) -> Reading {
        self.read_with("")
    }

    fn read_with(&self, config: &str) -> Reading {
        let config: Config = toml::from_str(config).unwrap();
        let entries = std::fs::read_dir(self.0.path()).unwrap();
        let files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        read_paths(self.0.path(), &files, &config, &|_, _| {})
    }
}

/// Problems as `code cell`.
fn codes(reading: &Reading) -> Vec<String> {
    let cell = |p: &super::problem::Problem| p.cell.as_ref().map(|c| c.a1()).unwrap_or_default();
    reading.all_problems().map(|p| format!("{} {}", p.spec.code, cell(p)).trim().to_owned()).collect()
}

fn uses(reading: &Reading) -> Vec<&str> {
    let used = |use_of| match use_of {
        &SheetUse::ReadAs(id) => id,
        SheetUse::NotUsed(_) => "-",
    };
    reading.sheets.iter().map(|s| used(&s.used)).collect()
}

#[test]
fn headers_decide_what_a_sheet_is() {
    let cases: &[(&str, &str)] = &[
        ("Email,Name,Team\na@x,A,T\nb@x,B,T\n", "people"),
        ("id,Faction,name,label,color\n1,1.0,Mr Hi,H,1.0\n2,1.0,Actor 2,2,1.0\n", "people"),
        (
            "id,age,tenure,level,dept\n1,33.0,9.0,3.0,4.0\n2,42.0,20.0,2.0,4.0\n3,40.0,13.0,3.0,2.0\n",
            "people",
        ),
        ("person;name;sector;strand;may_name\np1;Asha;council;officer;yes\n", "people"),
        (
            "skill,domain,question,level_1,level_2,level_3\nMaps,Data,Reading a map,Low,Some,High\n",
            "framework",
        ),
        ("from,to\n1,2\n1,3\n", "ties"),
        ("Source\tTarget\tWeight\na\tb\t2\n", "ties"),
        ("timestamp,from,to,channel\n2026-01-05T08:00:00,a@x,b@x,chat\n", "interactions"),
        (
            "Sender address,Recipient address,Received,Message ID,Subject\na@x,b@x,2026-01-05 08:00,<1>,Hi\n",
            "exchange-trace",
        ),
        ("Café,Date,Name,Email\nCafé 1,08/01/2014,Asha,\n", "memberships"),
        ("Name|Board\nAsha|Health and Wellbeing Board\n", "memberships"),
        ("person,wave,Maps,Charts,Calls\na@x,1,Confident,Very confident,Fairly confident\n", "audit-wide"),
        ("person,skill,confidence\na@x,Maps,Confident\na@x,Calls,Fairly confident\n", "audit-long"),
        (
            "ID,Start time,Completion time,Email,Name,Maps\n1,2026-01-05 08:00,2026-01-05 08:09,a@x,A,Confident\n",
            "microsoft-forms",
        ),
        ("colour,size\nred,3\n", "-"),
        ("person\n1\n2\n", "-"),
    ];
    for (content, importer) in cases {
        let reading = Folder::new().with("sheet.csv", content).read();
        assert_eq!(uses(&reading), [*importer], "{content}");
    }
}

#[test]
fn encodings_and_delimiters_are_told_from_the_bytes() {
    let text = "Café;Name\r\nCafé 1;Zoë\r\n";
    let utf16 = |big: bool, mark: bool| -> Vec<u8> {
        let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
        units.flat_map(|u: u16| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
    };
    let windows: Vec<u8> = text.chars().map(|c| c as u32 as u8).collect();
    let bom = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    let all = [
        text.as_bytes().to_vec(),
        bom,
        windows,
        utf16(false, true),
        utf16(true, true),
        utf16(false, false),
        utf16(true, false),
    ];
    for bytes in all {
        let reading = Folder::new().with("cafe.txt", &bytes).read();
        let Records::Memberships(records) = &reading.imports[0].records else { panic!("{bytes:?}") };
        assert_eq!(
            (&*records[0].group, records[0].who.name.as_deref()),
            ("Café 1", Some("Zoë")),
            "{bytes:?}"
        );
    }
}

#[test]
fn rows_are_numbered_as_a_spreadsheet_shows_them() {
    for end in ["\n", "\r\n"] {
        let text =
            "\nMembers of the board,,\n\n,Name,Board\n,Asha,\"Safer\nAbila\"\n,,\n\n,,Safer Abila\n,Sam,";
        let reading = Folder::new().with("board.csv", text.replace('\n', end)).read();
        let import = &reading.imports[0];
        assert_eq!(import.at.a1(), "B4");
        assert_eq!(codes(&reading), ["E103 B8", "E103 C9"], "{end:?}");
        let rows = import.rows;
        assert_eq!((rows.read, rows.used, rows.rejected, rows.blank), (5, 1, 2, 2));
    }
}

#[test]
fn answers_are_levels_or_problems_at_their_cell() {
    let text = "ID,Start time,Completion time,Email,Name,Points - Maps,Sharing a document,Maps,Calls,Anything else you would like to tell us?\n\
        1,1/6/2014 9:00,1/6/2014 9:10,a@x,A,1,Confident, not very   CONFIDENT,3,My manager is unwell\n\
        2,1/17/2014 9:00,1/17/2014 9:10,anonymous,,1,Confidnt,N/A,7,\n\
        3,1/18/2014 9:00,1/18/2014 9:10,c@x,C,1,Purple,,Very confident,No\n\
        4,1/19/2014 9:00,,d@x,D,1,Slightly confident,Prefer not to say,Fairly confident,\n\
        5,1/19/2014 9:00,1/19/2014 9:20,e@x,E,1,Not at all confident,Don't know,Fairly confident,\n\
        6,1/19/2014 9:00,1/19/2014 9:20,f@x,F,1,Confident,Confident,Confident,\n\
        7,1/19/2014 9:00,1/19/2014 9:20,g@x,G,1,Confident,Confident,Confident,\n\
        8,1/19/2014 9:00,1/19/2014 9:20,h@x,H,1,Confident,Very confident,Confident,\n\
        9,1/19/2014 9:00,1/19/2014 9:20,i@x,I,1,Confident,Very confident,Confident,\n\
        10,1/19/2014 9:00,1/19/2014 9:20,j@x,J,1,Confident,Very confident,Confident,\n";
    let reading =
        Folder::new().with("form.csv", text).read_with("[[file]]\npath = \"form.csv\"\nwave = \"before\"\n");
    let Records::Audit(audit) = &reading.imports[0].records else { panic!() };
    assert_eq!(
        audit.skills.iter().map(|s| &**s).collect::<Vec<_>>(),
        ["Sharing a document", "Maps", "Calls"]
    );
    assert_eq!(audit.levels.len(), 5);
    use Response::{Level, Missing as No};
    let rows: Vec<Vec<Response>> =
        audit.rows.iter().map(|r| r.answers.iter().map(|a| a.1).collect()).collect();
    assert_eq!(rows[0], [Level(4), Level(2), Level(3)]);
    assert_eq!(rows[1], [No(Missing::Unreadable), No(Missing::NotApplicable), No(Missing::Unreadable)]);
    assert_eq!(rows[2], [No(Missing::Unreadable), No(Missing::Blank), Level(5)]);
    assert_eq!(rows[3], [Level(2), No(Missing::Refused), Level(3)]);
    assert_eq!(rows[4], [Level(1), No(Missing::DontKnow), Level(3)]);
    assert_eq!((&audit.rows[1].who.id, &audit.rows[1].who.name), (&None, &None));
    assert_eq!(audit.rows[0].day(), Some(date(2014, 1, 6)));
    assert_eq!(audit.rows[3].day(), Some(date(2014, 1, 19)));
    assert!(audit.rows.iter().all(|r| r.wave.as_deref() == Some("before")));
    assert_eq!(
        codes(&reading),
        ["W202 D3", "E101 G3", "N302 H3", "E104 I3", "E101 G4", "N304 H4", "N302 H5", "N302 H6"]
    );
    let meant = reading.all_problems().find(|p| p.what == "\"Confidnt\"").unwrap();
    assert_eq!(
        meant.fix,
        "did you mean \"Confident\"? It stands in 1 cell (G3). Correct the cells, or accept the likely slips \
         with these lines in crossweave.toml:\n      [audit.accept]\n      Confidnt = \"Confident\""
    );
    let everything = format!("{reading:?}");
    assert!(!everything.contains("unwell"), "free text was read");
}

#[test]
fn a_sheet_has_one_scale_and_all_sheets_share_it_where_they_can() {
    let form = |rows: [&str; 3]| {
        let rows = rows
            .iter()
            .map(|row| format!("1,2026-01-05 08:00,2026-01-05 08:09,a@x,{row}\n"))
            .collect::<String>();
        format!("Id,Start time,Completion time,Email,Maps,Calls,Tools are good\n{rows}")
    };
    let reading = Folder::new()
        .with(
            "1.csv",
            form([
                "Confident,Confident,Agree",
                "Not very confident,Confident,Agree",
                "Confident,Confident,Disagree",
            ]),
        )
        .with(
            "2.csv",
            form([
                "Very confident,Not very confident,3",
                "Very confident,Very confident,3",
                "Fairly confident,2,4",
            ]),
        )
        .read();
    let levels: Vec<_> = reading
        .imports
        .iter()
        .filter_map(|i| match &i.records {
            Records::Audit(audit) => {
                Some((audit.levels.len(), audit.skills.len(), audit.rows[0].answers[0].1))
            }
            _ => None,
        })
        .collect();
    // Nobody chose "Confident" the second time; the first time shows that it was offered.
    assert_eq!(levels, [(5, 2, Response::Level(4)), (5, 3, Response::Level(5))]);
    assert_eq!(codes(&reading), ["W207 G1"]);
}

#[test]
fn a_tie_between_two_readings_is_refused_with_both_named() {
    let text = "person,name,team,skill,confidence,question\na@x,A,T,Maps,Confident,Low\n";
    let profile_free = Folder::new().with("odd.csv", text).read();
    assert_eq!(uses(&profile_free), ["audit-long"]);
    let (people, ties) =
        (super::importers::importer("people").unwrap(), super::importers::importer("ties").unwrap());
    let claim = || super::importer::Claim {
        score: 80,
        columns: vec![(0, super::importer::FieldUse::Field("from"))],
        lacking: vec![],
    };
    let at = super::cell::CellRef::new("odd.csv", None, 1, 0);
    let profile = super::importer::SheetProfile {
        at,
        columns: vec![],
        rows: 0,
        scale: None,
        rival: None,
        framework: vec![],
        form: None,
    };
    let decision = super::claim::arbitrate(&profile, vec![(people, claim()), (ties, claim())]);
    let super::claim::Decision::Leave { reason, problems, .. } = decision else { panic!() };
    assert_eq!(reason, "could be \"people\" or \"ties\", and we do not guess");
    assert_eq!(problems[0].spec.code, "E118");
}

#[test]
fn a_framework_gives_the_scale_of_the_audits_read_after_it() {
    let reading = Folder::new()
        .with("a audit.csv", "person,Maps,Calls,Charts\na@x,Low,High,2\nb@x,Some,Hgih,5\nc@x,High,High,1\nd@x,Low,Low,1\n")
        .with("framework.csv", "skill,level_1,level_2,level_3,positive_from,required:officer\nMaps,Low,Some,High,2,High\nCalls,Low,Some,High,9,1\nCharts,Low,Some,High,2,1\n")
        .read();
    assert_eq!(uses(&reading), ["audit-wide", "framework"]);
    let Records::Framework(skills) = &reading.imports[0].records else { panic!() };
    assert_eq!(
        (skills[0].positive_from, &*skills[0].required[0].0, skills[0].required[0].1),
        (Some(2), "officer", 3)
    );
    let Records::Audit(audit) = &reading.imports[1].records else { panic!() };
    assert_eq!(audit.levels, ["Low", "Some", "High"]);
    assert_eq!(
        audit.rows[0].answers,
        [(0, Response::Level(1)), (1, Response::Level(3)), (2, Response::Level(2))]
    );
    assert_eq!(codes(&reading), ["E104 E3", "E101 C3", "E104 D3"]);
}

#[test]
fn settings_rename_columns_and_refuse_what_is_private_or_absent() {
    let folder = Folder::new().with("staff.csv", "Email,Surname,Forename,Kind,Cost centre,Gender\na@x,Patel,Asha,K,C,F\nb@x,Lee,Sam,K,D,M\nc@x,Roe,Jo,L,D,M\nd@x,Roe,Al,L,D,M\ne@x,Roe,Bo,L,D,M\nf@x,Roe,Cy,L,D,M\n");
    let plain = folder.read();
    assert_eq!(plain.candidates.len(), 1);
    let offered: Vec<_> =
        plain.candidates[0].columns.iter().map(|c| (c.header.as_str(), c.distinct)).collect();
    assert_eq!(offered, [("Kind", 2), ("Cost centre", 2)]);
    let lines = plain.candidates[0].settings_for("Cost centre");
    let reading =
        folder.read_with(&format!("{lines}unit_kind = \"Kind\"\nsex = \"Gender\"\nother = \"Nothing\"\n"));
    let Records::People(people) = &reading.imports[0].records else { panic!() };
    let attributes: Vec<_> = people[0].attributes.iter().map(|(k, v)| (&**k, v.as_str())).collect();
    assert_eq!(attributes, [("unit_kind", "K"), ("team", "C")]);
    assert_eq!(people[0].who.name.as_deref(), Some("Asha Patel"));
    assert_eq!(codes(&reading), ["E119 A1", "E119 A1"]);
    assert!(reading.candidates.is_empty());
}

#[test]
fn a_kind_that_cannot_be_followed_says_what_is_lacking() {
    let folder = Folder::new().with("log.csv", "when,who,whom\n2026-01-05,a@x,b@x\n");
    let reading = folder.read_with("[[file]]\npath = \"log.csv\"\nkind = \"interactions\"\n");
    assert_eq!((uses(&reading), codes(&reading)), (vec!["-"], vec!["E120 A1".to_owned()]));
    let reading = folder.read_with(
        "[[file]]\npath = \"log.csv\"\n[file.columns]\ntime = \"when\"\nfrom = \"who\"\nto = \"whom\"\n",
    );
    assert_eq!(uses(&reading), ["interactions"]);
    let reading =
        folder.read_with("[[file]]\npath = \"log.csv\"\nkind = \"gossip\"\n[[file]]\npath = \"gone.csv\"\n");
    assert_eq!(codes(&reading), ["E119", "E119 A1"]);
    let reading = folder.read_with("[[file]]\npath = \"log.csv\"\nkind = \"ignore\"\n");
    assert_eq!((uses(&reading), codes(&reading).len()), (vec!["-"], 0));
}

#[test]
fn dates_that_nothing_settles_are_day_first_with_a_warning() {
    let reading = Folder::new()
        .with("cafe.csv", "Event,Date,Name\nCafé,08/01/2014,Asha\nCafé,31/02/2014,Jo\nCafé,soon,Al\n")
        .read();
    assert_eq!(codes(&reading), ["E102 B3", "E102 B4"]);
    let reading = Folder::new().with("cafe.csv", "Event,Date,Name\nCafé,08/01/2014,Asha\n").read();
    let Records::Memberships(records) = &reading.imports[0].records else { panic!() };
    assert_eq!(records[0].from, Some(date(2014, 1, 8)));
    assert_eq!(codes(&reading), ["W201 B1"]);
}

/// Pairs of a log in order: sender, recipient, counted entries and weight.
fn pairs_of(log: &InteractionRecords) -> Vec<(u32, u32, u64, u128)> {
    let mut pairs: Vec<_> =
        log.pairs.iter().map(|(_, p)| (p.from(), p.to(), p.counted(), p.parts())).collect();
    pairs.sort_unstable();
    pairs
}

#[test]
fn a_log_in_a_workbook_and_in_text_is_the_same() {
    let rows = [("2026-01-05 08:00:00", "a@x", "b@x; c@x"), ("2026-01-05 08:00:01", "b@x", "a@x")];
    let mut text = String::from("time,from,to\n");
    for (time, from, to) in rows {
        text.push_str(&format!("{time},{from},{to}\n"));
    }
    let reading = Folder::new()
        .with("a.csv", text)
        .book("b.xlsx", |book| {
            let sheet = book.add_worksheet();
            let format = Format::new().set_num_format("dd/mm/yyyy hh:mm:ss");
            sheet.write_row(2, 3, ["time", "from", "to"]).unwrap();
            for (row, (time, from, to)) in (3..).zip(rows) {
                let at = rust_xlsxwriter::ExcelDateTime::parse_from_str(time).unwrap();
                sheet.write_datetime_with_format(row, 3, &at, &format).unwrap();
                sheet.write_row(row, 4, [from, to]).unwrap();
            }
        })
        .read();
    let logs: Vec<_> = reading
        .imports
        .iter()
        .filter_map(|i| match &i.records {
            Records::Interactions(log) => Some((&log.ids, log.span, log.messages, pairs_of(log))),
            _ => None,
        })
        .collect();
    assert_eq!(logs.len(), 2);
    assert_eq!(logs[0], logs[1]);
    let half = crate::ingest::fold::weight::WHOLE / 2;
    assert_eq!(logs[0].3, [(0, 1, 1, half), (0, 2, 1, half), (1, 0, 1, 2 * half)]);
    assert_eq!(logs[0].1, Some((1_767_600_000, 1_767_600_001)));
    assert_eq!(reading.imports[1].at.to_string(), "b.xlsx › Sheet1!D3");
}

#[test]
fn hidden_sheets_are_listed_and_read_only_when_asked_for() {
    let folder = Folder::new().book("book.xlsx", |book| {
        for (name, hidden) in [("Open", false), ("Shut", true)] {
            let sheet = book.add_worksheet();
            sheet.set_name(name).unwrap().write_row(0, 0, ["from", "to"]).unwrap();
            sheet.write_row(1, 0, ["a", "b"]).unwrap();
            sheet.set_hidden(hidden);
        }
    });
    let reading = folder.read();
    assert_eq!(uses(&reading), ["ties", "-"]);
    assert_eq!(reading.sheets[1].visibility, Visibility::Hidden);
    assert_eq!(codes(&reading), ["N303 A1"]);
    let reading = folder.read_with("[[file]]\npath = \"book.xlsx\"\nsheet = \"Shut\"\n");
    assert_eq!(uses(&reading), ["ties", "ties"]);
}

#[test]
fn far_cells_and_files_that_are_not_what_they_say() {
    let folder = Folder::new()
        .book("far.xlsx", |book| {
            let sheet = book.add_worksheet();
            sheet.write_row(0, 0, ["from", "to"]).unwrap();
            sheet.write_row(1, 0, ["a", "b"]).unwrap();
            sheet.write_string(1_048_575, 16_383, "far").unwrap();
        })
        .with("a empty.csv", "")
        .with("b blank.csv", " \n\n")
        .with("c text.xlsx", "Email,Name,Team\n")
        .with("d cut.xlsx", b"PK\x03\x04\x14\x00\x00\x00broken")
        .with("e book.csv", b"PK\x03\x04\x14\x00\x00\x00broken")
        .with("f open.csv", "from,to\na,b\n\"c,d\n")
        .with("g.rtf", "{}");
    let mut reading = folder.read();
    assert_eq!(uses(&reading), ["-", "-", "-", "-", "-", "ties", "ties", "-"]);
    let general: Vec<_> = reading.problems.iter().map(|p| p.spec.code).collect();
    assert_eq!(general, ["E111", "E115", "E114", "E113", "E114", "W204"]);
    assert_eq!(reading.imports.iter().map(|i| i.rows.used).collect::<Vec<_>>(), [1, 1]);
    let missing =
        read_paths(folder.0.path(), &[folder.0.path().join("gone.csv")], &Config::default(), &|_, _| {});
    assert_eq!(missing.problems[0].spec.code, "E110");
    reading.files.truncate(1);
    assert_eq!(
        (&*reading.files[0].name, reading.files[0].bytes, reading.files[0].sha256.len()),
        ("a empty.csv", 0, 64)
    );
}

#[test]
fn a_record_without_end_is_stopped() {
    let mut text = String::from("from,to\na,b\n\"");
    text.push_str(&"x".repeat(17 << 20));
    let reading = Folder::new().with("ties.csv", text).read();
    assert_eq!(codes(&reading), ["E106 A3"]);
    let Folder(dir) = Folder::new().with("ties.csv", "from,to\na,b\nc\n\0,\u{1b}[31m,x,y\n");
    let reading = read_paths(dir.path(), &[dir.path().join("ties.csv")], &Config::default(), &|_, _| {});
    assert_eq!((reading.imports[0].rows.used, codes(&reading)), (2, vec!["E103 B3".to_owned()]));
}

#[test]
fn every_row_is_accounted_for_and_progress_ends_at_the_total() {
    let folder = Folder::new()
        .with("log.csv", "time,from,to\n2026-01-05,a,b\n\n2026-01-05,,b\nx,a,b\n")
        .with("ties.csv", "from,to,weight\na,b,0\na,b,-1\na,b,2.5\na,,1\n");
    let seen = std::cell::RefCell::new(Vec::new());
    let files = ["log.csv", "ties.csv"].map(|name| folder.0.path().join(name));
    let reading = read_paths(folder.0.path(), &files, &Config::default(), &|done, all| {
        seen.borrow_mut().push((done, all))
    });
    for import in &reading.imports {
        let rows = import.rows;
        assert_eq!(rows.read, rows.used + rows.rejected + rows.blank, "{}", import.at);
    }
    assert_eq!(codes(&reading), ["E103 B4", "E102 A5", "E105 C3", "E103 B5"]);
    let seen = seen.into_inner();
    assert!(seen.windows(2).all(|w| w[0].0 <= w[1].0));
    let (done, all) = *seen.last().unwrap();
    assert_eq!((done, all), (reading.files.iter().map(|f| f.bytes).sum(), done));
}

/// The shared data, or `None` with a word that the test was skipped.
fn shared(folder: &str) -> Option<PathBuf> {
    let given = std::env::var_os("CROSSWEAVE_SHARED").map(PathBuf::from);
    let root = given.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data"));
    let found = Some(root.join(folder)).filter(|f| f.is_dir());
    if found.is_none() {
        eprintln!("skipped: no {} here", root.join(folder).display());
    }
    found
}

fn read_shared(folder: &Path) -> Reading {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files: Vec<PathBuf> = entries.filter(|f| f.extension().is_some_and(|e| e != "json")).collect();
    read_paths(folder, &files, &Config::default(), &|_, _| {})
}

#[test]
fn planted_faults_are_problems_at_their_cells() {
    let Some(folder) = shared("gastech") else { return };
    let reading = read_shared(&folder);
    let planted = std::fs::read_to_string(folder.join("planted.json")).unwrap();
    let planted: serde_json::Value = serde_json::from_str(&planted).unwrap();
    for (wave, file) in
        [("1", "Digital confidence (January).xlsx"), ("2", "Digital confidence (after the cafes).xlsx")]
    {
        let mut expected: Vec<(String, &str)> = Vec::new();
        for fault in planted["faults"][wave].as_array().unwrap() {
            let what = fault["what"].as_str().unwrap();
            let code = match what {
                _ if what.starts_with("anonymous") => "W202",
                _ if what.starts_with("unknown level") => "E101",
                _ if what.starts_with("number outside") => "E104",
                _ if what.starts_with("missing with a reason") => "N302",
                _ if what.starts_with("blank answer") => "N304",
                _ => continue,
            };
            expected.push((fault["cell"].as_str().unwrap().to_owned(), code));
        }
        let import = reading.imports.iter().find(|i| &*i.at.file == file).unwrap();
        let mut found: Vec<_> =
            import.problems.iter().map(|p| (p.cell.as_ref().unwrap().a1(), p.spec.code)).collect();
        expected.sort();
        found.sort();
        assert_eq!(found, expected, "{file}");
    }
    let everything = format!("{:?}", reading.imports);
    for private in ["Tethys", "BirthNation", "HonorableDischarge", "Patrol schedule"] {
        assert!(!everything.contains(private), "{private} was read");
    }
    assert_eq!(reading.candidates[0].columns[0].header, "CurrentEmploymentType");
}

#[test]
fn a_form_as_workbook_and_as_text_gives_the_same_answers() {
    let Some(folder) = shared("msforms_phone_survey") else { return };
    let reading = read_shared(&folder);
    let rows: Vec<_> = reading
        .imports
        .iter()
        .filter_map(|i| match &i.records {
            Records::Audit(audit) => {
                Some(audit.rows.iter().map(|r| (r.handed_in, r.answers.clone())).collect::<Vec<_>>())
            }
            _ => None,
        })
        .collect();
    // The text export is the later one: it goes on where the workbook ends.
    let (text, book) = (&rows[0], &rows[1]);
    assert_eq!(book.len(), 28);
    assert_eq!(&text[..book.len()], book.as_slice());
}

#[test]
fn published_networks_have_their_published_sizes() {
    for (folder, people, ties) in [
        ("karate", 34, &[78][..]),
        ("krackhardt_hightech", 21, &[190, 102, 20]),
        ("krackhardt_kite", 10, &[18]),
        ("cross_parker_consulting", 46, &[877, 855]),
        ("davis_southern_women", 32, &[89]),
    ] {
        let Some(folder) = shared(folder) else { return };
        let reading = read_shared(&folder);
        let (mut found_people, mut found_ties) = (0, Vec::new());
        for import in &reading.imports {
            match &import.records {
                Records::People(p) => found_people += p.len(),
                Records::Ties(t) => found_ties.push(t.rows.len()),
                other => panic!("{other:?}"),
            }
        }
        assert_eq!((found_people, found_ties.as_slice()), (people, ties), "{}", folder.display());
    }
}

#[test]
fn awkward_workbooks_are_read_or_refused_with_a_reason() {
    let Some(folder) = shared("workbooks") else { return };
    let reading = read_shared(&folder);
    assert!(reading.imports.is_empty());
    let locked = reading.problems.iter().find(|p| p.what.contains("pass_protected")).unwrap();
    assert_eq!(locked.spec.code, "E112");
    let hidden = reading.sheets.iter().filter(|s| s.visibility != Visibility::Visible).count();
    assert_eq!(hidden, 8);
    assert!(
        reading.sheets.iter().all(|s| matches!(&s.used, SheetUse::NotUsed(reason) if !reason.is_empty()))
    );
}
