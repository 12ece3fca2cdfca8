//! Colours of the house, and how well they can be told apart.

/// An opaque colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Colour(pub u8, pub u8, pub u8);

/// Text and axes.
pub const INK: Colour = Colour(0x0b, 0x0c, 0x0c);
/// Secondary text; 7:1 on white.
pub const SLATE: Colour = Colour(0x50, 0x5a, 0x5f);
/// Outlines of light marks; 3:1 on white.
pub const EDGE: Colour = Colour(0x85, 0x8d, 0x92);
/// Grid lines and hatching.
pub const GRID: Colour = Colour(0xd9, 0xdc, 0xde);
/// Paper.
pub const WHITE: Colour = Colour(0xff, 0xff, 0xff);
/// First colour: dark blue.
pub const BLUE: Colour = Colour(0x12, 0x43, 0x6d);
/// Fourth colour: orange.
pub const ORANGE: Colour = Colour(0xf4, 0x6a, 0x25);
/// Colours of classes, at most four.
pub const CLASSES: [Colour; 4] = [BLUE, Colour(0x28, 0xa1, 0x97), Colour(0x80, 0x16, 0x50), ORANGE];

/// From below to above, nine steps: browns, paper, blues. Steps at the same distance from the
/// middle are equally dark, so that a grey print shows strength, and the sign is never by colour
/// alone because the cells or the axis print it.
pub const DIVERGING: [Colour; 9] = [
    Colour(0x6b, 0x2e, 0x05),
    Colour(0xa8, 0x52, 0x12),
    Colour(0xdb, 0x8b, 0x45),
    Colour(0xf3, 0xcf, 0xa8),
    Colour(0xf4, 0xf3, 0xef),
    Colour(0xc3, 0xd8, 0xee),
    Colour(0x78, 0xa9, 0xd6),
    Colour(0x2f, 0x6f, 0xb0),
    Colour(0x0f, 0x3c, 0x66),
];

/// From little to much: the house's sequence, with a light beginning.
const SEQUENCE: [Colour; 4] =
    [Colour(0xea, 0xf3, 0xfb), Colour(0x6b, 0xac, 0xe6), Colour(0x20, 0x73, 0xbc), BLUE];

/// Steps of the sequential palette.
pub const STEPS: usize = 9;

impl Colour {
    /// Part `t` of the way to another colour, `t` from 0 to 1.
    pub fn mix(self, other: Colour, t: f64) -> Colour {
        let part = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * t).round() as u8;
        Colour(part(self.0, other.0), part(self.1, other.1), part(self.2, other.2))
    }

    /// Relative luminance after WCAG 2.2, 0 to 1.
    pub fn luminance(self) -> f64 {
        let channel = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(self.0) + 0.7152 * channel(self.1) + 0.0722 * channel(self.2)
    }

    /// Contrast ratio after WCAG 2.2, 1 to 21.
    pub fn contrast(self, other: Colour) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Black or white, whichever reads better on this colour.
    pub fn text_on(self) -> Colour {
        if self.contrast(WHITE) >= self.contrast(INK) { WHITE } else { INK }
    }

    /// Whether a mark of this colour needs an outline on white paper.
    pub fn is_light(self) -> bool {
        self.contrast(WHITE) < 3.0
    }
}

/// The sequential colour at `t` from 0 to 1, in [`STEPS`] steps.
pub fn sequential(t: f64) -> Colour {
    let step = (t.clamp(0.0, 1.0) * (STEPS - 1) as f64).round() / (STEPS - 1) as f64;
    let place = step * (SEQUENCE.len() - 1) as f64;
    let i = (place as usize).min(SEQUENCE.len() - 2);
    SEQUENCE[i].mix(SEQUENCE[i + 1], place - i as f64)
}

/// The diverging colour of observed over expected: one step for each factor of two, up to 8.
pub fn diverging(ratio: f64) -> Colour {
    DIVERGING[diverging_step(ratio)]
}

/// The step of [`DIVERGING`] a ratio falls in; the middle one is 0.84 to 1.19, then each of the
/// first steps ends at a factor of two, four and eight.
fn diverging_step(ratio: f64) -> usize {
    let log = if ratio > 0.0 { ratio.log2() } else { f64::NEG_INFINITY };
    let size = match log.abs() {
        x if x < 0.25 => 0,
        x if x < 1.0 => 1,
        x if x < 2.0 => 2,
        x if x < 3.0 => 3,
        _ => 4,
    };
    if log < 0.0 { 4 - size } else { 4 + size }
}

/// Colours of `below` levels under and `above` levels over the line, lowest first.
pub fn answer_colours(below: usize, neutral: usize, above: usize) -> Vec<Colour> {
    let side = |n: usize, dark: Colour, light: Colour| {
        (0..n).map(move |i| dark.mix(light, if n < 2 { 0.0 } else { i as f64 / (n - 1) as f64 }))
    };
    let mut colours: Vec<_> = side(below, DIVERGING[1], Colour(0xf0, 0xb9, 0x83)).collect();
    colours.extend(std::iter::repeat_n(Colour(0xcf, 0xd3, 0xd6), neutral));
    let mut up: Vec<_> = side(above, BLUE, DIVERGING[6]).collect();
    up.reverse();
    colours.extend(up);
    colours
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn diverging_darkens_evenly_to_both_ends() {
        for i in 0..4 {
            assert!(DIVERGING[i].luminance() < DIVERGING[i + 1].luminance());
            assert!(DIVERGING[8 - i].luminance() < DIVERGING[7 - i].luminance());
            let ratio = DIVERGING[i].contrast(DIVERGING[8 - i]);
            assert!(ratio < 1.35, "step {i} and its mirror differ by {ratio}");
        }
        assert_eq!(diverging(1.0), DIVERGING[4]);
        assert_eq!(diverging(0.0), DIVERGING[0]);
        assert_eq!(diverging(4.0), DIVERGING[7]);
        assert_eq!(diverging(0.6), DIVERGING[3]);
    }

    #[test]
    fn text_reads_on_every_step() {
        let sequence = (0..STEPS).map(|i| sequential(i as f64 / 8.0));
        for colour in DIVERGING.into_iter().chain(sequence).chain(answer_colours(3, 1, 3)) {
            assert!(colour.text_on().contrast(colour) >= 4.5, "{colour:?}");
        }
    }

    #[test]
    fn marks_and_edges_stand_out() {
        assert!(EDGE.contrast(WHITE) >= 3.0 && SLATE.contrast(WHITE) >= 7.0);
        assert!(CLASSES.iter().all(|c| !c.is_light() || *c == ORANGE));
        assert!(ORANGE.is_light() || ORANGE.contrast(WHITE) < 3.1);
    }
}
