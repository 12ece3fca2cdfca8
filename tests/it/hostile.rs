//! Names and files that were made to do harm, or were damaged on the way, through the real binary.

use std::collections::BTreeSet;
use std::fs;
use std::io::Cursor;
use std::path::Path;

use calamine::Reader as _;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use crate::process::{Run, demo, files_of, folder_of, run_in, small};

/// Names no page, terminal, sheet or file system may trip over; a long one stands beside them.
const TEAMS: [&str; 12] = [
    "=HYPERLINK(\"http://x.example\")",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "</script><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "\u{1b}[31mred\u{1b}]8;;http://x.example\u{7}",
    "\u{202e}desrever\u{200f}",
    "../../x",
    "CON",
    "con",
    "</title></svg><style>*{display:none}</style>",
];
const PEOPLE_PER_TEAM: usize = 6;
const SKILLS: [&str; 3] = ["=1+1", "</script><b>bold</b>", "../../secret"];
const LEVELS: [&str; 5] =
    ["Not at all confident", "Not very confident", "Fairly confident", "Confident", "Very confident"];

fn csv_of(rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).unwrap();
    }
    writer.into_inner().unwrap()
}

/// A programme whose teams, skills, people, groupings and title all mean ill.
fn programme() -> Vec<(&'static str, Vec<u8>)> {
    let long = "x".repeat(300);
    let teams: Vec<&str> = TEAMS.iter().copied().chain([long.as_str()]).collect();
    let count = teams.len() * PEOPLE_PER_TEAM;
    let id = |i: usize| format!("p{:03}@a.example", i % count);
    let row = |cells: &[&str]| cells.iter().map(|c| (*c).to_owned()).collect::<Vec<String>>();
    let mut people = vec![row(&["person", "name", "team", "Site"])];
    let mut audit = vec![row(&["person", "wave", SKILLS[0], SKILLS[1], SKILLS[2]])];
    let mut log = vec![row(&["time", "from", "to"])];
    for i in 0..count {
        let name = format!("=cmd|' /C calc'!A{i}");
        people.push(row(&[&id(i), &name, teams[i / PEOPLE_PER_TEAM], TEAMS[i % 3]]));
        for wave in ["1", "2"] {
            let level = |s: usize| LEVELS[(i * 7 + s * 3 + wave.len()) % 5];
            audit.push(row(&[&id(i), wave, level(0), level(1), level(2)]));
        }
        for (step, hour) in [(1, 9), (1, 10), (7, 9), (7, 10)] {
            log.push(row(&[&format!("2026-03-{:02} {hour:02}:00", i % 28 + 1), &id(i), &id(i + step)]));
        }
    }
    let settings = "[programme]\nname = \"</title><script>alert(2)</script>\"\n\n[[file]]\npath = \"people.csv\"\n\n\
        [file.columns]\n\"../../CON\" = \"Site\"\n";
    vec![
        ("people.csv", csv_of(&people)),
        ("audit.csv", csv_of(&audit)),
        ("log.csv", csv_of(&log)),
        ("crossweave.toml", settings.into()),
    ]
}

fn has_marks(text: &str) -> bool {
    let direction =
        |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().any(|c| direction(c) || (c.is_control() && !matches!(c, '\n' | '\r' | '\t')))
}

fn markup_is_inert(name: &str, text: &str) {
    assert!(!has_marks(text), "{name} holds control or direction marks");
    for harm in ["<script>alert", "<img src=x", "<style>*{", "<b>bold", "</title></svg>"] {
        assert!(!text.contains(harm), "{name} holds {harm}");
    }
}

fn sheet_of_text_is_inert(name: &str, text: &str) {
    assert!(!has_marks(text), "{name} holds control or direction marks");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    for record in reader.records() {
        for cell in &record.unwrap() {
            let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
            assert!(!formula, "{name}: a spreadsheet would run {cell}");
        }
    }
}

fn workbook_is_inert(bytes: &[u8]) {
    let mut book = calamine::Xlsx::new(Cursor::new(bytes)).unwrap();
    let names = book.sheet_names();
    assert!(names.len() > 5);
    let folded: BTreeSet<String> = names.iter().map(|n| n.to_lowercase()).collect();
    assert_eq!(folded.len(), names.len(), "two sheets have one name but for case");
    for name in names {
        assert!(
            name.chars().count() <= 31 && !name.contains(['/', '\\', '?', '*', '[', ']', ':', '=']),
            "{name}"
        );
        let formulas = book.worksheet_formula(&name).unwrap();
        assert!(formulas.used_cells().next().is_none(), "{name} holds a formula");
        for (_, _, cell) in book.worksheet_range(&name).unwrap().used_cells() {
            assert!(!has_marks(&cell.to_string()), "{name}: {cell:?}");
        }
    }
}

