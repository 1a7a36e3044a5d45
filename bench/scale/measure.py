"""Trains once on a large generated world and tells the time of each step and the memory: bench/scale/run --help

Flags that it does not know go to `bin/nightjar train`, after --epochs 1 --iterations 1.
"""

import argparse
import json
import shutil
import sys
import tempfile
import time
from datetime import datetime, timezone
from pathlib import Path

import generate
from nightjar_process import nightjar
from printed import machine, table

TRAIN = ["--epochs", "1", "--iterations", "1"]


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    generate.add_arguments(parser)
    parser.add_argument("--scale", type=float, default=1, help="share of users, items and interactions, for a trial")
    parser.add_argument("--memory", default="12g", help="heap of the job")
    parser.add_argument("--work", type=Path, help="where data, store and log go and stay (default: temporary)")
    parser.add_argument("--results", type=Path, help="where the figures go as JSON")
    arguments, flags = parser.parse_known_args()
    for name in ("users", "items", "interactions"):
        setattr(arguments, name, int(arguments.scale * getattr(arguments, name)))
    return arguments, flags


def world_of(arguments, work):
    """The world's folder and its counts; drawn once for the same arguments."""
    folder, note = work / "interactions", work / "interactions.json"
    names = ("users", "items", "interactions", "cluster_size", "zipf", "seed")
    wanted = {name: getattr(arguments, name) for name in names}
    if note.is_file():
        known = json.loads(note.read_text())
        if known["arguments"] == wanted:
            return folder, known["drawn"]
    shutil.rmtree(folder, ignore_errors=True)
    note.unlink(missing_ok=True)
    start = time.perf_counter()
    drawn = generate.generate(arguments, folder)
    if drawn["interactions"] < arguments.interactions or drawn["items"] < arguments.items:
        raise SystemExit(f"the world has too few items or interactions: {drawn}")
    print(f"drawn in {time.perf_counter() - start:.0f} s", flush=True)
    note.write_text(json.dumps({"arguments": wanted, "drawn": drawn}))
    return folder, drawn


def measure(arguments, flags, work):
    here = machine()
    folder, drawn = world_of(arguments, work)
    command = ["train", "--interactions", folder, "--store", work / "store", *TRAIN, *flags]
    outcome = nightjar(command, work / "train.log", arguments.memory)
    store = work / "store/models" / outcome.last_line
    report = {
        "date": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "machine": here,
        "command": ["bench/scale/run", *sys.argv[1:]],
        "train": [str(part) for part in command],
        "world": drawn,
        "heap": arguments.memory,
        "wall": outcome.wall,
        "cpu": outcome.cpu,
        "peak": outcome.peak,
        "steps": outcome.steps,
        "model_bytes": sum(file.stat().st_size for file in store.rglob("*.parquet")),
    }
    return report


def text(report):
    world = report["world"]
    rows = [[name, outcome, f"{seconds:,.1f}"] for name, outcome, seconds in report["steps"]]
    rows.append(["the whole process", f"{report['cpu']:,.0f} s of CPU", f"{report['wall']:,.1f}"])
    return "\n".join(
        [
            f"{report['date']}, {report['machine']}",
            " ".join(report["command"]),
            "",
            f"{world['users']:,} users, {world['items']:,} items, {world['interactions']:,} interactions; "
            f"heap {report['heap']}, peak memory {report['peak'] / 2**30:.1f} GiB, "
            f"model {report['model_bytes'] / 2**20:,.0f} MiB",
            "",
            table(["step", "what came out", "seconds"], rows),
        ]
    )


def main():
    arguments, flags = parse()
    work = arguments.work or Path(tempfile.mkdtemp(prefix="nightjar-scale."))
    work.mkdir(parents=True, exist_ok=True)
    try:
        report = measure(arguments, flags, work)
    finally:
        if arguments.work is None:
            shutil.rmtree(work)
    print(text(report))
    if arguments.results:
        arguments.results.write_text(json.dumps(report, indent=2) + "\n")


if __name__ == "__main__":
    main()
