//! From marks to a plotters drawing area; the same painter serves every backend.
//!
//! One point of the page is two units of the area, so that whole numbers are fine enough.

use plotters::coord::Shift;
use plotters::prelude::{
    Circle, DrawingArea, DrawingBackend, PathElement, Polygon, RGBColor, Rectangle, Text,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, FontTransform, ShapeStyle};

use super::colour::Colour;
use super::scene::{Anchor, Label, Mark, Point};
use super::typeface::Weight;

/// Units of the drawing area for one point of the page.
pub(super) const UNITS: f64 = 2.0;

/// Why a picture could not be made.
#[derive(Debug, thiserror::Error)]
pub enum PaintError {
    /// The drawing library refused a mark.
    #[error("a chart could not be drawn: {0}. Report this: it is a fault in the program")]
    Draw(String),
    /// The picture could not be encoded.
    #[error("a chart could not be written as PNG: {0}. Report this: it is a fault in the program")]
    Encode(#[from] png::EncodingError),
}

/// Paints marks on an area, `scale` units for a point.
pub(super) fn paint<B: DrawingBackend>(
    area: &DrawingArea<B, Shift>,
    marks: &[Mark],
    scale: f64,
) -> Result<(), PaintError> {
    let pen = Pen { scale };
    for mark in marks {
        let drawn = match mark {
            Mark::Rect(a, c) => {
                let corners = [pen.at((a.x, a.y)), pen.at((a.right(), a.bottom()))];
                area.draw(&Rectangle::new(corners, fill(*c)))
            }
            Mark::Polygon(points, c) => area.draw(&Polygon::new(pen.all(points), fill(*c))),
            Mark::Line(points, c, w) => area.draw(&PathElement::new(pen.all(points), pen.stroke(*c, *w))),
            Mark::Disc(centre, r, c) => area.draw(&Circle::new(pen.at(*centre), pen.size(*r), fill(*c))),
            Mark::Ring(centre, r, c, w) => {
                area.draw(&Circle::new(pen.at(*centre), pen.size(*r), pen.stroke(*c, *w)))
            }
            Mark::Label(label) => area.draw(&pen.text(label)),
        };
        drawn.map_err(|e| PaintError::Draw(e.to_string()))?;
    }
    Ok(())
}

/// The colour of the drawing library.
fn rgb(c: Colour) -> RGBColor {
    RGBColor(c.0, c.1, c.2)
}

fn fill(c: Colour) -> ShapeStyle {
    rgb(c).filled()
}

struct Pen {
    scale: f64,
}

impl Pen {
    /// Places far outside every page are brought near, so that no rasteriser runs long.
    fn at(&self, (x, y): Point) -> (i32, i32) {
        let unit = |v: f64| (v * self.scale).round().clamp(-60_000.0, 60_000.0) as i32;
        (unit(x), unit(y))
    }

    fn all(&self, points: &[Point]) -> Vec<(i32, i32)> {
        points.iter().map(|p| self.at(*p)).collect()
    }

    fn size(&self, x: f64) -> i32 {
        ((x * self.scale).round() as i32).max(1)
    }

    fn stroke(&self, colour: Colour, width: f64) -> ShapeStyle {
        rgb(colour).stroke_width(self.size(width).unsigned_abs())
    }

    fn text<'a>(&self, label: &'a Label) -> Text<'a, (i32, i32), &'a str> {
        let style = match label.weight {
            Weight::Regular => FontStyle::Normal,
            Weight::Bold => FontStyle::Bold,
        };
        let turn = if label.upright { FontTransform::Rotate270 } else { FontTransform::None };
        let h = match label.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let font = FontDesc::new(FontFamily::SansSerif, label.size * self.scale, style).transform(turn);
        Text::new(
            &*label.text,
            self.at(label.at),
            font.color(&rgb(label.colour)).pos(Pos::new(h, VPos::Bottom)),
        )
    }
}
