"""Users a second against the work for one user, log-log, from the results that side_by_side.py keeps."""

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt  # noqa: E402
from report import OURS  # noqa: E402

COLOURS = ["#b3261e", "#1f5fa8", "#6b7f1a", "#8a4fa3", "#a86a1f", "#3b7d7d"]


def draw(path, results, peak):
    """One line for each contender that ran at every size; of sizes with the same work the one with most users."""
    largest = {}
    for one in sorted(results, key=lambda one: one["users"]):
        largest[one["items"] * one["dimension"]] = one["rates"]
    works = sorted(largest)
    names = [name for name in largest[works[0]] if all(name in largest[work] for work in works)]
    plt.rcParams.update({"font.size": 9, "font.family": "sans-serif"})
    # Text stays text, and the same figures give the same file.
    plt.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "nightjar"})
    figure, axes = plt.subplots(figsize=(7.2, 4.4))
    limit = [peak * 1e9 / (2 * work) for work in works]
    axes.plot(works, limit, color="#888888", linestyle="--", linewidth=1)
    ends = [(limit[-1], "sgemm, the product alone", "#666666")]
    for name, colour in zip(names, COLOURS):
        rates = [largest[work][name] for work in works]
        axes.plot(works, rates, color=colour, marker="o", markersize=4, linewidth=2.2 if name == OURS else 1.2)
        ends.append((rates[-1], name, colour))
    axes.set(xscale="log", yscale="log")
    axes.set_xlabel("items × dimension: multiply-adds for one user")
    axes.set_ylabel("users a second, 2 threads")
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(which="minor", length=0)
    for place, (rate, name, colour) in zip(_spread([end[0] for end in ends], axes), ends):
        axes.annotate(
            name, (works[-1], rate), (1.02, place), textcoords=axes.transAxes, va="center", color=colour,
            arrowprops={
                "arrowstyle": "-", "relpos": (0, 0.5), "color": colour, "linewidth": 0.5, "shrinkA": 0, "shrinkB": 4,
            },
        )
    figure.savefig(path, bbox_inches="tight", metadata={"Date": None})
    plt.close(figure)


def _spread(values, axes, least=0.065):
    """Heights for labels, as shares of the axes: near their line's end, and none upon another."""
    axes.get_ylim()  # settles the scale
    heights = [axes.transAxes.inverted().transform(axes.transData.transform((1, value)))[1] for value in values]
    order = sorted(range(len(values)), key=lambda i: heights[i])
    for below, above in zip(order, order[1:]):
        heights[above] = max(heights[above], heights[below] + least)
    return heights
