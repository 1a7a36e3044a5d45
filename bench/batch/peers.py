"""A worker with one of the Python peers: peers.py NAME WORLD N, or peers.py sgemm.

Requests have "users", how many of the first to score, and on demand "ids", a file for their lists.
"""

import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from threadpoolctl import threadpool_info
from worker import THREADS, serve, timed
from world import World


def blas():
    """The BLAS libraries of this process, with the kernel that each one chose."""
    return [
        f"{one['internal_api']} {one['version']} {one['architecture']} x {one['num_threads']}"
        for one in threadpool_info()
        if one["user_api"] == "blas"
    ]


class NumPy:
    """Blocked product and argpartition on two threads, each with a BLAS of one thread."""

    USERS = 64

    def __init__(self, world, n, softmax):
        self.items, self.users, self.n, self.softmax = world.items.T.copy(), world.users, n, softmax
        self.version = f"NumPy {np.__version__}"

    def block(self, start, end):
        logits = self.users[start:end] @ self.items
        last = logits.shape[1] - self.n
        best = np.argpartition(logits, last, axis=1)[:, last:]
        values = np.take_along_axis(logits, best, 1)
        order = np.argsort(-values, axis=1, kind="stable")
        ids, values = np.take_along_axis(best, order, 1), np.take_along_axis(values, order, 1)
        if self.softmax:
            logits -= values[:, :1]
            np.exp(logits, out=logits)
            values = np.exp(values - values[:, :1]) / logits.sum(axis=1, dtype=np.float64)[:, None]
        return ids, values

    def recommend(self, count):
        starts = range(0, count, self.USERS)
        with ThreadPoolExecutor(THREADS) as pool:
            blocks = list(pool.map(lambda start: self.block(start, min(start + self.USERS, count)), starts))
        return np.concatenate([ids for ids, _ in blocks])


class Implicit:
    """implicit's batched recommend; as its authors advise, BLAS gets one thread and implicit both."""

    def __init__(self, world, n):
        import implicit
        from implicit.cpu.matrix_factorization_base import MatrixFactorizationBase

        class Factors(MatrixFactorizationBase):
            def fit(self, user_items, show_progress=True):
                raise NotImplementedError

            def save(self, file):
                raise NotImplementedError

        self.model = Factors(num_threads=THREADS)
        self.model.item_factors, self.model.user_factors = world.items, world.users
        self.n = n
        self.version = f"implicit {implicit.__version__}"

    def recommend(self, count):
        return self.model.recommend(np.arange(count), None, N=self.n, filter_already_liked_items=False)[0]


class Faiss:
    """The flat index for inner products: exact, like the others."""

    def __init__(self, world, n):
        import faiss

        faiss.omp_set_num_threads(THREADS)
        self.index = faiss.IndexFlatIP(world.items.shape[1])
        self.index.add(world.items)
        self.users, self.n = world.users, n
        self.version = f"faiss-cpu {faiss.__version__} ({faiss.get_compile_options().strip()})"

    def recommend(self, count):
        return self.index.search(self.users[:count], self.n)[1]


class Sgemm:
    """The machine's single-precision matrix product, 4,096 cubed: the limit for everyone else."""

    def __init__(self):
        random = np.random.default_rng(1)
        self.square = random.standard_normal((4096, 4096), dtype=np.float32)
        self.out = np.empty_like(self.square)
        self.version = f"NumPy {np.__version__}"

    def measure(self, request):
        times, _ = timed(lambda: np.matmul(self.square, self.square, out=self.out))
        return {**times, "flops": 2 * 4096**3}


PEERS = {
    "numpy": lambda world, n: NumPy(world, n, softmax=False),
    "numpy-softmax": lambda world, n: NumPy(world, n, softmax=True),
    "implicit": Implicit,
    "faiss": Faiss,
}


def main():
    if sys.argv[1] == "sgemm":
        peer = Sgemm()
        measure = peer.measure
    else:
        peer = PEERS[sys.argv[1]](World.load(sys.argv[2]), int(sys.argv[3]))

        def measure(request):
            times, ids = timed(lambda: peer.recommend(request["users"]))
            if "ids" in request:
                np.save(request["ids"], np.asarray(ids, dtype=np.int32))
            return times

    serve({"version": peer.version, "blas": blas()}, measure)


if __name__ == "__main__":
    main()
