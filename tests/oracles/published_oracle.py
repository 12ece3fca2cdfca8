"""What networkx makes of published networks, beside what the binary prints of the same files.

Usage: python3 tests/oracles/published_oracle.py CROSSWEAVE DATA

CROSSWEAVE is the binary, DATA the folder of shared data. Prints every value that differs by more
than 1e-9, then the values tests/it/known.rs holds; exits with 1 when any differs.
"""

import csv
import json
import pathlib
import subprocess
import sys

import networkx as nx
import numpy as np

HIGH = [("krackhardt_hightech/ht_nodes.csv", f"ht_{q}_edges.csv", "dept", "team") for q in ("advice", "friends", "reports")]
PARKER = [("cross_parker_consulting/consulting_nodes.csv", f"consulting_{q}_edges.csv", "location", "area") for q in ("info", "value")]
SETS = [("karate/karate_nodes.csv", "karate_edges.csv", None, None), *HIGH, *PARKER]
SETS += [("krackhardt_kite/kite_nodes.csv", "kite_edges.csv", None, None)]
SETS += [("davis_southern_women/southern_women_nodes.csv", "southern_women_edges.csv", None, None)]


def table(path):
    with open(path, newline="") as f:
        return list(csv.DictReader(f))


def expected(nodes, edges, attribute, directed):
    g = nx.DiGraph() if directed else nx.Graph()
    g.add_nodes_from(r["id"] for r in nodes)
    g.add_edges_from((r["from"], r["to"]) for r in edges)
    flat, n, m = g.to_undirected(), len(g), g.number_of_edges()
    harmonic = nx.harmonic_centrality(g.reverse() if directed else g)
    person = {
        "degree": dict(g.out_degree() if directed else g.degree()),
        "betweenness": nx.betweenness_centrality(g, normalized=False),
        "closeness-harmonic": {v: x / (n - 1) for v, x in harmonic.items()},
        "k-core": nx.core_number(flat),
    }
    whole = {id: float(np.mean(list(values.values()))) for id, values in person.items()}
    whole |= {
        "density": nx.density(g),
        "clustering": nx.transitivity(flat),
        "components": nx.number_connected_components(flat),
        "cutpoints": len(set(nx.articulation_points(flat))),
        "bridges": len(list(nx.bridges(flat))),
    }
    if directed:
        whole["reciprocity-edgewise"] = nx.overall_reciprocity(g)
    if attribute:
        label = {r["id"]: r[attribute] for r in nodes}
        nx.set_node_attributes(g, label, attribute)
        within = sum(label[a] == label[b] for a, b in g.edges)
        whole["ei-index"] = (m - 2 * within) / m
        whole["assortativity"] = nx.attribute_assortativity_coefficient(g, attribute)
    return whole, person


def printed(binary, nodes, edges, directed):
    command = [binary, "network", nodes, edges, "--format", "json", "--min-group", "1"]
    command += ["--level", "network,person", "--show-names"] + ["--directed"] * directed
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["rows"]


def main():
    binary, data = sys.argv[1], pathlib.Path(sys.argv[2])
    compared = differ = 0
    for nodes, edges, attribute, by in SETS:
        nodes = data / nodes
        edges = nodes.with_name(edges)
        for directed in (False, True):
            whole, person = expected(table(nodes), table(edges), attribute, directed)
            rows = printed(binary, nodes, edges, directed)
            pairs = [(r, whole[r["measure"]]) for r in rows if r["level"] == "network" and r["measure"] in whole and r["by"] in (None, by)]
            pairs += [(r, person[r["measure"]][r["person"]]) for r in rows if r["level"] == "person" and r["measure"] in person]
            for row, value in pairs:
                compared += 1
                if abs(row["value"] - value) > 1e-9:
                    differ += 1
                    print("DIFFERS", edges.name, directed, row, value)
            shown = {k: round(whole[k], 9) for k in ("ei-index", "density", "degree", "betweenness") if k in whole}
            print(edges.name, "arcs" if directed else "edges", shown)
    print(compared, "compared,", differ, "differ")
    sys.exit(differ > 0)


main()
