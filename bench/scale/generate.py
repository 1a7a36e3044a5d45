"""Draws interactions of a large world and writes them as Parquet in Personalize's columns: generate.py --help

Items fall into clusters and are popular by Zipf's law within theirs. A user has a first and a second taste and now and
then takes anything. How much users do is log-normal. Nobody takes an item twice. Same arguments, same bytes.
"""

import argparse
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

FIRST, SECOND = 0.7, 0.2
SPREAD = 1.0
USERS_OF_A_FILE = 50_000
# So many more draws than interactions, since repeats are dropped.
DRAWS = 1.5
LEAST_HISTORY = 3
# More than the sample of users says is needed.
MARGIN = 1.01
START, YEAR = 1_735_689_600, 365 * 24 * 3600


class World:
    """Clusters of items, with the probability of each item within its cluster."""

    def __init__(self, users, items, clusters, zipf, seed):
        self.users, self.items, self.seed = users, items, seed
        random = np.random.default_rng([seed, 0])
        # Every cluster has an item at least; sizes differ.
        cluster = np.concatenate([np.arange(clusters), random.integers(0, clusters, items - clusters)])
        self.by_cluster = np.argsort(random.permutation(cluster), kind="stable")
        self.sizes = np.bincount(cluster, minlength=clusters)
        self.starts = np.concatenate([[0], np.cumsum(self.sizes)])
        rank = np.arange(items) - np.repeat(self.starts[:-1], self.sizes)
        weight = 1 / (rank + 1.0) ** zipf
        self.cumulative = np.concatenate([[0], np.cumsum(weight)])
        self.share = np.cumsum(self.sizes) / items

    def items_of(self, cluster, random):
        """One item of each cluster given."""
        low, high = self.cumulative[self.starts[cluster]], self.cumulative[self.starts[cluster + 1]]
        drawn = low + (high - low) * random.random(len(cluster))
        place = np.searchsorted(self.cumulative, drawn, side="right") - 1
        return self.by_cluster[np.clip(place, self.starts[cluster], self.starts[cluster + 1] - 1)]

    def clusters(self, random, count):
        """Clusters by the number of their items."""
        return np.searchsorted(self.share, random.random(count), side="right").clip(max=len(self.sizes) - 1)

    def histories(self, first, last, mean):
        """User, item and second of the interactions of the users from ``first`` to before ``last``."""
        random = np.random.default_rng([self.seed, 1, first])
        count = last - first
        activity = random.lognormal(-(SPREAD**2) / 2, SPREAD, count)
        wanted = LEAST_HISTORY + np.round((mean - LEAST_HISTORY) * activity).astype(np.int64)
        wanted = np.minimum(wanted, self.items // 4)
        tastes = self.clusters(random, count), self.clusters(random, count)
        user = np.repeat(np.arange(count), np.ceil(wanted * DRAWS).astype(np.int64))
        kind = random.random(len(user))
        cluster = np.where(kind < FIRST, tastes[0][user], tastes[1][user])
        anything = kind >= FIRST + SECOND
        cluster[anything] = self.clusters(random, int(anything.sum()))
        item = self.items_of(cluster, random)
        # The first draw of each pair stays, and of a user as many as wanted.
        _, kept = np.unique(user * self.items + item, return_index=True)
        kept.sort()
        user, item = user[kept], item[kept]
        starts = np.searchsorted(user, np.arange(count))
        chosen = np.arange(len(user)) - starts[user] < wanted[user]
        user, item = user[chosen], item[chosen]
        return first + user, item, START + random.integers(0, YEAR, len(user))


def names(prefix, ordinals):
    return pa.array([f"{prefix}-{ordinal:08d}" for ordinal in ordinals.tolist()])


def write(folder, world, mean, report=print):
    """Writes files of some users each; returns how many users, items and interactions there are."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    items = names("item", np.arange(world.items))
    seen = np.zeros(world.items, bool)
    written = 0
    for part, first in enumerate(range(0, world.users, USERS_OF_A_FILE)):
        last = min(first + USERS_OF_A_FILE, world.users)
        user, item, second = world.histories(first, last, mean)
        table = pa.table(
            {
                "USER_ID": pa.DictionaryArray.from_arrays(user - first, names("user", np.arange(first, last))),
                "ITEM_ID": pa.DictionaryArray.from_arrays(item, items),
                "TIMESTAMP": pa.array(second, pa.int64()),
            }
        )
        schema = pa.schema({"USER_ID": pa.string(), "ITEM_ID": pa.string(), "TIMESTAMP": pa.int64()})
        pq.write_table(table.cast(schema), folder / f"part-{part:05d}.parquet", compression="zstd")
        seen[item] = True
        written += len(user)
        report(f"  {last:,} of {world.users:,} users, {written:,} interactions", flush=True)
    return {"users": world.users, "items": int(seen.sum()), "interactions": written}


def add_arguments(parser):
    parser.add_argument("--users", type=int, default=1_000_000)
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--interactions", type=int, default=20_000_000, help="at least")
    parser.add_argument("--cluster-size", type=int, default=400, help="items of a cluster, on average")
    parser.add_argument("--zipf", type=float, default=0.8, help="exponent of popularity within a cluster")
    parser.add_argument("--seed", type=int, default=1)


def generate(arguments, folder):
    clusters = max(1, arguments.items // arguments.cluster_size)
    world = World(arguments.users, arguments.items, clusters, arguments.zipf, arguments.seed)
    wanted = arguments.interactions / arguments.users
    mean = wanted
    # Repeats are dropped, so that users of long histories get fewer than they want: the first users tell how many.
    for _ in range(3):
        sample = min(USERS_OF_A_FILE, world.users)
        mean *= MARGIN * wanted / (len(world.histories(0, sample, mean)[0]) / sample)
    return write(folder, world, mean)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser)
    parser.add_argument("folder", help="where the files go")
    arguments = parser.parse_args()
    print(generate(arguments, arguments.folder))


if __name__ == "__main__":
    main()
