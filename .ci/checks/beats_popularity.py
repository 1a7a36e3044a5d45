"""The model of a campaign must beat the popularity baseline: beats_popularity.py STORE CAMPAIGN FACTOR."""

import json
import pathlib
import sys

store, campaign, factor = pathlib.Path(sys.argv[1]), sys.argv[2], float(sys.argv[3])
model = json.loads((store / "campaigns" / f"{campaign}.json").read_text())["model"]
metrics = json.loads((store / "models" / model / "metrics.json").read_text())["metrics"]
ours, baseline = metrics["model"], metrics["popularity"]
for name in ("hit_rate_at_10", "normalized_discounted_cumulative_gain_at_10", "nll"):
    print(f"{campaign} {name}: model {ours[name]:.4f}, popularity {baseline[name]:.4f}")
if ours["hit_rate_at_10"] < factor * baseline["hit_rate_at_10"]:
    sys.exit(f"{campaign}: hit_rate_at_10 must be at least {factor} times that of popularity")
if ours["nll"] > baseline["nll"] - 0.05:
    sys.exit(f"{campaign}: nll must be at least 0.05 below that of popularity")
