//! XML, one piece at a time: elements and texts, and no entity but those every XML file has. What a
//! file says about entities of its own is never followed, and nothing outside the file is ever fetched.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::ReadError;

/// Elements inside each other, at most.
const DEEPEST: usize = 64;
/// Elements of a file, at most.
const MOST_ELEMENTS: u64 = 40_000_000;

/// A piece of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// An element begins: its name without a prefix, and its attributes.
    Open(String, Vec<(String, String)>),
    /// An element ends.
    Close(String),
    /// Text within an element, whole.
    Text(String),
}

/// Walks through an XML text.
pub(super) struct Pieces<'t> {
    format: &'static str,
    reader: Reader<&'t [u8]>,
    depth: usize,
    elements: u64,
    text: String,
    waiting: Option<Piece>,
}

impl<'t> Pieces<'t> {
    /// From the beginning; `format` is named in messages.
    pub fn new(text: &'t str, format: &'static str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { format, reader, depth: 0, elements: 0, text: String::new(), waiting: None }
    }

    /// Why the file cannot be read, at the byte reached.
    pub fn fault(&self, why: &str) -> ReadError {
        let place = self.reader.buffer_position();
        ReadError::Malformed { format: self.format, why: format!("{why}, near byte {place}") }
    }

    /// The next piece; `None` at the end.
    ///
    /// # Errors
    /// When the text is no well-formed XML, uses an entity of its own, or is too deep or too large.
    pub fn next(&mut self) -> Result<Option<Piece>, ReadError> {
        if let Some(piece) = self.waiting.take() {
            return Ok(Some(piece));
        }
        loop {
            let event = self.reader.read_event().map_err(|e| self.fault(&e.to_string()))?;
            let piece = match event {
                Event::Start(element) | Event::Empty(element) => self.open(&element)?,
                Event::End(element) => {
                    self.depth = self.depth.saturating_sub(1);
                    Piece::Close(element.local_name().as_ref().to_owned())
                }
                Event::Text(text) => {
                    self.text.push_str(&text.xml10_content());
                    continue;
                }
                Event::CData(text) => {
                    self.text.push_str(&text.xml10_content());
                    continue;
                }
                Event::GeneralRef(entity) => {
                    let resolved = match entity.resolve_char_ref() {
                        Ok(Some(c)) => Some(c),
                        Ok(None) => predefined(&entity.xml10_content()),
                        Err(_) => None,
                    };
                    let own = "it uses an entity of its own, which is not followed";
                    self.text.push(resolved.ok_or_else(|| self.fault(own))?);
                    continue;
                }
                Event::Eof if self.depth > 0 => return Err(self.fault("it breaks off")),
                Event::Eof => return Ok(None),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => continue,
            };
            return Ok(Some(self.after_text(piece)));
        }
    }

    /// The text before a piece, where there is some; the piece waits then.
    fn after_text(&mut self, piece: Piece) -> Piece {
        let text = std::mem::take(&mut self.text);
        if text.trim().is_empty() {
            return piece;
        }
        self.waiting = Some(piece);
        Piece::Text(text.trim().to_owned())
    }

    fn open(&mut self, element: &BytesStart) -> Result<Piece, ReadError> {
        self.depth += 1;
        self.elements += 1;
        if self.depth > DEEPEST {
            return Err(ReadError::TooLarge { what: "the depth of elements", limit: DEEPEST as u64 });
        }
        if self.elements > MOST_ELEMENTS {
            return Err(ReadError::TooLarge { what: "the number of elements", limit: MOST_ELEMENTS });
        }
        let mut attributes = Vec::new();
        for attribute in element.attributes() {
            let attribute = attribute.map_err(|e| self.fault(&e.to_string()))?;
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|e| self.fault(&e.to_string()))?;
            attributes.push((attribute.key.local_name().as_ref().to_owned(), value.into_owned()));
        }
        Ok(Piece::Open(element.local_name().as_ref().to_owned(), attributes))
    }
}

fn predefined(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

/// An attribute's value, unless it is empty.
pub(super) fn attribute<'a>(attributes: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let found = attributes.iter().find(|(known, _)| known == name);
    found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Result<Vec<Piece>, ReadError> {
        let mut pieces = Pieces::new(text, "GraphML");
        let mut found = Vec::new();
        while let Some(piece) = pieces.next()? {
            found.push(piece);
        }
        Ok(found)
    }

    #[test]
    fn elements_texts_and_the_usual_entities() {
        let found = all("<a:b x='1 &amp; 2'>Tom &amp; <![CDATA[<Jo>]]>&#233;<c/></a:b>").unwrap();
        let open = |name: &str, values: &[(&str, &str)]| {
            let values = values.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
            Piece::Open(name.to_owned(), values.collect())
        };
        let close = |name: &str| Piece::Close(name.to_owned());
        let text = Piece::Text("Tom & <Jo>é".to_owned());
        assert_eq!(found, [open("b", &[("x", "1 & 2")]), text, open("c", &[]), close("c"), close("b")]);
    }

    #[test]
    fn own_entities_depth_and_broken_files_are_refused() {
        let own = "<!DOCTYPE a [<!ENTITY b \"bbb\"><!ENTITY c SYSTEM \"file:///c\">]><a>&b;</a>";
        assert!(all(own).unwrap_err().to_string().contains("entity of its own"));
        assert!(all("<!DOCTYPE a [<!ENTITY b \"c\">]><a x='&b;'/>").is_err());
        assert!(all(&"<a>".repeat(65)).unwrap_err().to_string().contains("depth"));
        assert!(all("<a><b>").unwrap_err().to_string().contains("breaks off"));
        assert!(all("<a></b>").is_err());
        assert!(all("<a").is_err());
    }
}
