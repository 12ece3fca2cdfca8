//! Awkward workbooks from other programs' test suites: every cell at its address, or the file named with
//! the reason.

use std::path::Path;
use std::sync::Arc;

use crossweave::ingest::source::{ReadError, Source, Visibility};

use super::support::shared;

/// Every filled cell of every sheet: sheet, address, value.
fn cells(path: &Path) -> Result<Vec<String>, ReadError> {
    let name: Arc<str> = path.file_name().unwrap().to_str().unwrap().into();
    let mut source = Source::open(path, &name)?;
    let mut all = Vec::new();
    for info in source.sheets() {
        let mut rows = source.rows(&info, None)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next(None, &mut found).unwrap() {
            for (col, cell) in &found {
                all.push(format!("{}: {cell}", info.at(&name, row).at_col(*col).within_file()));
            }
        }
    }
    Ok(all)
}

fn visibility(path: &Path) -> Vec<(String, Visibility)> {
    let source = Source::open(path, &"book".into()).unwrap();
    source.sheets().into_iter().map(|s| (s.name.unwrap_or_default().to_string(), s.visibility)).collect()
}

#[test]
fn four_formats_of_one_workbook_give_the_same_cells_and_the_same_hidden_sheets() {
    let Some(folder) = shared("awkward workbooks", "workbooks") else { return };
    let says = "A5: This workbook contains 4 sheets: Visible, Hidden, VeryHidden and Chart";
    let expected = ["A1: 1", "B1: 2", "A2: 3", "B2: 4", "A3: 5", "B3: 6", says];
    for ending in ["xlsx", "xlsb", "xls", "ods"] {
        let path = folder.join(format!("calamine_any_sheets.{ending}"));
        let visible: Vec<String> = cells(&path).unwrap();
        assert_eq!(visible, expected.map(|cell| format!("Visible!{cell}")), "{ending}");
        let sheets = visibility(&path);
        assert_eq!(sheets[0], ("Visible".to_owned(), Visibility::Visible), "{ending}");
        assert_ne!(sheets[1].1, Visibility::Visible, "{ending}");
        // OpenDocument has no third state; a chart is no sheet of cells.
        if ending != "ods" {
            assert_eq!(sheets[2], ("VeryHidden".to_owned(), Visibility::VeryHidden), "{ending}");
        }
    }
}

#[test]
fn dates_of_the_1904_system_are_the_days_they_show() {
    let Some(folder) = shared("awkward workbooks", "workbooks") else { return };
    let read = cells(&folder.join("calamine_date_1904.xlsx")).unwrap();
    assert_eq!(
        read[..4],
        ["Sheet1!A1: 2021-01-01", "Sheet1!B1: 15", "Sheet1!A2: 2021-01-02", "Sheet1!B2: 16"]
    );
    let read = cells(&folder.join("sheetjs_1904.xlsx")).unwrap();
    assert_eq!(
        read[..4],
        ["Sheet1!A1: 1", "Sheet1!B1: 1904-01-02", "Sheet1!C1: 1904-01-02", "Sheet1!D1: 1904-01-02"]
    );
    assert_eq!(read[13], "Sheet1!B4: 1907-01-16");
}

#[test]
fn errors_are_values_and_merged_cells_keep_their_corner() {
    let Some(folder) = shared("awkward workbooks", "workbooks") else { return };
    let read = cells(&folder.join("calamine_errors.xlsx")).unwrap();
    let errors = ["#DIV/0!", "#NAME?", "#VALUE!", "#NULL!", "#REF!", "#NUM!", "#N/A"];
    let expected: Vec<String> = (1..).zip(errors).map(|(row, e)| format!("Feuil1!A{row}: {e}")).collect();
    assert_eq!(read, expected);
    let read = cells(&folder.join("calamine_merge_cells.xlsx")).unwrap();
    assert_eq!(
        read,
        [
            "Sheet1!A1: Row Merge",
            "Sheet1!C1: Not Merged",
            "Sheet1!A2: Column Merge",
            "Sheet1!B2: Chunk Merged"
        ]
    );
    let read = cells(&folder.join("sheetjs_merge_cells.ods")).unwrap();
    assert!(!read.is_empty() && read.iter().all(|cell| cell.contains('!')), "{read:?}");
}

#[test]
fn repeated_rows_and_a_table_that_starts_mid_sheet_have_the_addresses_people_see() {
    let Some(folder) = shared("awkward workbooks", "workbooks") else { return };
    let read = cells(&folder.join("calamine_temperature-in-middle.xlsx")).unwrap();
    assert_eq!(
        read[..4],
        ["Sheet1!B4: label", "Sheet1!C4: value", "Sheet1!B5: celsius", "Sheet1!C5: 22.2222"]
    );
    let read = cells(&folder.join("calamine_number_rows_repeated.ods")).unwrap();
    let of = |sheet: u32| {
        let top = ["A", "B"].map(|text| (sheet, text));
        let below =
            [1, 2, 5, 7].into_iter().flat_map(move |down| ["C", "D"].map(|text| (sheet + down, text)));
        let cells = top.into_iter().chain(below);
        cells.map(move |(row, text)| {
            let col = if matches!(text, "A" | "C") { "A" } else { "B" };
            format!("Sheet{sheet}!{col}{row}: {text}")
        })
    };
    assert_eq!(read, (1..=3).flat_map(of).collect::<Vec<_>>());
}

#[test]
fn every_workbook_is_read_but_for_the_one_with_a_password() {
    let Some(folder) = shared("awkward workbooks", "workbooks") else { return };
    let mut names: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path()).collect();
    names.sort();
    assert_eq!(names.len(), 15);
    let refused: Vec<&Path> =
        names.iter().filter(|path| cells(path).is_err()).map(|path| path.as_path()).collect();
    assert_eq!(refused, [folder.join("calamine_pass_protected.xlsx")]);
    let with_cells = names.iter().filter(|path| cells(path).is_ok_and(|cells| !cells.is_empty())).count();
    assert_eq!(with_cells, 13, "one has an empty sheet alone");
}

#[test]
fn a_workbook_with_a_password_is_named_with_what_to_do() {
    let Some(folder) = shared("awkward workbooks", "workbooks") else { return };
    let error = cells(&folder.join("calamine_pass_protected.xlsx")).unwrap_err();
    assert_eq!(error, ReadError::Encrypted);
    let problem = error.problem("plan.xlsx");
    assert_eq!(problem.what, "plan.xlsx: the workbook is encrypted");
    assert!(problem.fix.contains("without a password"));
}
