"""kill -9 of a nightly run at ten random moments: the store stays consistent, the next night succeeds, and whoever asks
the server meanwhile notices nothing but, in the end, a newer model.
"""

import os
import pathlib
import random
import time

from small_data import rows, write
from store_state import Server, campaign, finished, kill, must_succeed, night, require_consistent

MOMENTS = 10
SEED = 20260101
# Spark has not started before; after, the night may be over.
EARLIEST, LATEST = 0.2, 1.0

work = pathlib.Path(os.environ["WORK"]) / "killed-nights"
work.mkdir()
store, log = work / "store", work / "night.log"
data = write(work / "board.csv", rows(40, 40))
start = time.monotonic()
must_succeed(night(store, data, log), log, "the first night")
length = time.monotonic() - start
served = {campaign(store)["model"]}
moments = random.Random(SEED)
killed, stages = 0, []
with Server(store, work / "server.log") as server:
    for number in range(MOMENTS):
        before, known = campaign(store)["model"], set(os.listdir(store / "models"))
        process = night(store, data, log)
        time.sleep(length * moments.uniform(EARLIEST, LATEST))
        caught = kill(process)
        killed += caught
        require_consistent(store, f"kill {number + 1}")
        now = campaign(store)["model"]
        served.add(now)
        new = set(os.listdir(store / "models")) - known
        stages.append(
            "over" if not caught
            else "published" if now != before
            else "model" if new & finished(store)
            else "files" if new
            else "nothing"
        )
        server.await_model(now)
    before = campaign(store)["model"]
    must_succeed(night(store, data, log), log, "the night after ten kills")
    after = campaign(store)
    assert after["previousModel"] == before, f"the night after must follow {before}: {after}"
    server.await_model(after["model"])
    require_consistent(store, "the night after")
    server.require_undisturbed(served | {after["model"]})
    refused = server.lines("refused")
    assert not refused, f"the server must have nothing to refuse: {refused[0]}"
    asked = server.asked
assert killed >= MOMENTS / 2, f"at least half of the nights must be killed before they end: {killed}, seed {SEED}"
print(f"{killed} of {MOMENTS} nights of {length:.0f} s killed; of the new model there was: {', '.join(stages)}")
print(f"{asked} requests answered meanwhile; then published {after['model']}")
