//! Group × group: blue where there are more ties than the groups' sizes would give, brown where
//! there are fewer; the number stands in the cell while there is room for it.

use super::clean::plain;
use super::colour::{Colour, DIVERGING, EDGE, GRID, INK, SLATE, WHITE, diverging};
use super::frame::{self, Theme};
use super::heatmap::hidden_keys;
use super::scene::{Anchor, Area, Label, Mark, Scene, WIDTH};
use super::spec::{ChartSpec, Shown};
use super::typeface::{Weight, shorten, width};

/// Most groups for which numbers stand in the cells.
const NUMBERED: usize = 40;
/// Width of the strip of band headings.
const STRIP: f64 = 18.0;

/// What a matrix shows.
pub(super) struct Grid<'a> {
    pub groups: &'a [String],
    pub bands: &'a [(String, usize)],
    pub cells: &'a [Vec<Shown>],
    pub legend: &'a str,
}

/// Places of the cells.
struct Plan {
    left: f64,
    top: f64,
    cell: f64,
    groups: usize,
}

impl Plan {
    fn area(&self, row: usize, col: usize, seam: f64) -> Area {
        let (x, y) = (self.left + self.cell * col as f64, self.top + self.cell * row as f64);
        Area::new(x, y, self.cell - seam, self.cell - seam)
    }

    fn side(&self) -> f64 {
        self.cell * self.groups as f64
    }

    /// Size of the labels, and every how many groups one stands.
    fn labels(&self) -> (f64, usize) {
        let size = (self.cell * 0.8).clamp(9.0, frame::SMALL);
        (size, ((size * 1.15) / self.cell).ceil().max(1.0) as usize)
    }
}

pub(super) fn lay_out(spec: &ChartSpec, theme: &Theme, grid: &Grid<'_>) -> Scene {
    let mut scene = Scene::default();
    let y = frame::heading(&mut scene, spec, theme);
    let y = key(&mut scene, grid, theme, y) + 8.0;
    let plan = plan(grid, y);
    heads(&mut scene, grid, &plan);
    let seam = if plan.cell >= 9.0 { 1.0 } else { 0.0 };
    let size = number_size(grid, &plan);
    for (i, row) in grid.cells.iter().enumerate().take(plan.groups) {
        scene.titled(row_words(grid, i, row));
        let cells: Vec<_> =
            row.iter().take(plan.groups).enumerate().map(|(j, s)| (s, plan.area(i, j, seam))).collect();
        draw_row(&mut scene, &cells, &plan, size);
        row_label(&mut scene, grid, &plan, i);
    }
    scene.untitled();
    let side = plan.side();
    scene.outline(Area::new(plan.left, plan.top, side, side), EDGE);
    band_lines(&mut scene, grid, &plan);
    scene.height = plan.top + side + 8.0;
    scene
}

fn plan(grid: &Grid<'_>, y: f64) -> Plan {
    let groups = grid.groups.len();
    let size = if groups > NUMBERED { 9.0 } else { frame::SMALL };
    let longest = grid.groups.iter().map(|g| width(&plain(g), size, Weight::Regular)).fold(30.0, f64::max);
    let most = if groups > NUMBERED { 120.0 } else { 180.0 };
    let names = longest.min(most) + 10.0;
    let strip = if grid.bands.is_empty() { 0.0 } else { STRIP };
    let left = 4.0 + strip + names;
    let cell = ((WIDTH - 4.0 - left) / groups.max(1) as f64).min(46.0);
    Plan { left, top: y + strip + names, cell, groups }
}

fn colour(shown: &Shown) -> Option<Colour> {
    shown.number().map(diverging)
}

