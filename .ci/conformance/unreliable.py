"""A proxy in front of the server that fails first, as networks do: unreliable.py PORT TARGET

A request whose userId is fail-STATUS-COUNT-ANYTHING is answered with STATUS the first COUNT times and passed on then; every
other request is passed on at once, as it came. GET /attempts/USER says how many requests of a user have arrived.
"""

import http.client
import json
import re
import sys
import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

port, target = int(sys.argv[1]), urllib.parse.urlsplit(sys.argv[2])
ERRORS = {429: "ThrottlingException", 500: "InternalFailure", 503: "ServiceUnavailable"}
attempts, lock = {}, threading.Lock()


class Unreliable(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, headers, body):
        self.send_response_only(status)
        for name, value in headers:
            if name.lower() not in ("content-length", "transfer-encoding", "connection"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        user = urllib.parse.unquote(self.path.removeprefix("/attempts/"))
        with lock:
            self.answer(200, [("Content-Type", "text/plain")], str(attempts.get(user, 0)).encode())

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        user = str(json.loads(body).get("userId"))
        with lock:
            attempts[user] = attempts.get(user, 0) + 1
            attempt = attempts[user]
        failure = re.match(r"fail-(\d+)-(\d+)-", user)
        if failure and attempt <= int(failure[2]):
            status = int(failure[1])
            message = json.dumps({"message": f"attempt {attempt} fails"}).encode()
            self.answer(status, [("Content-Type", "application/json"), ("x-amzn-ErrorType", ERRORS[status])], message)
            return
        server = http.client.HTTPConnection(target.hostname, target.port, timeout=60)
        server.request("POST", self.path, body, dict(self.headers))
        reply = server.getresponse()
        self.answer(reply.status, reply.getheaders(), reply.read())
        server.close()

    def log_message(self, *_):
        pass


ThreadingHTTPServer(("127.0.0.1", port), Unreliable).serve_forever()
