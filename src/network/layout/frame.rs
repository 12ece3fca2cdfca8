//! Into the frame: parts side by side, circles apart, everything within 0 to 1.

use super::Places;
use super::stress::distance;

/// Share of the square that circles may cover; beyond it they cannot be kept apart well.
const MOST_COVERED: f64 = 0.3;

/// Empty rim around the circles.
const MARGIN: f64 = 0.02;

/// Least gap between two circles.
const GAP: f64 = 0.004;

/// Gap between parts, in units of the nearest wished distance.
const BETWEEN_PARTS: f64 = 1.0;

/// Turns places so that they spread most from left to right, and the first is on the left and
/// not below the middle: the same map does not come out mirrored in another run.
pub(super) fn upright(mut places: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    let count = places.len() as f64;
    let (x, y) = places.iter().fold((0.0, 0.0), |(x, y), p| (x + p.0, y + p.1));
    places.iter_mut().for_each(|p| *p = (p.0 - x / count, p.1 - y / count));
    let moments =
        places.iter().fold((0.0, 0.0, 0.0), |m, p| (m.0 + p.0 * p.0, m.1 + p.0 * p.1, m.2 + p.1 * p.1));
    let (cos, sin) = main_axis(moments);
    places.iter_mut().for_each(|p| *p = (p.0 * cos + p.1 * sin, p.1 * cos - p.0 * sin));
    let (mirror_x, mirror_y) = places.first().map_or((false, false), |p| (p.0 > 0.0, p.1 > 0.0));
    for p in &mut places {
        *p = (if mirror_x { -p.0 } else { p.0 }, if mirror_y { -p.1 } else { p.1 });
    }
    places
}

/// Cosine and sine of the direction of greatest spread, without trigonometry.
fn main_axis((xx, xy, yy): (f64, f64, f64)) -> (f64, f64) {
    let half = (xx - yy) / 2.0;
    let largest = (xx + yy) / 2.0 + (half * half + xy * xy).sqrt();
    let (a, b) = if xx >= yy { (largest - yy, xy) } else { (xy, largest - xx) };
    let length = (a * a + b * b).sqrt();
    if length > 0.0 { (a / length, b / length) } else { (1.0, 0.0) }
}

/// A part's members and where they stand.
pub(super) type Drawn<'a> = (&'a [usize], Vec<(f64, f64)>);

/// Parts on shelves, from the first: the largest fills the height, the others go to its right,
/// each under the last while there is room.
pub(super) fn side_by_side(count: usize, parts: &[Drawn<'_>]) -> Vec<(f64, f64)> {
    let mut centres = vec![(0.0, 0.0); count];
    let boxes: Vec<_> = parts.iter().map(|(_, places)| bounds(places)).collect();
    let height =
        boxes.iter().map(|b| b.1.1 - b.0.1).fold((parts.len() as f64).sqrt() * BETWEEN_PARTS, f64::max);
    let (mut left, mut top, mut width) = (0.0, 0.0, 0.0f64);
    for ((members, places), (low, high)) in parts.iter().zip(boxes) {
        let size = (high.0 - low.0, high.1 - low.1);
        if top > 0.0 && top + size.1 > height {
            left += width + BETWEEN_PARTS;
            (top, width) = (0.0, 0.0);
        }
        for (&member, place) in members.iter().zip(places) {
            centres[member] = (left + place.0 - low.0, top + place.1 - low.1);
        }
        top += size.1 + BETWEEN_PARTS;
        width = width.max(size.0);
        // Nothing stands below the largest part, so that it keeps its own side of the map.
        if left == 0.0 && parts.len() > 1 {
            top = f64::INFINITY;
        }
    }
    centres
}

/// Scales places into the square, keeping proportions, and pushes overlapping circles apart.
pub(super) fn fit(centres: Vec<(f64, f64)>, radii: &[f64]) -> Places {
    let mut radii: Vec<f64> = centres.iter().enumerate().map(|(i, _)| sound(radii.get(i).copied())).collect();
    let covered: f64 = radii.iter().map(|r| std::f64::consts::PI * r * r).sum();
    let widest = radii.iter().copied().fold(0.0, f64::max);
    let factor = (MOST_COVERED / covered).sqrt().min(0.25 / widest).min(1.0);
    radii.iter_mut().for_each(|r| *r *= factor);
    let mut centres = scaled(centres, widest * factor);
    // Crowded circles may have no way apart; smaller ones then do, by the same factor for all.
    while !pushed_apart(&mut centres, &radii) {
        radii.iter_mut().for_each(|r| *r *= 0.9);
    }
    Places { centres, radii }
}

fn sound(radius: Option<f64>) -> f64 {
    radius.filter(|r| r.is_finite() && *r > 0.0).unwrap_or(0.0)
}

fn scaled(centres: Vec<(f64, f64)>, widest: f64) -> Vec<(f64, f64)> {
    let (low, high) = bounds(&centres);
    let (width, height) = (high.0 - low.0, high.1 - low.1);
    let room = 1.0 - 2.0 * (widest + MARGIN);
    let longest = width.max(height);
    let scale = if longest > 0.0 { room / longest } else { 0.0 };
    let middle = ((low.0 + high.0) / 2.0, (low.1 + high.1) / 2.0);
    centres.iter().map(|p| (0.5 + (p.0 - middle.0) * scale, 0.5 + (p.1 - middle.1) * scale)).collect()
}

/// Rounds of pushing before circles are made smaller.
const MOST_ROUNDS: usize = 400;

/// Pushes until no two circles overlap and all are inside; says whether that came about.
fn pushed_apart(centres: &mut [(f64, f64)], radii: &[f64]) -> bool {
    for _ in 0..MOST_ROUNDS {
        let mut clear = true;
        for i in 0..centres.len() {
            for j in 0..i {
                clear &= push(centres, radii, i, j);
            }
        }
        for (centre, &r) in centres.iter_mut().zip(radii) {
            let inside = |x: f64| x.clamp(r + MARGIN, 1.0 - r - MARGIN);
            *centre = (inside(centre.0), inside(centre.1));
        }
        if clear {
            return true;
        }
    }
    false
}

/// Moves two circles off each other where they overlap; says whether they stood clear.
fn push(centres: &mut [(f64, f64)], radii: &[f64], i: usize, j: usize) -> bool {
    let apart = distance(centres[i], centres[j]);
    let lacking = radii[i] + radii[j] - apart;
    if lacking <= 0.0 {
        return true;
    }
    let step = (lacking + GAP) / 2.0;
    // Two on one spot leave it in a direction that differs from pair to pair.
    let (dx, dy) = if apart > 1e-12 {
        ((centres[i].0 - centres[j].0) / apart, (centres[i].1 - centres[j].1) / apart)
    } else if (i + j).is_multiple_of(2) {
        (1.0, 0.0)
    } else {
        (0.0, 1.0)
    };
    centres[i] = (centres[i].0 + dx * step, centres[i].1 + dy * step);
    centres[j] = (centres[j].0 - dx * step, centres[j].1 - dy * step);
    false
}

type Corners = ((f64, f64), (f64, f64));

fn bounds(places: &[(f64, f64)]) -> Corners {
    let Some(&first) = places.first() else { return ((0.0, 0.0), (0.0, 0.0)) };
    places.iter().fold((first, first), |(low, high), p| {
        ((low.0.min(p.0), low.1.min(p.1)), (high.0.max(p.0), high.1.max(p.1)))
    })
}
