//! The rule entry by entry, as the plainest reading of it: what the fold is held against.

use std::collections::BTreeMap;

use crate::network::graph::Direction;
use crate::programme::config::{TieRule, TieWeight};

/// One message to one recipient: from, to, seconds, recipients, channel.
pub type Entry = (u32, u32, i64, u16, &'static str);

/// Ties with their weights, in order.
pub fn ties(entries: &[Entry], rule: &TieRule, direction: Direction) -> BTreeMap<(u32, u32), f64> {
    let newest = entries.iter().map(|e| e.2.div_euclid(86_400)).max().unwrap_or_default();
    let cap = |channel: &str| {
        rule.recipients_at_most_by_channel.get(channel).copied().unwrap_or(rule.recipients_at_most)
    };
    let counts = |e: &&Entry| e.0 != e.1 && (cap(e.4) == 0 || u32::from(e.3) <= cap(e.4));
    let counted: Vec<&Entry> = entries.iter().filter(counts).collect();
    let mut pairs: BTreeMap<(u32, u32), Vec<&Entry>> = BTreeMap::new();
    for e in &counted {
        let key = if direction == Direction::Edges { (e.0.min(e.1), e.0.max(e.1)) } else { (e.0, e.1) };
        pairs.entry(key).or_default().push(e);
    }
    let wrote = |from: u32, to: u32| counted.iter().any(|e| (e.0, e.1) == (from, to));
    pairs.retain(|(a, b), own| {
        let mut times: Vec<i64> = own.iter().map(|e| e.2).collect();
        times.sort_unstable();
        let window = i64::from(rule.window_days) * 86_400;
        let needed = rule.at_least as usize;
        let dense = match rule.window_days {
            0 => times.len() >= needed,
            _ => times.windows(needed).any(|w| w[needed - 1] - w[0] < window),
        };
        dense && (!rule.reciprocal || (wrote(*a, *b) && wrote(*b, *a)))
    });
    let weight = |e: &&Entry| {
        let share = if rule.weight == TieWeight::Shared { 1.0 / f64::from(e.3) } else { 1.0 };
        let age = (newest - e.2.div_euclid(86_400)) as f64;
        match rule.half_life_days {
            0 => share,
            half => share * (-age / f64::from(half)).exp2(),
        }
    };
    pairs.into_iter().map(|(key, own)| (key, own.iter().map(weight).sum())).collect()
}
