"""Makes the JSON files beside this one: what other programs say of skills audits, for the tests to agree with.

The JSON is kept; the tests read it and never run this script. To make it anew, from anywhere:

    python3 -m venv venv
    venv/bin/pip install numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0 pandas==3.1.1 pingouin==0.7.0 \
        mpmath==1.3.0 factor_analyzer==0.5.1 semopy==2.3.11 'scikit-learn==1.7.2'
    venv/bin/python tests/oracles/skills/make_oracles.py

Made with Python 3.11.7 and those versions. The seed is fixed: a second run writes the same bytes. Where a number comes
from a formula, not a library, the function says so; where two libraries know the answer, the script stops if they
disagree. A value that is not defined is null, with a "reason" beside it.
"""

import itertools
import json
import math
import pathlib
import sys
import warnings
from fractions import Fraction

import factor_analyzer
import mpmath
import numpy as np
import pandas as pd
import pingouin
import semopy
from scipy import optimize, stats
from statsmodels.stats.contingency_tables import SquareTable, mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

HERE = pathlib.Path(__file__).parent
Z = stats.norm.ppf(0.975)
SCALES = {"1-4": (1, 4, 3), "1-5": (1, 5, 4), "0-10": (0, 10, 7)}  # lowest, highest, confident from
mpmath.mp.dps = 50


# ---------------------------------------------------------------- writing


def tidy(value, digits):
    if isinstance(value, dict):
        return {str(key): tidy(inner, digits) for key, inner in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [tidy(inner, digits) for inner in value]
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, (float, np.floating)):
        value = float(value)
        assert math.isfinite(value), "undefined values are null, with a reason"
        value = float(f"{value:.{digits}g}")
        return int(value) if value == int(value) and abs(value) < 1e9 else value
    return value


def write(name, cases, digits=13):
    ids = [case["id"] for case in cases]
    assert len(ids) == len(set(ids)), name
    lines = ",\n".join(json.dumps(tidy(case, digits), separators=(",", ":")) for case in cases)
    (HERE / name).write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    print(f"{name}: {len(cases)} cases, {(HERE / name).stat().st_size} bytes")


def undefined(reason, *keys):
    return {**dict.fromkeys(keys), "reason": reason}


def close(one, other, relative=1e-9, absolute=1e-12):
    assert np.allclose(one, other, rtol=relative, atol=absolute), (one, other)


# ---------------------------------------------------------------- making audits up


def some_size(rng):
    """From 1 to 200 people, small teams oftenest."""
    low, high = [(1, 6), (5, 15), (12, 60), (60, 201)][rng.choice(4, p=[0.15, 0.4, 0.33, 0.12])]
    return int(rng.integers(low, high))


def to_levels(latent, scale):
    low, high, _ = SCALES[scale]
    spread = (high - low) / 4
    return np.clip(np.rint((low + high) / 2 + spread * latent), low, high).astype(int)


def with_blanks(values, rng, share):
    return [None if rng.random() < share else int(value) for value in values]


def some_scale(rng):
    return ["1-4", "1-5", "0-10"][rng.choice(3, p=[0.35, 0.45, 0.2])]


# ---------------------------------------------------------------- shares


def share_case(name, k, n, people):
    expected = {}
    if n == 0:
        expected["wilson"] = undefined("nobody answered", "low", "high")
        expected["finite"] = undefined("nobody answered", "share", "margin", "margin_196", "low", "high")
        return {"id": name, "input": {"k": k, "n": n, "population": people}, "expected": expected}
    low, high = proportion_confint(k, n, 0.05, method="wilson")
    score = stats.binomtest(k, n).proportion_ci(0.95, method="wilson")
    close([max(low, 0), min(high, 1)], [max(score.low, 0), min(score.high, 1)], absolute=1e-9)
    expected["wilson"] = {"low": 0.0 if k == 0 else low, "high": 1.0 if k == n else high}
    if people is not None:
        share = k / n
        if people == 1:
            expected["finite"] = undefined("a population of one", "margin", "margin_196", "low", "high")
        else:
            left = (people - n) / (people - 1)
            error = math.sqrt(share * (1 - share) / n * left)
            expected["finite"] = {"margin": Z * error, "margin_196": 1.96 * error}
            if left > 0:  # Wilson with n(N-1)/(N-n) in place of n
                as_many = n / left
                low, high = proportion_confint(share * as_many, as_many, 0.05, method="wilson")
                expected["finite"] |= {"low": 0.0 if k == 0 else low, "high": 1.0 if k == n else high}
            else:
                expected["finite"] |= {"low": share, "high": share}
        expected["finite"]["share"] = share
    return {"id": name, "input": {"k": k, "n": n, "population": people}, "expected": expected}


