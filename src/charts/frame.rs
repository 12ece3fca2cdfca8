//! What charts share: heading, row labels, legends, and the mark of a hidden row.

use super::clean::plain;
use super::colour::{Colour, EDGE, GRID, INK, SLATE, WHITE};
use super::scene::{Anchor, Area, Label, Scene, WIDTH};
use super::spec::ChartSpec;
use super::typeface::{Weight, width, wrap};

/// Size of row labels.
pub(super) const LABEL: f64 = 13.0;
/// Size of notes, legends and axes.
pub(super) const SMALL: f64 = 12.0;
/// Height of a line of row label.
const LEADING: f64 = 15.0;

/// Where the chart will stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// In a report, whose caption carries title and subtitle.
    Inline,
    /// Alone, with title and subtitle drawn.
    Alone,
}

/// What drawing needs besides the spec.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Fewest people a shown statistic may rest on.
    pub k: u32,
    /// Where the chart will stand.
    pub framing: Framing,
    /// Which of how many parts of a long chart, counted from 0.
    pub part: (usize, usize),
}

impl Theme {
    /// A whole chart.
    pub fn whole(k: u32, framing: Framing) -> Self {
        Self { k, framing, part: (0, 1) }
    }

    /// The rows of this part; parts differ by one row at most.
    pub(super) fn rows(&self, all: usize) -> std::ops::Range<usize> {
        let (part, of) = self.part;
        let of = of.max(1);
        all * part / of..all * (part + 1) / of
    }

    /// What stands in place of a hidden row.
    pub(super) fn hidden(&self) -> String {
        format!("[c] fewer than {} people", self.k)
    }
}

/// Draws title and subtitle where the chart stands alone; gives where the picture begins.
pub(super) fn heading(scene: &mut Scene, spec: &ChartSpec, theme: &Theme) -> f64 {
    if theme.framing == Framing::Inline {
        return 6.0;
    }
    scene.untitled();
    let mut y = 26.0;
    for line in wrap(&plain(&spec.title), WIDTH - 8.0, 19.0, Weight::Bold, 3) {
        scene.label(Label::new(line, (4.0, y), 19.0).bold());
        y += 24.0;
    }
    for line in wrap(&plain(&spec.subtitle), WIDTH - 8.0, LABEL, Weight::Regular, 3) {
        scene.label(Label::new(line, (4.0, y), LABEL).colour(SLATE));
        y += 18.0;
    }
    y + 4.0
}

/// A column of row labels.
pub(super) struct Labels {
    /// Width of the column, with the gap to the marks.
    pub width: f64,
    lines: Vec<Vec<String>>,
}

impl Labels {
    /// Fits labels into a column at most `most` wide, two lines each.
    pub(super) fn fit<'a>(labels: impl Iterator<Item = &'a str>, most: f64) -> Self {
        let lines: Vec<_> = labels.map(|l| wrap(&plain(l), most, LABEL, Weight::Regular, 2)).collect();
        let widest = lines.iter().flatten().map(|l| width(l, LABEL, Weight::Regular)).fold(40.0, f64::max);
        Self { width: widest + 14.0, lines }
    }

    /// Lines of the tallest label.
    pub(super) fn tallest(&self) -> usize {
        self.lines.iter().map(Vec::len).max().unwrap_or(1)
    }

    /// Draws one label, its beginning at the left side, centred around `middle`.
    pub(super) fn draw(&self, scene: &mut Scene, row: usize, middle: f64) {
        let Some(lines) = self.lines.get(row) else { return };
        let mut y = middle - (lines.len() as f64 - 1.0) * LEADING / 2.0;
        for line in lines {
            scene.label(Label::new(line, (4.0, y), LABEL).centred());
            y += LEADING;
        }
    }
}

/// Draws the band of a hidden row.
pub(super) fn hidden_band(scene: &mut Scene, area: Area, words: &str) {
    scene.add(super::scene::Mark::Rect(area, WHITE));
    scene.hatch(area, 9.0, GRID);
    scene.outline(area, EDGE);
    let wide = width(words, SMALL, Weight::Regular) + 16.0;
    let plate = Area::new(area.x + (area.w - wide) / 2.0, area.y + 1.0, wide, area.h - 2.0);
    scene.add(super::scene::Mark::Rect(plate, WHITE));
    let at = (area.x + area.w / 2.0, area.y + area.h / 2.0);
    scene.label(Label::new(words, at, SMALL).colour(SLATE).anchor(Anchor::Middle).centred());
}

/// Draws swatches with words from `x`, in as many lines as needed; gives the y below them.
pub(super) fn legend(scene: &mut Scene, entries: &[(Colour, String)], x: f64, y: f64) -> f64 {
    let (mut at, mut top) = (x, y);
    for (colour, words) in entries {
        let words = super::typeface::shorten(&plain(words), WIDTH - x - 40.0, SMALL, Weight::Regular);
        let wide = 20.0 + width(&words, SMALL, Weight::Regular);
        if at > x && at + wide > WIDTH - 4.0 {
            (at, top) = (x, top + 22.0);
        }
        scene.bar(Area::new(at, top, 14.0, 14.0), *colour);
        scene.label(Label::new(words, (at + 20.0, top + 7.0), SMALL).centred());
        at += wide + 18.0;
    }
    top + 22.0
}

/// Draws a line of small words from `x`, wrapped; gives the y below them.
pub(super) fn words(scene: &mut Scene, text: &str, x: f64, y: f64, most: f64) -> f64 {
    let mut top = y;
    for line in wrap(&plain(text), most, SMALL, Weight::Regular, 3) {
        scene.label(Label::new(line, (x, top + 8.0), SMALL).colour(SLATE).centred());
        top += 17.0;
    }
    top
}

/// The note at the end of a row.
pub(super) fn row_note(scene: &mut Scene, text: &str, middle: f64) {
    let note = super::typeface::shorten(&plain(text), 150.0, SMALL, Weight::Regular);
    scene.label(Label::new(note, (WIDTH - 4.0, middle), SMALL).colour(SLATE).anchor(Anchor::End).centred());
}

/// Room the notes need, with the gap before them.
pub(super) fn notes_width<'a>(notes: impl Iterator<Item = &'a str>) -> f64 {
    let widest = notes.map(|n| width(&plain(n), SMALL, Weight::Regular).min(150.0)).fold(0.0, f64::max);
    if widest > 0.0 { widest + 18.0 } else { 8.0 }
}

/// A vertical grid line with words above it.
pub(super) fn grid_line(scene: &mut Scene, x: f64, top: f64, bottom: f64, words: &str) {
    scene.line((x, top), (x, bottom), GRID, 1.0);
    let anchor = if x > WIDTH - 24.0 { Anchor::End } else { Anchor::Middle };
    scene.label(Label::new(words, (x, top - 10.0), SMALL).colour(SLATE).anchor(anchor).centred());
}

/// A share as whole per cent.
pub(super) fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

/// A number inside a mark, in the colour that reads on it.
pub(super) fn inside(scene: &mut Scene, text: &str, at: (f64, f64), size: f64, on: Colour) {
    let colour = if on == WHITE { INK } else { on.text_on() };
    scene.label(Label::new(text, at, size).colour(colour).anchor(Anchor::Middle).centred());
}
