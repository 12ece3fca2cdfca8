//! What the threads that read one log share, and what they found together.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::activity::Sent;
use super::ids::{FirstSeen, SharedIds};
use super::pairs::{Entry, FoldedPairs};
use super::rejects::{AllRejects, Rejects};
use super::rule::FoldRule;
use super::table::PairTable;
use super::worker::{Found, Taken};
use crate::ingest::date::OrderEvidence;

/// Tables that pairs are spread over; each is small enough for a processor's own memory.
pub(super) const SHARDS: usize = 64;

/// A log being folded by several threads.
pub struct Fold {
    rule: FoldRule,
    given: Option<String>,
    otherwise: String,
    ids: Mutex<SharedIds>,
    shards: Vec<Mutex<PairTable>>,
    found: Mutex<Found>,
}

/// A log, folded.
#[derive(Debug, Default)]
pub struct Folded {
    /// Every id, in order of first sight.
    pub ids: Vec<Box<[u8]>>,
    /// Row and place in the row where each was first seen; place 0 is the sender.
    pub first_seen: Vec<FirstSeen>,
    /// What each id sent.
    pub sent: Vec<Sent>,
    /// The pairs.
    pub pairs: FoldedPairs,
    /// Channel names, sorted.
    pub channels: Vec<String>,
    /// First and last time among the rows used, in seconds since 1970-01-01.
    pub span: Option<(i64, i64)>,
    /// What the dates say about their order.
    pub evidence: OrderEvidence,
    /// Rows used.
    pub used: u64,
    /// The last row that was not blank.
    pub last_row: u32,
    rejects: AllRejects,
}

impl Folded {
    /// The rows that were refused for a reason.
    pub fn rejects(&self, reason: Taken) -> Option<&Rejects> {
        Taken::REFUSED.iter().position(|t| *t == reason).and_then(|kind| self.rejects.get(kind))
    }

    /// Rows refused.
    pub fn rejected(&self) -> u64 {
        self.rejects.iter().map(|r| r.rows.count).sum()
    }

    /// Messages: rows that share a message id are one.
    pub fn messages(&self) -> u64 {
        self.sent.iter().map(|sent| sent.messages).sum()
    }
}

impl Fold {
    /// A fold under a rule; `given` overrides the channel of every row, `otherwise` is for rows without.
    pub fn new(rule: FoldRule, given: Option<&str>, otherwise: &str) -> Self {
        Self {
            rule,
            given: given.map(str::to_lowercase),
            otherwise: otherwise.to_lowercase(),
            ids: Mutex::default(),
            shards: (0..SHARDS).map(|_| Mutex::default()).collect(),
            found: Mutex::default(),
        }
    }

    /// The rule.
    pub fn rule(&self) -> &FoldRule {
        &self.rule
    }

    pub(super) fn number(&self, id: &[u8], at: FirstSeen) -> u32 {
        let mut ids = lock(&self.ids);
        let number = ids.number(id);
        ids.seen(number, at);
        number
    }

    pub(super) fn channel_name(&self, written: &[u8]) -> String {
        match &self.given {
            Some(given) => given.clone(),
            None if written.is_empty() => self.otherwise.clone(),
            None => String::from_utf8_lossy(written).to_lowercase(),
        }
    }

    /// Adds a batch to the pairs of one shard and empties it.
    pub(super) fn add(&self, shard: usize, batch: &mut Vec<Entry>) {
        if let Some(table) = self.shards.get(shard) {
            lock(table).add_all(batch, &self.rule);
            batch.clear();
        }
    }

    /// Joins what one thread found.
    pub(super) fn join(&self, found: Found) {
        let mut all = lock(&self.found);
        all.evidence.join(found.evidence);
        for (all, more) in all.rejects.iter_mut().zip(found.rejects) {
            all.join(more);
        }
        all.used += found.used;
        all.last_row = all.last_row.max(found.last_row);
        all.channels.extend(found.channels);
        let spans = [all.span, found.span].into_iter().flatten();
        all.span = spans.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        if all.sent.len() < found.sent.len() {
            all.sent.resize(found.sent.len(), (0, 0));
        }
        for (all, more) in all.sent.iter_mut().zip(&found.sent) {
            *all = (all.0 + more.0, all.1.max(more.1));
        }
    }

    /// What came out, once every worker has finished: the same for any number of them.
    pub fn finish(self) -> Folded {
        let ids = self.ids.into_inner().unwrap_or_else(PoisonError::into_inner);
        let found = self.found.into_inner().unwrap_or_else(PoisonError::into_inner);
        let (order, renumbered) = ids.in_order();
        let tables = self.shards.into_iter();
        let tables = tables.map(|table| table.into_inner().unwrap_or_else(PoisonError::into_inner));
        let pairs = FoldedPairs::new(tables.map(|table| table.finish(&renumbered)).collect());
        let sent = |number: &u32| found.sent.get(*number as usize).copied().unwrap_or_default();
        Folded {
            ids: order.iter().map(|number| ids.ids.get(*number).into()).collect(),
            first_seen: order.iter().map(|number| ids.first[*number as usize]).collect(),
            sent: order.iter().map(sent).map(|(messages, largest)| Sent { messages, largest }).collect(),
            pairs,
            channels: first_names(found.channels),
            span: found.span,
            evidence: found.evidence,
            used: found.used,
            last_row: found.last_row,
            rejects: found.rejects,
        }
    }
}

/// The first names by alphabet, as many as one thread keeps.
fn first_names(names: BTreeSet<String>) -> Vec<String> {
    names.into_iter().take(super::worker::MOST_CHANNELS).collect()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
