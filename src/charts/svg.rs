//! A plotters backend that writes small, self-describing SVG: marks of one style in a row share
//! one path, and no attribute needs a style sheet.

use std::convert::Infallible;
use std::fmt::Write as _;

use plotters::prelude::{DrawingBackend, IntoDrawingArea};
use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind, FontStyle, FontTransform,
};

use super::clean::escape_into;
use super::paint::{PaintError, UNITS, paint};
use super::scene::{Scene, WIDTH};

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// The scene as one `<svg>` element with a title, a description and words for its groups.
pub(super) fn write(scene: &Scene, title: &str, description: &str) -> Result<String, PaintError> {
    let (w, h) = (WIDTH * UNITS, (scene.height * UNITS).ceil());
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {w} {h}\" width=\"100%\" role=\"img\" \
         font-family=\"'Noto Sans',Arial,sans-serif\">"
    );
    element(&mut out, "title", title);
    element(&mut out, "desc", description);
    for group in &scene.groups {
        out.push_str("<g>");
        if let Some(words) = &group.title {
            element(&mut out, "title", words);
        }
        let canvas = Canvas { out: &mut out, size: (w as u32, h as u32), run: Run::None };
        let area = canvas.into_drawing_area();
        paint(&area, &group.marks, UNITS)?;
        area.present().map_err(|e| PaintError::Draw(e.to_string()))?;
        drop(area);
        out.push_str("</g>");
    }
    out.push_str("</svg>\n");
    Ok(out)
}

fn element(out: &mut String, name: &str, text: &str) {
    let _ = write!(out, "<{name}>");
    escape_into(out, text);
    let _ = write!(out, "</{name}>");
}

/// Marks that share an element with the ones before.
#[derive(Clone, Debug, PartialEq)]
enum Run {
    None,
    /// Filled rectangles: colour, corner of the last one.
    Fill((u8, u8, u8), BackendCoord),
    /// Lines: colour, width.
    Stroke((u8, u8, u8), u32),
    /// Text: the attributes.
    Text(String),
}

struct Canvas<'a> {
    out: &'a mut String,
    size: (u32, u32),
    run: Run,
}

impl Canvas<'_> {
    fn end_run(&mut self) {
        match std::mem::replace(&mut self.run, Run::None) {
            Run::None => {}
            Run::Fill(..) | Run::Stroke(..) => self.out.push_str("\"/>"),
            Run::Text(_) => self.out.push_str("</g>"),
        }
    }

    fn path(&mut self, points: impl IntoIterator<Item = BackendCoord>, closed: bool) {
        let mut last: Option<BackendCoord> = None;
        for (x, y) in points {
            let _ = match last {
                None => write!(self.out, "M{x} {y}"),
                Some((_, ly)) if ly == y => write!(self.out, "H{x}"),
                Some((lx, _)) if lx == x => write!(self.out, "V{y}"),
                Some((lx, ly)) => write!(self.out, "l{}", pair(x - lx, y - ly)),
            };
            last = Some((x, y));
        }
        if closed {
            self.out.push('z');
        }
    }

    fn stroke(&mut self, points: impl IntoIterator<Item = BackendCoord>, style: &impl BackendStyle) {
        let (rgb, width) = (style.color().rgb, style.stroke_width());
        if self.run != Run::Stroke(rgb, width) {
            self.end_run();
            let colour = hex(rgb);
            let _ = write!(self.out, "<path fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\" d=\"");
            self.run = Run::Stroke(rgb, width);
        }
        self.path(points, false);
    }
}

/// Two numbers; a minus sign parts them as well as a space.
fn pair(a: i32, b: i32) -> String {
    if b < 0 { format!("{a}{b}") } else { format!("{a} {b}") }
}

/// A colour as three or six hexadecimal digits.
fn hex((r, g, b): (u8, u8, u8)) -> String {
    if [r, g, b].iter().all(|c| c >> 4 == c & 15) {
        format!("#{:x}{:x}{:x}", r & 15, g & 15, b & 15)
    } else {
        format!("#{r:02x}{g:02x}{b:02x}")
    }
}

impl DrawingBackend for Canvas<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        self.end_run();
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, colour: BackendColor) -> Drawn {
        self.draw_rect((x, y), (x + 1, y + 1), &colour, true)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.stroke([from, to], style);
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        a: BackendCoord,
        b: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        if !fill {
            self.stroke([a, (b.0, a.1), b, (a.0, b.1), a], style);
            return Ok(());
        }
        let rgb = style.color().rgb;
        let (w, h) = (b.0 - a.0, b.1 - a.1);
        let start = match self.run {
            Run::Fill(colour, last) if colour == rgb => format!("m{}", pair(a.0 - last.0, a.1 - last.1)),
            _ => {
                self.end_run();
                let _ = write!(self.out, "<path fill=\"{}\" d=\"", hex(rgb));
                format!("M{}", pair(a.0, a.1))
            }
        };
        let _ = write!(self.out, "{start}h{w}v{h}h{}z", -w);
        self.run = Run::Fill(rgb, a);
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.stroke(path, style);
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, (x, y): BackendCoord, r: u32, style: &S, fill: bool) -> Drawn {
        self.end_run();
        let colour = hex(style.color().rgb);
        let _ = write!(self.out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\"");
        let _ = if fill {
            write!(self.out, " fill=\"{colour}\"/>")
        } else {
            write!(self.out, " fill=\"none\" stroke=\"{colour}\" stroke-width=\"{}\"/>", style.stroke_width())
        };
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        points: I,
        style: &S,
    ) -> Drawn {
        self.end_run();
        let _ = write!(self.out, "<path fill=\"{}\" d=\"", hex(style.color().rgb));
        self.path(points, true);
        self.out.push_str("\"/>");
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> Drawn {
        let attributes = text_attributes(style);
        if self.run != Run::Text(attributes.clone()) {
            self.end_run();
            let _ = write!(self.out, "<g {attributes}>");
            self.run = Run::Text(attributes);
        }
        let _ = match style.transform() {
            FontTransform::Rotate270 => {
                write!(self.out, "<text transform=\"translate({x} {y})rotate(-90)\">")
            }
            _ => write!(self.out, "<text x=\"{x}\" y=\"{y}\">"),
        };
        escape_into(self.out, text);
        self.out.push_str("</text>");
        Ok(())
    }
}

fn text_attributes(style: &impl BackendTextStyle) -> String {
    let anchor = match style.anchor().h_pos {
        HPos::Left => "",
        HPos::Center => " text-anchor=\"middle\"",
        HPos::Right => " text-anchor=\"end\"",
    };
    let weight = if matches!(style.style(), FontStyle::Bold) { " font-weight=\"700\"" } else { "" };
    format!("font-size=\"{}\" fill=\"{}\"{weight}{anchor}", style.size(), hex(style.color().rgb))
}
