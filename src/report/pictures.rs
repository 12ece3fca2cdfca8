//! The charts of a document.

use crate::charts::spec::ChartSpec;
use crate::charts::{ChartFiles, PaintError, draw_all};
use crate::disclosure::{Disclosed, Policy};

use super::document::{Block, Document};

/// Draws every chart of a document, in the order they stand in it.
///
/// # Errors
/// [`PaintError`] when a picture cannot be made.
pub fn draw(document: &Disclosed<Document>) -> Result<Vec<ChartFiles>, PaintError> {
    draw_all(&document.map(specs))
}

fn specs(document: &Document, _: &Policy) -> Vec<ChartSpec> {
    let blocks = document.sections.iter().flat_map(|s| &s.blocks);
    blocks
        .filter_map(|b| match b {
            Block::Chart(spec) => Some((**spec).clone()),
            _ => None,
        })
        .collect()
}
