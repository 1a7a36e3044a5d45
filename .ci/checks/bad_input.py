"""Wrong input and wrong calls through the real command line.

Each must end with exit code 1 (failed) or 2 (usage), say what is wrong in one line without a stack trace, and leave
neither a model nor a campaign.
"""

import concurrent.futures
import os
import pathlib
import socket
import subprocess
import sys
import time

from small_data import rows, write

WORK = pathlib.Path(os.environ["WORK"]) / "bad-input"
GOOD = rows(60, 60)


def train(name, lines, *flags, header="USER_ID,ITEM_ID,TIMESTAMP", store=None):
    path = WORK / f"{name}.csv"
    write(path, lines, header)
    return ["train", "--store", str(store or WORK / name), "--interactions", str(path), *flags]


def empty(name):
    path = WORK / f"{name}.csv"
    path.touch()
    return ["train", "--store", str(WORK / name), "--interactions", str(path)]


def unreadable_time(row, time):
    """Two rows in a hundred with another timestamp, the first of them at a given row."""
    lines = list(GOOD)
    for i in range(row - 2, len(lines), 50):
        lines[i] = ",".join(lines[i].split(",")[:2] + [time])
    return lines


def cases():
    """Name, arguments, exit code, what the message must say."""
    WORK.mkdir()
    (WORK / "a-file").touch()
    yield "unknown command", ["trian"], 2, ["unknown command 'trian'"]
    yield "missing flag", ["train", "--interactions", "x.csv"], 2, ["Missing required option", "--store"]
    yield "no number", train("no-number", GOOD, "--dimension", "many"), 2, ["--dimension", "many"]
    yield "unknown recipe", train("recipe", GOOD, "--recipe", "aws-sims-2"), 2, ["aws-sims-2"]
    yield "weight of 2", train("weight", GOOD, "--event-weight", "view=2"), 2, ["--event-weight of view must be 0 to 1: 2.0"]
    yield "type and weights", train("weights", GOOD, "--event-weight", "view=1", "--event-type", "view"), 2, ["--event-type and --event-weight exclude each other"]
    yield "no event types", train("types", GOOD, "--event-weight", "view=1"), 1, ["types.csv", "EVENT_TYPE is missing"]
    yield "missing column", train("column", GOOD, header="USER_ID,MOVIE,TIMESTAMP"), 1, ["column.csv", "ITEM_ID is missing", "MOVIE"]
    yield "unknown context field", train("context", GOOD, "--context", "DEVICE"), 1, ["context.csv", "DEVICE is missing"]
    yield "unreadable timestamp", train("time", unreadable_time(5, "yesterday")), 1, ["time.csv line 5", "TIMESTAMP", "yesterday"]
    yield "milliseconds", train("milliseconds", unreadable_time(7, "1700000000000")), 1, ["milliseconds.csv line 7", "milliseconds", "1700000000000"]
    yield "missing file", ["train", "--store", str(WORK / "missing"), "--interactions", str(WORK / "missing.csv")], 1, ["missing.csv does not exist"]
    yield "empty file", empty("empty"), 1, ["empty.csv is empty"]
    yield "header only", train("header", []), 1, ["header.csv", "header but no rows"]
    yield "24 users", train("users", rows(24, 100)), 1, ["users.csv has 24 users", "25"]
    yield "999 interactions", train("interactions", GOOD[:999]), 1, ["interactions.csv has 999 interactions", "1,000"]
    yield "store not writable", train("store", GOOD, store=WORK / "a-file" / "store"), 1, ["a-file/store is not writable"]
    yield "serve: missing flag", ["serve"], 2, ["Missing required option", "--store"]
    yield "serve: missing store", ["serve", "--store", str(WORK / "no-store"), "--port", "0"], 1, ["no-store"]
    yield "serve: port in use", ["serve", "--store", str(WORK), "--port", str(BUSY.getsockname()[1])], 1, [str(BUSY.getsockname()[1])]


def problems(case):
    name, arguments, code, words = case
    start = time.monotonic()
    try:
        done = subprocess.run(["bash", "bin/nightjar", *arguments], capture_output=True, text=True, timeout=480, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired as e:
        return f"FAILED {name}: must end by itself\n{e.stderr}"
    found = []
    if done.returncode != code:
        found.append(f"exit code must be {code}: {done.returncode}")
    said = [line for line in done.stderr.splitlines() if all(word in line for word in words)]
    if len(said) != 1:
        found.append(f"one line must name {words}")
    if any(line.startswith("\tat ") for line in done.stderr.splitlines()):
        found.append("must not show a stack trace")
    if found:
        return f"FAILED {name}: {'; '.join(found)}\n{done.stderr}"
    print(f"{name} (exit {code}, {time.monotonic() - start:.0f} s): {said[0]}", flush=True)
    return None


with socket.create_server(("127.0.0.1", 0)) as BUSY, concurrent.futures.ThreadPoolExecutor(2) as pool:
    failures = [failure for failure in pool.map(problems, list(cases())) if failure]
left = [str(path.relative_to(WORK)) for pattern in ("*/models/*", "*/campaigns/*") for path in WORK.glob(pattern)]
if left:
    failures.append(f"FAILED must leave neither models nor campaigns: {left}")
sys.exit("\n".join(failures) if failures else 0)
