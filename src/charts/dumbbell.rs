//! Two waves a row: hollow ring before, filled disc after, joined by a line that is strong only
//! when the change is beyond noise.

use super::clean::plain;
use super::colour::{BLUE, EDGE, INK, ORANGE, SLATE, WHITE};
use super::frame::{self, Labels, Theme};
use super::scene::{Anchor, Area, Label, Mark, Point, Scene, WIDTH};
use super::spec::{ChartSpec, DumbbellRow};
use super::typeface::{Weight, width};

const RADIUS: f64 = 6.0;

struct Axis {
    left: f64,
    right: f64,
}

impl Axis {
    fn at(&self, share: f64) -> f64 {
        self.left + share.clamp(0.0, 1.0) * (self.right - self.left)
    }
}

pub(super) fn lay_out(spec: &ChartSpec, theme: &Theme, ends: (&str, &str), rows: &[DumbbellRow]) -> Scene {
    let mut scene = Scene::default();
    let mut y = frame::heading(&mut scene, spec, theme);
    let doubtful = rows.iter().any(|r| !r.moved && r.from.is_some() && r.to.is_some());
    y = key(&mut scene, ends, doubtful, y) + 26.0;
    let labels = Labels::fit(rows.iter().map(|r| &*r.label), 210.0);
    let notes = frame::notes_width(rows.iter().map(|r| &*r.note));
    let axis = Axis { left: labels.width + 30.0, right: WIDTH - notes - 36.0 };
    let pitch = if labels.tallest() > 1 { 36.0 } else { 30.0 };
    let shown = theme.rows(rows.len());
    let bottom = y + pitch * shown.len() as f64;
    scene.untitled();
    for tick in [0.0, 0.25, 0.5, 0.75, 1.0] {
        frame::grid_line(&mut scene, axis.at(tick), y, bottom, &frame::percent(tick));
    }
    for (place, i) in shown.enumerate() {
        let row = &rows[i];
        scene.titled(row_words(row, ends, theme));
        let middle = y + pitch * (place as f64 + 0.5);
        labels.draw(&mut scene, i, middle);
        draw_row(&mut scene, row, &axis, middle, theme);
    }
    scene.height = bottom + 8.0;
    scene
}

fn draw_row(scene: &mut Scene, row: &DumbbellRow, axis: &Axis, middle: f64, theme: &Theme) {
    if row.from.is_none() && row.to.is_none() {
        let band = Area::new(axis.left, middle - 9.0, axis.right - axis.left, 18.0);
        return frame::hidden_band(scene, band, &theme.hidden());
    }
    if let (Some(from), Some(to)) = (row.from, row.to) {
        let (colour, thick) = if row.moved { (INK, 3.0) } else { (EDGE, 1.0) };
        scene.line((axis.at(from), middle), (axis.at(to), middle), colour, thick);
    }
    if let Some(from) = row.from {
        before(scene, (axis.at(from), middle));
    }
    if let Some(to) = row.to {
        scene.add(Mark::Disc((axis.at(to), middle), RADIUS, BLUE));
    }
    numbers(scene, row, axis, middle);
    frame::row_note(scene, &row.note, middle);
}

fn before(scene: &mut Scene, at: Point) {
    scene.add(Mark::Disc(at, RADIUS, WHITE));
    scene.add(Mark::Ring(at, RADIUS - 1.0, ORANGE, 2.0));
}

/// Prints both numbers outwards; one only where the ends are the same.
fn numbers(scene: &mut Scene, row: &DumbbellRow, axis: &Axis, middle: f64) {
    let print = |scene: &mut Scene, share: f64, right: bool| {
        let off = RADIUS + 4.0;
        let (x, anchor) =
            if right { (axis.at(share) + off, Anchor::Start) } else { (axis.at(share) - off, Anchor::End) };
        let label = Label::new(frame::percent(share), (x, middle), frame::SMALL);
        scene.label(label.anchor(anchor).centred());
    };
    match (row.from, row.to) {
        (Some(from), Some(to)) => {
            print(scene, from, from > to);
            print(scene, to, from <= to);
        }
        (Some(only), None) | (None, Some(only)) => print(scene, only, true),
        (None, None) => {}
    }
}

/// Explains thin lines only where there are some.
fn key(scene: &mut Scene, ends: (&str, &str), doubtful: bool, y: f64) -> f64 {
    scene.untitled();
    let middle = y + 8.0;
    let entry = |scene: &mut Scene, words: &str, x: f64| {
        let words = super::typeface::shorten(&plain(words), 160.0, frame::SMALL, Weight::Regular);
        scene.label(Label::new(&*words, (x, middle), frame::SMALL).centred());
        x + width(&words, frame::SMALL, Weight::Regular) + 22.0
    };
    before(scene, (10.0, middle));
    let mut x = entry(scene, ends.0, 22.0);
    scene.add(Mark::Disc((x + 6.0, middle), RADIUS, BLUE));
    x = entry(scene, ends.1, x + 18.0);
    if !doubtful {
        return y + 18.0;
    }
    scene.line((x, middle), (x + 22.0, middle), INK, 3.0);
    x = entry(scene, "clear change", x + 28.0);
    scene.line((x, middle), (x + 22.0, middle), EDGE, 1.0);
    let label = Label::new("may be chance", (x + 28.0, middle), frame::SMALL);
    scene.label(label.colour(SLATE).centred());
    y + 18.0
}

fn row_words(row: &DumbbellRow, ends: (&str, &str), theme: &Theme) -> String {
    let label = plain(&row.label);
    if row.from.is_none() && row.to.is_none() {
        return format!("{label}: {}", theme.hidden());
    }
    let end =
        |name: &str, x: Option<f64>| format!("{} {}", plain(name), x.map_or("[x]".into(), frame::percent));
    format!("{label}: {}, {}. {}", end(ends.0, row.from), end(ends.1, row.to), plain(&row.note))
}
