//! How sheets were read can be written out, changed, and is then obeyed.

use std::fs;
use std::path::Path;

use crossweave::ingest::fold::PairRef;
use crossweave::ingest::record::{Import, Records};
use crossweave::ingest::{Reading, read_paths};
use crossweave::programme::Folder;

use crate::process::{demo, folder_of, run_in, small_folder};

fn read(folder: &Path) -> Reading {
    let folder = Folder::open(&[folder.to_owned()], None).unwrap();
    read_paths(&folder.root, &folder.files, &folder.config, &|_, _| {})
}

/// An import to the last value, but for how sure the scale is.
fn whole(import: &Import) -> String {
    let Import { importer, at, records, columns, rows, mapping, .. } = import;
    let records = match records {
        // Pairs stand in the order the threads met them.
        Records::Interactions(log) => {
            let mut pairs: Vec<String> = log.pairs.iter().map(|(_, pair)| pair_told(&pair)).collect();
            pairs.sort();
            format!("{:?} {:?} {:?} {pairs:?}", log.ids, log.channels, log.span)
        }
        other => format!("{other:?}"),
    };
    format!("{importer} {at} {records} {columns:?} {rows:?} {:?}", mapping.fields)
}

fn pair_told(pair: &PairRef<'_>) -> String {
    let ends = (pair.from(), pair.to(), pair.entries(), pair.parts());
    format!("{ends:?} {:?}", pair.moments())
}

fn same_when_obeyed(folder: &Path) {
    let before: Vec<String> = read(folder).imports.iter().map(whole).collect();
    let run = run_in(folder, &["check", "--write-mapping"]);
    assert!(matches!(run.code, 0 | 1) && run.err.contains("mapping.toml"), "{run:?}");
    let text = fs::read_to_string(folder.join("mapping.toml")).unwrap();
    assert_eq!(text.lines().filter(|l| *l == "[[file]]").count(), before.len(), "{text}");
    let after: Vec<String> = read(folder).imports.iter().map(whole).collect();
    assert_eq!(before.len(), after.len());
    for (before, after) in before.iter().zip(&after) {
        assert!(before == after, "read otherwise:\n{before:.2000}\n\n{after:.2000}");
    }
    let again = run_in(folder, &["check", "--write-mapping"]);
    assert!(matches!(again.code, 0 | 1), "{again:?}");
    assert_eq!(fs::read_to_string(folder.join("mapping.toml")).unwrap().trim_end(), text.trim_end());
}

#[test]
fn what_is_written_reads_the_same() {
    same_when_obeyed(small_folder().path());
    same_when_obeyed(demo().copy().path());
}

#[test]
fn a_table_that_starts_mid_sheet_keeps_its_header_row() {
    let staff = "Staff of the borough,,\n,,\nperson,name,team\na@x.example,A,T1\nb@x.example,B,T2\n";
    let folder = folder_of(&[("staff.csv", staff.as_bytes())]);
    same_when_obeyed(folder.path());
    let text = fs::read_to_string(folder.path().join("mapping.toml")).unwrap();
    assert!(text.contains("\nheader_row = 3\n"), "{text}");
}

#[test]
fn a_column_that_is_changed_is_read_instead() {
    let staff = "person,name,team,cost centre\na@x.example,A,T1,C1\nb@x.example,B,T2,C1\n";
    let folder = folder_of(&[("staff.csv", staff.as_bytes())]);
    run_in(folder.path(), &["check", "--write-mapping"]);
    let path = folder.path().join("mapping.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(
        &path,
        text.replace("team = \"team\"", "team = \"cost centre\"\nname = \"\"")
            .replace("name = \"name\"\n", ""),
    )
    .unwrap();
    let reading = read(folder.path());
    let Records::People(people) = &reading.imports[0].records else { panic!() };
    assert_eq!(people[0].attributes, [("team".into(), "C1".to_owned())]);
    assert_eq!(people[0].who.name, None, "an empty header leaves the field unread");
    assert_eq!(reading.all_problems().count(), 0);
    // What crossweave.toml says goes before it.
    let own = "[[file]]\npath = \"staff.csv\"\n[file.columns]\nteam = \"team\"\n";
    fs::write(folder.path().join("crossweave.toml"), own).unwrap();
    let Records::People(people) = &read(folder.path()).imports[0].records else { panic!() };
    assert_eq!(people[0].attributes, [("team".into(), "T1".to_owned())]);
}

