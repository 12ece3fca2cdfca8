//! What each id of a log does: how much it sends and receives, and with how many others.

use rayon::prelude::*;

use super::pairs::FoldedPairs;

/// What one id sent, counted while reading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// Messages; rows that share a message id are one.
    pub messages: u64,
    /// Most recipients of one of them, the sender not counted.
    pub largest: u32,
}

/// One id's part in a log. Messages with any number of recipients are counted, and entries from an id
/// to itself are not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IdActivity {
    /// Messages it sent, those to itself included; rows that share a message id are one.
    pub sent: u64,
    /// Entries it received: one for each message and recipient.
    pub received: u64,
    /// Different ids it wrote to.
    pub sent_to: u32,
    /// Different ids that wrote to it.
    pub received_from: u32,
    /// Different ids it wrote to that wrote to it too.
    pub mutual: u32,
    /// Most recipients of a message it sent, itself not counted; 0 when it sent none.
    pub largest: u32,
}

/// The part of each id, in the order of `sent`.
pub fn activity(sent: &[Sent], pairs: &FoldedPairs) -> Vec<IdActivity> {
    let start = |s: &Sent| IdActivity { sent: s.messages, largest: s.largest, ..IdActivity::default() };
    let mut all: Vec<IdActivity> = sent.iter().map(start).collect();
    let mut joined = Vec::with_capacity(pairs.len());
    for (_, pair) in pairs.iter().filter(|(_, pair)| pair.from() != pair.to()) {
        let (from, to) = (pair.from(), pair.to());
        if let Some(a) = all.get_mut(from as usize) {
            a.sent_to += 1;
        }
        if let Some(b) = all.get_mut(to as usize) {
            b.received_from += 1;
            b.received += pair.entries();
        }
        joined.push((from.min(to), from.max(to)));
    }
    // A pair that stands twice wrote both ways.
    joined.par_sort_unstable();
    for (a, b) in joined.windows(2).filter(|both| both[0] == both[1]).map(|both| both[0]) {
        for id in [a, b] {
            if let Some(one) = all.get_mut(id as usize) {
                one.mutual += 1;
            }
        }
    }
    all
}
