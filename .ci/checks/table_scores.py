"""Recomputes tables from embeddings: table_scores.py STORE CAMPAIGN...

For some users, the unknown one among them, in every variant: the same items in the same order, ties by item id,
the same scores and log-partitions, and the probabilities of the whole catalogue sum to 1. Recomputed with the
published float32 chain they agree within 1e-6; in plain float64 within 1e-5, since a float32 logit is no better.
"""

import sys

import numpy as np
from model_tables import Model, log_partition

USERS = 20


def check_order(where, listed, ids, logits):
    sequence = logits[listed]
    steps = np.diff(sequence)
    assert (steps <= 1e-6).all(), f"{where}: logits must not rise: place {int(steps.argmax()) + 1}"
    for i in np.flatnonzero(steps == 0):
        assert ids[listed[i]] < ids[listed[i + 1]], f"{where}: ties go to the lower id: {ids[listed[i]]}"
    best = np.sort(logits)[::-1][: len(listed)]
    assert np.abs(sequence - best).max() <= 1e-6, f"{where}: must be the best {len(listed)} of the catalogue"
    assert len(set(listed)) == len(listed), f"{where}: items must be distinct"


def check_scores(where, listed, row, logits, tolerance):
    exact = log_partition(logits)
    assert abs(row["log_partition"] - exact) <= tolerance, f"{where}: log_partition must be {exact}: {row['log_partition']}"
    total = np.exp(logits - row["log_partition"]).sum()
    assert abs(total - 1) <= tolerance, f"{where}: scores of the catalogue must sum to 1: {total}"
    error = np.abs(np.array([one["score"] for one in row["items"]]) / np.exp(logits[listed] - exact) - 1).max()
    assert error <= tolerance, f"{where}: scores must agree within {tolerance}: {error}"
    return error


for campaign in sys.argv[2:]:
    model = Model(sys.argv[1], campaign)
    place = {item: i for i, item in enumerate(model.item_ids)}
    users = model.sample_of_users(USERS)
    rows = model.rows_of(users)
    assert len(rows) == len(users) * len(model.manifest["variants"]), f"{campaign}: a row must be there for every variant"
    worst, worst_wide = 0, 0
    for row in rows:
        where = f"{campaign} {row['user_id']} '{row['context']}'"
        listed = [place[one["item_id"]] for one in row["items"]]
        logits = model.logits(row["user_id"], row["context"])
        check_order(where, listed, model.item_ids, logits)
        worst = max(worst, check_scores(where, listed, row, logits, 1e-6))
        wide = model.wide_logits(row["user_id"], row["context"])
        worst_wide = max(worst_wide, check_scores(where, listed, row, wide, 1e-5))
    print(f"{campaign}: {len(rows)} rows recomputed, largest relative error {worst:.1e}, in plain float64 {worst_wide:.1e}")
