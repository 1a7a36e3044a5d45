"""Puts the same load on the server and beside it on a bare handler and a handler that fetches from Redis.

The bare handler is of the same Javalin, reads the same requests and answers a constant body of the same size. Redis holds
the very replies. Signed requests go to a server of their own, which verifies them, and the very same to the bare handler.
wrk draws the users of requests from a part of the store's. One run of everyone is discarded, then everyone has one run in
each round.
"""

import argparse
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import contenders
import printed
import pyarrow.parquet as pq
import signature
import store
from contenders import Client, ContenderFailed

ARN = "arn:aws:personalize:us-east-1:000000000000:campaign/"
RANKED = (25, 100, 500)
LARGEST_RANKING = "ranking 500"
SIGNED = "table signed"
# wrk's own is two seconds, which a connection among hundreds may wait where two cores do everything.
TIMEOUT = 10
HERE = Path(__file__).resolve().parent


def say(text):
    print(text, file=sys.stderr, flush=True)


class Load:
    """Requests of one kind: where they go, and their bodies, one of which is drawn for each request."""

    def __init__(self, name, path, bodies, folder):
        self.name, self.path, self.bodies = name, path, bodies
        self.file = Path(folder) / f"{name.replace(' ', '-')}.bodies"
        self.file.write_text("".join(body + "\n" for body in bodies))

    @property
    def bare_path(self):
        return "/" + self.name.replace(" ", "-")

    def sign(self, port):
        """Signs anew what goes to a port: a signature is good for fifteen minutes."""
        signer = signature.Signer(f"127.0.0.1:{port}", self.path)
        lines = (f"{body}\t{signer.time}\t{signer.authorization(body)}\n" for body in self.bodies)
        self.file.write_text("".join(lines))


def table_loads(users, folder, top):
    """Answered from the table, the same signed, and answered live."""
    asked = [json.dumps({"campaignArn": ARN + store.CAMPAIGN, "userId": user}) for user in users]
    # More than a row holds, so that no row answers.
    live = [json.dumps({"campaignArn": ARN + store.CAMPAIGN, "userId": user, "numResults": top + 5}) for user in users]
    loads = {"table": asked, SIGNED: asked, "live": live}
    return [Load(name, "/recommendations", bodies, folder) for name, bodies in loads.items()]


def ranking_load(size, users, items, draw, folder):
    bodies = [
        json.dumps({"campaignArn": ARN + store.RANKING, "userId": user, "inputList": draw.sample(items, size)})
        for user in users[:2000]
    ]
    return Load(f"ranking {size}", "/personalize-ranking", bodies, folder)


def without_id(reply):
    """A reply up to the id that is new each time."""
    return reply[: reply.rindex(b',"recommendationId"')]


def expected_lists(folder, users):
    """Ids and scores of the rows of some users, as Parquet has them."""
    files = sorted(str(path) for path in Path(folder).glob("models/*/recommendations/*.parquet"))
    rows = pq.read_table(files, filters=[("context", "=", ""), ("user_id", "in", users)]).to_pylist()
    return {row["user_id"]: [(item["item_id"], item["score"]) for item in row["items"]] for row in rows}


def check_table(folder, users, replies):
    some = users[:200]
    expected = expected_lists(folder, some)
    for user in some:
        got = [(item["itemId"], item["score"]) for item in json.loads(replies[user] + b"}")["itemList"]]
        # The shortest decimal of a float is not its double; a part in 10 million tells them from neighbours.
        same = len(got) == len(expected[user]) and all(
            a[0] == b[0] and abs(a[1] - b[1]) <= 1e-7 * b[1] for a, b in zip(got, expected[user])
        )
        if not same:
            raise ContenderFailed(f"the reply for {user} must be the row of the table: {got[:2]}, {expected[user][:2]}")


def collect(server, load, users, source):
    client = Client(server.port)
    replies = {}
    for user, body in zip(users, load.bodies):
        answered, reply = client.post(load.path, body)
        if answered != source:
            raise ContenderFailed(f"{load.name} must be answered from {source}: {answered}")
        replies[user] = without_id(reply)
    return replies


