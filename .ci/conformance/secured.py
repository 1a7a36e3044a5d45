"""Signatures as boto3 makes them, in headers and presigned, over TLS: secured.py

ENDPOINT is the server; access keys CONFORMANCE, LIMITED (one campaign) and TEMPORARY (session token) are known to it.
"""

import datetime
import hashlib
import json
import os
import ssl
import sys
import urllib.error
import urllib.request

import boto3
import botocore.auth
import botocore.awsrequest
import botocore.config
import botocore.credentials
import botocore.exceptions

ENDPOINT, SECRET = os.environ["ENDPOINT"], os.environ["SECRET"]
ARN = "arn:aws:personalize:eu-central-1:000000000000:campaign/"
HOME, RANK = ARN + "conform", ARN + "conform-ranking"
TRUST = ssl.create_default_context(cafile=os.environ["AWS_CA_BUNDLE"])
checked = 0


def expect(condition, message):
    global checked
    checked += 1
    if not condition:
        sys.exit(f"boto3 {boto3.__version__}: {message}")


def client(key="CONFORMANCE", secret=SECRET, token=None, region="eu-central-1"):
    return boto3.client(
        "personalize-runtime",
        endpoint_url=ENDPOINT,
        region_name=region,
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        aws_session_token=token,
        config=botocore.config.Config(retries={"total_max_attempts": 1}),
    )


def answered(runtime, arn=HOME):
    return len(runtime.get_recommendations(campaignArn=arn, userId="user-0001")["itemList"]) == 25


def refused(error, status, call):
    try:
        call()
    except botocore.exceptions.ClientError as e:
        found = e.response["Error"]["Code"], e.response["ResponseMetadata"]["HTTPStatusCode"]
        expect(found == (error, status), f"must be refused with {error}, {status}: {e}")
        expect(SECRET not in str(e), "no secret in a message")
        return
    expect(False, f"must be refused with {error}")


expect(answered(client()), "a signed request")
expect(answered(client(region="us-west-2")), "any region")
refused("InvalidSignatureException", 403, lambda: answered(client(secret="not the secret at all")))
refused("InvalidClientTokenId", 403, lambda: answered(client(key="NOBODY")))
refused("InvalidClientTokenId", 403, lambda: answered(client(token="token of nobody")))
temporary = os.environ["TEMPORARY_SECRET"]
expect(answered(client("TEMPORARY", temporary, os.environ["TOKEN"])), "a session token")
refused("InvalidClientTokenId", 403, lambda: answered(client("TEMPORARY", temporary)))
limited = client("LIMITED", os.environ["LIMITED_SECRET"])
refused("AccessDeniedException", 400, lambda: answered(limited))
ranked = limited.get_personalized_ranking(campaignArn=RANK, userId="user-0001", inputList=["film-0001"])
expect(len(ranked["personalizedRanking"]) == 1, "the campaign that the key may ask")

# What no client does by itself: changes after signing.
CREDENTIALS = botocore.credentials.Credentials("CONFORMANCE", SECRET)
BODY = json.dumps({"campaignArn": HOME, "userId": "user-0001"})


class Presigned(botocore.auth.SigV4QueryAuth):
    """botocore's own moves a body of JSON into the query; this one leaves it where it is, and signs it there."""

    def payload(self, request):
        return hashlib.sha256(BODY.encode()).hexdigest()


def post(signer, path="/recommendations", sent=None, change=None):
    body = None if isinstance(signer, Presigned) else BODY
    request = botocore.awsrequest.AWSRequest("POST", ENDPOINT + path, data=body, headers={"Content-Type": "application/json"})
    signer.add_auth(request)
    prepared = request.prepare()
    headers = {name: value for name, value in prepared.headers.items() if name != "Content-Length"}
    url, headers = (change or (lambda u, h: (u, h)))(prepared.url, headers)
    asked = urllib.request.Request(url, data=(sent or BODY).encode(), headers=headers, method="POST")
    try:
        with urllib.request.urlopen(asked, context=TRUST) as reply:
            return reply.status, "itemList" in json.load(reply)
    except urllib.error.HTTPError as e:
        return e.code, e.headers["x-amzn-ErrorType"]


def header(service="personalize", region="eu-central-1"):
    return botocore.auth.SigV4Auth(CREDENTIALS, service, region)


def presigned(expires=60):
    return Presigned(CREDENTIALS, "personalize", "eu-central-1", expires)


def replacing(old, new):
    return lambda url, headers: (url.replace(old, new), {name: str(value).replace(old, new) for name, value in headers.items()})


INVALID = (403, "InvalidSignatureException")
expect(post(header()) == (200, True), "signed by botocore")
expect(post(presigned()) == (200, True), "presigned by botocore")
expect(post(presigned(3600), path="/recommendations?b=2&a=%20x&a=%C3%A9") == (200, True), "presigned, with a query")
expect(post(header(), path="/recommendations?b=2&a=%20x&a=%C3%A9") == (200, True), "signed, with a query")
for name, signer in (("header", header), ("query", presigned)):
    expect(post(signer(), sent=BODY.replace("0001", "0002")) == INVALID, f"{name}: another body")
    expect(post(signer(), change=replacing("eu-central-1", "us-east-1")) == INVALID, f"{name}: another region")
    expect(post(signer(), change=replacing("CONFORMANCE", "LIMITED")) == INVALID, f"{name}: another key")
    expect(post(signer(), change=replacing("/recommendations", "/personalize-ranking")) == INVALID, f"{name}: another path")
expect(post(header("s3")) == INVALID, "another service")
expect(post(header(), change=replacing("AWS4-HMAC-SHA256", "AWS4-HMAC-SHA1"))[1] == "IncompleteSignature", "another algorithm")
expect(post(header(), change=lambda u, h: (u, {**h, "X-Amz-Date": "20200101T000000Z"})) == INVALID, "another date than the scope's")
day = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%d")
expect(post(header(), change=replacing(day, "20200101")) == (400, "RequestExpired"), "an old date")
expect(post(presigned(), change=replacing("X-Amz-Expires=60", "X-Amz-Expires=600")) == INVALID, "another lifetime")

# A question that is all query, presigned by botocore as it is.
question = botocore.awsrequest.AWSRequest("GET", f"{ENDPOINT}/nightjar/why?campaign=conform&userId=user-0001&itemId=film-0001")
botocore.auth.SigV4QueryAuth(CREDENTIALS, "personalize", "eu-central-1", 60).add_auth(question)
with urllib.request.urlopen(question.prepare().url, context=TRUST) as reply:
    expect(json.load(reply)["itemId"] == "film-0001", "a presigned question")
print(f"boto3 {boto3.__version__}: {checked} checks of signatures passed")
