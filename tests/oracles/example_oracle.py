"""What openpyxl, scipy and networkx make of the example programme, from its files alone.

Usage: python3 tests/oracles/example_oracle.py FOLDER SKILLS.json NETWORK.json [REPORT.json …]
       python3 tests/oracles/example_oracle.py FOLDER --write

FOLDER is what `crossweave demo FOLDER` writes; SKILLS.json and NETWORK.json are what
`crossweave skills|network FOLDER --format json --min-group 1` prints; REPORT.json is
FOLDER/report/results.json, whose values are compared as rounded. Prints every disagreement and
how many values were compared, by measure; exits with 1 when there is a disagreement.
The second form makes example.json beside this script, which tests/it/story.rs compares with.
"""

import collections
import csv
import datetime
import itertools
import json
import math
import pathlib
import sys
import unicodedata

import networkx as nx
import numpy as np
import openpyxl
from scipy import stats

WAVES = [("Digital skills audit (spring).xlsx", "Spring 2026"), ("Digital skills audit (autumn).xlsx", "Autumn 2026")]
FROM = 4
# Decimals of each measure in the files of a report; two where none are named here.
DECIMALS = {
    "index": 1, "mean-level": 1, "gap": 1, "future-gap": 1, "area-index": 1, "change-index": 1, "cafe-difference": 1, "degree": 1, "degree-in": 1,
    "k-core": 1, "tie-expected": 1, "tie-z": 1, "betweenness": 0,
}
# Weights of ties are kept in single precision, so what rests on them is right to seven digits.
WEIGHTED = {"strength", "cross-boundary-share", "ei-index-weighted"}


def sheet(path, name=None):
    book = openpyxl.load_workbook(path)
    return [list(r) for r in (book[name] if name else book.worksheets[0]).iter_rows(values_only=True)]


def plain_id(text):
    return text.strip().lower()


def plain_name(text):
    letters = unicodedata.normalize("NFKD", text)
    letters = "".join(c for c in letters if not unicodedata.combining(c)).lower()
    return " ".join("".join(c if c.isalnum() else " " for c in letters).split())


