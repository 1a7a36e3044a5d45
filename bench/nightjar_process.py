"""Runs a command of bin/nightjar as its users do, in a process of its own."""

import os
import re
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]


class CommandFailed(Exception):
    """The command ended with another code than 0."""


@dataclass(frozen=True)
class Outcome:
    """Wall and CPU seconds, peak memory in bytes; what it printed, and its steps as (name, outcome, seconds)."""

    wall: float
    cpu: float
    peak: int
    printed: str
    steps: list

    @property
    def last_line(self):
        return self.printed.strip().splitlines()[-1]


def nightjar(flags, log, memory="4g"):
    """Runs it with ``memory`` of heap; its log goes to a file."""
    environment = {**os.environ, "NIGHTJAR_MEMORY": memory}
    environment.pop("SPARK_HOME", None)
    command = [str(part) for part in [HOME / "bin/nightjar", *flags]]
    start = time.perf_counter()
    with open(log, "w") as errors:
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True)
        printed = process.stdout.read()
        # wait4 gives what this one process used.
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    if process.returncode:
        raise CommandFailed(f"{' '.join(command)}: code {process.returncode} after {wall:.0f} s; {log}: {reason(log)}")
    steps = re.findall(r"^(\S.*?)  +(.*?) +([\d.]+) s$", printed, re.MULTILINE)
    steps = [(name, outcome, float(seconds)) for name, outcome, seconds in steps]
    return Outcome(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024, printed, steps)


def reason(log):
    """The line of a log that tells most: an error of Java's if there is one, else the last line."""
    lines = [line.strip() for line in open(log) if line.strip()]
    errors = [line for line in lines if "Error" in line or "failed:" in line]
    return (errors or lines or ["no message"])[-1][:300]
