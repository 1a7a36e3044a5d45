"""Tables of aws-sims, aws-similar-items, aws-popularity-count and aws-trending-now, recomputed from MovieLens' own
files by the formulas of docs/recipes.md: recipe_tables.py STORE FOLDER

Campaigns sims, similar, popular and trending; shares no code with the Java that wrote the tables.
"""

import collections
import csv
import gzip
import json
import math
import pathlib
import sys

import numpy as np
import pyarrow.parquet as parquet

DISCOUNT, LEAST_USERS, NEWEST, MOST = 0.4, 3, 500, 500
SHORTEST, LONGEST, DAY = 0.005, 0.995, 86_400
store, source = map(pathlib.Path, sys.argv[1:])


def table(campaign, folder):
    model = store / "models" / json.loads((store / f"campaigns/{campaign}.json").read_text())["model"]
    files = json.loads((model / "model.json").read_text())["files"]
    return parquet.read_table([model / name for name in sorted(files) if name.startswith(folder + "/")])


def read(name):
    with gzip.open(source / name, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def lists(campaign):
    return {row["item_id"]: [item["item_id"] for item in row["items"]] for row in table(campaign, "similar_items").to_pylist()}


ratings = [(row["userId"], row["movieId"], int(row["timestamp"])) for row in read("ratings.csv.gz")]


def sims():
    histories = collections.defaultdict(list)
    for user, item, time in ratings:
        histories[user].append((-time, item))
    lengths = sorted(map(len, histories.values()))
    low, high = (lengths[max(1, math.ceil(share * len(lengths))) - 1] for share in (SHORTEST, LONGEST))
    counted = [[item for _, item in sorted(history)[:NEWEST]] for history in histories.values() if low <= len(history) <= high]
    ids = sorted({item for history in counted for item in history})
    place = {item: at for at, item in enumerate(ids)}
    had = np.zeros((len(counted), len(ids)), np.float32)
    for row, history in enumerate(counted):
        had[row, [place[item] for item in history]] = 1
    users = had.sum(axis=0, dtype=np.float64)
    expected = {}
    for at, item in enumerate(ids):
        both = had[:, at] @ had
        both[at] = 0
        others = np.flatnonzero(both >= LEAST_USERS)
        if len(others):
            scores = (both[others] / users[others] ** DISCOUNT).astype(np.float32)
            expected[item] = [ids[others[i]] for i in np.lexsort((others, -scores))][:MOST]
    found = lists("sims")
    assert found.keys() == expected.keys(), f"{len(found)} rows, {len(expected)} expected"
    for item, others in expected.items():
        assert found[item] == others, f"item {item}: {found[item][:5]} …, expected {others[:5]} …"
    cut = sum(len(history) > NEWEST for history in histories.values() if low <= len(history) <= high)
    print(f"aws-sims: {len(found)} rows, {sum(map(len, found.values()))} entries as recomputed; {cut} of {len(counted)} histories cut")


def similar():
    items = table("similar", "items").to_pylist()
    ids = [item["item_id"] for item in items]
    n = np.array([item["popularity"] for item in items], np.float64)
    directions = np.array([item["embedding"][:-1] for item in items], np.float64)
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    genres = [set(filter(None, (item["genres"] or "").split("|"))) for item in items]
    counts = collections.Counter(genre for one in genres for genre in one)
    telling = sorted(genre for genre, count in counts.items() if 1 < count < len(ids))
    titles = collections.Counter(item["title"].strip() for item in items)
    columns = [np.array([[math.log(len(ids) / counts[g]) * (g in one) for g in telling] for one in genres])]
    doubled = sorted(title for title, count in titles.items() if count > 1)
    if doubled:
        columns.append(np.array([[math.log(len(ids) / titles[t]) * (item["title"].strip() == t) for t in doubled] for item in items]))
    for column in columns:
        norms = np.linalg.norm(column, axis=1, keepdims=True)
        column /= np.where(norms > 0, norms, 1)
    trust, popular = n / (n + 5), 0.01 * np.log1p(n) / np.log1p(n.max())
    found, place, cold = lists("similar"), {item: at for at, item in enumerate(ids)}, 0
    assert sum(len(others) < 100 for others in found.values()) == 0, "rows must have 100 items"
    for item in list(found)[::37] + [ids[at] for at in np.flatnonzero(n == 0)[:20] if ids[at] in found]:
        at = place[item]
        cold += n[at] < 5
        weight = 0.8 * trust[at] * trust
        alike = sum(column @ column[at] for column in columns) / len(columns)
        scores = weight * (directions @ directions[at]) + (1 - weight) * alike + popular
        listed = [place[other] for other in found[item]]
        assert at not in listed and len(set(listed)) == len(listed), f"item {item}: itself, or an item twice"
        inside = scores[listed]
        scores[[at] + listed] = -np.inf
        assert (np.diff(inside) < 2e-6).all(), f"item {item}: scores must fall: {inside}"
        assert scores.max() < inside[-1] + 2e-6, f"item {item}: {ids[scores.argmax()]} is missing"
    assert cold >= 20, f"some of the items looked at must be cold: {cold}"
    print(f"aws-similar-items: {len(found)} rows; those looked at as recomputed, {cold} of cold items")


def popular():
    users, interactions = collections.defaultdict(set), collections.Counter()
    for user, item, _ in ratings:
        users[item].add(user)
        interactions[item] += 1
    return sorted(interactions, key=lambda item: (-len(users[item]), -interactions[item], item))


def trending():
    end = max(time for *_, time in ratings)
    latest = collections.Counter(item for _, item, time in ratings if time > end - DAY)
    before = collections.Counter(item for _, item, time in ratings if end - 2 * DAY < time <= end - DAY)
    growth = {item: (latest[item] + 10) / (before[item] + 10) for item in latest if latest[item] > before[item]}
    first = sorted(growth, key=lambda item: (-growth[item], -latest[item], item))
    for row in table("trending", "popular_items").to_pylist():
        assert (row["latest"], row["before"]) == (latest[row["item_id"]], before[row["item_id"]]), row
    print(f"aws-trending-now: {len(first)} of {len(by_users)} items grow")
    return first + [item for item in by_users if item not in growth]


def users():
    """Those that nights-of-recipes.sh made up."""
    ages = {row[0]: None for row in ratings} | {str(user): str(user % 80) for user in range(11, 611)} | {"newcomer": "33"}
    for campaign in ("sims", "similar", "popular", "trending"):
        found = table(campaign, "users").to_pylist()
        assert [row["user_id"] for row in found] == sorted(ages), f"{campaign}: {len(found)} users, {len(ages)} expected, sorted"
        assert {row["user_id"]: row["age"] for row in found} == ages, f"{campaign}: ages must be those of the Users data set"
        assert all(row["embedding"][-1] == 1 for row in found), f"{campaign}: the last coordinate of a user must be 1"
        assert campaign == "similar" or all(len(row["embedding"]) == 1 for row in found), f"{campaign}: users must be one number"
    print(f"users: {len(ages)} with the ages of the Users data set, in all four models")


sims()
similar()
users()
by_users = popular()
for campaign, expected in (("popular", by_users), ("trending", trending())):
    found = table(campaign, "popular_items")
    assert found["rank"].to_pylist() == list(range(1, len(expected) + 1)), f"{campaign}: ranks must be 1 to {len(expected)}"
    assert found["item_id"].to_pylist() == expected, f"{campaign}: items must begin {expected[:5]}"
print("aws-popularity-count and aws-trending-now: lists as recomputed")
