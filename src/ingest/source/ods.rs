//! OpenDocument spreadsheets, cell by cell as their XML comes: repeated rows and cells are never laid out.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::sync::Arc;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;
use zip::read::ZipFile;

use super::ods_cell::{Pending, attribute, number_of};
use super::{RawRows, ReadError, SheetInfo, Visibility};
use crate::ingest::cell::Cell;
use crate::ingest::problem::Problem;
use crate::ingest::problems as kinds;

/// Most rows and columns a sheet can have.
const EXTENT: (u32, u32) = (1_048_576, 16_384);
/// Most cells of one sheet that are read, repeated ones counted each.
const MOST_CELLS: u64 = 100_000_000;
/// The part that holds all sheets.
const CONTENT: &str = "content.xml";

type Archive = ZipArchive<BufReader<File>>;
type Xml<'a> = Reader<BufReader<ZipFile<'a, BufReader<File>>>>;

/// An opened spreadsheet.
pub struct Ods {
    archive: Archive,
    name: Arc<str>,
    sheets: Vec<SheetInfo>,
}

impl Ods {
    /// Opens a file and lists its sheets.
    pub(super) fn open(path: &Path, name: &Arc<str>) -> Result<Self, ReadError> {
        let file = File::open(path).map_err(|e| ReadError::io(&e))?;
        let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|e| damaged(&e))?;
        if is_encrypted(&mut archive)? {
            return Err(ReadError::Encrypted);
        }
        let sheets = list_sheets(&mut archive)?;
        Ok(Self { archive, name: name.clone(), sheets })
    }

    /// Its sheets, in their order.
    pub(super) fn sheets(&self) -> Vec<SheetInfo> {
        self.sheets.clone()
    }

    /// The rows of a sheet, from the top.
    pub(super) fn rows<'a>(&'a mut self, sheet: &SheetInfo) -> Result<Box<dyn RawRows + 'a>, ReadError> {
        let mut xml = xml_of(&mut self.archive, CONTENT)?;
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match xml.read_event_into(&mut buffer).map_err(|e| damaged(&e))? {
                Event::Start(e) if is_table(&e, sheet) => break,
                Event::Eof => return Err(ReadError::Damaged("a sheet it lists is not in it".to_owned())),
                _ => {}
            }
        }
        let (info, file) = (sheet.clone(), self.name.clone());
        Ok(Box::new(OdsRows { xml, buffer, info, file, next_row: 0, repeat: None, cells: 0, ended: false }))
    }
}

fn is_table(e: &BytesStart, sheet: &SheetInfo) -> bool {
    e.name().0 == "table:table" && attribute(e, "table:name").as_deref() == sheet.name.as_deref()
}

fn damaged(error: &impl std::fmt::Display) -> ReadError {
    ReadError::Damaged(error.to_string())
}

fn xml_of<'a>(archive: &'a mut Archive, part: &str) -> Result<Xml<'a>, ReadError> {
    let part = archive.by_name(part).map_err(|e| damaged(&e))?;
    let mut xml = Reader::from_reader(BufReader::with_capacity(1 << 16, part));
    xml.config_mut().expand_empty_elements = true;
    Ok(xml)
}

/// Whether the list of parts names one that is encrypted.
fn is_encrypted(archive: &mut Archive) -> Result<bool, ReadError> {
    if archive.index_for_name("META-INF/manifest.xml").is_none() {
        return Ok(false);
    }
    let mut xml = xml_of(archive, "META-INF/manifest.xml")?;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|e| damaged(&e))? {
            Event::Start(e) if e.name().local_name().as_ref() == "encryption-data" => return Ok(true),
            Event::Eof => return Ok(false),
            _ => {}
        }
    }
}

/// The sheets, with whether their style hides them.
fn list_sheets(archive: &mut Archive) -> Result<Vec<SheetInfo>, ReadError> {
    let mut xml = xml_of(archive, CONTENT)?;
    let (mut buffer, mut sheets, mut hidden, mut style) = (Vec::new(), Vec::new(), Vec::new(), None);
    let mut depth = 0_u32;
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|e| damaged(&e))? {
            Event::Start(e) => match e.name().0 {
                "style:style" => style = attribute(&e, "style:name"),
                "style:table-properties" if attribute(&e, "table:display").as_deref() == Some("false") => {
                    hidden.extend(style.clone());
                }
                "table:table" => {
                    depth += 1;
                    if let (1, Some(name)) = (depth, attribute(&e, "table:name")) {
                        let of_style = attribute(&e, "table:style-name");
                        let is_hidden = of_style.is_some_and(|s| hidden.contains(&s));
                        let visibility = if is_hidden { Visibility::Hidden } else { Visibility::Visible };
                        sheets.push(SheetInfo::named(&name, visibility));
                    }
                }
                _ => {}
            },
            Event::End(e) if e.name().0 == "table:table" => depth = depth.saturating_sub(1),
            Event::Eof => return Ok(sheets),
            _ => {}
        }
    }
}

/// A row that stands for several.
struct Repeated {
    cells: Vec<(u32, Cell)>,
    row: u32,
    left: u32,
}

struct OdsRows<'a> {
    xml: Xml<'a>,
    buffer: Vec<u8>,
    info: SheetInfo,
    file: Arc<str>,
    /// Rows before the next, from 0.
    next_row: u32,
    repeat: Option<Repeated>,
    cells: u64,
    ended: bool,
}

