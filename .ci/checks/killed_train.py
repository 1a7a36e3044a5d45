"""kill -9 of a train while it writes its model leaves the store as it was, and the next night succeeds.

A train that is killed while it learns goes on where it was when the same command is given again.
"""

import hashlib
import json
import os
import pathlib
import signal
import subprocess
import sys
import time

from small_data import rows, write

WORK = pathlib.Path(os.environ["WORK"]) / "killed"
STORE = WORK / "store"
SMALL = ["--min-users", "1", "--min-interactions", "1", "--dimension", "8"]


def nightjar(*arguments):
    return subprocess.Popen(
        ["bash", "bin/nightjar", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=open(WORK / "stderr", "wb"),
        start_new_session=True,
    )


def night(data):
    process = nightjar("nightly", "--store", str(STORE), "--interactions", data, "--campaign", "board", *SMALL)
    if process.wait(timeout=300) != 0:
        sys.exit("nightly must succeed:\n" + (WORK / "stderr").read_text())
    return json.loads((STORE / "campaigns" / "board.json").read_text())


def models():
    return set(os.listdir(STORE / "models"))


def content():
    """Digest of every file of the store."""
    return {str(path.relative_to(STORE)): hashlib.sha256(path.read_bytes()).hexdigest() for path in STORE.rglob("*") if path.is_file()}


def kill_while_writing(data, known):
    """Kills the whole process group as soon as a new model folder has its items; returns the folder's name."""
    process = nightjar("train", "--store", str(STORE), "--interactions", data, *SMALL)
    deadline = time.monotonic() + 240
    try:
        while process.poll() is None and time.monotonic() < deadline:
            for model in models() - known:
                if (STORE / "models" / model / "items").exists():
                    return model
            time.sleep(0.01)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    sys.exit("train must be caught while it writes:\n" + (WORK / "stderr").read_text())


WORK.mkdir()
data = write(WORK / "board.csv", rows(40, 40))
first = night(data)
before = content()
half_made = kill_while_writing(data, models())
after = content()
assert not (STORE / "models" / half_made / "model.json").exists(), f"{half_made}: a killed train must leave no model.json"
# On a slow machine a checkpoint may be left too.
left = {
    path: digest
    for path, digest in after.items()
    if not path.startswith((f"models/{half_made}/", "checkpoints/"))
}
assert left == before, f"a killed train must change nothing else: {set(left.items()) ^ set(before.items())}"
second = night(data)
assert second["previousModel"] == first["model"], f"the next night must follow {first['model']}: {second}"
assert second["model"] not in (first["model"], half_made)
checkpointed = ["train", "--store", str(STORE), "--interactions", data, "--checkpoint-seconds", "0", *SMALL]
process = nightjar(*checkpointed)
deadline = time.monotonic() + 240
# With so few users nothing is held out: all that is learnt is the run from all interactions.
while not list(STORE.glob("checkpoints/*/all-*")):
    if process.poll() is not None or time.monotonic() > deadline:
        sys.exit("train must be caught while it learns:\n" + (WORK / "stderr").read_text())
    time.sleep(0.01)
os.killpg(process.pid, signal.SIGKILL)
process.wait()
known = models()
process = nightjar(*checkpointed)
if process.wait(timeout=300) != 0:
    sys.exit("the same train must go on:\n" + (WORK / "stderr").read_text())
(resumed,) = (model for model in models() - known if (STORE / "models" / model / "model.json").exists())
training = json.loads((STORE / "models" / resumed / "model.json").read_text())["training"]
assert training["resumed_after_epoch"] >= 1, training
assert not list(STORE.glob("checkpoints/*/*")), "a train that ends must remove its checkpoints"
print(f"killed while it learnt; the same command went on after epoch {training['resumed_after_epoch']:.0f}")
print(f"killed while it wrote {half_made}; then published {second['model']}")
