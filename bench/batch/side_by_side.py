"""Scores everyone with Nightjar and with its peers, side by side, on the same embeddings.

Every contender is a process of its own that stays warm. Its lists are compared with NumPy's first; then come one
discarded warm-up and five rounds in which each contender has one run, between runs of the machine's matrix product.
Who cannot score all users within the time for a run scores the first of them; nothing is extrapolated.
"""

import argparse
import json
import shutil
import sys
import tempfile
from collections import namedtuple
from pathlib import Path

import command_line
import plot
from check import Reference
from contenders import Setting, contenders
from printed import machine, table
from report import seconds, side_by_side, size_name
from rounds import Field, measure, say
from worker import python_worker
from world import Store, World

Point = namedtuple("Point", "users items dimension everything")
# probe: users of the first, shortest run; seconds for a run: of ours, of MLlib and our scalar kernel, of a Python peer;
# large: items of the catalogue that must do with 4 GiB
Mode = namedtuple("Mode", "points n checked probe repeats seconds command large")

MODES = {
    "smoke": Mode([Point(400, 3_000, 16, True)], 50, 20, 400, 1, (0.1, 0.1, 0.1), False, 0),
    "quick": Mode(
        [Point(20_000, 50_000, 64, True), Point(20_000, 5_000, 64, False)],
        100, 20, 256, 5, (3, 1.5, 0.5), True, 0,
    ),
    "full": Mode(
        [
            Point(2_000, 5_000, 16, False),
            Point(20_000, 5_000, 64, False),
            Point(20_000, 50_000, 16, False),
            Point(50_000, 50_000, 64, True),
            Point(20_000, 50_000, 256, False),
            Point(200_000, 50_000, 64, False),
            Point(20_000, 500_000, 64, False),
        ],
        100, 20, 256, 5, (20, 5, 1.5), True, 2_000_000,
    ),
}


def run_point(point, mode, work, logs, sgemm, versions):
    """The series of one size, who failed, and the reference's GFLOP/s."""
    say(size_name(point.users, point.items, point.dimension))
    world = World.draw(point.users, point.items, point.dimension)
    setting = Setting(world, mode.n, min(mode.checked, point.users), work / "world", logs)
    opened = []
    try:
        for contender in contenders(setting, point.everything):
            opened.append(contender)
            versions[contender.name] = contender.version
        field = Field(opened)
        checks = field.each(lambda contender: contender.check())
        for contender, said in checks.items():
            say(f"  {contender.name}: lists equal NumPy's: {said}")

        def limit(contender):
            own, slow, python = mode.seconds
            return python if not contender.spark else own if contender.fast else slow

        series, peaks = measure(field, checks, point.users, mode.probe, limit, mode.repeats, sgemm)
        return series, field.failures, peaks
    finally:
        for contender in opened:
            contender.close()
        shutil.rmtree(setting.folder, ignore_errors=True)


def run_command(title, users, items, dimension, mode, work, logs):
    """A row for bin/nightjar precompute in a fresh process with a heap of 4 GiB."""
    say(title)
    world = World.draw(users, items, dimension)
    folder = work / "command"
    store = Store(folder, world)
    store.take_users(users)
    found = command_line.precompute(folder, mode.n, 1, "4g", logs / "command.log")
    outcome = f"failed: {found['error']}"
    if found["code"] == 0:
        checked = min(10, users)
        said = Reference(world, mode.n, checked).check_ours(*store.recommendations(checked))
        outcome = f"lists equal NumPy's: {said}"
    shutil.rmtree(folder, ignore_errors=True)
    return [
        size_name(users, items, dimension), seconds(found["wall"]), seconds(found["cpu"]), seconds(found["steps"]),
        f"{found['peak'] / 2**20:,.0f} MB", outcome,
    ]


def command_table(mode, work, logs):
    point = next((point for point in mode.points if point.everything), mode.points[0])
    rows = [run_command("bin/nightjar precompute", point.users, point.items, point.dimension, mode, work, logs)]
    if mode.large:
        rows.append(run_command("a large catalogue", 1_000, mode.large, 64, mode, work, logs))
    header = ["bin/nightjar precompute, one cold process, heap 4 GiB", "wall s", "CPU s", "its steps s"]
    header += ["peak memory", "outcome"]
    return table(header, rows)


def arguments():
    parser = argparse.ArgumentParser(prog="bench/batch/run", description=__doc__.split("\n\n")[0])
    parser.add_argument("--mode", choices=sorted(MODES), default="full", help="full: about 20 minutes (the default)")
    parser.add_argument("--quick", dest="mode", action="store_const", const="quick", help="a few minutes")
    smoke = "does everything run, with the right lists? 1 if not"
    parser.add_argument("--smoke", dest="mode", action="store_const", const="smoke", help=smoke)
    parser.add_argument("--only", nargs="+", metavar="UxIxD", help="sizes of the mode to run, as 50000x50000x64")
    parser.add_argument("--work", type=Path, help="folder for stores and logs (default: a temporary one, removed)")
    parser.add_argument("--results", type=Path, help="file to keep the raw figures in, JSON")
    parser.add_argument("--plot", type=Path, help="SVG file to write")
    return parser.parse_args()


def only(mode, sizes):
    """The mode with these of its sizes; all when none are named."""
    if not sizes:
        return mode
    names = {f"{point.users}x{point.items}x{point.dimension}": point for point in mode.points}
    unknown = [size for size in sizes if size not in names]
    if unknown:
        sys.exit(f"--only takes sizes of the mode, {', '.join(names)}: {', '.join(unknown)}")
    return mode._replace(points=[names[size] for size in sizes])


def run(given, work):
    mode = only(MODES[given.mode], given.only)
    logs = work / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    print(f"Mode {given.mode}; {machine()}; top {mode.n}; median of {mode.repeats} after one discarded warm-up")
    print("* = the first users only, as many as the time for a run allows\n", flush=True)
    sgemm = python_worker("sgemm", ["sgemm"], logs, 2)
    versions = {"sgemm": sgemm.hello["version"] + ", " + ", ".join(sgemm.hello["blas"])}
    results, all_peaks, failed = [], [], False
    for point in mode.points:
        series, failures, peaks = run_point(point, mode, work, logs, sgemm, versions)
        all_peaks += peaks
        print(side_by_side(point, series, failures, peaks), flush=True)
        failed |= bool(failures)
        results.append({
            "users": point.users, "items": point.items, "dimension": point.dimension, "sgemm": peaks,
            "rates": {one.contender.name: one.rates()[1] for one in series},
            "runs": {one.contender.name: {"users": one.users, "wall": one.walls, "cpu": one.cpus} for one in series},
        })
    sgemm.close()
    if mode.command:
        print(command_table(mode, work, logs) + "\n")
    print(table(["who", "versions"], [[name, version] for name, version in versions.items()]), flush=True)
    if given.results:
        given.results.write_text(json.dumps({"versions": versions, "points": results}, indent=1))
    if given.plot:
        plot.draw(given.plot, results, sorted(all_peaks)[len(all_peaks) // 2])
    return 1 if failed else 0


def main():
    given = arguments()
    if given.work:
        return run(given, given.work)
    with tempfile.TemporaryDirectory(prefix="nightjar-bench.") as work:
        return run(given, Path(work))


if __name__ == "__main__":
    sys.exit(main())