#[test]
fn what_cannot_be_followed_is_an_error_with_its_line() {
    let staff = "person,name,team\na@x.example,A,T1\nb@x.example,B,T2\n";
    let folder = folder_of(&[("staff.csv", staff.as_bytes())]);
    let path = folder.path().join("mapping.toml");
    let problems = |text: &str| {
        fs::write(&path, text).unwrap();
        let reading = read(folder.path());
        reading.all_problems().map(|p| format!("{}: {}", p.spec.code, p.what)).collect::<Vec<_>>()
    };
    assert_eq!(
        problems("[[file]]\npath = \"staff.csv\"\n[file.columns]\nteam = \"Unit\"\n"),
        ["E119: mapping.toml line 4: there is no column \"Unit\""]
    );
    assert_eq!(
        problems("[[file]]\npath = \"staff.csv\"\nkind = \"staff\"\n"),
        ["E119: mapping.toml line 3: there is no kind \"staff\""]
    );
    assert_eq!(
        problems("\n[[file]]\npath = \"staff.csv\"\nheader_row = 40\n"),
        ["E119: mapping.toml line 4: there is nothing in row 40"]
    );
    assert_eq!(
        problems("[[file]]\npath = \"gone.csv\"\n"),
        ["N305: mapping.toml line 2: there is no file \"gone.csv\""]
    );
    fs::write(&path, "[[file]]\npath = \"staff.csv\"\nkinds = \"people\"\n").unwrap();
    let run = run_in(folder.path(), &["check"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(
        run.err.contains("mapping.toml") && run.err.contains("line 3") && run.err.contains("kinds"),
        "{}",
        run.err
    );
}

#[test]
fn rows_and_header_can_be_named_where_they_are_not_found() {
    let text = "x,y,z\n1,2,3\nwho,full name,unit\na@x.example,A,T1\nb@x.example,B,T2\n,,\nTotal,2,\nc@x.example,C,T3\n";
    let folder = folder_of(&[("odd.csv", text.as_bytes())]);
    let settings = "[[file]]\npath = \"odd.csv\"\nkind = \"people\"\nheader_row = 3\nrows = \"5:6\"\n[file.columns]\nperson = \"who\"\nteam = \"unit\"\n";
    fs::write(folder.path().join("crossweave.toml"), settings).unwrap();
    let reading = read(folder.path());
    let import = &reading.imports[0];
    let Records::People(people) = &import.records else { panic!() };
    assert_eq!(people.len(), 1);
    assert_eq!(people[0].who.at.to_string(), "odd.csv › A5");
    assert_eq!((import.rows.read, import.rows.used, import.rows.blank), (2, 1, 1));
    assert_eq!(reading.all_problems().count(), 0);
}

#[test]
fn questions_and_levels_are_those_that_are_listed() {
    let mut text = "person,Maps,Calls,Mood\n".to_owned();
    for i in 0..8 {
        let level = ["Low", "Some", "High"][i % 3];
        text += &format!("p{i}@x.example,{level},{level},{level}\n");
    }
    let folder = folder_of(&[("audit.csv", text.as_bytes())]);
    let settings = "[[file]]\npath = \"audit.csv\"\nkind = \"audit-wide\"\nquestions = [\"Maps\", \"Mood\"]\n[file.levels]\n\"*\" = [\"Low\", \"Some\", \"High\"]\n";
    fs::write(folder.path().join("mapping.toml"), settings).unwrap();
    let reading = read(folder.path());
    let Records::Audit(audit) = &reading.imports[0].records else { panic!() };
    assert_eq!(audit.skills.iter().map(|s| &**s).collect::<Vec<_>>(), ["Maps", "Mood"]);
    assert_eq!(audit.levels, ["Low", "Some", "High"]);
    assert_eq!(audit.rows.len(), 8);
}

#[test]
fn sheets_that_were_not_used_are_suggested_and_stay_unread() {
    let folder = small_folder();
    fs::write(folder.path().join("sums.csv"), "item,price\nchair,3\ntable,4\n").unwrap();
    run_in(folder.path(), &["check", "--write-mapping"]);
    let text = fs::read_to_string(folder.path().join("mapping.toml")).unwrap();
    assert!(text.contains("#: path = \"sums.csv\"\n#: kind = \"ignore\""), "{text}");
    let uncommented = text.replace("#: ", "");
    fs::write(folder.path().join("mapping.toml"), uncommented).unwrap();
    let reading = read(folder.path());
    assert_eq!(reading.imports.len(), 3);
    assert!(reading.sheets.iter().any(|s| &*s.file == "sums.csv"
        && s.unused.is_some_and(|why| why.words() == "the settings say to ignore it")));
}
