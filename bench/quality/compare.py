"""Trains Nightjar and its peers on a public data set and measures all alike: bench/quality/run --help

One split, one catalogue, one judge for all. The judge must find what `bin/nightjar evaluate` reports of the same model,
else the run fails. Peers get hyper-parameters and a temperature from a hold-out of train; Nightjar gets its defaults,
and whatever --nightjar says.
"""

import argparse
import json
import sys
import tempfile
from datetime import datetime, timezone
from pathlib import Path

import numpy as np
from datasets import DATA_SETS, add_data
from judge import judge, uniform_nll
from ours import Ours
from peers import PEERS
from printed import machine
from questions import queries
from report import TIMES, text, versions
from search import scaled, search, shown


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data_set", choices=[*DATA_SETS, "all"])
    add_data(parser)
    parser.add_argument(
        "--nightjar",
        action="append",
        metavar="FLAGS",
        help="flags for bin/nightjar train, in one word; repeat it for more models (default: none, the plain defaults)",
    )
    parser.add_argument("--only-peers", action="store_true", help="leave Nightjar out")
    parser.add_argument("--trials", type=int, default=8, help="hyper-parameters that each peer tries (default: 8)")
    parser.add_argument("--peers", default="", metavar="WORD,…", help="only peers whose name has one of these words")
    parser.add_argument("--memory", default="4g", help="heap of bin/nightjar (default: 4g)")
    parser.add_argument("--results", type=Path, help="where the figures go as JSON")
    parser.add_argument("--seed", type=int, default=42, help="of the search (default: 42)")
    return parser.parse_args()


def say(line):
    print(line, file=sys.stderr, flush=True)


class Comparison:
    """One data set, with everything that is asked of it."""

    def __init__(self, data, arguments):
        self.data, self.arguments = data, arguments
        self.random = np.random.default_rng(arguments.seed)
        self.train, test = data.rows()
        self.users, self.items = map(len, data.ids())
        self.queries = queries(self.train, test, data.excluded_by)
        self.rows = []

    def add(self, name, metrics, **more):
        self.rows.append({"name": name, "metrics": metrics, **more})
        seconds = {TIMES[name]: more[name] for name in TIMES if name in more}
        say(f"{name}: " + ", ".join(f"{metric} {value:.4f}" for metric, value in (metrics | seconds).items()))

    def nightjar(self, flags, folder):
        ours = Ours(self.data, folder, flags, self.arguments.memory, folder)
        found = judge(self.queries, ours.logits(self.queries))
        ours.check("model", found, len(self.queries))
        popularity = PEERS[0].fit(self.train.matrix(self.users, self.items), {})
        ours.check("popularity", judge(self.queries, scaled(self.queries, popularity)), len(self.queries))
        chosen = flags or "defaults"
        times = {"train_seconds": ours.train.wall, "train_cpu": ours.train.cpu, "steps": ours.train.steps}
        self.add("**Nightjar**", found, chosen=chosen, **times)
        if self.data.context:
            found = judge(self.queries, ours.logits(self.queries, in_context=False))
            ours.check("model_without_context", found, len(self.queries))
            self.add("the same, context left away", found, chosen=chosen)

    def peers(self):
        held_out = self.data.validation(self.train, self.random)
        kept, asked = self.train.where(~held_out), self.train.where(held_out)
        validation = queries(kept, asked, self.data.excluded_by)
        matrices = [rows.matrix(self.users, self.items) for rows in (kept, self.train)]
        words = self.arguments.peers.lower().split(",")
        for peer in PEERS:
            if self.items > getattr(peer, "most_items", self.items):
                say(f"{peer.name}: left out, since the catalogue has more than {peer.most_items:,} items")
            elif any(word in peer.name.lower() for word in words):
                fitted = search(peer, matrices[0], validation, matrices[1], self.arguments.trials, self.random, say)
                times = {name: getattr(fitted, name) for name in ("train_seconds", "train_cpu", "search_seconds")}
                found = judge(self.queries, fitted.logits(self.queries))
                chosen = shown({**fitted.chosen, "factor of logits": fitted.factor})
                self.add(peer.name, found, chosen=chosen, **times)

    def report(self, here):
        return {
            "data": self.data.name,
            "date": datetime.now(timezone.utc).isoformat(timespec="seconds"),
            "machine": here,
            "versions": versions(),
            "command": ["bench/quality/run", *sys.argv[1:]],
            "queries": len(self.queries),
            "users": len(np.unique(self.queries.user)),
            "items": self.items,
            "train": len(self.train.user),
            "rows": self.rows,
        }


def compare(name, arguments):
    say(f"== {name}")
    here = machine()
    comparison = Comparison(DATA_SETS[name](arguments.data), arguments)
    if not arguments.only_peers:
        with tempfile.TemporaryDirectory(prefix="nightjar-quality.") as folder:
            comparison.data.write(Path(folder))
            for flags in arguments.nightjar or [""]:
                comparison.nightjar(flags, Path(folder))
    comparison.peers()
    comparison.add("all items alike", {"nll": uniform_nll(comparison.queries, comparison.items)})
    return comparison.report(here)


def main():
    arguments = parse()
    names = list(DATA_SETS) if arguments.data_set == "all" else [arguments.data_set]
    reports = []
    for name in names:
        reports.append(compare(name, arguments))
        print(text(reports[-1]), flush=True)
        if arguments.results:
            arguments.results.write_text(json.dumps(reports, indent=2) + "\n")


if __name__ == "__main__":
    main()
