//! The workbook for analysts, after "Releasing statistics in spreadsheets": cover, contents,
//! notes, inputs, then one named table a sheet, from its first column, with nothing below it.
//!
//! Numbers are numbers with a format; text is text and never a formula. There are no merged
//! cells, hidden rows or frozen panes, and the cursor stands in A1.

use std::collections::BTreeSet;

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Table, TableColumn, TableStyle, Url, Workbook,
    Worksheet, XlsxError,
};

use crate::charts::clean::plain;
use crate::charts::spec::{DataTable, Shown};
use crate::disclosure::Disclosed;
use crate::insight::analysis::{Analysis, InputAccount};

use super::document::{Block, Document};

/// Row of the table's header: title, caption and marks stand above it.
const HEADER: u32 = 3;
/// Longest text a cell holds.
const LONGEST: usize = 32_000;

/// One table on its way to a sheet.
struct Sheet {
    name: String,
    table_name: String,
    title: String,
    table: DataTable,
}

/// The workbook as bytes; the same document gives the same bytes.
///
/// # Errors
/// [`XlsxError`] when the file cannot be put together: more than 1,048,576 rows or 16,384 columns.
pub fn write(document: &Disclosed<Document>, analysis: &Disclosed<Analysis>) -> Result<Vec<u8>, XlsxError> {
    let sheets = sheets(document.get(), &analysis.get().about.inputs);
    let mut book = Workbook::new();
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let title = clip(&document.get().title, 255);
    book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&created));
    cover(book.add_worksheet(), document.get())?;
    contents(book.add_worksheet(), &sheets)?;
    notes(book.add_worksheet(), document.get(), document.policy().k)?;
    for sheet in &sheets {
        fill(book.add_worksheet(), sheet)?;
    }
    book.save_to_buffer()
}

/// Every table of the document and the account of the inputs, with names of their own.
fn sheets(document: &Document, inputs: &[InputAccount]) -> Vec<Sheet> {
    // The account of the inputs stands for the shorter one of the page.
    let sections = document.sections.iter().filter(|s| inputs.is_empty() || s.id != "method");
    let tables = sections.flat_map(|s| &s.blocks).filter_map(|b| match b {
        Block::Chart(c) => Some((c.id.clone(), c.title.clone(), c.table.clone())),
        Block::Table(t) => Some((t.caption.clone(), t.caption.clone(), t.clone())),
        _ => None,
    });
    let account = (!inputs.is_empty())
        .then(|| ("inputs".to_owned(), "Files and rows read".to_owned(), inputs_table(inputs)));
    let mut taken = BTreeSet::from(["cover", "contents", "notes", "history"].map(str::to_owned));
    let mut out = Vec::new();
    for (i, (id, title, table)) in account.into_iter().chain(tables).enumerate() {
        let slug = slug(&id);
        let table_name: String = slug.chars().map(|c| if c == ' ' { '_' } else { c }).take(40).collect();
        let name = unique(&slug, &mut taken);
        out.push(Sheet {
            name,
            table_name: format!("Table{}_{table_name}", i + 1),
            title: plain(&title),
            table,
        });
    }
    out
}

fn inputs_table(inputs: &[InputAccount]) -> DataTable {
    let count = |n: u64| Shown::Number(n as f64, n.to_string());
    let row = |i: &InputAccount| {
        vec![
            Shown::Text(i.name.clone()),
            Shown::Text(i.kind.to_owned()),
            count(i.rows),
            count(i.used),
            count(i.rejected),
            count(i.blank),
            Shown::Text(i.sha256.clone()),
        ]
    };
    let headers = ["Input", "Kind", "Rows", "Used", "Rejected", "Blank", "SHA-256"];
    DataTable {
        caption: "Rows are used, rejected with a problem, or blank".into(),
        headers: headers.map(str::to_owned).to_vec(),
        rows: inputs.iter().map(row).collect(),
    }
}