#[test]
fn names_that_mean_ill_are_inert_in_every_product() {
    let outer = tempfile::tempdir().unwrap();
    let folder = outer.path().join("a/b");
    fs::create_dir_all(&folder).unwrap();
    for (name, bytes) in programme() {
        fs::write(folder.join(name), bytes).unwrap();
    }
    let run = run_in(&folder, &["report"]);
    assert!(matches!(run.code, 0 | 3), "{run:?}");
    let (all, report) = (files_of(outer.path()), files_of(&folder.join("report")));
    assert!(all.keys().all(|name| name.starts_with("a/b/")), "something was written outside the folder");
    assert_eq!(all.len(), report.len() + 4);
    for (name, bytes) in &report {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-./".contains(c);
        assert!(name.chars().all(plain) && !name.contains("..") && name.len() < 100, "{name}");
        let text = || std::str::from_utf8(bytes).unwrap();
        match name.rsplit_once('.').map(|(_, ending)| ending) {
            Some("html" | "svg") => markup_is_inert(name, text()),
            Some("csv") => sheet_of_text_is_inert(name, text()),
            Some("xlsx") => workbook_is_inert(bytes),
            Some("png") => assert!(bytes.starts_with(b"\x89PNG")),
            Some("json" | "txt") => assert!(!has_marks(text()), "{name}"),
            other => panic!("a product nobody looked at: {other:?}"),
        }
    }
    let rows = String::from_utf8(report["results.csv"].clone()).unwrap();
    for kept in ["CON", "../../x", "'=HYPERLINK", "'@SUM(A1)"] {
        assert!(rows.contains(kept), "{kept} is gone");
    }
    let json: serde_json::Value = serde_json::from_slice(&report["results.json"]).unwrap();
    assert!(json["rows"].as_array().unwrap().len() > 100);
}

/// A grouping's own name becomes part of file names where there are no teams.
#[test]
fn groupings_that_mean_ill_name_no_file_outside_the_report() {
    for by in ["../../CON", "..", "/etc/passwd", "=1+1", "</script>"] {
        let outer = tempfile::tempdir().unwrap();
        let folder = outer.path().join("a/b");
        fs::create_dir_all(&folder).unwrap();
        for (name, bytes) in small() {
            fs::write(folder.join(name), bytes.replace("person,name,team", "person,name,Post")).unwrap();
        }
        let settings = format!("[[file]]\npath = \"people.csv\"\n\n[file.columns]\n\"{by}\" = \"Post\"\n");
        fs::write(folder.join("crossweave.toml"), settings).unwrap();
        let run = run_in(&folder, &["report"]);
        assert_eq!(run.code, 0, "{by}: {run:?}");
        let report = files_of(&folder.join("report"));
        assert_eq!(files_of(outer.path()).len(), report.len() + 4, "{by}: a file was written elsewhere");
        let charts: Vec<&String> = report.keys().filter(|name| name.contains("confidence-by-")).collect();
        assert!(charts.len() > 4, "{by}: no chart compares the groups: {charts:?}");
        let plain = |c: char| c.is_ascii_alphanumeric() || "-./".contains(c);
        assert!(charts.iter().all(|name| name.chars().all(plain) && !name.contains("..")), "{charts:?}");
    }
}

#[test]
fn names_that_mean_ill_are_inert_on_the_terminal() {
    let files = programme();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    let folder = folder_of(&files);
    for args in [
        &["check", "--all"][..],
        &["skills"],
        &["network"],
        &["network", "--level", "pair,person", "--show-names"],
        &["skills", "--by", "tribe"],
    ] {
        let run = run_in(folder.path(), args);
        assert!(!has_marks(&run.out) && !has_marks(&run.err), "{args:?}: {run:?}");
    }
    for args in [&["skills", "--format", "csv"][..], &["network", "--format", "csv", "--level", "pair"]] {
        sheet_of_text_is_inert(args[0], &run_in(folder.path(), args).out);
    }
}

