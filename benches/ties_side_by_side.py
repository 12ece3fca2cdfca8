"""Runs `crossweave check` on a folder with one large log, and DuckDB's and Polars' group-by of the same file, in turn:
once with the log as CSV and, with `--parquet`, once more with the same rows as Parquet.

Ours reads the log, folds it into what each pair adds up to, applies the tie rule and prints how many ties there are; it
also takes the file's SHA-256. Theirs count the rows of each ordered pair. Whole processes are measured: wall time,
processor time and peak resident memory. Beside them stands the time to read the bytes and do nothing.
"""
import argparse, os, pathlib, re, statistics, subprocess, sys, tempfile, time

DUCKDB = """
import duckdb, sys
c = duckdb.connect(); c.execute("set threads = 2"); c.execute("set enable_progress_bar = false")
source = "read_parquet" if sys.argv[1].endswith(".parquet") else "read_csv"
q = f'select count(*), sum(n) from (select "from", "to", count(*) n from {source}(?) group by 1, 2)'
print(*c.execute(q, [sys.argv[1]]).fetchone())
"""
POLARS = """
import polars as pl, sys
scan = pl.scan_parquet if sys.argv[1].endswith(".parquet") else pl.scan_csv
g = scan(sys.argv[1]).group_by("from", "to").len().select(pl.len(), pl.col("len").sum())
print(*g.collect(engine="streaming").row(0))
"""


def run(command):
    """Wall seconds, processor seconds, peak memory in MiB and what it printed."""
    with tempfile.TemporaryFile("w+") as out:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        out.seek(0)
        text = out.read()
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{command[0]} failed:\n{text}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, text


def write_parquet(log, parquet):
    """Writes the rows of a CSV log as Parquet, as Polars does unless told otherwise; not measured."""
    import polars

    parquet.parent.mkdir(parents=True, exist_ok=True)
    polars.scan_csv(log, try_parse_dates=True).sink_parquet(parquet)


def compare(binary, log, runs, without_polars):
    """Measures every program on one log in turn, checks that they counted the same rows, and prints medians."""
    commands = {
        "crossweave": [binary, "check", log.parent, "--quiet"],
        "duckdb": [sys.executable, "-c", DUCKDB, log],
        "polars": [sys.executable, "-c", POLARS, log],
        "bytes": ["wc", "-l", log],
    }
    if without_polars:
        del commands["polars"]
    seen = {name: [] for name in commands}
    run(commands["bytes"])
    for _ in range(runs):
        for name, command in commands.items():
            seen[name].append(run(command))
    ours = re.search(r"([\d,]+) interactions that make ([\d,]+) ties", seen["crossweave"][0][3])
    rows = {int(seen[name][0][3].split()[1]) for name in commands if name in ("duckdb", "polars")}
    if rows != {int(ours.group(1).replace(",", ""))}:
        sys.exit(f"not the same rows: {ours.group(1)}, {rows}")
    print(f"{log.name}, {log.stat().st_size / 2**20:,.0f} MiB")
    for name, took in seen.items():
        middle = [statistics.median(r[i] for r in took) for i in range(3)]
        ratios = [statistics.median(r[i] / o[i] for r, o in zip(took, seen["crossweave"])) for i in range(3)]
        print(f"{name:11} wall {middle[0]:7.2f} s   processor {middle[1]:7.2f} s   peak {middle[2]:7.0f} MiB"
              f"   of crossweave's: wall {ratios[0]:.2f}, processor {ratios[1]:.2f}, memory {ratios[2]:.2f}")
    print(f"ties under the default rule: {ours.group(2)}; ordered pairs: {int(seen['duckdb'][0][3].split()[0]):,}")
    return ours.group(2)


def main():
    here = pathlib.Path(__file__).resolve().parent.parent
    args = argparse.ArgumentParser()
    args.add_argument("--workload", type=pathlib.Path, default=here.parent / "shared" / "bench" / "make_workload.py")
    args.add_argument("--data", type=pathlib.Path, help="folder with the log alone; made where it is absent")
    args.add_argument("--parquet", type=pathlib.Path, nargs="?", const=pathlib.Path(),
                      help="compare Parquet too; a folder with the log alone, made where it is absent")
    args.add_argument("--people", default="5000")
    args.add_argument("--interactions", default="20000000")
    args.add_argument("--runs", type=int, default=3)
    args.add_argument("--without-polars", action="store_true")
    args = args.parse_args()
    binary = here / "target" / "release" / "crossweave"
    with tempfile.TemporaryDirectory() as made:
        made = pathlib.Path(made)
        log = (args.data or made / "log") / "interactions.csv"
        for needed in [binary] + ([] if log.exists() else [args.workload]):
            if not needed.exists():
                print(f"skipped: {needed} is not here")
                return
        if not log.exists():
            log.parent.mkdir(parents=True, exist_ok=True)
            whole = made / "whole"
            subprocess.run([sys.executable, args.workload, whole, args.people, args.interactions], check=True)
            (whole / "interactions.csv").rename(log)
        ties = compare(binary, log, args.runs, args.without_polars)
        if args.parquet is not None:
            parquet = (made / "columns" if args.parquet == pathlib.Path() else args.parquet) / "interactions.parquet"
            if not parquet.exists():
                write_parquet(log, parquet)
            if compare(binary, parquet, args.runs, args.without_polars) != ties:
                sys.exit("not the same ties from CSV and from Parquet")


main()
