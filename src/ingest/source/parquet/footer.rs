//! The end of a file, which says what is in it: looked at before it is believed.
//!
//! The crate that reads it makes room for as many columns as a group says it has and goes as deep as groups
//! are nested. Both are checked here first, by a walk over the few numbers that say so.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use super::{FORM, malformed};
use crate::ingest::source::ReadError;

/// Most bytes of a description: files of a hundred gigabytes have less.
const LARGEST: u64 = 256 << 20;
/// Groups within groups.
const DEEPEST: usize = 64;
/// Bytes at the end: the length of the description and the mark.
const TAIL: u64 = 8;

/// Looks at the end of a file.
///
/// # Errors
/// When the file is cut short, encrypted, packed, or its description cannot be true.
pub(super) fn check(file: &mut File, length: u64) -> Result<(), ReadError> {
    let io = |e: std::io::Error| ReadError::io(&e);
    let mut head = Vec::new();
    file.seek(SeekFrom::Start(0)).map_err(io)?;
    Read::by_ref(file).take(4).read_to_end(&mut head).map_err(io)?;
    match &head[..] {
        b"PAR1" => {}
        b"PARE" => return Err(encrypted()),
        [0x1f, 0x8b, ..] => return Err(malformed("it is packed with gzip: unpack it first")),
        _ => return Err(malformed("it does not begin like one")),
    }
    if length < TAIL + 4 {
        return Err(malformed("it is cut short"));
    }
    let mut tail = [0; TAIL as usize];
    file.seek(SeekFrom::Start(length - TAIL)).map_err(io)?;
    file.read_exact(&mut tail).map_err(io)?;
    let [a, b, c, d, mark @ ..] = tail;
    if &mark == b"PARE" {
        return Err(encrypted());
    }
    let size = u64::from(u32::from_le_bytes([a, b, c, d]));
    if &mark != b"PAR1" || size > length - TAIL - 4 {
        return Err(malformed("it is cut short: its end, which says what is in it, is not there"));
    }
    if size > LARGEST {
        return Err(ReadError::TooLarge {
            what: "the description of its columns, in bytes,",
            limit: LARGEST,
        });
    }
    file.seek(SeekFrom::Start(length - TAIL - size)).map_err(io)?;
    let mut description = Vec::new();
    Read::by_ref(file).take(size).read_to_end(&mut description).map_err(io)?;
    check_groups(&description).ok_or_else(|| malformed("the description of its columns makes no sense"))
}

fn encrypted() -> ReadError {
    ReadError::Malformed { format: FORM, why: "it is encrypted: save it without encryption".to_owned() }
}

/// Whether every group has as many columns as it says, and none lies too deep.
fn check_groups(description: &[u8]) -> Option<()> {
    let mut walk = Walk { bytes: description, depth: 0 };
    let mut id = 0;
    while let Some(kind) = walk.field(&mut id)? {
        if (id, kind) == (2, LIST) {
            return walk.groups();
        }
        walk.skip(kind)?;
    }
    None
}

const LIST: u8 = 9;
const SET: u8 = 10;
const MAP: u8 = 11;
const STRUCT: u8 = 12;

/// A walk over values of Thrift's compact protocol; `None` where they break off or make no sense.
struct Walk<'a> {
    bytes: &'a [u8],
    depth: usize,
}

impl Walk<'_> {
    /// The columns and groups, each group before its own.
    fn groups(&mut self) -> Option<()> {
        let (count, kind) = self.list()?;
        if kind != STRUCT {
            return None;
        }
        // How many are still to come in each group that is open.
        let mut open: Vec<u64> = vec![1];
        for left in (0..count).rev() {
            let children = self.children()?;
            *open.last_mut()? -= 1;
            if children > left {
                return None;
            }
            if children > 0 {
                open.push(children);
            }
            while open.last() == Some(&0) {
                open.pop();
            }
            if open.len() > DEEPEST {
                return None;
            }
        }
        open.is_empty().then_some(())
    }

    /// How many columns a group has; 0 for a column.
    fn children(&mut self) -> Option<u64> {
        let (mut id, mut children) = (0, 0);
        while let Some(kind) = self.field(&mut id)? {
            if id == 5 {
                children = self.whole()?;
            } else {
                self.skip(kind)?;
            }
        }
        Some(children)
    }

    /// The kind of the next field, and its id; `None` inside at the end of a structure.
    fn field(&mut self, id: &mut i64) -> Option<Option<u8>> {
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

    fn skip(&mut self, kind: u8) -> Option<()> {
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

    /// Skips one of a list; there, a yes or no is a byte.
    fn item(&mut self, kind: u8) -> Option<()> {
        if matches!(kind, 1 | 2) { self.byte().map(|_| ()) } else { self.skip(kind) }
    }

    /// How many a list has, and their kind. Each is at least a byte.
    fn list(&mut self) -> Option<(u64, u8)> {
        let head = self.byte()?;
        let count = match head >> 4 {
            15 => self.number()?,
            count => u64::from(count),
        };
        (count <= self.bytes.len() as u64).then_some((count, head & 15))
    }

    /// A number that is not negative.
    fn whole(&mut self) -> Option<u64> {
        u64::try_from(self.signed()?).ok()
    }

    fn signed(&mut self) -> Option<i64> {
        let number = self.number()?;
        Some((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    fn number(&mut self) -> Option<u64> {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A version, then a list of groups with so many columns each.
    fn description(children: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0x15, 2, 0x19, 0xf0 | STRUCT, u8::try_from(children.len()).unwrap()];
        for count in children {
            bytes.extend([0x48, 1, b'x']);
            bytes.extend(if *count > 0 { vec![0x15, count * 2, 0] } else { vec![0] });
        }
        bytes.push(0);
        bytes
    }

    #[test]
    fn groups_that_cannot_be_are_seen_before_they_are_believed() {
        assert_eq!(check_groups(&description(&[2, 0, 0])), Some(()));
        assert_eq!(check_groups(&description(&[2, 1, 0, 0])), Some(()));
        assert_eq!(check_groups(&description(&[3, 0, 0])), None);
        assert_eq!(check_groups(&description(&[1, 0, 0])), None);
        assert_eq!(check_groups(&description(&[60])), None);
        let deep = [vec![1; 100], vec![0]].concat();
        assert_eq!(check_groups(&description(&deep)), None);
        let whole = description(&[2, 0, 0]);
        for cut in 0..whole.len() - 1 {
            assert_eq!(check_groups(&whole[..cut]), None, "{cut}");
        }
        assert_eq!(check_groups(&[0x1c; 300]), None);
    }
}
