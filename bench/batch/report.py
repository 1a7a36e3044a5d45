"""The tables that the measurements print, in Markdown."""

from printed import table

OURS = "nightjar precompute"


def rounded(number):
    """Three digits say all that these measurements can."""
    if number >= 1000:
        digits = len(str(int(number))) - 3
        return f"{round(number, -digits):,.0f}"
    return f"{number:.3g}"


def seconds(number):
    return f"{number:.2f}"


def size_name(users, items, dimension):
    return f"{users:,} users x {items:,} items x {dimension}"


def side_by_side(point, series, failures, peaks):
    """The table of one size. A star marks those who had no time for all users."""
    peak = sorted(peaks)[len(peaks) // 2]
    ours = next((one.rates()[1] for one in series if one.contender.name == OURS), None)
    rows = []
    for one in series:
        least, median, greatest = one.rates()
        gflops = 2 * median * point.items * point.dimension / 1e9
        rows.append(
            [
                one.contender.name,
                f"{one.users:,}" + ("" if one.users == point.users else " *"),
                rounded(median),
                f"{rounded(least)} - {rounded(greatest)}",
                f"{one.wall():.2f} / {one.cpu():.2f}",
                rounded(one.users / one.cpu()) if one.cpu() else "",
                f"{100 * gflops / peak:.1f} %",
                rounded(ours / median) if ours else "",
                f"{one.peak_bytes / 2**20:,.0f} MB",
                one.check,
            ]
        )
    rows += [[name, "failed: " + reason.split(chr(10))[0]] + [""] * 8 for name, reason in failures.items()]
    header = ["who", "users scored", "users/s", "least - greatest", "wall / CPU s", "users a CPU second", "of sgemm"]
    header += ["Nightjar / this", "peak memory", "lists equal NumPy's"]
    title = f"{size_name(point.users, point.items, point.dimension)}, sgemm {peak:.0f} GFLOP/s"
    title += f" ({min(peaks):.0f} - {max(peaks):.0f})"
    return f"### {title}\n\n{table(header, rows)}\n"
