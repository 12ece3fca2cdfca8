//! Exports of survey tools as they come: real ones, broken ones, and a workbook that starts in the middle.

use crossweave::ingest::{Reading, read_paths};
use crossweave::programme::config::Config;

use super::surveys::{TOOLS, audit, levels, skills, uses};
use super::{folder, import, problems, used};
use crate::support::shared;

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
        assert!(used.iter().any(|(_, what)| what == tool || what.contains(&looks)), "{path}: {used:?}");
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
