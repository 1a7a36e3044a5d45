"""Runs bin/nightjar precompute as its users do, in a process of its own."""

import os
import re
import subprocess
import time

from worker import HOME, THREADS
from world import MODEL


def precompute(store, n, variants, memory, log):
    """Wall, CPU and peak memory of the process, Spark's start included, and the seconds of its steps."""
    environment = {
        **os.environ,
        "NIGHTJAR_MEMORY": memory,
        "NIGHTJAR_SPARK_OPTS": f"--master local[{THREADS}]",
    }
    environment.pop("SPARK_HOME", None)
    command = [HOME / "bin/nightjar", "precompute", "--store", store, "--model", MODEL]
    command += ["--top", n, "--max-variants", variants]
    start = time.perf_counter()
    with open(log, "w") as errors:
        process = subprocess.Popen(
            [str(part) for part in command], env=environment, stdout=subprocess.PIPE, stderr=errors, text=True
        )
        printed = process.stdout.read()
        # wait4 gives what this one process used.
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return {
        "code": process.returncode,
        "wall": time.perf_counter() - start,
        "cpu": used.ru_utime + used.ru_stime,
        "peak": used.ru_maxrss * 1024,
        "steps": sum(float(seconds) for seconds in re.findall(r"([\d.]+) s$", printed, re.MULTILINE)),
        "error": "" if process.returncode == 0 else _reason(log),
    }


def _reason(log):
    """The line that tells most: an error of Java's if there is one, else the last line."""
    lines = [line.strip() for line in open(log) if line.strip()]
    errors = [line for line in lines if "Error" in line or "failed:" in line]
    return (errors or lines or ["no message"])[-1][:200]
