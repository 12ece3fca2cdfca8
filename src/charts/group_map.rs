//! Groups as shapes whose area is their headcount, ties between them as lines. The class shows
//! by colour and by shape.

use std::f64::consts::PI;

use super::clean::plain;
use super::colour::{CLASSES, Colour, EDGE, SLATE, WHITE};
use super::frame::{self, Theme};
use super::scene::{Area, Label, Mark, Point, Scene, WIDTH};
use super::spec::{ChartSpec, MapNode};
use super::typeface::{Weight, shorten, width, wrap};

/// Line of a tie.
const TIE: Colour = Colour(0xae, 0xb5, 0xba);

/// Most groups that are tried for a name.
const MOST_NAMES: usize = 300;

/// A shape on the map: where it came to stand, and how large.
#[derive(Clone, Copy)]
pub(super) struct Spot {
    pub(super) at: Point,
    pub(super) r: f64,
}

pub(super) fn lay_out(
    spec: &ChartSpec,
    theme: &Theme,
    nodes: &[MapNode],
    links: &[(usize, usize, f64)],
    classes: &[String],
) -> Scene {
    let mut scene = Scene::default();
    let y = frame::heading(&mut scene, spec, theme);
    let y = key(&mut scene, classes, y);
    let side = if nodes.len() > 60 { 820.0 } else { 620.0 };
    let field = Area::new(30.0, y + 16.0, WIDTH - 60.0, side - 40.0);
    let spots = spread(place(nodes, field), field);
    draw_links(&mut scene, &spots, links, if nodes.len() > 60 { 3.0 } else { 6.0 });
    for (node, spot) in nodes.iter().zip(&spots) {
        scene.titled(node_words(node, classes));
        shape(&mut scene, *spot, node.class);
    }
    let page = Area::new(0.0, y, WIDTH, side);
    let unlabelled = draw_labels(&mut scene, nodes, &spots, &ends(&spots, links), page);
    scene.height = y + side;
    if unlabelled > 0 {
        scene.untitled();
        let text = format!(
            "{unlabelled} of {} groups are drawn without a name, where names would cover each other; the table names them all.",
            nodes.len()
        );
        scene.height = frame::words(&mut scene, &text, 4.0, y + side, WIDTH - 8.0) + 6.0;
    }
    scene
}

/// Stretches the places to the whole field. Radii so that areas follow headcounts and all shapes together fill a fair part of the field.
fn place(nodes: &[MapNode], field: Area) -> Vec<Spot> {
    let people: u64 = nodes.iter().map(|n| n.people.max(1)).sum();
    let ink = field.w * field.h * if nodes.len() > 60 { 0.09 } else { 0.12 };
    let (xs, ys) = (stretch(nodes.iter().map(|n| n.x)), stretch(nodes.iter().map(|n| n.y)));
    let spot = |((n, x), y): ((&MapNode, f64), f64)| {
        let r = (ink * n.people.max(1) as f64 / people as f64 / PI).sqrt().clamp(3.5, 60.0);
        Spot { at: (field.x + x * field.w, field.y + y * field.h), r }
    };
    nodes.iter().zip(xs).zip(ys).map(spot).collect()
}

/// Numbers moved to run from 0 to 1; all alike become 0.5.
fn stretch(numbers: impl Iterator<Item = f64>) -> Vec<f64> {
    let numbers: Vec<f64> = numbers.map(|x| if x.is_finite() { x } else { 0.5 }).collect();
    let low = numbers.iter().copied().fold(f64::INFINITY, f64::min);
    let high = numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    numbers.iter().map(|x| if high > low { (x - low) / (high - low) } else { 0.5 }).collect()
}

/// Moves shapes that overlap apart, a little at a time, in a fixed order.
pub(super) fn spread(mut spots: Vec<Spot>, field: Area) -> Vec<Spot> {
    // Pairs are compared; a very large map gets fewer rounds.
    let rounds = (2_000_000 / (spots.len() * spots.len()).max(1)).clamp(2, 120);
    for _ in 0..rounds {
        let mut moved = false;
        for i in 0..spots.len() {
            for j in i + 1..spots.len() {
                moved |= push_apart(&mut spots, i, j);
            }
        }
        for spot in &mut spots {
            spot.at.0 = inset(spot.at.0, field.x, field.right(), spot.r);
            spot.at.1 = inset(spot.at.1, field.y, field.bottom(), spot.r);
        }
        if !moved {
            break;
        }
    }
    spots
}

