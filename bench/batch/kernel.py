"""Measures the arithmetic of scoring everyone, without Spark and files: 2 threads, beside the machine's matrix product.

The kernel, its parts, the scalar one, netlib (the BLAS of Spark) and sgemm (OpenBLAS in NumPy) run in turn.
"""

import argparse
import tempfile

from printed import machine, table
from report import rounded
from rounds import Series, say, users_within
from worker import THREADS, java_worker, python_worker

PROBE = 768


class Part:
    """One thing that a worker can measure."""

    spark = False

    def __init__(self, worker, contender, name, variants=1):
        self.worker, self.contender, self.name, self.variants = worker, contender, name, variants

    def run(self, users):
        return self.worker.ask(contender=self.contender, users=users)


def arguments():
    parser = argparse.ArgumentParser(prog="bench/batch/kernel", description=__doc__.split("\n\n")[0])
    parser.add_argument("--items", type=int, default=50_000)
    parser.add_argument("--dimension", type=int, default=64)
    parser.add_argument("--top", type=int, default=100)
    parser.add_argument("--variants", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=2, help="for a run (default: 2)")
    parser.add_argument("--repeats", type=int, default=5)
    return parser.parse_args()


def main():
    given = arguments()
    shape = [str(one) for one in (given.items, given.dimension, given.top, given.variants, THREADS)]
    with tempfile.TemporaryDirectory(prefix="nightjar-bench.") as logs:
        simd = java_worker("simd", "KernelWorker", shape, logs)
        scalar = java_worker("scalar", "KernelWorker", shape, logs, ["-Dnightjar.kernel=scalar"])
        sgemm = python_worker("sgemm", ["sgemm"], logs, THREADS)
        parts = [
            Part(simd, "fused", "BatchScorer"),
            Part(simd, "fused-variants", f"BatchScorer, {given.variants} variants", given.variants),
            Part(simd, "product", "product alone"),
            Part(simd, "product-sums", "product and sums of exponentials"),
            Part(scalar, "fused", "BatchScorer, scalar kernel"),
            Part(scalar, "fused-variants", f"BatchScorer, scalar kernel, {given.variants} variants", given.variants),
            Part(simd, "netlib-tn", "netlib sgemm, items in rows"),
            Part(simd, "netlib-nn", "netlib sgemm, items in columns"),
        ]
        print(f"{given.items:,} items x {given.dimension}, top {given.top}, {THREADS} threads; {machine()}")
        hello = simd.hello
        print(f"Java {hello['java']}; {hello['kernel']}; {scalar.hello['kernel']}; netlib {hello['netlib']}")
        print(f"sgemm: {sgemm.hello['version']}, {', '.join(sgemm.hello['blas'])}\n", flush=True)
        measure(given, parts, sgemm)
        for worker in (simd, scalar, sgemm):
            worker.close()


def measure(given, parts, sgemm):
    series = []
    for part in parts:
        users = users_within(part, 1 << 22, PROBE, given.seconds)
        series.append(Series(part, users, ""))
        say(f"{part.name}: {users:,} users a run")
    peaks, peak_cpu = [], []
    for number in range(-1, given.repeats):
        reply = sgemm.ask()
        replies = [one.contender.run(one.users) for one in series]
        say(f"round {number + 1} of {given.repeats}" if number >= 0 else "warm-up, discarded")
        if number < 0:
            continue
        peaks.append(reply["flops"] / reply["wall"] / 1e9)
        peak_cpu.append(reply["flops"] / reply["cpu"] / 1e9)
        for one, answer in zip(series, replies):
            one.users = answer["users"]
            one.add(answer)
    print(_table(given, series, sorted(peaks), sorted(peak_cpu)))


def _table(given, series, peaks, peak_cpu):
    peak, cpu_peak = peaks[len(peaks) // 2], peak_cpu[len(peak_cpu) // 2]
    flops = 2 * given.items * given.dimension / 1e9
    spread = f"{peaks[0]:.1f} - {peaks[-1]:.1f}"
    rows = [["sgemm, 4,096 cubed", "", "", f"{peak:.1f}", spread, "100 %", f"{cpu_peak:.1f}", "100 %"]]
    for one in series:
        least, median, greatest = one.rates()
        per_cpu = flops * one.users / one.cpu()
        rows.append(
            [
                one.contender.name,
                f"{one.users:,} in {one.wall():.2f} s, CPU {one.cpu():.2f} s",
                rounded(median),
                f"{flops * median:.1f}",
                f"{flops * least:.1f} - {flops * greatest:.1f}",
                f"{100 * flops * median / peak:.0f} %",
                f"{per_cpu:.1f}",
                f"{100 * per_cpu / cpu_peak:.0f} %",
            ]
        )
    header = ["what", "a run", "users/s", "GFLOP/s", "least - greatest", "of sgemm", "GFLOP a CPU second", "of sgemm's"]
    return table(header, rows)


if __name__ == "__main__":
    main()
