"""Calls everything that /openapi.json describes, with good and with wrong input: openapi.py LOG CAMPAIGN RANKING USER ITEM

LOG is the server's output, which names both ports. Schemathesis makes the requests from the document: nothing may end
with 500, and every reply must have a documented status, content type, headers and schema. It runs twice on the main
port: with the document as it is, and narrowed to a campaign, user and item that there are, so that answers are seen too.
"""

import collections
import json
import os
import re
import subprocess
import sys
import urllib.request

LOG, CAMPAIGN, RANKING, USER, ITEM = sys.argv[1:]
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance"
ARN = "arn:aws:personalize:us-east-1:000000000000:campaign/"
WORK = os.environ["WORK"]

with open(LOG, encoding="utf-8") as log:
    text = log.read()
MAIN = re.search(r"^Nightjar serves .* on (http\S+)$", text, re.MULTILINE).group(1)
ADMIN = re.search(r"^Admin port: (http\S+)$", text, re.MULTILINE).group(1)
with urllib.request.urlopen(MAIN + "/openapi.json") as reply:
    SERVED = reply.read()


def document(port, narrow=False):
    """The document with the paths of one port."""
    copy = json.loads(SERVED)
    copy["paths"] = {path: item for path, item in copy["paths"].items() if port in item["x-nightjar-ports"]}
    for item in copy["paths"].values():
        item.pop("servers", None)
    if narrow:
        copy["paths"] = {path: item for path, item in copy["paths"].items() if path in ("/recommendations", "/personalize-ranking", "/nightjar/why")}
        known = {"userId": [USER, "nobody"], "itemId": [ITEM, "nothing"], "campaign": [CAMPAIGN]}
        for parameter in copy["paths"]["/nightjar/why"]["get"]["parameters"]:
            if parameter["name"] in known:
                parameter["schema"] = {"enum": known[parameter["name"]]}
        schemas = copy["components"]["schemas"]
        for name, campaign in (("GetRecommendationsRequest", CAMPAIGN), ("GetPersonalizedRankingRequest", RANKING)):
            request = schemas[name]
            request.pop("oneOf", None)
            request["required"] = sorted({*request.get("required", []), "campaignArn", "userId"})
            members = request["properties"]
            members["campaignArn"] = {"enum": [ARN + campaign]}
            members["userId"] = {"enum": known["userId"]}
            for absent in ("recommenderArn", "filterArn", "filterValues", "metadataColumns", "promotions"):
                members.pop(absent, None)
        members["inputList"]["items"] = {"enum": [ITEM, "nothing"]}
    return copy


def run(name, url, schema, examples):
    path = os.path.join(WORK, f"openapi-{name}.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(schema, file)
    events = os.path.join(WORK, f"openapi-{name}.ndjson")
    command = ["st", "run", path, "--url", url, "--checks", CHECKS, "--phases", "examples,coverage,fuzzing", "--max-examples", str(examples),
               "--seed", "1", "--workers", "1", "--continue-on-failure", "--warnings", "off", "--suppress-health-check", "all",
               "--report", "ndjson", "--report-ndjson-path", events]  # fmt: skip
    done = subprocess.run(command, cwd=WORK, check=False)
    with open(events, encoding="utf-8") as file:
        statuses = collections.Counter(re.findall(r'"status_code": ?(\d+)', file.read()))
    print(f"{name}: replies by status: {dict(sorted(statuses.items()))}")
    assert done.returncode == 0, f"{name}: schemathesis must find nothing at {url}: exit {done.returncode}"
    return statuses


run("main", MAIN, document("main"), 100)
answered = run("answers", MAIN, document("main", narrow=True), 50)
assert answered["200"] > 100, f"the narrowed document must lead to answers: {answered}"
run("admin", ADMIN, document("admin"), 20)
