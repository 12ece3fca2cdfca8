//! Every network measure on graphs that go wrong easily, under relabelling and thread counts.

use crate::measures::{Family, MEASURES, Measurement, Subject, Value};
use crate::model::{Attribute, GroupId, Organisation, Parts, Person, PersonId};
use crate::network::fixtures::{attribute, graph};
use crate::network::graph::{CollaborationGraph, Direction};
use crate::table::SkillMatrix;

/// A graph with its grouping, from which subjects are made.
pub(super) struct Case {
    pub(super) graph: CollaborationGraph,
    pub(super) by: Attribute,
}

impl Case {
    pub(super) fn new(graph: CollaborationGraph, by: Attribute) -> Self {
        Self { graph, by }
    }

    fn organisation(&self) -> Organisation {
        let person =
            |i: usize| Person { key: format!("p{i:04}").into(), name: None, manager: None, may_name: false };
        let people = (0..self.graph.people()).map(person).collect();
        Organisation::new(Parts { people, attributes: vec![self.by.clone()], ..Parts::default() }).unwrap()
    }

    /// Everything every network measure says.
    pub(super) fn everything(&self) -> Vec<Measurement> {
        self.measure(|_| true)
    }

    /// What one measure says.
    pub(super) fn one(&self, id: &str) -> Vec<Measurement> {
        self.measure(|wanted| wanted == id)
    }

    fn measure(&self, wanted: impl Fn(&str) -> bool) -> Vec<Measurement> {
        let organisation = self.organisation();
        let skills = SkillMatrix::default();
        let subject = Subject {
            organisation: &organisation,
            graph: &self.graph,
            skills: &skills,
            groupings: organisation.attributes().iter().collect(),
            seed: 2013,
            person_level: true,
            facts: Default::default(),
        };
        let measures = MEASURES.iter().filter(|m| m.family == Family::Network && wanted(m.id));
        measures.flat_map(|m| (m.compute)(&subject)).collect()
    }

    /// The value of the one measurement with these parts.
    pub(super) fn value(&self, id: &str, group: Option<&str>, other: Option<&str>) -> Value {
        let rows = self.one(id);
        let mut found = rows.iter().filter(|m| {
            m.key.person.is_none() && m.key.group.as_deref() == group && m.key.other.as_deref() == other
        });
        let row = found.next().expect("no such row");
        assert!(found.next().is_none(), "{id} is not unique");
        row.value.clone()
    }
}

/// A graph of `people` with about `people × ties` ties and three groups, one person unknown.
fn ordinary(people: u32, direction: Direction) -> Case {
    let ties: Vec<_> = (0..people * 3).map(|i| ((i * i + 3 * i) % people, (i * 7 + 1) % people)).collect();
    let of = (0..people).map(|p| (p != 4).then_some((p * p % 3) as u16)).collect();
    Case::new(graph(people as usize, direction, &ties), attribute("team", of))
}

fn awkward(direction: Direction) -> Vec<(&'static str, Case)> {
    let case = |people: usize, ties: &[(u32, u32)], of: Vec<Option<u16>>| {
        Case::new(graph(people, direction, ties), attribute("team", of))
    };
    vec![
        ("nobody", case(0, &[], vec![])),
        ("one person", case(1, &[], vec![Some(0)])),
        ("two people, one tie", case(2, &[(0, 1)], vec![Some(0), Some(1)])),
        ("no ties", case(6, &[], vec![Some(0), Some(0), Some(1), Some(1), None, Some(2)])),
        ("in two parts", case(6, &[(0, 1), (1, 2), (3, 4), (4, 5)], [0, 0, 0, 1, 1, 1].map(Some).to_vec())),
        ("all in one group", case(4, &[(0, 1), (1, 2), (2, 3), (3, 0)], vec![Some(0); 4])),
        ("each a group", case(4, &[(0, 1), (1, 2), (2, 3)], (0..4).map(Some).collect())),
        ("nobody's group known", case(3, &[(0, 1), (1, 2)], vec![None; 3])),
        ("a group with nobody in it", case(3, &[(0, 1), (1, 2)], vec![Some(0), Some(2), Some(2)])),
        (
            "everyone with everyone",
            case(4, &[(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)], vec![Some(0); 4]),
        ),
    ]
}

