"""One judge for all: ranking metrics, likelihood and calibration of a function from queries to logits.

``logits(chosen)`` gives a matrix, a row for each of the chosen queries and a column for each item of the catalogue;
probabilities are its softmax over the candidates.
"""

import numpy as np

BLOCK = 256
K, HIT_K = 20, 10
DISCOUNTS = 1 / np.log2(np.arange(2, K + 2))
# The bins of docs/tables.md: lower edges, and 1.
EDGES = np.array([0, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])


def blocks(queries, logits):
    """Logits of some queries at a time, with minus infinity for what is no candidate."""
    for first in range(0, len(queries), BLOCK):
        chosen = np.arange(first, min(first + BLOCK, len(queries)))
        block = np.array(logits(chosen), dtype=np.float32)
        for row, query in enumerate(chosen):
            block[row, queries.excluded[query]] = -np.inf
        yield chosen, block


def best(row, k):
    """Places of the k greatest, greatest first, ties by place."""
    last = np.partition(row, len(row) - k)[len(row) - k]
    candidates = np.flatnonzero(row >= last)
    return candidates[np.lexsort((candidates, -row[candidates]))[:k]]


def log_partitions(block):
    top = block.max(axis=1, keepdims=True)
    return top[:, 0] + np.log(np.exp(block - top).sum(axis=1, dtype=np.float64))


def judge(queries, logits):
    """The metrics by name, each as docs/tables.md defines it."""
    recall, ndcg, hit, nll, firsts = [], [], [], 0.0, []
    for chosen, block in blocks(queries, logits):
        partitions = log_partitions(block)
        for row, query in enumerate(chosen):
            relevant = queries.relevant[query]
            listed = best(block[row], K)
            hits = np.isin(listed, relevant)
            recall.append(hits.sum() / len(relevant))
            ndcg.append(DISCOUNTS[hits].sum() / DISCOUNTS[: len(relevant)].sum())
            hit.append(hits[:HIT_K].any())
            nll += (partitions[row] - block[row, relevant]).sum(dtype=np.float64)
            firsts.append((np.exp(block[row, listed[0]] - partitions[row]), len(relevant), hits[0]))
    return {
        "recall@20": float(np.mean(recall)),
        "ndcg@20": float(np.mean(ndcg)),
        "hit rate@10": float(np.mean(hit)),
        "nll": float(nll / sum(map(len, queries.relevant))),
        "calibration error": calibration_error(*np.array(firsts, np.float64).T),
    }


def calibration_error(probability, count, hit):
    """Expected calibration error of the first item's probability, over interactions."""
    bins = np.minimum(np.searchsorted(EDGES, probability, side="right") - 1, len(EDGES) - 2)
    gaps = np.bincount(bins, weights=probability * count - hit)
    return float(np.abs(gaps).sum() / count.sum())


def uniform_nll(queries, items):
    """Where all candidates are alike."""
    count = np.array([len(relevant) for relevant in queries.relevant])
    candidates = items - np.array([len(excluded) for excluded in queries.excluded])
    return float((count * np.log(candidates)).sum() / count.sum())


def best_factor(queries, logits):
    """The factor for all logits by which the queries' choices are likeliest: the inverse of a temperature."""
    first = next(blocks(queries, logits))[1]
    spread = first[np.isfinite(first)].std()
    factors = 2.0 ** np.arange(-6, 8) / max(spread, 1e-9)
    for _ in range(2):
        losses = _losses(queries, logits, factors)
        at = int(np.clip(np.argmin(losses), 1, len(factors) - 2))
        factors = np.geomspace(factors[at - 1], factors[at + 1], 9)
    return float(factors[np.argmin(_losses(queries, logits, factors))])


def _losses(queries, logits, factors):
    losses = np.zeros(len(factors))
    for chosen, block in blocks(queries, logits):
        for at, factor in enumerate(factors):
            scaled = block * np.float32(factor)
            partitions = log_partitions(scaled)
            for row, query in enumerate(chosen):
                losses[at] += (partitions[row] - scaled[row, queries.relevant[query]]).sum(dtype=np.float64)
    return losses
