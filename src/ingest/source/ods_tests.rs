//! Spreadsheets made for the purpose: repeated and covered cells, hidden sheets, and what is refused.

use std::io::Write;

use zip::write::{SimpleFileOptions, ZipWriter};

use super::ods::{EXTENT, MOST_CELLS, Ods};
use super::{ReadError, Visibility};

fn book(parts: &[(&str, &str)]) -> tempfile::NamedTempFile {
    let file = tempfile::NamedTempFile::with_suffix(".ods").unwrap();
    let mut zip = ZipWriter::new(file.reopen().unwrap());
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap();
    file
}

fn content(tables: &str) -> String {
    format!(
        "<office:document-content><office:automatic-styles><style:style style:name='ta2'>\
         <style:table-properties table:display='false'/></style:style></office:automatic-styles>\
         <office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
}

type Shown = Vec<(u32, Vec<(u32, String)>)>;

fn rows_of(content: &str, sheet: usize) -> Result<Shown, String> {
    let file = book(&[("content.xml", content)]);
    let mut ods = Ods::open(file.path(), &"a.ods".into()).map_err(|e| e.to_string())?;
    let info = ods.sheets().remove(sheet);
    let mut rows = ods.rows(&info).map_err(|e| e.to_string())?;
    let (mut all, mut cells) = (Vec::new(), Vec::new());
    while let Some(row) = rows.next(None, &mut cells).map_err(|p| p.to_string())? {
        all.push((row, cells.iter().map(|(col, cell)| (*col, cell.to_string())).collect()));
    }
    Ok(all)
}

#[test]
fn repeated_and_covered_cells_keep_the_places_of_the_others() {
    let table = "<table:table table:name='People'>\
        <table:table-row table:number-rows-repeated='3'><table:table-cell table:number-columns-repeated='1024'/></table:table-row>\
        <table:table-row><table:table-cell table:number-columns-repeated='2'/>\
          <table:table-cell office:value-type='string' table:number-columns-spanned='2'><text:p>Jos&#233; &amp;<text:s text:c='2'/>Co</text:p>\
            <office:annotation><text:p>a note</text:p></office:annotation></table:table-cell>\
          <table:covered-table-cell><text:p>hidden</text:p></table:covered-table-cell>\
          <table:table-cell office:value-type='float' office:value='1.5'><text:p>1,50</text:p></table:table-cell></table:table-row>\
        <table:table-row table:number-rows-repeated='2'><table:table-cell office:value-type='date' office:date-value='2026-01-06T09:30:00'/>\
          <table:table-cell office:value-type='boolean' office:boolean-value='true'/>\
          <table:table-cell office:value-type='string' calcext:value-type='error'><text:p>#N/A</text:p></table:table-cell></table:table-row>\
        </table:table>";
    let rows = rows_of(&content(table), 0).unwrap();
    let dated = vec![(0, "2026-01-06 09:30:00".to_owned()), (1, "yes".to_owned()), (2, "#N/A".to_owned())];
    assert_eq!(
        rows,
        [(4, vec![(2, "José &  Co".to_owned()), (4, "1.5".to_owned())]), (5, dated.clone()), (6, dated)]
    );
}

#[test]
fn a_row_repeated_over_the_whole_sheet_is_counted_and_not_laid_out() {
    let table = "<table:table table:name='A'><table:table-row table:number-rows-repeated='4000000000'>\
         <table:table-cell office:value-type='float' office:value='1' table:number-columns-repeated='4000000000'/>\
         </table:table-row></table:table>";
    let file = book(&[("content.xml", &content(table))]);
    let mut ods = Ods::open(file.path(), &"a.ods".into()).unwrap();
    let info = ods.sheets().remove(0);
    let mut rows = ods.rows(&info).unwrap();
    let (mut read, mut cells) = (0, Vec::new());
    let stopped = loop {
        match rows.next(Some(&[0]), &mut cells) {
            Ok(Some(_)) => read += 1,
            Ok(None) => panic!("it was laid out"),
            Err(problem) => break problem,
        }
    };
    assert_eq!(u64::from(read as u32), MOST_CELLS / u64::from(EXTENT.1));
    assert!(stopped.what.contains("beyond the limit"), "{}", stopped.what);
}

#[test]
fn hidden_sheets_are_told_and_encrypted_or_broken_files_are_refused() {
    let two = content(
        "<table:table table:name='A'><table:table-row><table:table-cell office:value-type='string'><text:p>x</text:p>\
         </table:table-cell></table:table-row></table:table><table:table table:name='B' table:style-name='ta2'/>",
    );
    let file = book(&[("content.xml", &two)]);
    let sheets = Ods::open(file.path(), &"a.ods".into()).unwrap().sheets();
    assert_eq!(sheets[0].visibility, Visibility::Visible);
    assert_eq!((sheets[1].name.as_deref(), sheets[1].visibility), (Some("B"), Visibility::Hidden));
    let locked = "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let file = book(&[("META-INF/manifest.xml", locked), ("content.xml", &two)]);
    assert_eq!(Ods::open(file.path(), &"a.ods".into()).err(), Some(ReadError::Encrypted));
    let cut = two.split("</table:table-row>").next().unwrap();
    assert!(rows_of(cut, 0).is_err());
    assert!(rows_of("<a><b></a>", 0).is_err());
}
