//! The end of a file, which says what is in it: looked at before it is believed.
//!
//! The crate that reads it makes room for as many columns as a group says it has and goes as deep as groups
//! are nested. Both are checked here first, by a walk over the few numbers that say so.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use super::thrift::{DEEPEST, LIST, STRUCT, Walk};
use super::{FORM, malformed};
use crate::ingest::source::ReadError;

/// Most bytes of a description: some thousand groups of some hundred columns have less.
const LARGEST: u64 = 32 << 20;
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
    let mut walk = Walk::new(description);
    let (mut id, mut sound) = (0, None);
    while let Some(kind) = walk.field(&mut id)? {
        match (id, kind) {
            (2, LIST) if sound.is_none() => sound = Some(groups(&mut walk)?),
            (2, _) => return None,
            _ => walk.skip(kind)?,
        }
    }
    sound
}

/// The columns and groups, each group before its own.
fn groups(walk: &mut Walk) -> Option<()> {
    let (count, kind) = walk.list()?;
    if kind != STRUCT {
        return None;
    }
    // How many are still to come in each group that is open.
    let mut open: Vec<u64> = vec![1];
    for left in (0..count).rev() {
        let children = children(walk)?;
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
fn children(walk: &mut Walk) -> Option<u64> {
    let (mut id, mut children) = (0, 0);
    while let Some(kind) = walk.field(&mut id)? {
        if id == 5 {
            children = walk.whole()?;
        } else {
            walk.skip(kind)?;
        }
    }
    Some(children)
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

    #[test]
    fn files_that_cannot_be_read_are_named_for_what_they_are() {
        let said = |bytes: &[u8]| {
            let mut file = tempfile::tempfile().unwrap();
            std::io::Write::write_all(&mut file, bytes).unwrap();
            check(&mut file, bytes.len() as u64).unwrap_err().to_string()
        };
        let told = |bytes: &[u8], what: &str| assert!(said(bytes).contains(what), "{}", said(bytes));
        told(b"PARE, and no more", "it is encrypted");
        told(b"PAR1, then\x04\0\0\0PARE", "it is encrypted");
        told(b"PAR1, then\x04\0\0\0PAR", "it is cut short");
        told(b"PAR1PAR1", "it is cut short");
        told(b"PAR1\xff\xff\0\0PAR1", "it is cut short");
        told(b"\x1f\x8b\x08 and so on", "it is packed with gzip");
        told(b"from,to", "it does not begin like one");
        told(b"PAR1\x04\0\0\0PAR1", "it is cut short");
        told(b"PAR1\x15\x04\0\0\x04\0\0\0PAR1", "makes no sense");
    }
}
