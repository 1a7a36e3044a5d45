"""What is asked: queries with the items to predict and the items that are no candidates."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse


@dataclass(frozen=True)
class Rows:
    """Interactions as arrays of numbers: user, item, and context, 0 where there is none."""

    user: np.ndarray
    item: np.ndarray
    context: np.ndarray

    def where(self, chosen):
        return Rows(self.user[chosen], self.item[chosen], self.context[chosen])

    def matrix(self, users, items):
        """How often each user took each item."""
        ones = np.ones(len(self.user), np.float32)
        return sparse.csr_matrix((ones, (self.user, self.item)), shape=(users, items))


@dataclass(frozen=True)
class Queries:
    """Who asks in which context, and by query the items to predict and those that are no candidates."""

    user: np.ndarray
    context: np.ndarray
    relevant: list
    excluded: list

    def __len__(self):
        return len(self.user)

    def sample(self, most, random):
        """At most so many of them, at random, in their order."""
        if len(self) <= most:
            return self
        chosen = np.sort(random.choice(len(self), most, replace=False))
        lists = ([part[i] for i in chosen] for part in (self.relevant, self.excluded))
        return Queries(self.user[chosen], self.context[chosen], *lists)


def queries(train, test, excluded_by):
    """Test as queries; what is excluded need not be predicted."""
    own = _lists(train, by_context=excluded_by == "query")
    nothing = np.empty(0, int)
    asked = []
    for (user, context), items in _lists(test, by_context=True).items():
        excluded = own.get((user, context if excluded_by == "query" else 0), nothing)
        relevant = np.setdiff1d(items, excluded)
        if len(relevant):
            asked.append((user, context, relevant, excluded))
    user, context, relevant, excluded = zip(*asked)
    return Queries(np.array(user), np.array(context), list(relevant), list(excluded))


def _lists(rows, by_context):
    """Sorted items by user and context, or by user and 0."""
    context = rows.context if by_context else np.zeros_like(rows.context)
    order = np.lexsort((rows.item, context, rows.user))
    keys, items = np.stack([rows.user, context])[:, order], rows.item[order]
    starts = np.flatnonzero(np.append(True, (keys[:, 1:] != keys[:, :-1]).any(axis=0)))
    return {
        (int(keys[0, start]), int(keys[1, start])): np.unique(part)
        for start, part in zip(starts, np.split(items, starts[1:]))
    }
