"""What a night and a server say of themselves, against the input and the requests: what_is_recorded.py STORE LOG REQUESTS CAMPAIGN

The store's newest run must have counted the rows of the demo's data; the metrics must count what is asked; the request
log REQUESTS must have a line of each request under the id of its reply.
"""

import csv
import json
import pathlib
import re
import sys
import time
import urllib.request

store, log, requests, campaign = pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3]), sys.argv[4]

run = json.loads(max((store / "runs").glob("*.json")).read_text())
assert (run["command"], run["outcome"]) == ("demo", "succeeded"), run
assert run["model"] == json.loads((store / f"campaigns/{campaign}.json").read_text())["model"], run["model"]
steps = {step["name"]: step["counts"] for step in run["steps"]}
with open(store / "demo-data/interactions.csv", encoding="utf-8") as file:
    rows = list(csv.DictReader(file))
assert steps["read interactions"] == {
    "rowsRead": len(rows),
    "rejectedRows": 0,
    "interactions": len(rows),
    "users": len({row["USER_ID"] for row in rows}),
    "items": len({row["ITEM_ID"] for row in rows}),
}, steps["read interactions"]
manifest = json.loads((store / f"models/{run['model']}/model.json").read_text())
recommended = [counts for name, counts in steps.items() if name == "score users and write recommendations"][0]
assert recommended["variants"] == len(manifest["variants"]), recommended
written = [entry["size"] for name, entry in manifest["files"].items() if name.startswith("recommendations/")]
assert (recommended["files"], recommended["bytes"]) == (len(written), sum(written)), recommended
assert all(step["outcome"] == "succeeded" and step["seconds"] >= 0 for step in run["steps"]), run["steps"]

text = pathlib.Path(log).read_text()
main = re.search(r"^Nightjar serves .* on (http\S+)$", text, re.MULTILINE).group(1)
admin = re.search(r"^Admin port: (http\S+)$", text, re.MULTILINE).group(1)


def answers():
    with urllib.request.urlopen(admin + "/metrics") as reply:
        series = reply.read().decode()
    counted = {}
    for name in ("get_recommendations_total", "get_recommendations_latency_seconds_count"):
        found = re.search(rf'^{name}{{campaign="{campaign}"}} (\S+)$', series, re.MULTILINE)
        counted[name] = float(found.group(1)) if found else 0
    counted["answers"] = sum(
        float(value) for value in re.findall(rf'^nightjar_answers_total{{.*campaign="{campaign}",operation="GetRecommendations".*}} (\S+)$', series, re.MULTILINE)
    )
    return counted


before = answers()
body = {"campaignArn": f"arn:aws:personalize:us-east-1:000000000000:campaign/{campaign}", "userId": rows[0]["USER_ID"]}
ids = {}
for _ in range(7):
    request = urllib.request.Request(main + "/recommendations", json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as reply:
        answer = json.load(reply)
        assert len(answer["itemList"]) == 25
        ids[reply.headers["x-amzn-RequestId"]] = answer["recommendationId"]
after = answers()
assert {name: after[name] - before[name] for name in after} == {name: 7 for name in after}, (before, after)
assert len(ids) == 7, f"every request must have an id of its own: {ids}"
deadline = time.monotonic() + 10
while True:
    # The last line may be half written.
    lines = [json.loads(line) for line in requests.read_text().split("\n")[:-1]]
    logged = {line["requestId"]: line["recommendationId"] for line in lines if line["requestId"] in ids}
    if logged == ids:
        break
    assert time.monotonic() < deadline, f"the request log must have {ids}: {logged}"
    time.sleep(0.1)
print(f"run {run['run']}: {len(run['steps'])} steps in {run['seconds']} s; metrics count what is asked, the request log names it")
