//! Published networks small enough to type in, with people numbered from 0.

use std::sync::Arc;

use super::graph::{CollaborationGraph, Direction};
use crate::model::{Attribute, GroupId, PersonId};

/// Zachary 1977: ties in a karate club, with the number of settings people met in.
#[rustfmt::skip]
const KARATE: &[(u32, u32, f64)] = &[
    (0, 1, 4.0), (0, 2, 5.0), (0, 3, 3.0), (0, 4, 3.0), (0, 5, 3.0), (0, 6, 3.0), (0, 7, 2.0),
    (0, 8, 2.0), (0, 10, 2.0), (0, 11, 3.0), (0, 12, 1.0), (0, 13, 3.0), (0, 17, 2.0), (0, 19, 2.0),
    (0, 21, 2.0), (0, 31, 2.0), (1, 2, 6.0), (1, 3, 3.0), (1, 7, 4.0), (1, 13, 5.0), (1, 17, 1.0),
    (1, 19, 2.0), (1, 21, 2.0), (1, 30, 2.0), (2, 3, 3.0), (2, 7, 4.0), (2, 8, 5.0), (2, 9, 1.0),
    (2, 13, 3.0), (2, 27, 2.0), (2, 28, 2.0), (2, 32, 2.0), (3, 7, 3.0), (3, 12, 3.0), (3, 13, 3.0),
    (4, 6, 2.0), (4, 10, 3.0), (5, 6, 5.0), (5, 10, 3.0), (5, 16, 3.0), (6, 16, 3.0), (8, 30, 3.0),
    (8, 32, 3.0), (8, 33, 4.0), (9, 33, 2.0), (13, 33, 3.0), (14, 32, 3.0), (14, 33, 2.0),
    (15, 32, 3.0), (15, 33, 4.0), (18, 32, 1.0), (18, 33, 2.0), (19, 33, 1.0), (20, 32, 3.0),
    (20, 33, 1.0), (22, 32, 2.0), (22, 33, 3.0), (23, 25, 5.0), (23, 27, 4.0), (23, 29, 3.0),
    (23, 32, 5.0), (23, 33, 4.0), (24, 25, 2.0), (24, 27, 3.0), (24, 31, 2.0), (25, 31, 7.0),
    (26, 29, 4.0), (26, 33, 2.0), (27, 33, 4.0), (28, 31, 2.0), (28, 33, 2.0), (29, 32, 4.0),
    (29, 33, 2.0), (30, 32, 3.0), (30, 33, 3.0), (31, 32, 4.0), (31, 33, 4.0), (32, 33, 5.0),
];

/// The club each belonged to after the split, which for one is not the side they had taken.
const KARATE_CLUBS: [u16; 34] =
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1];

/// Krackhardt 1990: the kite; Andre, Beverly, Carol, Diane, Ed, Fernando, Garth, Heather, Ike, Jane.
#[rustfmt::skip]
const KITE: &[(u32, u32)] = &[
    (0, 1), (0, 2), (0, 3), (0, 5), (1, 3), (1, 4), (1, 6), (2, 3), (2, 5), (3, 4), (3, 5), (3, 6),
    (4, 6), (5, 6), (5, 7), (6, 7), (7, 8), (8, 9),
];

/// Krackhardt 1987: whom each manager goes to for advice.
#[rustfmt::skip]
const ADVICE: &[(u32, u32)] = &[
    (0, 1), (0, 3), (0, 7), (0, 15), (0, 17), (0, 20), (1, 5), (1, 6), (1, 20), (2, 0), (2, 1), (2, 3),
    (2, 5), (2, 6), (2, 7), (2, 8), (2, 9), (2, 10), (2, 11), (2, 13), (2, 16), (2, 17), (2, 19),
    (2, 20), (3, 0), (3, 1), (3, 5), (3, 7), (3, 9), (3, 10), (3, 11), (3, 15), (3, 16), (3, 17),
    (3, 19), (3, 20), (4, 0), (4, 1), (4, 5), (4, 6), (4, 7), (4, 9), (4, 10), (4, 12), (4, 13),
    (4, 15), (4, 16), (4, 17), (4, 18), (4, 19), (4, 20), (5, 20), (6, 1), (6, 5), (6, 10), (6, 11),
    (6, 13), (6, 16), (6, 17), (6, 20), (7, 1), (7, 3), (7, 5), (7, 6), (7, 9), (7, 10), (7, 17),
    (7, 20), (8, 0), (8, 1), (8, 5), (8, 6), (8, 7), (8, 9), (8, 10), (8, 11), (8, 13), (8, 15),
    (8, 16), (8, 17), (8, 20), (9, 0), (9, 1), (9, 2), (9, 3), (9, 4), (9, 7), (9, 10), (9, 12),
    (9, 14), (9, 15), (9, 16), (9, 17), (9, 18), (9, 19), (10, 0), (10, 1), (10, 6), (11, 6), (11, 20),
    (12, 0), (12, 1), (12, 4), (12, 8), (12, 13), (12, 17), (13, 1), (13, 6), (13, 17), (13, 20),
    (14, 0), (14, 1), (14, 2), (14, 3), (14, 4), (14, 5), (14, 6), (14, 7), (14, 8), (14, 9), (14, 10),
    (14, 11), (14, 12), (14, 13), (14, 15), (14, 16), (14, 17), (14, 18), (14, 19), (14, 20), (15, 0),
    (15, 1), (15, 9), (15, 17), (16, 0), (16, 1), (16, 3), (16, 6), (16, 20), (17, 0), (17, 1), (17, 2),
    (17, 3), (17, 4), (17, 6), (17, 7), (17, 8), (17, 9), (17, 10), (17, 12), (17, 13), (17, 14),
    (17, 15), (17, 18), (17, 19), (17, 20), (18, 0), (18, 1), (18, 2), (18, 4), (18, 6), (18, 9),
    (18, 10), (18, 13), (18, 14), (18, 17), (18, 19), (19, 0), (19, 1), (19, 5), (19, 7), (19, 10),
    (19, 11), (19, 13), (19, 14), (19, 15), (19, 16), (19, 17), (19, 20), (20, 1), (20, 2), (20, 3),
    (20, 5), (20, 6), (20, 7), (20, 11), (20, 13), (20, 16), (20, 17), (20, 19),
];

