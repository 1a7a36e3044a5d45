"""Nightjar as its users run it: train and evaluate of bin/nightjar, then its published formula on its own tables."""

import json
import shlex

import numpy as np
import pyarrow.parquet as parquet
from nightjar_process import nightjar

# Names in metrics.json of what the judge measures.
REPORTED = {
    "recall@20": "recall_at_20",
    "ndcg@20": "ndcg_at_20",
    "hit rate@10": "hit_rate_at_10",
    "nll": "nll",
    "calibration error": "expected_calibration_error",
}


class Ours:
    """A trained model of a data set; ``flags`` are further ones for train."""

    def __init__(self, data, folder, flags, memory, logs):
        self.data, self.flags = data, flags
        store = folder / "store"
        tag = "-".join(flags.replace("-", " ").split()) or "defaults"
        command = ["train", "--store", store, *data.train_flags(folder), *shlex.split(flags)]
        self.train = nightjar(command, logs / f"train-{tag}.log", memory)
        model = self.train.last_line
        command = ["evaluate", "--store", store, "--model", model, *data.evaluate_flags(folder)]
        nightjar(command, logs / f"evaluate-{tag}.log", memory)
        self.folder = store / "models" / model
        self.manifest = json.loads((self.folder / "model.json").read_text())
        self.metrics = json.loads((self.folder / "metrics.json").read_text())["metrics"]
        self.user_ids, self.users = self._embeddings("users", "user_id")
        self.item_ids, self.items = self._embeddings("items", "item_id")

    def _embeddings(self, folder, *keys):
        table = self._table(folder)
        rows = np.array(table["embedding"].to_pylist(), np.float32)
        return [np.array(table[key].to_pylist(), str) for key in keys] + [rows]

    def _table(self, folder):
        files = [name for name in self.manifest["files"] if name.startswith(folder + "/")]
        return parquet.read_table([self.folder / name for name in files])

    def logits(self, queries, in_context=True):
        """A function from queries to logits, by the formula of docs/tables.md."""
        users, items = self.data.ids()
        if not np.array_equal(items, self.item_ids) or not np.array_equal(users, self.user_ids):
            raise AssertionError("the model must have the users of train and the items of the catalogue")
        asked = self.users[queries.user]
        if not in_context:
            return lambda chosen: asked[chosen] @ self.items.T
        contexts = self._contexts()
        return lambda chosen: (asked[chosen] + contexts[queries.context[chosen]]) @ self.items.T

    def _contexts(self):
        """The sum of the embeddings of each context, by its number."""
        if not self.data.context:
            return np.zeros((1, self.items.shape[1]), np.float32)
        fields, values, rows = self._embeddings("context", "field", "value")
        known = {(field, value): row for field, value, row in zip(fields, values, rows)}
        nothing = np.zeros(self.items.shape[1], np.float32)
        return np.array(
            [
                np.sum([known.get(pair, nothing) for pair in zip(self.data.context, context)], axis=0)
                for context in self.data.contexts()
            ],
            np.float32,
        )

    def check(self, ranking, found, queries):
        """Raises unless what ``evaluate`` reported of a ranking is what the judge found."""
        reported = self.metrics[ranking]
        for name, value in found.items():
            # Sums in another order may swap two items that are as good as equal.
            allowed = 1e-3 if name == "nll" else max(1e-4, 2 / queries)
            if abs(reported[REPORTED[name]] - value) > allowed:
                raise AssertionError(f"{ranking}, {name}: evaluate says {reported[REPORTED[name]]}, the judge {value}")