def check_equal(contender, path, load, users, replies):
    client = Client(contender.port)
    for user, body in list(zip(users, load.bodies))[:500]:
        if without_id(client.post(path, body)[1]) != replies[user]:
            raise ContenderFailed(f"{contender.name} must answer what the server answers for {user}")


def run_wrk(contender, path, load, connections, seconds):
    threads = min(2, connections, os.cpu_count())
    before = contender.cpu()
    output = subprocess.run(
        ["wrk", f"-t{threads}", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", f"{TIMEOUT}s", "-s", HERE / "load.lua"]
        + [f"http://127.0.0.1:{contender.port}", "--", path, load.file],
        stdout=subprocess.PIPE, text=True, check=True,
    ).stdout  # fmt: skip
    found = json.loads(re.search(r"^wrk (.*)$", output, re.MULTILINE)[1])
    if found["status"] or found["socket"] or not found["requests"]:
        raise ContenderFailed(f"{contender.name} must answer every request of {load.name}: {output}")
    found["rate"] = found["requests"] / found["seconds"]
    found["cpu"] = (contender.cpu() - before) / found["requests"] * 1e6
    return found


def measure(field, load, connections, arguments):
    """Runs by contender, for contenders given with the path that answers the load."""
    runs = {contender.name: [] for contender, _ in field}
    for number in range(-1, arguments.rounds):
        for contender, path in field:
            run = run_wrk(contender, path, load, connections, arguments.seconds)
            if number >= 0:
                runs[contender.name].append(run)
    say(f"  {load.name}, {connections} connections: done")
    return runs


def row(load, connections, name, runs, base):
    def median(key, of=runs):
        return statistics.median(run[key] for run in of)

    rates = [run["rate"] for run in runs]
    paired = [a["rate"] / b["rate"] for a, b in zip(base, runs)]
    return [
        load,
        str(connections),
        name,
        f"{median('rate'):,.0f} ({min(rates):,.0f} - {max(rates):,.0f})",
        f"{statistics.median(paired):.2f} ({min(paired):.2f} - {max(paired):.2f})",
        f"{median('p50') / 1000:.2f} / {median('p99') / 1000:.2f} / {median('p999') / 1000:.2f}",
        f"{median('p99', base) / median('p99'):.2f}",
        f"{median('cpu'):.1f}",
    ]


HEADER = ["load", "connections", "who", "requests/s (least - greatest)", "Nightjar / this, paired", "p50 / p99 / p99.9 ms"]
HEADER += ["p99 of Nightjar / this", "CPU us a request"]


def versions():
    java = subprocess.run([contenders.JAVA, "-version"], stderr=subprocess.PIPE, text=True).stderr.splitlines()[0]
    pom = (contenders.HOME / "pom.xml").read_text()
    maven = {name: re.search(rf"<{name}.version>(.*?)<", pom)[1] for name in ("javalin", "jackson", "jedis")}
    redis = subprocess.run(["redis-server", "--version"], stdout=subprocess.PIPE, text=True).stdout.split()[2]
    wrk = subprocess.run(["wrk", "-v"], stdout=subprocess.PIPE, text=True).stdout.split("\n")[0].split("[")[0].strip()
    return ", ".join([java, *(f"{name} {version}" for name, version in maven.items()), f"Redis {redis}", wrk])


class Bench:
    """Everything that runs, and what is left to stop."""

    def __init__(self, arguments, folder):
        self.arguments, self.folder = arguments, Path(folder)
        self.running, self.results = [], []
        self.memory = "memory not measured"

    def started(self, contender):
        self.running.append(contender)
        return contender

    def stop(self):
        for contender in reversed(self.running):
            contender.stop()

    def run(self):
        arguments = self.arguments
        draw = random.Random(1)
        users = [store.world.user_id(user) for user in draw.sample(range(arguments.users), min(arguments.asked, arguments.users))]
        items = [store.world.item_id(item) for item in range(arguments.items)]
        table, signed, live = table_loads(users, self.folder, store.TOP)
        rankings = [ranking_load(size, users, items, draw, self.folder) for size in RANKED]
        server = self.started(contenders.nightjar(arguments.store, arguments.serve, self.folder / "nightjar.log"))
        say(f"  {loaded(self.folder / 'nightjar.log')}")
        replies = collect(server, table, users, "table")
        check_table(arguments.store, users, replies)
        loads = (table, signed, live, *rankings)
        samples = {load: Client(server.port).post(load.path, load.bodies[0])[1] for load in loads}
        bare = self.started(contenders.bare({load.bare_path: reply for load, reply in samples.items()}, self.folder))
        for load in loads:
            if Client(bare.port).post(load.bare_path, load.bodies[0])[1] != samples[load]:
                raise ContenderFailed(f"the bare handler must answer the constant of {load.name}")
        redis = None
        if "table" in arguments.only:
            for contender in contenders.redis(replies, self.folder):
                redis = self.started(contender)
            check_equal(redis, table.path, table, users, replies)
        say("  replies are equal")
        for load in loads:
            if load.name not in arguments.only:
                continue
            field = [(server, load.path), (bare, load.bare_path)]
            if load is table:
                field.append((redis, load.path))
            if load is signed:
                verifying = self.verifying_server()
                field[0] = (verifying, load.path)
            for connections in self.connections(load):
                if load is signed:
                    load.sign(verifying.port)
                runs = measure(field, load, connections, arguments)
                for name, of in runs.items():
                    self.results.append(row(load.name, connections, name, of, runs["nightjar"]))
        resident, anonymous = server.memory()
        self.memory = f"resident {resident:,.0f} MB, {anonymous:,.0f} MB of it anonymous, after the load"

    def verifying_server(self):
        """Another server on the same store, which answers signed requests only."""
        file = signature.credentials(self.folder / "keys.json")
        flags = [*self.arguments.serve, "--credentials", file]
        server = self.started(contenders.nightjar(self.arguments.store, flags, self.folder / "nightjar-signed.log"))
        try:
            Client(server.port).post("/recommendations", "{}")
        except ContenderFailed as refused:
            if " 403 " not in str(refused):
                raise
            return server
        raise ContenderFailed("the server with --credentials must refuse what is not signed")

    def connections(self, load):
        if load.name == "live":
            return [1]
        return [1, *self.arguments.connections] if load.name == LARGEST_RANKING else self.arguments.connections


def loaded(log):
    lines = [line for line in Path(log).read_text().splitlines() if "loaded in" in line]
    return " | ".join(line.split(" - ")[-1].strip() for line in lines)


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--users", type=int, default=1_000_000)
    parser.add_argument("--items", type=int, default=50_000)
    parser.add_argument("--dimension", type=int, default=64)
    parser.add_argument("--asked", type=int, default=20_000, help="users that are asked for")
    parser.add_argument("--connections", type=int, nargs="+", default=[8, 32, 256])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=4, help="of one run")
    loads = ["table", SIGNED, "live", *(f"ranking {size}" for size in RANKED)]
    parser.add_argument("--only", nargs="+", choices=loads, default=loads)
    parser.add_argument("--store", help="where the store is, or is made; a temporary folder else")
    parser.add_argument("--serve", nargs="+", default=[], help="further flags of the server, --admin-port=0 for one")
    parser.add_argument("--smoke", action="store_true", help="a small store and runs of a second: is all answered equally?")
    arguments = parser.parse_args()
    if arguments.smoke:
        arguments.users, arguments.items, arguments.asked = 2_000, 2_000, 500
        arguments.connections, arguments.rounds, arguments.seconds = [8], 1, 1
    return arguments


def main():
    arguments = parse()
    folder = tempfile.mkdtemp(prefix="nightjar-serving.")
    arguments.store = arguments.store or str(Path(folder) / "store")
    machine = printed.machine()
    bench = Bench(arguments, folder)
    try:
        store.make(arguments.store, arguments.users, arguments.items, arguments.dimension, Path(folder) / "store.log")
        bench.run()
    finally:
        bench.stop()
        shutil.rmtree(folder, ignore_errors=True)
        # What was measured before a request failed is printed too.
        print(f"{machine}; {versions()}")
        print(f"{arguments.users:,} users x {store.TOP}, {arguments.items:,} items x {arguments.dimension}")
        print(f"Nightjar: {bench.memory}\n")
        print(printed.table(HEADER, bench.results))


if __name__ == "__main__":
    main()
