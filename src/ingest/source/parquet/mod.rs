//! Apache Parquet: a table column by column, in groups of rows, each read when its turn comes.
//!
//! A column that is not flat, or holds what no table of ours has, stands among the headers by its whole path
//! and has no values: the account of columns shows that it was not read.

mod delta;
mod footer;
mod groups;
mod hybrid;
mod kind;
mod log;
mod page_head;
mod pages;
mod rows;
mod texts;
mod thrift;

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parquet::errors::ParquetError;
use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader};

use self::kind::Kind;
pub use self::log::{ColumnBreak, LogColumns, LogFile, LogRow, Word};
use self::rows::Rows;
use super::formats::Format;
use super::tables::Tables;
use super::{Meter, RawRows, ReadError, SheetInfo};
use crate::ingest::cell::Entries;

/// The format.
pub(super) static FORMAT: Format = Format {
    id: "parquet",
    describes: "Apache Parquet: flat columns of text, numbers, dates and times, compressed or not",
    endings: &["parquet"],
    sniff: |_, _| true,
    open: |path, name| Ok(Box::new(Parquet::open(path, name)?)),
};

const FORM: &str = "Parquet";
/// Most columns of a table.
const MOST_COLUMNS: usize = 16_384;
/// Rows that need no excuse; beyond them, the most rows that a byte of the file may stand for.
const ALWAYS: u64 = 100_000_000;
const MOST_FOR_ONE: u64 = 8;

/// A file that has been opened: what it holds, and none of it read.
pub struct Parquet {
    path: PathBuf,
    name: Arc<str>,
    metadata: ParquetMetaData,
    kinds: Vec<Option<Kind>>,
    info: SheetInfo,
}

impl Parquet {
    /// Opens a file and looks at what it says it holds.
    pub(in crate::ingest) fn open(path: &Path, name: &Arc<str>) -> Result<Self, ReadError> {
        let mut file = File::open(path).map_err(|e| ReadError::io(&e))?;
        let length = file.metadata().map_err(|e| ReadError::io(&e))?.len();
        footer::check(&mut file, length)?;
        let metadata = guarded(|| ParquetMetaDataReader::new().parse_and_finish(&file))
            .map_err(|error| malformed(&error))?;
        let columns = metadata.file_metadata().schema_descr().columns();
        if columns.len() > MOST_COLUMNS {
            return Err(ReadError::TooLarge { what: "the number of columns", limit: MOST_COLUMNS as u64 });
        }
        let kinds = columns.iter().map(|column| Kind::of(column)).collect();
        let names: Vec<String> = columns.iter().map(|column| column.path().parts().join(".")).collect();
        let form = Some(FORMAT.id);
        let info = SheetInfo { entries: Some(Entries::new("row", &names)), form, ..SheetInfo::whole_file() };
        let opened = Self { path: path.to_owned(), name: name.clone(), metadata, kinds, info };
        opened.check_groups(length)?;
        Ok(opened)
    }

    /// Looks whether the groups of rows lie within the file and are not more than it can hold.
    fn check_groups(&self, length: u64) -> Result<(), ReadError> {
        let most = ALWAYS.max(length.saturating_mul(MOST_FOR_ONE)).min(u64::from(u32::MAX - 1));
        let mut rows = 0_u64;
        for group in self.metadata.row_groups() {
            let own =
                u64::try_from(group.num_rows()).map_err(|_| malformed("a group has less than no rows"))?;
            rows = rows.saturating_add(own);
            let columns = self.kinds.len();
            let within = |column: &parquet::file::metadata::ColumnChunkMetaData| {
                let start = column.dictionary_page_offset().unwrap_or_else(|| column.data_page_offset());
                let end = start.checked_add(column.compressed_size());
                start >= 0
                    && column.compressed_size() >= 0
                    && end.is_some_and(|e| e.cast_unsigned() <= length)
            };
            if group.num_columns() != columns || !group.columns().iter().all(within) {
                return Err(malformed("a group of rows lies outside it"));
            }
        }
        if rows > most {
            return Err(ReadError::TooLarge { what: "the number of rows", limit: most });
        }
        Ok(())
    }

    /// Rows in all.
    fn rows_in_all(&self) -> u32 {
        let rows = self.metadata.row_groups().iter().map(|group| group.num_rows()).sum::<i64>();
        u32::try_from(rows).unwrap_or(u32::MAX)
    }

    /// The file as a log, to be read by its columns.
    pub(in crate::ingest) fn log<'a>(&'a self, meter: Option<&'a Meter<'a>>) -> LogFile<'a> {
        LogFile { parquet: self, meter }
    }
}

impl Tables for Parquet {
    fn sheets(&self) -> Vec<SheetInfo> {
        vec![self.info.clone()]
    }

    fn rows<'a>(
        &'a mut self,
        _: &SheetInfo,
        meter: Option<&'a Meter<'a>>,
    ) -> Result<Box<dyn RawRows + 'a>, ReadError> {
        Ok(Box::new(Rows::new(self, meter)?))
    }
}

fn malformed(why: &str) -> ReadError {
    ReadError::Malformed { format: FORM, why: why.to_owned() }
}

/// A damaged file must not stop the program, even where the reader below trips over it.
fn guarded<T>(read: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, String> {
    let tripped = |_| Err("its content is not what the format prescribes".to_owned());
    catch_unwind(AssertUnwindSafe(read)).map_or_else(tripped, |read| read.map_err(|error| said(&error)))
}

/// What the reader below says, without its own name.
fn said(error: &ParquetError) -> String {
    match error {
        ParquetError::General(what) | ParquetError::EOF(what) => what.clone(),
        ParquetError::NYI(what) => format!("it is written in a way that is not read: {what}"),
        other => other.to_string(),
    }
}
