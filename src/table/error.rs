//! What can go wrong with a join.

use polars::error::PolarsError;

/// A join that failed, which only a fault in this program can cause.
#[derive(Debug, thiserror::Error)]
#[error("the answers could not be joined: {0}")]
pub struct TableError(#[from] PolarsError);
