//! Points between two scales, named where they stand. Two lines part them in four fields.
//!
//! A name stands where it covers no point, no other name and no words of a field. Where there is no such place, the
//! point has a number and the name stands below the picture, so that every point is named.

use super::clean::plain;
use super::colour::{BLUE, EDGE, GRID, SLATE, WHITE};
use super::frame::{self, Theme};
use super::group_map::{Spot, around, extent, is_free, spread};
use super::scene::{Anchor, Area, Label, Mark, Point, Scene, WIDTH};
use super::spec::{ChartSpec, ScatterPoint};
use super::typeface::{Weight, shorten, width, wrap};

/// Radius of a point; a number fits into it.
const RADIUS: f64 = 7.0;
/// Size of the number in a point.
const NUMBER: f64 = 9.0;
/// Height of the picture.
const TALL: f64 = 520.0;

/// What is drawn.
pub(super) struct Plot<'a> {
    pub axes: (&'a str, &'a str),
    pub lines: (f64, f64),
    pub fields: &'a [String; 4],
    pub points: &'a [ScatterPoint],
}

/// Ends of a scale that holds its line and all its points, with room at both ends for their names.
#[derive(Clone, Copy)]
struct Range {
    low: f64,
    high: f64,
}

impl Range {
    fn of(values: impl Iterator<Item = f64>) -> Self {
        let finite = values.filter(|x| x.is_finite() && x.abs() < 1e9);
        let (low, high) = finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), x| (l.min(x), h.max(x)));
        if low > high {
            return Self { low: 0.0, high: 100.0 };
        }
        let room = ((high - low) * 0.12).max(2.0);
        Self { low: low - room, high: high + room }
    }

    /// Part of the way from low to high.
    fn part(&self, x: f64) -> f64 {
        let t = (x - self.low) / (self.high - self.low);
        if t.is_finite() { t.clamp(0.0, 1.0) } else { 0.5 }
    }

    /// Round numbers within.
    fn ticks(&self) -> Vec<f64> {
        let span = self.high - self.low;
        let step = [1.0, 2.0, 5.0, 10.0, 20.0, 25.0, 50.0].into_iter().find(|s| span / s <= 6.0);
        let step = step.unwrap_or(span / 4.0);
        let first = (self.low / step).ceil() as i64;
        (0..8).map(|i| (first + i) as f64 * step).filter(|t| *t <= self.high).collect()
    }
}

pub(super) fn lay_out(spec: &ChartSpec, theme: &Theme, plot: &Plot<'_>) -> Scene {
    let mut scene = Scene::default();
    let top = frame::heading(&mut scene, spec, theme);
    scene.untitled();
    let up = shorten(&plain(plot.axes.1), WIDTH - 20.0, frame::SMALL, Weight::Bold);
    scene
        .label(Label::new(format!("↑ {up}"), (4.0, top + 10.0), frame::SMALL).bold().colour(SLATE).centred());
    let field = Area::new(44.0, top + 24.0, WIDTH - 54.0, TALL);
    let x = Range::of(plot.points.iter().map(|p| p.x).chain([plot.lines.0]));
    let y = Range::of(plot.points.iter().map(|p| p.y).chain([plot.lines.1]));
    let at = |a: f64, b: f64| (field.x + x.part(a) * field.w, field.bottom() - y.part(b) * field.h);
    grid(&mut scene, field, x, y, &at);
    let across = shorten(&plain(plot.axes.0), field.w - 20.0, frame::SMALL, Weight::Bold);
    let below = (field.right(), field.bottom() + 34.0);
    let across = Label::new(format!("{across} →"), below, frame::SMALL).bold().colour(SLATE);
    scene.label(across.anchor(Anchor::End).centred());
    let middle = at(plot.lines.0, plot.lines.1);
    scene.line((middle.0, field.y), (middle.0, field.bottom()), SLATE, 1.5);
    scene.line((field.x, middle.1), (field.right(), middle.1), SLATE, 1.5);
    let taken = field_words(&mut scene, plot.fields, field);
    let spots: Vec<Spot> = plot.points.iter().map(|p| Spot { at: at(p.x, p.y), r: RADIUS }).collect();
    let spots = spread(spots, field);
    let names = names(plot.points, &spots, taken, field);
    let rest = draw(&mut scene, plot.points, &spots, &names);
    scene.height = numbered(&mut scene, &rest, field.bottom() + 48.0);
    scene
}

