"""Chooses a peer's hyper-parameters and temperature on a hold-out of train, then fits it on all of train."""

import time
from dataclasses import dataclass

import numpy as np
from judge import best_factor, judge

MOST_QUERIES = 3_000
MOST_FOR_TEMPERATURE = 1_000


@dataclass(frozen=True)
class Fitted:
    """A peer after the search: its scores by user, the factor for them, what was chosen, and what it took."""

    scores: object
    factor: float
    chosen: dict
    train_seconds: float
    train_cpu: float
    search_seconds: float

    def logits(self, queries):
        return scaled(queries, self.scores, self.factor)


def scaled(queries, scores, factor=1.0):
    return lambda chosen: np.float32(factor) * scores(queries.user[chosen])


def search(peer, train, validation, matrix, trials, random, say):
    """Fits on ``train`` to answer ``validation``, the best of some trials by ndcg@20 then on ``matrix``."""
    start = time.perf_counter()
    asked = validation.sample(MOST_QUERIES, random)
    # The library's own values are one trial; a peer without choices needs one only.
    draws = [dict(peer.usual)]
    trials = min(trials, getattr(peer, "most_trials", trials)) if peer.choices else 1
    while len(draws) < trials:
        draws.append({name: draw(random) for name, draw in peer.choices.items()})
    best = -1.0
    for tried in draws:
        begun = time.perf_counter()
        scores_then = peer.fit(train, tried)
        ndcg = judge(asked, scaled(asked, scores_then))["ndcg@20"]
        say(f"  {peer.name}: ndcg@20 {ndcg:.4f} held out, {time.perf_counter() - begun:.0f} s, {shown(tried)}")
        if ndcg > best:
            best, scores, chosen = ndcg, scores_then, tried
    few = asked.sample(MOST_FOR_TEMPERATURE, random)
    factor = best_factor(few, scaled(few, scores))
    searched = time.perf_counter() - start
    del scores, scores_then
    start, cpu = time.perf_counter(), time.process_time()
    scores = peer.fit(matrix, chosen)
    return Fitted(scores, factor, chosen, time.perf_counter() - start, time.process_time() - cpu, searched)


def shown(chosen):
    """Hyper-parameters in words."""
    values = {name: f"{value:.3g}" if isinstance(value, float) else value for name, value in chosen.items()}
    return ", ".join(f"{name} {value}" for name, value in values.items())
