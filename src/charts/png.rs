//! The scene as a picture of pixels: plotters' bitmap backend, with text set by the fraction of
//! a pixel and bytes encoded in memory.

use ab_glyph::{Font, PxScale, point};
use plotters::prelude::{BitMapBackend, DrawingBackend, IntoDrawingArea};
use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind, FontStyle, FontTransform,
};

use super::paint::{PaintError, UNITS, paint};
use super::scene::{Scene, WIDTH};
use super::typeface::{self, Weight};

/// Tallest picture, in pixels; a taller chart is made smaller.
const TALLEST: f64 = 16_000.0;

type Drawn<E> = Result<(), DrawingErrorKind<E>>;

/// The scene as the bytes of a PNG file, 1,600 pixels wide.
pub(super) fn write(scene: &Scene) -> Result<Vec<u8>, PaintError> {
    let scale = UNITS.min(TALLEST / scene.height.max(1.0));
    let (w, h) = ((WIDTH * scale).round() as u32, (scene.height * scale).ceil().max(1.0) as u32);
    let mut pixels = vec![255u8; w as usize * h as usize * 3];
    {
        let area = Canvas { bitmap: BitMapBackend::with_buffer(&mut pixels, (w, h)) }.into_drawing_area();
        for group in &scene.groups {
            paint(&area, &group.marks, scale)?;
        }
        area.present().map_err(|e| PaintError::Draw(e.to_string()))?;
    }
    encode(&pixels, w, h)
}

/// Fast rather than small: ten times quicker than the default for files 1.7 times as large.
fn encode(pixels: &[u8], w: u32, h: u32) -> Result<Vec<u8>, PaintError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, w, h);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    encoder.set_filter(png::FilterType::Paeth);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(pixels)?;
    writer.finish()?;
    Ok(bytes)
}

struct Canvas<'a> {
    bitmap: BitMapBackend<'a>,
}

impl<'a> DrawingBackend for Canvas<'a> {
    type ErrorType = <BitMapBackend<'a> as DrawingBackend>::ErrorType;

    fn get_size(&self) -> (u32, u32) {
        self.bitmap.get_size()
    }

    fn ensure_prepared(&mut self) -> Drawn<Self::ErrorType> {
        self.bitmap.ensure_prepared()
    }

    fn present(&mut self) -> Drawn<Self::ErrorType> {
        self.bitmap.present()
    }

    fn draw_pixel(&mut self, at: BackendCoord, colour: BackendColor) -> Drawn<Self::ErrorType> {
        self.bitmap.draw_pixel(at, colour)
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawn<Self::ErrorType> {
        self.bitmap.draw_line(from, to, style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        a: BackendCoord,
        b: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn<Self::ErrorType> {
        self.bitmap.draw_rect(a, b, style, fill)
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        at: BackendCoord,
    ) -> Drawn<Self::ErrorType> {
        let weight = if matches!(style.style(), FontStyle::Bold) { Weight::Bold } else { Weight::Regular };
        let upright = matches!(style.transform(), FontTransform::Rotate270);
        let width = typeface::width(text, style.size(), weight);
        let mut pen = match style.anchor().h_pos {
            HPos::Left => 0.0,
            HPos::Center => -width / 2.0,
            HPos::Right => -width,
        };
        let ink = style.color();
        for c in text.chars() {
            let mut dots = Vec::new();
            glyph(c, style.size(), weight, pen, |x, y, cover| dots.push((x, y, cover)));
            for (x, y, cover) in dots {
                let (x, y) = if upright { (at.0 + y, at.1 - x) } else { (at.0 + x, at.1 + y) };
                self.draw_pixel((x, y), ink.mix(f64::from(cover.clamp(0.0, 1.0))))?;
            }
            pen += typeface::width(c.encode_utf8(&mut [0; 4]), style.size(), weight);
        }
        Ok(())
    }
}

/// Calls `dot` with the place and coverage of each pixel of a glyph whose origin is at `x`.
fn glyph(c: char, size: f64, weight: Weight, x: f64, mut dot: impl FnMut(i32, i32, f32)) {
    let face = typeface::face(weight);
    let em = f64::from(face.units_per_em().unwrap_or(1000.0));
    let scale = PxScale::from((size * f64::from(face.height_unscaled()) / em) as f32);
    let glyph = face.glyph_id(c).with_scale_and_position(scale, point(x as f32, 0.0));
    if let Some(outline) = face.outline_glyph(glyph) {
        let min = outline.px_bounds().min;
        outline.draw(|px, py, cover| dot(px as i32 + min.x as i32, py as i32 + min.y as i32, cover));
    }
}
