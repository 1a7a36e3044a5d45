"""Conformance of the runtime API as boto3 sees it: client.py

Every operation, every member that this boto3 knows, every error by its modelled class, retries. An endpoint in
AWS_ENDPOINT_URL_PERSONALIZE_RUNTIME, with unreliable.py between; versions before 1.28 do not read the variable themselves.
"""

import math
import os
import sys
import urllib.request

import boto3
import botocore.exceptions

ENDPOINT = os.environ["AWS_ENDPOINT_URL_PERSONALIZE_RUNTIME"]
ARN = "arn:aws:personalize:us-east-1:000000000000:"
HOME, RANK, USER = f"{ARN}campaign/conform", f"{ARN}campaign/conform-ranking", "user-0001"
GENRES = {"filterArn": f"{ARN}filter/by-genre", "filterValues": {"GENRES": '"Comedy","Crime"'}}
VERSION = tuple(int(part) for part in boto3.__version__.split("."))
runtime = boto3.client("personalize-runtime", **({"endpoint_url": ENDPOINT} if VERSION < (1, 28) else {}))
checked = 0


def known(operation, member):
    """Whether this client has a member; a newer operation counts as having none."""
    model = runtime.meta.service_model
    return operation in model.operation_names and member in model.operation_model(operation).input_shape.members


def expect(condition, message):
    global checked
    checked += 1
    if not condition:
        sys.exit(f"boto3 {boto3.__version__}: {message}")


def recommend(**members):
    return runtime.get_recommendations(**{"campaignArn": HOME, "userId": USER, **members})["itemList"]


def rank(**members):
    return runtime.get_personalized_ranking(**{"campaignArn": RANK, "userId": USER, "inputList": INPUT, **members})["personalizedRanking"]


def ids(items):
    return [item["itemId"] for item in items]


def refused(error, said, call):
    try:
        call()
    except error as e:
        expect(said in e.response["Error"]["Message"], f"message must have {said!r}: {e}")
        expect(e.response["ResponseMetadata"]["RequestId"], "an error must have a request id")
        expect(e.response["ResponseMetadata"]["RetryAttempts"] == 0, "a caller's mistake must not be tried again")
        return
    expect(False, f"must be refused with {error.__name__}: {said}")


# Every member of GetRecommendations.
plain = recommend()
scores = [item["score"] for item in plain]
expect(len(set(ids(plain))) == 25 and scores == sorted(scores, reverse=True) and 0 < sum(scores) < 1, f"25 by default, scores must fall: {plain}")
expect(all(set(item) == {"itemId", "score"} for item in plain), "an ordinary item has an id and a score, nothing else")
expect(ids(recommend(numResults=7)) == ids(plain)[:7], "numResults must cut the list")
expect(len(recommend(numResults=500)) == 500 and recommend(numResults=0) == [], "numResults 500 and 0")
expect(ids(recommend(itemId="film-0001")) == ids(plain), "itemId must be ignored")
expect(ids(recommend(context={"DEVICE": "tv", "DAYPART": "evening"})) != ids(plain), "context must count")
expect(ids(recommend(context={"NO_SUCH": "x"})) == ids(plain), "unknown context must not count")
expect(ids(recommend(userId="nobody-a")) == ids(recommend(userId="nobody-b")) != ids(plain), "unknown users are alike")
filtered = recommend(numResults=50, **GENRES)
every = recommend(numResults=500)
by_id = {item["itemId"]: item["score"] for item in every}
expect(len(filtered) == 50 and filtered != every[:50], "a filter must change the list and not shorten it")
expect(all(math.isclose(item["score"], by_id[item["itemId"]], rel_tol=1e-6) for item in filtered if item["itemId"] in by_id), "a filter keeps scores")
unseen = recommend(numResults=500, filterArn=f"{ARN}filter/unseen")
expect(set(ids(every)) - set(ids(unseen)), "items of the history must go")
if known("GetRecommendations", "recommenderArn"):
    reply = runtime.get_recommendations(recommenderArn=f"{ARN}recommender/conform", userId=USER)
    expect(reply["itemList"] == [{"itemId": item} for item in ids(plain)], "a recommender has no scores")
    expect(reply["recommendationId"].startswith("RID-") and len(reply["recommendationId"]) == 40, "recommendationId")
