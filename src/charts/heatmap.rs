//! Rows by columns: darker is more, the number stands in the cell, a hidden cell is `[c]`.

use super::clean::plain;
use super::colour::{Colour, EDGE, GRID, SLATE, STEPS, WHITE, sequential};
use super::frame::{self, Labels, Theme};
use super::scene::{Anchor, Area, Label, Mark, Scene, WIDTH};
use super::spec::{ChartSpec, Shown};
use super::typeface::{Weight, shorten, width, wrap};

/// What a heatmap shows.
pub(super) struct Heat<'a> {
    pub rows: &'a [String],
    pub cols: &'a [String],
    pub cells: &'a [Vec<Shown>],
    pub scale: (f64, f64),
    pub legend: &'a str,
}

pub(super) fn lay_out(spec: &ChartSpec, theme: &Theme, heat: &Heat<'_>) -> Scene {
    let mut scene = Scene::default();
    let mut y = frame::heading(&mut scene, spec, theme);
    y = key(&mut scene, heat, theme, y) + 6.0;
    let many = heat.cols.len() > 16;
    let labels = Labels::fit(heat.rows.iter().map(String::as_str), if many { 160.0 } else { 210.0 });
    let cell = ((WIDTH - 4.0 - labels.width) / heat.cols.len().max(1) as f64).min(104.0);
    y = column_heads(&mut scene, heat.cols, labels.width, cell, y);
    let pitch = if labels.tallest() > 1 { 34.0 } else { 25.0 };
    let size = number_size(heat, cell);
    let shown = theme.rows(heat.rows.len().min(heat.cells.len()));
    for (place, i) in shown.clone().enumerate() {
        let row = &heat.cells[i];
        let top = y + pitch * place as f64;
        scene.titled(row_words(heat, i, row));
        labels.draw(&mut scene, i, top + pitch / 2.0);
        let areas = (0..heat.cols.len())
            .map(|j| Area::new(labels.width + cell * j as f64, top, cell - 1.5, pitch - 1.5));
        let cells: Vec<_> = row.iter().zip(areas).collect();
        draw_row(&mut scene, &cells, heat, size);
    }
    scene.height = y + pitch * shown.len() as f64 + 6.0;
    scene
}

/// Where the number stands on the scale.
fn colour(heat: &Heat<'_>, x: f64) -> Colour {
    let (low, high) = heat.scale;
    let t = if high > low { (x - low) / (high - low) } else { 0.5 };
    sequential(if t.is_finite() { t } else { 0.0 })
}

/// Fills first, then outlines, then numbers, so that like marks share an element.
fn draw_row(scene: &mut Scene, cells: &[(&Shown, Area)], heat: &Heat<'_>, size: Option<f64>) {
    let fill = |shown: &Shown| shown.number().map(|x| colour(heat, x));
    let mut filled: Vec<_> = cells.iter().filter_map(|(s, a)| fill(s).map(|c| (c, *a))).collect();
    filled.sort_by_key(|(c, _)| *c);
    for (c, area) in &filled {
        scene.add(Mark::Rect(*area, *c));
    }
    for (_, area) in filled.iter().filter(|(c, _)| c.is_light()) {
        scene.outline(*area, GRID);
    }
    for (_, area) in cells.iter().filter(|(s, _)| s.number().is_none()) {
        scene.hatch(*area, 8.0, GRID);
        scene.outline(*area, GRID);
    }
    let mut texts: Vec<_> = cells.iter().filter_map(|(s, a)| number(s, *a, fill(s), size)).collect();
    texts.sort_by_key(|l| l.colour);
    texts.into_iter().for_each(|l| scene.label(l));
}

fn number(shown: &Shown, a: Area, fill: Option<Colour>, size: Option<f64>) -> Option<Label> {
    let middle = (a.x + a.w / 2.0, a.y + a.h / 2.0);
    let label = match (shown, fill) {
        (Shown::Number(_, text), Some(fill)) => Label::new(bare(text), middle, size?).colour(fill.text_on()),
        (Shown::Text(text), _) => Label::new(shorten(&plain(text), a.w, 10.0, Weight::Regular), middle, 10.0),
        (other, _) => Label::new(other.printed(), middle, 10.0).colour(SLATE),
    };
    Some(label.anchor(Anchor::Middle).centred())
}

/// The number without its per cent sign; the key says what it is.
fn bare(text: &str) -> String {
    plain(text).trim_end_matches('%').trim_end().to_owned()
}

/// The largest size at which every number fits its cell; `None` when no legible one does.
fn number_size(heat: &Heat<'_>, cell: f64) -> Option<f64> {
    let numbers = heat.cells.iter().flatten().filter(|s| s.number().is_some());
    let widest = numbers.map(|s| width(&bare(s.printed()), 1.0, Weight::Regular)).fold(0.0, f64::max);
    [12.0, 11.0, 10.0, 9.0].into_iter().find(|size| widest * size <= cell - 4.0)
}

