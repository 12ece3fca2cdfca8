//! From interactions to ties: the programme's rule, folded pair by pair.

use rayon::prelude::*;

use super::graph::{CollaborationGraph, Direction};
use crate::model::{AskedTie, InteractionLog, PersonId};
use crate::programme::config::TieRule;

const SECONDS_A_DAY: u64 = 86_400;

/// What the rule made of a log.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TieFold {
    /// The ties.
    pub graph: CollaborationGraph,
    /// What was counted and what was left out.
    pub account: TieAccount,
}

/// Entries and pairs, accounted for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TieAccount {
    /// Entries in the log.
    pub entries: u64,
    /// Entries of messages with more recipients than the rule allows: left out.
    pub over_cap: u64,
    /// Pairs with at least one counted entry; as arcs, ordered pairs.
    pub pairs_seen: u64,
    /// Pairs that became ties.
    pub pairs_kept: u64,
}

/// Ties under a rule: pairs with `at_least` counted entries within some window.
///
/// A window of *d* days holds entries less than *d* × 24 hours apart, so in a log that has
/// dates only it covers *d* calendar days; 0 is the whole period. As edges, entries in either
/// direction count together; as arcs, each direction by itself. With `reciprocal`, both must
/// have at least one counted entry to the other. The weight is the sum of 1/recipients over
/// the pair's counted entries of the whole period, added in order of time, so neither the
/// order of rows nor the number of threads shows in it.
///
/// Every id of the log must be below `people`, as those of an organisation are.
///
/// ```
/// use crossweave::model::{InteractionLog, PersonId};
/// use crossweave::network::{graph::Direction, ties::tie_graph};
/// use crossweave::programme::config::TieRule;
/// let log = InteractionLog {
///     from: vec![PersonId(0), PersonId(1)],
///     to: vec![PersonId(1), PersonId(0)],
///     time: vec![0, 86_400],
///     channel: vec![0, 0],
///     recipients: vec![1, 2],
///     channels: vec!["mail".into()],
///     ..InteractionLog::default()
/// };
/// let fold = tie_graph(&log, &TieRule::default(), 2, Direction::Edges);
/// assert_eq!(fold.graph.weights(0), &[1.5]);
/// ```
pub fn tie_graph(log: &InteractionLog, rule: &TieRule, people: usize, direction: Direction) -> TieFold {
    let caps = caps(log, rule);
    let (starts, mut entries) = by_lower_id(log, &caps, people);
    let counted = entries.len() as u64;
    let folded: Vec<Row> = rows(&starts, &mut entries)
        .into_par_iter()
        .enumerate()
        .map(|(lower, row)| fold_row(PersonId(lower as u32), row, rule, direction))
        .collect();
    let ties: Vec<_> = folded.iter().flat_map(|r| r.ties.iter().copied()).collect();
    TieFold {
        graph: CollaborationGraph::from_ties(people, direction, &ties),
        account: TieAccount {
            entries: log.len() as u64,
            over_cap: log.len() as u64 - counted,
            pairs_seen: folded.iter().map(|r| r.seen).sum(),
            pairs_kept: ties.len() as u64,
        },
    }
}

/// Ties people reported, for one question or for all of them together.
///
/// The weight is the strength given; where a pair was reported more than once, strengths add
/// up, as edges in either direction.
pub fn asked_graph(
    ties: &[AskedTie],
    question: Option<&str>,
    people: usize,
    direction: Direction,
) -> CollaborationGraph {
    let chosen: Vec<_> = ties
        .iter()
        .filter(|t| question.is_none_or(|q| t.question.as_deref() == Some(q)))
        .map(|t| (t.from, t.to, t.strength))
        .collect();
    CollaborationGraph::from_ties(people, direction, &chosen)
}

/// Most recipients a counted entry of each channel may have; 0 is no limit.
fn caps(log: &InteractionLog, rule: &TieRule) -> Vec<u32> {
    let by_channel = &rule.recipients_at_most_by_channel;
    let own = |name: &str| by_channel.get(name).copied().unwrap_or(rule.recipients_at_most);
    let mut caps: Vec<u32> = log.channels.iter().map(|name| own(name)).collect();
    caps.resize(usize::from(u8::MAX) + 1, rule.recipients_at_most);
    caps
}

/// One counted entry, packed so that sorting orders by other person, time, recipients and
/// direction: 32 bits of the higher id, 64 of time, 16 of recipients, 1 for "sent by the lower".
type Entry = u128;

fn pack(higher: u32, time: i64, recipients: u16, lower_sent: bool) -> Entry {
    let time = (time as u64) ^ (1 << 63);
    (u128::from(higher) << 96)
        | (u128::from(time) << 32)
        | (u128::from(recipients.max(1)) << 16)
        | u128::from(lower_sent)
}