/// Cells of one colour side by side become one rectangle where no seam parts them.
fn draw_row(scene: &mut Scene, cells: &[(&Shown, Area)], plan: &Plan, size: Option<f64>) {
    let mut runs: Vec<(Colour, Area)> = Vec::new();
    for (shown, area) in cells {
        let fill = colour(shown).unwrap_or(WHITE);
        match runs.last_mut() {
            Some((c, run)) if *c == fill && area.x - run.right() < 0.25 => run.w += area.w,
            _ => runs.push((fill, *area)),
        }
    }
    runs.sort_by_key(|(c, _)| *c);
    for (c, area) in runs.into_iter().filter(|(c, _)| *c != WHITE) {
        scene.add(Mark::Rect(area, c));
    }
    for (_, area) in cells.iter().filter(|(s, _)| s.number().is_none()) {
        if plan.cell >= 9.0 {
            scene.hatch(*area, 6.0, GRID);
        } else {
            scene.line((area.x, area.bottom()), (area.right(), area.y), GRID, 0.5);
        }
    }
    if let Some(size) = size {
        numbers(scene, cells, size);
    }
}

/// One size for all numbers; `None` where it would be too small to read.
fn number_size(grid: &Grid<'_>, plan: &Plan) -> Option<f64> {
    let cells = grid.cells.iter().flatten();
    let widest = cells.map(|s| width(&plain(s.printed()), 1.0, Weight::Regular)).fold(0.5, f64::max);
    let size = ((plan.cell - 3.0) / widest).min(12.0);
    (plan.groups <= NUMBERED && size >= 7.5).then_some(size)
}

fn numbers(scene: &mut Scene, cells: &[(&Shown, Area)], size: f64) {
    let mut texts: Vec<_> = cells
        .iter()
        .map(|(shown, a)| {
            let on = colour(shown).unwrap_or(WHITE);
            let ink = if shown.number().is_some() { on.text_on() } else { SLATE };
            let middle = (a.x + a.w / 2.0, a.y + a.h / 2.0);
            Label::new(plain(shown.printed()), middle, size).colour(ink).anchor(Anchor::Middle).centred()
        })
        .collect();
    texts.sort_by_key(|l| l.colour);
    texts.into_iter().for_each(|l| scene.label(l));
}

fn row_label(scene: &mut Scene, grid: &Grid<'_>, plan: &Plan, i: usize) {
    let (size, every) = plan.labels();
    if !i.is_multiple_of(every) {
        return;
    }
    let middle = plan.top + plan.cell * (i as f64 + 0.5);
    let strip = if grid.bands.is_empty() { 0.0 } else { STRIP };
    if let Some(name) = grid.groups.get(i) {
        let text = shorten(&plain(name), plan.left - strip - 12.0, size, Weight::Regular);
        scene.label(Label::new(text, (plan.left - 6.0, middle), size).anchor(Anchor::End).centred());
    }
}

/// Group names over the columns and band names on both sides.
fn heads(scene: &mut Scene, grid: &Grid<'_>, plan: &Plan) {
    scene.untitled();
    let (size, every) = plan.labels();
    let strip = if grid.bands.is_empty() { 0.0 } else { STRIP };
    let most = plan.left - 4.0 - strip - 10.0;
    for (j, name) in grid.groups.iter().enumerate().step_by(every) {
        let at = (plan.left + plan.cell * (j as f64 + 0.5), plan.top - 6.0);
        let text = shorten(&plain(name), most, size, Weight::Regular);
        scene.label(Label::new(text, at, size).upright().centred());
    }
    for (name, start, len) in bands(grid) {
        let long = plan.cell * len as f64;
        let text = shorten(&plain(name), long - 6.0, frame::SMALL, Weight::Bold);
        if text.chars().count() < 3 && text.ends_with('…') {
            continue;
        }
        let middle = plan.cell * (start as f64 + len as f64 / 2.0);
        let label = |at| Label::new(&*text, at, frame::SMALL).bold().anchor(Anchor::Middle);
        let over = (plan.left + middle, plan.top - (plan.left - 4.0 - STRIP) - STRIP / 2.0);
        scene.label(label(over).centred());
        scene.label(label((4.0 + STRIP / 2.0, plan.top + middle)).upright().centred());
    }
}

