//! Plain workbooks: rows of values, the same bytes each time.

use jiff::civil::{Date, DateTime};
use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, Table, TableColumn, TableStyle, Workbook,
    Worksheet, XlsxError,
};

/// A workbook that could not be written.
#[derive(Debug, thiserror::Error)]
#[error("the workbook “{title}” could not be written: {source}")]
pub struct BookError {
    /// Title of the workbook.
    pub title: String,
    /// Why.
    pub source: XlsxError,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing.
    Empty,
    /// Text, never a formula.
    Text(String),
    /// A number.
    Number(f64),
    /// A day.
    Day(Date),
    /// A day and a time.
    Moment(DateTime),
}

impl Value {
    /// Text, or nothing where it is empty.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Value::Empty } else { Value::Text(text) }
    }
}

/// Whether a sheet is seen when the workbook opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// Seen.
    Visible,
    /// Hidden.
    Hidden,
}

/// Cells that offer a list to choose from.
#[derive(Clone, Debug)]
pub struct Choice {
    /// First and last row, from 0.
    pub rows: (u32, u32),
    /// First and last column, from 0.
    pub cols: (u16, u16),
    /// What can be chosen; 255 characters in all.
    pub options: Vec<String>,
    /// What to do, shown beside the cell.
    pub prompt: &'static str,
}

/// One sheet.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Name on its tab.
    pub name: &'static str,
    /// Rows from the top, the header row among them.
    pub rows: Vec<Vec<Value>>,
    /// Where the header row is, and from there the table; `None` for loose text.
    pub header: Option<TableAt>,
    /// Width of each column, in characters.
    pub widths: Vec<u16>,
    /// Whether it is seen.
    pub visibility: Visibility,
    /// Drop-down lists.
    pub choices: Vec<Choice>,
}

/// The table on a sheet.
#[derive(Clone, Debug)]
pub struct TableAt {
    /// Row of the header, from 0.
    pub row: u32,
    /// Name of the table: letters and underscores.
    pub name: &'static str,
    /// What it holds, for someone who cannot see it.
    pub words: &'static str,
}

/// The workbook's bytes. Its creation date is fixed, so equal sheets give equal bytes.
///
/// # Errors
/// [`BookError`] when a name or a list breaks a rule of the format.
pub fn workbook(title: &str, sheets: &[Sheet]) -> Result<Vec<u8>, BookError> {
    write(title, sheets).map_err(|source| BookError { title: title.to_owned(), source })
}

fn write(title: &str, sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let created = ExcelDateTime::from_ymd(2026, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&created));
    for sheet in sheets {
        fill(book.add_worksheet(), sheet)?;
    }
    book.save_to_buffer()
}

fn fill(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    page.set_name(sheet.name)?;
    page.set_hidden(sheet.visibility == Visibility::Hidden);
    for (col, &width) in (0..).zip(&sheet.widths) {
        page.set_column_width(col, width)?;
    }
    for (row, values) in (0..).zip(&sheet.rows) {
        for (col, value) in (0..).zip(values) {
            put(page, row, col, value)?;
        }
    }
    if let Some(at) = &sheet.header {
        add_table(page, sheet, at)?;
    }
    for choice in &sheet.choices {
        let list =
            DataValidation::new().allow_list_strings(&choice.options)?.set_input_message(choice.prompt)?;
        page.add_data_validation(choice.rows.0, choice.cols.0, choice.rows.1, choice.cols.1, &list)?;
    }
    Ok(())
}

fn put(page: &mut Worksheet, row: u32, col: u16, value: &Value) -> Result<(), XlsxError> {
    match value {
        Value::Empty => {}
        Value::Text(text) => {
            page.write_string(row, col, text)?;
        }
        Value::Number(number) => {
            page.write_number(row, col, *number)?;
        }
        Value::Day(day) => {
            page.write_datetime_with_format(row, col, excel(day.at(0, 0, 0, 0))?, &format("dd/mm/yyyy"))?;
        }
        Value::Moment(at) => {
            page.write_datetime_with_format(row, col, excel(*at)?, &format("dd/mm/yyyy hh:mm:ss"))?;
        }
    }
    Ok(())
}

fn format(pattern: &str) -> Format {
    Format::new().set_num_format(pattern)
}

fn excel(at: DateTime) -> Result<ExcelDateTime, XlsxError> {
    let (year, month, day) = (at.year().unsigned_abs(), at.month().unsigned_abs(), at.day().unsigned_abs());
    let (hour, minute) = (at.hour().unsigned_abs(), at.minute().unsigned_abs());
    ExcelDateTime::from_ymd(year, month, day)?.and_hms(u16::from(hour), minute, f64::from(at.second()))
}

/// Turns the header row and all below it into a table with a name and words.
fn add_table(page: &mut Worksheet, sheet: &Sheet, at: &TableAt) -> Result<(), XlsxError> {
    let Some(header) = sheet.rows.get(at.row as usize) else { return Ok(()) };
    let wrapped = Format::new().set_text_wrap().set_bold();
    let columns: Vec<TableColumn> = header
        .iter()
        .map(|value| match value {
            Value::Text(text) => TableColumn::new().set_header(text).set_header_format(&wrapped),
            _ => TableColumn::new(),
        })
        .collect();
    let table = Table::new()
        .set_name(at.name)
        .set_alt_text(at.words)
        .set_columns(&columns)
        .set_autofilter(false)
        .set_style(TableStyle::Light1);
    let last = (sheet.rows.len() as u32 - 1).max(at.row + 1);
    page.add_table(at.row, 0, last, header.len().saturating_sub(1) as u16, &table)?;
    Ok(())
}
