"""Both ends of a worker: a process that measures what it is asked for.

A request is a JSON object on a line of standard input; the reply is a line of standard output that begins with "@@ ".
The first reply comes unasked and says what runs there. io.nightjar.bench.batch.Worker is the same in Java.
"""

import json
import os
import subprocess
import sys
import time
import traceback
from pathlib import Path

MARK = "@@ "
HOME = Path(__file__).resolve().parents[2]
THREADS = 2


class WorkerFailed(Exception):
    """A worker said that it could not do what it was asked for, or died."""


class Worker:
    """A running worker, as its parent sees it. Its standard error goes to a log file."""

    def __init__(self, name, command, logs, environment=None):
        self.name = name
        self.log = Path(logs) / f"{name}.log"
        with open(self.log, "w") as log:
            self.process = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env={**os.environ, **(environment or {})},
            )
        self.hello = self._reply()

    def ask(self, **request):
        """The reply to a request."""
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        return self._reply()

    def _reply(self):
        for line in self.process.stdout:
            if line.startswith(MARK):
                reply = json.loads(line[len(MARK) :])
                if "error" in reply:
                    raise WorkerFailed(f"{self.name}: {reply['error']}; see {self.log}")
                return reply
        raise WorkerFailed(f"{self.name} ended with code {self.process.wait()}; see {self.log}:\n{self._end_of_log()}")

    def _end_of_log(self):
        return "".join(self.log.read_text().splitlines(keepends=True)[-5:])

    def peak_bytes(self):
        """The most memory that the process has held so far."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
        return 0

    def close(self):
        self.process.stdin.close()
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()


def python_worker(name, arguments, logs, blas_threads):
    """A worker of peers.py."""
    threads = {"OPENBLAS_NUM_THREADS": str(blas_threads), "OMP_NUM_THREADS": str(THREADS)}
    return Worker(name, [sys.executable, HOME / "bench/batch/peers.py", *arguments], logs, threads)


def java():
    return os.path.join(os.environ["JAVA_HOME"], "bin/java") if os.environ.get("JAVA_HOME") else "java"


def java_worker(name, main, arguments, logs, options=(), heap="4g"):
    """A worker of io.nightjar.bench.batch, on the class path of the Spark that Maven resolved."""
    spark = (HOME / "jobs/target/spark.classpath").read_text().strip()
    class_path = f"{HOME}/bench/target/nightjar-bench.jar:{HOME}/jobs/target/nightjar-jobs.jar:{spark}"
    settings = {
        "log4j2.configurationFile": HOME / "bin/log4j2.properties",
        "spark.master": f"local[{THREADS}]",
        "spark.ui.enabled": "false",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        # Spark's default of 200 is for a cluster.
        "spark.sql.shuffle.partitions": 2 * THREADS,
    }
    command = [java(), f"-Xmx{heap}", f"@{HOME}/bin/spark-java-options", *options]
    command += [f"-D{key}={value}" for key, value in settings.items()]
    command += ["-cp", class_path, f"io.nightjar.bench.batch.{main}", *arguments]
    return Worker(name, command, logs)


def timed(work):
    """Wall and CPU seconds of a piece of work in this process, and what it returns."""
    cpu, wall = time.process_time(), time.perf_counter()
    result = work()
    return {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}, result


def serve(hello, measure):
    """The worker's side: measure is a function from a request to a reply."""

    def say(reply):
        print(MARK + json.dumps(reply), flush=True)

    say(hello)
    for line in sys.stdin:
        try:
            say(measure(json.loads(line)))
        except Exception as failure:
            traceback.print_exc()
            say({"error": repr(failure)})
