"""Unmodified boto3 asks both operations: api.py RECOMMENDING RANKING USER ITEM,ITEM,... [FIELD=VALUE ...]

Only the environment points it at the server: AWS_ENDPOINT_URL_PERSONALIZE_RUNTIME, a region and any keys.
"""

import math
import sys

import boto3

ARN = "arn:aws:personalize:eu-central-1:123456789012:"
recommending, ranking, user, items = sys.argv[1:5]
items = items.split(",")
context = dict(pair.split("=", 1) for pair in sys.argv[5:])
runtime = boto3.client("personalize-runtime")


def recommend(who=user, campaign=recommending, **members):
    return runtime.get_recommendations(campaignArn=f"{ARN}campaign/{campaign}", userId=who, **members)["itemList"]


def rank(who=user, campaign=ranking, asked=items, **members):
    return runtime.get_personalized_ranking(campaignArn=f"{ARN}campaign/{campaign}", userId=who, inputList=asked, **members)["personalizedRanking"]


def ids(reply):
    return [one["itemId"] for one in reply]


def refused(error, call):
    try:
        call()
    except error as e:
        assert e.response["Error"]["Message"], "an error must have a message"
        assert e.response["ResponseMetadata"]["RequestId"], "an error must have a request id"
        return
    sys.exit(f"{recommending}: must be refused with {error.__name__}")


def check_recommendations(who, **members):
    reply = recommend(who, **members)
    scores = [one["score"] for one in reply]
    assert len(reply) == 25, f"25 items by default: {len(reply)}"
    assert len(set(ids(reply))) == 25, "items must be distinct"
    assert scores == sorted(scores, reverse=True) and 0 < sum(scores) < 1, f"scores must fall and sum to less than 1: {scores}"
    return ids(reply)


def check_ranking(who, **members):
    reply = rank(who, asked=["no-such-item"] + items + ["nor-this"], **members)
    assert ids(reply)[-2:] == ["no-such-item", "nor-this"], f"unknown items must come last, in input order: {ids(reply)}"
    assert sorted(ids(reply)[:-2]) == sorted(items), "all known items must come back"
    assert all("score" not in one for one in reply[-2:]), "an unknown item must have no score"
    scores = [one["score"] for one in reply[:-2]]
    assert scores == sorted(scores, reverse=True) and math.isclose(sum(scores), 1, rel_tol=1e-5), f"known scores must sum to 1: {scores}"


known, unknown = check_recommendations(user), check_recommendations("nobody-knows-me")
assert known != unknown, "a known user must get other items than an unknown one"
assert unknown == check_recommendations("nor-me"), "all unknown users must get the same items"
check_ranking(user)
check_ranking("nobody-knows-me")
if context:
    assert check_recommendations(user, context=context) != known, f"{context} must change the answer"
    check_recommendations("nobody-knows-me", context=context)
    check_ranking(user, context=context)
    check_ranking("nobody-knows-me", context=context)
assert check_recommendations(user, context={"NO_SUCH_FIELD": "x"}) == known, "an unknown field must change nothing"

assert recommend(numResults=0) == [], "numResults 0 must give no items"
assert len(recommend(numResults=1)) == 1
assert len(recommend(numResults=500)) == 500, "numResults 500 must give 500 items"
assert ids(recommend(numResults=500))[:25] == known, "a longer list must begin as the shorter one"
recommender = runtime.get_recommendations(recommenderArn=f"{ARN}recommender/{recommending}", userId=user)["itemList"]
assert ids(recommender) == known, "a recommender must answer as the campaign of its name"

missing, invalid = runtime.exceptions.ResourceNotFoundException, runtime.exceptions.InvalidInputException
refused(missing, lambda: recommend(campaign="no-such-campaign"))
refused(missing, lambda: rank(campaign="no-such-campaign"))
refused(invalid, lambda: recommend(numResults=501))
refused(invalid, lambda: recommend(who="u" * 257))
refused(invalid, lambda: rank(asked=[str(i) for i in range(501)]))
refused(invalid, lambda: recommend(campaign=ranking))
refused(invalid, lambda: rank(campaign=recommending))
refused(invalid, lambda: runtime.get_recommendations(userId=user))
print(f"boto3 {boto3.__version__}: {recommending} and {ranking} answer")
