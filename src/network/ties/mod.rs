//! From interactions to ties: the programme's rule, over what each pair adds up to.

use rayon::prelude::*;

use super::graph::{CollaborationGraph, Direction, Tie};
use crate::ingest::fold::weight::{self, ByDay};
use crate::ingest::fold::{Density, FoldRule, Moments, PairRef};
use crate::model::{AskedTie, InteractionLog, PersonId};
use crate::programme::config::TieRule;

#[cfg(test)]
mod reference;
#[cfg(test)]
mod tests;

const SECONDS_A_DAY: i64 = 86_400;

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

/// Ties under the rule the log was read with: pairs with `at_least` counted entries within some window.
///
/// A window of *d* days holds entries less than *d* × 24 hours apart, so in a log that has
/// dates only it covers *d* calendar days; 0 is the whole period. As edges, entries in either
/// direction count together; as arcs, each direction by itself. With `reciprocal`, both must
/// have at least one counted entry to the other. The weight is the sum of 1/recipients (or of 1,
/// as the rule says) over the pair's counted entries of the whole period; with a half-life,
/// each is halved for every so many days before the newest row of the logs. Sums are of whole
/// numbers, so neither the order of rows nor the number of threads shows in them.
///
/// Every id of the log must be below `people`, as those of an organisation are.
///
/// ```
/// use crossweave::ingest::date::DayOrder;
/// use crossweave::ingest::fold::{Fold, FoldRule, RowCells, RowTime, Worker};
/// use crossweave::model::{InteractionLog, LogPart, PersonId};
/// use crossweave::network::{graph::Direction, ties::tie_graph};
/// use crossweave::programme::config::TieRule;
/// let rule = TieRule::default();
/// let fold = Fold::new(FoldRule::of(&rule), None, "mail");
/// let mut worker = Worker::new(&fold, DayOrder::DayFirst, None);
/// for (row, from, to) in [(2, &b"ann"[..], &b"bob"[..]), (3, b"bob", b"ann; cat")] {
///     let time = RowTime::Known(i64::from(row) * 86_400);
///     worker.take(&RowCells { row, time, from, to, channel: b"", message: b"" });
/// }
/// worker.finish();
/// let pairs = fold.finish().pairs.into();
/// let people = (0..3).map(|i| Some(PersonId(i))).collect();
/// let log = InteractionLog { parts: vec![LogPart { pairs, people }], rule, ..InteractionLog::default() };
/// let fold = tie_graph(&log, 3, Direction::Edges);
/// assert_eq!((fold.graph.alters(0), fold.graph.weights(0)), (&[1][..], &[1.5][..]));
/// ```
pub fn tie_graph(log: &InteractionLog, people: usize, direction: Direction) -> TieFold {
    tie_graph_under(log, &log.rule, people, direction)
}