/// Thin lines with their numbers.
fn grid(scene: &mut Scene, field: Area, x: Range, y: Range, at: &impl Fn(f64, f64) -> Point) {
    for tick in x.ticks() {
        let place = at(tick, y.low).0;
        scene.line((place, field.y), (place, field.bottom()), GRID, 1.0);
        let label = Label::new(format!("{tick:.0}"), (place, field.bottom() + 14.0), frame::SMALL);
        scene.label(label.colour(SLATE).anchor(Anchor::Middle).centred());
    }
    for tick in y.ticks() {
        let place = at(x.low, tick).1;
        scene.line((field.x, place), (field.right(), place), GRID, 1.0);
        let label = Label::new(format!("{tick:.0}"), (field.x - 6.0, place), frame::SMALL);
        scene.label(label.colour(SLATE).anchor(Anchor::End).centred());
    }
    scene.outline(field, EDGE);
}

/// Words in the corners; gives the room they take.
fn field_words(scene: &mut Scene, fields: &[String; 4], field: Area) -> Vec<Area> {
    let mut taken = Vec::new();
    for (i, words) in fields.iter().enumerate() {
        let text = shorten(&plain(words), field.w / 2.0 - 20.0, frame::SMALL, Weight::Bold);
        if text.is_empty() {
            continue;
        }
        let wide = width(&text, frame::SMALL, Weight::Bold) + 6.0;
        let x = if i % 2 == 0 { field.x + 5.0 } else { field.right() - 5.0 - wide };
        let y = if i < 2 { field.y + 4.0 } else { field.bottom() - 22.0 };
        let area = Area::new(x, y, wide, 18.0);
        scene.add(Mark::Rect(area, WHITE));
        scene.label(Label::new(text, (x + 3.0, y + 9.0), frame::SMALL).bold().colour(SLATE).centred());
        taken.push(area);
    }
    taken
}

/// A name in its lines, and where it stands.
struct Name {
    lines: Vec<String>,
    area: Area,
}

/// A place for each name; `None` where there is none.
fn names(points: &[ScatterPoint], spots: &[Spot], mut taken: Vec<Area>, field: Area) -> Vec<Option<Name>> {
    let mut out: Vec<Option<Name>> = points.iter().map(|_| None).collect();
    // Those the chart is about first, then from the top down.
    let mut order: Vec<usize> = (0..points.len()).collect();
    order.sort_by(|&a, &b| {
        let place = |i: usize| (!points[i].strong, spots[i].at.1);
        place(a).0.cmp(&place(b).0).then(place(a).1.total_cmp(&place(b).1)).then(a.cmp(&b))
    });
    for i in order {
        let fits = |name: &Name| {
            field.overlap(&name.area) > name.area.w * name.area.h - 0.5
                && is_free(&name.area, i, spots, &taken)
        };
        if let Some(name) = candidates(spots[i], &plain(&points[i].label)).into_iter().find(fits) {
            taken.push(name.area);
            out[i] = Some(name);
        }
    }
    out
}

/// On one line around the point, then on two, then on three; never cut.
fn candidates(spot: Spot, text: &str) -> Vec<Name> {
    let mut out = Vec::new();
    for (most, lines) in [(230.0, 1), (150.0, 2), (110.0, 3)] {
        let lines = wrap(text, most, frame::SMALL, Weight::Regular, lines);
        if lines.iter().any(|l| l.ends_with('…')) {
            continue;
        }
        let size = extent(&lines, frame::SMALL);
        out.extend(around(spot, size).map(|area| Name { lines: lines.clone(), area }));
    }
    out
}

