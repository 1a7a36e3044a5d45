"""Mixed load on a server while models are swapped, every reply checked: bench/reliability/soak --help

1. Capacity: as many requests as 16 connections get answered, after a warm-up.
2. Load at a share of it for some minutes. The two campaigns are pointed at another model again and again; every third
   time they are split between both models.
3. Overload: more connections than may wait, each asking as fast as it can.

Fails when a reply was wrong or none, when a request within capacity was turned away, or when the server holds more
memory than before. Times are reported, not judged.
"""

import argparse
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

import questions
from printed import machine, table

HOME = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
CAMPAIGNS = ("soak", "soak-ranking")
RECIPES = ("aws-user-personalization", "aws-personalized-ranking")
CONNECTIONS = 16
SPLIT = 30.0
READY_SECONDS = 120
# Live objects after a full collection may differ by what caches hold.
GROWTH = 1.10


def arguments():
    parser = argparse.ArgumentParser(prog="bench/reliability/soak", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--store", help="with two complete models or more; without it, two nights of the demo are made")
    parser.add_argument("--minutes", type=float, default=60, help="of load with swaps (default: %(default)s)")
    parser.add_argument("--swap-seconds", type=float, default=60, help="between two swaps (default: %(default)s)")
    parser.add_argument("--share", type=float, default=0.8, help="of the capacity (default: %(default)s)")
    parser.add_argument("--capacity-seconds", type=int, default=20, help="(default: %(default)s)")
    parser.add_argument("--overload-seconds", type=int, default=20, help="(default: %(default)s)")
    parser.add_argument("--overload-connections", type=int, default=2000, help="(default: %(default)s)")
    parser.add_argument("--json", help="file for every second of the load")
    return parser.parse_args()


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def complete_models(store):
    """Ids of the models with a table of recommendations, newest first."""
    found = []
    for manifest in sorted(Path(store).glob("models/*/model.json"), reverse=True):
        files = json.loads(manifest.read_text())["files"]
        if any(file.startswith("recommendations/") for file in files):
            found.append(manifest.parent.name)
    return found


def make_store(folder):
    """The demo and one more night of another seed."""
    store = folder / "store"
    run = [HOME / "bin/nightjar"]
    print("making two models of the demo ...", file=sys.stderr)
    for command in (
        ["demo", "--store", store, "--no-serve"],
        ["nightly", "--store", store, "--interactions", store / "demo-data/interactions.csv", "--items", store / "demo-data/items.csv",
         "--users", store / "demo-data/users.csv", "--dimension", "32", "--context", "DEVICE,DAYPART", "--seed", "2"],
    ):
        with open(folder / "nights.log", "a") as log:
            subprocess.run([str(part) for part in run + command], check=True, stdout=log, stderr=log)
    return store


class Server:
    def __init__(self, store, log):
        self.store, self.port = Path(store), free_port()
        options = {**os.environ, "NIGHTJAR_SERVE_OPTS": os.environ.get("NIGHTJAR_SERVE_OPTS", "-Xmx1g")}
        command = ["bash", HOME / "bin/nightjar", "serve", "--store", store, "--port", str(self.port), "--admin-port", "0"]
        self.log = open(log, "w")
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, env=options)

    def await_models(self, models):
        """Until each campaign serves what it should."""
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=10) as reply:
                    campaigns = json.load(reply)["campaigns"]
                served = {one["campaign"]: (one["model"], one.get("splitModel")) for one in campaigns}
                if all(served.get(campaign) == models for campaign in CAMPAIGNS):
                    return
            except OSError:
                pass
            time.sleep(0.05)
        sys.exit(f"the server must serve {models} within {READY_SECONDS} s:\n{Path(self.log.name).read_text()[-2000:]}")

    def live_bytes(self):
        """Bytes of live objects, after a full collection."""
        printed = subprocess.run(["jcmd", str(self.process.pid), "GC.class_histogram"], check=True, capture_output=True, text=True).stdout
        return int(re.search(r"^Total\s+\d+\s+(\d+)", printed, re.MULTILINE).group(1))

    def resident_bytes(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) * 1024

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()


def publish(store, model, other=None):
    """Replaces the campaign files, each in one step, as the command does."""
    for campaign, recipe in zip(CAMPAIGNS, RECIPES):
        text = {"campaign": campaign, "recipe": recipe, "model": model, "published": "2026-01-01T00:00:00Z"}
        if other:
            text["split"] = {"model": other, "percent": SPLIT}
        file = Path(store) / "campaigns" / f"{campaign}.json"
        aside = file.with_name(f".{file.name}.soak")
        aside.write_text(json.dumps(text))
        aside.replace(file)


def load(port, asked, connections, rate, seconds, seed, out):
    """Runs the generator; returns its exit code, the seconds and the sum of all."""
    classes = Path(asked).parent / "classes"
    if not classes.exists():
        subprocess.run(["javac", "-d", str(classes), str(HERE / "Load.java")], check=True)
    command = ["java", "-Xmx256m", "-cp", classes, "Load", port, asked, connections, rate, seconds, seed, out]
    code = subprocess.run([str(part) for part in command]).returncode
    *lines, total = [json.loads(line) for line in open(out)]
    return code, lines, total


