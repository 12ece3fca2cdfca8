//! Workbooks through calamine, cell by cell, under caps. Macros are never run, formulas never computed.

use std::fs::File;
use std::io::BufReader;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use calamine::{
    Data, DataRef, ExcelDateTime, Range, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsb, XlsbError,
    Xlsx, XlsxError,
};
use jiff::civil::{Date, DateTime, Time};

use super::{RawRows, ReadError, SheetInfo, Visibility};
use crate::ingest::cell::{Cell, CellRef};
use crate::ingest::problem::Problem;
use crate::ingest::problems as kinds;

type Bytes = BufReader<File>;

/// Most bytes a workbook may have.
const LARGEST: u64 = 512 << 20;
/// Most bytes an .xls may have: calamine holds all of its cells at once.
const LARGEST_RANGE: u64 = 64 << 20;
/// Most cells of one sheet that are read.
const MOST_CELLS: u64 = 100_000_000;
/// Most rows and columns a sheet can have.
const EXTENT: (u32, u32) = (1_048_576, 16_384);

enum Book {
    Xlsx(Xlsx<Bytes>),
    Xlsb(Xlsb<Bytes>),
    Xls(Xls<Bytes>),
}

/// An opened workbook.
pub struct Workbook {
    book: Book,
    name: Arc<str>,
}

impl Workbook {
    /// Opens a workbook as what its name says it is.
    pub(super) fn open(path: &Path, name: &Arc<str>, ending: &str, length: u64) -> Result<Self, ReadError> {
        let limit = if ending == "xls" { LARGEST_RANGE } else { LARGEST };
        if length > limit {
            return Err(ReadError::TooLarge { what: "the file, in bytes,", limit });
        }
        let file = File::open(path).map_err(|e| ReadError::io(&e))?;
        let bytes = BufReader::with_capacity(1 << 16, file);
        let book = guarded(|| open_as(bytes, ending)).map_err(|error| match error {
            ReadError::Damaged(_) if opens_as_xls(path, ending) => ReadError::WrongExtension {
                named: ending.to_owned(),
                really: "an .xls workbook",
                rename: "xls",
            },
            other => other,
        })?;
        Ok(Self { book, name: name.clone() })
    }

    /// Sheets with cells, in the workbook's order; charts and macro sheets are left aside.
    pub(super) fn sheets(&self) -> Vec<SheetInfo> {
        let all = match &self.book {
            Book::Xlsx(b) => b.sheets_metadata(),
            Book::Xlsb(b) => b.sheets_metadata(),
            Book::Xls(b) => b.sheets_metadata(),
        };
        let tables = all.iter().filter(|s| s.typ == SheetType::WorkSheet);
        tables.map(|s| SheetInfo::named(&s.name, visibility(s.visible))).collect()
    }

    /// The rows of a sheet, from the top.
    pub(super) fn rows<'a>(&'a mut self, sheet: &str) -> Result<Box<dyn RawRows + 'a>, ReadError> {
        let place = Place { file: self.name.clone(), sheet: sheet.into(), row: 0, cells: 0 };
        match &mut self.book {
            Book::Xlsx(book) => {
                let mut reader = guarded(move || book.worksheet_cells_reader(sheet).map_err(of_xlsx))?;
                let next = move || reader.next_cell().map(|c| c.map(streamed)).map_err(|e| e.to_string());
                Ok(Box::new(StreamedRows { next, pending: None, ended: false, place }))
            }
            Book::Xlsb(book) => {
                let mut reader = guarded(move || book.worksheet_cells_reader(sheet).map_err(of_xlsb))?;
                let next = move || reader.next_cell().map(|c| c.map(streamed)).map_err(|e| e.to_string());
                Ok(Box::new(StreamedRows { next, pending: None, ended: false, place }))
            }
            // This format has ranges only: calamine has read the cells by the time we ask, so the caps on the
            // file's size and on the extent its sheets declare are what keeps memory in bounds.
            Book::Xls(book) => ranged(guarded(move || book.worksheet_range(sheet).map_err(of_xls))?, place),
        }
    }
}

fn open_as(bytes: Bytes, ending: &str) -> Result<Book, ReadError> {
    match ending {
        "xlsb" => Xlsb::new(bytes).map(Book::Xlsb).map_err(of_xlsb),
        "xls" => Xls::new(bytes).map(Book::Xls).map_err(of_xls),
        _ => Xlsx::new(bytes).map(Book::Xlsx).map_err(of_xlsx),
    }
}

fn opens_as_xls(path: &Path, ending: &str) -> bool {
    let Ok(file) = File::open(path) else { return false };
    ending != "xls" && guarded(|| Xls::new(BufReader::new(file)).map_err(of_xls)).is_ok()
}

/// A damaged file must not stop the program, even where the reader below trips over it.
fn guarded<T>(read: impl FnOnce() -> Result<T, ReadError>) -> Result<T, ReadError> {
    let tripped = || ReadError::Damaged("its content is not what the format prescribes".to_owned());
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(tripped()))
}

