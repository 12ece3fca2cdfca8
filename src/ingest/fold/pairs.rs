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

/// Bits of a slot's state that hold the count; above them stands what is known of the times.
const COUNT: u32 = (1 << 30) - 1;
/// No time is kept.
const NO_TIME: u32 = 0;
/// One time, in the slot itself.
const ONE: u32 = 1 << 30;
/// Some window held enough entries; times no longer matter.
const DENSE: u32 = 2 << 30;
/// What is known stands in an extra part.
const BESIDE: u32 = 3 << 30;

/// A pair: what most pairs need, 16 bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    pub from: u32,
    pub to: u32,
    /// Counted entries, and one of the marks above.
    state: u32,
    /// The only time, or the place of the extra part, as the mark says.
    value: u32,
}

/// What only some pairs need.
#[derive(Clone, Debug, Default)]
pub(super) struct Extra {
    /// Weight of the entries that are shared among several.
    parts: u128,
    /// Counted entries that the slot has no room for.
    carried: u64,
    /// How many entries are shared among several.
    shared: u32,
    /// Entries of messages with too many recipients.
    over: u32,
    times: Times,
    /// Weights by day, where they fade.
    days: Option<Box<ByDay>>,
}

/// Times of counted entries, as far as they matter.
#[derive(Clone, Debug, Default)]
enum Times {
    #[default]
    None,
    One(i64),
    /// Sorted, and no window holds enough of them.
    Two([i64; 2]),
    /// The same of more.
    Many(Vec<i64>),
    /// Some window held enough.
    Dense,
}

/// The extra parts of a table's slots; places of parts no longer needed are used again.
#[derive(Clone, Debug, Default)]
pub(super) struct Extras {
    all: Vec<Extra>,
    free: Vec<u32>,
}

impl Extras {
    fn take_up(&mut self, extra: Extra) -> u32 {
        if let Some(place) = self.free.pop() {
            if let Some(free) = self.all.get_mut(place as usize) {
                *free = extra;
            }
            return place;
        }
        if self.all.len() == self.all.capacity() {
            self.all.reserve_exact(self.all.len() / 4 + 4);
        }
        self.all.push(extra);
        self.all.len() as u32 - 1
    }

    /// The parts that slots still point at, in the order of the slots, and the slots told so.
    pub fn settle(mut self, slots: &mut [Slot]) -> Vec<Extra> {
        let beside = |slot: &&mut Slot| slot.state & !COUNT == BESIDE;
        let mut settled = Vec::new();
        settled.reserve_exact(self.all.len() - self.free.len());
        for slot in slots.iter_mut().filter(beside) {
            let extra = self.all.get_mut(slot.value as usize).map(std::mem::take);
            slot.value = settled.len() as u32;
            settled.push(extra.unwrap_or_default());
        }
        settled
    }
}

impl Times {
    /// Adds a time.
    fn add(&mut self, time: i64, density: Density) {
        let next = match self {
            Times::Dense => return,
            _ if density.needed == 1 => Times::Dense,
            Times::None => Times::One(time),
            Times::One(only) => {
                let both = [time.min(*only), time.max(*only)];
                if density.holds(&both) { Times::Dense } else { Times::Two(both) }
            }
            Times::Two(two) => Times::more(two.to_vec(), time, density),
            Times::Many(many) => Times::more(std::mem::take(many), time, density),
        };
        *self = next;
    }

    fn more(mut times: Vec<i64>, time: i64, density: Density) -> Self {
        let place = times.partition_point(|t| *t <= time);
        times.insert(place, time);
        if density.holds_around(&times, place) { Times::Dense } else { Times::Many(times) }
    }

    fn moments(&self) -> Moments<'_> {
        match self {
            Times::None => Moments::Sparse(&[]),
            Times::One(time) => Moments::One(*time),
            Times::Two(two) => Moments::Sparse(two),
            Times::Many(many) => Moments::Sparse(many),
            Times::Dense => Moments::Dense,
        }
    }
}

impl Slot {
    /// A slot without a pair.
    pub const FREE: Self = Self { from: u32::MAX, to: u32::MAX, state: NO_TIME, value: 0 };

    pub fn new(from: u32, to: u32) -> Self {
        Self { from, to, ..Self::FREE }
    }

    #[inline]
    pub fn is_free(&self) -> bool {
        self.from == u32::MAX
    }

