//! Every importer and every field of it: a sound table reads without a problem, its first row made of the
//! fields' own examples, and a broken cell is reported at its address and nowhere else. An importer or a
//! field that is in none of the tables fails the test.

mod exports;
mod own;
mod parts;
mod surveys;

use std::collections::BTreeSet;
use std::path::Path;

use crossweave::ingest::cell::CellRef;
use crossweave::ingest::importer::FieldType;
use crossweave::ingest::importers::importer;
use crossweave::ingest::problem::{Problem, Severity};
use crossweave::ingest::{IMPORTERS, Reading, SheetUse, read_paths};
use crossweave::programme::config::Config;

/// A cell that is wrong, and what has to be said about it.
struct Bad {
    cell: &'static str,
    code: &'static str,
    /// Fields that are emptied with it, for one of them would do in its place.
    without: &'static [&'static str],
}

/// One column of a table.
struct Column {
    /// The importer's field; empty for a question, a colleague, a level.
    field: &'static str,
    /// Its header; header rows between bars.
    header: &'static str,
    /// A cell that is right; `{i}` is the row's number, `{name}` a name and `{level}` a level.
    good: &'static str,
    bad: &'static [Bad],
    /// Why no cell of it can be wrong, or no emptier one.
    free: &'static str,
}

/// A table of one importer.
struct Grid {
    id: &'static str,
    columns: &'static [Column],
    /// Lines before the header; such a file is no sheet of a workbook.
    before: &'static [&'static str],
    /// The sheet's name, where the file has parts.
    sheet: Option<&'static str>,
    /// Notes that a sound table has.
    notes: &'static [&'static str],
}

const fn bad(cell: &'static str, code: &'static str) -> Bad {
    Bad { cell, code, without: &[] }
}

/// An empty cell, when the others are empty too.
const fn none(without: &'static [&'static str]) -> Bad {
    Bad { cell: "", code: "E103", without }
}

const fn col(
    field: &'static str,
    header: &'static str,
    good: &'static str,
    bad: &'static [Bad],
    free: &'static str,
) -> Column {
    Column { field, header, good, bad, free }
}

const fn grid(id: &'static str, columns: &'static [Column]) -> Grid {
    Grid { id, columns, before: &[], sheet: None, notes: &[] }
}

/// Why a field cannot be wrong.
const TEXT: &str = "any text is one";
const UNUSED: &str = "known and not read yet";
const NOT_READ: &str = "a column of the tool's own that is never read";
const OPTIONAL: &str = "nobody has to be named here; who it is, is looked up among the people";
const NO_DATE: &[Bad] = &[bad("2026-02-30", "E102"), bad("soon", "E102")];
const DATE_NEEDED: &[Bad] = &[bad("2026-02-30", "E102"), bad("soon", "E102"), none(&[])];
const NEEDED: &[Bad] = &[none(&[])];
const NOT_YES_NO: &[Bad] = &[bad("perhaps", "W205")];
const NO_LEVEL: &[Bad] = &[bad("banana", "E101"), bad("9", "E104")];

const LEVELS: [&str; 5] =
    ["Not at all confident", "Not very confident", "Fairly confident", "Confident", "Very confident"];
const NAMES: [&str; 6] = ["Asha Patel", "Ben Ode", "Cal Fox", "Dee Lunt", "Eve Moss", "Finn Ray"];
/// Rows of a table, and the one that is broken.
const ROWS: usize = 6;
const BROKEN: usize = 2;

fn grids() -> impl Iterator<Item = &'static Grid> {
    own::GRIDS.iter().chain(surveys::GRIDS).chain(exports::GRIDS)
}

impl Grid {
    fn example(&self, column: &Column) -> Option<&'static str> {
        let field = importer(self.id)?.fields.iter().find(|f| f.name == column.field)?;
        Some(field.example)
    }

    fn header_rows(&self) -> usize {
        self.columns.iter().map(|c| c.header.split('|').count()).max().unwrap_or(1)
    }

    /// The cells of the table, header rows first; one cell and those beside it changed.
    fn cells(&self, broken: Option<(usize, &Bad)>) -> Vec<Vec<String>> {
        let headers = (0..self.header_rows()).map(|row| {
            self.columns.iter().map(|c| c.header.split('|').nth(row).unwrap_or("").to_owned()).collect()
        });
        let rows = (0..ROWS).map(|i| {
            let cell = |(k, column): (usize, &Column)| match broken {
                Some((at, bad)) if i == BROKEN && k == at => bad.cell.to_owned(),
                Some((_, bad)) if i == BROKEN && bad.without.contains(&column.field) => String::new(),
                _ => self.sound(column, i),
            };
            self.columns.iter().enumerate().map(cell).collect()
        });
        headers.chain(rows).collect()
    }

    fn sound(&self, column: &Column, i: usize) -> String {
        match self.example(column) {
            Some(example) if i == 0 => example.to_owned(),
            _ => column
                .good
                .replace("{i}", &i.to_string())
                .replace("{name}", NAMES[i])
                .replace("{level}", LEVELS[i % LEVELS.len()]),
        }
    }
}

