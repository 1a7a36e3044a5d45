"""The tables and the JSON of a comparison."""

import platform
from importlib.metadata import version

from printed import table

METRICS = ["recall@20", "ndcg@20", "hit rate@10", "nll", "calibration error"]
TIMES = {"train_seconds": "s to train", "train_cpu": "CPU s to train", "search_seconds": "s to search"}
PACKAGES = ["pm-implicit", "RecTools", "numpy", "scipy"]


def versions():
    return {"Python": platform.python_version(), **{name: version(name) for name in PACKAGES}}


def text(report):
    rows = []
    for row in report["rows"]:
        figures = [f"{row['metrics'][name]:.4f}" if name in row["metrics"] else "" for name in METRICS[:3]]
        figures.append(f"{row['metrics']['nll']:.3f}")
        figures.append(f"{row['metrics'][METRICS[4]]:.3f}" if METRICS[4] in row["metrics"] else "")
        times = [f"{row[name]:,.0f}" if name in row else "" for name in TIMES]
        rows.append([row["name"], *figures, *times, row.get("chosen", "")])
    header = ["ranking", *METRICS, *TIMES.values(), "hyper-parameters"]
    found = ", ".join(f"{name} {number}" for name, number in report["versions"].items())
    return "\n".join(
        [
            f"### {report['data']}: {report['queries']:,} queries of {report['users']:,} users, "
            f"{report['items']:,} items, {report['train']:,} rows to learn from",
            "",
            f"{report['date']}, {report['machine']}; {found}",
            " ".join(report["command"]),
            "",
            table(header, rows),
            "",
        ]
    )
