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
mod scatter;
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
    /// SVG to stand in a page whose caption has the title; a long chart comes in parts of at most
    /// [`PART`] rows on one scale.
    pub inline: Vec<String>,
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
    let alone = lay_out(spec, &Theme::whole(k, Framing::Alone));
    let (title, description) = (clean::plain(&spec.title), clean::plain(&spec.description));
    Ok(ChartFiles {
        id: spec.id.clone(),
        svg: svg::write(&alone, &title, &description)?,
        inline: parts(spec, k, &title, &description)?,
        png: png::write(&alone)?,
        csv: delimited::table(&spec.table),
        txt: format!("{title}\n{}\n\n{description}\n", clean::plain(&spec.subtitle)),
    })
}

/// Most rows in one part of a long chart: what a printed page holds legibly.
pub const PART: usize = 42;

fn parts(spec: &ChartSpec, k: u32, title: &str, description: &str) -> Result<Vec<String>, PaintError> {
    let of = rows(&spec.kind).div_ceil(PART).max(1);
    let part = |i: usize| {
        let scene = lay_out(spec, &Theme { k, framing: Framing::Inline, part: (i, of) });
        let title = if of > 1 { format!("{title} (part {} of {of})", i + 1) } else { title.to_owned() };
        svg::write(&scene, &title, description)
    };
    (0..of).map(part).collect()
}