/// The place, kept so far from both ends that a shape of radius `r` stays between them.
fn inset(x: f64, low: f64, high: f64, r: f64) -> f64 {
    let reach = (r * 1.26).min((high - low) / 2.0);
    x.clamp(low + reach, high - reach)
}

fn push_apart(spots: &mut [Spot], i: usize, j: usize) -> bool {
    let (a, b) = (spots[i], spots[j]);
    let (dx, dy) = (b.at.0 - a.at.0, b.at.1 - a.at.1);
    let far = dx.hypot(dy);
    let short = a.r + b.r + 5.0 - far;
    if short <= 0.0 {
        return false;
    }
    // Shapes in one place part along a direction of their own.
    let (ux, uy) = if far > 1e-6 { (dx / far, dy / far) } else { ((j as f64).cos(), (j as f64).sin()) };
    let step = short / 2.0;
    spots[i].at = (a.at.0 - ux * step, a.at.1 - uy * step);
    spots[j].at = (b.at.0 + ux * step, b.at.1 + uy * step);
    true
}

/// Weak ties first, so that strong ones lie on top.
fn draw_links(scene: &mut Scene, spots: &[Spot], links: &[(usize, usize, f64)], widest: f64) {
    scene.untitled();
    let mut order: Vec<_> =
        links.iter().copied().filter(|(a, b, w)| a != b && w.is_finite() && *w > 0.0).collect();
    order.sort_by(|a, b| a.2.total_cmp(&b.2).then((a.0, a.1).cmp(&(b.0, b.1))));
    for (a, b, weight) in order {
        if let (Some(a), Some(b)) = (spots.get(a), spots.get(b)) {
            let thick = 0.5 + (weight.min(1.0) * (widest * 2.0 - 1.0)).round() / 2.0;
            let colour = TIE.mix(SLATE, weight.min(1.0) * 0.4);
            scene.line(a.at, b.at, colour, thick);
        }
    }
}

/// The outline of a class: disc, square, diamond, hexagon, all of the same area for one headcount.
fn corners(class: usize, Spot { at: (x, y), r }: Spot) -> Vec<Point> {
    let (sides, turn) = match class % 4 {
        1 => (4, PI / 4.0),
        2 => (4, 0.0),
        3 => (6, 0.0),
        _ => return Vec::new(),
    };
    let n = f64::from(sides);
    let reach = r * (2.0 * PI / (n * (2.0 * PI / n).sin())).sqrt();
    (0..sides)
        .map(|i| {
            let angle = turn + 2.0 * PI * f64::from(i) / n;
            (x + reach * angle.cos(), y + reach * angle.sin())
        })
        .collect()
}

fn shape(scene: &mut Scene, spot: Spot, class: usize) {
    let colour = CLASSES[class % CLASSES.len()];
    let mut outline = corners(class, spot);
    if outline.is_empty() {
        scene.add(Mark::Disc(spot.at, spot.r + 1.0, WHITE));
        scene.add(Mark::Disc(spot.at, spot.r, colour));
        return;
    }
    scene.add(Mark::Polygon(outline.clone(), colour));
    outline.extend(outline.first().copied());
    scene.add(Mark::Line(outline, WHITE, 1.0));
}

/// A name in its lines, and where it may stand.
struct Name {
    lines: Vec<String>,
    area: Area,
    inside: bool,
}

/// Both ends of every line.
fn ends(spots: &[Spot], links: &[(usize, usize, f64)]) -> Vec<(Point, Point)> {
    links.iter().filter_map(|(a, b, _)| Some((spots.get(*a)?.at, spots.get(*b)?.at))).collect()
}

