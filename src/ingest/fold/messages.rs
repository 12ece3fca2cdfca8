//! How many recipients a message has whose recipients stand on several rows.

use std::hash::BuildHasher;
use std::sync::{Mutex, PoisonError};

use foldhash::fast::FixedState;

/// Shards, each with a lock of its own.
const SHARDS: usize = 256;
/// Bits of a slot that hold the count.
const COUNT: u64 = 0x7fff;
/// The bit of a slot that says the message has been met.
const MET: u64 = 0x8000;
/// Bits of a slot that hold part of the key.
const KEY: u64 = !0xffff;

/// Recipients by message, counted over a whole log in a first pass: 8 bytes a message, in a table at least
/// half full, so 10 to 16 bytes a message and no text.
///
/// Messages are told apart by 56 bits of a hash of id and sender: 48 stored, 8 for where. The chance that
/// any two of 20 million messages are taken for one is about one in 350.
#[derive(Default)]
pub struct MessageSizes {
    shards: Vec<Mutex<Sizes>>,
}

impl MessageSizes {
    /// No message yet.
    pub fn new() -> Self {
        Self { shards: (0..SHARDS).map(|_| Mutex::default()).collect() }
    }

    /// The key of a message.
    pub fn key(message: &[u8], sender: &[u8]) -> u64 {
        FixedState::default().hash_one((message, sender))
    }

    /// Adds the recipients of one row.
    pub fn add(&self, key: u64, recipients: u16) {
        self.with(key, |sizes| sizes.add(key, u64::from(recipients)));
    }

    /// The recipients of a message over all its rows, and whether it is asked about for the first time.
    pub fn meet(&self, key: u64) -> (u16, bool) {
        self.with(key, |sizes| sizes.meet(key)).unwrap_or((1, true))
    }

    /// Messages.
    pub fn len(&self) -> u64 {
        let filled = |shard: &Mutex<Sizes>| shard.lock().unwrap_or_else(PoisonError::into_inner).filled;
        self.shards.iter().map(|shard| filled(shard) as u64).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn with<T>(&self, key: u64, work: impl FnOnce(&mut Sizes) -> T) -> Option<T> {
        let shard = self.shards.get(key as usize % SHARDS)?;
        Some(work(&mut shard.lock().unwrap_or_else(PoisonError::into_inner)))
    }
}

#[derive(Default)]
struct Sizes {
    slots: Vec<u64>,
    filled: usize,
}

impl Sizes {
    fn add(&mut self, key: u64, recipients: u64) {
        if self.filled * 5 >= self.slots.len() * 4 {
            self.grow();
        }
        let place = self.place(key);
        let Some(slot) = self.slots.get_mut(place) else { return };
        // A slot in use has a count above 0.
        self.filled += usize::from(*slot == 0);
        let count = ((*slot & COUNT) + recipients.max(1)).min(COUNT);
        *slot = key & KEY | count;
    }

    fn meet(&mut self, key: u64) -> (u16, bool) {
        let place = self.place(key);
        let Some(slot) = self.slots.get_mut(place).filter(|slot| **slot != 0) else { return (1, true) };
        let first = *slot & MET == 0;
        *slot |= MET;
        ((*slot & COUNT) as u16, first)
    }

    /// Where a message stands, or the free slot where it would: found from the stored part of its key, so
    /// that it can be found again when the table grows.
    fn place(&self, key: u64) -> usize {
        let slots = self.slots.len();
        let spread = (key >> 16).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut place = ((u128::from(spread) * slots as u128) >> 64) as usize;
        while self.slots.get(place).is_some_and(|slot| *slot != 0 && *slot & KEY != key & KEY) {
            place = if place + 1 == slots { 0 } else { place + 1 };
        }
        place
    }

    fn grow(&mut self) {
        let room = (self.slots.len() + self.slots.len() / 2).max(16);
        let old = std::mem::replace(&mut self.slots, vec![0; room]);
        for slot in old.into_iter().filter(|slot| *slot != 0) {
            let place = self.place(slot);
            if let Some(free) = self.slots.get_mut(place) {
                *free = slot;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_one_message_are_added_up_and_met_once() {
        let sizes = MessageSizes::new();
        let key = |message: u32| MessageSizes::key(&message.to_le_bytes(), b"a@x.example");
        for message in 0..20_000 {
            for _ in 0..message % 7 + 1 {
                sizes.add(key(message), 1);
            }
        }
        assert_eq!(sizes.len(), 20_000);
        for message in 0..20_000 {
            assert_eq!(sizes.meet(key(message)), ((message % 7 + 1) as u16, true));
            assert_eq!(sizes.meet(key(message)), ((message % 7 + 1) as u16, false));
        }
        assert_ne!(key(1), MessageSizes::key(&1_u32.to_le_bytes(), b"b@x.example"));
        assert_eq!(sizes.meet(MessageSizes::key(b"never", b"added")), (1, true));
    }

    #[test]
    fn a_message_to_everyone_stays_at_the_most_that_is_counted() {
        let sizes = MessageSizes::new();
        (0..10).for_each(|_| sizes.add(3, 9_000));
        assert_eq!(sizes.meet(3), (32_767, true));
    }
}