fn of_xlsx(error: XlsxError) -> ReadError {
    match error {
        XlsxError::Password => ReadError::Encrypted,
        other => ReadError::Damaged(other.to_string()),
    }
}

fn of_xlsb(error: XlsbError) -> ReadError {
    match error {
        XlsbError::Password => ReadError::Encrypted,
        other => ReadError::Damaged(other.to_string()),
    }
}

fn of_xls(error: XlsError) -> ReadError {
    match error {
        XlsError::Password => ReadError::Encrypted,
        other => ReadError::Damaged(other.to_string()),
    }
}

fn visibility(visible: SheetVisible) -> Visibility {
    match visible {
        SheetVisible::Visible => Visibility::Visible,
        SheetVisible::Hidden => Visibility::Hidden,
        SheetVisible::VeryHidden => Visibility::VeryHidden,
    }
}

/// A cell as it comes from the stream: row and column from 0, and its value, text still borrowed.
type Streamed<'a> = ((u32, u32), DataRef<'a>);

fn streamed<'a>(cell: calamine::Cell<DataRef<'a>>) -> Streamed<'a> {
    (cell.get_position(), cell.get_value().clone())
}

/// Where reading is, for addresses and caps.
struct Place {
    file: Arc<str>,
    sheet: Arc<str>,
    row: u32,
    cells: u64,
}

impl Place {
    fn at(&self, row: u32) -> CellRef {
        CellRef { file: self.file.clone(), sheet: Some(self.sheet.clone()), row, col: 0, entries: None }
    }

    fn broken(&self, why: &str) -> Problem {
        let fix = "open the workbook in your spreadsheet program and save it again";
        Problem::at(&kinds::BROKEN_RECORD, self.at(self.row.saturating_add(1)), why, fix)
    }

    fn count(&mut self) -> Result<(), Problem> {
        self.cells += 1;
        if self.cells > MOST_CELLS {
            let error = ReadError::TooLarge { what: "the number of cells", limit: MOST_CELLS };
            return Err(error.problem_at(self.at(self.row)));
        }
        Ok(())
    }
}

/// Cells put together to rows as they come.
struct StreamedRows<'a, F> {
    next: F,
    pending: Option<Streamed<'a>>,
    ended: bool,
    place: Place,
}

impl<'a, F> StreamedRows<'a, F>
where
    F: FnMut() -> Result<Option<Streamed<'a>>, String>,
{
    /// The next cell with something in it.
    fn next_filled(&mut self) -> Result<Option<Streamed<'a>>, Problem> {
        if let Some(cell) = self.pending.take() {
            return Ok(Some(cell));
        }
        while !self.ended {
            let next = &mut self.next;
            let read =
                catch_unwind(AssertUnwindSafe(next)).unwrap_or_else(|_| Err("it is damaged here".to_owned()));
            match read {
                Err(why) => {
                    self.ended = true;
                    return Err(self.place.broken(&why));
                }
                Ok(None) => self.ended = true,
                Ok(Some(cell)) => {
                    self.place.count()?;
                    let within = cell.0.0 < EXTENT.0 && cell.0.1 < EXTENT.1;
                    if within && cell.1 != DataRef::Empty {
                        return Ok(Some(cell));
                    }
                }
            }
        }
        Ok(None)
    }
}

impl<'a, F> RawRows for StreamedRows<'a, F>
where
    F: FnMut() -> Result<Option<Streamed<'a>>, String>,
{
    fn next(&mut self, wanted: Option<&[u32]>, cells: &mut Vec<(u32, Cell)>) -> Result<Option<u32>, Problem> {
        cells.clear();
        let Some(first) = self.next_filled()? else { return Ok(None) };
        let row = first.0.0;
        if row < self.place.row {
            self.ended = true;
            return Err(self.place.broken("rows are out of order"));
        }
        let mut cell = Some(first);
        while let Some(((at, col), value)) = cell {
            if at != row {
                self.pending = Some(((at, col), value));
                break;
            }
            if wanted.is_none_or(|w| w.binary_search(&col).is_ok()) {
                push(cells, col, of_data_ref(value));
            }
            cell = self.next_filled()?;
        }
        cells.sort_by_key(|(col, _)| *col);
        cells.dedup_by_key(|(col, _)| *col);
        self.place.row = row + 1;
        Ok(Some(row + 1))
    }
}

/// Rows of a range that is in memory already.
struct RangedRows {
    range: Range<Data>,
    at: usize,
    place: Place,
}

fn ranged<'a>(range: Range<Data>, place: Place) -> Result<Box<dyn RawRows + 'a>, ReadError> {
    let (rows, cols) = range.get_size();
    if rows as u64 * cols as u64 > MOST_CELLS {
        return Err(ReadError::TooLarge { what: "the number of cells", limit: MOST_CELLS });
    }
    Ok(Box::new(RangedRows { range, at: 0, place }))
}

