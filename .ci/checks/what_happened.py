"""Tables history and popular_items, recomputed from the interactions: what_happened.py STORE CAMPAIGN CSV [NAME=SOURCE...]

Python's own csv module reads the file; shares no code with the Java that wrote the tables.
"""

import collections
import csv
import gzip
import sys

from model_tables import Model

NEWEST, MOST = 100, 100_000


def read(path, sources):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file)):
            cell = lambda name: row.get(sources.get(name, name)) or None
            yield cell("USER_ID"), cell("ITEM_ID"), cell("EVENT_TYPE"), int(cell("TIMESTAMP")), line


def histories(rows):
    by_user = collections.defaultdict(list)
    for user, *event in rows:
        by_user[user].append(event)
    for user, events in by_user.items():
        counted, kept = collections.Counter(), []
        for item, kind, time, line in sorted(events, key=lambda event: event[2:], reverse=True):
            counted[kind and kind.lower()] += 1
            if counted[kind and kind.lower()] <= NEWEST:
                kept.append({"item_id": item, "event_type": kind, "timestamp": time})
        by_user[user] = kept
    return by_user


def popular(rows, catalogue):
    users, interactions = collections.defaultdict(set), collections.Counter()
    for user, item, *_ in rows:
        users[item].add(user)
        interactions[item] += 1
    known = set(catalogue)
    best = sorted((item for item in interactions if item in known), key=lambda item: (-len(users[item]), -interactions[item], item))
    return [
        {"rank": rank, "item_id": item, "interactions": interactions[item], "users": len(users[item])}
        for rank, item in enumerate(best[:MOST], 1)
    ]


store, campaign, path = sys.argv[1:4]
rows = list(read(path, dict(pair.split("=", 1) for pair in sys.argv[4:])))
model = Model(store, campaign)
expected = histories(rows)
found = {row["user_id"]: row["events"] for row in model.table("history").to_pylist()}
assert found.keys() == expected.keys(), f"users: {len(found)} found, {len(expected)} expected"
for user, events in expected.items():
    assert found[user] == events, f"user {user}: {found[user][:3]} …, expected {events[:3]} …"
best = popular(rows, model.item_ids)
assert model.table("popular_items").to_pylist() == best, f"popular items must begin {best[:3]}"
cut = len(rows) - sum(map(len, found.values()))
print(f"{campaign}: {len(found)} histories ({cut} of {len(rows)} events are too old), {len(best)} popular items as recomputed")
