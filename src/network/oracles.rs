//! What networkx says of random graphs, said here too.
//! `tests/oracles/network_oracles.py` makes the file.

use serde::Deserialize;

use super::fixtures;
use super::graph::{CollaborationGraph, Direction};

#[derive(Deserialize)]
struct Oracle {
    people: usize,
    arcs: bool,
    ties: Vec<(u32, u32)>,
    betweenness: Vec<f64>,
    betweenness_normalised: Vec<f64>,
    harmonic: Vec<f64>,
    core: Vec<u32>,
    clustering: Vec<f64>,
    transitivity: f64,
    components: Vec<u32>,
    cutpoints: Vec<u32>,
    cut_off: Vec<u32>,
    bridges: Vec<(u32, u32)>,
    reciprocity: Option<f64>,
}

impl Oracle {
    fn graph(&self) -> CollaborationGraph {
        let direction = if self.arcs { Direction::Arcs } else { Direction::Edges };
        fixtures::graph(self.people, direction, &self.ties)
    }
}

fn oracles() -> Vec<Oracle> {
    let oracles: Vec<Oracle> =
        serde_json::from_str(include_str!("../../tests/oracles/network.json")).unwrap();
    assert!(oracles.len() >= 20 && oracles.iter().any(|o| o.arcs));
    oracles
}

fn near(ours: &[f64], theirs: &[f64]) {
    assert_eq!(ours.len(), theirs.len());
    for (x, y) in ours.iter().zip(theirs) {
        assert!((x - y).abs() <= 1e-12 * y.abs().max(1.0), "{x} is not {y}");
    }
}

#[test]
fn betweenness() {
    for oracle in oracles() {
        let graph = oracle.graph();
        let raw = super::betweenness::betweenness(&graph);
        near(&raw, &oracle.betweenness);
        let most = super::betweenness::most_possible(graph.people(), graph.direction()).unwrap();
        near(&raw.iter().map(|x| x / most).collect::<Vec<_>>(), &oracle.betweenness_normalised);
    }
}

#[test]
fn harmonic_closeness() {
    for oracle in oracles() {
        let others = (oracle.people - 1) as f64;
        let theirs: Vec<_> = oracle.harmonic.iter().map(|sum| sum / others).collect();
        near(&super::closeness::harmonic(&oracle.graph()).unwrap(), &theirs);
    }
}

#[test]
fn cores_and_triangles() {
    for oracle in oracles() {
        let graph = oracle.graph();
        assert_eq!(super::kcore::core_numbers(&graph), oracle.core);
        let found = super::clustering::triangles(&graph);
        let people = 0..oracle.people as u32;
        // networkx gives 0 where there are no two contacts to compare.
        let local: Vec<_> = people.map(|p| found.local(p).unwrap_or(0.0)).collect();
        near(&local, &oracle.clustering);
        near(&[found.global().unwrap_or(0.0)], &[oracle.transitivity]);
    }
}

#[test]
fn parts_cutpoints_and_bridges() {
    for oracle in oracles() {
        let graph = oracle.graph();
        assert_eq!(super::components::components(&graph).sizes, oracle.components);
        assert_eq!(super::bridges::bridges(&graph), oracle.bridges);
        let cuts = super::cutpoints::cutpoints(&graph);
        assert_eq!(cuts.iter().map(|c| c.person).collect::<Vec<_>>(), oracle.cutpoints);
        assert_eq!(cuts.iter().map(|c| c.cut_off()).collect::<Vec<_>>(), oracle.cut_off);
    }
}

#[test]
fn edgewise_reciprocity() {
    for oracle in oracles() {
        let census = super::reciprocity::dyad_census(&oracle.graph());
        let Some((theirs, census)) = oracle.reciprocity.zip(census) else { continue };
        near(&[2.0 * census.mutual as f64 / oracle.graph().ties() as f64], &[theirs]);
    }
}