/// Draws points and names; gives the points that have a number instead.
fn draw<'a>(
    scene: &mut Scene,
    points: &'a [ScatterPoint],
    spots: &[Spot],
    names: &[Option<Name>],
) -> Vec<&'a ScatterPoint> {
    let mut rest = Vec::new();
    for ((point, spot), name) in points.iter().zip(spots).zip(names) {
        scene.titled(format!("{}: {}", plain(&point.label), plain(&point.note)));
        let fill = if point.strong { BLUE } else { WHITE };
        scene.add(Mark::Disc(spot.at, RADIUS, fill));
        scene.add(Mark::Ring(spot.at, RADIUS - 1.0, BLUE, 2.0));
        match name {
            Some(name) => draw_name(scene, name, point.strong),
            None => {
                rest.push(point);
                frame::inside(scene, &rest.len().to_string(), spot.at, NUMBER, fill);
            }
        }
    }
    rest
}

fn draw_name(scene: &mut Scene, name: &Name, strong: bool) {
    let a = name.area;
    scene.add(Mark::Rect(Area::new(a.x + 1.0, a.y + 1.0, a.w - 2.0, a.h - 2.0), WHITE));
    for (i, line) in name.lines.iter().enumerate() {
        let middle = a.y + 1.0 + frame::SMALL * (0.6 + 1.2 * i as f64);
        let label = Label::new(&**line, (a.x + a.w / 2.0, middle), frame::SMALL);
        let label = if strong { label } else { label.colour(SLATE) };
        scene.label(label.anchor(Anchor::Middle).centred());
    }
}

