//! The pages of one column in one group of rows.

use std::fs::File;
use std::sync::Arc;

use parquet::column::reader::{ColumnReader, get_column_reader};
use parquet::errors::ParquetError;

use super::pages::Pages;
use super::{Parquet, guarded};

/// The pages of a column in a group, one after the other.
///
/// The file's place is moved: each thread reads from one it opened itself.
pub(super) fn pages(
    parquet: &Parquet,
    file: &Arc<File>,
    group: usize,
    column: usize,
) -> Result<Pages, ParquetError> {
    let groups = parquet.metadata.row_groups();
    let there = groups.get(group).and_then(|g| Some((g, g.columns().get(column)?)));
    let (group, chunk) = there.ok_or_else(|| ParquetError::General("there is no such column".to_owned()))?;
    Pages::open(file, chunk, group.num_rows().unsigned_abs())
}

/// Reads the values of a column in a group; also whether some rows may have none.
pub(super) fn column_reader(
    parquet: &Parquet,
    file: &Arc<File>,
    group: usize,
    column: usize,
) -> Result<(ColumnReader, bool), String> {
    let description = parquet.metadata.file_metadata().schema_descr().columns().get(column);
    let description = description.ok_or("there is no such column")?;
    let optional = description.max_def_level() > 0;
    let pages = guarded(|| pages(parquet, file, group, column))?;
    Ok((get_column_reader(description.clone(), Box::new(pages)), optional))
}