class Programme:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.read_people()
        self.read_framework()
        self.read_audits()
        self.read_sign_ins()
        self.read_logs()

    def read_people(self):
        rows = sheet(self.folder / "staff list.xlsx", "Staff")
        head = next(i for i, r in enumerate(rows) if r[0] == "Email")
        names = [h.lower() for h in rows[head]]
        people = [dict(zip(names, r)) for r in rows[head + 1 :] if r[0]]
        self.people = sorted(plain_id(p["email"]) for p in people)
        self.at = {p: i for i, p in enumerate(self.people)}
        by_name = collections.defaultdict(list)
        self.attributes = {a: [None] * len(people) for a in ["sector", "strand", "team", "role", "grade", "area"]}
        for p in people:
            i = self.at[plain_id(p["email"])]
            by_name[plain_name(f"{p['first name']} {p['last name']}")].append(i)
            for a in self.attributes:
                self.attributes[a][i] = p[a]
        self.by_name = {name: who[0] for name, who in by_name.items() if len(who) == 1}
        self.shared = {name for name, who in by_name.items() if len(who) > 1}

    def read_framework(self):
        rows = sheet(self.folder / "Skills framework.xlsx")
        self.levels = {label: i + 1 for i, label in enumerate(rows[1][3:8])}
        self.labels = list(rows[1][3:8])
        self.skills = [r[0] for r in rows[1:]]
        self.questions = [r[2] for r in rows[1:]]
        self.areas = [r[1] for r in rows[1:]]
        needed = lambda when: [{h.split(":")[1]: x for h, x in zip(rows[0], r) if h.startswith(when)} for r in rows[1:]]
        self.required, self.future = needed("required:"), needed("future:")

    def read_audits(self):
        """level[wave][person][skill], and who handed in a form."""
        self.level, self.took_part = [], []
        for name, _ in WAVES:
            rows = sheet(self.folder / name)
            columns = [rows[0].index(q) for q in self.questions]
            forms = {}
            for r in sorted(rows[1:], key=lambda r: r[2]):
                who = self.at.get(plain_id(r[3]))
                if who is not None:
                    forms[who] = [self.levels.get(r[c].strip()) if isinstance(r[c], str) else None for c in columns]
            self.level.append(forms)
            self.took_part.append(set(forms))

    def read_sign_ins(self):
        came = set()
        with open(self.folder / "cafe sign-in.csv", encoding="cp1252", newline="") as f:
            for _, _, name, email in list(csv.reader(f, delimiter=";"))[1:]:
                who = self.at.get(plain_id(email)) if email.strip() else self.by_name.get(plain_name(name))
                if who is not None:
                    came.add(who)
        self.came = came
        here = ["Came to a café" if i in came else "Did not come" for i in range(len(self.people))]
        self.attributes["café"] = here

    def read_logs(self):
        self.messages = []
        with open(self.folder / "mail log.csv", encoding="utf-8-sig", newline="") as f:
            for r in csv.DictReader(f):
                at = datetime.datetime.strptime(r["Date"], "%d/%m/%Y %H:%M")
                self.messages.append((at, r["Sender"], r["Recipients"], "email"))
        with open(self.folder / "chat and meetings.csv", encoding="utf-8-sig", newline="") as f:
            for r in csv.DictReader(f):
                at = datetime.datetime.strptime(r["Time"], "%Y-%m-%d %H:%M")
                self.messages.append((at, r["From"], r["To"], r["Channel"]))

    def ties(self, directed):
        """Two interactions less than 28 days apart, to at most 10 (meetings 8) recipients."""
        entries = collections.defaultdict(list)
        for at, sender, recipients, channel in self.messages:
            sender = plain_id(sender)
            to = {plain_id(x) for x in recipients.split(";") if x.strip()} - {sender}
            if not to or len(to) > (8 if channel == "meeting" else 10) or sender not in self.at:
                continue
            for other in to:
                if other in self.at:
                    a, b = self.at[sender], self.at[other]
                    pair = (a, b) if directed else (min(a, b), max(a, b))
                    entries[pair].append((at, 1 / len(to)))
        graph = nx.DiGraph() if directed else nx.Graph()
        graph.add_nodes_from(range(len(self.people)))
        for pair, log in entries.items():
            times = sorted(t for t, _ in log)
            if any(b - a < datetime.timedelta(days=28) for a, b in zip(times, times[1:])):
                graph.add_edge(*pair, weight=math.fsum(w for _, w in log))
        return graph


def wilson(num, den):
    if den == 0:
        return None, None
    ci = stats.binomtest(num, den).proportion_ci(0.95, method="wilson")
    return ci.low, ci.high


def squares(values, step):
    """Squared error of a mean, the squares of two more answers half a step either side of it being added."""
    n = len(values)
    return (np.sum((np.array(values) - np.mean(values)) ** 2) + step**2 / 2) / (n - 1) / n


def mean_t(values, step, lowest, highest):
    if not values:
        return None, None, None
    mean = float(np.mean(values))
    if len(values) < 2:
        return mean, None, None
    half = stats.t.ppf(0.975, len(values) - 1) * math.sqrt(squares(values, step))
    return mean, max(lowest, mean - half), min(highest, mean + half)


def welch(a, b, step):
    x, y = squares(a, step), squares(b, step)
    freedom = (x + y) ** 2 / (x**2 / (len(a) - 1) + y**2 / (len(b) - 1))
    half, mean = stats.t.ppf(0.975, freedom) * math.sqrt(x + y), float(np.mean(a) - np.mean(b))
    return mean, mean - half, mean + half