fn higher(entry: Entry) -> u32 {
    (entry >> 96) as u32
}

fn time(entry: Entry) -> u64 {
    (entry >> 32) as u64
}

fn share(entry: Entry) -> f64 {
    1.0 / f64::from((entry >> 16) as u16)
}

fn lower_sent(entry: Entry) -> bool {
    entry & 1 == 1
}

/// Counted entries laid out by the pair's lower id, with where each id's entries start.
fn by_lower_id(log: &InteractionLog, caps: &[u32], people: usize) -> (Vec<usize>, Vec<Entry>) {
    let counts = |i: &usize| {
        let cap = caps[usize::from(log.channel[*i])];
        cap == 0 || u32::from(log.recipients[*i]) <= cap
    };
    let lower = |i: usize| log.from[i].min(log.to[i]).ix();
    let mut starts = vec![0usize; people + 1];
    for i in (0..log.len()).filter(counts) {
        starts[lower(i) + 1] += 1;
    }
    for p in 0..people {
        starts[p + 1] += starts[p];
    }
    let mut next = starts.clone();
    let mut entries = vec![0; starts[people]];
    for i in (0..log.len()).filter(counts) {
        let (from, to, at) = (log.from[i], log.to[i], &mut next[lower(i)]);
        entries[*at] = pack(from.max(to).0, log.time[i], log.recipients[i], from < to);
        *at += 1;
    }
    (starts, entries)
}

fn rows<'a>(starts: &[usize], mut entries: &'a mut [Entry]) -> Vec<&'a mut [Entry]> {
    let mut rows = Vec::with_capacity(starts.len());
    for bounds in starts.windows(2) {
        let (row, rest) = entries.split_at_mut(bounds[1] - bounds[0]);
        rows.push(row);
        entries = rest;
    }
    rows
}

/// Ties of one person to people with higher ids.
struct Row {
    seen: u64,
    ties: Vec<(PersonId, PersonId, f64)>,
}

fn fold_row(lower: PersonId, row: &mut [Entry], rule: &TieRule, direction: Direction) -> Row {
    row.sort_unstable();
    let mut folded = Row { seen: 0, ties: Vec::new() };
    let mut part = Vec::new();
    for pair in row.chunk_by(|a, b| higher(*a) == higher(*b)) {
        let other = PersonId(higher(pair[0]));
        let sent = pair.iter().filter(|e| lower_sent(**e)).count();
        let mutual = sent > 0 && sent < pair.len();
        let allowed = mutual || !rule.reciprocal;
        if direction == Direction::Edges {
            folded.seen += 1;
            if allowed && dense_enough(pair, rule) {
                folded.ties.push((lower, other, weight(pair)));
            }
            continue;
        }
        for (from, to, by_lower) in [(lower, other, true), (other, lower, false)] {
            part.clear();
            part.extend(pair.iter().copied().filter(|e| lower_sent(*e) == by_lower));
            folded.seen += u64::from(!part.is_empty());
            if allowed && dense_enough(&part, rule) {
                folded.ties.push((from, to, weight(&part)));
            }
        }
    }
    folded
}

/// Whether some window holds enough of the entries, which are sorted by time.
fn dense_enough(entries: &[Entry], rule: &TieRule) -> bool {
    let needed = rule.at_least.max(1) as usize;
    if rule.window_days == 0 || entries.len() < needed {
        return entries.len() >= needed;
    }
    let window = u64::from(rule.window_days) * SECONDS_A_DAY;
    entries.windows(needed).any(|w| time(w[needed - 1]) - time(w[0]) < window)
}

