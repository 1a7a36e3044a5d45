"""Measures contenders in turn: one discarded warm-up, then rounds in which everyone has one run."""

import statistics
import sys

from worker import WorkerFailed


def say(text):
    print(text, file=sys.stderr, flush=True)


class Series:
    """The runs of one contender: users and seconds of each."""

    def __init__(self, contender, users, check):
        self.contender, self.users, self.check = contender, users, check
        self.walls, self.cpus = [], []
        self.peak_bytes = 0

    def add(self, reply):
        self.walls.append(reply["wall"])
        self.cpus.append(reply["cpu"])

    def rates(self):
        """Users a second, least, median and greatest."""
        rates = sorted(self.users / wall for wall in self.walls)
        return rates[0], statistics.median(rates), rates[-1]

    def wall(self):
        return statistics.median(self.walls)

    def cpu(self):
        return statistics.median(self.cpus)


def users_within(contender, all_users, probe, seconds):
    """How many users the contender scores in the time: it is asked to score more and more until one knows."""
    users = min(probe, all_users)
    if users == all_users:
        return users
    while True:
        wall = contender.run(users)["wall"]
        if wall >= seconds / 2 or users == all_users:
            return min(all_users, max(probe, int(users * seconds / wall)))
        users = min(all_users, max(2 * users, int(0.7 * users * seconds / wall)))


class Field:
    """The contenders that are left; one whose worker fails is out, and why is kept."""

    def __init__(self, opened):
        self.left, self.failures = list(opened), {}

    def each(self, work):
        """Does work with each contender and gives what came out, by contender."""
        found = {}
        for contender in list(self.left):
            try:
                found[contender] = work(contender)
            except WorkerFailed as failure:
                say(f"  {contender.name} is out: {failure}")
                self.left.remove(contender)
                self.failures[contender.name] = str(failure)
        return found


def measure(field, checks, all_users, probe, seconds, repeats, sgemm):
    """Series of the contenders that last, and the GFLOP/s of the machine's matrix product in the same rounds."""
    series = {}
    sizes = field.each(lambda contender: users_within(contender, all_users, probe, seconds(contender)))
    for contender, users in sizes.items():
        series[contender] = Series(contender, users, checks[contender])
        say(f"  {contender.name}: {users:,} users a run")
    sgemm.ask()
    field.each(lambda contender: contender.run(series[contender].users))
    peaks = []
    for number in range(repeats):
        reply = sgemm.ask()
        peaks.append(reply["flops"] / reply["wall"] / 1e9)
        for contender, answer in field.each(lambda contender: contender.run(series[contender].users)).items():
            series[contender].add(answer)
        say(f"  round {number + 1} of {repeats}")
    for contender in field.left:
        series[contender].peak_bytes = contender.peak_bytes()
    return [series[contender] for contender in field.left], peaks
