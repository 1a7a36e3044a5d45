"""metrics.json against trec_eval (as pytrec_eval) and NumPy: independent_metrics.py STORE CAMPAIGN

Everything is computed anew from the Parquet tables: rankings with the arithmetic of model_tables.py, ranking metrics by
NIST's trec_eval, likelihood and calibration in float64. Only for models evaluated on the hold-out that train kept."""

import collections
import json
import math
import sys

import numpy as np
import pytrec_eval

from model_tables import Model, log_partition, parse

DEPTH = 25
TREC = {"P": "precision_at_{}", "recall": "recall_at_{}", "success": "hit_rate_at_{}"}
EDGES = [0, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]


def ndcg_name(k):
    return "ndcg_at_20" if k == 20 else f"normalized_discounted_cumulative_gain_at_{k}"


class Judge:
    """Queries of one ranking: a trec_eval run, likelihoods and predictions of the first item."""

    def __init__(self, items):
        self.items = items
        self.run, self.nll, self.firsts = {}, 0.0, []

    def add(self, query, logits, candidates, relevant):
        order = np.lexsort((candidates, -logits[candidates]))[:DEPTH]
        ranked = candidates[order]
        partition = log_partition(logits[candidates])
        self.run[query] = {f"i{item}": float(DEPTH - rank) for rank, item in enumerate(ranked)}
        for item in relevant:
            self.nll += math.log(self.items) if item is None else partition - logits[item]
        self.firsts.append((math.exp(logits[ranked[0]] - partition), len(relevant), int(ranked[0] in relevant)))

    def metrics(self, truth):
        measures = {f"{name}.5,10,20,25" for name in ("P", "recall", "success", "ndcg_cut")} | {"recip_rank"}
        each = pytrec_eval.RelevanceEvaluator(truth, measures).evaluate(self.run).values()
        found = {"mean_reciprocal_rank_at_25": np.mean([row["recip_rank"] for row in each])}
        for k in (5, 10, 20, 25):
            found[ndcg_name(k)] = np.mean([row[f"ndcg_cut_{k}"] for row in each])
            for trec, name in TREC.items():
                found[name.format(k)] = np.mean([row[f"{trec}_{k}"] for row in each])
        found["nll"] = self.nll / sum(len(row) for row in truth.values())
        found["perplexity"] = math.exp(found["nll"])
        probability, count, hit = np.array(self.firsts).T
        bins = np.minimum(np.searchsorted(EDGES, probability, side="right") - 1, len(EDGES) - 2)
        gaps = [abs(np.sum((probability * count - hit)[bins == b])) for b in range(len(EDGES) - 1)]
        found["expected_calibration_error"] = sum(gaps) / np.sum(count)
        return found


def known_part(context):
    """The key without the values that the model does not know."""
    pairs = dict(zip(parse(context).items(), context.split("&")))
    return "&".join(text for pair, text in pairs.items() if pair in model.context)


store, campaign = sys.argv[1:]
model = Model(store, campaign)
report = json.loads((model.folder / "metrics.json").read_text())
ordinals = {item: i for i, item in enumerate(model.item_ids)}
known = set(model.user_ids)
popularity = np.log(np.array(model.table("items")["popularity"].to_pylist(), dtype=np.float64) + 1)
queries = collections.defaultdict(lambda: (set(), set()))
for row in model.table("holdout").to_pylist():
    chosen, seen = queries[row["user_id"], row["context"]]
    chosen.add(row["item_id"])
    seen.update(row["seen"] if report["excludesSeen"] else ())

judges = {name: Judge(len(ordinals)) for name in ("model", "model_without_context", "popularity")}
truth = {}
for number, ((user, context), (chosen, seen)) in enumerate(sorted(queries.items())):
    chosen -= seen
    if not chosen:
        continue
    query = f"q{number}"
    relevant = [ordinals.get(item) for item in sorted(chosen)]
    truth[query] = {f"i{i}" if i is not None else f"unknown{n}": 1 for n, i in enumerate(relevant)}
    candidates = np.setdiff1d(np.arange(len(ordinals)), [ordinals[item] for item in seen if item in ordinals])
    asker = user if user in known else None
    in_context = model.user_logits(asker)
    if context:
        in_context = in_context + model.context_logits(known_part(context))
    judges["model"].add(query, in_context.astype(np.float64), candidates, relevant)
    judges["model_without_context"].add(query, model.user_logits(asker).astype(np.float64), candidates, relevant)
    judges["popularity"].add(query, popularity, candidates, relevant)

assert report["queries"] == len(truth), f"{report['queries']} queries in metrics.json, {len(truth)} in the hold-out"
for ranking, found in report["metrics"].items():
    if ranking not in judges:
        continue
    ours = judges[ranking].metrics(truth)
    for name, value in ours.items():
        # Ranking metrics are exact; likelihoods rest on float32 exponentials.
        allowed = 1e-9 if "_at_" in name else 2e-6 * max(1, abs(value))
        assert abs(found[name] - value) <= allowed, f"{campaign} {ranking} {name}: {found[name]}, independently {value}"
    print(f"{campaign} {ranking}: {len(ours)} metrics of {len(truth):,} queries agree with trec_eval and NumPy")