    /// Adds an entry.
    #[inline]
    pub fn add(&mut self, entry: &Entry, rule: &FoldRule, extras: &mut Extras) {
        let shared = entry.recipients > 1 && rule.weight == TieWeight::Shared;
        if !entry.counts || shared || rule.by_day || self.state & COUNT == COUNT {
            return self.add_beside(entry, rule, extras);
        }
        self.state += 1;
        if self.state & !COUNT != DENSE && rule.density.window > 0 {
            self.add_time(entry.time, rule.density, extras);
        }
    }

    /// Adds an entry of which more is kept than its time.
    fn add_beside(&mut self, entry: &Entry, rule: &FoldRule, extras: &mut Extras) {
        let count = self.state & COUNT;
        let Some(extra) = self.extra(extras) else { return };
        if !entry.counts {
            extra.over = extra.over.saturating_add(1);
            return;
        }
        let parts = if rule.weight == TieWeight::Shared { weight::share(entry.recipients) } else { WHOLE };
        if entry.recipients > 1 && rule.weight == TieWeight::Shared {
            extra.shared = extra.shared.saturating_add(1);
            extra.parts += parts;
        }
        if rule.by_day {
            *extra.days.get_or_insert_default().entry(day_of(entry.time)).or_default() += parts;
        }
        if rule.density.window > 0 {
            extra.times.add(entry.time, rule.density);
        }
        if count == COUNT {
            extra.carried += u64::from(COUNT);
            self.state &= !COUNT;
        }
        self.state += 1;
    }

    fn add_time(&mut self, time: i64, density: Density, extras: &mut Extras) {
        let mark = self.state & !COUNT;
        if mark == BESIDE {
            return self.add_time_beside(time, density, extras);
        }
        let mut times = if mark == ONE { Times::One(i64::from(self.value)) } else { Times::None };
        times.add(time, density);
        match (times, u32::try_from(time)) {
            (Times::Dense, _) => self.mark(DENSE, 0),
            (Times::One(_), Ok(only)) => self.mark(ONE, only),
            (times, _) => {
                let place = extras.take_up(Extra { times, ..Extra::default() });
                self.mark(BESIDE, place);
            }
        }
    }

    fn add_time_beside(&mut self, time: i64, density: Density, extras: &mut Extras) {
        let Some(extra) = extras.all.get_mut(self.value as usize) else { return };
        extra.times.add(time, density);
        if matches!(extra.times, Times::Dense) && extra.is_only_times() {
            extras.free.push(self.value);
            self.mark(DENSE, 0);
        }
    }

    fn mark(&mut self, mark: u32, value: u32) {
        (self.state, self.value) = (self.state & COUNT | mark, value);
    }

    /// The extra part, which from now on keeps the times too.
    fn extra<'e>(&mut self, extras: &'e mut Extras) -> Option<&'e mut Extra> {
        let times = match self.state & !COUNT {
            BESIDE => return extras.all.get_mut(self.value as usize),
            ONE => Times::One(i64::from(self.value)),
            DENSE => Times::Dense,
            _ => Times::None,
        };
        let place = extras.take_up(Extra { times, ..Extra::default() });
        self.mark(BESIDE, place);
        extras.all.get_mut(place as usize)
    }
}

impl Extra {
    fn is_only_times(&self) -> bool {
        self.carried == 0 && self.shared == 0 && self.over == 0 && self.days.is_none()
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
        let beside = slot.state & !COUNT == BESIDE;
        Self { slot, extra: if beside { extras.get(slot.value as usize) } else { None } }
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
        u64::from(self.slot.state & COUNT) + self.extra.map_or(0, |extra| extra.carried)
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
        u128::from(self.counted().saturating_sub(u64::from(shared))) * WHOLE + parts
    }

    /// The same by day, where the rule lets weights fade.
    pub fn days(&self) -> Option<&'a ByDay> {
        self.extra.and_then(|extra| extra.days.as_deref())
    }

    /// When the counted entries were.
    pub fn moments(&self) -> Moments<'a> {
        match (self.extra, self.slot.state & !COUNT) {
            (Some(extra), _) => extra.times.moments(),
            (None, ONE) => Moments::One(i64::from(self.slot.value)),
            (None, DENSE) => Moments::Dense,
            (None, _) => Moments::Sparse(&[]),
        }
    }
}
