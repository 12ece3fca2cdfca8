//! Thrift's compact protocol, in which the format writes what it says about itself: enough of it to look at
//! a few numbers before they are believed.

/// Groups within groups.
pub(super) const DEEPEST: usize = 64;

/// A whole number.
pub(super) const WHOLE: u8 = 5;
/// A list.
pub(super) const LIST: u8 = 9;
const SET: u8 = 10;
const MAP: u8 = 11;
/// A structure.
pub(super) const STRUCT: u8 = 12;

/// A walk over values; `None` where they break off or make no sense.
pub(super) struct Walk<'a> {
    bytes: &'a [u8],
    depth: usize,
}

impl<'a> Walk<'a> {
    /// From the first byte on.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, depth: 0 }
    }

    /// Bytes that were not walked over.
    pub fn left(&self) -> &'a [u8] {
        self.bytes
    }

    /// The kind of the next field, and its id; `None` inside at the end of a structure.
    pub fn field(&mut self, id: &mut i64) -> Option<Option<u8>> {
        let head = self.byte()?;
        if head == 0 {
            return Some(None);
        }
        *id = match head >> 4 {
            0 => self.signed()?,
            step => id.checked_add(i64::from(step))?,
        };
        Some(Some(head & 15))
    }

    /// Passes over a value.
    pub fn skip(&mut self, kind: u8) -> Option<()> {
        match kind {
            1 | 2 => Some(()),
            3 => self.byte().map(|_| ()),
            4..=6 => self.number().map(|_| ()),
            7 => self.take(8),
            8 => {
                let length = self.number()?;
                self.take(length)
            }
            LIST | SET | MAP | STRUCT => self.within(kind),
            13 => self.take(16),
            _ => None,
        }
    }

    fn within(&mut self, kind: u8) -> Option<()> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        match kind {
            STRUCT => {
                let mut id = 0;
                while let Some(kind) = self.field(&mut id)? {
                    self.skip(kind)?;
                }
            }
            MAP => {
                let count = self.number()?;
                let kinds = if count == 0 { 0 } else { self.byte()? };
                for _ in 0..count {
                    self.item(kinds >> 4)?;
                    self.item(kinds & 15)?;
                }
            }
            _ => {
                let (count, kind) = self.list()?;
                for _ in 0..count {
                    self.item(kind)?;
                }
            }
        }
        self.depth -= 1;
        Some(())
    }

    /// Skips one of a list. There, a yes or no is a byte to some and nothing to others; what is read here
    /// has no such list.
    fn item(&mut self, kind: u8) -> Option<()> {
        if matches!(kind, 1 | 2) { None } else { self.skip(kind) }
    }

    /// How many a list has, and their kind. Each is at least a byte.
    pub fn list(&mut self) -> Option<(u64, u8)> {
        let head = self.byte()?;
        let count = match head >> 4 {
            15 => self.number()?,
            count => u64::from(count),
        };
        (count <= self.bytes.len() as u64).then_some((count, head & 15))
    }

    /// A number that is not negative.
    pub fn whole(&mut self) -> Option<u64> {
        u64::try_from(self.signed()?).ok()
    }

    /// A number that may be negative.
    pub fn signed(&mut self) -> Option<i64> {
        let number = self.number()?;
        Some((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    /// A number in bytes of seven bits, lowest first.
    pub fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(*first)
    }

    fn take(&mut self, count: u64) -> Option<()> {
        self.bytes = self.bytes.get(usize::try_from(count).ok()?..)?;
        Some(())
    }
}
