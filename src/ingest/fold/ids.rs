//! Ids by their bytes: each a number, and where it was first seen.

use std::hash::{BuildHasher, Hasher};

use foldhash::fast::FixedState;
use hashbrown::HashTable;

/// Where an id stands first: its row, and its place among the ids of the row (0 is the sender).
pub(super) type FirstSeen = (u32, u32);

/// Strings in one block, each with a number in order of first sight.
#[derive(Default)]
pub(super) struct Interner {
    numbers: HashTable<(u32, u32)>,
    bytes: Vec<u8>,
    ends: Vec<usize>,
    state: FixedState,
}

impl Interner {
    /// The bytes of a number.
    pub fn get(&self, number: u32) -> &[u8] {
        bytes_of(&self.bytes, &self.ends, number)
    }

    /// The number of some bytes, where they are known.
    #[inline]
    pub fn find(&self, bytes: &[u8]) -> Option<u32> {
        self.find_hashed(hashed(&self.state, bytes), bytes)
    }

    #[inline]
    fn find_hashed(&self, hash: u64, bytes: &[u8]) -> Option<u32> {
        // The upper half of the hash is compared first, so that the bytes are looked at about once.
        let same =
            |(check, number): &(u32, u32)| *check == (hash >> 32) as u32 && same(self.get(*number), bytes);
        self.numbers.find(hash, same).map(|(_, number)| *number)
    }

    /// The number of some bytes, and whether they are new.
    pub fn number(&mut self, bytes: &[u8]) -> (u32, bool) {
        let hash = hashed(&self.state, bytes);
        if let Some(number) = self.find_hashed(hash, bytes) {
            return (number, false);
        }
        let number = self.ends.len() as u32;
        self.bytes.extend_from_slice(bytes);
        self.ends.push(self.bytes.len());
        let (all, ends, state) = (&self.bytes, &self.ends, &self.state);
        let again = |(_, number): &(u32, u32)| hashed(state, bytes_of(all, ends, *number));
        self.numbers.insert_unique(hash, ((hash >> 32) as u32, number), again);
        (number, true)
    }
}

#[inline]
fn hashed(state: &FixedState, bytes: &[u8]) -> u64 {
    let mut hasher = state.build_hasher();
    hasher.write(bytes);
    hasher.finish()
}

/// Whether two texts are the same. Ids are so short that comparing eight bytes at a time beats calling
/// for help.
#[inline]
pub(super) fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    match (a.last_chunk::<8>(), b.last_chunk::<8>()) {
        (Some(a_last), Some(b_last)) => {
            a_last == b_last && a.chunks_exact(8).zip(b.chunks_exact(8)).all(|(a, b)| eight(a) == eight(b))
        }
        _ => a.iter().zip(b).all(|(a, b)| a == b),
    }
}

#[inline]
fn eight(bytes: &[u8]) -> u64 {
    bytes.first_chunk().map_or(0, |bytes| u64::from_ne_bytes(*bytes))
}

#[inline]
fn bytes_of<'a>(bytes: &'a [u8], ends: &[usize], number: u32) -> &'a [u8] {
    let number = number as usize;
    let start = if number == 0 { 0 } else { ends.get(number - 1).copied().unwrap_or_default() };
    ends.get(number).and_then(|end| bytes.get(start..*end)).unwrap_or_default()
}

/// The ids of a whole log, numbered by whichever thread came first; renumbered at the end by where they
/// stand.
#[derive(Default)]
pub(super) struct SharedIds {
    pub ids: Interner,
    pub first: Vec<FirstSeen>,
}

impl SharedIds {
    /// The number of an id.
    pub fn number(&mut self, bytes: &[u8]) -> u32 {
        let (number, new) = self.ids.number(bytes);
        if new {
            self.first.push((u32::MAX, u32::MAX));
        }
        number
    }

    /// Notes where a thread saw an id first.
    pub fn seen(&mut self, number: u32, at: FirstSeen) {
        if let Some(first) = self.first.get_mut(number as usize) {
            *first = at.min(*first);
        }
    }

    /// Numbers in order of first sight in the file, and for each number its place in that order.
    pub fn in_order(&self) -> (Vec<u32>, Vec<u32>) {
        let mut order: Vec<u32> = (0..self.first.len() as u32).collect();
        order.sort_unstable_by_key(|number| self.first[*number as usize]);
        let mut place = vec![0; order.len()];
        for (at, number) in (0..).zip(&order) {
            place[*number as usize] = at;
        }
        (order, place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_numbered_in_order_and_found_again() {
        let mut ids = Interner::default();
        let words: Vec<String> = (0..5_000).map(|i| format!("person{i}@council.example")).collect();
        for (i, word) in words.iter().enumerate() {
            assert_eq!(ids.number(word.as_bytes()), (i as u32, true));
        }
        assert_eq!(ids.number(b"person17@council.example"), (17, false));
        assert_eq!(ids.find(b"nobody"), None);
        assert_eq!(ids.get(4_999), b"person4999@council.example");
        assert_eq!(ids.get(5_000), b"");
    }

    #[test]
    fn texts_are_the_same_where_every_byte_is() {
        for length in 0..40 {
            let text = vec![b'x'; length];
            assert!(same(&text, &text.clone()) && !same(&text, &vec![b'x'; length + 1]));
            for changed in 0..length {
                let mut other = text.clone();
                other[changed] = b'y';
                assert!(!same(&text, &other), "byte {changed} of {length}");
            }
        }
    }

    #[test]
    fn the_order_is_that_of_the_file_and_not_of_the_threads() {
        let mut shared = SharedIds::default();
        for (id, at) in [("late", (9, 0)), ("first", (2, 0)), ("second", (2, 1))] {
            let number = shared.number(id.as_bytes());
            shared.seen(number, at);
        }
        shared.seen(0, (3, 1));
        assert_eq!(shared.in_order(), (vec![1, 2, 0], vec![2, 0, 1]));
        assert_eq!(shared.first[0], (3, 1));
    }
}