#[test]
fn awkward_graphs_give_finite_values_or_a_reason() {
    for direction in [Direction::Edges, Direction::Arcs] {
        for (name, case) in awkward(direction) {
            let rows = case.everything();
            assert!(!rows.is_empty(), "{name}");
            for row in rows {
                match row.value.as_f64() {
                    Some(x) => assert!(x.is_finite(), "{name}: {row:?}"),
                    None => assert!(row.value.reason().is_some_and(|r| !r.is_empty()), "{name}: {row:?}"),
                }
            }
        }
    }
}

#[test]
fn every_measure_says_something_at_each_of_its_levels() {
    let rows: Vec<_> = [Direction::Edges, Direction::Arcs].map(|d| ordinary(40, d).everything()).concat();
    for spec in MEASURES.iter().filter(|m| m.family == Family::Network) {
        for level in spec.levels {
            let at = |m: &&Measurement| m.key.measure == spec.id && m.key.level == *level;
            assert!(rows.iter().filter(at).any(|m| m.value.as_f64().is_some()), "{} {level:?}", spec.id);
        }
        let undeclared = |m: &&Measurement| m.key.measure == spec.id && !spec.levels.contains(&m.key.level);
        assert_eq!(rows.iter().find(undeclared), None, "{}", spec.id);
    }
}

#[test]
fn keys_are_unique() {
    let mut keys: Vec<_> = ordinary(30, Direction::Arcs).everything().into_iter().map(|m| m.key).collect();
    let all = keys.len();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), all);
}

#[test]
fn renumbering_people_changes_no_group_value() {
    for direction in [Direction::Edges, Direction::Arcs] {
        let case = ordinary(31, direction);
        // A bijection, because 31 is prime.
        let moved = |p: u32| (p * 12 + 5) % 31;
        let ties: Vec<_> =
            case.graph.iter().map(|(a, b, w)| (PersonId(moved(a)), PersonId(moved(b)), w)).collect();
        let mut by = case.by.clone();
        for p in 0..31 {
            by.of[moved(p) as usize] = case.by.of[p as usize];
        }
        let other = Case::new(CollaborationGraph::from_ties(31, direction, &ties), by);
        // The random deals start from another order of people, so what rests on them may differ.
        let settled = |m: &Measurement| m.key.person.is_none() && !["ei-p", "tie-z"].contains(&m.key.measure);
        let rows = |case: &Case| case.everything().into_iter().filter(settled).collect::<Vec<_>>();
        for (a, b) in rows(&case).iter().zip(rows(&other)) {
            assert_eq!((&a.key, a.n), (&b.key, b.n));
            let gap = a.value.as_f64().unwrap_or(0.0) - b.value.as_f64().unwrap_or(0.0);
            assert!(gap.abs() <= 1e-12 * a.value.as_f64().unwrap_or(0.0).abs().max(1.0), "{a:?} {b:?}");
        }
    }
}

#[test]
fn bits_are_equal_at_any_thread_count() {
    let case = ordinary(67, Direction::Edges);
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let bits = |m: Measurement| (m.key, m.value.as_f64().map(f64::to_bits), m.n);
        pool.install(|| case.everything()).into_iter().map(bits).collect::<Vec<_>>()
    };
    assert_eq!(with(1), with(2));
    assert_eq!(with(1), with(8));
}

#[test]
fn people_of_unknown_group_are_left_out_and_the_n_says_so() {
    let by = attribute("team", vec![Some(0), Some(1), None]);
    let case = Case::new(graph(3, Direction::Edges, &[(0, 1), (1, 2)]), by);
    let rows = case.one("ei-index");
    assert_eq!((rows[0].n, &rows[0].value), (2, &Value::Number(1.0)));
    assert_eq!(case.one("cross-boundary-share").iter().map(|m| m.n).collect::<Vec<_>>(), [1, 1, 1, 1]);
}

#[test]
fn an_attribute_of_hundreds_of_groups_says_so_once_instead_of_filling_a_table() {
    let labels = (0..450).map(|g| format!("{g:03}").into()).collect();
    let by = Attribute { name: "post".into(), labels, of: (0..450).map(|g| Some(GroupId(g))).collect() };
    let case = Case::new(graph(450, Direction::Edges, &[(0, 1), (1, 2)]), by);
    let rows = case.one("tie-count");
    assert_eq!((rows.len(), rows[0].value.status(), rows[0].n), (1, "undefined", 450));
}