def alpha(covariances, fewest):
    """Cronbach's, with Feldt's interval."""
    k = len(covariances)
    value = k / (k - 1) * (1 - np.trace(covariances) / np.sum(covariances))
    f = stats.f(fewest - 1, (fewest - 1) * (k - 1))
    return value, 1 - (1 - value) * f.ppf(0.975), 1 - (1 - value) * f.ppf(0.025)


class Rows:
    def __init__(self):
        self.rows = {}

    def put(self, measure, level, value, n, by=None, group=None, other=None, skill=None, wave=None, low=None, high=None):
        key = (measure, level, by, group, other, skill, wave)
        assert key not in self.rows, key
        self.rows[key] = (value, low, high, n)


def groups(p, by):
    members = collections.defaultdict(list)
    for i, g in enumerate(p.attributes[by]):
        if g is not None:
            members[g].append(i)
    return members


def scopes(p):
    yield dict(level="network"), range(len(p.people))
    for by in p.attributes:
        for g, who in groups(p, by).items():
            yield dict(level="group", by=by, group=g), who


def share(num, den):
    return num / den if den else None


def skills(p, out):
    K, S = len(p.labels), range(len(p.skills))

    def index(said):
        said = [x for x in said if x]
        return (np.mean(said) - 1) / (K - 1) * 100

    for w, (_, wave) in enumerate(WAVES):
        level = p.level[w]
        for key, who in scopes(p):
            part = sum(i in p.took_part[w] for i in who)
            low, high = wilson(part, len(who))
            out.put("response-rate", value=part / len(who), n=len(who), wave=wave, low=low, high=high, **key)
            here = [i for i in who if i in level and any(level[i])]
            said = [x for i in here for x in level[i] if x]
            out.put("confident", value=share(sum(x >= FROM for x in said), len(said)), n=len(here), wave=wave, **key)
            out.put("mean-level", value=float(np.mean(said)) if said else None, n=len(here), wave=wave, **key)
            mean, low, high = mean_t([index(level[i]) for i in here], 100 / (K - 1) / len(S), 0, 100)
            out.put("index", value=mean, n=len(here), wave=wave, low=low, high=high, **key)
            bands = {"Low": {1, 2}, "Middle": {3}, "Confident": {4, 5}}
            for name, band in bands.items():
                v = share(sum(x in band for x in said), len(said))
                out.put("bands", value=v, n=len(here), other=name, wave=wave, **key)
            for area in dict.fromkeys(p.areas):
                by_area(p, out, wave, key, level, here, area)
            for s in S:
                one = [level[i][s] for i in here if level[i][s]]
                if key["level"] == "group" and not one:
                    continue
                at = key if key["level"] == "group" else dict(level="skill")
                num = sum(x >= FROM for x in one)
                low, high = wilson(num, len(one))
                out.put("confident", value=num / len(one), n=len(one), skill=p.skills[s], wave=wave, low=low, high=high, **at)
                mean, low, high = mean_t(one, 1, 1, K)
                out.put("mean-level", value=mean, n=len(one), skill=p.skills[s], wave=wave, low=low, high=high, **at)
                v, n, N = num / len(one), len(one), len(who)
                margin = 1.96 * math.sqrt(v * (1 - v) / n * ((N - n) / (N - 1) if N > 1 else 0))
                out.put("confident-margin", value=margin, n=n, skill=p.skills[s], wave=wave, **at)
                if key["level"] == "network":
                    for l, label in enumerate(p.labels):
                        v = share(sum(x == l + 1 for x in one), len(one))
                        out.put("answers", level="skill", value=v, n=len(one), other=label, skill=p.skills[s], wave=wave)
            if key.get("by") in (None, "strand"):
                requirements(p, out, w, wave, key, here, p.required, "gap", "requirement-met")
                requirements(p, out, w, wave, key, here, p.future, "future-gap", "future-met")
        reliability(p, out, w, wave)
        evenness(p, out, w, wave)
    changes(p, out, index)
    for s in S:
        last = {i: said[s] for i, said in p.level[1].items() if said[s]}
        able = [i for i, x in last.items() if x >= FROM]
        out.put("skill-holders", "skill", len(able), len(last), skill=p.skills[s], wave=WAVES[1][1])
        teams = {p.attributes["team"][i] for i in able}
        out.put("skill-teams", "skill", len(teams), len(last), by="team", skill=p.skills[s], wave=WAVES[1][1])


