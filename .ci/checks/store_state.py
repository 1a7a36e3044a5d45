"""A small store, the commands that change it and a server that serves it, for the checks of faults."""

import hashlib
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

SMALL = ["--min-users", "1", "--min-interactions", "1", "--dimension", "8", "--max-variants", "1", "--epochs", "2"]
PATIENCE = 120


def command(*arguments, log, environment=None):
    """Starts a command of bin/nightjar as the leader of a group of its own, to be killed as one."""
    return subprocess.Popen(
        ["bash", "bin/nightjar", *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=open(log, "wb"),
        start_new_session=True,
        env={**os.environ, **(environment or {})},
    )


def night(store, data, log, *more, **how):
    return command("nightly", "--store", store, "--interactions", data, "--campaign", "board", *SMALL, *more, log=log, **how)


def must_succeed(process, log, what):
    if process.wait(timeout=600) != 0:
        sys.exit(f"{what} must succeed:\n{pathlib.Path(log).read_text()[-3000:]}")


def kill(process):
    """kill -9 of the command with all that it started; False when it had ended."""
    running = process.poll() is None
    if running:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return running


def campaign(store, name="board"):
    return json.loads((store / "campaigns" / f"{name}.json").read_text())


def finished(store):
    """Ids of the models that have a model.json."""
    return {manifest.parent.name for manifest in store.glob("models/*/model.json")}


def require_consistent(store, where):
    """Every model that exists is whole, and every campaign names one that exists and can be served."""
    for model in finished(store):
        folder = store / "models" / model
        for name, expected in json.loads((folder / "model.json").read_text())["files"].items():
            content = (folder / name).read_bytes()
            assert len(content) == expected["size"], f"{where}: {folder / name} must have {expected['size']} bytes: {len(content)}"
            assert hashlib.sha256(content).hexdigest() == expected["sha256"], f"{where}: {folder / name} must have its digest"
    for file in store.glob("campaigns/*.json"):
        named = json.loads(file.read_text())
        for model in filter(None, (named["model"], named.get("previousModel"))):
            assert model in finished(store), f"{where}: {file} must name a model that exists: {model}"
        tables = json.loads((store / "models" / named["model"] / "model.json").read_text())["files"]
        assert any(name.startswith("recommendations/") for name in tables), f"{where}: {named['model']} must have its table"


class Server:
    """bin/nightjar serve, and somebody who asks it all the time."""

    def __init__(self, store, log, environment=None):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = pathlib.Path(log)
        arguments = "serve", "--store", store, "--port", self.port, "--admin-port", 0
        self.process = command(*arguments, log=log, environment=environment)
        self.await_that("the server must be ready", lambda: self.ready()[0] == 200)
        self.models, self.wrong, self.asked = set(), [], 0
        self.stopping = threading.Event()
        self.asker = threading.Thread(target=self.ask_all_the_time)
        self.asker.start()

    def get(self, request):
        try:
            with urllib.request.urlopen(request, timeout=30) as reply:
                return reply.status, reply.headers, reply.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read().decode()

    def ready(self):
        """Status and body of /readyz; status 0 while nobody listens."""
        try:
            status, _, body = self.get(f"http://127.0.0.1:{self.port}/readyz")
            return status, json.loads(body)
        except OSError:
            return 0, {}

    def ask(self, user="u001"):
        body = {"campaignArn": "arn:aws:personalize:us-east-1:000000000000:campaign/board", "userId": user}
        return self.get(urllib.request.Request(f"http://127.0.0.1:{self.port}/recommendations", json.dumps(body).encode()))

    def ask_all_the_time(self):
        while not self.stopping.wait(0.02):
            try:
                status, headers, body = self.ask(f"u{self.asked % 40:03d}")
                if status != 200 or len(json.loads(body)["itemList"]) != 25:
                    self.wrong.append(f"{status} {body}")
                self.models.add(headers["x-nightjar-model"])
            except (OSError, ValueError) as failure:
                self.wrong.append(repr(failure))
            self.asked += 1

    def await_that(self, what, condition):
        deadline = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > deadline or self.process.poll() is not None:
                kill(self.process)
                sys.exit(f"{what} within {PATIENCE} s:\n{self.log.read_text()[-3000:]}")
            time.sleep(0.05)

    def await_model(self, model):
        self.await_that(f"{model} must be served", lambda: self.ask()[1]["x-nightjar-model"] == model)

    def lines(self, *words):
        """Lines of the log that have all these words."""
        return [line for line in self.log.read_text().splitlines() if all(word in line for word in words)]

    def require_undisturbed(self, models):
        """Nobody who asked got anything but a list, of these models only."""
        assert not self.wrong, f"of {self.asked} requests {len(self.wrong)} were not answered: {self.wrong[0]}"
        assert self.models <= set(models), f"only {models} may answer: {self.models}"

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.stopping.set()
        self.asker.join()
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait(timeout=60)