/// Band names with the first group of each and how many it has, cut at the number of groups.
fn bands<'a>(grid: &Grid<'a>) -> Vec<(&'a str, usize, usize)> {
    let mut start = 0;
    let mut out = Vec::new();
    for (name, len) in grid.bands {
        let len = (*len).min(grid.groups.len() - start);
        out.push((name.as_str(), start, len));
        start += len;
    }
    out
}

/// Lines between bands: across the cells and the band names, and across the group names where
/// these leave room for it.
fn band_lines(scene: &mut Scene, grid: &Grid<'_>, plan: &Plan) {
    let side = plan.side();
    let (over, before) = (plan.top - (plan.left - 4.0), 4.0);
    let roomy = plan.labels().1 == 1;
    for (_, start, len) in bands(grid) {
        for edge in [start, start + len] {
            let off = plan.cell * edge as f64 - if plan.cell >= 9.0 { 0.5 } else { 0.0 };
            let (x, y) = (plan.left + off, plan.top + off);
            let (from_y, from_x) = if roomy { (over, before) } else { (plan.top, plan.left) };
            for (colour, width) in [(WHITE, 2.5), (INK, 1.0)] {
                scene.line((x, from_y), (x, plan.top + side), colour, width);
                scene.line((from_x, y), (plan.left + side, y), colour, width);
            }
            if !roomy {
                scene.line((x, over), (x, over + STRIP), INK, 1.0);
                scene.line((before, y), (before + STRIP, y), INK, 1.0);
            }
        }
    }
}

fn key(scene: &mut Scene, grid: &Grid<'_>, theme: &Theme, y: f64) -> f64 {
    scene.untitled();
    let below = frame::words(scene, grid.legend, 4.0, y, WIDTH - 8.0);
    let middle = below + 11.0;
    let fewer = "fewer ties than expected";
    scene.label(Label::new(fewer, (4.0, middle), frame::SMALL).centred());
    let start = 4.0 + width(fewer, frame::SMALL, Weight::Regular) + 8.0;
    for (i, c) in DIVERGING.iter().enumerate() {
        scene.add(Mark::Rect(Area::new(start + 26.0 * i as f64, middle - 7.0, 26.0, 14.0), *c));
    }
    let end = start + 26.0 * DIVERGING.len() as f64;
    scene.outline(Area::new(start, middle - 7.0, end - start, 14.0), EDGE);
    for (edge, text) in
        [(1.0, "1/8"), (2.0, "1/4"), (3.0, "1/2"), (4.5, "1"), (6.0, "2"), (7.0, "4"), (8.0, "8")]
    {
        let at = (start + 26.0 * edge, middle + 16.0);
        scene.label(Label::new(text, at, 11.0).colour(SLATE).anchor(Anchor::Middle).centred());
    }
    scene.label(Label::new("more", (end + 8.0, middle), frame::SMALL).centred());
    hidden_keys(scene, grid.cells, theme, end + 60.0, middle);
    middle + 26.0
}

fn row_words(grid: &Grid<'_>, i: usize, row: &[Shown]) -> String {
    let name = grid.groups.get(i).map(|r| plain(r)).unwrap_or_default();
    if grid.groups.len() > NUMBERED {
        return name;
    }
    let cells: Vec<_> =
        grid.groups.iter().zip(row).map(|(c, s)| format!("{} {}", plain(c), plain(s.printed()))).collect();
    format!("{name} with {}", cells.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_thin_out_before_they_touch() {
        for groups in [5, 25, 60, 123, 400] {
            let plan = Plan { left: 150.0, top: 150.0, cell: 640.0 / groups as f64, groups };
            let (size, every) = plan.labels();
            assert!(plan.cell * every as f64 >= size, "{groups}");
        }
    }

    #[test]
    fn bands_never_reach_past_the_groups() {
        let names: Vec<String> = (0..3).map(|i| format!("g{i}")).collect();
        let list = [("A".to_owned(), 2), ("B".to_owned(), 9)];
        let grid = Grid { groups: &names, bands: &list, cells: &[], legend: "" };
        assert_eq!(bands(&grid), [("A", 0, 2), ("B", 2, 1)]);
    }
}
