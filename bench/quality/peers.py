"""The peers. Each is fitted on a matrix of how often users took items and gives scores of users for all items.

A class has ``name``, ``choices`` (for a random draw of hyper-parameters), ``usual`` (its library's own) and
``fit(matrix, chosen)``, which returns a function from users to scores, a row each.
"""

import warnings

import numpy as np
import pandas
from implicit.als import AlternatingLeastSquares
from implicit.bpr import BayesianPersonalizedRanking
from implicit.nearest_neighbours import BM25Recommender, CosineRecommender, TFIDFRecommender
from threadpoolctl import threadpool_limits

with warnings.catch_warnings():
    # It tells that models of other libraries, which are not used here, are not installed.
    warnings.simplefilter("ignore")
    from rectools import Columns
    from rectools.dataset import Dataset
    from rectools.models import EASEModel, ImplicitItemKNNWrapperModel

THREADS = 2
SEED = 42


def between(low, high):
    """Log-uniform."""
    return lambda random: float(np.exp(random.uniform(np.log(low), np.log(high))))


def one_of(*values):
    return lambda random: values[random.integers(len(values))]


def counted(matrix, counts):
    """As the peer shall see counts: 'ones' or 'logs', 1 + ln(count)."""
    seen = matrix.copy()
    seen.data = np.ones_like(seen.data) if counts == "ones" else 1 + np.log(seen.data)
    return seen


COUNTS = one_of("ones", "logs")


class Popularity:
    name = "popularity^b"
    choices, usual = {}, {}

    @staticmethod
    def fit(matrix, chosen):
        scores = np.log1p(np.asarray(matrix.sum(axis=0), np.float64).ravel()).astype(np.float32)
        return lambda users: np.broadcast_to(scores, (len(users), len(scores)))


class Als:
    name = "implicit ALS"
    choices = {
        "factors": one_of(64, 128),
        "alpha": between(1, 100),
        "regularization": between(0.01, 10),
        "iterations": one_of(15, 30),
        "counts": COUNTS,
    }
    usual = {"factors": 100, "alpha": 1, "regularization": 0.01, "iterations": 15, "counts": "logs"}

    @staticmethod
    def fit(matrix, chosen):
        return _factors(AlternatingLeastSquares, matrix, chosen)


class Bpr:
    name = "implicit BPR"
    choices = {
        "factors": one_of(63, 127),
        "learning_rate": between(0.01, 0.2),
        "regularization": between(0.0003, 0.1),
        "iterations": one_of(50, 100, 200),
        "counts": one_of("ones"),
    }
    usual = {"factors": 100, "learning_rate": 0.01, "regularization": 0.01, "iterations": 100, "counts": "ones"}

    @staticmethod
    def fit(matrix, chosen):
        return _factors(BayesianPersonalizedRanking, matrix, chosen)


def _factors(kind, matrix, chosen):
    settings = {name: value for name, value in chosen.items() if name != "counts"}
    model = kind(num_threads=THREADS, random_state=SEED, **settings)
    model.fit(counted(matrix, chosen["counts"]), show_progress=False)
    return lambda users: model.user_factors[users] @ model.item_factors.T


class Ease:
    name = "RecTools EASE"
    choices = {"regularization": between(10, 5000), "counts": COUNTS}
    usual = {"regularization": 500.0, "counts": "ones"}
    # It inverts a dense matrix of items by items: with 40,000 items that is 13 GB and an hour here.
    most_items = 12_000
    # With one hyper-parameter that matters, and a minute each.
    most_trials = 4

    @staticmethod
    def fit(matrix, chosen):
        # It has no threads of its own but those of BLAS.
        with threadpool_limits(THREADS, "blas"):
            return _weights(EASEModel(chosen["regularization"]), matrix, chosen, lambda model: model.weight)


class ItemKnn:
    name = "RecTools item-kNN"
    KINDS = {"cosine": CosineRecommender, "TF-IDF": TFIDFRecommender, "BM25": BM25Recommender}
    choices = {"kind": one_of(*KINDS), "neighbours": one_of(20, 50, 100, 200, 500), "counts": COUNTS}
    usual = {"kind": "TF-IDF", "neighbours": 20, "counts": "ones"}

    @staticmethod
    def fit(matrix, chosen):
        kind = ItemKnn.KINDS[chosen["kind"]](K=chosen["neighbours"], num_threads=THREADS)
        model = ImplicitItemKNNWrapperModel(kind)
        return _weights(model, matrix, chosen, lambda fitted: fitted.model.similarity)


def _weights(model, matrix, chosen, weights):
    """A model of RecTools that multiplies what users took with weights of items by items."""
    seen = counted(matrix, chosen["counts"])
    rows = seen.tocoo()
    data = Dataset.construct(
        pandas.DataFrame(
            {
                Columns.User: rows.row,
                Columns.Item: rows.col,
                Columns.Weight: rows.data,
                Columns.Datetime: pandas.Timestamp("2026-01-01"),
            }
        )
    )
    model.fit(data)
    # RecTools numbers items as it meets them; those without interactions it does not know, and they score 0.
    items = data.item_id_map.external_ids.astype(int)
    known = seen[:, items]
    by_item = weights(model)

    def scores(users):
        block = np.zeros((len(users), seen.shape[1]), np.float32)
        product = known[users] @ by_item
        block[:, items] = product if isinstance(product, np.ndarray) else product.toarray()
        return block

    return scores


PEERS = [Popularity, Als, Bpr, Ease, ItemKnn]
