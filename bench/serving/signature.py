"""AWS Signature Version 4 of a request, in headers, as the SDKs make it."""

import datetime
import hashlib
import hmac
import json

REGION, SERVICE = "us-east-1", "personalize"
KEY, SECRET = "BENCHKEY01", "a secret that is of no use to anybody"


def credentials(file):
    """Writes what the server reads with --credentials."""
    file.write_text(json.dumps({"accessKeys": [{"accessKeyId": KEY, "secretAccessKey": SECRET}]}))
    file.chmod(0o600)
    return file


def _mac(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


class Signer:
    """Signs requests of one host and path, all at the time at which it is made."""

    def __init__(self, host, path):
        self.host, self.path = host, path
        self.time = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
        self.scope = f"{self.time[:8]}/{REGION}/{SERVICE}/aws4_request"
        key = ("AWS4" + SECRET).encode()
        for part in self.scope.split("/"):
            key = _mac(key, part)
        self.key = key

    def authorization(self, body):
        """The value of the header of that name; X-Amz-Date must be ``time``."""
        names = "content-type;host;x-amz-date"
        headers = f"content-type:application/json\nhost:{self.host}\nx-amz-date:{self.time}\n"
        payload = hashlib.sha256(body.encode()).hexdigest()
        canonical = hashlib.sha256(f"POST\n{self.path}\n\n{headers}\n{names}\n{payload}".encode()).hexdigest()
        signature = hmac.new(self.key, f"AWS4-HMAC-SHA256\n{self.time}\n{self.scope}\n{canonical}".encode(), hashlib.sha256)
        return f"AWS4-HMAC-SHA256 Credential={KEY}/{self.scope}, SignedHeaders={names}, Signature={signature.hexdigest()}"
