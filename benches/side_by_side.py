"""Runs `crossweave report` and an expert's script in turn on one workload; prints ratios.

Whole processes are measured: wall time, and the peak resident memory the operating system reports
for the finished child. Nothing is judged here except that both saw the same ties.
"""
import argparse, csv, os, pathlib, re, statistics, subprocess, sys, tempfile, time

TIES = 58_816
SETTINGS = "[ties]\nwindow_days = 0\nat_least = 3\nrecipients_at_most = 0\n"


def run(command):
    """Wall seconds, peak memory in MiB and what it printed."""
    with tempfile.TemporaryFile("w+") as out:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        out.seek(0)
        text = out.read()
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{command[0]} failed:\n{text}")
    return wall, usage.ru_maxrss / 1024, text


def ties_of(report):
    with open(report / "results.csv", newline="") as f:
        rows = [r for r in csv.DictReader(f) if r["measure"] == "ties" and r["level"] == "network"]
    return int(rows[0]["value"])


def main():
    here = pathlib.Path(__file__).resolve().parent.parent
    shared = here.parent / "shared" / "bench"
    args = argparse.ArgumentParser()
    args.add_argument("--workload", type=pathlib.Path, default=shared / "make_workload.py")
    args.add_argument("--peer", type=pathlib.Path, default=shared / "peer_expert.py")
    args.add_argument("--people", default="5000")
    args.add_argument("--interactions", default="1000000")
    args.add_argument("--runs", type=int, default=5)
    args = args.parse_args()
    binary = here / "target" / "release" / "crossweave"
    for needed in (args.workload, args.peer, binary):
        if not needed.exists():
            print(f"skipped: {needed} is not here")
            return
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        data = folder / "data"
        subprocess.run([sys.executable, args.workload, data, args.people, args.interactions], check=True)
        (data / "crossweave.toml").write_text(SETTINGS)
        ours = [binary, "report", data, "--quiet", "--out", folder / "report"]
        theirs = [sys.executable, args.peer, data, folder / "peer"]
        run(ours), run(theirs)
        a, b = [], []
        for _ in range(args.runs):
            a.append(run(ours))
            b.append(run(theirs))
        seen = ties_of(folder / "report"), int(re.search(r"ties (\d+)", b[0][2]).group(1))
        if len(set(seen)) != 1 or (args.people == "5000" and seen[0] != TIES):
            sys.exit(f"not the same ties: {seen}")
    for name, i, unit in (("wall time", 0, "s"), ("peak memory", 1, "MiB")):
        mine, other = [x[i] for x in a], [x[i] for x in b]
        ratios = sorted(y / x for x, y in zip(mine, other))
        print(f"{name:12} crossweave {statistics.median(mine):8.2f} {unit}   script {statistics.median(other):8.2f} {unit}"
              f"   script/crossweave {statistics.median(ratios):.2f} (pairs {ratios[0]:.2f} to {ratios[-1]:.2f})")
    print(f"ties seen by both: {seen[0]:,}")


main()
