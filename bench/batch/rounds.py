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
    """How many users the contender scores in about the time, or in twice that of its smallest run if that is longer.

    So what a run costs whatever it does, planning a Spark job for one, is half of it at most, or all users are in it.
    """
    users = min(probe, all_users)
    if users == all_users:
        return users
    contender.run(users)
    wall = contender.run(users)["wall"]
    enough = max(seconds, 2 * wall)
    while wall < 0.7 * enough and users < all_users:
        users = min(all_users, users * (4 if wall < enough / 4 else 2))
        wall = contender.run(users)["wall"]
    if wall > 1.5 * enough:
        users = max(probe, int(users * enough / wall))
    return users


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
