"""A copy of the demo's store as an operator may find it in the morning: store.py DEMO_STORE COPY

Another model beside the demo's, so that there is a way back; a filter; a split, a campaign of popular items, and one whose
model is missing while the one before is good; and a run that was killed."""

import json
import shutil
import sys
from pathlib import Path

source, store = Path(sys.argv[1]), Path(sys.argv[2])
shutil.copytree(source, store, ignore=shutil.ignore_patterns("demo-data", "checkpoints", "rejected"))

campaign = json.loads((store / "campaigns/demo.json").read_text())
new = campaign["model"]
old = "20250101T030000000Z-0000beef"
shutil.copytree(store / "models" / new, store / "models" / old)
manifest = store / "models" / old / "model.json"
manifest.write_text(manifest.read_text().replace(new, old))
(store / "campaigns/demo.json").write_text(json.dumps({**campaign, "previousModel": old}))

ranking = json.loads((store / "campaigns/demo-ranking.json").read_text())
more = {
    "broken": {**ranking, "model": "20250102T030000000Z-00000bad", "previousModel": new},
    "halves": {**campaign, "split": {"model": old, "percent": 50}},
    "popular": {**campaign, "recipe": "aws-popularity-count"},
}
for name, text in more.items():
    (store / f"campaigns/{name}.json").write_text(json.dumps({**text, "campaign": name}))

killed = {
    "formatVersion": 1, "run": "20250103T030000000Z-0000dead", "command": "nightly", "started": "2025-01-03T03:00:00Z",
    "updated": "2025-01-03T03:00:09Z", "seconds": 9.5, "outcome": "running", "campaigns": ["demo"], "arguments": [], "warnings": [],
    "steps": [{"name": "read interactions", "started": "2025-01-03T03:00:00Z", "seconds": 9.5, "outcome": "running", "counts": {}}],
}  # fmt: skip
(store / f"runs/{killed['run']}.json").write_text(json.dumps(killed))

(store / "filters").mkdir(exist_ok=True)
(store / "filters/genre.json").write_text(json.dumps({
    "filter": "genre", "expression": "INCLUDE ItemID WHERE Items.GENRES IN ($GENRES)", "created": "2025-01-01T00:00:00Z"}))