def reliability(p, out, w, wave):
    said = [[float(x) if x else math.nan for x in row] for row in p.level[w].values() if any(row)]
    full = np.array([row for row in said if not any(map(math.isnan, row))])
    value, low, high = alpha(np.cov(full.T), len(full))
    out.put("alpha", "network", value, len(full), wave=wave, low=low, high=high)
    said = np.ma.masked_invalid(np.array(said))
    given = (~said.mask).astype(int)
    value, low, high = alpha(pairwise(said), int((given.T @ given).min()))
    out.put("alpha-pairwise", "network", value, len(said), wave=wave, low=low, high=high)


def pairwise(said):
    """Each covariance over the people who answered both, around their own means."""
    k = said.shape[1]
    matrix = np.zeros((k, k))
    for i in range(k):
        for j in range(k):
            both = ~(said.mask[:, i] | said.mask[:, j])
            matrix[i, j] = np.cov(said.data[both, i], said.data[both, j])[0, 1]
    return matrix


def evenness(p, out, w, wave):
    """The R-indicator: 1 - 2 SD of each person's own group's response rate."""
    for by in p.attributes:
        rate = {g: np.mean([i in p.took_part[w] for i in who]) for g, who in groups(p, by).items()}
        people = [rate[g] for g in p.attributes[by] if g is not None]
        out.put("r-indicator", "network", 1 - 2 * np.std(people, ddof=1), len(people), by=by, wave=wave)


def by_area(p, out, wave, key, level, here, area):
    """All answers to an area's skills; the interval is that of a ratio of points to answers over people."""
    said = [[level[i][s] for s, a in enumerate(p.areas) if a == area and level[i][s]] for i in here]
    said = [x for x in said if x]
    n, answers = len(said), sum(map(len, said))
    num = sum(x >= FROM for one in said for x in one)
    out.put("area-confident", value=share(num, answers), n=n, other=area, wave=wave, **key)
    if not n:
        return out.put("area-index", value=None, n=0, other=area, wave=wave, **key)
    points = np.array([sum((x - 1) / (len(p.labels) - 1) * 100 for x in one) for one in said])
    counts = np.array([len(one) for one in said])
    ratio = points.sum() / counts.sum()
    low = high = None
    if n > 1:
        error = math.sqrt(((points - ratio * counts) ** 2).sum() * n / (n - 1)) / counts.sum()
        half = stats.t.ppf(0.975, n - 1) * error
        low, high = ratio - half, ratio + half
    out.put("area-index", value=ratio, n=n, other=area, wave=wave, low=low, high=high, **key)


def requirements(p, out, w, wave, key, here, required, gap, requirement_met):
    pooled, seen = [], set()
    for s in range(len(p.skills)):
        known = {i: required[s][p.attributes["strand"][i]] - p.level[w][i][s] for i in here if p.level[w][i][s]}
        gaps = list(known.values())
        seen |= set(known)
        pooled += gaps
        if not gaps:
            continue
        at = dict(skill=p.skills[s], wave=wave, **(key if key["level"] == "group" else dict(level="skill")))
        furthest = len(p.labels) - 1
        mean, low, high = mean_t(gaps, 1, -furthest, furthest)
        out.put(gap, value=mean, n=len(gaps), low=low, high=high, **at)
        met = sum(g <= 0 for g in gaps)
        low, high = wilson(met, len(gaps))
        out.put(requirement_met, value=met / len(gaps), n=len(gaps), low=low, high=high, **at)
    out.put(gap, value=float(np.mean(pooled)), n=len(seen), wave=wave, **key)
    out.put(requirement_met, value=share(sum(g <= 0 for g in pooled), len(pooled)), n=len(seen), wave=wave, **key)


