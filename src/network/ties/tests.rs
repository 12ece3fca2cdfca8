//! The fold on small logs worked by hand, and against the rule entry by entry.

use proptest::prelude::*;

use super::reference::{self, Entry};
use super::*;
use crate::ingest::date::DayOrder;
use crate::ingest::fold::{Fold, RowCells, RowTime, Worker};
use crate::model::LogPart;
use crate::programme::config::TieWeight;

const DAY: i64 = 86_400;

/// A log that is folded once a rule is known.
struct Log(Vec<Entry>);

/// Entries as (from, to, day, recipients), all by mail; channel 1 is meetings.
fn log(entries: &[(u32, u32, i64, u16, u8)]) -> Log {
    let channel = |c: u8| if c == 0 { "mail" } else { "meeting" };
    Log(entries.iter().map(|e| (e.0, e.1, e.2 * DAY, e.3, channel(e.4))).collect())
}

impl Log {
    fn under(&self, rule: &TieRule) -> InteractionLog {
        let whole = |_| 0;
        folded(&self.0, rule, 1, whole, |id| id)
    }
}

/// A row of a message: filler recipients stand for those beside the one of the entry.
fn take(worker: &mut Worker<'_>, row: u32, e: &Entry) {
    let fill: String = (1..e.3).map(|i| format!(";x{i}")).collect();
    let (from, to) = (format!("p{}", e.0), format!("p{}{fill}", e.1));
    let cells = RowCells {
        row,
        time: RowTime::Known(e.2),
        from: from.as_bytes(),
        to: to.as_bytes(),
        channel: e.4.as_bytes(),
        message: b"",
    };
    worker.take(&cells);
}

/// Entries folded as several logs (`part_of` a row), by several workers, ids being people by `person_of`.
fn folded(
    entries: &[Entry],
    rule: &TieRule,
    parts: usize,
    part_of: impl Fn(usize) -> usize,
    person_of: impl Fn(u32) -> u32,
) -> InteractionLog {
    let mut all = InteractionLog { rule: rule.clone(), ..InteractionLog::default() };
    for part in 0..parts {
        let fold = Fold::new(FoldRule::of(rule), None, "mail");
        let mut workers = [0, 1, 2].map(|_| Worker::new(&fold, DayOrder::DayFirst, None));
        for (i, e) in entries.iter().enumerate().filter(|(i, _)| part_of(*i) == part) {
            take(&mut workers[i / 3 % 3], i as u32 + 2, e);
        }
        workers.into_iter().for_each(Worker::finish);
        let found = fold.finish();
        let person = |id: &[u8]| {
            let number = std::str::from_utf8(id).ok()?.strip_prefix('p')?.parse().ok()?;
            Some(PersonId(person_of(number)))
        };
        all.span = [all.span, found.span].into_iter().flatten().reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        let part =
            LogPart { people: found.ids.iter().map(|id| person(id)).collect(), pairs: found.pairs.into() };
        all.entries += part
            .pairs
            .iter()
            .filter(|(_, p)| part.people_of(p).is_some())
            .map(|(_, p)| p.entries())
            .sum::<u64>();
        all.parts.push(part);
    }
    all
}

fn rule(window_days: u32, at_least: u32, reciprocal: bool) -> TieRule {
    TieRule { window_days, at_least, reciprocal, ..TieRule::default() }
}

