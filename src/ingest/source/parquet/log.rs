//! The columns of a log, row by row, for several threads that each take whole groups of rows.

use std::fs::File;
use std::sync::Arc;

use jiff::Timestamp;
use parquet::basic::Type;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::DataType;
use parquet::errors::ParquetError;

use super::groups::column_reader;
use super::kind::Kind;
use super::texts::Texts;
pub use super::texts::Word;
use super::{Parquet, guarded};
use crate::ingest::fold::RowTime;
use crate::ingest::source::Meter;

/// Rows decoded at a time.
const PIECE: usize = 4096;

/// A file, to be read by its columns.
#[derive(Clone, Copy)]
pub struct LogFile<'a> {
    pub(super) parquet: &'a Parquet,
    pub(super) meter: Option<&'a Meter<'a>>,
}

/// Which columns a log is in.
#[derive(Clone, Copy, Debug)]
pub struct LogColumns {
    /// When.
    pub time: u32,
    /// Who wrote.
    pub from: u32,
    /// To whom.
    pub to: u32,
    /// By which channel.
    pub channel: Option<u32>,
    /// Id of the message.
    pub message: Option<u32>,
}

/// A row with something in it.
#[derive(Clone, Copy, Debug)]
pub struct LogRow<'a> {
    /// Row, counted from 1.
    pub row: u32,
    /// When.
    pub time: RowTime<'a>,
    /// Who wrote.
    pub from: Word<'a>,
    /// To whom; perhaps several.
    pub to: Word<'a>,
    /// By which channel.
    pub channel: Word<'a>,
    /// Id of the message.
    pub message: Word<'a>,
}

/// Where a column cannot be read on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnBreak {
    /// The first row that cannot be read.
    pub row: u32,
    /// The column.
    pub col: u32,
    /// What is wrong.
    pub what: String,
}

impl ColumnBreak {
    /// What to do.
    pub const FIX: &str =
        "write the file anew from the program it came from; the rows from here on were not read";
}

impl LogFile<'_> {
    /// Rows in all.
    pub fn rows(&self) -> u32 {
        self.parquet.rows_in_all()
    }

    /// Groups of rows.
    pub fn groups(&self) -> usize {
        self.parquet.metadata.num_row_groups()
    }

    /// Whether the columns are such as a log's can be read by: times, days or text when, and else text.
    pub fn has(&self, columns: &LogColumns) -> bool {
        let kind = |col: u32| self.parquet.kinds.get(col as usize).copied().flatten();
        let texts = [Some(columns.from), Some(columns.to), columns.channel, columns.message];
        texts.into_iter().flatten().all(|col| kind(col) == Some(Kind::Text))
            && matches!(kind(columns.time), Some(Kind::Text | Kind::Day | Kind::Moment { .. }))
    }

    /// The file, opened for one thread.
    ///
    /// # Errors
    /// When it cannot be opened any more.
    pub fn open(&self) -> Result<Arc<File>, String> {
        File::open(&self.parquet.path).map(Arc::new).map_err(|error| error.to_string())
    }

    /// The number of the first row of a group.
    pub fn first_row(&self, group: usize) -> u32 {
        let before = self.parquet.metadata.row_groups().iter().take(group).map(|g| g.num_rows()).sum::<i64>();
        u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1)
    }

    /// Shows the rows of a group, those before `until`.
    ///
    /// # Errors
    /// When a column breaks off; the rows before the break have been shown.
    pub fn each(
        &self,
        file: &Arc<File>,
        group: usize,
        columns: &LogColumns,
        until: u32,
        mut take: impl FnMut(&LogRow),
    ) -> Result<(), ColumnBreak> {
        let first = self.first_row(group);
        let rows = self.parquet.metadata.row_groups().get(group).map_or(0, |g| g.num_rows());
        let mut left = usize::try_from(rows).unwrap_or_default().min(until.saturating_sub(first) as usize);
        let broken = |row: u32| move |(col, what)| ColumnBreak { row, col, what };
        let mut open = Open::new(self.parquet, file, group, columns).map_err(broken(first))?;
        let mut row = first;
        while left > 0 {
            let ready = open.ready(left).map_err(broken(row))?;
            open.show(row, ready, &mut take);
            row = row.saturating_add(ready as u32);
            left -= ready;
        }
        Ok(())
    }

    /// Tells that a group was read.
    pub fn advance(&self, group: usize) {
        if let (Some(meter), Some(group)) = (self.meter, self.parquet.metadata.row_groups().get(group)) {
            meter.advance(group.compressed_size().unsigned_abs());
        }
    }
}

#[inline]
fn word(texts: &Option<(u32, Texts)>, row: usize) -> Word<'_> {
    texts.as_ref().map_or_else(Word::default, |(_, texts)| texts.get(row))
}

/// The columns of a log in one group.
struct Open {
    time: (u32, Times),
    /// Sender, recipient, channel and message.
    texts: [Option<(u32, Texts)>; 4],
}

