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
pub(super) const EXTENT: (u32, u32) = (1_048_576, 16_384);
/// Most cells of one sheet that are read, repeated ones counted each.
pub(super) const MOST_CELLS: u64 = 100_000_000;
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
