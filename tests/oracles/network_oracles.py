"""Makes network.json: what networkx says of random graphs, for the unit tests to agree with.

Run from anywhere: python3 tests/oracles/network_oracles.py
"""

import json
import pathlib

import networkx as nx


def graphs():
    for seed in range(8):
        yield nx.gnp_random_graph(12 + 4 * seed, 0.16 - 0.01 * seed, seed=seed)
    for seed in range(6):
        yield nx.barabasi_albert_graph(20 + 5 * seed, 1 + seed % 3, seed=seed)
    for seed in range(4):
        yield nx.connected_watts_strogatz_graph(24 + 3 * seed, 4, 0.2, seed=seed)
    yield nx.karate_club_graph()
    yield nx.krackhardt_kite_graph()
    for seed in range(6):
        yield nx.gnp_random_graph(10 + 5 * seed, 0.12, seed=100 + seed, directed=True)


def by_person(values, n):
    return [values[person] for person in range(n)]


def entry(graph):
    n = graph.number_of_nodes()
    edges = graph.to_undirected()
    harmonic = nx.harmonic_centrality(graph.reverse() if graph.is_directed() else graph)
    cut = sorted(nx.articulation_points(edges))
    return {
        "people": n,
        "arcs": graph.is_directed(),
        "ties": sorted([a, b] for a, b in graph.edges()),
        "betweenness": by_person(nx.betweenness_centrality(graph, normalized=False), n),
        "betweenness_normalised": by_person(nx.betweenness_centrality(graph), n),
        "harmonic": by_person(harmonic, n),
        "core": by_person(nx.core_number(edges), n),
        "clustering": by_person(nx.clustering(edges), n),
        "transitivity": nx.transitivity(edges),
        "components": sorted((len(c) for c in nx.connected_components(edges)), reverse=True),
        "cutpoints": cut,
        "cut_off": [cut_off(edges, person) for person in cut],
        "bridges": sorted(sorted(bridge) for bridge in nx.bridges(edges)),
        "reciprocity": nx.overall_reciprocity(graph) if graph.is_directed() and graph.size() else None,
    }


def cut_off(graph, person):
    part = nx.node_connected_component(graph, person)
    left = graph.subgraph(part - {person})
    sizes = [len(c) for c in nx.connected_components(left)]
    return sum(sizes) - max(sizes)


def main():
    lines = [json.dumps(entry(graph), separators=(",", ":")) for graph in graphs()]
    target = pathlib.Path(__file__).with_name("network.json")
    target.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")


main()
