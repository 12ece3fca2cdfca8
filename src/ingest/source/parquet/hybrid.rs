//! Runs of one number, and numbers of a few bits side by side: how the format writes codes and levels.

/// What was to be read is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Short;

/// Longest run length that is taken at its word: more than any page holds.
const LONGEST_RUN: u64 = 1 << 32;

/// Where the reading of such numbers stands; the bytes are given with each call.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hybrid {
    at: usize,
    end: usize,
    width: u32,
    run: Run,
}

#[derive(Clone, Copy, Debug)]
enum Run {
    Same { value: u32, left: u64 },
    Packed { bit: usize, left: u64 },
}

impl Hybrid {
    /// Numbers of `width` bits, at most 32, between two places of a page.
    pub fn new(at: usize, end: usize, width: u32) -> Result<Self, Short> {
        if at > end || width > 32 {
            return Err(Short);
        }
        Ok(Self { at, end, width, run: Run::Same { value: 0, left: 0 } })
    }

    /// Appends the next `count` numbers.
    pub fn read(&mut self, page: &[u8], mut count: usize, out: &mut Vec<u32>) -> Result<(), Short> {
        let bytes = page.get(..self.end).ok_or(Short)?;
        while count > 0 {
            let taken = match &mut self.run {
                Run::Same { left: 0, .. } | Run::Packed { left: 0, .. } => {
                    self.begin(bytes)?;
                    continue;
                }
                Run::Same { value, left } => {
                    let taken = count.min(usize::try_from(*left).unwrap_or(usize::MAX));
                    out.resize(out.len() + taken, *value);
                    *left -= taken as u64;
                    taken
                }
                Run::Packed { bit, left } => {
                    let taken = count.min(usize::try_from(*left).unwrap_or(usize::MAX));
                    unpack(bytes, *bit, self.width, taken, out);
                    *bit += taken * self.width as usize;
                    *left -= taken as u64;
                    taken
                }
            };
            count -= taken;
        }
        Ok(())
    }

    /// Reads the head of the next run.
    fn begin(&mut self, bytes: &[u8]) -> Result<(), Short> {
        let head = self.number(bytes)?;
        if head & 1 == 0 {
            let size = self.width.div_ceil(8) as usize;
            let value = bytes.get(self.at..self.at + size).ok_or(Short)?;
            let value = value.iter().rev().fold(0, |sum, byte| sum << 8 | u32::from(*byte));
            self.at += size;
            self.run = Run::Same { value, left: (head >> 1).min(LONGEST_RUN) };
        } else {
            // Groups of eight; of the last, only what the page still holds is there to be read.
            let bits = (self.end - self.at) as u64 * 8;
            let claimed = (head >> 1).min(LONGEST_RUN) * 8;
            let there = if self.width == 0 { claimed } else { claimed.min(bits / u64::from(self.width)) };
            self.run = Run::Packed { bit: self.at * 8, left: there };
            let size = (claimed * u64::from(self.width)).div_ceil(8);
            self.at = self.end.min(self.at.saturating_add(usize::try_from(size).unwrap_or(usize::MAX)));
        }
        Ok(())
    }

    /// A number in bytes of seven bits, lowest first.
    fn number(&mut self, bytes: &[u8]) -> Result<u64, Short> {
        let mut number = 0;
        for shift in (0..35).step_by(7) {
            let byte = *bytes.get(self.at).ok_or(Short)?;
            self.at += 1;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(Short)
    }
}

/// Appends `count` numbers of `width` bits, lowest bit first, from a bit on.
pub(super) fn unpack(bytes: &[u8], mut bit: usize, width: u32, count: usize, out: &mut Vec<u32>) {
    let mask = (1_u64 << width) - 1;
    out.reserve(count);
    for _ in 0..count {
        let from = bit / 8;
        let word = match bytes.get(from..).and_then(|rest| rest.first_chunk::<8>()) {
            Some(chunk) => u64::from_le_bytes(*chunk),
            None => last_word(bytes.get(from..).unwrap_or_default()),
        };
        out.push((word >> (bit % 8) & mask) as u32);
        bit += width as usize;
    }
}

/// The bytes at the end of a page as a word, filled up with nothing.
fn last_word(rest: &[u8]) -> u64 {
    rest.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_and_packed_numbers_are_read_in_pieces_of_any_size() {
        // Five times 4, then 0 to 7 in three bits each, then twice 1.
        let page = [0x0a, 4, 0x03, 0x88, 0xc6, 0xfa, 0x04, 1];
        let expected = [4, 4, 4, 4, 4, 0, 1, 2, 3, 4, 5, 6, 7, 1, 1];
        for piece in 1..=expected.len() {
            let mut numbers = Hybrid::new(0, page.len(), 3).unwrap();
            let mut out = Vec::new();
            while out.len() < expected.len() {
                numbers.read(&page, piece.min(expected.len() - out.len()), &mut out).unwrap();
            }
            assert_eq!(out, expected, "{piece} at a time");
            assert_eq!(numbers.read(&page, 1, &mut out), Err(Short));
        }
    }

    #[test]
    fn what_is_not_there_is_said_and_not_made_up() {
        let mut out = Vec::new();
        // A head that says 8 numbers of 12 bits, and bytes for two.
        assert_eq!(Hybrid::new(0, 4, 12).unwrap().read(&[3, 1, 0, 2], 8, &mut out), Err(Short));
        assert_eq!(out, [1, 32]);
        assert_eq!(Hybrid::new(0, 0, 3).unwrap().read(&[], 1, &mut out), Err(Short));
        assert_eq!(Hybrid::new(0, 9, 3).unwrap().read(&[2], 1, &mut out), Err(Short));
        assert_eq!(Hybrid::new(0, 9, 33).err(), Some(Short));
        assert_eq!(Hybrid::new(0, 6, 3).unwrap().read(&[0xff; 6], 1, &mut out), Err(Short));
    }
}
