//! Survey tools that write several header rows: one function each, tried on the first rows of a sheet.

use super::{qualtrics, smartsurvey, surveymonkey};
use crate::ingest::header::Header;

/// Rows such headers have at most.
pub(in crate::ingest) const MOST_STACKED: usize = 4;

/// The first rows with something in them: number, and cells as text.
pub(super) type FirstRows = [(u32, Vec<(u32, String)>)];

/// Each takes the first rows and gives the header they make together, once it has seen enough of them.
static STACKS: &[fn(&FirstRows) -> Option<Header>] =
    &[surveymonkey::header, smartsurvey::header, qualtrics::header, super::matrix_header::matrix_header];

/// The header that the first rows make together, where a survey tool is known to write them so.
pub(in crate::ingest) fn stacked(rows: &FirstRows) -> Option<Header> {
    STACKS.iter().find_map(|stack| stack(rows))
}
