"""What every measurement prints: the machine, and tables in Markdown."""

import os
import platform
from pathlib import Path


def machine():
    cpu = next(
        (line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")),
        platform.processor(),
    )
    memory = next(int(line.split()[1]) for line in open("/proc/meminfo") if line.startswith("MemTotal"))
    load = Path("/proc/loadavg").read_text().split()[0]
    return f"{os.cpu_count()} x {cpu}, {memory / 2**20:.0f} GiB, load {load} before the start"


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + " --- |" * len(header)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])