impl RawRows for RangedRows {
    fn next(&mut self, wanted: Option<&[u32]>, cells: &mut Vec<(u32, Cell)>) -> Result<Option<u32>, Problem> {
        let (top, left) = self.range.start().unwrap_or_default();
        while self.at < self.range.height() {
            cells.clear();
            let mut filled = false;
            for offset in 0..self.range.width() {
                let value = self.range.get((self.at, offset)).unwrap_or(&Data::Empty);
                filled |= *value != Data::Empty;
                let col = left + offset as u32;
                if wanted.is_none_or(|w| w.binary_search(&col).is_ok()) {
                    push(cells, col, of_data(value));
                }
            }
            self.place.row = top + self.at as u32 + 1;
            self.at += 1;
            if filled {
                return Ok(Some(self.place.row));
            }
        }
        Ok(None)
    }
}

fn push(cells: &mut Vec<(u32, Cell)>, col: u32, cell: Cell) {
    if !cell.is_empty() {
        cells.push((col, cell));
    }
}

fn of_data_ref(value: DataRef<'_>) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(x) => Cell::Number(x as f64),
        DataRef::Float(x) => Cell::Number(x),
        DataRef::Bool(b) => Cell::Bool(b),
        DataRef::String(s) => Cell::text(&s),
        DataRef::SharedString(s) => Cell::text(s),
        DataRef::DateTime(at) => of_date(at),
        DataRef::DateTimeIso(s) => of_iso(&s),
        DataRef::DurationIso(s) => Cell::text(&s),
        DataRef::Error(e) => Cell::Error(e.to_string().into()),
    }
}

fn of_data(value: &Data) -> Cell {
    match value {
        Data::Empty => Cell::Empty,
        Data::Int(x) => Cell::Number(*x as f64),
        Data::Float(x) => Cell::Number(*x),
        Data::Bool(b) => Cell::Bool(*b),
        Data::String(s) | Data::DurationIso(s) => Cell::text(s),
        Data::DateTime(at) => of_date(*at),
        Data::DateTimeIso(s) => of_iso(s),
        Data::Error(e) => Cell::Error(e.to_string().into()),
    }
}

/// A serial date of either date system. A duration, or a number no calendar has, stays a number.
fn of_date(at: ExcelDateTime) -> Cell {
    let serial = at.as_f64();
    if at.is_duration() || !(0.0..2_958_466.0).contains(&serial) {
        return Cell::Number(serial);
    }
    // Rounded to the second: a serial number cannot hold most times of day exactly.
    let rounded =
        ExcelDateTime::new((serial * 86_400.0).round() / 86_400.0 + 1e-9, calamine_kind(), is_1904(at));
    let (y, m, d, hour, minute, second, _) = rounded.to_ymd_hms_milli();
    let date = Date::new(y as i16, m as i8, d as i8);
    let time = Time::new(hour as i8, minute as i8, second as i8, 0);
    match (date, time) {
        (Ok(date), Ok(time)) => Cell::Date(DateTime::from_parts(date, time)),
        _ => Cell::Number(serial),
    }
}

fn calamine_kind() -> calamine::ExcelDateTimeType {
    calamine::ExcelDateTimeType::DateTime
}

/// The date system is not public; the day that serial number 0 stands for tells.
fn is_1904(at: ExcelDateTime) -> bool {
    let (year, ..) = at.to_ymd_hms_milli();
    let in_1900 = ExcelDateTime::new(at.as_f64(), calamine_kind(), false).to_ymd_hms_milli().0;
    year != in_1900
}

/// Dates of .ods files are text in a standard form.
pub(super) fn of_iso(text: &str) -> Cell {
    if let Ok(at) = text.parse::<DateTime>() {
        return Cell::Date(at);
    }
    text.parse::<Date>().map_or_else(|_| Cell::text(text), |date| Cell::Date(date.at(0, 0, 0, 0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(serial: f64, is_1904: bool) -> String {
        of_date(ExcelDateTime::new(serial, calamine_kind(), is_1904)).to_string()
    }

    #[test]
    fn dates_of_both_systems_are_the_same_days() {
        assert_eq!(shown(41_645.379_861_111_11, false), "2014-01-06 09:07:00");
        assert_eq!(shown(41_645.379_861_111_11 - 1462.0, true), "2014-01-06 09:07:00");
        assert_eq!(shown(1462.0, false), "1904-01-01");
        assert_eq!(shown(0.0, true), "1904-01-01");
        assert_eq!(shown(41_645.999_999_9, false), "2014-01-07");
    }

    #[test]
    fn what_no_calendar_has_stays_a_number() {
        assert_eq!(shown(-3.0, false), "-3");
        assert_eq!(shown(1e300, false), Cell::Number(1e300).to_string());
        let duration = ExcelDateTime::new(1.5, calamine::ExcelDateTimeType::TimeDelta, false);
        assert_eq!(of_date(duration), Cell::Number(1.5));
    }
}