/// Letters, digits and single spaces only: safe as a sheet name in every office suite.
fn slug(text: &str) -> String {
    let letters: String = plain(text).chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let words: Vec<_> = letters.split_whitespace().collect();
    if words.is_empty() { "table".to_owned() } else { words.join(" ") }
}

/// A name of at most 31 UTF-16 units that no other sheet has, case aside.
fn unique(slug: &str, taken: &mut BTreeSet<String>) -> String {
    for i in 1.. {
        let end = if i == 1 { String::new() } else { format!(" {i}") };
        let name = format!("{}{end}", cut(slug, 31 - end.len()).trim_end());
        if taken.insert(name.to_lowercase()) {
            return name;
        }
    }
    unreachable!("there are more numbers than sheets")
}

/// The beginning of a text, at most `units` UTF-16 units long.
fn cut(text: &str, units: usize) -> String {
    let mut left = units;
    text.chars()
        .take_while(|c| {
            let fits = c.len_utf16() <= left;
            left = left.saturating_sub(c.len_utf16());
            fits
        })
        .collect()
}

fn clip(text: &str, units: usize) -> String {
    cut(&plain(text), units)
}

fn heading() -> Format {
    Format::new().set_bold().set_font_size(14)
}

fn wrapped() -> Format {
    Format::new().set_text_wrap().set_align(FormatAlign::Top)
}

/// Writes lines below each other from A1; the first is the heading.
fn lines(sheet: &mut Worksheet, lines: &[String]) -> Result<(), XlsxError> {
    sheet.set_column_width(0, 100)?;
    for (row, line) in (0..).zip(lines) {
        let format = if row == 0 { heading() } else { wrapped() };
        sheet.write_string_with_format(row, 0, clip(line, LONGEST), &format)?;
    }
    Ok(())
}

fn cover(sheet: &mut Worksheet, document: &Document) -> Result<(), XlsxError> {
    sheet.set_name("Cover")?;
    let mut text = vec![document.title.clone(), document.headline.clone(), document.standfirst.clone()];
    text.push(document.imprint.clone());
    for f in &document.findings {
        text.push(format!("Finding: {}", f.claim));
        let parts = [
            ("How we know", &f.evidence),
            ("How sure", &f.certainty),
            ("What would change this", &f.reverse),
            ("What to decide", &f.action),
        ];
        text.extend(
            parts.iter().filter(|p| !p.1.is_empty()).map(|(label, words)| format!("{label}: {words}")),
        );
    }
    text.extend(document.data_quality.iter().map(|l| format!("Data quality: {l}")));
    text.retain(|t| !plain(t).is_empty());
    lines(sheet, &text)
}

fn contents(sheet: &mut Worksheet, sheets: &[Sheet]) -> Result<(), XlsxError> {
    sheet.set_name("Contents")?;
    sheet.set_column_width(0, 36)?.set_column_width(1, 90)?;
    sheet.write_string_with_format(0, 0, "Contents", &heading())?;
    sheet.write_string(1, 0, "Each sheet below holds one table.")?;
    for (row, listed) in (HEADER + 1..).zip(sheets) {
        let link = Url::new(format!("internal:'{}'!A1", listed.name)).set_text(&listed.name);
        sheet.write_url(row, 0, link)?;
        sheet.write_string(row, 1, clip(&listed.title, LONGEST))?;
    }
    named_table(sheet, "Contents_list", &["Sheet".into(), "What it shows".into()], sheets.len())
}

