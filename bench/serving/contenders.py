"""The servers that are measured, each a process of its own on a port of its own."""

import http.client
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

from nightjar_process import HOME

JAVA = str(Path(os.environ["JAVA_HOME"]) / "bin/java") if os.environ.get("JAVA_HOME") else "java"
CLASS_PATH = os.pathsep.join(str(HOME / jar) for jar in ("serving/target/nightjar-serving.jar", "bench/target/nightjar-bench.jar"))
JVM = ["--add-modules=jdk.incubator.vector"]
TICKS = os.sysconf("SC_CLK_TCK")
PATIENCE = 180


class ContenderFailed(Exception):
    """A server did not start, or answered wrongly."""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Contender:
    """A running server."""

    def __init__(self, name, command, log, ready):
        self.name, self.port = name, free_port()
        self.log = log
        self.process = subprocess.Popen(
            [str(part).replace("PORT", str(self.port)) for part in command], stdout=open(log, "w"), stderr=subprocess.STDOUT
        )
        end = time.monotonic() + PATIENCE
        while not ready(self):
            if self.process.poll() is not None or time.monotonic() > end:
                self.stop()
                raise ContenderFailed(f"{name} must be ready within {PATIENCE} s: {log}")
            time.sleep(0.02)

    def listens(self):
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
            return True
        except OSError:
            return False

    def answers_ready(self):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        except OSError:
            return False

    def cpu(self):
        """Seconds of CPU it has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self):
        """Resident MB: all, and that of it which is not of files."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        kib = {line.split(":")[0]: int(line.split()[1]) for line in status.splitlines() if line.startswith(("VmRSS", "RssAnon"))}
        return kib["VmRSS"] / 1024, kib["RssAnon"] / 1024

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def java(main, *arguments):
    return [JAVA, *JVM, "-cp", CLASS_PATH, f"io.nightjar.bench.serving.{main}", *map(str, arguments)]


def nightjar(store, flags, log):
    command = [HOME / "bin/nightjar", "serve", "--store", store, "--port", "PORT", "--admin-port", "0", *flags]
    return Contender("nightjar", command, log, Contender.answers_ready)


def bare(replies, folder):
    """Constant replies by path."""
    arguments = []
    for number, (path, reply) in enumerate(replies.items()):
        file = Path(folder) / f"reply-{number}.json"
        file.write_bytes(reply)
        arguments += [path, file]
    return Contender("bare handler", java("BareServer", "PORT", *arguments), Path(folder) / "bare.log", Contender.listens)


def redis(values, folder):
    """Redis itself and the handler before it; ``values`` are bytes by key."""
    command = [shutil.which("redis-server"), "--port", "PORT", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    store = Contender("redis-server", command, Path(folder) / "redis.log", Contender.listens)
    lines = b"".join(key.encode() + b"\t" + value + b"\n" for key, value in values.items())
    filled = subprocess.run(java("FillRedis", store.port), input=lines, stdout=subprocess.PIPE, check=True).stdout
    if int(filled.split()[-1]) != len(values):
        raise ContenderFailed(f"Redis must hold {len(values)} replies: {filled}")
    handler = Contender(
        "Redis handler", java("RedisServer", "PORT", store.port), Path(folder) / "redis-handler.log", Contender.listens
    )
    return store, handler


class Client:
    """One connection, for what is not timed."""

    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def post(self, path, body):
        """The source that the reply names, or None, and the reply."""
        self.connection.request("POST", path, body, {"Content-Type": "application/json"})
        response = self.connection.getresponse()
        reply = response.read()
        if response.status != 200:
            raise ContenderFailed(f"{path} must answer 200: {response.status} {reply[:300]}")
        return response.headers.get("x-nightjar-source"), reply
