//! A table of pairs: one block of slots, each found from its pair's hash by stepping on.
//!
//! Unlike a general hash map it has one slot a pair and nothing beside it, grows by a third instead of
//! doubling, and becomes the finished list in place: memory is what a large log costs.

use super::pairs::{Entry, Extra, Extras, Slot};
use super::rule::FoldRule;

/// Slots of a table with something in it.
const FEWEST: usize = 16;

/// Pairs of one shard while they are added up.
#[derive(Default)]
pub(super) struct PairTable {
    slots: Vec<Slot>,
    filled: usize,
    extras: Extras,
}

/// A number spread over 64 bits.
#[inline]
pub(super) fn spread(pair: u64) -> u64 {
    let mixed = (pair ^ (pair >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}

/// Entries looked up together, so that the processor waits for memory once for all of them.
const TOGETHER: usize = 16;

impl PairTable {
    /// Adds entries to their pairs.
    pub fn add_all(&mut self, entries: &[Entry], rule: &FoldRule) {
        for together in entries.chunks(TOGETHER) {
            // Four fifths full at most, whatever comes.
            while (self.filled + together.len()) * 5 > self.slots.len() * 4 {
                self.grow();
            }
            let mut homes = [(0, false); TOGETHER];
            for (entry, home) in together.iter().zip(&mut homes) {
                let place = self.home(entry.from, entry.to);
                let found = self.slots.get(place).is_some_and(|s| s.from == entry.from && s.to == entry.to);
                *home = (place, found);
            }
            for (entry, (home, found)) in together.iter().zip(homes) {
                let place = if found { home } else { self.place(home, entry.from, entry.to) };
                self.add(entry, place, rule);
            }
        }
    }

    #[inline]
    fn add(&mut self, entry: &Entry, place: usize, rule: &FoldRule) {
        let Some(slot) = self.slots.get_mut(place) else { return };
        if slot.is_free() {
            *slot = Slot::new(entry.from, entry.to);
            self.filled += 1;
        }
        slot.add(entry, rule, &mut self.extras);
    }

    /// Where a pair stands if nothing was there before it.
    #[inline]
    fn home(&self, from: u32, to: u32) -> usize {
        // The lower bits chose the shard; the upper ones choose the place.
        let hash = spread(u64::from(from) << 32 | u64::from(to));
        ((u128::from(hash) * self.slots.len() as u128) >> 64) as usize
    }

    /// Where a pair stands, or the free slot where it would, from its home on.
    #[inline]
    fn place(&self, home: usize, from: u32, to: u32) -> usize {
        let slots = self.slots.len();
        let mut place = home;
        while let Some(slot) = self.slots.get(place) {
            if slot.is_free() || (slot.from == from && slot.to == to) {
                return place;
            }
            place = if place + 1 == slots { 0 } else { place + 1 };
        }
        0
    }

    fn grow(&mut self) {
        let room = (self.slots.len() + self.slots.len() / 3).max(FEWEST);
        let old = std::mem::replace(&mut self.slots, vec![Slot::FREE; room]);
        for slot in old.into_iter().filter(|slot| !slot.is_free()) {
            let place = self.place(self.home(slot.from, slot.to), slot.from, slot.to);
            if let Some(free) = self.slots.get_mut(place) {
                *free = slot;
            }
        }
    }

    /// The pairs, with their ids renumbered, and what some of them keep beside.
    pub fn finish(mut self, renumbered: &[u32]) -> (Vec<Slot>, Vec<Extra>) {
        self.slots.retain(|slot| !slot.is_free());
        self.slots.shrink_to_fit();
        let extras = self.extras.settle(&mut self.slots);
        let new = |id: u32| renumbered.get(id as usize).copied().unwrap_or_default();
        for slot in &mut self.slots {
            (slot.from, slot.to) = (new(slot.from), new(slot.to));
        }
        (self.slots, extras)
    }
}
