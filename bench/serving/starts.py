"""Starts the server again and again: seconds from the command to the first /readyz that says yes, and what memory it has then.

From Parquet, and from its cache of mapped tables, which a start that is not counted has built. Files are in the page cache
for both, unless the machine has less memory than they take.
"""

import argparse
import re
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

import contenders
import printed
import store

HEADER = ["start", "from the command to ready, s: median (least - greatest)", "campaigns loaded in, ms", "MB: resident / not of files"]


def start(arguments, flags, log):
    begin = time.monotonic()
    server = contenders.nightjar(arguments.store, flags, log)
    try:
        seconds = time.monotonic() - begin
        resident, anonymous = server.memory()
    finally:
        server.stop()
    loaded = [int(found) for found in re.findall(r"loaded in (\d+) ms", Path(log).read_text())]
    return {"seconds": seconds, "loaded": sum(loaded), "resident": resident, "anonymous": anonymous}


def row(name, runs):
    seconds = [run["seconds"] for run in runs]
    median = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
    return [
        name,
        f"{median['seconds']:.2f} ({min(seconds):.2f} - {max(seconds):.2f})",
        f"{median['loaded']:,.0f}",
        f"{median['resident']:,.0f} / {median['anonymous']:,.0f}",
    ]


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--users", type=int, default=1_000_000)
    parser.add_argument("--items", type=int, default=50_000)
    parser.add_argument("--dimension", type=int, default=64)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--store", help="where the store is, or is made; a temporary folder else")
    parser.add_argument("--smoke", action="store_true", help="a small store and one run: does it start?")
    arguments = parser.parse_args()
    if arguments.smoke:
        arguments.users, arguments.items, arguments.runs = 2_000, 2_000, 1
    return arguments


def main():
    arguments = parse()
    folder = Path(tempfile.mkdtemp(prefix="nightjar-starts."))
    arguments.store = arguments.store or str(folder / "store")
    machine = printed.machine()
    try:
        store.make(arguments.store, arguments.users, arguments.items, arguments.dimension, folder / "store.log")
        rows = []
        for name, flags in (("from Parquet", []), ("from the cache", ["--cache", folder / "cache"])):
            runs = [start(arguments, flags, folder / "nightjar.log") for _ in range(arguments.runs + 1)]
            rows.append(row(name, runs[1:]))
            print(f"  {name}: done", file=sys.stderr, flush=True)
        print(machine)
        print(f"{arguments.users:,} users x {store.TOP}, {arguments.items:,} items x {arguments.dimension}\n")
        print(printed.table(HEADER, rows))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
