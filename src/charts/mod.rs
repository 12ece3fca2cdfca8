//! Charts: one spec, one file a kind. Plotters lives here only.
//!
//! Every kind lays out a [`scene::Scene`]; one painter brings it to an SVG backend and to a
//! bitmap backend, so that both show the same marks.

pub mod clean;
pub mod colour;
pub mod delimited;
pub mod frame;
pub mod scene;
pub mod spec;
pub mod typeface;

mod bars;
mod diverging;
mod dumbbell;
mod group_map;
mod heatmap;
mod matrix;
mod paint;
mod png;
mod svg;

use rayon::prelude::*;

use crate::disclosure::Disclosed;
pub use frame::{Framing, Theme};
pub use paint::PaintError;
use scene::Scene;
use spec::{ChartKind, ChartSpec};

/// The files of one chart.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartFiles {
    /// Name without ending, as in its spec.
    pub id: String,
    /// SVG that stands alone, with title and subtitle.
    pub svg: String,
    /// SVG to stand in a page whose caption has the title.
    pub inline: String,
    /// PNG, 1,600 pixels wide.
    pub png: Vec<u8>,
    /// The numbers, comma-separated.
    pub csv: String,
    /// The words: title, subtitle, description.
    pub txt: String,
}

/// Draws charts on all cores; the order of the answer is the order of the specs.
///
/// # Errors
/// [`PaintError`] when the drawing library refuses a mark or a picture cannot be encoded.
pub fn draw_all(specs: &Disclosed<Vec<ChartSpec>>) -> Result<Vec<ChartFiles>, PaintError> {
    let k = specs.policy().k;
    specs.get().par_iter().map(|spec| draw(spec, k)).collect()
}

fn draw(spec: &ChartSpec, k: u32) -> Result<ChartFiles, PaintError> {
    let alone = lay_out(spec, &Theme { k, framing: Framing::Alone });
    let inline = lay_out(spec, &Theme { k, framing: Framing::Inline });
    let (title, description) = (clean::plain(&spec.title), clean::plain(&spec.description));
    Ok(ChartFiles {
        id: spec.id.clone(),
        svg: svg::write(&alone, &title, &description)?,
        inline: svg::write(&inline, &title, &description)?,
        png: png::write(&alone)?,
        csv: delimited::table(&spec.table),
        txt: format!("{title}\n{}\n\n{description}\n", clean::plain(&spec.subtitle)),
    })
}

/// Gives every mark of a chart its place.
fn lay_out(spec: &ChartSpec, theme: &Theme) -> Scene {
    match &spec.kind {
        ChartKind::DivergingBars { levels, positive_from, rows } => {
            diverging::lay_out(spec, theme, levels, *positive_from, rows)
        }
        ChartKind::Heatmap { rows, cols, cells, scale, legend } => {
            let heat = heatmap::Heat { rows, cols, cells, scale: *scale, legend };
            heatmap::lay_out(spec, theme, &heat)
        }
        ChartKind::Matrix { groups, bands, cells, legend } => {
            matrix::lay_out(spec, theme, &matrix::Grid { groups, bands, cells, legend })
        }
        ChartKind::Dumbbell { ends, rows } => dumbbell::lay_out(spec, theme, (&ends.0, &ends.1), rows),
        ChartKind::GroupMap { nodes, links, classes } => {
            group_map::lay_out(spec, theme, nodes, links, classes)
        }
        ChartKind::Bars { rows, axis, ends, percent } => {
            let values = bars::Values { rows, axis: *axis, ends: (&ends.0, &ends.1), percent: *percent };
            bars::lay_out(spec, theme, &values)
        }
    }
}