fn key(scene: &mut Scene, heat: &Heat<'_>, theme: &Theme, y: f64) -> f64 {
    scene.untitled();
    let printed = |x: f64| if heat.scale.1 <= 1.0 { frame::percent(x) } else { format!("{x:.0}") };
    let (low, high) = (printed(heat.scale.0), printed(heat.scale.1));
    let below = frame::words(scene, heat.legend, 4.0, y, WIDTH - 8.0);
    let mut x = 4.0 + width(&low, frame::SMALL, Weight::Regular) + 6.0;
    let middle = below + 11.0;
    scene.label(Label::new(low, (4.0, middle), frame::SMALL).centred());
    let start = x;
    for step in 0..STEPS {
        scene.add(Mark::Rect(
            Area::new(x, middle - 7.0, 20.0, 14.0),
            sequential(step as f64 / (STEPS - 1) as f64),
        ));
        x += 20.0;
    }
    scene.outline(Area::new(start, middle - 7.0, x - start, 14.0), EDGE);
    scene.label(Label::new(high.clone(), (x + 6.0, middle), frame::SMALL).centred());
    x += 6.0 + width(&high, frame::SMALL, Weight::Regular) + 22.0;
    hidden_keys(scene, heat.cells, theme, x, middle);
    middle + 18.0
}

/// Explains `[c]` and `[x]` where the chart has them.
pub(super) fn hidden_keys(scene: &mut Scene, cells: &[Vec<Shown>], theme: &Theme, x: f64, middle: f64) {
    let any = |f: fn(&Shown) -> bool| cells.iter().flatten().any(f);
    let mut words = Vec::new();
    if any(|s| matches!(s, Shown::Hidden)) {
        words.push(theme.hidden());
    }
    if any(|s| matches!(s, Shown::Unavailable(_))) {
        words.push("[x] not available".to_owned());
    }
    if words.is_empty() {
        return;
    }
    let swatch = Area::new(x, middle - 7.0, 20.0, 14.0);
    scene.add(Mark::Rect(swatch, WHITE));
    scene.hatch(swatch, 8.0, GRID);
    scene.outline(swatch, EDGE);
    scene.label(Label::new(words.join("; "), (x + 26.0, middle), frame::SMALL).centred());
}

/// Column heads: wrapped over wide columns, reading upwards over narrow ones.
fn column_heads(scene: &mut Scene, cols: &[String], left: f64, cell: f64, y: f64) -> f64 {
    scene.untitled();
    let names: Vec<_> = cols.iter().map(|c| plain(c)).collect();
    let fitted: Vec<_> =
        names.iter().map(|n| wrap(n, cell - 6.0, frame::SMALL, Weight::Regular, 4)).collect();
    let whole = fitted.iter().flatten().all(|l| !l.ends_with('…'));
    if cell >= 64.0 && whole {
        let lines = fitted.iter().map(Vec::len).max().unwrap_or(1) as f64;
        for (j, head) in fitted.iter().enumerate() {
            let top = y + (lines - head.len() as f64) * 15.0;
            for (i, line) in head.iter().enumerate() {
                let at = (left + cell * (j as f64 + 0.5), top + 8.0 + 15.0 * i as f64);
                scene.label(Label::new(line, at, frame::SMALL).anchor(Anchor::Middle).centred());
            }
        }
        return y + lines * 15.0 + 6.0;
    }
    upright_heads(scene, &names, left, cell, y)
}

fn upright_heads(scene: &mut Scene, names: &[String], left: f64, cell: f64, y: f64) -> f64 {
    let lines = if cell >= 32.0 { 2 } else { 1 };
    let heads: Vec<_> = names.iter().map(|n| wrap(n, 170.0, frame::SMALL, Weight::Regular, lines)).collect();
    let deep = heads.iter().flatten().map(|l| width(l, frame::SMALL, Weight::Regular)).fold(0.0, f64::max);
    for (j, head) in heads.iter().enumerate() {
        let middle = left + cell * (j as f64 + 0.5) - (head.len() as f64 - 1.0) * 7.5;
        for (i, line) in head.iter().enumerate() {
            let at = (middle + 15.0 * i as f64, y + deep + 2.0);
            scene.label(Label::new(line, at, frame::SMALL).upright().centred());
        }
    }
    y + deep + 8.0
}

fn row_words(heat: &Heat<'_>, i: usize, row: &[Shown]) -> String {
    let name = heat.rows.get(i).map(|r| plain(r)).unwrap_or_default();
    if row.len() > 30 {
        return name;
    }
    let cells: Vec<_> =
        heat.cols.iter().zip(row).map(|(c, s)| format!("{} {}", plain(c), s.printed())).collect();
    format!("{name}: {}", cells.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_shrink_before_they_go() {
        let cells = vec![vec![Shown::Number(1.0, "100%".into())]];
        let heat = Heat { rows: &[], cols: &[], cells: &cells, scale: (0.0, 1.0), legend: "" };
        assert_eq!(number_size(&heat, 60.0), Some(12.0));
        assert_eq!(number_size(&heat, 21.0), Some(9.0));
        assert_eq!(number_size(&heat, 8.0), None);
    }

    #[test]
    fn the_scale_ends_are_the_palette_ends() {
        let heat = Heat { rows: &[], cols: &[], cells: &[], scale: (10.0, 20.0), legend: "" };
        assert_eq!(colour(&heat, 10.0), sequential(0.0));
        assert_eq!(colour(&heat, 25.0), sequential(1.0));
        assert_eq!(colour(&heat, f64::NAN), sequential(0.0));
    }
}
