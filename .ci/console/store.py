"""A copy of the demo's store as an operator may find it in the morning: store.py DEMO_STORE COPY

Another model beside the demo's, so that there is a way back; a filter; and a campaign whose model is missing."""

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
broken = {**ranking, "campaign": "broken", "model": "20250102T030000000Z-00000bad"}
(store / "campaigns/broken.json").write_text(json.dumps(broken))

(store / "filters").mkdir(exist_ok=True)
(store / "filters/genre.json").write_text(json.dumps({
    "filter": "genre", "expression": "INCLUDE ItemID WHERE Items.GENRES IN ($GENRES)", "created": "2025-01-01T00:00:00Z"}))
