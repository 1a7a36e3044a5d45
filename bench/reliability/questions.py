"""Requests of several kinds, with the answers that some models must give, from their files alone: NumPy and PyArrow.

A question is a line: path, body, side of the user in a split, then each model and its answer.
"""

import hashlib
import json
from pathlib import Path

import numpy as np
import pyarrow.parquet as parquet

RESULTS = 25
# More than asked for: where scores are as good as equal, another item may come last.
MARGIN = 8
ARN = "arn:aws:personalize:us-east-1:000000000000:campaign/"


class Model:
    """Embeddings of one model; answers by the published formula in float64."""

    def __init__(self, store, model):
        self.folder = Path(store) / "models" / model
        self.id = model
        self.manifest = json.loads((self.folder / "model.json").read_text())
        self.item_ids, self.items = self.embeddings("items", "item_id")
        user_ids, self.users = self.embeddings("users", "user_id")
        self.user_rows = {user: row for row, user in enumerate(user_ids)}
        self.item_rows = {item: row for row, item in enumerate(self.item_ids)}
        context = self.table("context")
        pairs = zip(context["field"].to_pylist(), context["value"].to_pylist())
        self.context = dict(zip(pairs, np.array(context["embedding"].to_pylist(), np.float64)))

    def table(self, name):
        files = [self.folder / file for file in sorted(self.manifest["files"]) if file.startswith(name + "/")]
        return parquet.read_table(files)

    def embeddings(self, name, key):
        table = self.table(name)
        return table[key].to_pylist(), np.array(table["embedding"].to_pylist(), np.float64)

    def logits(self, user, context):
        query = self.users[self.user_rows[user]].copy()
        for pair in context.items():
            query += self.context.get(pair, 0)
        return self.items @ query

    def recommend(self, user, context):
        logits = self.logits(user, context)
        scores = np.exp(logits - logits.max())
        scores /= scores.sum()
        best = np.argsort(-scores)[: RESULTS + MARGIN]
        return [(self.item_ids[i], scores[i]) for i in best]

    def rank(self, user, context, items):
        logits = self.logits(user, context)[[self.item_rows[item] for item in items]]
        scores = np.exp(logits - logits.max())
        scores /= scores.sum()
        return list(zip(items, scores))


def side(campaign, model, percent, user):
    """As docs/operations.md says it."""
    digest = hashlib.sha256(f"{campaign}/{model}/{user}".encode()).digest()
    return "b" if int.from_bytes(digest[:8], "big") / 2**64 < percent / 100 else "a"


def write(path, store, models, campaigns, split, users=400, seed=1):
    """Questions to the campaigns of recommendations and of ranking; split is the model of side b and its percentage."""
    random = np.random.default_rng(seed)
    first, *others = loaded = [Model(store, model) for model in models]
    known = sorted(set(first.user_rows).intersection(*(other.user_rows for other in others)))
    catalogue = sorted(set(first.item_rows).intersection(*(other.item_rows for other in others)))
    # A model that knows no context must leave it out of account.
    fields = max((model.manifest["contextFields"] for model in loaded), key=len)
    with open(path, "w") as out:
        for user in random.choice(known, min(users, len(known)), replace=False):
            user = str(user)
            context = {field: str(random.choice(values)) for field, values in fields.items()}
            # Of five requests three are without context, one is in context and one is a ranking.
            for kind in ("table", "table", "table", "context", "ranking"):
                asked = {} if kind == "table" else context
                campaign = campaigns[kind == "ranking"]
                body = {"campaignArn": ARN + campaign, "userId": user, "context": asked}
                if kind == "ranking":
                    items = [str(item) for item in random.choice(catalogue, min(RESULTS, len(catalogue)), replace=False)]
                    answers = [model.rank(user, asked, items) for model in loaded]
                    body["inputList"] = items
                else:
                    answers = [model.recommend(user, asked) for model in loaded]
                    body["numResults"] = RESULTS
                path_of = "/personalize-ranking" if kind == "ranking" else "/recommendations"
                parts = [path_of, json.dumps(body), side(campaign, *split, user)]
                for model, answer in zip(loaded, answers):
                    parts += [model.id, " ".join(f"{item} {score:.9g}" for item, score in answer)]
                out.write("\t".join(parts) + "\n")