def shares(rng):
    cases = [
        share_case("nobody", 0, 0, 10),
        share_case("one-of-one-no-population", 1, 1, None),
        share_case("one-of-one-in-one", 1, 1, 1),
        share_case("census-half", 5, 10, 10),
        share_case("census-all", 10, 10, 10),
        share_case("all-but-one-answered", 6, 11, 12),
        share_case("crowd", 858, 986, None),
        share_case("half-a-crowd", 529, 986, None),
        share_case("million", 499_999, 1_000_000, None),
        share_case("one-in-a-million", 1, 1_000_000, None),
    ]
    for n in (1, 2, 3, 5, 8, 13, 21, 40, 60):
        for k in sorted({0, 1, n // 3, n // 2, n - 1, n}):
            cases.append(share_case(f"grid-{k}-of-{n}", k, n, int(n * 1.4) + 1))
    for i in range(100):
        n = some_size(rng)
        people = n + int(rng.integers(0, max(2, n)))
        cases.append(share_case(f"random-{i}", int(rng.integers(0, n + 1)), n, people))
    return cases


# ---------------------------------------------------------------- change, same people


def signed_rank_exact(changes, rule):
    """Both tails over every way the signs of the ranks that are used could fall (ties keep their mid-ranks)."""
    used = changes[changes != 0] if rule == "wilcox" else changes
    ranks = stats.rankdata(np.abs(used))[used != 0]
    doubled = np.rint(2 * ranks).astype(int)
    plus = int(doubled[used[used != 0] > 0].sum())
    chance = np.zeros(doubled.sum() + 1)
    chance[0] = 1.0
    for rank in doubled:
        moved = np.zeros_like(chance)
        moved[rank:] = chance[: len(chance) - rank]
        chance = (chance + moved) / 2
    return min(1.0, 2 * min(chance[: plus + 1].sum(), chance[plus:].sum()))


def signed_rank(changes, rule):
    keys = ("n", "w_plus", "w_minus", "w", "z", "p", "p_corrected", "p_exact")
    if len(changes) == 0:
        return undefined("nobody in both", *keys)
    if not changes.any():
        return undefined("nobody changed", *keys)
    plain = stats.wilcoxon(changes, zero_method=rule, correction=False, method="asymptotic")
    corrected = stats.wilcoxon(changes, zero_method=rule, correction=True, method="asymptotic")
    plus = stats.wilcoxon(changes, zero_method=rule, alternative="greater", method="asymptotic").statistic
    minus = stats.wilcoxon(-changes, zero_method=rule, alternative="greater", method="asymptotic").statistic
    assert plain.statistic == min(plus, minus)
    result = {
        "n": int(np.count_nonzero(changes)) if rule == "wilcox" else len(changes),
        "w_plus": plus,
        "w_minus": minus,
        "w": plain.statistic,
        "z": math.copysign(abs(plain.zstatistic), plus - minus) if plus != minus else 0.0,
        "p": plain.pvalue,
        "p_corrected": corrected.pvalue,
    }
    if rule != "zsplit":
        result["p_exact"] = signed_rank_exact(changes, rule)
        untied = len(np.unique(np.abs(changes))) == len(changes) and changes.all()
        if untied:
            close(result["p_exact"], stats.wilcoxon(changes, zero_method=rule, method="exact").pvalue, 1e-8)
        elif len(changes) <= 8:
            every = stats.wilcoxon(changes, zero_method=rule, method=stats.PermutationMethod()).pvalue
            close(result["p_exact"], every, 1e-8)
    return result


def crossing(both, before_only, after_only, neither):
    """McNemar: statsmodels, rows before, columns after, confident first."""
    table = [[both, before_only], [after_only, neither]]
    keys = ("statistic", "p")
    exact = mcnemar(table, exact=True)
    result = {"table": table, "exact": {"statistic": exact.statistic, "p": float(exact.pvalue)}}
    if before_only + after_only == 0:
        reason = "nobody crossed the line"
        return result | {"plain": undefined(reason, *keys), "corrected": undefined(reason, *keys)}
    plain, corrected = (mcnemar(table, exact=False, correction=c) for c in (False, True))
    result["plain"] = {"statistic": plain.statistic, "p": plain.pvalue}
    result["corrected"] = {"statistic": corrected.statistic, "p": corrected.pvalue}
    if before_only == after_only:  # statsmodels squares the -1; R stops at 0
        result["corrected_statsmodels"] = result["corrected"]
        result["corrected"] = {"statistic": 0.0, "p": 1.0}
    return result


def pieces(table):
    """Sets of levels that people moved between."""
    k = len(table)
    left, found = set(range(k)), []
    while left:
        piece, edge = set(), [min(left)]
        while edge:
            here = edge.pop()
            if here not in piece:
                piece.add(here)
                edge += [j for j in range(k) if j != here and table[here][j] + table[j][here] > 0]
        left -= piece
        found.append(sorted(piece))
    return [piece for piece in found if len(piece) > 1]


def margins(table):
    """Stuart-Maxwell, Bhapkar and Bowker: statsmodels SquareTable, one set of connected levels at a time."""
    table = np.asarray(table, dtype=float)
    keys = ("statistic", "df", "p")
    people = table.sum()
    if people == 0:
        return {name: undefined("nobody in both", *keys) for name in ("stuart_maxwell", "bhapkar", "bowker")}
    moved = pieces(table)
    if not moved:
        return {name: undefined("nobody moved", *keys) for name in ("stuart_maxwell", "bhapkar", "bowker")}
    statistic, df = 0.0, 0
    for piece in moved:
        part = SquareTable(table[np.ix_(piece, piece)], shift_zeros=False).homogeneity("stuart_maxwell")
        statistic, df = statistic + part.statistic, df + part.df
    whole = moved == [list(range(len(table)))]
    square = SquareTable(table, shift_zeros=False)
    result = {"stuart_maxwell": {"statistic": statistic, "df": df, "p": stats.chi2.sf(statistic, df)}}
    if statistic > people * (1 - 1e-9):
        result["bhapkar"] = undefined("everybody moved one way", *keys)
    else:
        bhapkar = statistic / (1 - statistic / people)
        if whole:
            close(bhapkar, square.homogeneity("bhapkar").statistic, 1e-7, 1e-9)
        result["bhapkar"] = {"statistic": bhapkar, "df": df, "p": stats.chi2.sf(bhapkar, df)}
    bowker = square.symmetry()
    pairs = sum(table[i, j] + table[j, i] > 0 for i, j in itertools.combinations(range(len(table)), 2))
    result["bowker"] = {
        "statistic": bowker.statistic,
        "df": bowker.df,
        "p": bowker.pvalue,
        "df_pairs_used": pairs,
        "p_pairs_used": stats.chi2.sf(bowker.statistic, pairs),
    }
    result["full_rank"] = whole
    return result


def mean_interval(values):
    keys = ("mean", "sd", "low", "high")
    if len(values) == 0:
        return undefined("nobody answered", *keys)
    values = np.asarray(values, dtype=float)
    if len(values) == 1:
        return {"mean": values[0]} | undefined("one answer", *keys[1:])
    if np.all(values == values[0]):
        return {"mean": values[0], "sd": 0.0} | undefined("all alike", *keys[2:])
    interval = stats.ttest_1samp(values, 0).confidence_interval(0.95)
    low, high = stats.t.interval(0.95, len(values) - 1, values.mean(), stats.sem(values))
    close([low, high], [interval.low, interval.high])
    return {"mean": values.mean(), "sd": values.std(ddof=1), "low": low, "high": high}


def paired_case(name, before, after, scale):
    both = [(b, a) for b, a in zip(before, after) if b is not None and a is not None]
    changes = np.array([a - b for b, a in both], dtype=float)
    expected = {"n": len(both), "change": mean_interval(changes)}
    expected |= {rule: signed_rank(changes, rule) for rule in ("wilcox", "pratt", "zsplit")}
    if scale:
        low, high, confident = SCALES[scale]
        counts = [[0, 0], [0, 0]]
        for b, a in both:
            counts[b < confident][a < confident] += 1
        expected["mcnemar"] = crossing(*counts[0], *counts[1])
        if high - low < 6:
            table = np.zeros((high - low + 1,) * 2, dtype=int)
            for b, a in both:
                table[b - low, a - low] += 1
            expected["transitions"] = table
            expected["margins"] = margins(table)
    given = {"before": before, "after": after, "scale": scale}
    if scale:
        given["positive_from"] = SCALES[scale][2]
    return {"id": name, "input": given, "expected": expected}


def paired(rng):
    worked = ([2, 3, 2, 4, 1, 3, 2, 5, 3, 2, 4, 1], [3, 3, 4, 4, 2, 5, 2, 4, 4, 3, 5, 3])
    cases = [
        paired_case("worked", *worked, "1-5"),
        paired_case("nobody", [], [], "1-5"),
        paired_case("nobody-in-common", [1, 2, None, None], [None, None, 3, 4], "1-5"),
        paired_case("one-person-up", [2], [3], "1-5"),
        paired_case("one-person-same", [2], [2], "1-4"),
        paired_case("two-opposite", [2, 3], [3, 2], "1-4"),
        paired_case("all-alike", [3] * 8, [3] * 8, "1-4"),
        paired_case("all-up-one", [1, 2, 2, 3, 1, 2], [2, 3, 3, 4, 2, 3], "1-4"),
        paired_case("all-from-one-to-two", [1] * 7, [2] * 7, "1-4"),
        paired_case("one-zero-the-rest-up", [1, 2, 2, 3], [2, 3, 3, 3], "1-4"),
        paired_case("two-islands", [1, 2, 1, 4, 5, 5, 3], [2, 1, 2, 5, 4, 4, 3], "1-5"),
    ]
    for i in range(180):
        scale, n = some_scale(rng), some_size(rng)
        start = rng.normal(rng.normal(0, 0.6), 1, n)
        end = start + rng.normal(rng.choice([0, 0.3, 0.9]), rng.choice([0.3, 0.8]), n)
        gaps = rng.choice([0, 0.05, 0.4])
        before, after = (with_blanks(to_levels(side, scale), rng, gaps) for side in (start, end))
        cases.append(paired_case(f"random-{i}", before, after, scale))
    for i in range(40):  # changes of a person's index: no two alike, none zero
        n = int(rng.integers(1, 41))
        changes = rng.choice(np.arange(1, 200), n, replace=False) * rng.choice([-1, 1], n, p=[0.35, 0.65]) / 4
        before = rng.integers(60, 300, n) / 4
        cases.append(paired_case(f"untied-{i}", before.tolist(), (before + changes).tolist(), None))
    return cases


def tables(rng):
    def case(name, table):
        table = np.asarray(table)
        expected = {"margins": margins(table)}
        if len(table) == 2:
            expected["mcnemar"] = crossing(*table.ravel().tolist())
        return {"id": name, "input": {"table": table}, "expected": expected}

    vision = [[1520, 266, 124, 66], [234, 1512, 432, 78], [117, 362, 1772, 205], [36, 82, 179, 492]]
    cases = [
        case("vision", vision),
        case("performance", [[794, 150], [86, 570]]),
        case("empty", np.zeros((3, 3), int)),
        case("nobody-moved", np.diag([3, 4, 5])),
        case("one-level-unused", [[5, 3, 0], [1, 6, 0], [0, 0, 0]]),
        case("one-level-apart", [[5, 3, 0], [1, 6, 0], [0, 0, 7]]),
        case("two-islands", [[4, 3, 0, 0], [1, 4, 0, 0], [0, 0, 6, 2], [0, 0, 5, 1]]),
        case("all-one-way", [[0, 9], [0, 0]]),
        case("even", [[4, 5], [5, 4]]),
        case("symmetric", [[4, 2, 1], [2, 4, 3], [1, 3, 4]]),
    ]
    for i in range(110):
        k = 2 + i % 4
        wave = rng.poisson(rng.choice([0.6, 3, 20]), (k, k)) + np.diag(rng.poisson(rng.choice([0, 6]), k))
        if i % 3 == 0:
            wave[rng.integers(k)] = 0
        if i % 7 == 0:
            gone = rng.integers(k)
            wave[gone], wave[:, gone] = 0, 0
        cases.append(case(f"random-{i}-k{k}", wave))
    return cases


# ---------------------------------------------------------------- change, different people


def unpaired_case(name, first, second):
    one, two = ([v for v in side if v is not None] for side in (first, second))
    given = {"first": first, "second": second}
    ranks = ("u_second", "p", "p_corrected")
    spread = ("statistic", "df", "se", "p", "low", "high")
    expected = {"n_first": len(one), "n_second": len(two)}
    if not one or not two:
        reason = "nobody answered in one of them"
        expected["a"] = None
        expected["reason"] = reason
        expected["mann_whitney"] = undefined(reason, *ranks)
        expected["brunner_munzel"] = undefined(reason, *spread)
        return {"id": name, "input": given, "expected": expected}
    wins = sum(Fraction(1) if y > x else Fraction(1, 2) if y == x else Fraction(0) for x in one for y in two)
    a = float(wins / (len(one) * len(two)))
    plain, corrected = (
        stats.mannwhitneyu(two, one, method="asymptotic", use_continuity=c) for c in (False, True)
    )
    close(plain.statistic, float(wins))
    expected["a"] = a
    if len(set(one + two)) == 1:
        expected["mann_whitney"] = {"u_second": plain.statistic} | undefined("all alike", *ranks[1:])
    else:
        expected["mann_whitney"] = {
            "u_second": plain.statistic,
            "p": plain.pvalue,
            "p_corrected": corrected.pvalue,
        }
    if min(len(one), len(two)) < 2:
        expected["brunner_munzel"] = undefined("one answer in one of them", *spread)
        return {"id": name, "input": given, "expected": expected}
    m, n = len(one), len(two)
    place_one = (stats.rankdata(one + two)[:m] - stats.rankdata(one)) / n
    place_two = (stats.rankdata(one + two)[m:] - stats.rankdata(two)) / m
    parts = np.array([place_one.var(ddof=1) / m, place_two.var(ddof=1) / n])
    if parts.sum() < 1e-14:
        reason = "all alike" if len(set(one + two)) == 1 else "no overlap"
        if reason == "no overlap" and a not in (0.0, 1.0):
            reason = "no spread"
        expected["brunner_munzel"] = undefined(reason, *spread)
        return {"id": name, "input": given, "expected": expected}
    error = math.sqrt(parts.sum())
    df = parts.sum() ** 2 / (parts**2 / np.array([m - 1, n - 1])).sum()
    library = stats.brunnermunzel(one, two, alternative="two-sided", distribution="t")
    close((a - 0.5) / error, library.statistic)
    close(2 * stats.t.sf(abs(library.statistic), df), library.pvalue)
    reach = stats.t.isf(0.025, df) * error
    expected["brunner_munzel"] = {
        "statistic": library.statistic,
        "df": df,
        "se": error,
        "p": library.pvalue,
        "low": a - reach,
        "high": a + reach,
    }
    return {"id": name, "input": given, "expected": expected}


def unpaired(rng):
    worked = ([2, 3, 2, 4, 1, 3, 2, 5, 3, 2, 4, 1], [3, 3, 4, 4, 2, 5, 2, 4, 4, 3, 5, 3])
    cases = [
        unpaired_case("worked", *worked),
        unpaired_case("nobody-twice", [], []),
        unpaired_case("nobody-first", [None, None], [1, 2]),
        unpaired_case("one-each", [1], [2]),
        unpaired_case("one-against-many", [2], [1, 2, 3, 4]),
        unpaired_case("all-alike", [3, 3, 3], [3, 3]),
        unpaired_case("all-higher", [1, 1, 2], [3, 4, 4, 3]),
        unpaired_case("all-lower", [4, 3], [1, 2, 1]),
        unpaired_case("one-side-alike", [3, 3, 3, 3], [2, 3, 4, 4]),
        unpaired_case("only-just-apart", [1, 2, 2], [2, 2, 3]),
    ]
    for i in range(200):
        scale, m, n = some_scale(rng), some_size(rng), some_size(rng)
        shift = rng.choice([0, 0.3, 1.0])
        middle = rng.normal(0, 0.5)
        first = to_levels(rng.normal(middle, 1, m), scale)
        second = to_levels(rng.normal(middle + shift, rng.choice([0.6, 1]), n), scale)
        gaps = rng.choice([0, 0.1])
        cases.append(unpaired_case(f"random-{i}", with_blanks(first, rng, gaps), with_blanks(second, rng, gaps)))
    return cases


# ---------------------------------------------------------------- how well the items hang together


def feldt(alpha, people, items):
    """Unrounded; pingouin rounds to three places."""
    first, second = people - 1, (people - 1) * (items - 1)
    return 1 - (1 - alpha) * stats.f.isf(0.025, first, second), 1 - (1 - alpha) * stats.f.isf(0.975, first, second)


ALPHA = ("alpha", "low", "high")


def cronbach(frame, policy):
    people, items = frame.shape
    if items < 2:
        return {"n": people} | undefined("one item", *ALPHA)
    if people < 2:
        return {"n": people} | undefined("fewer than two people", *ALPHA)
    covariance = frame.cov()
    if covariance.isna().any().any():
        return {"n": people} | undefined("two items with fewer than two people in common", *ALPHA)
    if covariance.to_numpy().sum() < 1e-10:
        return {"n": people} | undefined("no variance in the total", *ALPHA)
    alpha, rounded = pingouin.cronbach_alpha(frame, nan_policy=policy)
    low, high = feldt(alpha, people, items)
    assert np.allclose([low, high], rounded, atol=5.1e-4), (low, high, rounded)
    return {"n": people, "alpha": alpha, "low": low, "high": high}


def minimum_residuals(matrix):
    """Loadings that leave the least sum of squares off the diagonal, to a slope of 1e-10 of the variance."""
    k = len(matrix)
    over, under = np.triu_indices(k, 1)

    def rest(loading):
        return matrix[over, under] - loading[over] * loading[under]

    value, vector = np.linalg.eigh(matrix)
    main, sd = vector[:, -1] * math.sqrt(value[-1]), np.sqrt(np.diag(matrix))
    starts = (0.8 * main, 0.5 * sd, 0.9 * sd * np.sign(main))
    solved = [optimize.least_squares(rest, s, method="lm", xtol=1e-15, ftol=1e-15, gtol=1e-15) for s in starts]
    found = min(solved, key=lambda found: found.cost).x
    for _ in range(6):  # Newton's steps
        left = matrix - np.outer(found, found)
        np.fill_diagonal(left, 0)
        slope = left @ found
        bend = matrix - 2 * np.outer(found, found)
        np.fill_diagonal(bend, found**2 - found @ found)
        found = found - np.linalg.solve(bend, slope)
    return found, np.abs(slope).max() / np.diag(matrix).max()


def maximum_likelihood(correlation):
    """Loadings by maximum likelihood: a search over residual variances, then solved until the diagonal fits."""

    def loadings(unique):
        root = np.sqrt(unique)
        value, vector = np.linalg.eigh(correlation / np.outer(root, root))
        return root * vector[:, -1] * math.sqrt(max(value[-1] - 1, 0))

    def misfit(unique):
        found = loadings(unique)
        implied = np.outer(found, found) + np.diag(unique)
        return np.linalg.slogdet(implied)[1] + np.trace(np.linalg.solve(implied, correlation))

    k = len(correlation)
    options = {"maxiter": 5000, "ftol": 1e-15, "gtol": 1e-10}
    guesses = [
        optimize.minimize(misfit, np.full(k, share), method="L-BFGS-B", bounds=[(1e-4, 1)] * k, options=options)
        for share in (0.5, 0.2, 0.8)
    ]
    best = min(guesses, key=lambda guess: guess.fun)
    if (best.x < 5e-3).any():
        return None, 0.0
    unique = best.x
    for _ in range(6):  # Newton's steps, the slopes by differences
        off = 1 - loadings(unique) ** 2 - unique
        nudges = 1e-6 * np.eye(k)
        slopes = [
            ((1 - loadings(unique + d) ** 2 - unique - d) - (1 - loadings(unique - d) ** 2 - unique + d)) / 2e-6
            for d in nudges
        ]
        unique = np.clip(unique - np.linalg.lstsq(np.array(slopes).T, off, rcond=None)[0], 1e-4, 2)
    if misfit(unique) > best.fun + 1e-9 or (unique < 5e-3).any():
        return None, 0.0
    return loadings(unique), np.abs(1 - loadings(unique) ** 2 - unique).max()


def one_factor(matrix, method):
    """Loadings and residual variances, or None if a residual variance is under 0.5 % of its item's variance."""
    found, left = (maximum_likelihood if method == "ml" else minimum_residuals)(matrix)
    if found is None:
        return None
    found = found if found.sum() >= 0 else -found
    unique = np.diag(matrix) - found**2
    if (unique < 5e-3 * np.diag(matrix)).any():
        return None
    if left > 1e-10:
        CHECKED["not_solved"] += 1
        print("not solved", method, left, found, matrix.round(3).tolist())
        return None
    return found, unique


def total(found, unique):
    return found.sum() ** 2 / (found.sum() ** 2 + unique.sum())


CHECKED = {"semopy": 0, "factor_analyzer": 0, "none": 0, "not_solved": 0}


def omega(frame):
    people, items = frame.shape
    keys = ("ml", "minres", "minres_covariance")
    if items < 3:
        return undefined("fewer than three items", *keys)
    if people < 3:
        return undefined("fewer than three people", *keys)
    if (frame.nunique() < 2).any():
        return undefined("an item that everybody answered alike", *keys)
    correlation = frame.corr().to_numpy()
    covariance = frame.cov().to_numpy()
    if np.linalg.eigvalsh(correlation)[0] < 1e-8:
        return undefined("too few people for so many items, or items that repeat one another", *keys)
    sd = np.sqrt(np.diag(covariance))
    result = {}
    for name, matrix, method in (
        ("ml", correlation, "ml"),
        ("minres", correlation, "minres"),
        ("minres_covariance", covariance, "minres"),
    ):
        solution = one_factor(matrix, method)
        if solution is None:
            CHECKED["none"] += 1
            result[name] = undefined("no solution with every residual variance above nought", "raw")
            continue
        found, unique = solution
        if name == "minres_covariance":
            result[name] = {"raw": total(found, unique), "loadings": found}
            continue
        result[name] = {
            "standardised": total(found, unique),
            "raw": total(found * sd, unique * sd**2),
            "loadings": found,
        }
        if people >= 30 and name == "minres":
            other = factor_analyzer.FactorAnalyzer(n_factors=1, rotation=None, method="minres")
            other.fit(frame.to_numpy(float))
            theirs = np.abs(other.loadings_.ravel())
            assert np.allclose(theirs, np.abs(found), atol=2e-3), (theirs, found)
            CHECKED["factor_analyzer"] += 1
        if people >= 30 and name == "ml" and (found > 0.3).all():
            names = [f"x{i}" for i in range(items)]
            model = semopy.Model("f =~ " + " + ".join(names))
            model.fit(pd.DataFrame(frame.to_numpy(float), columns=names))
            listed = model.inspect()
            by = listed.set_index(["lval", "op", "rval"])["Estimate"]
            load = np.array([by[(x, "~", "f")] for x in names], float) * math.sqrt(by[("f", "~~", "f")])
            rest = np.array([by[(x, "~~", x)] for x in names], float)
            close(total(load, rest), result[name]["raw"], 2e-3)
            CHECKED["semopy"] += 1
    return result


def reliability_case(name, rows, scale):
    frame = pd.DataFrame(rows, dtype=float)
    some = frame.dropna(how="all")
    full = frame.dropna(how="any")
    expected = {"pairwise": cronbach(some, "pairwise"), "listwise": cronbach(full, "listwise"), "omega": omega(full)}
    alpha = expected["listwise"]["alpha"]
    if alpha is None:
        expected["noise"] = undefined("no alpha", "mdc95")
    else:
        sd = full.mean(axis=1).std(ddof=1)
        expected["noise"] = {"sd": sd, "mdc95": 1.96 * math.sqrt(2) * sd * math.sqrt(1 - alpha)}
    return {"id": name, "input": {"rows": rows, "scale": scale}, "expected": expected}


def reliability(rng):
    cases = [
        reliability_case("one-person", [[3, 4, 2]], "1-4"),
        reliability_case("one-item", [[3], [4], [2]], "1-4"),
        reliability_case("all-alike", [[3, 3, 3]] * 5, "1-4"),
        reliability_case("two-alike-people", [[2, 3], [2, 3]], "1-4"),
        reliability_case("two-people", [[2, 3], [3, 4]], "1-4"),
        reliability_case("perfect", [[1, 1, 1], [2, 2, 2], [4, 4, 4]], "1-4"),
        reliability_case("one-item-alike", [[1, 3, 2], [2, 3, 2], [4, 3, 3], [3, 3, 4]], "1-4"),
        reliability_case("opposites", [[1, 4], [2, 3], [3, 2], [4, 1]], "1-4"),
        reliability_case("nobody-complete", [[1, None, 2], [None, 2, 3], [3, 4, None], [2, 2, None]], "1-4"),
        reliability_case("no-pair", [[1, None], [None, 2], [3, None], [None, 4]], "1-4"),
        reliability_case("blank-people", [[None, None], [2, 3], [4, 4], [1, 2], [None, None]], "1-4"),
        reliability_case("negative", [[1, 4, 2], [4, 1, 3], [2, 3, 1], [3, 2, 4], [2, 4, 2]], "1-4"),
    ]
    for i in range(200):
        scale, n, k = some_scale(rng), some_size(rng), int(rng.integers(2, 9))
        general = rng.normal(0, 1, (n, 1)) * rng.choice([0.3, 0.9, 1.3], p=[0.15, 0.5, 0.35])
        easy = rng.normal(0, 0.5, k)
        latent = general * rng.uniform(0.6, 1.2, k) + easy + rng.normal(0, 0.8, (n, k))
        gaps = rng.choice([0, 0.03, 0.15])
        rows = [with_blanks(row, rng, gaps) for row in to_levels(latent, scale)]
        cases.append(reliability_case(f"random-{i}", rows, scale))
    return cases


# ---------------------------------------------------------------- many tests


def multiple(rng):
    def case(name, values):
        tested = [v for v in values if v is not None]
        expected = {}
        for key, method in (("holm", "holm"), ("benjamini_hochberg", "fdr_bh")):
            reject, adjusted = (
                (iter(side) for side in multipletests(tested, 0.05, method)[:2]) if tested else (iter(()), iter(()))
            )
            expected[key] = [None if v is None else next(adjusted) for v in values]
            expected[key + "_reject"] = [None if v is None else next(reject) for v in values]
        return {"id": name, "input": {"p": values}, "expected": expected}

    cases = [
        case("none", []),
        case("one", [0.03]),
        case("nought-and-one", [0.0, 1.0, 0.5]),
        case("all-alike", [0.01] * 6),
        case("on-the-line", [0.05, 0.025, 0.0125]),
        case("some-not-tested", [0.001, None, 0.04, None, 0.03]),
        case("none-tested", [None, None]),
    ]
    for i in range(60):
        m = int(rng.integers(1, 41))
        values = rng.uniform(0, 1, m) ** rng.choice([1, 3, 8])
        values = [float(f"{v:.{rng.choice([2, 6])}f}") for v in values]
        if i % 5 == 0:
            values = [None if rng.random() < 0.2 else v for v in values]
        cases.append(case(f"random-{i}", values))
    return cases


# ---------------------------------------------------------------- means and the bootstrap


def all_resamples(values):
    """Every bootstrap sum of whole numbers and its probability: what endless resampling would give."""
    low = min(values)
    one = np.bincount(np.array(values) - low) / len(values)
    chance = np.array([1.0])
    for _ in values:
        chance = np.convolve(chance, one)
    return (np.arange(len(chance)) + low * len(values)) / len(values), chance


def lattice_limit(means, chance, share):
    """The smallest mean with at least this much probability up to it."""
    reached = np.cumsum(chance)
    at = int(np.searchsorted(reached, share - 1e-15))
    return float(means[at])


def bootstrap_block(values, rng):
    n = len(values)
    means, chance = all_resamples(values)
    sample = np.array(values, dtype=float)
    mean = sample.mean()
    reached = np.cumsum(chance)
    at = int(np.argmin(np.abs(means - mean)))
    z0 = stats.norm.ppf(reached[at] - chance[at] / 2)
    pull = mean - (sample.sum() - sample) / (n - 1)
    a = (pull**3).sum() / (6 * (pull**2).sum() ** 1.5)
    shares = {"percentile": (0.025, 0.975)}
    shares["bca"] = tuple(stats.norm.cdf(z0 + (z0 + z) / (1 - a * (z0 + z))) for z in (-Z, Z))
    result = {"bias": z0, "acceleration": a}
    for key, method in (("percentile", "percentile"), ("bca", "BCa")):
        runs = []
        for _ in range(4):
            run = stats.bootstrap((sample,), np.mean, n_resamples=20_000, method=method, rng=rng, batch=2_000)
            runs.append(run.confidence_interval)
        runs = np.array(runs)
        middle, error = runs.mean(0), runs.std(0, ddof=1) / 2
        limits = [lattice_limit(means, chance, share) for share in shares[key]]
        tolerance = np.maximum(1 / n, 5 * error) * 1.0001
        assert (np.abs(middle - limits) <= tolerance).all(), (values, key, middle, limits)
        result[key] = {
            "low": limits[0],
            "high": limits[1],
            "shares": shares[key],
            "scipy_low": middle[0],
            "scipy_high": middle[1],
            "monte_carlo_error": error,
            "tolerance": tolerance,
        }
    return result


def means(rng):
    def case(name, values):
        block = mean_interval(values)
        expected = {"t": block}
        if "reason" in block:
            expected["bootstrap"] = undefined(block["reason"], "percentile", "bca")
        else:
            expected["bootstrap"] = bootstrap_block(values, rng)
        return {"id": name, "input": {"values": values}, "expected": expected}

    cases = [
        case("nobody", []),
        case("one", [3]),
        case("two", [3, 4]),
        case("all-alike", [2] * 9),
        case("one-apart", [1, 1, 1, 1, 1, 1, 1, 5]),
        case("changes", [1, 0, 2, 0, 1, 2, 0, -1, 1, 1, 1, 2]),
    ]
    for i in range(60):
        scale, n = some_scale(rng), max(3, some_size(rng))
        values = to_levels(rng.normal(rng.normal(0, 0.8), 1, n), scale).tolist()
        if len(set(values)) == 1:
            values[0] = values[0] - 1
        cases.append(case(f"random-{i}", values))
    return cases


# ---------------------------------------------------------------- association


def association(rng):
    def case(name, x, y):
        both = [(a, b) for a, b in zip(x, y) if a is not None and b is not None]
        expected = {"n": len(both)}
        one, two = [a for a, _ in both], [b for _, b in both]
        reason = None
        if len(both) < 2:
            reason = "fewer than two people"
        elif len(set(one)) == 1 or len(set(two)) == 1:
            reason = "all alike"
        if reason:
            expected["spearman"] = undefined(reason, "rho", "p")
            expected["kendall"] = undefined(reason, "tau_b", "p")
        else:
            rho = stats.spearmanr(one, two)
            method = "exact" if len(both) == 2 else "asymptotic"
            tau = stats.kendalltau(one, two, variant="b", method=method)
            close(rho.statistic, stats.pearsonr(stats.rankdata(one), stats.rankdata(two)).statistic)
            expected["spearman"] = {"rho": rho.statistic, "p": rho.pvalue}
            expected["kendall"] = {"tau_b": tau.statistic, "p": tau.pvalue}
            if len(both) == 2:
                expected["spearman"] |= undefined("two people", "p")
                expected["kendall"] |= undefined("two people", "p")
        return {"id": name, "input": {"x": x, "y": y}, "expected": expected}

    cases = [
        case("nobody", [], []),
        case("one", [1], [2]),
        case("two", [1, 2], [4, 3]),
        case("all-alike", [2, 2, 2], [1, 2, 3]),
        case("in-step", [1, 2, 3, 4], [2, 3, 4, 5]),
        case("no-pair", [1, None, 2], [None, 3, None]),
    ]
    for i in range(70):
        scale, n = some_scale(rng), some_size(rng)
        shared = rng.normal(0, 1, n)
        x = to_levels(shared + rng.normal(0, 0.7, n), scale)
        y = to_levels(rng.choice([-1, 0, 1]) * shared + rng.normal(0, 0.7, n), scale)
        if i % 3 == 0:
            y = np.rint(np.exp(1 + y / 3 + rng.normal(0, 0.3, n))).astype(int)
        gaps = rng.choice([0, 0.1])
        cases.append(case(f"random-{i}", with_blanks(x, rng, gaps), with_blanks(y, rng, gaps)))
    return cases


# ---------------------------------------------------------------- who answered


def rake(columns, targets):
    """Weights by iterative proportional fitting, from 1 each, to margins within 1e-12, adding up to the people."""
    n = len(columns[0])
    weights = np.ones(n)
    cells = []
    for column, target in zip(columns, targets):
        for key, share in target.items():
            cells.append((np.array([value == key for value in column]), n * share / sum(target.values())))
    for _ in range(5_000):
        worst = 0.0
        for inside, goal in cells:
            if goal == 0:
                weights[inside] = 0.0
                continue
            has = weights[inside].sum()
            worst = max(worst, abs(has / goal - 1))
            weights[inside] *= goal / has
        if worst < 1e-12:
            return weights
    rows, goals = zip(*((inside.astype(float), goal) for inside, goal in cells))
    program = optimize.linprog(np.zeros(n), A_eq=np.array(rows), b_eq=np.array(goals))
    return None if program.status == 2 else "slow"


def raking_by_dual(columns, targets):
    """The same weights another way: the most even weights that meet the targets, by Newton's method on the dual."""
    n = len(columns[0])
    design, goal = [], []
    for at, (column, target) in enumerate(zip(columns, targets)):
        keys = sorted(target)[: None if at == 0 else -1]
        for key in keys:
            design.append([value == key for value in column])
            goal.append(n * target[key] / sum(target.values()))
    design, goal = np.array(design, float).T, np.array(goal)
    b = np.zeros(design.shape[1])

    def dual(b):
        return np.exp(design @ b).sum() - goal @ b

    for _ in range(500):
        w = np.exp(design @ b)
        slope = design.T @ w - goal
        step = np.linalg.lstsq(design.T @ (w[:, None] * design), slope, rcond=1e-12)[0]
        size = 1.0
        while size > 1e-6 and not dual(b - size * step) <= dual(b) + 1e-12 * abs(dual(b)):
            size /= 2
        b = b - size * step
        if np.abs(slope).max() < 1e-11 * n:
            break
    return np.exp(design @ b)


def weights(rng):
    def means_case(name, values, given):
        both = [(v, w) for v, w in zip(values, given) if v is not None]
        expected = {"n": len(both)}
        sum_w = sum(w for _, w in both)
        if sum_w == 0:
            expected |= undefined("nobody with weight", "mean", "effective_n")
        else:
            v, w = (np.array(side, float) for side in zip(*both))
            expected["mean"] = np.average(v, weights=w)
            expected["effective_n"] = w.sum() ** 2 / (w**2).sum()
        return {"id": name, "input": {"values": values, "weights": given}, "expected": expected}

    def raking_case(name, columns, targets):
        expected = {}
        if any(goal > 0 and key not in column for column, target in zip(columns, targets) for key, goal in target.items()):
            expected |= undefined("nobody answered in a group that has a target", "weights", "effective_n")
        else:
            found = rake(columns, targets)
            if isinstance(found, str):
                return None
            if found is None:
                expected |= undefined("no weights meet the targets", "weights", "effective_n")
            else:
                if all(goal > 0 for target in targets for goal in target.values()):
                    close(found, raking_by_dual(columns, targets), 1e-8)
                expected["weights"] = found
                expected["effective_n"] = found.sum() ** 2 / (found**2).sum()
        return {"id": name, "input": {"columns": columns, "targets": targets}, "expected": expected}

    cases = [
        means_case("mean-nobody", [], []),
        means_case("mean-no-weight", [3, 4], [0, 0]),
        means_case("mean-one", [3], [2.5]),
        means_case("mean-even", [1, 2, 3, 4], [1, 1, 1, 1]),
        means_case("mean-blank", [1, None, 4], [1, 5, 2]),
        raking_case("rake-already", [["a", "a", "b", "b"], ["x", "y", "x", "y"]], [{"a": 10, "b": 10}, {"x": 5, "y": 5}]),
        raking_case("rake-missing-group", [["a", "a", "b"]], [{"a": 4, "b": 3, "c": 2}]),
        raking_case("rake-nought-target", [["a", "a", "b", "c"]], [{"a": 4, "b": 3, "c": 0}]),
        raking_case("rake-cannot", [["a", "b"], ["x", "y"]], [{"a": 1, "b": 3}, {"x": 3, "y": 1}]),
        raking_case("rake-one-person", [["a"], ["x"]], [{"a": 7}, {"x": 9}]),
    ]
    for i in range(30):
        n = some_size(rng)
        scale = some_scale(rng)
        values = with_blanks(to_levels(rng.normal(0, 1, n), scale), rng, 0.05)
        cases.append(means_case(f"mean-random-{i}", values, [round(w, 3) for w in rng.gamma(4, 0.25, n)]))
    for i in range(50):
        n = int(rng.integers(12, 90))
        columns, targets = [], []
        for margin in range(2 + i % 2):
            names = [f"{'gtr'[margin]}{j}" for j in range(rng.integers(2, 5))]
            column = names + list(rng.choice(names, n - len(names), p=rng.dirichlet([3] * len(names))))
            rng.shuffle(column)
            columns.append([str(value) for value in column])
            targets.append({key: int(rng.integers(20, 120)) for key in names})
        cases.append(raking_case(f"rake-random-{i}", columns, targets))
    return [found for found in cases if found]


def response(rng):
    """R-indicator by formula: 1-2S, the propensity of a person being the response rate of their group."""

    def case(name, groups):
        people = sum(g["asked"] for g in groups)
        answered = sum(g["answered"] for g in groups)
        expected = {}
        if people == 0:
            expected |= undefined("nobody was asked", "rate", "r_population", "r_sample")
            return {"id": name, "input": {"groups": groups}, "expected": expected}
        rho = np.repeat(
            [g["answered"] / g["asked"] if g["asked"] else 0.0 for g in groups], [g["asked"] for g in groups]
        )
        expected["rate"] = answered / people
        expected["r_population"] = 1 - 2 * rho.std()
        if people == 1:
            expected |= undefined("one person was asked", "r_sample")
        else:
            expected["r_sample"] = 1 - 2 * rho.std(ddof=1)
        return {"id": name, "input": {"groups": groups}, "expected": expected}

    def group(asked, answered):
        return {"asked": asked, "answered": answered}

    cases = [
        case("nobody", []),
        case("one", [group(1, 1)]),
        case("even", [group(10, 5), group(20, 10)]),
        case("all-or-none", [group(10, 10), group(10, 0)]),
        case("empty-group", [group(0, 0), group(12, 7), group(8, 2)]),
        case("nobody-answered", [group(12, 0), group(8, 0)]),
    ]
    for i in range(40):
        asked = [int(rng.integers(1, 60)) for _ in range(rng.integers(2, 9))]
        cases.append(case(f"random-{i}", [group(n, int(rng.binomial(n, rng.beta(5, 3)))) for n in asked]))
    return cases


# ---------------------------------------------------------------- importance, gaps, bands


def number(value):
    return None if value is None else float(value)


def mean_of(values):
    values = list(values)
    return Fraction(sum(values), len(values)) if values else None


def importance(rng):
    """Formulas, in exact fractions. A skill counts for the quadrants when somebody gave both."""

    def case(name, scale, rated, confident):
        skills = len(rated[0]) if rated else 0
        found = []
        for s in range(skills):
            pairs = [(i[s], c[s]) for i, c in zip(rated, confident) if i[s] is not None and c[s] is not None]
            if not pairs:
                found.append({"n": 0} | undefined("nobody gave both", "gap", "borich", "quadrant"))
                continue
            i, c = mean_of(i for i, _ in pairs), mean_of(c for _, c in pairs)
            found.append({"n": len(pairs), "importance": i, "confidence": c, "gap": i - c, "borich": (i - c) * i})
        known = [f for f in found if f["n"]]
        grand_i = mean_of(f["importance"] for f in known)
        grand_c = mean_of(f["confidence"] for f in known)
        for f in known:
            high_i, high_c = f["importance"] >= grand_i, f["confidence"] >= grand_c
            f["quadrant"] = f"importance-{'high' if high_i else 'low'}-confidence-{'high' if high_c else 'low'}"
            f |= {key: float(f[key]) for key in ("importance", "confidence", "gap", "borich")}
        expected = {"grand_importance": number(grand_i), "grand_confidence": number(grand_c), "skills": found}
        if not known:
            expected["reason"] = "nobody gave both"
        return {"id": name, "input": {"scale": scale, "importance": rated, "confidence": confident}, "expected": expected}

    cases = [
        case("nobody", "1-4", [], []),
        case("no-confidence", "1-4", [[3, 4], [2, 4]], [[None, None], [None, None]]),
        case("one", "1-4", [[4, 2]], [[1, 3]]),
        case("all-alike", "1-5", [[4, 4, 4]] * 3, [[4, 4, 4]] * 3),
    ]
    for i in range(60):
        scale, n, k = some_scale(rng), min(some_size(rng), 60), int(rng.integers(1, 9))
        gaps = rng.choice([0, 0.1])
        need = to_levels(rng.normal(0.6, 0.5, k) + rng.normal(0, 0.8, (n, k)), scale)
        have = to_levels(rng.normal(0, 0.5, k) + rng.normal(0, 0.9, (n, k)), scale)
        cases.append(
            case(
                f"random-{i}", scale,
                [with_blanks(row, rng, gaps) for row in need],
                [with_blanks(row, rng, gaps) for row in have],
            )
        )
    return cases


def levels(rng):
    """Formulas, in exact fractions: confident share, index, gap and band of a set of answers."""

    def band(percent):
        return "0-29" if percent < 30 else "30-47" if percent < 48 else "48-80" if percent < 81 else "81-100"

    def case(name, scale, answers, required):
        low, high, confident = SCALES[scale]
        given = {"scale": [low, high], "positive_from": confident, "answers": answers, "required": required}
        known = [a for a in answers if a is not None]
        keys = ("confident", "mean", "index", "band", "band_rounded")
        expected = {"n": len(known)}
        if known:
            index = 100 * (mean_of(known) - low) / (high - low)
            whole = math.floor(index + Fraction(1, 2))
            expected |= {
                "confident": sum(a >= confident for a in known),
                "mean": float(mean_of(known)),
                "index": float(index),
                "band": band(index),
                "band_rounded": band(whole),
            }
        else:
            expected |= undefined("nobody answered", *keys)
        pairs = [(a, r) for a, r in zip(answers, required) if a is not None and r is not None]
        if pairs:
            expected["gap"] = {
                "n": len(pairs),
                "signed": float(mean_of(r - a for a, r in pairs)),
                "short": float(mean_of(max(0, r - a) for a, r in pairs)),
                "met": sum(a >= r for a, r in pairs),
            }
        else:
            expected["gap"] = {"n": 0} | undefined("nobody with an answer and a required level", "signed", "short", "met")
        return {"id": name, "input": given, "expected": expected}

    cases = [
        case("nobody", "1-4", [], []),
        case("all-blank", "1-4", [None, None], [3, 3]),
        case("nothing-required", "1-4", [2, 3], [None, None]),
        case("one", "1-5", [5], [4]),
        case("all-met", "1-4", [3, 4, 3], [3, 3, 3]),
        case("index-on-30", "0-10", [3, 3, 3], [7, 7, 7]),
        case("index-on-48", "0-10", [5, 5, 5, 4, 5], [7] * 5),
        case("index-on-81", "0-10", [8, 8, 8, 8, 8, 8, 8, 8, 8, 9], [7] * 10),
        case("index-29-and-a-half", "0-10", [3] * 19 + [2], [None] * 20),
        case("index-80-and-a-half", "0-10", [8] * 19 + [9], [None] * 20),
        case("spread", "1-5", [1, 1, 5, 5], [3] * 4),
        case("middling", "1-5", [3, 3, 3, 3], [3] * 4),
    ]
    for i in range(60):
        scale, n = some_scale(rng), some_size(rng)
        low, high, confident = SCALES[scale]
        answers = with_blanks(to_levels(rng.normal(rng.normal(0, 0.8), 1, n), scale), rng, rng.choice([0, 0.1]))
        required = [None if rng.random() < 0.1 else int(rng.integers(confident, high + 1)) for _ in range(n)]
        cases.append(case(f"random-{i}", scale, answers, required))
    return cases


# ---------------------------------------------------------------- distributions


def tails_of(name, x, args):
    """The lower and upper tail to fifty digits, with mpmath, neither by taking the other from 1."""
    x, args = mpmath.mpf(x), [mpmath.mpf(a) for a in args]
    half = mpmath.mpf(1) / 2
    if name == "normal":
        return mpmath.erfc(-x / mpmath.sqrt(2)) / 2, mpmath.erfc(x / mpmath.sqrt(2)) / 2
    if name == "t":
        (v,) = args
        side = mpmath.betainc(v / 2, half, 0, v / (v + x * x), regularized=True) / 2
        return (1 - side, side) if x >= 0 else (side, 1 - side)
    if name == "chi2":
        shape = args[0] / 2
        return tuple(mpmath.gammainc(shape, *ends, regularized=True) for ends in ((0, x / 2), (x / 2, mpmath.inf)))
    one, two = args
    return (
        mpmath.betainc(one / 2, two / 2, 0, one * x / (two + one * x), regularized=True),
        mpmath.betainc(two / 2, one / 2, 0, two / (two + one * x), regularized=True),
    )


def tail(name, x, args):
    return tails_of(name, x, args)[1]


def distributions():
    libraries = {"normal": stats.norm, "t": stats.t, "chi2": stats.chi2, "f": stats.f}
    shapes = {
        "normal": [()],
        "t": [(1,), (2,), (3,), (4.7,), (10,), (29.5,), (120,), (1000,)],
        "chi2": [(1,), (2,), (3,), (6,), (10,), (30,), (100,)],
        "f": [(1, 1), (1, 10), (4, 4), (4, 16), (11, 77), (59, 413), (199, 1393), (199, 199)],
    }
    signed = [0, 0.01, 0.3, 1, 1.5, 1.96, 2.5, 3, 5, 8, 12, 20, 37]
    points = {
        "normal": [-x for x in signed[:0:-1]] + signed,
        "t": [-12, -3, -1.96, -0.3] + signed + [100, 1e4],
        "chi2": [1e-6, 0.01, 0.1, 0.5, 1, 2, 3.841458820694124, 7.5, 12, 20, 40, 100, 400, 1000],
        "f": [1e-4, 0.01, 0.1, 0.5, 0.9, 1, 1.2, 2, 4, 10, 40, 200, 1e4],
    }
    shares = [1e-300, 1e-100, 1e-30, 1e-12, 1e-6, 1e-4, 0.001, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5]
    cases = []
    for name, library in libraries.items():
        for args in shapes[name]:
            tails, quantiles = [], []
            for x in points[name]:
                lower, exact = tails_of(name, x, args)
                if min(lower, exact) < mpmath.mpf("1e-305"):
                    continue
                close(float(library.sf(x, *args)), float(exact), 1e-8, 1e-300)
                close(float(library.cdf(x, *args)), float(lower), 1e-8, 1e-300)
                tails.append({"x": x, "cdf": float(lower), "sf": float(exact)})
            for share in shares:
                x = float(library.isf(share, *args))
                if not math.isfinite(x) or x > 1e150:
                    continue
                better = mpmath.mpf(x)
                for _ in range(4):  # Newton's steps at fifty digits, the slope by differences
                    back = tail(name, better, args)
                    step = abs(better) * mpmath.mpf("1e-18") or mpmath.mpf("1e-18")
                    slope = (tail(name, better + step, args) - back) / step
                    better += (mpmath.mpf(share) - back) / slope
                again = tail(name, better, args)
                assert abs(again / mpmath.mpf(share) - 1) < mpmath.mpf("1e-14"), (name, args, share)
                if abs(better) < 1e-15:
                    better = mpmath.mpf(0)
                quantiles.append({"upper": share, "x": float(better)})
            label = "-".join([name, *(f"{a:g}" for a in args)])
            cases.append(
                {"id": label, "input": {"distribution": name, "parameters": args}, "expected": {"tails": tails, "upper_quantiles": quantiles}}
            )
    return cases


# ---------------------------------------------------------------- the known answers of the guide


def known():
    """Each known answer of the measures guide, beside what the libraries say."""
    before, after = [2, 3, 2, 4, 1, 3, 2, 5, 3, 2, 4, 1], [3, 3, 4, 4, 2, 5, 2, 4, 4, 3, 5, 3]
    rows = []

    def add(name, stated, found, places, source):
        agrees = abs(round(found, places) - stated) < 0.5 * 10.0**-places
        rows.append(
            {"id": name, "input": {}, "expected": {"stated": stated, "places": places, "found": found, "agrees": agrees, "source": source}}
        )

    for k, low, high in ((858, 0.8477586, 0.8897332), (529, 0.5053039, 0.5674350)):
        found = proportion_confint(k, 986, 0.05, "wilson")
        add(f"wilson-{k}-low", low, found[0], 7, "statsmodels proportion_confint")
        add(f"wilson-{k}-high", high, found[1], 7, "statsmodels proportion_confint")
    for n, people, share, margin in ((120, 200, 0.43, 6), (80, 150, 0.5, 8), (40, 50, 0.3, 6), (375, 500, 0.6, 2)):
        found = 196 * math.sqrt(share * (1 - share) / n * (people - n) / (people - 1))
        add(f"census-{n}-of-{people}", margin, found, 0, "formula")
    add("round-last-103-and-166-of-565", 48, 100 * (103 + 166) / 565, 0, "formula")
    add("round-first-103-and-166-of-565", 47, round(10300 / 565) + round(16600 / 565), 0, "formula")
    same = paired_case("", before, after, "1-5")["expected"]
    add("wilcoxon-drop-zeros-w", 3.5, same["wilcox"]["w"], 1, "scipy wilcoxon")
    add("wilcoxon-drop-zeros-p", 0.01969, same["wilcox"]["p"], 5, "scipy wilcoxon")
    add("wilcoxon-drop-zeros-p-corrected", 0.02316, same["wilcox"]["p_corrected"], 5, "scipy wilcoxon")
    add("wilcoxon-pratt-w", 6.5, same["pratt"]["w"], 1, "scipy wilcoxon")
    add("wilcoxon-pratt-p", 0.01749, same["pratt"]["p"], 5, "scipy wilcoxon")
    crossed = crossing(794, 150, 86, 570)
    add("mcnemar", 17.3559, crossed["plain"]["statistic"], 4, "statsmodels mcnemar")
    add("mcnemar-corrected", 16.8178, crossed["corrected"]["statistic"], 4, "statsmodels mcnemar")
    add("mcnemar-exact-p", 3.716e-5, crossed["exact"]["p"], 8, "statsmodels mcnemar")
    vision = margins([[1520, 266, 124, 66], [234, 1512, 432, 78], [117, 362, 1772, 205], [36, 82, 179, 492]])
    add("stuart-maxwell", 11.9566, vision["stuart_maxwell"]["statistic"], 4, "statsmodels SquareTable")
    add("stuart-maxwell-df", 3, vision["stuart_maxwell"]["df"], 0, "statsmodels SquareTable")
    add("stuart-maxwell-p", 0.00753, vision["stuart_maxwell"]["p"], 5, "statsmodels SquareTable")
    add("bhapkar", 11.9757, vision["bhapkar"]["statistic"], 4, "statsmodels SquareTable")
    add("bowker", 19.1066, vision["bowker"]["statistic"], 4, "statsmodels SquareTable")
    add("bowker-df", 6, vision["bowker"]["df"], 0, "statsmodels SquareTable")
    others = unpaired_case("", before, after)["expected"]
    add("a-unpaired", 0.7014, others["a"], 4, "counting pairs")
    add("brunner-munzel-p", 0.0751, others["brunner_munzel"]["p"], 4, "scipy brunnermunzel")
    return rows


def main():
    warnings.simplefilter("ignore")
    files = {
        "shares.json": shares,
        "paired.json": paired,
        "tables.json": tables,
        "unpaired.json": unpaired,
        "reliability.json": reliability,
        "multiple.json": multiple,
        "means.json": means,
        "association.json": association,
        "weights.json": weights,
        "response.json": response,
        "importance.json": importance,
        "levels.json": levels,
    }
    only = sys.argv[1:]
    for at, (name, make) in enumerate(files.items()):
        if not only or name in only:
            write(name, make(np.random.default_rng([20_240_501, at])))
    if not only or "distributions.json" in only:
        write("distributions.json", distributions(), 16)
    if not only or "known.json" in only:
        write("known.json", known())
    if CHECKED["semopy"]:
        print(f"omega checked: {CHECKED}")


if __name__ == "__main__":
    main()
