//! Rows as cells: a piece of every wanted column at a time.

use std::fs::File;
use std::sync::Arc;

use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{DataType, Int96};
use parquet::errors::ParquetError;

use super::groups::column_reader;
use super::kind::{Kind, number, short_number};
use super::log::{ColumnBreak, LogFile};
use super::{Parquet, guarded};
use crate::ingest::cell::Cell;
use crate::ingest::problem::Problem;
use crate::ingest::problems as kinds;
use crate::ingest::source::{Meter, RawRows, ReadError};

/// Rows of a piece.
const PIECE: usize = 1024;

/// Rows from the top.
pub(super) struct Rows<'a> {
    parquet: &'a Parquet,
    file: Arc<File>,
    meter: Option<&'a Meter<'a>>,
    /// The columns read: those wanted when the first row was asked for.
    wanted: Option<Vec<usize>>,
    columns: Vec<Column>,
    /// Groups begun.
    group: usize,
    /// Rows of the group that are in no piece yet.
    left: usize,
    /// Rows of the piece, and how many of them were given.
    piece: (usize, usize),
    row: u32,
}

/// A wanted column within its group.
struct Column {
    column: usize,
    kind: Kind,
    optional: bool,
    reader: ColumnReader,
    cells: Vec<Cell>,
}

impl<'a> Rows<'a> {
    pub fn new(parquet: &'a Parquet, meter: Option<&'a Meter<'a>>) -> Result<Self, ReadError> {
        let file = Arc::new(File::open(&parquet.path).map_err(|e| ReadError::io(&e))?);
        Ok(Self {
            parquet,
            file,
            meter,
            wanted: None,
            columns: Vec::new(),
            group: 0,
            left: 0,
            piece: (0, 0),
            row: 0,
        })
    }

    /// Reads the next piece; `false` at the end.
    fn next_piece(&mut self) -> Result<bool, (usize, String)> {
        while self.left == 0 {
            let Some(group) = self.parquet.metadata.row_groups().get(self.group) else { return Ok(false) };
            self.left = usize::try_from(group.num_rows()).unwrap_or_default();
            self.begin_group().inspect_err(|_| self.left = 0)?;
            self.group += 1;
        }
        let rows = self.left.min(PIECE);
        for column in &mut self.columns {
            column.read(rows).map_err(|what| (column.column, what))?;
        }
        self.left -= rows;
        self.piece = (rows, 0);
        Ok(true)
    }

    fn begin_group(&mut self) -> Result<(), (usize, String)> {
        self.columns.clear();
        for column in self.wanted.iter().flatten().copied() {
            let Some(kind) = self.parquet.kinds.get(column).copied().flatten() else { continue };
            let reader = column_reader(self.parquet, &self.file, self.group, column);
            let (reader, optional) = reader.map_err(|what| (column, what))?;
            self.columns.push(Column { column, kind, optional, reader, cells: Vec::new() });
        }
        if let (Some(meter), Some(group)) = (self.meter, self.parquet.metadata.row_groups().get(self.group)) {
            meter.advance(group.compressed_size().unsigned_abs());
        }
        Ok(())
    }

    fn problem(&self, (column, what): (usize, String)) -> Problem {
        let at = self.parquet.info.at(&self.parquet.name, self.row.saturating_add(1));
        Problem::at(&kinds::BROKEN_RECORD, at.at_col(column as u32), what, ColumnBreak::FIX)
    }

    /// Every column that can be read, or those asked for.
    fn columns_wanted(&self, wanted: Option<&[u32]>) -> Vec<usize> {
        match wanted {
            Some(wanted) => wanted.iter().map(|col| *col as usize).collect(),
            None => (0..self.parquet.kinds.len()).collect(),
        }
    }
}

impl RawRows for Rows<'_> {
    fn next(&mut self, wanted: Option<&[u32]>, cells: &mut Vec<(u32, Cell)>) -> Result<Option<u32>, Problem> {
        if self.wanted.is_none() {
            self.wanted = Some(self.columns_wanted(wanted));
        }
        loop {
            cells.clear();
            let (rows, given) = self.piece;
            if given == rows {
                match self.next_piece() {
                    Ok(true) => continue,
                    Ok(false) => return Ok(None),
                    Err(error) => return Err(self.problem(error)),
                }
            }
            self.piece.1 += 1;
            self.row = self.row.saturating_add(1);
            for column in &mut self.columns {
                let cell = column.cells.get_mut(given).map(std::mem::take).unwrap_or_default();
                if !cell.is_empty() {
                    cells.push((column.column as u32, cell));
                }
            }
            if !cells.is_empty() || wanted.is_some() {
                return Ok(Some(self.row));
            }
        }
    }

    fn as_columns(&self) -> Option<LogFile<'_>> {
        Some(self.parquet.log(self.meter))
    }
}

impl Column {
    /// Reads the cells of the next rows.
    fn read(&mut self, rows: usize) -> Result<(), String> {
        self.cells.clear();
        let (kind, optional, cells) = (self.kind, self.optional, &mut self.cells);
        let reader = &mut self.reader;
        guarded(|| match reader {
            ColumnReader::BoolColumnReader(r) => read(r, rows, optional, cells, |v| Cell::Bool(*v)),
            ColumnReader::Int32ColumnReader(r) => read(r, rows, optional, cells, |v| kind.of_i32(*v)),
            ColumnReader::Int64ColumnReader(r) => read(r, rows, optional, cells, |v| kind.of_i64(*v)),
            ColumnReader::Int96ColumnReader(r) => {
                read(r, rows, optional, cells, |v: &Int96| Kind::of_julian(v.data()))
            }
            ColumnReader::FloatColumnReader(r) => read(r, rows, optional, cells, |v| short_number(*v)),
            ColumnReader::DoubleColumnReader(r) => read(r, rows, optional, cells, |v| number(*v)),
            ColumnReader::ByteArrayColumnReader(r) => {
                read(r, rows, optional, cells, |v| kind.of_bytes(v.data()))
            }
            ColumnReader::FixedLenByteArrayColumnReader(r) => {
                read(r, rows, optional, cells, |v| kind.of_bytes(v.data()))
            }
        })
    }
}

/// Reads rows of a column as cells; where a row has no value the cell is empty.
fn read<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    rows: usize,
    optional: bool,
    cells: &mut Vec<Cell>,
    cell: impl Fn(&T::T) -> Cell,
) -> Result<(), ParquetError> {
    let (mut levels, mut values) = (Vec::new(), Vec::new());
    let (read, ..) = reader.read_records(rows, Some(&mut levels), None, &mut values)?;
    if read != rows {
        return Err(ParquetError::General("the column ends before its rows do".to_owned()));
    }
    if !optional {
        cells.extend(values.iter().map(cell));
        return Ok(());
    }
    let mut values = values.iter();
    cells.extend(levels.iter().map(|level| match level {
        0 => Cell::Empty,
        _ => values.next().map_or(Cell::Empty, &cell),
    }));
    Ok(())
}