if known("GetRecommendations", "promotions"):
    promoted = recommend(numResults=10, promotions=[{"name": "house", "percentPromotedItems": 25, **GENRES}])
    house = [item for item in promoted if item.get("promotionName") == "house"]
    expect(ids(house) == ids(filtered)[:3], f"25 percent of 10 are 3, the best of the promotion: {promoted}")
    others = [item for item in promoted if "promotionName" not in item]
    expect(ids(others) == [item for item in ids(plain) if item not in ids(house)][:7], f"the rest is ordinary: {promoted}")
    if "reason" in runtime.meta.service_model.shape_for("PredictedItem").members:
        expect(all(item["reason"] == ["Promoted item"] for item in house), "promoted items have a reason")
if known("GetRecommendations", "metadataColumns"):
    described = recommend(numResults=50, metadataColumns={"ITEMS": ["GENRES", "TITLE"]}, **GENRES)
    expect(ids(described) == ids(filtered), "metadata must not change the list")
    for item in described:
        expect(item["metadata"]["TITLE"] and {"Comedy", "Crime"} & set(item["metadata"]["GENRES"].split("|")), f"must be of the genres: {item}")

# Every member of GetPersonalizedRanking.
INPUT = ["no-such-item", *reversed(ids(plain)[:5]), "nor-this"]
ranked = rank()
expect(ids(ranked) == ids(plain)[:5] + ["no-such-item", "nor-this"], f"known items by preference, then the others: {ranked}")
expect(math.isclose(sum(item["score"] for item in ranked[:5]), 1, rel_tol=1e-5), "scores of a ranking must sum to 1")
expect(all("score" not in item for item in ranked[5:]), "an unknown item has no score")
expect(rank(inputList=[]) == [], "an empty inputList")
expect(ids(rank(inputList=ids(every), context={"DEVICE": "tv"})) != ids(every), "context must count in rankings")
kept = rank(inputList=ids(every)[:100], **GENRES)
expect(set(ids(kept)) <= set(ids(recommend(numResults=500, **GENRES))) and 0 < len(kept) < 100, "a filter must drop items of a ranking")
expect(math.isclose(sum(item["score"] for item in kept), 1, rel_tol=1e-5), "scores are over what is left")
if known("GetPersonalizedRanking", "metadataColumns"):
    described = rank(metadataColumns={"ITEMS": ["TITLE"]})
    expect(all(item["metadata"]["TITLE"] for item in described[:5]), "ranked items must have metadata")

# Related items: by the item's genre, then by the country of the user.
def related(**members):
    return runtime.get_recommendations(campaignArn=f"{ARN}campaign/conform-related", itemId="film-0001", **members)["itemList"]


to_first = related()
alike, in_france = related(filterArn=f"{ARN}filter/same-genre"), {"filterArn": f"{ARN}filter/comedies-in-france"}
french = related(userId=USER, **in_france)
expect(len(to_first) == len(alike) == len(french) == 25 and all(set(item) == {"itemId"} for item in to_first), f"25 ids: {to_first}")
expect(to_first != alike != french, "filters must change related items")
expect(related(userId="user-0002", **in_france) == to_first, "the filter must not count for a user of another country")
if known("GetRecommendations", "metadataColumns"):
    of_genre = {"metadataColumns": {"ITEMS": ["GENRES"]}}
    [first] = rank(inputList=["film-0001"], **of_genre)
    for asked, filtered_by in ((first["metadata"]["GENRES"], "same-genre"), ("Comedy", "comedies-in-france")):
        for item in related(userId=USER, filterArn=f"{ARN}filter/{filtered_by}", **of_genre):
            expect(set(asked.split("|")) & set(item["metadata"]["GENRES"].split("|")), f"{filtered_by}: must be {asked}: {item}")


# A time window on interactions, and exploration of 30 % of the places.
def not_since(seconds):
    return recommend(filterArn=f"{ARN}filter/not-since", filterValues={"SINCE": f'"{seconds}"'})