/// Rows that can be parted; a matrix, a map and points between two scales stay whole.
fn rows(kind: &ChartKind) -> usize {
    match kind {
        ChartKind::DivergingBars { rows, .. } => rows.len(),
        ChartKind::Heatmap { rows, .. } => rows.len(),
        ChartKind::Dumbbell { rows, .. } => rows.len(),
        ChartKind::Bars { rows, .. } => rows.len(),
        ChartKind::Matrix { .. } | ChartKind::GroupMap { .. } | ChartKind::Scatter { .. } => 1,
    }
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
        ChartKind::Scatter { axes, lines, fields, points } => {
            let plot = scatter::Plot { axes: (&axes.0, &axes.1), lines: *lines, fields, points };
            scatter::lay_out(spec, theme, &plot)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::spec::{BarRow, DataTable, DumbbellRow, MapNode, ScatterPoint, Shown, ValueRow};
    use super::*;

    fn files(kind: ChartKind) -> ChartFiles {
        let spec = ChartSpec {
            id: "x".into(),
            title: "</title><script>".into(),
            subtitle: "a\u{202e}b".into(),
            description: "<desc>".into(),
            kind,
            table: DataTable::default(),
        };
        draw(&spec, 7).unwrap()
    }

    fn empty_kinds() -> Vec<ChartKind> {
        let words = String::new;
        vec![
            ChartKind::DivergingBars { levels: vec![], positive_from: 3, rows: vec![] },
            ChartKind::Heatmap {
                rows: vec![],
                cols: vec![],
                cells: vec![],
                scale: (1.0, 0.0),
                legend: words(),
            },
            ChartKind::Matrix {
                groups: vec![],
                bands: vec![("A".into(), 4)],
                cells: vec![],
                legend: words(),
            },
            ChartKind::Dumbbell { ends: (words(), words()), rows: vec![] },
            ChartKind::GroupMap { nodes: vec![], links: vec![(0, 9, 1.0)], classes: vec![] },
            ChartKind::Bars { rows: vec![], axis: (0.0, 0.0), ends: (words(), words()), percent: true },
            ChartKind::Scatter {
                axes: (words(), words()),
                lines: (50.0, 50.0),
                fields: Default::default(),
                points: vec![],
            },
        ]
    }

    /// Values no spec should hold, and lists of unlike lengths.
    fn broken_kinds() -> Vec<ChartKind> {
        let name = || "Team".to_owned();
        let nan = || Shown::Number(f64::NAN, "NaN".into());
        let bar = BarRow {
            label: name(),
            note: name(),
            shares: vec![f64::INFINITY, -1.0, f64::NAN, 0.5, 2.0, 9.0],
        };
        let dumbbell =
            DumbbellRow { label: name(), from: Some(f64::NAN), to: Some(1e300), moved: true, note: name() };
        let node = MapNode { label: name(), x: f64::NAN, y: 1e300, people: u64::MAX / 2, class: 77 };
        let value = ValueRow { label: name(), value: nan(), interval: Some((f64::NAN, 1e300)) };
        let point = |x, y| ScatterPoint { label: name(), x, y, note: name(), strong: true };
        vec![
            ChartKind::DivergingBars { levels: vec![name(); 2], positive_from: 9, rows: vec![bar] },
            ChartKind::Heatmap {
                rows: vec![name(); 3],
                cols: vec![name()],
                cells: vec![vec![nan(); 5]],
                scale: (f64::NAN, 1.0),
                legend: name(),
            },
            ChartKind::Matrix {
                groups: vec![name(); 2],
                bands: vec![(name(), usize::MAX)],
                cells: vec![vec![nan(); 5]; 9],
                legend: name(),
            },
            ChartKind::Dumbbell { ends: (name(), name()), rows: vec![dumbbell] },
            ChartKind::GroupMap {
                nodes: vec![node; 2],
                links: vec![(0, 1, f64::NAN), (1, 0, 1e300)],
                classes: vec![],
            },
            ChartKind::Bars {
                rows: vec![value],
                axis: (f64::NAN, 1.0),
                ends: (name(), name()),
                percent: false,
            },
            ChartKind::Scatter {
                axes: (name(), name()),
                lines: (f64::NAN, f64::INFINITY),
                fields: [name(), name(), name(), name()],
                points: vec![point(f64::NAN, 1e300), point(-1e300, f64::NEG_INFINITY), point(5.0, 5.0)],
            },
        ]
    }

    #[test]
    fn nothing_and_nonsense_draw_without_a_panic() {
        for kind in empty_kinds().into_iter().chain(broken_kinds()) {
            let files = files(kind);
            assert!(files.svg.ends_with("</svg>\n") && files.png.starts_with(b"\x89PNG"));
            let places = files.svg.split(['"']).skip(1).step_by(2);
            assert!(
                places.into_iter().all(|attribute| !attribute.contains("NaN") && !attribute.contains("inf"))
            );
        }
    }

    #[test]
    fn markup_and_marks_in_text_are_inert() {
        let files = files(empty_kinds().remove(3));
        assert!(files.svg.contains("<title>&lt;/title&gt;&lt;script&gt;</title><desc>&lt;desc&gt;</desc>"));
        assert!(!files.svg.contains("<script") && !files.svg.contains('\u{202e}'));
        assert!(!files.svg.contains("style=") && !files.svg.contains(" id="));
    }

    #[test]
    fn a_hidden_row_says_so_and_holds_no_number() {
        let row = BarRow { label: "Parks".into(), note: "n 3".into(), shares: vec![] };
        let levels = vec!["No".to_owned(), "Yes".to_owned()];
        let svg = files(ChartKind::DivergingBars { levels, positive_from: 1, rows: vec![row] }).svg;
        assert!(svg.contains("Parks: [c] fewer than 7 people") && !svg.contains("n 3"));
        let value = ValueRow { label: "Parks".into(), value: Shown::Hidden, interval: Some((0.123, 0.456)) };
        let kind =
            ChartKind::Bars { rows: vec![value], axis: (0.0, 1.0), ends: Default::default(), percent: true };
        let svg = files(kind).svg;
        assert!(svg.contains("[c] fewer than 7 people") && !svg.contains("12%") && !svg.contains("46%"));
    }

    #[test]
    fn a_long_chart_comes_in_parts_that_hold_every_row_once() {
        let row = |i: usize| ValueRow {
            label: format!("Team{i:03}"),
            value: Shown::Number(0.5, "50%".into()),
            interval: None,
        };
        let rows: Vec<_> = (0..100).map(row).collect();
        let files =
            files(ChartKind::Bars { rows, axis: (0.0, 1.0), ends: Default::default(), percent: true });
        assert_eq!(files.inline.len(), 3);
        let held =
            |i: usize| files.inline.iter().filter(|svg| svg.contains(&format!(">Team{i:03}<"))).count();
        assert!((0..100).all(|i| held(i) == 1));
    }

    #[test]
    fn a_large_matrix_stays_small() {
        let groups: Vec<_> = (0..123).map(|i| format!("Neighbourhood policing team {i}")).collect();
        let ratio = |i: usize, j: usize| ((i * 31 + j * 17) % 97) as f64 / 24.0;
        let cell = |i: usize, j: usize| Shown::Number(ratio(i.min(j), i.max(j)), "1".into());
        let cells = (0..123).map(|i| (0..123).map(|j| cell(i, j)).collect()).collect();
        let scene = |k| {
            lay_out(
                &ChartSpec {
                    id: String::new(),
                    title: String::new(),
                    subtitle: String::new(),
                    description: String::new(),
                    kind: k,
                    table: DataTable::default(),
                },
                &Theme::whole(5, Framing::Inline),
            )
        };
        let kind = ChartKind::Matrix { groups, bands: vec![], cells, legend: String::new() };
        let svg = svg::write(&scene(kind), "", "").unwrap();
        assert!(svg.len() < 400_000, "{}", svg.len());
    }
}