/// Where a table stands: how many rows and columns are blank before it, and in which kind of file.
#[derive(Clone, Copy, Debug)]
struct Place {
    rows: usize,
    columns: usize,
    workbook: bool,
}

const PLACES: [Place; 3] = [
    Place { rows: 0, columns: 0, workbook: false },
    Place { rows: 3, columns: 2, workbook: true },
    Place { rows: 2, columns: 1, workbook: false },
];

impl Place {
    fn file(self) -> &'static str {
        if self.workbook { "table.xlsx" } else { "table.csv" }
    }

    /// The address of a cell of the table, its rows counted with the header rows.
    fn address(self, grid: &Grid, file: &str, row: usize, column: usize) -> String {
        let sheet = if self.workbook { Some("Part") } else { grid.sheet };
        let row = grid.before.len() + self.rows + row + 1;
        CellRef::new(file, sheet, row as u32, (self.columns + column) as u32).to_string()
    }

    fn write(self, grid: &Grid, cells: &[Vec<String>], folder: &Path) {
        let path = folder.join(self.file());
        if self.workbook {
            let mut book = rust_xlsxwriter::Workbook::new();
            let sheet = book.add_worksheet().set_name("Part").unwrap();
            for (r, row) in cells.iter().enumerate() {
                for (c, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                    let at = ((r + self.rows) as u32, (c + self.columns) as u16);
                    match cell.parse::<f64>() {
                        Ok(x) => sheet.write_number(at.0, at.1, x).unwrap(),
                        Err(_) => sheet.write_string(at.0, at.1, cell).unwrap(),
                    };
                }
            }
            book.save(path).unwrap();
            return;
        }
        let mark = if grid.before.iter().any(|line| line.contains('\t')) { b'\t' } else { b',' };
        let mut writer = csv::WriterBuilder::new().delimiter(mark).from_writer(Vec::new());
        let width = self.columns + grid.columns.len();
        for _ in 0..self.rows {
            writer.write_record(vec![""; width]).unwrap();
        }
        for row in cells {
            writer
                .write_record(std::iter::repeat_n("", self.columns).chain(row.iter().map(String::as_str)))
                .unwrap();
        }
        let mut text: Vec<u8> =
            grid.before.iter().flat_map(|line| [line.as_bytes(), b"\n"].concat()).collect();
        text.extend(writer.into_inner().unwrap());
        std::fs::write(path, text).unwrap();
    }
}

/// Where a table can stand: one with lines of its own before it stands in a file of text.
fn places(grid: &Grid) -> &'static [Place] {
    if grid.before.is_empty() && grid.sheet.is_none() { &PLACES } else { &PLACES[..1] }
}

fn read_file(folder: &Path, file: &str) -> Reading {
    read_paths(folder, &[folder.join(file)], &Config::default(), &|_, _| {})
}

fn read_grid(grid: &Grid, place: Place, broken: Option<(usize, &Bad)>) -> Reading {
    let folder = tempfile::tempdir().unwrap();
    place.write(grid, &grid.cells(broken), folder.path());
    read_file(folder.path(), place.file())
}

fn shown(problem: &Problem) -> String {
    let at = problem.cell.as_ref().map(ToString::to_string).unwrap_or_default();
    format!("{} {at} ({})", problem.spec.code, problem.what)
}

fn is_read_as(reading: &Reading, id: &str) -> bool {
    reading.sheets.iter().any(|s| matches!(s.used, SheetUse::ReadAs(read) if read == id))
}