expect(ids(not_since(0)) == ids(unseen)[:25], "all that the user had is since 1970")
expect(ids(not_since(4102444800)) == ids(plain), "nothing is since 2100")
exploring = recommend(campaignArn=f"{ARN}campaign/explore", numResults=100)
expect(len(exploring) == 100, "exploration must not change the length of a list")
if "reason" in runtime.meta.service_model.shape_for("PredictedItem").members:
    explored = [item for item in exploring if "reason" in item]
    expect(explored and all(item["reason"] == ["Exploration"] and item["score"] > 0 for item in explored), f"explored items must say so: {explored}")

# Every error by its modelled class.
invalid, missing = runtime.exceptions.InvalidInputException, runtime.exceptions.ResourceNotFoundException
refused(missing, "campaign/nope does not exist", lambda: recommend(campaignArn=f"{ARN}campaign/nope"))
refused(missing, "campaign/nope does not exist", lambda: rank(campaignArn=f"{ARN}campaign/nope"))
refused(missing, "filter/nope does not exist", lambda: recommend(filterArn=f"{ARN}filter/nope"))
refused(invalid, "numResults must not exceed 500: 501", lambda: recommend(numResults=501))
refused(invalid, "userId must not be longer than 256", lambda: recommend(userId="u" * 257))
refused(invalid, "filterValues.GENRES must be given", lambda: recommend(filterArn=f"{ARN}filter/by-genre"))
refused(invalid, "filterValues.GENRES must be texts", lambda: rank(filterArn=f"{ARN}filter/by-genre", filterValues={"GENRES": "Crime"}))
refused(invalid, "context must not have more than 150", lambda: recommend(context={f"K{i}": "v" for i in range(151)}))
refused(invalid, "inputList must not have more than 500", lambda: rank(inputList=[str(i) for i in range(501)]))
refused(invalid, "userId must be given", lambda: related(**in_france))
refused(invalid, "itemId must be given", lambda: runtime.get_recommendations(campaignArn=f"{ARN}campaign/conform-related"))
refused(invalid, "GetRecommendations needs a campaign", lambda: recommend(campaignArn=RANK))
refused(invalid, "GetPersonalizedRanking needs a campaign", lambda: rank(campaignArn=HOME))
refused(invalid, "must be given", lambda: runtime.get_recommendations(userId=USER))
if known("GetRecommendations", "metadataColumns"):
    refused(invalid, "'PRICE' is none of", lambda: recommend(metadataColumns={"ITEMS": ["PRICE"]}))
    refused(invalid, "numResults must not exceed 50", lambda: recommend(numResults=51, metadataColumns={"ITEMS": ["TITLE"]}))
if known("GetActionRecommendations", "campaignArn"):
    refused(invalid, "GetActionRecommendations is not supported", lambda: runtime.get_action_recommendations(campaignArn=HOME, userId=USER))

# What is not here keeps a name that a client can tell.
for service, call in (
    ("personalize", lambda client: client.list_campaigns()),
    ("personalize-events", lambda client: client.put_events(trackingId="t", sessionId="s", eventList=[{"eventType": "e", "sentAt": 0}])),
):
    try:
        call(boto3.client(service, endpoint_url=ENDPOINT))
        expect(False, f"{service} must be refused")
    except botocore.exceptions.ClientError as e:
        expect(e.response["Error"]["Code"] == "UnknownOperationException", f"{service} must name the error: {e}")

# Retries, until the server is reached.
for status in (429, 500, 503):
    who = f"fail-{status}-2-boto3-{boto3.__version__}"
    expect(len(recommend(userId=who)) == 25 and len(rank(userId=who)) == 7, f"{status} must be tried again")
    with urllib.request.urlopen(f"{ENDPOINT}/attempts/{who}") as seen:
        expect(int(seen.read()) == 4, f"{status} twice, then an answer, then another")
try:
    recommend(userId=f"fail-429-99-boto3-{boto3.__version__}")
    expect(False, "429 for ever must fail")
except botocore.exceptions.ClientError as e:
    expect(e.response["Error"]["Code"] == "ThrottlingException", f"throttling must keep its name: {e}")
print(f"boto3 {boto3.__version__}: {checked} checks passed")
