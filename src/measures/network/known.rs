//! Values published for well-known networks, or found by an independent implementation.

use super::harness::Case;
use crate::measures::Value;
use crate::network::fixtures as known;

fn near(value: Value, expected: f64, within: f64) {
    let x = value.as_f64().expect("a value");
    assert!((x - expected).abs() < within, "{x} is not {expected}");
}

fn karate() -> Case {
    Case::new(known::karate(), known::clubs())
}

#[test]
fn karate_clubs() {
    let karate = karate();
    near(karate.value("ei-index", None, None), -0.717_948_717_9, 1e-9);
    near(karate.value("ei-null", None, None), 0.030_303_030_3, 1e-9);
    near(karate.value("coleman", Some("A"), None), 0.736_383, 1e-6);
    near(karate.value("coleman", Some("B"), None), 0.715_294, 1e-6);
    near(karate.value("assortativity", None, None), 0.717_530_864_197_531, 1e-12);
    near(karate.value("density", None, None), 78.0 / 561.0, 1e-15);
    near(karate.value("ei-p", None, None), 2.0 / 1001.0, 1e-12);
    assert_eq!(karate.value("isolates", None, None), Value::Count(0));
}

#[test]
fn karate_ties_between_clubs() {
    let karate = karate();
    assert_eq!(karate.value("tie-count", Some("A"), Some("A")), Value::Count(35));
    assert_eq!(karate.value("tie-count", Some("A"), Some("B")), Value::Count(11));
    assert_eq!(karate.value("tie-count", Some("B"), Some("B")), Value::Count(32));
    // 81 and 75 tie ends of 156.
    near(karate.value("tie-expected", Some("A"), Some("B")), 81.0 * 75.0 / 156.0, 1e-12);
    near(karate.value("tie-expected", Some("A"), Some("A")), 81.0 * 81.0 / 312.0, 1e-12);
    near(karate.value("tie-ratio", Some("A"), Some("B")), 11.0 * 156.0 / (81.0 * 75.0), 1e-12);
    near(karate.value("tie-density", Some("A"), Some("B")), 11.0 / 289.0, 1e-15);
    near(karate.value("tie-density", Some("B"), Some("B")), 32.0 / 136.0, 1e-15);
    // By formula, 289 of 561 pairs are across; a tie between two people drawn anew is there
    // with probability 289/561, so 40.18 ties of 78 are expected and 11 are far fewer.
    let z = karate.value("tie-z", Some("A"), Some("B")).as_f64().unwrap();
    assert!((-9.0..-5.0).contains(&z), "{z}");
}

#[test]
fn krackhardts_managers_by_department() {
    let index = |graph| Case::new(graph, known::departments()).value("ei-index", None, None);
    near(index(known::advice()), 0.515_789, 1e-6);
    near(index(known::friendship()), 0.254_902, 1e-6);
    near(index(known::reports_to()), -0.6, 1e-12);
}

#[test]
fn ties_between_departments_are_counted_from_the_first_to_the_second() {
    let advice = Case::new(known::advice(), known::departments());
    let pairs = advice.one("tie-count");
    assert_eq!(pairs.len(), 25);
    assert_eq!(pairs.iter().filter_map(|m| m.value.as_f64()).sum::<f64>(), 190.0);
    let expected: f64 = advice.one("tie-expected").iter().filter_map(|m| m.value.as_f64()).sum();
    assert!((expected - 190.0).abs() < 1e-9);
}

#[test]
fn the_kite_by_person() {
    let kite = Case::new(known::kite(), known::attribute("team", vec![Some(0); 10]));
    let person = |id: &str, key: &str| {
        let rows = kite.one(id);
        rows.into_iter().find(|m| m.key.person.as_deref() == Some(key)).unwrap().value
    };
    near(person("degree", "p0003"), 6.0, 1e-15);
    near(person("betweenness", "p0007"), 14.0, 1e-12);
    near(person("betweenness-normalised", "p0007"), 7.0 / 18.0, 1e-15);
}

#[test]
fn weighted_and_structural_values_of_karate() {
    let karate = karate();
    near(karate.value("ei-index-weighted", None, None), -0.783_549_783_549_783_6, 1e-12);
    near(karate.value("ei-index-mean", None, None), -0.7765, 5e-5);
    near(karate.value("closeness-harmonic", None, None), 0.492_008_318_478_905_2, 1e-14);
    near(karate.value("clustering", None, None), 0.255_681_818_181_818_2, 1e-14);
    assert_eq!(karate.value("components", None, None), Value::Count(1));
    assert_eq!(karate.value("largest-component", None, None), Value::Share { num: 34, den: 34 });
    assert_eq!(karate.value("bridges", None, None), Value::Count(1));
    assert_eq!(karate.value("cutpoints", None, None), Value::Count(1));
    // Without the instructor, five who only met through him and one more come off.
    assert_eq!(karate.value("cut-off-if-left", None, None), Value::Count(6));
    assert_eq!(karate.value("cut-off-groups", None, None), Value::Count(1));
}

#[test]
fn three_reciprocities_of_the_eight_node_digraph() {
    let teams = [0, 0, 0, 1, 1, 1, 2, 2].map(Some).to_vec();
    let case = Case::new(known::eight_node_digraph(), known::attribute("team", teams));
    near(case.value("reciprocity-dyadic", None, None), 0.714_286, 1e-6);
    near(case.value("reciprocity-nonnull", None, None), 0.272_727, 1e-6);
    near(case.value("reciprocity-edgewise", None, None), 0.428_571, 1e-6);
    near(case.value("degree-in", None, None), 1.75, 1e-15);
    assert_eq!(karate().value("reciprocity-edgewise", None, None).status(), "undefined");
}

#[test]
fn a_star_is_fully_centralised() {
    let star: Vec<_> = (1..9).map(|i| (0, i)).collect();
    let graph = known::graph(9, crate::network::graph::Direction::Edges, &star);
    let case = Case::new(graph, known::attribute("team", (0..9).map(|p| Some(p % 2)).collect()));
    near(case.value("betweenness-centralisation", None, None), 1.0, 1e-12);
    assert_eq!(case.value("cut-off-if-left", None, None), Value::Count(7));
    assert_eq!(case.value("cut-off-groups", None, None), Value::Count(2));
}
