"""Runs every call that the demo printed, as a reader would paste it: demo_calls.py OUTPUT

Paragraphs of the output are shell; those of curl, aws and python3 must each answer with items, and the exports
before them count for what follows.
"""

import os
import re
import subprocess
import sys

KINDS = {"curl": 2, "aws": 1, "python3": 1}


def calls(text):
    """The printed calls by kind, after everything that prepares them."""
    printed = text[text.index("The store is ready") :]
    exports = [line for line in printed.splitlines() if line.startswith("export ")]
    assert exports, "the demo must print the exports for AWS"
    for paragraph in re.split(r"\n\s*\n", printed):
        lines = [line for line in paragraph.strip().splitlines() if not line.startswith(("#", "export "))]
        kind = lines[0].split()[0] if lines else ""
        if kind in KINDS:
            yield kind, exports, "\n".join(lines)


found = {kind: 0 for kind in KINDS}
with open(sys.argv[1], encoding="utf-8") as output:
    printed = list(calls(output.read()))
without_aws = {name: value for name, value in os.environ.items() if not name.startswith("AWS_") or name == "AWS_CA_BUNDLE"}
for kind, exports, call in printed:
    script = "\n".join(["set -eu", *exports, call, ""])
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=120, env=without_aws, stdin=subprocess.DEVNULL)
    print(f"$ {call.splitlines()[0]}\n{done.stdout.strip()[:300]}")
    assert done.returncode == 0, f"exit {done.returncode}: {call}\n{done.stderr}"
    items = re.findall(r"film-\d{4}", done.stdout)
    assert len(items) == (3 if "ranking" in call else 5), f"must answer with items: {call}\n{done.stdout}"
    found[kind] += 1
assert found == KINDS, f"the demo must print the calls {KINDS}: {found}"