class Swaps(threading.Thread):
    """Points the campaigns at one model after the other: a, b, then both, split."""

    def __init__(self, server, models, seconds, interval):
        super().__init__()
        self.server, self.models, self.interval = server, models, interval
        self.end = time.monotonic() + seconds
        self.done, self.failure = [], None

    def run(self):
        try:
            first, second = self.models
            states = [(second, None), (first, second), (first, None)]
            while time.monotonic() + self.interval < self.end:
                time.sleep(self.interval)
                state = states[len(self.done) % len(states)]
                start = time.time()
                publish(self.server.store, *state)
                self.server.await_models(state)
                self.done.append((start, time.time()))
        except BaseException as failure:
            self.failure = failure


def worst(lines, key):
    return max((line[key] for line in lines), default=0)


def median(values):
    return sorted(values)[len(values) // 2] if values else 0


def report(options, capacity, rate, lines, total, swaps, memory, overload):
    begin = total["startedAt"]
    swapped = {second for start, end in swaps.done for second in range(int(start - begin), int(end - begin) + 1)}
    full = [line for line in lines[:-2] if line["answered"]]
    steady = [line for line in full if line["second"] not in swapped]
    during = [line for line in full if line["second"] in swapped]
    print(machine())
    rows = [
        ["capacity", f"{capacity:,.0f} requests/s over {CONNECTIONS} connections"],
        ["load", f"{rate:,.0f} requests/s for {options.minutes:g} minutes, {total['answered']:,} answered and checked"],
        ["failed or wrong / turned away", f"{total['failures']} / {total['shed']}"],
        ["swaps", f"{len(swaps.done)}, from file to last campaign {median([end - start for start, end in swaps.done]):.1f} s (median)"],
        ["p50 / p99 of the seconds without a swap (median)", f"{median([l['p50'] for l in steady]):.2f} / {median([l['p99'] for l in steady]):.2f} ms"],
        ["p50 / p99 of the seconds with a swap (median)", f"{median([l['p50'] for l in during]):.2f} / {median([l['p99'] for l in during]):.2f} ms"],
        ["p99 of the worst second without / with a swap", f"{worst(steady, 'p99'):.1f} / {worst(during, 'p99'):.1f} ms"],
        ["p99 / p99.9 / longest over all", f"{total['p99']:.1f} / {total['p999']:.1f} / {total['max']:.0f} ms"],
        ["live objects after a full collection, before / after", f"{memory[0] / 2**20:.1f} / {memory[1] / 2**20:.1f} MiB"],
        ["resident, before / after", f"{memory[2] / 2**20:.0f} / {memory[3] / 2**20:.0f} MiB"],
    ]
    if overload:
        seconds = options.overload_seconds
        rows += [
            ["overload", f"{options.overload_connections:,} connections for {seconds} s, each as fast as it can"],
            ["overload: answered / turned away", f"{overload['answered'] / seconds:,.0f} / {overload['shed'] / seconds:,.0f} requests/s"],
            ["overload: p50 / p99 of what is answered", f"{overload['p50']:.0f} / {overload['p99']:.0f} ms"],
        ]
    print(table(["what", "figure"], rows))


def soak(options, folder):
    store = Path(options.store or make_store(folder)).resolve()
    models = complete_models(store)[:2]
    if len(models) < 2:
        sys.exit(f"{store} must have two models with recommendations: {models}")
    asked = folder / "questions.tsv"
    questions.write(asked, store, models, CAMPAIGNS, (models[1], SPLIT))
    # The models of the store, under campaigns that no other server looks at.
    served = folder / "served"
    (served / "campaigns").mkdir(parents=True)
    (served / "models").symlink_to(store / "models")
    publish(served, models[0])
    server = Server(served, folder / "server.log")
    problems = []
    try:
        server.await_models((models[0], None))
        load(server.port, asked, CONNECTIONS, 0, max(5, options.capacity_seconds // 2), 1, folder / "warm-up.json")
        code, _, total = load(server.port, asked, CONNECTIONS, 0, options.capacity_seconds, 2, folder / "capacity.json")
        capacity = total["answered"] / options.capacity_seconds
        problems += ["a wrong reply while the capacity was measured"] if code else []
        rate, seconds = options.share * capacity, int(options.minutes * 60)
        before = server.live_bytes(), server.resident_bytes()
        swaps = Swaps(server, models, seconds, options.swap_seconds)
        swaps.start()
        code, lines, total = load(server.port, asked, CONNECTIONS, rate, seconds, 3, options.json or folder / "load.json")
        swaps.join()
        problems += [f"swaps: {swaps.failure}"] if swaps.failure else []
        problems += ["a wrong reply or none under load"] if code else []
        problems += [f"{total['shed']} requests within capacity were turned away"] if total["shed"] else []
        publish(served, models[0])
        server.await_models((models[0], None))
        memory = before[0], server.live_bytes(), before[1], server.resident_bytes()
        problems += ["the server must give the memory of old models back"] if memory[1] > GROWTH * memory[0] else []
        overload = None
        if options.overload_seconds:
            code, _, overload = load(
                server.port, asked, options.overload_connections, 0, options.overload_seconds, 4, folder / "overload.json"
            )
            problems += ["a wrong reply or none under overload"] if code else []
        report(options, capacity, rate, lines, total, swaps, memory, overload)
    finally:
        code = server.stop()
    problems += [f"the server must end by SIGTERM: {code}"] if code != 143 else []
    wrong = [line for line in (folder / "server.log").read_text().splitlines() if " ERROR " in line]
    problems += [f"the server's log: {wrong[0]}"] if wrong else []
    for problem in problems:
        print(f"FAILED {problem}", file=sys.stderr)
    return bool(problems)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="nightjar-soak.") as temporary:
        sys.exit(soak(arguments(), Path(temporary)))