fn complain(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_sound_table_of_each_kind_reads_without_a_problem() {
    let mut wrong = Vec::new();
    for grid in grids() {
        for place in places(grid) {
            let reading = read_grid(grid, *place, None);
            let all: Vec<String> = reading
                .all_problems()
                .filter(|p| p.spec.severity != Severity::Note || !grid.notes.contains(&p.spec.code))
                .map(shown)
                .collect();
            if !is_read_as(&reading, grid.id) {
                wrong.push(format!(
                    "{} at {place:?}: {:?}",
                    grid.id,
                    reading.sheets.iter().map(|s| &s.used).collect::<Vec<_>>()
                ));
            } else if !all.is_empty() {
                wrong.push(format!("{} at {place:?}: {all:?}", grid.id));
            }
            for import in &reading.imports {
                if import.rows.used != ROWS as u64 && !grid.notes.contains(&"N351") {
                    wrong.push(format!("{} at {place:?}: {:?}", grid.id, import.rows));
                }
            }
        }
    }
    complain(&wrong);
}

/// Every broken variant of a table as a file of its own, all read together: column, case and file.
fn variants(grid: &'static Grid, place: Place, folder: &Path) -> Vec<(usize, &'static Bad, String)> {
    let cases = grid.columns.iter().enumerate().flat_map(|(k, c)| c.bad.iter().map(move |bad| (k, bad)));
    let write = |(n, (k, bad)): (usize, (usize, &'static Bad))| {
        let own = format!("{n}-{}", place.file());
        place.write(grid, &grid.cells(Some((k, bad))), folder);
        std::fs::rename(folder.join(place.file()), folder.join(&own)).unwrap();
        (k, bad, own)
    };
    cases.enumerate().map(write).collect()
}

#[test]
fn a_broken_cell_of_each_field_is_reported_at_its_address() {
    let mut wrong = Vec::new();
    for grid in grids() {
        for place in places(grid).iter().take(2) {
            let folder = tempfile::tempdir().unwrap();
            let variants = variants(grid, *place, folder.path());
            // Frameworks are compared with each other: each is read alone.
            let alone = grid.id == "framework";
            let files: Vec<_> = variants.iter().map(|(.., file)| folder.path().join(file)).collect();
            let all = (!alone).then(|| read_paths(folder.path(), &files, &Config::default(), &|_, _| {}));
            for (k, bad, file) in variants {
                let own = alone.then(|| read_file(folder.path(), &file));
                let reading = all.as_ref().or(own.as_ref()).unwrap();
                let at = place.address(grid, &file, grid.header_rows() + BROKEN, k);
                let said = said_of(reading, &file, bad.code);
                if said != [format!("{} {at}", bad.code)] {
                    let (id, field, cell) = (grid.id, grid.columns[k].header, bad.cell);
                    wrong.push(format!("{id}, {field} = {cell:?}: {} {at}, but {said:?}", bad.code));
                }
            }
        }
    }
    complain(&wrong);
}

/// What is said about a file, notes left out but for the one looked for.
fn said_of(reading: &Reading, file: &str, code: &str) -> Vec<String> {
    let of_file = |p: &&Problem| p.cell.as_ref().is_none_or(|c| &*c.file == file);
    let heard = |p: &&Problem| p.spec.severity != Severity::Note || p.spec.code == code;
    let all = reading.all_problems().filter(of_file).filter(heard);
    all.map(|p| format!("{} {}", p.spec.code, p.cell.as_ref().map(ToString::to_string).unwrap_or_default()))
        .collect()
}

/// Whether the cases of a field are those its type asks for.
fn lacks(kind: FieldType, required: bool, cases: &[&Column]) -> Option<&'static str> {
    let free = cases.iter().any(|c| !c.free.is_empty());
    let cells = || cases.iter().flat_map(|c| c.bad).map(|b| b.cell);
    let typed = matches!(kind, FieldType::Date | FieldType::Number | FieldType::YesNo | FieldType::Level);
    match () {
        () if cases.is_empty() => Some("it is in no table"),
        () if typed && !free && !cells().any(|cell| !cell.is_empty()) => {
            Some("no cell of its type is broken")
        }
        () if required && !free && !cells().any(str::is_empty) => Some("it is never left empty"),
        () if cells().next().is_none() && !free => Some("nothing says why it cannot be wrong"),
        () => None,
    }
}

#[test]
fn every_importer_and_every_field_has_its_cases() {
    let mut wrong = Vec::new();
    for spec in IMPORTERS {
        if parts::IDS.contains(&spec.id) {
            continue;
        }
        let columns = || grids().filter(|g| g.id == spec.id).flat_map(|g| g.columns);
        if columns().next().is_none() {
            wrong.push(format!("{} is in no table", spec.id));
        }
        for field in spec.fields {
            let cases: Vec<&Column> = columns().filter(|c| c.field == field.name).collect();
            wrong.extend(
                lacks(field.kind, field.required, &cases)
                    .map(|why| format!("{}.{}: {why}", spec.id, field.name)),
            );
        }
        let known: BTreeSet<&str> = spec.fields.iter().map(|f| f.name).collect();
        let strange = columns().filter(|c| !c.field.is_empty() && !known.contains(c.field));
        wrong.extend(strange.map(|c| format!("{} has no field {}", spec.id, c.field)));
    }
    complain(&wrong);
}
