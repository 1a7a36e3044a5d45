"""What the notebooks read from, and the colours they draw with."""

import json
import os
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd

STORE = Path(os.environ.get("NIGHTJAR_STORE", "../store"))
ENDPOINT = os.environ.get("NIGHTJAR_ENDPOINT", "http://127.0.0.1:8080")

# Blue against orange, with greys between: told apart with any kind of colour vision, and in print.
INK, NIGHT, DUSK, HAZE, PAPER = "#22223b", "#3d5a80", "#e07b39", "#9aa5b8", "#d9dee7"


def style():
    """Plots and tables of all notebooks look alike."""
    plt.style.use(Path(__file__).with_name("nightjar.mplstyle"))
    pd.options.display.float_format = "{:.4f}".format


def ink_on(colour):
    """Which of white and INK is easier to read on this colour (red, green, blue, …, each 0 to 1), by their contrast."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour[:3]]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "white" if luminance < 0.21 else INK


class Model:
    """A model of the store: the files that its model.json lists, and nothing else."""

    def __init__(self, model_id):
        self.id = model_id
        self.folder = STORE / "models" / model_id
        self.manifest = json.loads((self.folder / "model.json").read_text())

    @classmethod
    def of(cls, campaign):
        """The model that a campaign serves now."""
        return cls(json.loads((STORE / "campaigns" / f"{campaign}.json").read_text())["model"])

    def files(self, name):
        """The files of a table, in their order."""
        return [str(self.folder / file) for file in sorted(self.manifest["files"]) if file.startswith(name + "/")]

    def table(self, name):
        return pd.concat(map(pd.read_parquet, self.files(name)), ignore_index=True)

    def metrics(self):
        """What `evaluate` found of this model."""
        return json.loads((self.folder / "metrics.json").read_text())
