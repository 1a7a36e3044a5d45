"""Those who score everyone, each behind the same three methods.

``check()`` scores the first users, raises unless their lists are right and says how many equal NumPy's;
``run(users)`` scores as many and returns the reply of the worker, with wall and CPU seconds; ``close()`` ends it.
"""

import shutil
from pathlib import Path

import numpy as np
from check import Reference
from report import OURS
from worker import java_worker, python_worker
from world import MAIN_FIELD, MODEL, VARIANTS, AlsModel, Store

SCALAR = "-Dnightjar.kernel=scalar"


class Precompute:
    """Our command, in a JVM that stays warm, with Spark started and stopped around each run."""

    spark = True

    def __init__(self, setting, variants=1, options=()):
        self.fast = SCALAR not in options
        self.world, self.n, self.variants = setting.world, setting.n, variants
        self.reference = setting.reference
        self.scalar = SCALAR in options
        self.name = OURS
        self.name += f", {variants} variants" if variants > 1 else ""
        self.name += ", scalar kernel" if self.scalar else ""
        self.folder = setting.folder / f"store-{variants}{'-scalar' if self.scalar else ''}"
        self.store = Store(self.folder, self.world)
        log = f"precompute-{variants}{'-scalar' if self.scalar else ''}"
        self.worker = java_worker(log, "SparkWorker", ["precompute"], setting.logs, options)
        hello = self.worker.hello
        self.version = f"Spark {hello['spark']}, Java {hello['java']}, {hello['kernel']}"

    def run(self, users):
        self.store.take_users(users)
        flags = ["--store", self.folder, "--model", MODEL, "--top", self.n, "--max-variants", self.variants]
        return self.worker.ask(arguments=[str(flag) for flag in flags])

    def check(self):
        users = self.reference.users
        self.run(users)
        said = self.reference.check_ours(*self.store.recommendations(users))
        if self.variants > 1:
            key = f"{MAIN_FIELD}={self.store.values[-1]}"
            self.reference.check_ours(*self.store.recommendations(users, key), self.world.contexts[-1])
        return said

    def peak_bytes(self):
        return self.worker.peak_bytes()

    def close(self):
        self.worker.close()
        shutil.rmtree(self.folder, ignore_errors=True)


class Mllib:
    """MLlib's recommendForAllUsers, in a session that stays; the model is read anew in each run, as ours is."""

    spark, fast = True, False

    def __init__(self, setting):
        self.reference, self.n = setting.reference, setting.n
        self.name = "MLlib recommendForAllUsers, to nowhere"
        self.folder = setting.folder / "mllib"
        self.worker = java_worker("mllib", "SparkWorker", ["mllib"], setting.logs)
        self.version = f"Spark {self.worker.hello['spark']}, Java {self.worker.hello['java']}"
        self.model = AlsModel(self.folder / "model", setting.world, self.worker.hello["spark"])
        self.users = -1

    def run(self, users, parquet=False):
        if users != self.users:
            self.model.take_users(users)
            self.users = users
        output = {"output": str(self.folder / "lists")} if parquet else {}
        return self.worker.ask(model=str(self.model.folder), n=self.n, **output)

    def check(self):
        self.run(self.reference.users, parquet=True)
        ids = AlsModel.recommendations(self.folder / "lists", self.reference.users)
        return self.reference.check_peer(self.name, ids)

    def peak_bytes(self):
        return self.worker.peak_bytes()

    def close(self):
        self.worker.close()
        shutil.rmtree(self.folder, ignore_errors=True)


class MllibToParquet:
    """The same in the same process, to zstd Parquet."""

    spark, fast = True, False

    def __init__(self, mllib):
        self.mllib, self.version = mllib, mllib.version
        self.name = "MLlib recommendForAllUsers, to zstd Parquet"
        self.check, self.peak_bytes, self.close = mllib.check, mllib.peak_bytes, mllib.close

    def run(self, users):
        return self.mllib.run(users, parquet=True)


class PythonPeer:
    """One of peers.py."""

    spark, fast = False, True

    def __init__(self, setting, peer, name, blas_threads):
        self.reference, self.name = setting.reference, name
        self.ids = setting.folder / f"{peer}-ids.npy"
        self.worker = python_worker(peer, [peer, setting.folder, str(setting.n)], setting.logs, blas_threads)
        self.version = self.worker.hello["version"] + ", " + ", ".join(self.worker.hello["blas"])

    def run(self, users):
        return self.worker.ask(users=users)

    def check(self):
        self.worker.ask(users=self.reference.users, ids=str(self.ids))
        return self.reference.check_peer(self.name, np.load(self.ids))

    def peak_bytes(self):
        return self.worker.peak_bytes()

    def close(self):
        self.worker.close()


class Setting:
    """A world of one size, saved where workers find it."""

    def __init__(self, world, n, checked, folder, logs):
        self.world, self.n = world, n
        self.reference = Reference(world, n, checked)
        self.folder, self.logs = Path(folder), Path(logs)
        self.folder.mkdir(parents=True, exist_ok=True)
        world.save(self.folder)


def contenders(setting, everything):
    """Opens the contenders of one size; with everything also variants, the scalar kernel and MLlib's Parquet.

    A generator, so that those opened can be closed when the next fails.
    """
    yield Precompute(setting)
    if everything:
        yield Precompute(setting, VARIANTS)
        yield Precompute(setting, 1, [SCALAR])
    mllib = Mllib(setting)
    yield mllib
    if everything:
        yield MllibToParquet(mllib)
    yield PythonPeer(setting, "faiss", "faiss-cpu IndexFlatIP", 2)
    yield PythonPeer(setting, "implicit", "implicit recommend", 1)
    yield PythonPeer(setting, "numpy", "NumPy argpartition", 1)
    yield PythonPeer(setting, "numpy-softmax", "NumPy argpartition and softmax", 1)
