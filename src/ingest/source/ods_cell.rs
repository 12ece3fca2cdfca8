//! One cell of an OpenDocument spreadsheet, from its attributes and paragraphs.

use quick_xml::events::BytesStart;

use super::workbook::of_iso;
use crate::ingest::cell::Cell;

/// Most bytes of a cell's text that are kept: what a spreadsheet program allows, and room.
const MOST_TEXT: usize = 1 << 18;

/// An attribute's value.
pub(super) fn attribute(e: &BytesStart, name: &str) -> Option<String> {
    let found = e.try_get_attribute(name).ok()??;
    found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

/// How often a row or cell is repeated: at least once.
pub(super) fn number_of(e: &BytesStart, name: &str) -> u32 {
    attribute(e, name).and_then(|n| n.parse().ok()).unwrap_or(1).max(1)
}

/// A cell whose start has been read.
pub(super) struct Pending {
    kind: String,
    value: Option<String>,
    repeated: u32,
    is_error: bool,
    is_covered: bool,
    text: String,
    paragraphs: u32,
    in_paragraph: bool,
}

impl Pending {
    /// From the element's attributes.
    pub(super) fn of(e: &BytesStart) -> Self {
        let kind = attribute(e, "office:value-type").unwrap_or_default();
        let value = match kind.as_str() {
            "float" | "percentage" | "currency" => attribute(e, "office:value"),
            "date" => attribute(e, "office:date-value"),
            "time" => attribute(e, "office:time-value"),
            "boolean" => attribute(e, "office:boolean-value"),
            _ => attribute(e, "office:string-value"),
        };
        Self {
            is_error: attribute(e, "calcext:value-type").as_deref() == Some("error"),
            is_covered: e.name().0 == "table:covered-table-cell",
            repeated: number_of(e, "table:number-columns-repeated"),
            kind,
            value,
            text: String::new(),
            paragraphs: 0,
            in_paragraph: false,
        }
    }

    /// An element inside the cell begins.
    pub(super) fn inside(&mut self, name: &str, e: &BytesStart) {
        match name {
            "text:p" => {
                if self.paragraphs > 0 {
                    self.push("\n");
                }
                self.paragraphs += 1;
                self.in_paragraph = true;
            }
            "text:s" => self.push(&" ".repeat(number_of(e, "text:c").min(64) as usize)),
            "text:tab" => self.push("\t"),
            "text:line-break" => self.push("\n"),
            _ => {}
        }
    }

    /// Text inside the cell; between paragraphs there is only the file's own spacing.
    pub(super) fn add_text(&mut self, text: &str) {
        if self.in_paragraph {
            self.push(text);
        }
    }

    /// A paragraph ends.
    pub(super) fn leave_paragraph(&mut self) {
        self.in_paragraph = false;
    }

    fn push(&mut self, text: &str) {
        if self.text.len() + text.len() <= MOST_TEXT {
            self.text.push_str(text);
        }
    }

    /// The value, and how many columns have it. A cell covered by a merged one has none.
    pub(super) fn finish(self) -> (Cell, u32) {
        if self.is_covered {
            return (Cell::Empty, self.repeated);
        }
        (self.value(), self.repeated)
    }

    fn value(&self) -> Cell {
        let text = || self.value.as_deref().filter(|v| !v.is_empty()).unwrap_or(&self.text);
        if self.is_error || (self.text.starts_with('#') && self.kind == "string" && is_error(&self.text)) {
            return Cell::Error(self.text.trim().into());
        }
        match (self.kind.as_str(), self.value.as_deref()) {
            ("float" | "percentage" | "currency", Some(value)) => match value.trim().parse::<f64>() {
                Ok(x) if x.is_finite() => Cell::Number(x),
                _ => Cell::text(&self.text),
            },
            ("boolean", Some(value)) => Cell::Bool(value == "true"),
            ("date", Some(value)) => of_iso(value),
            ("time", Some(value)) => Cell::text(if self.text.is_empty() { value } else { &self.text }),
            _ => Cell::text(text()),
        }
    }
}

/// The errors spreadsheet programs show.
fn is_error(text: &str) -> bool {
    ["#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!"].contains(&text.trim())
}
