"""A model of a store as PyArrow and NumPy see it; shares no code with the Java that wrote it."""

import functools
import json
import math
import pathlib
import urllib.parse

import numpy as np
import pyarrow as arrow
import pyarrow.compute as compute
import pyarrow.parquet as parquet


class Model:
    def __init__(self, store, campaign):
        store = pathlib.Path(store)
        pointer = json.loads((store / "campaigns" / f"{campaign}.json").read_text())
        self.folder = store / "models" / pointer["model"]
        self.manifest = json.loads((self.folder / "model.json").read_text())
        self.item_ids, self.items = self.embeddings("items", "item_id")
        self.user_ids, self.users = self.embeddings("users", "user_id")
        context = self.table("context")
        pairs = zip(context["field"].to_pylist(), context["value"].to_pylist())
        self.context = dict(zip(pairs, np.array(context["embedding"].to_pylist(), dtype=np.float32)))

    def files(self, folder):
        return [self.folder / name for name in sorted(self.manifest["files"]) if name.startswith(folder + "/")]

    def table(self, folder):
        return parquet.read_table(self.files(folder))

    def embeddings(self, folder, key):
        table = self.table(folder)
        return table[key].to_pylist(), np.array(table["embedding"].to_pylist(), dtype=np.float32)

    def sample_of_users(self, count):
        """Some users, always the same, after None for the unknown one."""
        random = np.random.default_rng(7)
        chosen = random.choice(len(self.user_ids), min(count, len(self.user_ids)), replace=False)
        return [None] + [self.user_ids[i] for i in sorted(chosen)]

    def rows_of(self, users):
        """Rows of the recommendations table of some users."""
        table = self.table("recommendations")
        return table.filter(compute.is_in(table["user_id"], value_set=arrow.array(users, arrow.string()))).to_pylist()

    def user_embedding(self, user):
        if user is None:
            return np.append(np.zeros(self.manifest["dimension"] - 1, np.float32), np.float32(1))
        return self.users[self.user_ids.index(user)]

    def context_embedding(self, variant):
        """Sum of a variant's embeddings in float32, in the order of its fields."""
        total = np.zeros(self.manifest["dimension"], np.float32)
        for pair in parse(variant).items():
            total = total + self.context[pair]
        return total

    @functools.lru_cache(maxsize=256)
    def user_logits(self, user):
        return chain(self.user_embedding(user), self.items)

    @functools.lru_cache(maxsize=256)
    def context_logits(self, variant):
        return chain(self.context_embedding(variant), self.items)

    def logits(self, user, variant):
        """The published arithmetic: float32, one chain for the user and one for the context."""
        return (self.user_logits(user) + self.context_logits(variant)).astype(np.float64)

    def wide_logits(self, user, variant):
        """The published formula as an analyst writes it: one product in float64."""
        query = self.user_embedding(user).astype(np.float64) + self.context_embedding(variant)
        return self.items.astype(np.float64) @ query


def chain(query, items):
    """One chain of fused multiply-adds for each item; float64 holds the product of two float32 exactly."""
    total = np.zeros(len(items), np.float32)
    for factor, weight in enumerate(query.astype(np.float64)):
        total = (weight * items[:, factor].astype(np.float64) + total).astype(np.float32)
    return total


def parse(variant):
    """Fields and values of a canonical key."""
    pairs = [pair.split("=", 1) for pair in variant.split("&")] if variant else []
    return {urllib.parse.unquote(field): urllib.parse.unquote(value) for field, value in pairs}


def log_partition(logits):
    top = logits.max()
    return float(top + math.log(np.exp(logits - top).sum()))