def changes(p, out, index):
    before, after = p.level
    pair = f"{WAVES[0][1]}→{WAVES[1][1]}"
    both = {i for i in before if i in after and any(before[i]) and any(after[i])}
    moved = {i: index(after[i]) - index(before[i]) for i in both}
    step = 100 / (len(p.labels) - 1) / len(p.skills)
    for key, who in scopes(p):
        values = [moved[i] for i in who if i in both]
        mean, low, high = mean_t(values, step, -100, 100)
        out.put("change-index", value=mean, n=len(values), low=low, high=high, wave=pair, **key)
    for s in range(len(p.skills)):
        two = [(before[i][s] >= FROM, after[i][s] >= FROM) for i in both if before[i][s] and after[i][s]]
        mean, low, high = mean_t([int(b) - int(a) for a, b in two], 1, -1, 1)
        out.put("change-confident", "skill", mean, len(two), skill=p.skills[s], wave=pair, low=low, high=high)
        for w, (_, wave) in enumerate(WAVES):
            num = sum(t[w] for t in two)
            low, high = wilson(num, len(two))
            label = f"{wave} of {pair}"
            out.put("confident-same-people", "skill", num / len(two), len(two), skill=p.skills[s], wave=label, low=low, high=high)
    came = [v for i, v in moved.items() if i in p.came]
    rest = [v for i, v in moved.items() if i not in p.came]
    mean, low, high = welch(came, rest, step)
    out.put("cafe-difference", "network", mean, len(moved), by="café", wave=pair, low=low, high=high)


def ei(across, within):
    return (across - within) / (across + within) if across + within else None