/// The names of numbered points, one a line in two columns; gives the y below them.
fn numbered(scene: &mut Scene, rest: &[&ScatterPoint], y: f64) -> f64 {
    if rest.is_empty() {
        return y;
    }
    scene.untitled();
    let rows = rest.len().div_ceil(2);
    for (i, point) in rest.iter().enumerate() {
        let (column, row) = (i / rows, i % rows);
        let text = format!("{}  {}", i + 1, plain(&point.label));
        let text = shorten(&text, WIDTH / 2.0 - 20.0, frame::SMALL, Weight::Regular);
        let at = (8.0 + WIDTH / 2.0 * column as f64, y + 10.0 + 17.0 * row as f64);
        scene.label(Label::new(text, at, frame::SMALL).centred());
    }
    y + 17.0 * rows as f64 + 8.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::frame::Framing;
    use crate::charts::spec::{ChartKind, DataTable};

    fn point(label: &str, x: f64, y: f64) -> ScatterPoint {
        ScatterPoint { label: label.into(), x, y, note: String::new(), strong: x < 50.0 && y > 50.0 }
    }

    fn scene(points: &[ScatterPoint]) -> Scene {
        let fields = ["Begin here", "Keep up", "Can wait", "Already there"].map(str::to_owned);
        let spec = ChartSpec {
            id: "x".into(),
            title: String::new(),
            subtitle: String::new(),
            description: String::new(),
            kind: ChartKind::Bars { rows: vec![], axis: (0.0, 0.0), ends: Default::default(), percent: true },
            table: DataTable::default(),
        };
        let plot = Plot { axes: ("Confidence", "Importance"), lines: (50.0, 50.0), fields: &fields, points };
        lay_out(&spec, &Theme::whole(5, Framing::Inline), &plot)
    }

    /// The room each text takes.
    fn texts(scene: &Scene) -> Vec<(String, Area)> {
        let label = |mark: &Mark| match mark {
            Mark::Label(l) => {
                let wide = width(&l.text, l.size, l.weight);
                let x = match l.anchor {
                    Anchor::Start => l.at.0,
                    Anchor::Middle => l.at.0 - wide / 2.0,
                    Anchor::End => l.at.0 - wide,
                };
                Some((l.text.clone(), Area::new(x, l.at.1 - l.size * 0.72, wide, l.size * 0.72)))
            }
            _ => None,
        };
        scene.groups.iter().flat_map(|g| &g.marks).filter_map(label).collect()
    }

    fn discs(scene: &Scene) -> Vec<Point> {
        let disc = |mark: &Mark| if let Mark::Disc(at, ..) = mark { Some(*at) } else { None };
        scene.groups.iter().flat_map(|g| &g.marks).filter_map(disc).collect()
    }

    fn crowded(n: usize) -> Vec<ScatterPoint> {
        let label = |i: usize| format!("Skill number {i} with a longer name");
        (0..n).map(|i| point(&label(i), (i * 37 % 23) as f64 + 40.0, (i * 53 % 19) as f64 + 45.0)).collect()
    }

    #[test]
    fn no_text_covers_another_and_all_stand_on_the_page() {
        for n in [1, 5, 24, 60] {
            let scene = scene(&crowded(n));
            let texts = texts(&scene);
            for (i, (a, area)) in texts.iter().enumerate() {
                let inside = area.x >= 0.0 && area.right() <= WIDTH && area.bottom() <= scene.height;
                assert!(inside && area.y >= 0.0, "{n}: {a} {area:?}");
                for (b, other) in &texts[i + 1..] {
                    assert!(area.overlap(other) < 0.5, "{n}: {a:?} covers {b:?}");
                }
            }
        }
    }

    #[test]
    fn every_point_is_named_once_beside_it_or_by_number() {
        let points = crowded(60);
        let scene = scene(&points);
        let all: Vec<String> = texts(&scene).into_iter().map(|t| t.0).collect();
        let (mut numbers, mut beside) = (0, 0);
        for point in &points {
            let number = all.iter().filter(|t| t.ends_with(&format!("  {}", point.label))).count();
            let title = format!("{}: ", point.label);
            let group = scene.groups.iter().find(|g| g.title.as_deref() == Some(&title)).unwrap();
            let words: Vec<&str> = group
                .marks
                .iter()
                .filter_map(|m| if let Mark::Label(l) = m { Some(l.text.as_str()) } else { None })
                .collect();
            if words.join(" ") == point.label {
                beside += 1;
            } else {
                assert!(number == 1 && words[0].parse::<usize>().is_ok(), "{words:?}");
                numbers += 1;
            }
        }
        assert_eq!(numbers + beside, 60);
        assert!(beside > 15 && numbers > 0, "{beside} beside, {numbers} by number");
    }

    #[test]
    fn points_in_one_place_stand_side_by_side() {
        let discs = discs(&scene(&vec![point("Same", 50.0, 50.0); 6]));
        for (i, a) in discs.iter().enumerate() {
            for b in &discs[i + 1..] {
                assert!((a.0 - b.0).hypot(a.1 - b.1) > 2.0 * RADIUS - 1.0);
            }
        }
    }

    #[test]
    fn higher_is_up_and_more_is_right() {
        let discs = discs(&scene(&[point("a", 20.0, 80.0), point("b", 70.0, 30.0)]));
        assert!(discs[0].0 < discs[1].0 && discs[0].1 < discs[1].1);
    }

    #[test]
    fn scales_hold_all_they_show() {
        let range = Range::of([20.0, 70.0].into_iter());
        assert_eq!((range.low, range.high), (14.0, 76.0));
        assert_eq!(range.ticks(), [20.0, 40.0, 60.0]);
        let none = Range::of([f64::NAN].into_iter());
        assert_eq!((none.low, none.high, none.part(f64::NAN)), (0.0, 100.0, 0.5));
        let one = Range::of([3.0].into_iter());
        assert!(one.low < 3.0 && one.high > 3.0);
    }
}
