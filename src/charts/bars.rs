//! One value a row, from the zero of the axis, with its interval where there is one.

use super::clean::plain;
use super::colour::{BLUE, Colour, INK, SLATE};
use super::frame::{self, Labels, Theme};
use super::scene::{Anchor, Area, Label, Scene, WIDTH};
use super::spec::{ChartSpec, Shown, ValueRow};
use super::typeface::{Weight, shorten};

const BAR: f64 = 16.0;
/// A bar whose range stands over it.
const PALE: Colour = Colour(0x8f, 0xbd, 0xe8);

/// What the bars show.
pub(super) struct Values<'a> {
    pub rows: &'a [ValueRow],
    pub axis: (f64, f64),
    pub ends: (&'a str, &'a str),
    pub percent: bool,
}

struct Axis {
    left: f64,
    right: f64,
    low: f64,
    high: f64,
}

impl Axis {
    fn at(&self, x: f64) -> f64 {
        let t = (x - self.low) / (self.high - self.low);
        self.left + if t.is_finite() { t.clamp(0.0, 1.0) } else { 0.0 } * (self.right - self.left)
    }

    /// Four to six round numbers along the axis.
    fn ticks(&self) -> Vec<f64> {
        let span = self.high - self.low;
        if !span.is_finite() || span <= 0.0 {
            return vec![self.low];
        }
        let rough = 10f64.powf((span / 5.0).log10().floor());
        let step = [1.0, 2.0, 2.5, 5.0, 10.0].map(|m| m * rough).into_iter().find(|s| span / s <= 5.0);
        let step = step.unwrap_or(span);
        let first = (self.low / step).ceil() as i64;
        (0..8).map(|i| (first + i) as f64 * step).filter(|t| *t <= self.high + step * 1e-9).collect()
    }
}

pub(super) fn lay_out(spec: &ChartSpec, theme: &Theme, values: &Values<'_>) -> Scene {
    let mut scene = Scene::default();
    let mut y = frame::heading(&mut scene, spec, theme);
    let labels = Labels::fit(values.rows.iter().map(|r| &*r.label), 210.0);
    let notes = frame::notes_width(values.rows.iter().map(|r| r.value.printed()));
    let (low, high) = values.axis;
    let axis = Axis { left: labels.width + 8.0, right: WIDTH - notes - 14.0, low, high };
    y = end_words(&mut scene, values, &axis, y) + 24.0;
    let pitch = if labels.tallest() > 1 { 36.0 } else { 28.0 };
    let shown = theme.rows(values.rows.len());
    let bottom = y + pitch * shown.len() as f64;
    scene.untitled();
    for tick in axis.ticks() {
        frame::grid_line(&mut scene, axis.at(tick), y, bottom, &printed(tick, values.percent));
    }
    scene.line((axis.at(0.0), y), (axis.at(0.0), bottom), INK, 1.0);
    for (place, i) in shown.enumerate() {
        let row = &values.rows[i];
        scene.titled(row_words(row, values.percent, theme));
        let middle = y + pitch * (place as f64 + 0.5);
        labels.draw(&mut scene, i, middle);
        draw_row(&mut scene, row, &axis, middle, theme);
    }
    scene.height = bottom + 8.0;
    scene
}

fn draw_row(scene: &mut Scene, row: &ValueRow, axis: &Axis, middle: f64, theme: &Theme) {
    let band = Area::new(axis.left, middle - BAR / 2.0, axis.right - axis.left, BAR + 1.0);
    match &row.value {
        Shown::Number(x, text) => {
            let (a, b) = (axis.at(0.0), axis.at(*x));
            // A range is read against a pale bar, a lone value from a strong one.
            let fill = if row.interval.is_some() { PALE } else { BLUE };
            scene.bar(Area::new(a.min(b), middle - BAR / 2.0, (a - b).abs().max(1.0), BAR), fill);
            if let Some((low, high)) = row.interval {
                whisker(scene, axis.at(low), axis.at(high), middle);
            }
            frame::row_note(scene, text, middle);
        }
        Shown::Hidden => frame::hidden_band(scene, band, &theme.hidden()),
        Shown::Unavailable(why) => {
            let words = shorten(&format!("[x] {why}"), band.w - 20.0, frame::SMALL, Weight::Regular);
            frame::hidden_band(scene, band, &words);
        }
        Shown::Text(text) => frame::row_note(scene, text, middle),
    }
}

/// The interval: a line with ends.
fn whisker(scene: &mut Scene, low: f64, high: f64, middle: f64) {
    scene.line((low, middle), (high, middle), INK, 2.0);
    for x in [low, high] {
        scene.line((x, middle - 4.5), (x, middle + 4.5), INK, 2.0);
    }
}

fn end_words(scene: &mut Scene, values: &Values<'_>, axis: &Axis, y: f64) -> f64 {
    scene.untitled();
    let (low, high) = values.ends;
    if low.is_empty() && high.is_empty() {
        return y + 4.0;
    }
    let half = (axis.right - axis.left) / 2.0 - 8.0;
    let fit = |t: &str| shorten(&plain(t), half - 16.0, frame::SMALL, Weight::Bold);
    let arrow = |t: String, left: bool| match (t.is_empty(), left) {
        (true, _) => t,
        (_, true) => format!("← {t}"),
        (_, false) => format!("{t} →"),
    };
    let left = Label::new(arrow(fit(low), true), (axis.left, y + 8.0), frame::SMALL).bold().colour(SLATE);
    let right = Label::new(arrow(fit(high), false), (axis.right, y + 8.0), frame::SMALL).bold().colour(SLATE);
    scene.label(left.centred());
    scene.label(right.anchor(Anchor::End).centred());
    y + 18.0
}

fn printed(x: f64, percent: bool) -> String {
    if percent {
        return frame::percent(x);
    }
    let text = format!("{:.2}", x.abs());
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if x < 0.0 && text != "0" { format!("−{text}") } else { text.to_owned() }
}

fn row_words(row: &ValueRow, percent: bool, theme: &Theme) -> String {
    let label = plain(&row.label);
    match (&row.value, row.interval) {
        (Shown::Hidden, _) => format!("{label}: {}", theme.hidden()),
        (Shown::Unavailable(why), _) => format!("{label}: not available, {why}"),
        (Shown::Number(_, text), Some((low, high))) => {
            format!(
                "{label}: {} (95% interval {} to {})",
                plain(text),
                printed(low, percent),
                printed(high, percent)
            )
        }
        (other, _) => format!("{label}: {}", plain(other.printed())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_inside() {
        let axis = Axis { left: 0.0, right: 1.0, low: -1.0, high: 1.0 };
        assert_eq!(axis.ticks(), [-1.0, -0.5, 0.0, 0.5, 1.0]);
        let odd = Axis { left: 0.0, right: 1.0, low: 0.0, high: f64::NAN };
        assert_eq!(odd.ticks(), [0.0]);
        assert_eq!(printed(-0.25, false), "−0.25");
        assert_eq!(printed(0.5, true), "50%");
    }
}
