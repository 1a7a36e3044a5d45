"""How well new items and new users are met: a tenth of them is withheld from training but for its metadata."""

import argparse
import json
import tempfile
import zlib
from pathlib import Path

import numpy as np
import pandas
import pyarrow.parquet as parquet
from datasets import add_data
from nightjar_process import nightjar

DEPTH = 20


def withheld(ids):
    """A tenth, by a hash: the same in every run."""
    return ids.map(lambda one: zlib.crc32(one.encode()) % 10 == 0)


class Model:
    """Embeddings of a model by id."""

    def __init__(self, folder):
        self.folder = folder
        manifest = json.loads((folder / "model.json").read_text())
        self.training = manifest["training"]
        self.files = manifest["files"]
        users = self._table("users", ["user_id", "embedding"])
        self.users = dict(zip(users["user_id"].to_pylist(), _rows(users)))
        items = self._table("items", ["item_id", "embedding", "popularity"])
        self.item_ids = np.array(items["item_id"].to_pylist(), str)
        self.items = _rows(items)
        self.is_new = items["popularity"].to_numpy() == 0

    def _table(self, name, columns):
        files = [self.folder / file for file in self.files if file.startswith(name + "/")]
        return parquet.read_table(files, columns=columns)


def _rows(table):
    return np.array(table["embedding"].to_pylist(), np.float64)


def train(folder, interactions, flags, log):
    interactions.to_csv(folder / "train.csv", index=False)
    command = ["train", "--store", folder / "store", "--interactions", folder / "train.csv", "--holdout-users", "0"]
    outcome = nightjar([*command, *flags], log)
    return Model(folder / "store/models" / outcome.last_line)


def judge(logits, chosen):
    """Recall@20, mean place of the chosen as a share of the list, nll in nats; ``logits`` of the candidates."""
    places = (-logits).argsort(kind="stable").argsort()[chosen]
    top = logits.max()
    partition = top + np.log(np.exp(logits - top).sum())
    recall = (places < DEPTH).sum() / min(DEPTH, len(chosen))
    return np.array([recall, (places / len(logits)).mean(), (partition - logits[chosen]).mean()])


def table(title, candidates, rows):
    print(f"\n{title}\n\n| ranking | recall@20 | mean place | nll |\n| --- | --- | --- | --- |")
    for name, figures in rows:
        figures = np.array(figures)
        error = figures.std(axis=0) / np.sqrt(len(figures))
        recall, place, nll = (f"{mean:.3f} ± {off:.3f}" for mean, off in zip(figures.mean(axis=0), error))
        print(f"| {name} | {recall} | {place} | {nll} |")
    print(f"| all alike | {DEPTH / candidates:.3f} | 0.500 | {np.log(candidates):.3f} |")


def new_items(data, folder, logs):
    """MovieLens: every tenth film loses its ratings; who rated it, and which of the new ones, is asked."""
    ratings = pandas.read_csv(data / "ml-latest-small/ratings.csv.gz", dtype=str)
    out = withheld(ratings["movieId"])
    flags = ["--items", data / "ml-latest-small/movies.csv.gz"]
    flags += ["--column", "USER_ID=userId", "--column", "ITEM_ID=movieId"]
    model = train(folder, ratings[~out], flags, logs / "items.log")
    places = {one: place for place, one in enumerate(model.item_ids[model.is_new])}
    new = model.items[model.is_new]
    found, by_bias = [], []
    for user, rows in ratings[out].groupby("userId"):
        chosen = np.array([places[item] for item in rows["movieId"]])
        if user in model.users:
            found.append(judge(new @ model.users[user], chosen))
            by_bias.append(judge(new[:, -1], chosen))
    table(
        f"New films of MovieLens: {len(new):,} candidates, {len(found)} users",
        len(new),
        [("embeddings from genres", found), ("their bias alone", by_bias)],
    )


def new_users(folder, logs):
    """The sample data: every tenth user loses all interactions; what they took is asked."""
    nightjar(["demo", "--no-serve", "--store", folder / "demo"], logs / "demo.log")
    sample = folder / "demo/demo-data"
    interactions = pandas.read_csv(sample / "interactions.csv", dtype=str)
    out = withheld(interactions["USER_ID"])
    flags = ["--users", sample / "users.csv", "--items", sample / "items.csv", "--dimension", "16", "--epochs", "10"]
    model = train(folder, interactions[~out], flags, logs / "users.log")
    places = {one: place for place, one in enumerate(model.item_ids)}
    found, as_strangers = [], []
    for user, rows in interactions[out].groupby("USER_ID"):
        chosen = np.array([places[item] for item in rows["ITEM_ID"].unique()])
        found.append(judge(model.items @ model.users[user], chosen))
        as_strangers.append(judge(model.items[:, -1], chosen))
    table(
        f"New users of the sample data: {len(model.items):,} candidates, {len(found)} users",
        len(model.items),
        [("embeddings from age group and country", found), ("as unknown users", as_strangers)],
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    add_data(parser)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="nightjar-cold-start.") as work:
        for name, run in (("items", lambda f: new_items(options.data, f, f)), ("users", lambda f: new_users(f, f))):
            folder = Path(work) / name
            folder.mkdir()
            run(folder)


if __name__ == "__main__":
    main()
