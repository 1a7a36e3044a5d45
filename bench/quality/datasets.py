"""The data sets: how each is read and cut into train and test, and the flags that tell bin/nightjar the same."""

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas
from nightjar_process import HOME
from questions import Rows

FRAPPE_CONTEXT = ["daytime", "weekday", "isweekend", "homework", "weather", "country", "city"]


@dataclass(frozen=True)
class DataSet:
    """Train and test as data frames of text in their own columns.

    ``excluded_by`` says when items of train are no candidates: whenever their "user" asks, or only in the very same
    "query", that is, user and context. ``newest`` says whether validation takes a user's newest interaction, as the
    test part does; else it takes any tenth.
    """

    name: str
    train: pandas.DataFrame
    test: pandas.DataFrame
    user: str
    item: str
    catalogue: Path | None
    context: tuple = ()
    excluded_by: str = "user"
    newest: bool = False

    def write(self, folder):
        self.train.to_csv(folder / "train.csv", index=False)
        self.test.to_csv(folder / "test.csv", index=False)

    def columns(self):
        return ["--column", f"USER_ID={self.user}", "--column", f"ITEM_ID={self.item}"]

    def train_flags(self, folder):
        flags = ["--interactions", folder / "train.csv", *self.columns(), "--holdout-users", "0"]
        flags += ["--items", self.catalogue] if self.catalogue else []
        flags += ["--context", ",".join(self.context)] if self.context else []
        return flags

    def evaluate_flags(self, folder):
        flags = ["--holdout", folder / "test.csv", "--exclude", folder / "train.csv"]
        return flags + ["--exclude-by", self.excluded_by, *self.columns()]

    def ids(self):
        """Sorted ids of users and of the whole catalogue."""
        items = self.train[self.item]
        if self.catalogue:
            items = pandas.concat([items, _read(self.catalogue)[self.item]])
        return np.unique(self.train[self.user].to_numpy(str)), np.unique(items.to_numpy(str))

    def rows(self):
        """Train and test as numbers: users and items by their place among the sorted ids."""
        users, items = self.ids()
        both = self._both()
        codes = both.groupby(list(self.context)).ngroup().to_numpy() if self.context else np.zeros(len(both), int)
        cut = len(self.train)
        return [
            Rows(_places(users, part[self.user]), _places(items, part[self.item]), code)
            for part, code in ((self.train, codes[:cut]), (self.test, codes[cut:]))
        ]

    def contexts(self):
        """The values of each context, by its number in ``rows``."""
        return self._both().drop_duplicates().sort_values(list(self.context)).itertuples(index=False)

    def _both(self):
        return pandas.concat([self.train, self.test])[list(self.context)]

    def validation(self, rows, random):
        """Which rows of train are held out to choose hyper-parameters: True for these."""
        if self.newest:
            # Train is sorted by user and time.
            return np.append(rows.user[1:] != rows.user[:-1], True)
        return random.random(len(rows.user)) < 0.1


def _places(ids, column):
    wanted = column.to_numpy(str)
    places = np.searchsorted(ids, wanted).clip(max=len(ids) - 1)
    if not np.array_equal(ids[places], wanted):
        unknown = wanted[ids[places] != wanted][0]
        raise ValueError(f"{column.name} must be known in train or in the catalogue: {unknown}")
    return places


def _read(path):
    return pandas.read_csv(path, dtype=str, keep_default_na=False)


def gowalla(data):
    folder = data / "gowalla"
    train, test = (_read(folder / f"{part}.csv.gz") for part in ("train", "test"))
    return DataSet("gowalla", train, test, "user", "item", None)


def movielens(data):
    """The last rating of each user by time is test; of those at the same time the larger movieId."""
    folder = data / "ml-latest-small"
    ratings = _read(folder / "ratings.csv.gz")
    keys = [ratings[column].astype(int) for column in ("movieId", "timestamp", "userId")]
    ratings = ratings.iloc[np.lexsort(keys)]
    last = ~ratings["userId"].duplicated(keep="last")
    return DataSet(
        "movielens", ratings[~last], ratings[last], "userId", "movieId", folder / "movies.csv.gz", newest=True
    )


def frappe(data):
    """The leave-out split of the data set; a query is a user in a context."""
    folder = data / "frappe"
    rows = _read(folder / "interactions.csv.gz")
    train, test = (rows[rows["split"] == part].drop(columns="split") for part in ("train", "test"))
    items = folder / "items.csv.gz"
    return DataSet("frappe", train, test, "user", "item", items, tuple(FRAPPE_CONTEXT), "query")


DATA_SETS = {"movielens": movielens, "frappe": frappe, "gowalla": gowalla}


def add_data(parser):
    """The option that says where the data sets are."""
    data = os.environ.get("NIGHTJAR_DATA") or HOME.parent / "shared/data"
    where = "where the data sets are (default: $NIGHTJAR_DATA or ../shared/data)"
    parser.add_argument("--data", type=Path, default=data, help=where)