fn notes(sheet: &mut Worksheet, document: &Document, k: u32) -> Result<(), XlsxError> {
    sheet.set_name("Notes")?;
    sheet.set_column_width(0, 30)?.set_column_width(1, 100)?;
    sheet.write_string_with_format(0, 0, "Notes", &heading())?;
    sheet.write_string(1, 0, "Marks and terms used in the tables.")?;
    let mut rows = vec![
        (
            "[c]".to_owned(),
            format!(
                "Known and not shown: it rests on fewer than {k} people, or would give such a value away."
            ),
        ),
        ("[x]".to_owned(), "Not available: it cannot be computed from these data.".to_owned()),
    ];
    let blocks = document.sections.iter().flat_map(|s| &s.blocks);
    rows.extend(
        blocks.filter_map(|b| if let Block::Terms(t) = b { Some(t.clone()) } else { None }).flatten(),
    );
    for (row, (mark, meaning)) in (HEADER + 1..).zip(&rows) {
        sheet.write_string_with_format(row, 0, clip(mark, LONGEST), &wrapped())?;
        sheet.write_string_with_format(row, 1, clip(meaning, LONGEST), &wrapped())?;
    }
    named_table(sheet, "Notes_list", &["Mark or term".into(), "Meaning".into()], rows.len())
}

fn fill(sheet: &mut Worksheet, source: &Sheet) -> Result<(), XlsxError> {
    sheet.set_name(&source.name)?;
    let table = &source.table;
    sheet.write_string_with_format(0, 0, clip(&source.title, LONGEST), &heading())?;
    let caption = clip(&table.caption, LONGEST);
    if caption != source.title {
        sheet.write_string(1, 0, caption)?;
    }
    sheet.write_string(2, 0, "[c] known and not shown; [x] not available: see Notes.")?;
    for (row, cells) in (HEADER + 1..).zip(&table.rows) {
        for (col, shown) in (0..).zip(cells.iter().take(table.headers.len())) {
            write_cell(sheet, row, col, shown)?;
        }
    }
    set_widths(sheet, table)?;
    named_table(sheet, &source.table_name, &table.headers, table.rows.len())
}

fn write_cell(sheet: &mut Worksheet, row: u32, col: u16, shown: &Shown) -> Result<(), XlsxError> {
    let Shown::Number(_, printed) = shown else {
        sheet.write_string(row, col, clip(shown.printed(), LONGEST))?;
        return Ok(());
    };
    match shown.as_printed().filter(|x| x.is_finite()) {
        Some(x) => {
            let format = Format::new().set_num_format(number_format(printed));
            sheet.write_number_with_format(row, col, x, &format)?;
        }
        None => {
            sheet.write_string(row, col, "[x]")?;
        }
    }
    Ok(())
}

/// The number format that prints a number as the report prints it: decimals, per cent, sign,
/// thousands.
fn number_format(printed: &str) -> String {
    let decimals = printed
        .split_once('.')
        .map_or(0, |(_, rest)| rest.chars().take_while(char::is_ascii_digit).count().min(10));
    let whole = if printed.contains(',') { "#,##0" } else { "0" };
    let point = if decimals > 0 { "." } else { "" };
    let percent = if printed.contains('%') { "%" } else { "" };
    let format = format!("{whole}{point}{}{percent}", "0".repeat(decimals));
    if printed.starts_with('+') { format!("+{format};-{format};{format}") } else { format }
}

fn set_widths(sheet: &mut Worksheet, table: &DataTable) -> Result<(), XlsxError> {
    for (col, header) in (0..).zip(&table.headers) {
        let cells =
            table.rows.iter().filter_map(|r| r.get(usize::from(col))).map(|s| s.printed().chars().count());
        let longest = cells.chain([header_width(header)]).max().unwrap_or(8);
        sheet.set_column_width(col, (longest + 2).clamp(8, 48) as f64)?;
    }
    Ok(())
}

/// Room for a header on two lines, and for its longest word.
fn header_width(header: &str) -> usize {
    let word = header.split_whitespace().map(|w| w.chars().count()).max().unwrap_or_default();
    (header.chars().count() / 2 + 2).max(word + 3)
}