def network(p, g, out):
    n, m = g.number_of_nodes(), g.number_of_edges()
    directed = g.is_directed()
    flat = g.to_undirected() if directed else g
    put = lambda measure, value, **more: out.put(measure, "network", value, more.pop("n", n), **more)
    parts = sorted(nx.connected_components(flat), key=len, reverse=True)
    put("density", nx.density(g))
    put("components", len(parts))
    put("largest-component", len(parts[0]) / n)
    put("bridges", sum(1 for _ in nx.bridges(flat)))
    cut = {}
    for a in nx.articulation_points(flat):
        part = flat.subgraph(nx.node_connected_component(flat, a) - {a})
        left = sorted(nx.connected_components(part), key=len, reverse=True)
        cut[a] = set().union(*left[1:])
    put("cutpoints", len(cut))
    worst = max(map(len, cut.values()), default=0)
    put("cut-off-if-left", worst)
    between = nx.betweenness_centrality(g, normalized=False)
    top = nx.betweenness_centrality(g)
    harmonic = nx.harmonic_centrality(g.reverse() if directed else g)
    put("betweenness-centralisation", sum(max(top.values()) - x for x in top.values()) / (n - 1))
    core = nx.core_number(flat)
    local = {v: c for v, c in nx.clustering(flat).items() if flat.degree(v) >= 2}
    personal = {
        "betweenness": between,
        "betweenness-normalised": top,
        "closeness-harmonic": {v: x / (n - 1) for v, x in harmonic.items()},
        "degree": dict(g.out_degree() if directed else g.degree()),
        "strength": dict(g.out_degree(weight="weight") if directed else g.degree(weight="weight")),
        "k-core": core,
        "clustering": local,
    }
    if directed:
        personal["degree-in"] = dict(g.in_degree())
        mutual = sum(1 for a, b in g.edges if a < b and g.has_edge(b, a))
        pairs = flat.number_of_edges()
        put("reciprocity-edgewise", 2 * mutual / m)
        put("reciprocity-nonnull", mutual / pairs)
        put("reciprocity-dyadic", (n * (n - 1) // 2 - (pairs - mutual)) / (n * (n - 1) / 2))
    for id, values in personal.items():
        every = nx.transitivity(flat) if id == "clustering" else float(np.mean(list(values.values())))
        put(id, every, n=n if id == "clustering" else len(values))
        for by in p.attributes:
            for group, who in groups(p, by).items():
                own = [values[i] for i in who if i in values]
                out.put(id, "group", float(np.mean(own)) if own else None, len(own), by=by, group=group)
    alone = {v for v in flat if flat.degree(v) == 0}
    put("isolates", len(alone))
    for by in p.attributes:
        label = p.attributes[by]
        for group, who in groups(p, by).items():
            out.put("isolates", "group", len(alone & set(who)), len(who), by=by, group=group)
        reached = [{label[i] for i in off} - {None} for off in cut.values() if len(off) == worst]
        put("cut-off-groups", max(map(len, reached), default=0), n=sum(x is not None for x in label), by=by)
        by_group(p, g, by, out)


def by_group(p, g, by, out):
    """People whose group is unknown, and ties with them, are left out."""
    label, directed = p.attributes[by], g.is_directed()
    g = g.subgraph(i for i, x in enumerate(label) if x is not None).copy()
    n, m = g.number_of_nodes(), g.number_of_edges()
    sizes = collections.Counter(label[i] for i in g)
    names = sorted(sizes, key=str.lower)
    nx.set_node_attributes(g, {i: label[i] for i in g}, by)
    put = lambda measure, value, n=n: out.put(measure, "network", value, n, by=by)
    put("assortativity", nx.attribute_assortativity_coefficient(g, by))
    within = sum(label[a] == label[b] for a, b in g.edges)
    put("ei-index", ei(m - within, within))
    weight_in = math.fsum(d["weight"] for a, b, d in g.edges(data=True) if label[a] == label[b])
    weight_out = math.fsum(d["weight"] for a, b, d in g.edges(data=True) if label[a] != label[b])
    put("ei-index-weighted", ei(weight_out, weight_in))
    same = sum(k * (k - 1) // 2 for k in sizes.values())
    put("ei-null", ei(n * (n - 1) // 2 - same, same))
    own = {}
    for v in g:
        near = [label[u] == label[v] for u in g.neighbors(v)]
        if near:
            own[v] = ei(near.count(False), near.count(True))
    put("ei-index-mean", float(np.mean(list(own.values()))), n=len(own))
    count = collections.Counter()
    weight = collections.Counter()
    for a, b, d in g.edges(data=True):
        for x, y in [(a, b)] if directed else [(a, b), (b, a)]:
            count[label[x], label[y]] += 1
            weight[label[x], label[y]] += d["weight"]
    sent = {x: sum(count[x, y] for y in names) for x in names}
    got = {y: sum(count[x, y] for x in names) for y in names}
    once = 1 if directed else 2
    for x in names:
        put = lambda measure, value, n=sizes[x]: out.put(measure, "group", value, n, by=by, group=x)
        inside, outside = count[x, x] // once, sent[x] - count[x, x]
        put("ei-index", ei(outside, inside))
        put("ei-index-weighted", ei(sum(weight[x, y] for y in names if y != x), weight[x, x] / once))
        total = sum(weight[x, y] for y in names)
        put("cross-boundary-share", (total - weight[x, x]) / total if total else None)
        scores = [own[i] for i in g if label[i] == x and i in own]
        put("ei-index-mean", float(np.mean(scores)) if scores else None, n=len(scores))
        coleman = None
        if 1 < sizes[x] < n and sent[x]:
            chance = sent[x] * (sizes[x] - 1) / (n - 1)
            over = count[x, x] - chance
            coleman = over / (sent[x] - chance) if over > 0 else over / chance
        put("coleman", coleman)
    for x, y in itertools.product(names, names) if directed else itertools.combinations_with_replacement(names, 2):
        both = sizes[x] if x == y else sizes[x] + sizes[y]
        put = lambda measure, value: out.put(measure, "pair", value, both, by=by, group=x, other=y)
        ties = count[x, y] // (once if x == y else 1)
        if directed:
            expected = sent[x] * got[y] / m
            possible = sizes[x] * (sizes[y] - (x == y))
        else:
            expected = sent[x] * sent[y] / (2 * m) / (2 if x == y else 1)
            possible = sizes[x] * (sizes[x] - 1) / 2 if x == y else sizes[x] * sizes[y]
        put("tie-count", ties)
        put("tie-expected", expected)
        put("tie-ratio", ties / expected if expected else None)
        put("tie-density", ties / possible if possible else None)


def reach(p, g, out):
    wave = WAVES[1][1]
    passes = {
        "confident-within-1": lambda d: d == 1,
        "confident-within-2": lambda d: d is not None and d <= 2,
        "confident-unreachable": lambda d: d is None,
    }
    pooled, seen = [], set()
    for s, skill in enumerate(p.skills):
        said = {i: x[s] for i, x in p.level[1].items() if x[s]}
        able = [i for i, x in said.items() if x >= FROM]
        hops = nx.multi_source_dijkstra_path_length(g, set(able), weight=None) if able else {}
        others = {i: hops.get(i) for i, x in said.items() if x < FROM}
        pooled += others.values()
        seen |= set(others)
        for id, test in passes.items():
            v = share(sum(map(test, others.values())), len(others))
            out.put(id, "skill", v, len(others), skill=skill, wave=wave)
    for id, test in passes.items():
        out.put(id, "network", share(sum(map(test, pooled)), len(pooled)), len(seen), wave=wave)


FIELDS = ["measure", "level", "by", "group", "other", "skill", "wave"]


def compare(said, expected, close):
    good, bad, missing, unknown = collections.Counter(), [], [], collections.Counter()
    for row in said:
        key = tuple(row[f] for f in FIELDS)
        if key not in expected:
            unknown[row["measure"]] += 1
            continue
        value, low, high, n = expected[key]
        if row["status"] == "hidden":
            continue
        pairs = [(row["value"], value), (row["low"], low), (row["high"], high)]
        if row["n"] == n and all(close(row["measure"], a, b) for a, b in pairs):
            good[row["measure"]] += 1
        else:
            bad.append((key, (row["value"], row["low"], row["high"], row["n"]), expected[key]))
    here = {tuple(row[f] for f in FIELDS) for row in said}
    families = {row["measure"] for row in said}
    missing = [k for k in expected if k not in here and k[0] in families]
    return good, bad, missing, unknown


def dealt_anew(p, g, said, runs=20_000):
    """tie-z and ei-p against other shuffles than the tool's own 1,000: within what chance allows."""
    rng = np.random.default_rng(1)
    edges, directed, checked, far = np.array(g.edges), g.is_directed(), 0, []
    for by in ["sector", "team"]:
        names = sorted(set(p.attributes[by]), key=str.lower)
        own = np.array([names.index(x) for x in p.attributes[by]])
        k = len(names)

        def count(label):
            a, b = label[edges[:, 0]], label[edges[:, 1]]
            if not directed:
                a, b = np.minimum(a, b), np.maximum(a, b)
            return np.bincount(a * k + b, minlength=k * k)

        seen = count(own)
        chance = np.array([count(rng.permutation(own)) for _ in range(runs)])
        z = (seen - chance.mean(0)) / np.maximum(chance.std(0, ddof=1), 1e-300)
        here, dealt = seen.reshape(k, k).trace(), chance.reshape(runs, k, k).trace(axis1=1, axis2=2)
        both = [(1 + (dealt >= here).sum()) / (1 + runs), (1 + (dealt <= here).sum()) / (1 + runs)]
        for r in (r for r in said if r["by"] == by and r["value"] is not None):
            if r["measure"] == "tie-z":
                want = z[names.index(r["group"]) * k + names.index(r["other"])]
                # 1,000 runs give the mean to 0.032 sd and the sd to some 2 %, more where it is skewed.
                allowed = 5 * math.hypot(0.032, 0.03 * want)
            elif r["measure"] == "ei-p":
                want = min(1, 2 * min(both))
                allowed = 0.002 + 5 * math.sqrt(2 * want / 1000)
            else:
                continue
            checked += 1
            if abs(r["value"] - want) > allowed:
                far.append((r["measure"], by, r["group"], r["other"], r["value"], want))
    print(f"tie-z and ei-p by sector and team: {checked} compared, {len(far)} further off than chance allows", far[:5])
    return not far


def exact(measure, a, b):
    if a is None or b is None:
        return a is None and b is None
    return abs(a - b) <= (1e-7 if measure in WEIGHTED else 1e-9) * max(1, abs(b))


def rounded(measure, a, b):
    if a is None or b is None:
        return a is None and b is None
    return abs(a - b) <= 0.5 * 10 ** -DECIMALS.get(measure, 2) + 1e-7


BY_TEAM = {"response-rate", "index", "change-index", "degree", "strength", "betweenness", "ei-index", "isolates"}


def worth_keeping(key):
    measure, level, by, _, _, skill, _ = key
    by_team = by == "team" and level == "group" and not skill and measure in BY_TEAM
    return level in ("network", "skill") or by_team or (by == "sector" and not skill)


def write(p):
    out = Rows()
    skills(p, out)
    g = p.ties(False)
    network(p, g, out)
    reach(p, g, out)
    plain = lambda x: x.item() if isinstance(x, np.generic) else x
    rows = [[*k, *map(plain, v)] for k, v in out.rows.items() if worth_keeping(k)]
    lines = ",\n".join(json.dumps(r, ensure_ascii=False) for r in rows)
    head = json.dumps(FIELDS + ["value", "low", "high", "n"])
    target = pathlib.Path(__file__).with_name("example.json")
    target.write_text(f'{{"columns": {head},\n"rows": [\n{lines}\n]}}\n', encoding="utf-8")


def main():
    if sys.argv[2:] == ["--write"]:
        write(Programme(sys.argv[1]))
        return
    folder, skills_json, network_json, *reports = sys.argv[1:]
    p, out = Programme(folder), Rows()
    skills(p, out)
    said = json.load(open(network_json))
    g = p.ties(said["settings"]["direction"] == "arcs")
    print(g.number_of_nodes(), "people", g.number_of_edges(), "ties", len(p.came), "came to a café")
    network(p, g, out)
    if not g.is_directed():
        reach(p, g, out)
    failed = not dealt_anew(p, g, said["rows"])
    for path, close in [(skills_json, exact), (network_json, exact)] + [(r, rounded) for r in reports]:
        good, bad, missing, unknown = compare(json.load(open(path))["rows"], out.rows, close)
        print(f"{path}: {sum(good.values())} agree, {len(bad)} differ, {len(missing)} missing, not checked: {dict(unknown)}")
        print("  " + ", ".join(f"{k} {v}" for k, v in good.items()))
        kinds = collections.Counter((k[0], k[1], k[2]) for k, _, _ in bad)
        if bad:
            print("  differ:", dict(kinds))
        shown = collections.Counter()
        for key, got, want in bad:
            shown[key[0]] += 1
            if shown[key[0]] <= 4:
                print("  DIFFER", key, "\n    printed", got, "\n    expected", want)
        for key in missing[:10]:
            print("  MISSING", key, out.rows[key])
        failed |= bool(bad)
    sys.exit(failed)


main()