fn ties(log: &Log, rule: &TieRule, direction: Direction) -> Vec<(u32, u32, f64)> {
    tie_graph(&log.under(rule), 4, direction).graph.iter().collect()
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
    let fold = tie_graph(&log.under(&rule(28, 2, false)), 4, Direction::Arcs);
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
    let fold = tie_graph(&log.under(&rule(28, 1, false)), 4, Direction::Edges);
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
    let forward = tie_graph(&log(&all).under(&rule(5, 3, false)), 4, Direction::Arcs);
    let reversed = one.install(|| tie_graph(&log(&back).under(&rule(5, 3, false)), 4, Direction::Arcs));
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

#[test]
fn weights_count_or_are_shared_and_fade_by_whole_days() {
    let log = log(&[(0, 1, 0, 4, 0), (1, 0, 10, 1, 0), (2, 3, 20, 1, 0)]);
    let count = TieRule { weight: TieWeight::Count, ..rule(0, 2, false) };
    assert_eq!(ties(&log, &count, Direction::Edges), [(0, 1, 2.0)]);
    let fading = TieRule { half_life_days: 10, ..rule(0, 2, false) };
    // Days 0 and 10, seen from day 20: a quarter of 1/4, and a half of 1.
    assert_eq!(ties(&log, &fading, Direction::Edges), [(0, 1, 0.5625)]);
    let both = TieRule { weight: TieWeight::Count, ..fading };
    assert_eq!(ties(&log, &both, Direction::Edges), [(0, 1, 0.75)]);
}

#[test]
fn a_pair_with_entries_over_the_cap_alone_is_no_pair() {
    let log = log(&[(0, 1, 0, 11, 0), (0, 1, 1, 12, 0)]);
    let fold = tie_graph(&log.under(&rule(28, 1, false)), 4, Direction::Edges);
    assert_eq!(fold.account, TieAccount { entries: 2, over_cap: 2, pairs_seen: 0, pairs_kept: 0 });
}

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let times = prop_oneof![-40 * DAY..40 * DAY, Just(0), Just(DAY - 1), Just(DAY), Just(7 * DAY)];
    let recipients = prop_oneof![Just(1_u16), 1..14_u16];
    let entry = (0..6_u32, 0..6_u32, times, recipients, prop_oneof![Just("mail"), Just("meeting")]);
    proptest::collection::vec(entry, 0..80)
}

fn rules() -> impl Strategy<Value = TieRule> {
    let parts = (
        prop_oneof![Just(0_u32), 1..30_u32],
        1..6_u32,
        any::<bool>(),
        prop_oneof![Just(0_u32), 1..12_u32],
        any::<bool>(),
        prop_oneof![Just(0_u32), 1..20_u32],
    );
    parts.prop_map(|(window_days, at_least, reciprocal, most, shared, half_life_days)| TieRule {
        window_days,
        at_least,
        reciprocal,
        recipients_at_most: most,
        weight: if shared { TieWeight::Shared } else { TieWeight::Count },
        half_life_days,
        ..TieRule::default()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    /// Whatever the order of rows, however they are shared among workers and files, and with two ids for one
    /// person: the ties are those of the rule applied entry by entry.
    #[test]
    fn folding_is_exact(
        entries in entries(),
        rule in rules(),
        parts in 1..4_usize,
        step in 1..7_usize,
        arcs in any::<bool>(),
    ) {
        let direction = if arcs { Direction::Arcs } else { Direction::Edges };
        let merged = |id: u32| id % 4;
        let own: Vec<Entry> =
            entries.iter().map(|e| (merged(e.0), merged(e.1), e.2, e.3, e.4)).collect();
        let expected = reference::ties(&own, &rule, direction);
        let mut shuffled = entries.clone();
        shuffled.sort_by_key(|e| (e.2 * step as i64).rem_euclid(11));
        for order in [&entries, &shuffled] {
            let log = folded(order, &rule, parts, |i| i / step % parts, merged);
            let graph = tie_graph(&log, 4, direction).graph;
            prop_assert_eq!(graph.iter().map(|t| (t.0, t.1)).collect::<Vec<_>>(), expected.keys().copied().collect::<Vec<_>>());
            for ((a, b, weight), expected) in graph.iter().zip(expected.values()) {
                prop_assert!((weight - expected).abs() < 1e-12, "{a}-{b}: {weight}, expected {expected}");
            }
        }
        let first = tie_graph(&folded(&entries, &rule, parts, |i| i % parts, merged), 4, direction);
        let second = tie_graph(&folded(&shuffled, &rule, 1, |_| 0, merged), 4, direction);
        prop_assert_eq!(first, second);
    }
}
