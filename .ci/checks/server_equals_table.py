"""What the server answers is what the table says: server_equals_table.py STORE ENDPOINT CAMPAIGN..."""

import json
import sys
import urllib.request

import numpy as np
from model_tables import Model, parse

USERS = 12


def ask(endpoint, campaign, user, context, results):
    body = {
        "campaignArn": f"arn:aws:personalize:us-east-1:000000000000:campaign/{campaign}",
        "userId": user,
        "numResults": results,
        "context": context,
    }
    request = urllib.request.Request(f"{endpoint}/recommendations", json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as reply:
        return reply.headers["x-nightjar-model"], reply.headers["x-nightjar-source"], json.load(reply)["itemList"]


def same(listed, answered):
    return [one["item_id"] for one in listed] == [one["itemId"] for one in answered] and all(
        np.float32(one["score"]) == np.float32(other["score"]) for one, other in zip(listed, answered)
    )


store, endpoint = sys.argv[1:3]
for campaign in sys.argv[3:]:
    model = Model(store, campaign)
    top, catalogue = model.manifest["topN"], len(model.item_ids)
    rows = model.rows_of(model.sample_of_users(USERS))
    for row in rows:
        user, context = row["user_id"] or "nobody-knows-me", parse(row["context"])
        where = f"{campaign} {user} '{row['context']}'"
        answer = ask(endpoint, campaign, user, context, top)
        assert answer[0] == model.manifest["model"], f"{where}: must be answered by {model.manifest['model']}: {answer[0]}"
        assert answer[1] == "table", f"{where}: must be answered from the table: {answer[1]}"
        assert same(row["items"], answer[2]), f"{where}: must be the table's row {row['items'][:3]}: {answer[2][:3]}"
    # Longer than the table: scored live, and its beginning is the table's row.
    more = min(top + 20, catalogue)
    for row in rows[:: max(1, len(rows) // 20)]:
        user, context = row["user_id"] or "nobody-knows-me", parse(row["context"])
        _, source, items = ask(endpoint, campaign, user, context, more)
        assert source == "live" and len(items) == more, f"{campaign} {user}: {more} items must be scored live: {source}, {len(items)}"
        begin = [one["itemId"] for one in items[:top]]
        assert begin == [one["item_id"] for one in row["items"]], f"{campaign} {user} '{row['context']}': live must begin as the table"
        table, live = (np.array([one["score"] for one in part]) for part in (row["items"], items[:top]))
        assert np.abs(live / table - 1).max() <= 1e-6, f"{campaign} {user} '{row['context']}': live scores must be the table's"
    print(f"{campaign}: {len(rows)} replies equal their rows")