impl Open {
    fn new(
        parquet: &Parquet,
        file: &Arc<File>,
        group: usize,
        columns: &LogColumns,
    ) -> Result<Self, (u32, String)> {
        let text = |col: Option<u32>| {
            let texts = col.map(|col| match Texts::open(parquet, file, group, col as usize) {
                Ok(texts) => Ok((col, texts)),
                Err(what) => Err((col, what)),
            });
            texts.transpose()
        };
        let time = Times::open(parquet, file, group, columns.time as usize);
        let time = (columns.time, time.map_err(|what| (columns.time, what))?);
        let (from, to) = (text(Some(columns.from))?, text(Some(columns.to))?);
        Ok(Self { time, texts: [from, to, text(columns.channel)?, text(columns.message)?] })
    }

    /// How many of the next rows can be shown.
    fn ready(&mut self, left: usize) -> Result<usize, (u32, String)> {
        let (col, time) = &mut self.time;
        let mut ready = time.ready(left).map_err(|what| (*col, what))?.min(left);
        for (col, texts) in self.texts.iter_mut().flatten() {
            ready = ready.min(texts.ready(left).map_err(|what| (*col, what))?);
        }
        Ok(ready)
    }

    /// Shows rows that are ready, but not those without anything in them, and moves on.
    fn show(&mut self, first: u32, rows: usize, take: &mut impl FnMut(&LogRow)) {
        let [from, to, channel, message] = &self.texts;
        let mut odd = String::new();
        for (i, row) in (0..rows).zip(first..) {
            let time = self.time.1.get(i, &mut odd);
            let (from, to) = (word(from, i), word(to, i));
            let (channel, message) = (word(channel, i), word(message, i));
            let texts = [from, to, channel, message];
            let empty = matches!(time, RowTime::Text(b"")) && texts.iter().all(|word| word.text.is_empty());
            if !empty {
                take(&LogRow { row, time, from, to, channel, message });
            }
        }
        self.time.1.advance(rows);
        self.texts.iter_mut().flatten().for_each(|(_, texts)| texts.advance(rows));
    }
}

/// A column of times in one group.
enum Times {
    Texts(Texts),
    Numbers(Box<Numbers>),
}

impl Times {
    fn open(parquet: &Parquet, file: &Arc<File>, group: usize, column: usize) -> Result<Self, String> {
        match parquet.kinds.get(column).copied().flatten() {
            None | Some(Kind::Text) => Texts::open(parquet, file, group, column).map(Self::Texts),
            Some(kind) => {
                let (reader, optional) = column_reader(parquet, file, group, column)?;
                let numbers = Numbers { kind, optional, reader, values: Vec::new(), at: 0 };
                Ok(Self::Numbers(Box::new(numbers)))
            }
        }
    }

    fn ready(&mut self, left: usize) -> Result<usize, String> {
        match self {
            Self::Texts(texts) => texts.ready(left),
            Self::Numbers(numbers) => numbers.ready(left),
        }
    }

    /// A time; one beyond the calendar is written out, to be refused as it stands.
    #[inline]
    fn get<'a>(&'a self, row: usize, odd: &'a mut String) -> RowTime<'a> {
        match self {
            Self::Texts(texts) => RowTime::Text(texts.get(row).text),
            Self::Numbers(numbers) => match numbers.values.get(numbers.at + row) {
                Some(Some(value)) => match numbers.kind.seconds(*value) {
                    Some(seconds) if Timestamp::from_second(seconds).is_ok() => RowTime::Known(seconds),
                    _ => {
                        *odd = value.to_string();
                        RowTime::Text(odd.as_bytes())
                    }
                },
                _ => RowTime::Text(b""),
            },
        }
    }

    fn advance(&mut self, rows: usize) {
        match self {
            Self::Texts(texts) => texts.advance(rows),
            Self::Numbers(numbers) => numbers.at += rows,
        }
    }
}

/// Days or times as numbers.
struct Numbers {
    kind: Kind,
    optional: bool,
    reader: ColumnReader,
    values: Vec<Option<i64>>,
    at: usize,
}

impl Numbers {
    fn ready(&mut self, left: usize) -> Result<usize, String> {
        if self.at == self.values.len() {
            (self.values, self.at) = (Vec::new(), 0);
            let (optional, reader, rows) = (self.optional, &mut self.reader, left.min(PIECE));
            self.values = guarded(|| match reader {
                ColumnReader::Int32ColumnReader(r) => whole(r, optional, rows, |v| i64::from(*v)),
                ColumnReader::Int64ColumnReader(r) => whole(r, optional, rows, |v| *v),
                _ => Err(ParquetError::NYI(format!("times as {}", Type::BYTE_ARRAY))),
            })?;
        }
        match self.values.len() - self.at {
            0 if left > 0 => Err("the column ends before its rows do".to_owned()),
            ready => Ok(ready),
        }
    }
}

fn whole<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    optional: bool,
    rows: usize,
    number: impl Fn(&T::T) -> i64,
) -> Result<Vec<Option<i64>>, ParquetError> {
    let (mut levels, mut values) = (Vec::with_capacity(rows), Vec::with_capacity(rows));
    reader.read_records(rows, Some(&mut levels), None, &mut values)?;
    let mut numbers = values.iter().map(number);
    if !optional {
        return Ok(numbers.map(Some).collect());
    }
    Ok(levels.iter().map(|level| if *level == 0 { None } else { numbers.next() }).collect())
}