/// One file that someone damaged; `report` and `check` end as documented and make nothing of it.
fn ends_well(name: &str, bytes: &[u8]) -> Run {
    let folder = folder_of(&[(name, bytes)]);
    let check = run_in(folder.path(), &["check"]);
    run_in(folder.path(), &["report"]);
    assert!(!has_marks(&check.out) && !has_marks(&check.err), "{name}: {check:?}");
    check
}

#[test]
fn two_cells_at_the_ends_of_a_sheet_are_no_reason_to_fill_it() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "person").unwrap();
    sheet.write_string(1_048_575, 16_383, "far").unwrap();
    let check = ends_well("far.xlsx", &book.save_to_buffer().unwrap());
    assert!(check.out.contains("far.xlsx"), "{}", check.out);
}

#[test]
fn damaged_text_is_read_as_far_as_it_goes() {
    let utf16 = |text: &str, big: bool| -> Vec<u8> {
        let units = [0xfeff].into_iter().chain(text.encode_utf16());
        units.flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
    };
    let list = "person,name,team\na@a.example,Åsa,Parks\nb@a.example,Bo,Parks\n";
    for (name, bytes) in [("le.csv", utf16(list, false)), ("be.csv", utf16(list, true))] {
        let check = ends_well(name, &bytes);
        assert!(check.out.contains("read as people: 2 rows, 2 used"), "{}", check.out);
    }
    let ragged =
        ends_well("ragged.csv", b"person,name,team\na@a.example\nb@a.example,Bo,Parks,x,y,z\n,,\n\n");
    assert!(ragged.out.contains("read as people: ") && ragged.out.contains("2 used"), "{}", ragged.out);
    let latin = ends_well("latin.csv", b"person,name,team\na@a.example,\xc5sa,Parks\n");
    assert!(latin.out.contains("N301"), "{}", latin.out);
    for (name, bytes) in [
        ("nul.csv", &b"person,na\0me,team\na@a.ex\0ample,A\0sa,Pa\0rks\n"[..]),
        ("zeros.csv", &[0; 5000]),
        ("bad.csv", b"person,team\n\xff\xfe\xfd\x80,\xc3\x28\n"),
        ("odd.csv", b"\xff\xfep\0e\0r\0s\0o"),
        ("quote.csv", b"person,team\n\"a@a.example,Parks\nb@a.example,Parks\n"),
        ("bom.csv", b"\xef\xbb\xbf"),
        ("returns.csv", b"person,team\ra@a.example,Parks\r\r\r"),
        ("wide.csv", ",".repeat(70_000).as_bytes()),
        ("esc.csv", b"person,te\x1b[31mam\na@a.example,\x1b]0;x\x07\n"),
        ("text.xlsx", b"person,team\na@a.example,Parks\n"),
        ("zip.csv", b"PK\x03\x04rubbish"),
    ] {
        ends_well(name, bytes);
    }
}

/// Workbooks with some of their bytes changed or their end cut off, a folder of them at a time.
#[test]
fn damaged_workbooks_are_told_by_name_and_nothing_stops() {
    let mut dice = ChaCha8Rng::seed_from_u64(1);
    let given = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/workbooks");
    let mut whole = vec![("xlsx", fs::read(demo().path().join("Skills framework.xlsx")).unwrap())];
    for ending in ["xls", "ods", "xlsb"] {
        match fs::read(given.join(format!("calamine_any_sheets.{ending}"))) {
            Ok(bytes) => whole.push((ending, bytes)),
            Err(_) => eprintln!("skipped: no example of .{ending}"),
        }
    }
    let folder = tempfile::tempdir().unwrap();
    for (ending, bytes) in &whole {
        for i in 0..40 {
            let mut bytes = bytes.clone();
            let at = |dice: &mut ChaCha8Rng, len: usize| (dice.next_u64() % len as u64) as usize;
            for _ in 0..1 << (i % 7) {
                let place = at(&mut dice, bytes.len());
                bytes[place] = dice.next_u32() as u8;
            }
            if i % 5 == 0 {
                bytes.truncate(at(&mut dice, bytes.len()));
            }
            fs::write(folder.path().join(format!("{ending}-{i}.{ending}")), bytes).unwrap();
        }
    }
    let check = run_in(folder.path(), &["check"]);
    assert!(check.out.contains("E113"), "no file was seen to be damaged");
    for (ending, _) in &whole {
        let named = (0..40).filter(|i| check.out.contains(&format!("{ending}-{i}.{ending}"))).count();
        assert_eq!(named, 40, "some .{ending} files were not told about");
    }
    run_in(folder.path(), &["report"]);
    assert!(!folder.path().join("report").exists());
}