/// Labels the largest groups first, each where it covers no shape and no other name, and as few
/// lines as can be; gives how many found no place.
fn draw_labels(
    scene: &mut Scene,
    nodes: &[MapNode],
    spots: &[Spot],
    lines: &[(Point, Point)],
    page: Area,
) -> usize {
    scene.untitled();
    let size = if nodes.len() > 60 { 10.0 } else { frame::SMALL };
    let mut order: Vec<usize> = (0..nodes.len()).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse(nodes[i].people), i));
    let mut taken: Vec<Area> = Vec::new();
    let mut left = nodes.len().saturating_sub(MOST_NAMES);
    for i in order.into_iter().take(MOST_NAMES) {
        let free = candidates(spots[i], &plain(&nodes[i].label), size).into_iter().filter(|n| {
            page.overlap(&n.area) > n.area.w * n.area.h - 0.5 && is_free(&n.area, i, spots, &taken)
        });
        // The first of those that cover the fewest lines; a name inside its shape covers none.
        let place = free.min_by_key(|n| {
            if n.inside { 0 } else { lines.iter().filter(|(a, b)| crosses(&n.area, *a, *b)).count() }
        });
        match place {
            Some(name) => {
                draw_label(scene, &name, size, CLASSES[nodes[i].class % CLASSES.len()]);
                taken.push(name.area);
            }
            None => left += 1,
        }
    }
    left
}

/// Inside where it fits, else around the shape: first on one line, then on two or three.
fn candidates(spot: Spot, text: &str, size: f64) -> Vec<Name> {
    let mut out = Vec::new();
    let inner = wrap(text, spot.r * 1.5, size, Weight::Regular, 3);
    let (w, h) = extent(&inner, size);
    let whole = inner.iter().all(|l| !l.ends_with('…'));
    if whole && (w / 2.0).hypot(h / 2.0) < spot.r {
        let area = Area::new(spot.at.0 - w / 2.0, spot.at.1 - h / 2.0, w, h);
        out.push(Name { lines: inner, area, inside: true });
    }
    for (most, lines) in [(190.0, 1), (120.0, 2), (90.0, 3)] {
        let lines = wrap(text, most, size, Weight::Regular, lines);
        let extent = extent(&lines, size);
        out.extend(around(spot, extent).map(|area| Name { lines: lines.clone(), area, inside: false }));
    }
    out
}

/// Width and height of lines of text.
pub(super) fn extent(lines: &[String], size: f64) -> (f64, f64) {
    let w = lines.iter().map(|l| width(l, size, Weight::Regular)).fold(0.0, f64::max);
    (w + 4.0, size * 1.2 * lines.len() as f64 + 2.0)
}

/// Sixteen places around a shape: right, left, below and above before the slanted ones.
pub(super) fn around(spot: Spot, (w, h): (f64, f64)) -> impl Iterator<Item = Area> {
    const TURNS: [i32; 16] = [0, 8, 4, 12, 2, 14, 6, 10, 1, 15, 7, 9, 3, 13, 5, 11];
    TURNS.into_iter().map(move |turn| {
        let angle = PI / 8.0 * f64::from(turn);
        let (dx, dy) = (angle.cos(), angle.sin());
        let reach = spot.r * 1.26 + 3.0;
        // On a slant the corner of the box comes nearest; it moves out until it is clear.
        let place = |far: f64| {
            let middle = (spot.at.0 + dx * (far + w / 2.0), spot.at.1 + dy * (far + h / 2.0));
            Area::new(middle.0 - w / 2.0, middle.1 - h / 2.0, w, h)
        };
        let steps = (0..24).map(|step| reach + f64::from(step) * 2.0);
        steps.map(place).find(|a| gap(a, spot.at) >= reach - 2.0).unwrap_or_else(|| place(reach))
    })
}

/// Whether the line between two points runs through a box.
fn crosses(area: &Area, a: Point, b: Point) -> bool {
    let (mut from, mut to) = (0.0f64, 1.0f64);
    for (start, step, low, high) in
        [(a.0, b.0 - a.0, area.x, area.right()), (a.1, b.1 - a.1, area.y, area.bottom())]
    {
        if step.abs() < 1e-9 {
            if start < low || start > high {
                return false;
            }
            continue;
        }
        let (enter, leave) = ((low - start) / step, (high - start) / step);
        from = from.max(enter.min(leave));
        to = to.min(enter.max(leave));
    }
    from <= to
}

/// From a point to the nearest point of a box.
fn gap(area: &Area, at: Point) -> f64 {
    let near = (at.0.clamp(area.x, area.right()), at.1.clamp(area.y, area.bottom()));
    (near.0 - at.0).hypot(near.1 - at.1)
}

pub(super) fn is_free(area: &Area, own: usize, spots: &[Spot], taken: &[Area]) -> bool {
    let covers = |s: &Spot| gap(area, s.at) < s.r * 1.26;
    taken.iter().all(|t| t.overlap(area) == 0.0)
        && spots.iter().enumerate().all(|(i, s)| i == own || !covers(s))
}

