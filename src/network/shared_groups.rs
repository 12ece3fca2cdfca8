//! From memberships to ties: people who share a board, a project or an event.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::graph::{CollaborationGraph, Direction};
use crate::model::{Membership, PersonId};
use crate::programme::config::GroupWeight;

/// What memberships made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SharedFold {
    /// A tie for each pair that shares a group; the weight is the sum over the groups shared.
    pub graph: CollaborationGraph,
    /// Groups with at least two members, those too large included.
    pub groups: u64,
    /// Groups with more members than allowed: left out, for a hall full of people is no tie.
    pub too_large: u64,
}

/// One group on one occasion: its name, its kind and, of an event, its day.
type Occasion<'a> = (&'a str, Option<&'a str>, Option<Date>);

/// One stay in a group.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Stay {
    person: PersonId,
    from: Option<Date>,
    to: Option<Date>,
}

/// Ties between people who share groups (Breiger 1974: the one-mode projection).
///
/// An event is shared by those who came on the same day; a board or project by those whose times on it
/// overlap, where the dates are known. A group counts once for a pair, however often either is listed.
/// Groups of more than `members_at_most` people are left out and counted; 0 is no limit. Each group shared
/// adds 1 to a tie, or 1/(members − 1) (Newman 2001). The ties are edges.
///
/// ```
/// use crossweave::model::{Membership, PersonId};
/// use crossweave::network::shared_groups::shared_groups;
/// use crossweave::programme::config::GroupWeight;
/// let of = |person, group: &str| Membership {
///     person: PersonId(person), group: group.into(), kind: None, from: None, to: None,
/// };
/// let rows = [of(0, "board"), of(1, "board"), of(0, "choir"), of(1, "choir"), of(2, "choir")];
/// let fold = shared_groups(&rows, 3, 0, GroupWeight::Count);
/// assert_eq!(fold.graph.iter().collect::<Vec<_>>(), [(0, 1, 2.0), (0, 2, 1.0), (1, 2, 1.0)]);
/// // The board of two adds 1 to the tie of its members, the choir of three a half.
/// let fold = shared_groups(&rows, 3, 0, GroupWeight::Shared);
/// assert_eq!(fold.graph.iter().collect::<Vec<_>>(), [(0, 1, 1.5), (0, 2, 0.5), (1, 2, 0.5)]);
/// ```
pub fn shared_groups(
    memberships: &[Membership],
    people: usize,
    members_at_most: usize,
    weight: GroupWeight,
) -> SharedFold {
    let mut fold = SharedFold::default();
    let mut ties = Vec::new();
    for mut stays in by_occasion(memberships).into_values() {
        stays.sort_unstable();
        stays.dedup();
        let members = stays.chunk_by(|a, b| a.person == b.person).count();
        fold.groups += u64::from(members > 1);
        if members_at_most > 0 && members > members_at_most {
            fold.too_large += 1;
        } else {
            let each = match weight {
                GroupWeight::Count => 1.0,
                GroupWeight::Shared => 1.0 / members.saturating_sub(1).max(1) as f64,
            };
            pairs_of(&stays, each, &mut ties);
        }
    }
    fold.graph = CollaborationGraph::from_ties(people, Direction::Edges, &ties);
    fold
}

fn by_occasion(memberships: &[Membership]) -> BTreeMap<Occasion<'_>, Vec<Stay>> {
    let mut occasions: BTreeMap<Occasion<'_>, Vec<Stay>> = BTreeMap::new();
    for m in memberships {
        // A single date is the day of an event, or the day a membership began that goes on.
        let is_event = m.to.is_none() && crate::model::derived::is_event(m);
        let day = m.from.filter(|_| is_event);
        let from = m.from.filter(|_| !is_event);
        let occasion = (m.group.as_ref(), m.kind.as_deref(), day);
        occasions.entry(occasion).or_default().push(Stay { person: m.person, from, to: m.to });
    }
    occasions
}

/// The pairs of one group whose times overlap, each once.
fn pairs_of(stays: &[Stay], weight: f64, ties: &mut Vec<(PersonId, PersonId, f64)>) {
    let members: Vec<&[Stay]> = stays.chunk_by(|a, b| a.person == b.person).collect();
    for (i, one) in members.iter().enumerate() {
        for other in &members[i + 1..] {
            if one.iter().any(|a| other.iter().any(|b| overlap(a, b))) {
                ties.push((one[0].person, other[0].person, weight));
            }
        }
    }
}

fn overlap(a: &Stay, b: &Stay) -> bool {
    let begins_after = |x: &Stay, y: &Stay| x.from.zip(y.to).is_some_and(|(from, to)| from > to);
    !begins_after(a, b) && !begins_after(b, a)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn stay(
        person: u32,
        group: &str,
        kind: Option<&str>,
        from: Option<Date>,
        to: Option<Date>,
    ) -> Membership {
        Membership { person: PersonId(person), group: group.into(), kind: kind.map(Into::into), from, to }
    }

    #[test]
    fn those_who_came_on_other_days_or_had_left_do_not_share() {
        let (may, june) = (Some(date(2026, 5, 1)), Some(date(2026, 6, 1)));
        let rows = [
            stay(0, "Café", Some("event"), may, None),
            stay(1, "Café", Some("event"), june, None),
            stay(2, "Café", Some("event"), june, None),
            stay(2, "Café", Some("event"), june, None),
            stay(0, "Board", Some("board"), None, may),
            stay(1, "Board", Some("board"), june, None),
            stay(2, "Board", Some("board"), None, None),
        ];
        let fold = shared_groups(&rows, 3, 0, GroupWeight::Count);
        assert_eq!(fold.graph.iter().collect::<Vec<_>>(), [(0, 2, 1.0), (1, 2, 2.0)]);
        assert_eq!((fold.groups, fold.too_large), (2, 0));
    }

    #[test]
    fn a_hall_full_of_people_is_counted_and_left_out() {
        let rows: Vec<_> = (0..40).map(|p| stay(p, "Conference", None, None, None)).collect();
        let fold = shared_groups(&rows, 40, 39, GroupWeight::Count);
        assert_eq!((fold.graph.ties(), fold.groups, fold.too_large), (0, 1, 1));
        assert_eq!(shared_groups(&rows, 40, 40, GroupWeight::Count).graph.ties(), 780);
        assert_eq!(
            shared_groups(&[], 0, 0, GroupWeight::Count),
            SharedFold {
                graph: CollaborationGraph::from_ties(0, Direction::Edges, &[]),
                ..SharedFold::default()
            }
        );
    }
}
