"""What a campaign explores, over HTTP with boto3: exploration.py STORE CAMPAIGN DATA LOG

Ages are recomputed from the input, replies are had again under their ids, and over 3,000 fixed ids every item stands
at every place as often as the server says. LOG, what the server printed, must say the same.
"""

import collections
import csv
import json
import pathlib
import sys
import urllib.parse
import urllib.request

import boto3
import pyarrow.parquet as parquet

store, campaign, data, log = pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3]), pathlib.Path(sys.argv[4])
ARN, USER, N, TRIALS = "arn:aws:personalize:us-east-1:000000000000:", "user-0001", 10, 3000
GENRES = {"filterArn": f"{ARN}filter/by-genre", "filterValues": {"GENRES": '"Comedy","Crime"'}}
settings = json.loads((store / f"campaigns/{campaign}.json").read_text())
weight, days = (float(settings["itemExplorationConfig"][name]) for name in ("explorationWeight", "explorationItemAgeCutOff"))
runtime = boto3.client("personalize-runtime")
headers = {}
runtime.meta.events.register("before-sign", lambda request, **_: [request.headers.add_header(*header) for header in headers.items()])

# Ages, from the input.
rows = list(csv.DictReader((data / "interactions.csv").open(encoding="utf-8")))
latest = max(int(row["TIMESTAMP"]) for row in rows)
first = {}
for row in rows:
    first[row["ITEM_ID"]] = min(int(row["TIMESTAMP"]), first.get(row["ITEM_ID"], latest))
since = {row["ITEM_ID"]: int(row["CREATION_TIMESTAMP"] or first.get(row["ITEM_ID"], latest)) for row in csv.DictReader((data / "items.csv").open(encoding="utf-8"))}
folder = store / "models" / settings["model"] / "item_ages"
ages = {row["item_id"]: row["age"] for row in parquet.read_table(sorted(folder.glob("*.parquet"))).to_pylist()}
assert ages == {item: max(0, latest - since.get(item, first.get(item))) for item in ages}, "ages must be those of the input"
new = {item for item, age in ages.items() if age <= days * 86_400}
assert 10 < len(new) < len(ages) / 2, f"the sample must have new items: {len(new)} of {len(ages)}"


def ask(rid, **members):
    headers.clear()
    headers.update({"x-nightjar-recommendation-id": rid, "x-nightjar-explain": "true"})
    reply = runtime.get_recommendations(campaignArn=f"{ARN}campaign/{campaign}", userId=USER, numResults=N, **members)
    assert reply["recommendationId"] == rid
    return reply["itemList"]


def rid(number):
    return f"RID-00000000-0000-4000-8000-{number * 0x9E3779B97F % 16**12:012x}"


def propensity(item):
    return json.loads(item["metadata"]["nightjar-explanation"])["propensity"]


reasons = "reason" in runtime.meta.service_model.shape_for("PredictedItem").members
for members in ({}, GENRES, {"promotions": [{"name": "house", "percentPromotedItems": 20, **GENRES}]}):
    stood, said, explored, drawn = collections.Counter(), {}, 0, []
    for trial in range(TRIALS):
        items = ask(rid(trial), **members)
        assert len({item["itemId"] for item in items}) == N, "ten different items"
        for place, item in enumerate(items):
            cell = item["itemId"], place
            stood[cell] += 1
            assert said.setdefault(cell, propensity(item)) == propensity(item), f"{cell}: one propensity"
            if reasons and item.get("reason") == ["Exploration"]:
                explored += 1
                drawn.append(item["itemId"])
                assert item["itemId"] in new, f"{item['itemId']} is not new"
    for cell, count in stood.items():
        p = said[cell]
        assert abs(count - TRIALS * p) <= 5 * (TRIALS * p * (1 - p)) ** 0.5 + 1, f"{cell}: {count} of {TRIALS}, said {p}"
    places = N - len(members.get("promotions", [])) * 2
    assert not reasons or abs(explored - TRIALS * places * weight) < 5 * (TRIALS * places * weight) ** 0.5, f"{explored} explored"
    assert ask(rid(7), **members) == ask(rid(7), **members), "the same id, the same reply"
    if members == GENRES:
        genres = {row["ITEM_ID"]: set(row["GENRES"].split("|")) for row in csv.DictReader((data / "items.csv").open(encoding="utf-8"))}
        assert all(genres[item] & {"Comedy", "Crime"} for item, _ in stood), "explored items must pass the filter"
    # Weighed by propensity, every item that came often enough comes once a place: what the log is for.
    heavy = [cell for cell in stood if TRIALS * said[cell] > 1000]
    assert heavy and all(abs(stood[cell] / said[cell] / TRIALS - 1) < 0.12 for cell in heavy), "inverse propensities"
    if not members:
        chances = collections.Counter()
        for (item, _), p in said.items():
            chances[item] += p
        item = drawn[0]
        query = urllib.parse.urlencode({"campaign": campaign, "userId": USER, "itemId": item, "numResults": N})
        why = json.load(urllib.request.urlopen(f"{runtime.meta.endpoint_url}/nightjar/why?{query}"))["exploration"]
        assert why["role"] == "in-pool" and why["weight"] == weight and chances[item] <= why["probability"] + 1e-9, why

lines = [json.loads(line[line.index("{"):]) for line in log.read_text().splitlines() if '"propensity"' in line]
line = next(line for line in lines if line["recommendationId"] == rid(7))
shown = ask(rid(7))
assert line["campaign"] == campaign and line["userId"] == USER and line["model"] == settings["model"], line
assert [(item["itemId"], item["propensity"]) for item in line["items"]] == [(item["itemId"], propensity(item)) for item in shown], line
print(f"{campaign}: {3 * TRIALS} replies, weight {weight}, {len(new)} new items; places and propensities agree")
