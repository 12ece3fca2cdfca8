//! What a page says of itself, before its bytes.

use super::thrift::{STRUCT, WHOLE, Walk};

/// What a page says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PageHead {
    /// Bytes that follow.
    pub packed: u64,
    /// Bytes once they are unpacked.
    pub unpacked: u64,
    /// Values it holds.
    pub values: u64,
    /// Of what it is.
    pub content: Content,
}

/// What a page is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Values by number.
    Dictionary,
    /// Rows: bytes before those that are packed, and whether any are.
    Values { levels: u64, packed: bool },
    /// Something that is passed over.
    Index,
}

/// Numbers of a part of the head, by their ids.
type Numbers = [Option<u64>; 9];

impl PageHead {
    /// Reads what a page says, and in how many bytes; `None` where that makes no sense.
    ///
    /// Stricter than the crate, which takes each number for what it should be: where both read, both read
    /// the same.
    pub fn read(bytes: &[u8]) -> Option<(Self, u64)> {
        let mut walk = Walk::new(bytes);
        let (mut whole, mut parts): (Numbers, [Option<Numbers>; 9]) = ([None; 9], [None; 9]);
        let mut id = 0;
        loop {
            let before = id;
            let Some(kind) = walk.field(&mut id)? else { break };
            let place = usize::try_from(id).ok()?;
            match (id, kind) {
                _ if id <= before => return None,
                (1..=3, WHOLE) => whole[place] = Some(number(&mut walk)?),
                (4, WHOLE) => walk.skip(kind)?,
                (5..=8, STRUCT) => parts[place] = Some(part(&mut walk, id)?),
                (9.., _) => walk.skip(kind)?,
                _ => return None,
            }
        }
        let values = |part: Numbers| part[1];
        let (content, values) = match whole[1]? {
            0 => (Content::Values { levels: 0, packed: true }, parts[5].and_then(values)?),
            1 => (Content::Index, 0),
            2 => (Content::Dictionary, parts[7].and_then(values)?),
            3 => {
                let part = parts[8]?;
                let levels = part[5]?.checked_add(part[6]?)?;
                (Content::Values { levels, packed: part[7] != Some(0) }, part[1]?)
            }
            _ => return None,
        };
        let is_second = matches!(content, Content::Values { .. }) && whole[1] == Some(3);
        // The crate looks for these parts whatever the page says it is.
        if is_second != parts[8].is_some() {
            return None;
        }
        let head = Self { packed: whole[3]?, unpacked: whole[2]?, values, content };
        Some((head, (bytes.len() - walk.left().len()) as u64))
    }
}

/// A number of four bytes that is not negative.
fn number(walk: &mut Walk) -> Option<u64> {
    walk.whole().filter(|number| *number <= i32::MAX as u64)
}

/// The numbers of a part: the 5th part is of rows, the 6th is passed over, the 7th of values by number, and
/// the 8th of rows in the second way.
fn part(walk: &mut Walk, part: i64) -> Option<Numbers> {
    let mut numbers = [None; 9];
    let mut id = 0;
    loop {
        let before = id;
        let Some(kind) = walk.field(&mut id)? else { return Some(numbers) };
        let place = usize::try_from(id).ok()?;
        match (part, id, kind) {
            _ if id <= before => return None,
            (5, 1..=4, WHOLE) | (7, 1..=2, WHOLE) | (8, 1..=6, WHOLE) => {
                numbers[place] = Some(number(walk)?);
            }
            // Yes or no.
            (7, 3, 1 | 2) | (8, 7, 1 | 2) => numbers[place] = Some(u64::from(kind == 1)),
            (5, 5, STRUCT) | (8, 8, STRUCT) => walk.skip(kind)?,
            (6, ..) | (5, 6.., _) | (7, 4.., _) | (8, 9.., _) => walk.skip(kind)?,
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_rows_and_one_of_numbered_values_are_told_apart() {
        let rows = [0x15, 0, 0x15, 80, 0x15, 60, 0x2c, 0x15, 20, 0x15, 0, 0x15, 6, 0x15, 6, 0, 0, 0xaa];
        let content = Content::Values { levels: 0, packed: true };
        let head = PageHead { packed: 30, unpacked: 40, values: 10, content };
        assert_eq!(PageHead::read(&rows), Some((head, 17)));
        let numbered = [0x15, 4, 0x15, 80, 0x15, 60, 0x4c, 0x15, 20, 0x15, 0, 0x11, 0, 0];
        let head = PageHead { content: Content::Dictionary, ..head };
        assert_eq!(PageHead::read(&numbered), Some((head, 14)));
        let second = [
            0x15, 6, 0x15, 80, 0x15, 60, 0x5c, 0x15, 20, 0x15, 0, 0x15, 20, 0x15, 0, 0x15, 4, 0x15, 0, 0x12,
            0, 0,
        ];
        let content = Content::Values { levels: 2, packed: false };
        assert_eq!(PageHead::read(&second), Some((PageHead { content, ..head }, 22)));
        for cut in 0..second.len() {
            assert_eq!(PageHead::read(&second[..cut]), None, "{cut}");
        }
    }

    #[test]
    fn a_head_that_could_be_read_in_two_ways_is_not_read() {
        // The size as bytes, a negative size, the same number twice, and values by number that are rows.
        assert_eq!(PageHead::read(&[0x15, 2, 0x18, 1, 80, 0x15, 60, 0]), None);
        assert_eq!(PageHead::read(&[0x15, 2, 0x15, 1, 0x15, 60, 0]), None);
        assert_eq!(PageHead::read(&[0x15, 2, 0x15, 80, 0x05, 4, 90, 0x15, 60, 0]), None);
        assert_eq!(PageHead::read(&[0x15, 4, 0x15, 80, 0x15, 60, 0x2c, 0x15, 20, 0, 0]), None);
        let index = PageHead { packed: 30, unpacked: 40, values: 0, content: Content::Index };
        assert_eq!(PageHead::read(&[0x15, 2, 0x15, 80, 0x15, 60, 0]), Some((index, 7)));
    }
}
