//! Answers a row: not confident to the left of a line, confident to its right, the middle answer
//! of an odd scale apart, so that the lengths left and right of the line can be compared.

use super::clean::plain;
use super::colour::{Colour, INK, answer_colours};
use super::frame::{self, Labels, Theme};
use super::scene::{Anchor, Area, Label, Scene, WIDTH};
use super::spec::{BarRow, ChartSpec};
use super::typeface::{Weight, width};

const BAR: f64 = 22.0;
const GAP: f64 = 26.0;

/// Which levels stand where.
struct Scale {
    below: usize,
    neutral: usize,
    colours: Vec<Colour>,
}

impl Scale {
    /// The middle answer stands apart only on an odd scale that is confident above the middle.
    fn new(levels: usize, positive_from: usize) -> Self {
        let positive_from = positive_from.min(levels);
        let neutral = usize::from(levels % 2 == 1 && levels > 1 && positive_from == levels / 2 + 1);
        let below = positive_from - neutral;
        Self { below, neutral, colours: answer_colours(below, neutral, levels - positive_from) }
    }

    fn parts<'a>(&self, row: &'a BarRow) -> [&'a [f64]; 3] {
        let (below, rest) = row.shares.split_at(self.below.min(row.shares.len()));
        let (neutral, above) = rest.split_at(self.neutral.min(rest.len()));
        [below, neutral, above]
    }
}

/// Places along the row.
struct Plot {
    neutral_at: f64,
    line_at: f64,
    unit: f64,
    left: f64,
    right: f64,
}

pub(super) fn lay_out(
    spec: &ChartSpec,
    theme: &Theme,
    levels: &[String],
    positive_from: usize,
    rows: &[BarRow],
) -> Scene {
    let mut scene = Scene::default();
    let scale = Scale::new(levels.len(), positive_from);
    let mut y = frame::heading(&mut scene, spec, theme);
    let entries: Vec<_> = scale.colours.iter().copied().zip(levels.iter().cloned()).collect();
    y = frame::legend(&mut scene, &entries, 4.0, y) + 8.0;
    let labels = Labels::fit(rows.iter().map(|r| &*r.label), 210.0);
    let notes = frame::notes_width(rows.iter().map(|r| &*r.note));
    let plot = plot(&scale, rows, labels.width, WIDTH - notes);
    let pitch = if labels.tallest() > 1 { 38.0 } else { 31.0 };
    let shown = theme.rows(rows.len());
    let bottom = y + 22.0 + pitch * shown.len() as f64;
    heads(&mut scene, &scale, &plot, y);
    y += 22.0;
    scene.line((plot.line_at, y - 2.0), (plot.line_at, bottom), INK, 1.0);
    for (place, i) in shown.enumerate() {
        let row = &rows[i];
        scene.titled(row_words(row, levels, theme));
        let middle = y + pitch * (place as f64 + 0.5);
        labels.draw(&mut scene, i, middle);
        if row.shares.is_empty() {
            let band = Area::new(plot.left, middle - BAR / 2.0, plot.right - plot.left, BAR);
            frame::hidden_band(&mut scene, band, &theme.hidden());
        } else {
            bar(&mut scene, &scale, &plot, row, middle);
            frame::row_note(&mut scene, &row.note, middle);
        }
    }
    scene.height = bottom + 8.0;
    scene
}

/// Gives every part of the row the room its longest bar needs.
fn plot(scale: &Scale, rows: &[BarRow], left: f64, right: f64) -> Plot {
    let longest = |part: usize| {
        rows.iter().map(|r| scale.parts(r)[part].iter().sum::<f64>()).fold(0.12, f64::max).min(1.0)
    };
    let neutral = if scale.neutral > 0 { longest(1) } else { 0.0 };
    let gap = if scale.neutral > 0 { GAP } else { 0.0 };
    let unit = (right - left - gap) / (neutral + longest(0) + longest(2));
    Plot { neutral_at: left, line_at: left + neutral * unit + gap + longest(0) * unit, unit, left, right }
}

fn heads(scene: &mut Scene, scale: &Scale, plot: &Plot, y: f64) {
    scene.untitled();
    let head = |text: &str, x: f64| Label::new(text, (x, y + 8.0), frame::SMALL).bold().centred();
    if scale.neutral > 0 {
        scene.label(head("Middle answer", plot.neutral_at));
    }
    scene.label(head("Not confident", plot.line_at - 8.0).anchor(Anchor::End));
    scene.label(head("Confident", plot.line_at + 8.0));
}

fn bar(scene: &mut Scene, scale: &Scale, plot: &Plot, row: &BarRow, middle: f64) {
    let [below, neutral, above] = scale.parts(row);
    let mut colours = scale.colours.iter().copied();
    let starts = [plot.line_at - below.iter().sum::<f64>() * plot.unit, plot.neutral_at, plot.line_at];
    for (part, start) in [below, neutral, above].into_iter().zip(starts) {
        let mut x = start;
        for (share, colour) in part.iter().zip(colours.by_ref()) {
            let area = Area::new(x, middle - BAR / 2.0, share.max(0.0) * plot.unit, BAR);
            segment(scene, area, *share, colour);
            x = area.right();
        }
    }
}

fn segment(scene: &mut Scene, area: Area, share: f64, colour: Colour) {
    if area.w < 0.25 {
        return;
    }
    scene.bar(area, colour);
    let words = frame::percent(share);
    if width(&words, 11.5, Weight::Regular) + 6.0 <= area.w {
        frame::inside(scene, &words, (area.x + area.w / 2.0, area.y + area.h / 2.0), 11.5, colour);
    }
}

fn row_words(row: &BarRow, levels: &[String], theme: &Theme) -> String {
    let label = plain(&row.label);
    if row.shares.is_empty() {
        return format!("{label}: {}", theme.hidden());
    }
    let parts: Vec<_> =
        levels.iter().zip(&row.shares).map(|(l, s)| format!("{} {}", plain(l), frame::percent(*s))).collect();
    format!("{label}: {}. {}", parts.join(", "), plain(&row.note))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_odd_scale_has_a_neutral_answer() {
        assert_eq!((Scale::new(5, 3).below, Scale::new(5, 3).neutral), (2, 1));
        assert_eq!((Scale::new(4, 2).below, Scale::new(4, 2).neutral), (2, 0));
        assert_eq!((Scale::new(5, 2).below, Scale::new(5, 2).neutral), (2, 0));
        assert_eq!(Scale::new(0, 3).below, 0);
    }
}
