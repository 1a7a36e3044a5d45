"""Embeddings to score with, and the forms in which the contenders want them."""

import hashlib
import json
import os
import shutil
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

MODEL = "20260101T000000000Z-00000001"
VARIANTS = 16
MAIN_FIELD = "DEVICE"


class World:
    """Users, items and contexts: normal factors and, as the last coordinate, a bias that falls like Zipf's law.

    Arrays of float32, a row each; the same for the same shape.
    """

    def __init__(self, users, items, contexts):
        self.users, self.items, self.contexts = users, items, contexts

    @staticmethod
    def draw(users, items, dimension):
        random = np.random.default_rng([users, items, dimension])

        def normal(rows, deviation, last):
            drawn = deviation * random.standard_normal((rows, dimension), dtype=np.float32)
            drawn[:, -1] = last
            return drawn

        bias = -np.log1p(random.integers(0, items, items)).astype(np.float32)
        return World(
            normal(users, np.float32(1), 1),
            normal(items, np.float32(dimension**-0.5), bias),
            normal(VARIANTS - 1, np.float32(0.25), 0),
        )

    def save(self, folder):
        for name in ("users", "items", "contexts"):
            np.save(Path(folder) / f"{name}.npy", getattr(self, name))

    @staticmethod
    def load(folder):
        return World(*(np.load(Path(folder) / f"{name}.npy") for name in ("users", "items", "contexts")))


def item_id(ordinal):
    return f"item-{ordinal:08d}"


def user_id(ordinal):
    return f"user-{ordinal:08d}"


def _lists(rows):
    flat = pa.array(rows.reshape(-1), pa.float32())
    return pa.ListArray.from_arrays(np.arange(len(rows) + 1, dtype=np.int32) * rows.shape[1], flat)


def _write(path, **columns):
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table(columns), path, compression="zstd", row_group_size=1 << 16)


def _write_parts(folder, parts, make, rows):
    """Several files, so that each thread has one to read."""
    shutil.rmtree(folder, ignore_errors=True)
    for part, ordinals in enumerate(np.array_split(np.arange(rows), parts)):
        _write(folder / f"part-{part:05d}.zstd.parquet", **make(ordinals))


class Store:
    """A model store with one model, as docs/tables.md has it: what `train` would have written."""

    def __init__(self, folder, world):
        self.folder, self.world = Path(folder), world
        self.model = self.folder / "models" / MODEL
        items, contexts = world.items, world.contexts
        _write_parts(
            self.model / "items",
            2,
            lambda part: {
                "item_id": [item_id(i) for i in part],
                "embedding": _lists(items[part]),
                "popularity": pa.array(np.zeros(len(part)), pa.int64()),
            },
            len(items),
        )
        values = [f"d{i:02d}" for i in range(len(contexts))]
        _write(
            self.model / "context/part-00000.zstd.parquet",
            field=[MAIN_FIELD] * len(values),
            value=values,
            embedding=_lists(contexts),
            interactions=pa.array([1000] * len(values), pa.int64()),
        )
        _write(
            self.model / "observed_contexts/part-00000.zstd.parquet",
            context=[f"{MAIN_FIELD}={value}" for value in values],
            interactions=pa.array([1000] * len(values), pa.int64()),
        )
        self.values = values
        self.users = -1

    def take_users(self, count):
        """Makes the model one of the first ``count`` users; recommendations for as many may stay."""
        if count != self.users:
            shutil.rmtree(self.model / "recommendations", ignore_errors=True)
            _write_parts(
                self.model / "users",
                2,
                lambda part: {
                    "user_id": [user_id(u) for u in part],
                    "embedding": _lists(self.world.users[part]),
                },
                count,
            )
            self.users = count
            self._write_manifest(count)

    def _write_manifest(self, users):
        files = {}
        for path in sorted(self.model.glob("*/*.parquet")):
            content = path.read_bytes()
            files[str(path.relative_to(self.model))] = {
                "size": len(content),
                "sha256": hashlib.sha256(content).hexdigest(),
            }
        manifest = {
            "formatVersion": 1,
            "model": MODEL,
            "created": "2026-01-01T00:00:00Z",
            "recipe": "aws-user-personalization",
            "dimension": self.world.items.shape[1],
            "counts": {
                "users": users,
                "items": len(self.world.items),
                "interactions": 1000 * len(self.values),
                "contextValues": len(self.values),
                "holdoutInteractions": 0,
            },
            "contextFields": {MAIN_FIELD: self.values},
            "variants": [],
            "topN": 0,
            "seed": 1,
            "arguments": [],
            "training": {},
            "files": files,
        }
        temporary = self.model / "model.json.tmp"
        temporary.write_text(json.dumps(manifest, indent=2))
        os.replace(temporary, self.model / "model.json")

    def recommendations(self, users, context=""):
        """Ordinals of the items of the first users' rows, and the rows' log-partitions."""
        manifest = json.loads((self.model / "model.json").read_text())
        files = [str(self.model / file) for file in manifest["files"] if file.startswith("recommendations/")]
        wanted = [user_id(u) for u in range(users)]
        rows = pq.read_table(files, filters=[("context", "=", context), ("user_id", "in", wanted)]).to_pylist()
        rows.sort(key=lambda row: row["user_id"])
        if [row["user_id"] for row in rows] != wanted:
            raise AssertionError(f"recommendations must have one row for each of {users} users: {len(rows)}")
        ids = np.array([[int(one["item_id"][5:]) for one in row["items"]] for row in rows])
        return ids, np.array([row["log_partition"] for row in rows])


class AlsModel:
    """The folder that MLlib's ALSModel.load reads; its constructor is private."""

    def __init__(self, folder, world, spark):
        self.folder, self.world = Path(folder), world
        metadata = {
            "class": "org.apache.spark.ml.recommendation.ALSModel",
            "timestamp": 0,
            "sparkVersion": spark,
            "uid": "als_0",
            "paramMap": {},
            "defaultParamMap": {
                "userCol": "user",
                "itemCol": "item",
                "predictionCol": "prediction",
                "coldStartStrategy": "nan",
                "blockSize": 4096,
            },
            "rank": world.items.shape[1],
        }
        (self.folder / "metadata").mkdir(parents=True, exist_ok=True)
        (self.folder / "metadata/part-00000").write_text(json.dumps(metadata) + "\n")
        self._write("itemFactors", world.items)

    def take_users(self, count):
        self._write("userFactors", self.world.users[:count])

    def _write(self, name, rows):
        def make(part):
            return {"id": pa.array(part, pa.int32()), "features": _lists(rows[part])}

        _write_parts(self.folder / name, 2, make, len(rows))

    @staticmethod
    def recommendations(folder, users):
        """Ordinals of the items of the first users' rows."""
        rows = pq.read_table(folder, filters=[("user", "<", users)]).to_pylist()
        rows.sort(key=lambda row: row["user"])
        return np.array([[one["item"] for one in row["recommendations"]] for row in rows])