/// Krackhardt 1987: whom each manager calls a friend.
#[rustfmt::skip]
const FRIENDSHIP: &[(u32, u32)] = &[
    (0, 1), (0, 3), (0, 7), (0, 11), (0, 15), (1, 0), (1, 17), (1, 20), (2, 13), (2, 18), (3, 0),
    (3, 1), (3, 7), (3, 11), (3, 15), (3, 16), (4, 1), (4, 8), (4, 10), (4, 13), (4, 16), (4, 18),
    (4, 20), (5, 1), (5, 6), (5, 8), (5, 11), (5, 16), (5, 20), (7, 3), (9, 2), (9, 4), (9, 7), (9, 8),
    (9, 11), (9, 15), (9, 19), (10, 0), (10, 1), (10, 2), (10, 3), (10, 4), (10, 7), (10, 8), (10, 11),
    (10, 12), (10, 14), (10, 16), (10, 17), (10, 18), (11, 0), (11, 3), (11, 16), (11, 20), (12, 4),
    (12, 10), (13, 6), (13, 14), (14, 0), (14, 2), (14, 4), (14, 5), (14, 8), (14, 10), (14, 13),
    (14, 18), (15, 0), (15, 1), (16, 0), (16, 1), (16, 2), (16, 3), (16, 4), (16, 5), (16, 6), (16, 7),
    (16, 8), (16, 9), (16, 10), (16, 11), (16, 13), (16, 14), (16, 15), (16, 18), (16, 19), (16, 20),
    (17, 1), (18, 0), (18, 1), (18, 2), (18, 4), (18, 10), (18, 11), (18, 13), (18, 14), (18, 19),
    (19, 10), (19, 17), (20, 1), (20, 11), (20, 16), (20, 17),
];

/// Krackhardt 1987: whom each manager reports to.
#[rustfmt::skip]
const REPORTS: &[(u32, u32)] = &[
    (0, 1), (1, 6), (2, 13), (3, 1), (4, 13), (5, 20), (7, 20), (8, 13), (9, 17), (10, 17), (11, 20),
    (12, 13), (13, 6), (14, 13), (15, 1), (16, 20), (17, 6), (18, 13), (19, 13), (20, 6),
];

/// Department of each manager; 0 is the president's.
#[rustfmt::skip]
const DEPARTMENTS: [u16; 21] = [
    4, 4, 2, 4, 2, 1, 0, 1, 2, 3, 3, 1, 2, 2, 2, 4, 1, 3, 2, 2, 1
];

/// The eight-node digraph on which R's `sna` values of reciprocity and hierarchy are known.
#[rustfmt::skip]
const EIGHT: &[(u32, u32)] = &[
    (0, 1), (1, 0), (0, 2), (1, 2), (2, 3), (3, 4), (4, 3), (4, 5), (3, 5), (5, 6), (6, 7), (7, 5),
    (2, 0), (1, 6),
];

/// A graph from ties of weight 1.
pub(crate) fn graph(people: usize, direction: Direction, ties: &[(u32, u32)]) -> CollaborationGraph {
    let ties: Vec<_> = ties.iter().map(|&(a, b)| (PersonId(a), PersonId(b), 1.0)).collect();
    CollaborationGraph::from_ties(people, direction, &ties)
}

pub(crate) fn karate() -> CollaborationGraph {
    let ties: Vec<_> = KARATE.iter().map(|&(a, b, w)| (PersonId(a), PersonId(b), w)).collect();
    CollaborationGraph::from_ties(34, Direction::Edges, &ties)
}

pub(crate) fn kite() -> CollaborationGraph {
    graph(10, Direction::Edges, KITE)
}

pub(crate) fn eight_node_digraph() -> CollaborationGraph {
    graph(8, Direction::Arcs, EIGHT)
}

pub(crate) fn advice() -> CollaborationGraph {
    graph(21, Direction::Arcs, ADVICE)
}

pub(crate) fn friendship() -> CollaborationGraph {
    graph(21, Direction::Arcs, FRIENDSHIP)
}

pub(crate) fn reports_to() -> CollaborationGraph {
    graph(21, Direction::Arcs, REPORTS)
}

pub(crate) fn clubs() -> Attribute {
    attribute("club", KARATE_CLUBS.iter().map(|&g| Some(g)).collect())
}

pub(crate) fn departments() -> Attribute {
    attribute("department", DEPARTMENTS.iter().map(|&g| Some(g)).collect())
}

/// An attribute whose groups are called `A`, `B`, …
pub(crate) fn attribute(name: &str, of: Vec<Option<u16>>) -> Attribute {
    let groups = of.iter().flatten().max().map_or(0, |g| g + 1);
    let label = |g: u16| -> Arc<str> { char::from(b'A' + g as u8).to_string().into() };
    Attribute {
        name: name.into(),
        labels: (0..groups).map(label).collect(),
        of: of.into_iter().map(|g| g.map(GroupId)).collect(),
    }
}
