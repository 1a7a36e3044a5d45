"""Explanations recomputed from the Parquet files, by another algorithm: explanations.py STORE ENDPOINT CAMPAIGN

The server finds the coefficients by an active-set method; here they come from coordinate descent.
"""

import json
import sys
import urllib.parse
import urllib.request

import numpy as np
import pyarrow.dataset as ds

store, endpoint, campaign = sys.argv[1:]
model = json.load(open(f"{store}/campaigns/{campaign}.json"))["model"]
folder = f"{store}/models/{model}"


def table(name):
    return ds.dataset(f"{folder}/{name}", format="parquet").to_table().to_pylist()


items = {row["item_id"]: np.array(row["embedding"]) for row in table("items")}
users = {row["user_id"]: np.array(row["embedding"]) for row in table("users")}
histories = {row["user_id"]: [event["item_id"] for event in row["events"]] for row in table("history")}


def nonnegative(products, wanted, ridge):
    """The a of least a'Ka/2 - b'a + ridge a'a/2 that has nothing below zero."""
    found = np.zeros(len(wanted))
    for _ in range(100_000):
        before = found.copy()
        for h in range(len(found)):
            rest = wanted[h] - products[h] @ found + products[h, h] * found[h]
            found[h] = max(0, rest / (products[h, h] + ridge))
        if abs(found - before).max(initial=0) < 1e-9:
            break
    return found


def recommend(user):
    body = json.dumps({"campaignArn": f"arn:aws:personalize:::campaign/{campaign}", "userId": user}).encode()
    request = urllib.request.Request(f"{endpoint}/recommendations", body, {"x-nightjar-explain": "true"})
    return json.load(urllib.request.urlopen(request))["itemList"]


shares = []
for user in sorted(users)[:: max(1, len(users) // 40)]:
    history = [item for item in dict.fromkeys(histories.get(user, [])) if item in items][:100]
    x = users[user][:-1]
    v = np.array([items[item][:-1] for item in history]).reshape(len(history), len(x))
    ridge = 0.1 * (v * v).sum() / max(1, len(history))
    coefficients = nonnegative(v @ v.T, v @ x, ridge)
    for item in recommend(user):
        said = json.loads(item["metadata"]["nightjar-explanation"])
        w = items[item["itemId"]]
        contributions = coefficients * (v @ w[:-1])
        top = sorted((c, h) for c, h in zip(contributions, history) if c > 1e-9)[::-1][:3]
        np.testing.assert_allclose(said["logit"], users[user] @ w, atol=1e-4)
        np.testing.assert_allclose(said["popularity"], w[-1], atol=1e-6)
        np.testing.assert_allclose(said["history"], contributions.sum(), atol=1e-4)
        np.testing.assert_allclose([one["contribution"] for one in said["because"]], [c for c, _ in top], atol=1e-4)
        np.testing.assert_allclose(said["popularity"] + said["context"] + said["history"] + said["remainder"], said["logit"], atol=1e-9)
        for one in said["because"]:
            np.testing.assert_allclose(one["contribution"], contributions[history.index(one["itemId"])], atol=1e-4)
        why = urllib.parse.urlencode({"campaign": campaign, "userId": user, "itemId": item["itemId"]})
        if len(shares) % 25 == 0:
            answer = json.load(urllib.request.urlopen(f"{endpoint}/nightjar/why?{why}"))
            assert answer["outcome"] == "listed" and answer["rank"] == 1 and answer["explanation"] == said, answer
        shares.append(said["history"] / (said["history"] + said["remainder"]))
print(f"{campaign}: {len(shares)} explanations; of what is not popularity, the history explains {np.median(shares):.0%} (median)")