/// Ties under another rule than the log was read with, one of those its pairs still hold the answer to:
/// see [`FoldRule::answers`].
pub fn tie_graph_under(log: &InteractionLog, rule: &TieRule, people: usize, direction: Direction) -> TieFold {
    let rule = PairRule::of(log, rule);
    let (starts, places) = by_lower_person(log, people);
    let folded: Vec<Row> = starts
        .par_windows(2)
        .enumerate()
        .map(|(lower, bounds)| {
            let row = places.get(bounds[0]..bounds[1]).unwrap_or_default();
            fold_row(log, PersonId(lower as u32), row, &rule, direction)
        })
        .collect();
    drop(places);
    TieFold {
        graph: CollaborationGraph::from_parts(people, direction, || folded.iter().flat_map(|r| &r.ties)),
        account: TieAccount {
            entries: log.entries,
            over_cap: folded.iter().map(|r| r.over_cap).sum(),
            pairs_seen: folded.iter().map(|r| r.seen).sum(),
            pairs_kept: folded.iter().map(|r| r.ties.len() as u64).sum(),
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

/// The rule, as pairs are asked about it.
struct PairRule<'a> {
    rule: &'a TieRule,
    density: Density,
    newest: i32,
    /// Whether the log was read with another density, so that a pair by itself may be dense unmarked.
    is_other: bool,
}

impl<'a> PairRule<'a> {
    fn of(log: &'a InteractionLog, rule: &'a TieRule) -> Self {
        let newest = log.span.map_or(0, |(_, last)| last.div_euclid(SECONDS_A_DAY) as i32);
        let density = FoldRule::of(rule).density;
        Self { rule, density, newest, is_other: density != FoldRule::of(&log.rule).density }
    }

    /// Whether the pairs together have enough counted entries within some window.
    fn is_dense(&self, pairs: &[Sighting<'_>]) -> bool {
        let counted: u64 = pairs.iter().map(|s| s.pair.counted()).sum();
        if counted < u64::from(self.density.needed) {
            return false;
        }
        if self.density.window == 0 {
            return true;
        }
        let mut times = Vec::new();
        for sighting in pairs {
            match sighting.pair.moments() {
                Moments::Dense => return true,
                Moments::One(time) => times.push(time),
                Moments::Sparse(several) => times.extend_from_slice(several),
            }
        }
        times.sort_unstable();
        (pairs.len() > 1 || self.is_other) && self.density.holds(&times)
    }

    /// The weight of the counted entries of the pairs together.
    fn weight(&self, pairs: &[Sighting<'_>]) -> f64 {
        if self.rule.half_life_days == 0 {
            return weight::number(pairs.iter().map(|s| s.pair.parts()).sum());
        }
        let mut days = ByDay::new();
        for (day, parts) in pairs.iter().filter_map(|s| s.pair.days()).flatten() {
            *days.entry(*day).or_default() += parts;
        }
        weight::decayed(&days, self.rule.half_life_days, self.newest)
    }
}

/// A pair of ids between two people, and whether the person with the lower id sent.
#[derive(Clone, Copy)]
struct Sighting<'a> {
    higher: PersonId,
    lower_sent: bool,
    pair: PairRef<'a>,
}

/// Where the pairs between two people stand: the part of the log in the bits from [`PART`] up, and below
/// them the place in it, which needs fewer.
type Place = u64;
const PART: u32 = 40;

/// Pairs between people laid out by the lower person, with where each person's begin.
fn by_lower_person(log: &InteractionLog, people: usize) -> (Vec<usize>, Vec<Place>) {
    let mut starts = vec![0_usize; people + 1];
    each_pair(log, |_, lower| starts[lower.ix() + 1] += 1);
    for p in 0..people {
        starts[p + 1] += starts[p];
    }
    let mut next = starts.clone();
    let mut places = vec![0; starts[people]];
    each_pair(log, |place, lower| {
        let at = &mut next[lower.ix()];
        places[*at] = place;
        *at += 1;
    });
    (starts, places)
}

fn each_pair(log: &InteractionLog, mut take: impl FnMut(Place, PersonId)) {
    for (part, own) in (0..).zip(&log.parts) {
        for (place, pair) in own.pairs.iter() {
            if let Some((from, to)) = own.people_of(&pair) {
                take(part << PART | place, from.min(to));
            }
        }
    }
}

/// Ties of one person to people with higher ids.
struct Row {
    seen: u64,
    over_cap: u64,
    ties: Vec<Tie>,
}

fn fold_row(
    log: &InteractionLog,
    lower: PersonId,
    row: &[Place],
    rule: &PairRule<'_>,
    direction: Direction,
) -> Row {
    let sighting = |place: &Place| {
        let part = log.parts.get((place >> PART) as usize)?;
        let pair = part.pairs.get(place & ((1 << PART) - 1))?;
        let (from, to) = part.people_of(&pair)?;
        Some(Sighting { higher: from.max(to), lower_sent: from == lower, pair })
    };
    let mut all: Vec<Sighting<'_>> = row.iter().filter_map(sighting).collect();
    all.sort_unstable_by_key(|s| (s.higher, !s.lower_sent));
    let over_cap = all.iter().map(|s| s.pair.over_cap()).sum();
    let mut folded = Row { seen: 0, over_cap, ties: Vec::new() };
    for pairs in all.chunk_by(|a, b| a.higher == b.higher) {
        fold_pair(lower, pairs, rule, direction, &mut folded);
    }
    folded.ties.shrink_to_fit();
    folded
}

/// The tie or ties between two people; what the lower one sent stands first.
fn fold_pair(
    lower: PersonId,
    pairs: &[Sighting<'_>],
    rule: &PairRule<'_>,
    direction: Direction,
    folded: &mut Row,
) {
    let (sent, received) = pairs.split_at(pairs.partition_point(|s| s.lower_sent));
    let has = |pairs: &[Sighting<'_>]| pairs.iter().any(|s| s.pair.counted() > 0);
    let allowed = !rule.rule.reciprocal || (has(sent) && has(received));
    let Some(other) = pairs.first().map(|s| s.higher) else { return };
    let mut tie = |from, to, pairs: &[Sighting<'_>]| {
        folded.seen += u64::from(has(pairs));
        if allowed && rule.is_dense(pairs) {
            folded.ties.push((from, to, rule.weight(pairs)));
        }
    };
    match direction {
        Direction::Edges => tie(lower, other, pairs),
        Direction::Arcs => {
            tie(lower, other, sent);
            tie(other, lower, received);
        }
    }
}