/// Makes a table of what stands below the header row; a table without rows is its header alone.
fn named_table(sheet: &mut Worksheet, name: &str, headers: &[String], rows: usize) -> Result<(), XlsxError> {
    let headers = distinct(headers);
    let last = u16::try_from(headers.len().saturating_sub(1)).map_err(|_| XlsxError::RowColumnLimitError)?;
    if rows == 0 || headers.is_empty() {
        for (col, header) in (0..).zip(&headers) {
            sheet.write_string_with_format(HEADER, col, header, &Format::new().set_bold())?;
        }
        return Ok(());
    }
    let bold = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    let columns: Vec<_> =
        headers.iter().map(|h| TableColumn::new().set_header(h).set_header_format(&bold)).collect();
    let table = Table::new()
        .set_name(name)
        .set_columns(&columns)
        .set_style(TableStyle::Light1)
        .set_banded_rows(false);
    let below = u32::try_from(rows).map_err(|_| XlsxError::RowColumnLimitError)?;
    sheet.add_table(HEADER, 0, HEADER + below, last, &table)?;
    Ok(())
}

/// Headers that differ from each other, case aside, none empty, none longer than a header may be.
fn distinct(headers: &[String]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let name = |h: &String| {
        let base = Some(clip(h, 240)).filter(|h| !h.is_empty()).unwrap_or_else(|| "Column".into());
        let mut name = base.clone();
        let mut i = 2;
        while !taken.insert(name.to_lowercase()) {
            name = format!("{base} ({i})");
            i += 1;
        }
        name
    };
    headers.iter().map(name).collect()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};

    use super::*;
    use crate::report::sample;

    fn book() -> Vec<u8> {
        write(&sample::disclosed(), &sample::analysis()).unwrap()
    }

    #[test]
    fn every_table_has_its_sheet_and_reads_back() {
        let mut read: Xlsx<_> = Xlsx::new(Cursor::new(book())).unwrap();
        let names = read.sheet_names();
        assert_eq!(names[..4], ["Cover", "Contents", "Notes", "inputs"]);
        assert!(names.contains(&"confidence 25".to_owned()));
        assert!(names.iter().all(|n| n.encode_utf16().count() <= 31));
        let range = read.worksheet_range("skills 14 6").unwrap();
        assert_eq!(range.get_value((3, 0)), Some(&Data::String("Team".into())));
        assert_eq!(range.get_value((4, 1)), Some(&Data::String("[c]".into())));
        assert_eq!(range.get_value((4, 2)), Some(&Data::Float(0.26)), "as printed, not 0.2622…");
        let inputs = read.worksheet_range("inputs").unwrap();
        assert_eq!(inputs.get_value((4, 4)), Some(&Data::Float(7.0)));
    }

    #[test]
    fn a_name_that_looks_like_a_formula_stays_text() {
        let mut read: Xlsx<_> = Xlsx::new(Cursor::new(book())).unwrap();
        let range = read.worksheet_range("confidence 25").unwrap();
        let held = range.cells().any(|(_, _, c)| matches!(c, Data::String(s) if s.starts_with("=HYPERLINK")));
        assert!(held);
        for name in read.sheet_names() {
            let formulas = read.worksheet_formula(&name).unwrap();
            assert!(formulas.cells().all(|(_, _, f)| f.is_empty()), "{name}");
        }
    }

    #[test]
    fn the_same_document_gives_the_same_bytes() {
        assert_eq!(book(), book());
    }

    #[test]
    fn names_are_safe_short_and_distinct() {
        let mut taken = BTreeSet::new();
        let long = "a".repeat(60);
        let names: Vec<_> = [long.as_str(), long.as_str(), "../../x", "[x]:*?", "HISTORY"]
            .map(|s| unique(&slug(s), &mut taken))
            .to_vec();
        assert_eq!(names[1].len(), 31);
        assert_eq!(names[2..4], ["x", "x 2"]);
        assert_eq!(distinct(&["A".into(), "a".into(), String::new()]), ["A", "a (2)", "Column"]);
    }

    #[test]
    fn number_formats_follow_what_is_printed() {
        let cases =
            [("38%", "0%"), ("12.5%", "0.0%"), ("1,204", "#,##0"), ("+0.25", "+0.00;-0.00;0.00"), ("7", "0")];
        for (printed, format) in cases {
            assert_eq!(number_format(printed), format);
        }
    }
}
