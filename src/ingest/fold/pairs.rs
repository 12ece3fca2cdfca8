//! What each ordered pair of ids adds up to.

use super::rule::{Density, FoldRule};
use super::weight::{self, ByDay, WHOLE};
use crate::programme::config::TieWeight;

/// One message to one recipient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Seconds since 1970-01-01.
    pub time: i64,
    pub from: u32,
    pub to: u32,
    /// Recipients of the message, the sender not counted; at least 1.
    pub recipients: u16,
    /// Whether the message has few enough recipients to count.
    pub counts: bool,
}

/// No time is kept.
const NO_TIME: i64 = i64::MIN;
/// Some window held enough entries; times no longer matter.
const DENSE: i64 = i64::MAX;
/// Times stand in the extra part.
const MANY: i64 = i64::MAX - 1;
/// No extra part.
const NO_EXTRA: u32 = u32::MAX;

/// A pair: what most pairs need, 24 bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    pub from: u32,
    pub to: u32,
    /// The only time so far, or one of the marks above.
    time: i64,
    counted: u32,
    extra: u32,
}

/// What only some pairs need.
#[derive(Clone, Debug, Default)]
pub(super) struct Extra {
    /// Weight of the entries that are shared among several.
    parts: u128,
    /// How many those are.
    shared: u32,
    /// Entries of messages with too many recipients.
    over: u32,
    /// Times, sorted, of which no window holds enough.
    times: Vec<i64>,
    /// Weights by day, where they fade.
    days: Option<Box<ByDay>>,
}

impl Slot {
    /// A slot without a pair.
    pub const FREE: Self = Self { from: u32::MAX, to: u32::MAX, time: NO_TIME, counted: 0, extra: NO_EXTRA };

    pub fn new(from: u32, to: u32) -> Self {
        Self { from, to, ..Self::FREE }
    }

    pub fn is_free(&self) -> bool {
        self.from == u32::MAX
    }

    /// Adds an entry.
    #[inline]
    pub fn add(&mut self, entry: &Entry, rule: &FoldRule, extras: &mut Vec<Extra>) {
        if !entry.counts {
            let extra = self.extra(extras);
            extra.over = extra.over.saturating_add(1);
            return;
        }
        self.counted = self.counted.saturating_add(1);
        if entry.recipients > 1 && rule.weight == TieWeight::Shared {
            let extra = self.extra(extras);
            extra.shared += 1;
            extra.parts += weight::share(entry.recipients);
        }
        if rule.by_day {
            self.add_day(entry, rule, extras);
        }
        if self.time != DENSE && rule.density.window > 0 {
            self.add_time(entry.time, rule.density, extras);
        }
    }

    fn add_day(&mut self, entry: &Entry, rule: &FoldRule, extras: &mut Vec<Extra>) {
        let parts = if rule.weight == TieWeight::Shared { weight::share(entry.recipients) } else { WHOLE };
        let days = self.extra(extras).days.get_or_insert_default();
        *days.entry(day_of(entry.time)).or_default() += parts;
    }

    fn add_time(&mut self, time: i64, density: Density, extras: &mut Vec<Extra>) {
        let time = time.clamp(NO_TIME + 1, MANY - 1);
        match self.time {
            _ if density.needed == 1 => self.time = DENSE,
            NO_TIME => self.time = time,
            MANY => self.add_to_many(time, density, extras),
            only => {
                let both = [only.min(time), only.max(time)];
                if density.holds(&both) {
                    self.time = DENSE;
                } else {
                    self.extra(extras).times.extend_from_slice(&both);
                    self.time = MANY;
                }
            }
        }
    }

    fn add_to_many(&mut self, time: i64, density: Density, extras: &mut Vec<Extra>) {
        let times = &mut self.extra(extras).times;
        let place = times.partition_point(|t| *t <= time);
        times.insert(place, time);
        if density.holds_around(times, place) {
            *times = Vec::new();
            self.time = DENSE;
        }
    }