impl OdsRows<'_> {
    fn broken(&self, why: &str) -> Problem {
        let fix = "open the workbook in your spreadsheet program and save it again";
        let at = self.info.at(&self.file, self.next_row.saturating_add(1));
        Problem::at(&kinds::BROKEN_RECORD, at, why, fix)
    }

    /// Moves on to the next row with something in it.
    fn advance(&mut self) -> Result<(), Problem> {
        loop {
            let mut buffer = std::mem::take(&mut self.buffer);
            buffer.clear();
            let found = match self.xml.read_event_into(&mut buffer) {
                Ok(Event::Start(e)) if e.name().0 == "table:table-row" => {
                    Some(number_of(&e, "table:number-rows-repeated"))
                }
                Ok(Event::End(e)) if e.name().0 == "table:table" => {
                    self.ended = true;
                    None
                }
                Ok(Event::Eof) => {
                    self.ended = true;
                    return Err(self.broken("the sheet breaks off here"));
                }
                Ok(_) => None,
                Err(e) => {
                    self.ended = true;
                    return Err(self.broken(&e.to_string()));
                }
            };
            self.buffer = buffer;
            if let Some(times) = found {
                let cells = self.row_cells()?;
                let row = self.next_row;
                self.next_row = row.saturating_add(times);
                if !cells.is_empty() && row < EXTENT.0 {
                    let left = times.min(EXTENT.0 - row);
                    self.repeat = Some(Repeated { cells, row, left });
                    return Ok(());
                }
            }
            if self.ended {
                return Ok(());
            }
        }
    }

    /// The filled cells of a row whose start has been read, up to its end.
    fn row_cells(&mut self) -> Result<Vec<(u32, Cell)>, Problem> {
        let mut row = RowBuilder::default();
        let mut buffer = std::mem::take(&mut self.buffer);
        let ended = loop {
            buffer.clear();
            match self.xml.read_event_into(&mut buffer) {
                Ok(Event::Start(e)) => row.start(&e),
                Ok(Event::Text(text)) => row.text(&text),
                Ok(Event::GeneralRef(entity)) => row.entity(&entity),
                Ok(Event::End(e)) if e.name().0 == "table:table-row" && row.inner_tables == 0 => {
                    break Ok(());
                }
                Ok(Event::End(e)) => row.end(e.name().0),
                Ok(Event::Eof) => break Err("the row breaks off".to_owned()),
                Ok(_) => {}
                Err(e) => break Err(e.to_string()),
            }
        };
        self.buffer = buffer;
        if let Err(why) = ended {
            self.ended = true;
            return Err(self.broken(&why));
        }
        Ok(row.cells)
    }
}

impl RawRows for OdsRows<'_> {
    fn next(&mut self, wanted: Option<&[u32]>, cells: &mut Vec<(u32, Cell)>) -> Result<Option<u32>, Problem> {
        cells.clear();
        if self.repeat.is_none() && !self.ended {
            self.advance()?;
        }
        let Some(repeat) = &mut self.repeat else { return Ok(None) };
        let is_wanted = |col: &u32| wanted.is_none_or(|w| w.binary_search(col).is_ok());
        cells.extend(repeat.cells.iter().filter(|(col, _)| is_wanted(col)).cloned());
        let row = repeat.row + 1;
        self.cells += repeat.cells.len() as u64;
        repeat.row += 1;
        repeat.left -= 1;
        if repeat.left == 0 {
            self.repeat = None;
        }
        if self.cells > MOST_CELLS {
            self.ended = true;
            self.repeat = None;
            let error = ReadError::TooLarge { what: "the number of cells", limit: MOST_CELLS };
            return Err(error.problem_at(self.info.at(&self.file, row)));
        }
        Ok(Some(row))
    }
}

/// A row being put together.
#[derive(Default)]
struct RowBuilder {
    cells: Vec<(u32, Cell)>,
    col: u32,
    cell: Option<Pending>,
    /// Depth of notes and pictures in the cell, whose text is not the cell's.
    aside: u32,
    /// Tables inside a cell.
    inner_tables: u32,
}

impl RowBuilder {
    fn start(&mut self, e: &BytesStart) {
        match e.name().0 {
            "table:table" => self.inner_tables += 1,
            "table:table-cell" | "table:covered-table-cell" if self.inner_tables == 0 => {
                self.cell = Some(Pending::of(e));
            }
            "office:annotation" | "draw:frame" | "draw:custom-shape" => self.aside += 1,
            name if self.aside == 0 && self.inner_tables == 0 => {
                if let Some(cell) = &mut self.cell {
                    cell.inside(name, e);
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let (Some(cell), 0, 0) = (&mut self.cell, self.aside, self.inner_tables) {
            cell.add_text(text);
        }
    }

    fn entity(&mut self, entity: &quick_xml::events::BytesRef) {
        let resolved = match entity.resolve_char_ref() {
            Ok(Some(c)) => Some(c.to_string()),
            _ => quick_xml::escape::resolve_predefined_entity(entity).map(str::to_owned),
        };
        self.text(&resolved.unwrap_or_default());
    }

    fn end(&mut self, name: &str) {
        match name {
            "table:table" => self.inner_tables = self.inner_tables.saturating_sub(1),
            "office:annotation" | "draw:frame" | "draw:custom-shape" => {
                self.aside = self.aside.saturating_sub(1);
            }
            "table:table-cell" | "table:covered-table-cell" if self.inner_tables == 0 => self.take_cell(),
            "text:p" if self.aside == 0 && self.inner_tables == 0 => {
                if let Some(cell) = &mut self.cell {
                    cell.leave_paragraph();
                }
            }
            _ => {}
        }
    }

    fn take_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        let (value, times) = cell.finish();
        let end = self.col.saturating_add(times);
        if !value.is_empty() {
            let cols = self.col..end.min(EXTENT.1);
            self.cells.extend(cols.map(|col| (col, value.clone())));
        }
        self.col = end;
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;

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
        let dated =
            vec![(0, "2026-01-06 09:30:00".to_owned()), (1, "yes".to_owned()), (2, "#N/A".to_owned())];
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
}
