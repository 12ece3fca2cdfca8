//! Texts whose lengths are written as steps from one to the next, looked at before they are read: the crate
//! that reads them makes room for as many as they say they are.

use super::hybrid::unpack;

/// Most texts of a page that is written so.
const MOST: u64 = 1 << 24;
/// Most numbers of a block; programs write 128 or some more.
const LARGEST_BLOCK: u64 = 1 << 16;

/// Whether a page of `most` rows holds texts no longer in all than `largest` bytes; `shared` where each is
/// written as what it has in common with the one before, and the rest.
pub(super) fn is_sound(mut bytes: &[u8], most: u64, largest: u64, shared: bool) -> bool {
    let common = if shared { total(&mut bytes, most) } else { Some(0) };
    let own = total(&mut bytes, most);
    matches!((common, own), (Some(common), Some(own)) if common.saturating_add(own) <= largest)
}

/// The sum of the lengths, each of which is less than 2 GiB; moves on to what follows them.
fn total(bytes: &mut &[u8], most: u64) -> Option<u64> {
    let (block, parts) = (number(bytes)?, number(bytes)?);
    let (mut left, first) = (number(bytes)?, signed(bytes)?);
    let a_part = block.checked_div(parts)?;
    let whole = a_part % 32 == 0 && a_part > 0 && a_part * parts == block;
    if left > most.min(MOST) || !whole || block > LARGEST_BLOCK {
        return None;
    }
    if left == 0 {
        return Some(0);
    }
    left -= 1;
    let (mut sum, mut last) = (length(first)?, first);
    let mut steps = Vec::new();
    while left > 0 {
        let least = signed(bytes)?;
        for width in take(bytes, parts as usize)? {
            // What the parts after the last number say means nothing.
            let count = left.min(a_part);
            if count == 0 {
                continue;
            }
            let width = u32::from(*width);
            if width > 32 {
                return None;
            }
            let size = a_part as usize * width as usize / 8;
            let part = take(bytes, size.min(bytes.len()))?;
            steps.clear();
            unpack(part, 0, width, count as usize, &mut steps);
            for step in &steps {
                last = last.checked_add(least)?.checked_add(i64::from(*step))?;
                sum += length(last)?;
            }
            left -= count;
        }
    }
    Some(sum)
}

fn length(value: i64) -> Option<u64> {
    i32::try_from(value).ok().and_then(|value| u64::try_from(value).ok())
}

fn take<'a>(bytes: &mut &'a [u8], count: usize) -> Option<&'a [u8]> {
    let (taken, rest) = bytes.split_at_checked(count)?;
    *bytes = rest;
    Some(taken)
}

fn number(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let byte = *take(bytes, 1)?.first()?;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

fn signed(bytes: &mut &[u8]) -> Option<i64> {
    let number = number(bytes)?;
    Some((number >> 1) as i64 ^ -((number & 1) as i64))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Blocks of 128 in 4 parts; three lengths: 5, 7, 6.
    const LENGTHS: [u8; 14] = [0x80, 0x01, 4, 3, 10, 0x01, 2, 0, 0, 0, 0x03, 0, 0, 0];

    #[test]
    fn lengths_are_added_up() {
        let lengths = [&LENGTHS[..], &[0, 0, 0, 0], b"abc"].concat();
        let mut rest = &lengths[..];
        assert_eq!((total(&mut rest, 3), rest), (Some(18), &b"abc"[..]));
    }

    #[test]
    fn more_texts_than_rows_or_longer_ones_than_a_page_may_have_are_refused() {
        let lengths = [&LENGTHS[..], &[0, 0, 0, 0]].concat();
        assert!(is_sound(&lengths, 3, 18, false));
        assert!(!is_sound(&lengths, 2, 18, false));
        assert!(!is_sound(&lengths, 3, 17, false));
        let shared = [&lengths[..], &lengths[..]].concat();
        assert!(is_sound(&shared, 3, 36, true));
        assert!(!is_sound(&shared, 3, 35, true));
        for cut in 0..9 {
            assert!(!is_sound(&lengths[..cut], 3, 18, false), "{cut}");
        }
        // No parts at all, and a block without numbers.
        assert!(!is_sound(&[0x80, 0x01, 0, 3, 10], 3, 99, false));
        assert!(!is_sound(&[0, 4, 3, 10], 3, 99, false));
    }
}