    fn extra<'e>(&mut self, extras: &'e mut Vec<Extra>) -> &'e mut Extra {
        if self.extra as usize >= extras.len() {
            self.extra = extras.len() as u32;
            extras.push(Extra::default());
        }
        &mut extras[self.extra as usize]
    }
}

/// The day a time falls on, in days since 1970-01-01.
pub(crate) fn day_of(time: i64) -> i32 {
    i32::try_from(time.div_euclid(86_400)).unwrap_or(if time < 0 { i32::MIN } else { i32::MAX })
}

/// What a log adds up to, pair by pair: one [`PairRef`] for each ordered pair of ids with an entry.
///
/// The pairs stand in no particular order: use sums, or sort.
#[derive(Clone, Debug, Default)]
pub struct FoldedPairs {
    shards: Vec<(Vec<Slot>, Vec<Extra>)>,
}

impl FoldedPairs {
    pub(super) fn new(shards: Vec<(Vec<Slot>, Vec<Extra>)>) -> Self {
        Self { shards: shards.into_iter().filter(|(slots, _)| !slots.is_empty()).collect() }
    }

    /// Ordered pairs.
    pub fn len(&self) -> usize {
        self.shards.iter().map(|(slots, _)| slots.len()).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.shards.is_empty()
    }

    /// Every pair with its place, by which [`FoldedPairs::get`] finds it again.
    pub fn iter(&self) -> impl Iterator<Item = (u64, PairRef<'_>)> {
        (0..).zip(&self.shards).flat_map(|(shard, (slots, extras))| {
            (shard << 32..).zip(slots).map(|(place, slot)| (place, PairRef::of(slot, extras)))
        })
    }

    /// The pair at a place [`FoldedPairs::iter`] gave.
    #[inline]
    pub fn get(&self, place: u64) -> Option<PairRef<'_>> {
        let (slots, extras) = self.shards.get((place >> 32) as usize)?;
        slots.get(place as u32 as usize).map(|slot| PairRef::of(slot, extras))
    }
}

/// One ordered pair of ids and what its entries add up to.
#[derive(Clone, Copy, Debug)]
pub struct PairRef<'a> {
    slot: &'a Slot,
    extra: Option<&'a Extra>,
}

/// When a pair's counted entries were, as far as it still matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moments<'a> {
    /// Some window held enough of them.
    Dense,
    /// A single one, and more are needed.
    One(i64),
    /// These, sorted, of which no window holds enough; none where the rule knows no window.
    Sparse(&'a [i64]),
}

impl<'a> PairRef<'a> {
    fn of(slot: &'a Slot, extras: &'a [Extra]) -> Self {
        Self { slot, extra: extras.get(slot.extra as usize) }
    }

    /// Sender, an index into the log's ids.
    pub fn from(&self) -> u32 {
        self.slot.from
    }

    /// Recipient, an index into the log's ids.
    pub fn to(&self) -> u32 {
        self.slot.to
    }

    /// Entries that count.
    pub fn counted(&self) -> u64 {
        u64::from(self.slot.counted)
    }

    /// Entries of messages with more recipients than the rule allows.
    pub fn over_cap(&self) -> u64 {
        self.extra.map_or(0, |extra| u64::from(extra.over))
    }

    /// All entries.
    pub fn entries(&self) -> u64 {
        self.counted() + self.over_cap()
    }

    /// Sum of the counted entries' weights, in parts of [`WHOLE`]; nothing faded.
    pub fn parts(&self) -> u128 {
        let (parts, shared) = self.extra.map_or((0, 0), |extra| (extra.parts, extra.shared));
        u128::from(self.slot.counted.saturating_sub(shared)) * WHOLE + parts
    }

    /// The same by day, where the rule lets weights fade.
    pub fn days(&self) -> Option<&'a ByDay> {
        self.extra.and_then(|extra| extra.days.as_deref())
    }

    /// When the counted entries were.
    pub fn moments(&self) -> Moments<'a> {
        match self.slot.time {
            DENSE => Moments::Dense,
            NO_TIME => Moments::Sparse(&[]),
            MANY => Moments::Sparse(self.extra.map_or(&[], |extra| &extra.times)),
            only => Moments::One(only),
        }
    }
}
