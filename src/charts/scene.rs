//! A laid-out chart: marks with places, in points of a page 800 wide, before anyone paints them.

use super::colour::{Colour, INK};
use super::typeface::Weight;

/// Width of every chart.
pub const WIDTH: f64 = 800.0;

/// A place: to the right, downwards.
pub type Point = (f64, f64);

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Left side.
    pub x: f64,
    /// Upper side.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

impl Area {
    /// A rectangle by its upper left corner.
    pub fn new(x: f64, y: f64, w: f64, h: f64) -> Self {
        Self { x, y, w, h }
    }

    /// Right side.
    pub fn right(&self) -> f64 {
        self.x + self.w
    }

    /// Lower side.
    pub fn bottom(&self) -> f64 {
        self.y + self.h
    }

    /// Area shared with another rectangle.
    pub fn overlap(&self, other: &Area) -> f64 {
        let w = self.right().min(other.right()) - self.x.max(other.x);
        let h = self.bottom().min(other.bottom()) - self.y.max(other.y);
        w.max(0.0) * h.max(0.0)
    }
}

/// Which part of a text its place names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Anchor {
    /// Its beginning.
    #[default]
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// A line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// What it says.
    pub text: String,
    /// Baseline and anchor.
    pub at: Point,
    /// Size of the em.
    pub size: f64,
    /// Weight.
    pub weight: Weight,
    /// Colour.
    pub colour: Colour,
    /// Which part stands at `at`.
    pub anchor: Anchor,
    /// Whether it reads upwards.
    pub upright: bool,
}

impl Label {
    /// Dark regular text, its beginning at `at`.
    pub fn new(text: impl Into<String>, at: Point, size: f64) -> Self {
        let (weight, anchor) = (Weight::Regular, Anchor::Start);
        Self { text: text.into(), at, size, weight, colour: INK, anchor, upright: false }
    }

    /// The same, centred in the height around `at`: the baseline is lowered by half the height of
    /// a capital letter.
    pub fn centred(mut self) -> Self {
        let drop = self.size * 0.357;
        if self.upright {
            self.at.0 += drop
        } else {
            self.at.1 += drop
        }
        self
    }

    /// The same in bold.
    pub fn bold(mut self) -> Self {
        self.weight = Weight::Bold;
        self
    }

    /// The same in another colour.
    pub fn colour(mut self, colour: Colour) -> Self {
        self.colour = colour;
        self
    }

    /// The same with its end or middle at its place.
    pub fn anchor(mut self, anchor: Anchor) -> Self {
        self.anchor = anchor;
        self
    }

    /// The same reading upwards.
    pub fn upright(mut self) -> Self {
        self.upright = true;
        self
    }
}

/// One thing to paint.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A filled rectangle.
    Rect(Area, Colour),
    /// A filled shape.
    Polygon(Vec<Point>, Colour),
    /// A line through points, with its width.
    Line(Vec<Point>, Colour, f64),
    /// A filled circle: centre, radius.
    Disc(Point, f64, Colour),
    /// The line of a circle: centre, radius, colour, width.
    Ring(Point, f64, Colour, f64),
    /// Text.
    Label(Label),
}

/// Marks that belong together, with the words a pointer shows for them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// Words for the marks, in full.
    pub title: Option<String>,
    /// The marks, painted in order.
    pub marks: Vec<Mark>,
}

/// A whole chart, laid out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// Height; the width is [`WIDTH`].
    pub height: f64,
    /// Groups, painted in order.
    pub groups: Vec<Group>,
}

impl Scene {
    /// Begins a group with words of its own.
    pub fn titled(&mut self, title: impl Into<String>) {
        self.groups.push(Group { title: Some(title.into()), marks: Vec::new() });
    }

    /// Begins a group without words.
    pub fn untitled(&mut self) {
        self.groups.push(Group::default());
    }

    /// Adds a mark to the newest group.
    pub fn add(&mut self, mark: Mark) {
        if self.groups.is_empty() {
            self.untitled();
        }
        if let Some(group) = self.groups.last_mut() {
            group.marks.push(mark);
        }
    }

    /// Adds a filled rectangle, outlined when its colour is light on paper.
    pub fn bar(&mut self, area: Area, fill: Colour) {
        self.add(Mark::Rect(area, fill));
        if fill.is_light() {
            self.outline(area, super::colour::EDGE);
        }
    }

    /// Adds the outline of a rectangle.
    pub fn outline(&mut self, a: Area, colour: Colour) {
        let corners =
            vec![(a.x, a.y), (a.right(), a.y), (a.right(), a.bottom()), (a.x, a.bottom()), (a.x, a.y)];
        self.add(Mark::Line(corners, colour, 1.0));
    }

    /// Adds a straight line.
    pub fn line(&mut self, from: Point, to: Point, colour: Colour, width: f64) {
        self.add(Mark::Line(vec![from, to], colour, width));
    }

    /// Adds text.
    pub fn label(&mut self, label: Label) {
        self.add(Mark::Label(label));
    }

    /// Adds diagonal lines inside a rectangle, `gap` apart.
    pub fn hatch(&mut self, a: Area, gap: f64, colour: Colour) {
        let mut offset = gap;
        while offset < a.w + a.h {
            let start = if offset <= a.h { (a.x, a.y + offset) } else { (a.x + offset - a.h, a.bottom()) };
            let end = if offset <= a.w { (a.x + offset, a.y) } else { (a.right(), a.y + offset - a.w) };
            self.line(start, end, colour, 0.5);
            offset += gap;
        }
    }
}