fn weight(entries: &[Entry]) -> f64 {
    entries.iter().map(|e| share(*e)).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400;

    /// Entries as (from, to, day, recipients), all by mail; channel 1 is meetings.
    fn log(entries: &[(u32, u32, i64, u16, u8)]) -> InteractionLog {
        InteractionLog {
            from: entries.iter().map(|e| PersonId(e.0)).collect(),
            to: entries.iter().map(|e| PersonId(e.1)).collect(),
            time: entries.iter().map(|e| e.2 * DAY).collect(),
            recipients: entries.iter().map(|e| e.3).collect(),
            channel: entries.iter().map(|e| e.4).collect(),
            channels: vec!["mail".into(), "meeting".into()],
            ..InteractionLog::default()
        }
    }

    fn rule(window_days: u32, at_least: u32, reciprocal: bool) -> TieRule {
        TieRule { window_days, at_least, reciprocal, ..TieRule::default() }
    }

    fn ties(log: &InteractionLog, rule: &TieRule, direction: Direction) -> Vec<(u32, u32, f64)> {
        tie_graph(log, rule, 4, direction).graph.iter().collect()
    }

    #[test]
    fn two_messages_within_the_window_make_a_tie_and_two_outside_it_do_not() {
        let near = log(&[(0, 1, 0, 1, 0), (1, 0, 27, 2, 0)]);
        let far = log(&[(0, 1, 0, 1, 0), (1, 0, 28, 2, 0)]);
        assert_eq!(ties(&near, &rule(28, 2, false), Direction::Edges), [(0, 1, 1.5)]);
        assert_eq!(ties(&far, &rule(28, 2, false), Direction::Edges), []);
        assert_eq!(ties(&far, &rule(0, 2, false), Direction::Edges), [(0, 1, 1.5)]);
        assert_eq!(ties(&far, &rule(28, 1, false), Direction::Edges), [(0, 1, 1.5)]);
    }

    #[test]
    fn the_window_slides_to_where_the_entries_are_and_all_entries_weigh() {
        let log = log(&[(0, 1, -400, 1, 0), (0, 1, 100, 4, 0), (0, 1, 101, 4, 0)]);
        assert_eq!(ties(&log, &rule(2, 2, false), Direction::Edges), [(0, 1, 1.5)]);
        assert_eq!(ties(&log, &rule(2, 3, false), Direction::Edges), []);
    }

    #[test]
    fn arcs_need_enough_entries_in_their_own_direction() {
        let log = log(&[(2, 1, 0, 1, 0), (2, 1, 1, 1, 0), (1, 2, 1, 5, 0)]);
        assert_eq!(ties(&log, &rule(28, 2, false), Direction::Arcs), [(2, 1, 2.0)]);
        assert_eq!(ties(&log, &rule(28, 2, true), Direction::Arcs), [(2, 1, 2.0)]);
        let fold = tie_graph(&log, &rule(28, 2, false), 4, Direction::Arcs);
        assert_eq!(fold.account, TieAccount { entries: 3, over_cap: 0, pairs_seen: 2, pairs_kept: 1 });
    }

    #[test]
    fn reciprocal_asks_for_an_answer_among_the_counted_entries() {
        let unanswered = log(&[(0, 1, 0, 1, 0), (0, 1, 1, 1, 0), (1, 0, 2, 200, 0)]);
        assert_eq!(ties(&unanswered, &rule(28, 2, true), Direction::Edges), []);
        assert_eq!(ties(&unanswered, &rule(28, 2, false), Direction::Edges), [(0, 1, 2.0)]);
        let answered = log(&[(0, 1, 0, 1, 0), (1, 0, 1, 1, 0)]);
        assert_eq!(ties(&answered, &rule(28, 2, true), Direction::Edges), [(0, 1, 2.0)]);
    }

    #[test]
    fn a_channels_own_cap_wins_over_the_general_one() {
        let log = log(&[(0, 1, 0, 10, 0), (0, 1, 0, 11, 0), (0, 2, 0, 8, 1), (0, 2, 0, 9, 1)]);
        let fold = tie_graph(&log, &rule(28, 1, false), 4, Direction::Edges);
        assert_eq!(fold.graph.iter().collect::<Vec<_>>(), [(0, 1, 0.1), (0, 2, 0.125)]);
        assert_eq!(fold.account, TieAccount { entries: 4, over_cap: 2, pairs_seen: 2, pairs_kept: 2 });
        let none = TieRule { recipients_at_most: 0, ..rule(28, 2, false) };
        assert_eq!(ties(&log, &none, Direction::Edges).len(), 1);
    }

    #[test]
    fn the_order_of_rows_and_the_thread_count_leave_no_trace() {
        let entry = |i: i64| ((i * 7 % 4) as u32, (i * 5 % 3) as u32, i * 3 % 50, (i % 9 + 1) as u16, 0);
        let all: Vec<_> = (0..400).map(entry).filter(|e| e.0 != e.1).collect();
        let back: Vec<_> = all.iter().rev().copied().collect();
        let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        let forward = tie_graph(&log(&all), &rule(5, 3, false), 4, Direction::Arcs);
        let reversed = one.install(|| tie_graph(&log(&back), &rule(5, 3, false), 4, Direction::Arcs));
        assert_eq!(forward, reversed);
        assert!(forward.graph.ties() > 3);
    }

    #[test]
    fn asked_ties_are_chosen_by_question() {
        let tie = |from, to, question: Option<&str>, strength| AskedTie {
            from: PersonId(from),
            to: PersonId(to),
            question: question.map(Into::into),
            strength,
        };
        let asked = [tie(0, 1, Some("advice"), 2.0), tie(1, 0, Some("advice"), 3.0), tie(2, 1, None, 1.0)];
        let advice = asked_graph(&asked, Some("advice"), 3, Direction::Edges);
        assert_eq!(advice.iter().collect::<Vec<_>>(), [(0, 1, 5.0)]);
        assert_eq!(asked_graph(&asked, None, 3, Direction::Arcs).ties(), 3);
    }
}
