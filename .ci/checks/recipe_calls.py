"""Unmodified boto3 asks the campaigns sims, similar, popular and trending of MovieLens: recipe_calls.py STORE

What it gets is what the tables have; the classic mistakes get their modelled errors, with the member named.
"""

import json
import pathlib
import subprocess
import sys
import time

import boto3
import pyarrow.parquet as parquet

ARN = "arn:aws:personalize:eu-central-1:123456789012:"
store = pathlib.Path(sys.argv[1])
runtime = boto3.client("personalize-runtime")
invalid = runtime.exceptions.InvalidInputException


def table(campaign, folder):
    model = store / "models" / json.loads((store / f"campaigns/{campaign}.json").read_text())["model"]
    return parquet.read_table(sorted((model / folder).glob("*.parquet"))).to_pylist()


def ask(campaign, **members):
    reply = runtime.get_recommendations(campaignArn=f"{ARN}campaign/{campaign}", **members)
    headers = reply["ResponseMetadata"]["HTTPHeaders"]
    members = [{member: value for member, value in item.items() if member != "itemId"} for item in reply["itemList"]]
    if headers["x-nightjar-source"] == "popular":
        assert members[-1] == {"reason": ["Popular item"]}, f"{campaign}: popular items must say so: {members[-1]}"
        members = [item for item in members if item != members[-1]]
    assert not any(members), f"{campaign}: items must have an id and no more: {reply['itemList'][:2]}"
    assert headers["x-nightjar-model"], "a reply must name its model"
    return [item["itemId"] for item in reply["itemList"]], headers["x-nightjar-source"]


def refused(words, call, error=invalid):
    try:
        call()
    except error as e:
        assert words in e.response["Error"]["Message"], f"must say '{words}': {e.response['Error']['Message']}"
        return
    sys.exit(f"must be refused with {error.__name__}: {words}")


popular = [row["item_id"] for row in sorted(table("popular", "popular_items"), key=lambda row: row["rank"])]
trending = [row["item_id"] for row in sorted(table("trending", "popular_items"), key=lambda row: row["rank"])]
assert ask("popular") == (popular[:25], "table")
assert ask("popular", userId="1", itemId="1", context={"A": "b"}, numResults=500) == (popular[:500], "table")
assert ask("trending", numResults=10) == (trending[:10], "table")

for campaign in ("sims", "similar"):
    rows = {row["item_id"]: [item["item_id"] for item in row["items"]] for row in table(campaign, "similar_items")}
    assert ask(campaign, itemId="1") == (rows["1"][:25], "table"), campaign
    assert ask(campaign, itemId="1", numResults=0) == ([], "table")
    longest, source = ask(campaign, itemId="1", numResults=500)
    assert len(set(longest)) == 500 and "1" not in longest and longest[: len(rows["1"])] == rows["1"], f"{campaign}: 500 items, {source}"
    assert ask(campaign, itemId="no-such-item") == (popular[:25], "popular"), f"{campaign}: an unknown item must get popular ones"
    refused("itemId must be given", lambda c=campaign: ask(c))
    refused("itemId must be given", lambda c=campaign: ask(c, userId="1"))
    refused("itemId must be given", lambda c=campaign: ask(c, itemId=""))
assert ask("similar", itemId="1", numResults=500)[1] == "live", "more than the table has must be compared live"

subprocess.run(
    ["bin/nightjar", "create-filter", "--store", str(store), "--name", "same-genre", "--campaign", "similar"]
    + ["--expression", "INCLUDE ItemID WHERE Items.GENRES IN CurrentItem.GENRES"], check=True)
subprocess.run(
    ["bin/nightjar", "create-filter", "--store", str(store), "--name", "new-to-me", "--campaign", "sims"]
    + ["--expression", 'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("*")'], check=True)
subprocess.run(
    ["bin/nightjar", "create-filter", "--store", str(store), "--name", "drama-over-thirty", "--campaign", "trending"]
    + ["--expression", 'INCLUDE ItemID WHERE Items.GENRES IN ("Drama") IF CurrentUser.AGE > 30'], check=True)
deadline = time.monotonic() + 30
while True:
    try:
        genres = {row["item_id"]: set(row["genres"].split("|")) for row in table("similar", "items")}
        for campaign in ("sims", "similar"):
            found, _ = ask(campaign, itemId="1", numResults=500, filterArn=f"{ARN}filter/same-genre")
            assert len(found) == 500 and all(genres[item] & genres["1"] for item in found), f"{campaign}: 500 items of a genre of item 1"
        had = {event["item_id"] for row in table("sims", "history") if row["user_id"] == "1" for event in row["events"]}
        found, _ = ask("sims", userId="1", itemId="1", numResults=100, filterArn=f"{ARN}filter/new-to-me")
        ask("popular", userId="1", filterArn=f"{ARN}filter/drama-over-thirty")
        break
    except runtime.exceptions.ResourceNotFoundException:
        assert time.monotonic() < deadline, "the server must take the filters within 30 s"
        time.sleep(0.5)
assert len(found) == 100 and not had & set(found), "items that user 1 had must be gone"
for campaign in ("sims", "similar", "popular", "trending"):
    def of_age(campaign=campaign, **user):
        return ask(campaign, itemId="1", numResults=50, filterArn=f"{ARN}filter/drama-over-thirty", **user)[0]
    everything = ask(campaign, itemId="1", numResults=50)[0]
    assert not all("Drama" in genres[item] for item in everything), f"{campaign}: must not be dramas only without the filter"
    # 31 and 33 are older than thirty; 30 is not; of user 1 the age is not known, of nobody anything.
    for user in ("31", "newcomer"):
        dramas = of_age(userId=user)
        assert len(dramas) == 50 and all("Drama" in genres[item] for item in dramas), f"{campaign}: dramas for user {user}"
    for user in ("30", "1", "nobody"):
        assert of_age(userId=user) == everything, f"{campaign}: the filter must not count for user {user}"
    refused("userId must be given", of_age)
refused("userId must be given", lambda: ask("popular", filterArn=f"{ARN}filter/new-to-me"))
refused("CurrentItem", lambda: ask("popular", itemId="1", filterArn=f"{ARN}filter/same-genre"))
for campaign in ("sims", "similar", "popular", "trending"):
    refused(
        "GetPersonalizedRanking needs a campaign whose recipe answers it",
        lambda c=campaign: runtime.get_personalized_ranking(campaignArn=f"{ARN}campaign/{c}", userId="1", inputList=["1"]))
refused("GetRecommendations needs a campaign whose recipe answers it", lambda: ask("similar-ranking", userId="1"))
ranked = runtime.get_personalized_ranking(campaignArn=f"{ARN}campaign/similar-ranking", userId="1", inputList=["1", "2"])
assert len(ranked["personalizedRanking"]) == 2, "a model of similar items must rank for users too"
refused("numResults must not exceed 500", lambda: ask("popular", numResults=501))
print(f"boto3 {boto3.__version__}: sims, similar, popular and trending answer")
