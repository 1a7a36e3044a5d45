"""Are the lists right? Ours to the last place, those of the peers but for items that are as good as equal."""

from functools import cached_property

import numpy as np

# Logits of float32 in another order of addition differ by so much at most, for the sizes measured here.
NEAR = 2e-5


def chain(items, query):
    """s = W q as docs/decisions/0001 defines it: fused multiply-adds of float32 in the order of the factors."""
    logits = np.zeros(len(items), np.float32)
    for factor in range(items.shape[1]):
        # A product of two floats is exact in double precision, so only the sum is rounded, twice.
        logits = (items[:, factor].astype(np.float64) * np.float64(query[factor]) + logits).astype(np.float32)
    return logits


def best(logits, n):
    """Ordinals of the n best; ties by ordinal."""
    candidates = np.flatnonzero(logits >= np.partition(logits, len(logits) - n)[len(logits) - n])
    return candidates[np.lexsort((candidates, -logits[candidates]))[:n]]


class Reference:
    """What NumPy finds for the first users of a world; computed once, for all contenders."""

    def __init__(self, world, n, users):
        self.world, self.n, self.users = world, n, users

    @cached_property
    def chains(self):
        return [chain(self.world.items, user) for user in self.world.users[: self.users]]

    @cached_property
    def wide(self):
        """Logits in double precision."""
        return self.world.users[: self.users].astype(np.float64) @ self.world.items.T.astype(np.float64)

    def check_ours(self, ids, log_partitions, context=None):
        """Same ids in the same order, for each row; log-partitions within 1e-6 of double precision."""
        in_context = 0 if context is None else chain(self.world.items, context)
        for user, (listed, log_partition) in enumerate(zip(ids, log_partitions)):
            logits = self.chains[user] + in_context
            expected = best(logits, self.n)
            if not np.array_equal(listed, expected):
                raise AssertionError(f"user {user}: the list must be {expected}: {listed}")
            wide = logits.astype(np.float64)
            exact = wide.max() + np.log(np.exp(wide - wide.max()).sum())
            # The score is e to it, so that its absolute error is the relative one of the score.
            if abs(log_partition - exact) > 1e-6:
                raise AssertionError(f"user {user}: log_partition must be {exact}: {log_partition}")
        return f"{len(ids)} of {len(ids)}, ties too"

    def check_peer(self, name, ids):
        """Same ids in the same order, or in their places items whose logits are as good as equal."""
        same = 0
        for user, listed in enumerate(ids):
            if len(set(listed.tolist())) != self.n:
                raise AssertionError(f"{name}, user {user}: must list {self.n} items: {len(set(listed.tolist()))}")
            logits = self.wide[user]
            expected = best(logits, self.n)
            same += np.array_equal(listed, expected)
            gap = np.abs(logits[listed] - logits[expected]).max()
            if gap > NEAR:
                raise AssertionError(f"{name}, user {user}: logits of the list differ by {gap} from the best {self.n}")
        return f"{same} of {len(ids)}"