fn draw_label(scene: &mut Scene, name: &Name, size: f64, shape: Colour) {
    let a = name.area;
    let mut middle = (a.x + a.w / 2.0, a.y + 1.0 + size * 0.6);
    if !name.inside {
        scene.add(Mark::Rect(Area::new(a.x + 0.5, a.y + 1.0, a.w - 1.0, a.h - 2.0), WHITE));
    }
    for line in &name.lines {
        let on = if name.inside { shape } else { WHITE };
        frame::inside(scene, line, middle, size, on);
        middle.1 += size * 1.2;
    }
}

fn key(scene: &mut Scene, classes: &[String], y: f64) -> f64 {
    scene.untitled();
    let (mut x, mut middle) = (12.0, y + 10.0);
    let mut entry = |scene: &mut Scene, words: &str, mark: &dyn Fn(&mut Scene, Point)| {
        let words = shorten(&plain(words), 300.0, frame::SMALL, Weight::Regular);
        let wide = width(&words, frame::SMALL, Weight::Regular) + 44.0;
        if x + wide > WIDTH {
            (x, middle) = (12.0, middle + 24.0);
        }
        mark(scene, (x, middle));
        scene.label(Label::new(words, (x + 16.0, middle), frame::SMALL).centred());
        x += wide;
        middle
    };
    let mut last = y;
    for (i, class) in classes.iter().enumerate() {
        last = entry(scene, class, &|scene, at| shape(scene, Spot { at, r: 7.0 }, i));
    }
    let area = |scene: &mut Scene, (x, y): Point| {
        scene.add(Mark::Ring((x - 2.0, y), 7.0, EDGE, 1.0));
        scene.add(Mark::Ring((x - 5.0, y), 3.5, EDGE, 1.0));
    };
    last = last.max(entry(scene, "area: people in the group", &area));
    let tie =
        |scene: &mut Scene, (x, y): Point| scene.line((x - 10.0, y), (x + 10.0, y), TIE.mix(SLATE, 0.4), 4.0);
    last = last.max(entry(scene, "width: ties between groups", &tie));
    last + 20.0
}

fn node_words(node: &MapNode, classes: &[String]) -> String {
    let people = if node.people == 1 { "1 person".to_owned() } else { format!("{} people", node.people) };
    match classes.get(node.class) {
        Some(class) => format!("{} ({}): {people}", plain(&node.label), plain(class)),
        None => format!("{}: {people}", plain(&node.label)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(x: f64, y: f64, people: u64) -> MapNode {
        MapNode { label: "Team".into(), x, y, people, class: 0 }
    }

    #[test]
    fn area_follows_headcount() {
        let field = Area::new(0.0, 0.0, 600.0, 500.0);
        let spots = place(&[node(0.0, 0.0, 20), node(1.0, 1.0, 80)], field);
        assert!((spots[1].r / spots[0].r - 2.0).abs() < 1e-9 || spots[1].r == 60.0);
        let square = corners(1, Spot { at: (0.0, 0.0), r: 10.0 });
        let side = (square[0].0 - square[1].0).hypot(square[0].1 - square[1].1);
        assert!((side * side - PI * 100.0).abs() < 1e-6);
    }

    #[test]
    fn a_line_crosses_a_box_or_passes_it() {
        let area = Area::new(10.0, 10.0, 20.0, 5.0);
        assert!(crosses(&area, (0.0, 12.0), (50.0, 12.0)));
        assert!(crosses(&area, (0.0, 0.0), (30.0, 30.0)));
        assert!(!crosses(&area, (0.0, 12.0), (9.0, 12.0)));
        assert!(!crosses(&area, (0.0, 20.0), (50.0, 20.0)));
    }

    #[test]
    fn shapes_in_one_place_part() {
        let field = Area::new(0.0, 0.0, 600.0, 500.0);
        let spots = spread(place(&vec![node(0.5, f64::NAN, 9); 12], field), field);
        for i in 0..spots.len() {
            for j in i + 1..spots.len() {
                let (a, b) = (spots[i], spots[j]);
                assert!((a.at.0 - b.at.0).hypot(a.at.1 - b.at.1) > a.r + b.r - 1.0);
            }
        }
    }
}
