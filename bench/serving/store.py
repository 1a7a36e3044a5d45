"""A store to serve from: drawn embeddings, then the tables and campaigns that the jobs' own commands make of them."""

import sys
from pathlib import Path

from nightjar_process import HOME, nightjar

sys.path.append(str(HOME / "bench/batch"))
import world  # noqa: E402

CAMPAIGN, RANKING = "bench", "bench-ranking"
TOP = 25


def make(folder, users, items, dimension, log):
    """A store of that shape; one that is there already is taken as it is."""
    folder = Path(folder)
    if (folder / "campaigns" / f"{RANKING}.json").exists():
        return
    drawn = world.World.draw(users, items, dimension)
    world.Store(folder, drawn).take_users(users)
    model = ["--store", folder, "--model", world.MODEL]
    nightjar(["precompute", *model, "--top", TOP, "--max-variants", 1], log)
    # What explores is drawn anew for each reply, and could not be compared.
    nightjar(["publish", *model, "--campaign", CAMPAIGN, "--exploration-weight", "0"], log)
    nightjar(["publish", *model, "--campaign", RANKING, "--recipe", "aws-personalized-ranking"], log)
