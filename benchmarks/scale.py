"""Read, check and project a ledger of a million rows beside what pandas needs to read it as text.

    python benchmarks/scale.py [RUNS]

Run it with a Python that has pyarrow beside, too: reading takes another way there unless it is told not to.

Makes ledgers of 20,000 pairs (0.1, 1 and 3 million rows) in a temporary folder; each command is a whole
process. Peak memory is that of the process as the system counts it.
"""

from __future__ import annotations

import importlib.util
import os
import statistics
import string
import sys
import tempfile
import time
from itertools import combinations, islice
from pathlib import Path

import numpy as np

READ = "import pandas; pandas.read_csv({!r}, dtype=str, keep_default_na=False)"
HEADER = "pair,flow,kind,period,value,unit,qualifier,growth_pct,reporter,stated_by,stated_on,source,note\n"


def make_ledger(path: Path, pairs: int, years: int) -> str:
    """Write a ledger of so many pairs and years; returns the name of one pair."""
    rng = np.random.default_rng(7)
    codes = ["".join(letters) for letters in islice(combinations(string.ascii_uppercase, 3), 250)]
    names = [f"{a}-{b}" for a, b in islice(combinations(codes, 2), pairs)]
    growth = rng.normal(0.04, 0.12, (pairs, years)).cumsum(axis=1)
    levels = np.exp(growth) * rng.lognormal(1, 1.5, (pairs, 1))
    with path.open("w", encoding="utf-8") as out:
        out.write(HEADER)
        for name, series in zip(names, levels, strict=True):
            out.writelines(
                f"{name},total,reported,{2025 - years + i},{value:.3f},USD bn,exact,,{name[:3]},Customs,"
                f"{2026 - years + i}-01-20,https://example.org/{2025 - years + i},\n"
                for i, value in enumerate(series)
            )
    return names[len(names) // 2]


def run(command: list[str]) -> tuple[float, float]:
    """Seconds and peak megabytes of one process."""
    start = time.perf_counter()
    child = os.posix_spawn(
        command[0],
        command,
        dict(os.environ),
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)],
    )
    _, status, usage = os.wait4(child, 0)
    if status:
        sys.exit(f"failed: {' '.join(command)}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def medians(command: list[str], runs: int) -> tuple[float, float]:
    """The medians of seconds and megabytes over some runs."""
    seconds, megabytes = zip(*(run(command) for _ in range(runs)), strict=True)
    return statistics.median(seconds), statistics.median(megabytes)


def main() -> None:
    """Print a line a command and size: time and memory beside reading alone."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    has_pyarrow = importlib.util.find_spec("pyarrow") is not None
    print(f"{sys.executable}, {'with' if has_pyarrow else 'without'} pyarrow")
    with tempfile.TemporaryDirectory() as folder:
        for pairs, years in ((2000, 50), (20_000, 50), (20_000, 150)):
            measure(Path(folder) / f"{pairs * years}.csv", pairs, years, runs)


def measure(path: Path, pairs: int, years: int, runs: int) -> None:
    """Time the commands on one ledger."""
    product = [sys.executable, "-m", "tradetrack"]
    pair = make_ledger(path, pairs, years)
    floor = medians([sys.executable, "-c", READ.format(str(path))], runs)
    print(f"{pairs * years:,} rows: reading as text {floor[0]:.2f} s, {floor[1]:.0f} MB")
    show = medians([*product, "show", "--data", str(path), "--pair", pair], runs)
    report("show --pair", show, floor, "at most 2, memory 1.7")
    if pairs * years <= 1_000_000:
        arguments = ["project", "--data", str(path), "--format", "csv", "--target", "200"]
        report("project --format csv", medians([*product, *arguments], runs), floor, "at most 4")


def report(name: str, ours: tuple[float, float], floor: tuple[float, float], most: str) -> None:
    """Print one line of ratios."""
    ratio, memory = ours[0] / floor[0], ours[1] / floor[1]
    print(f"  {name:22} {ours[0]:5.2f} s = {ratio:4.2f} x, {ours[1]:5.0f} MB = {memory:4.2f} x ({most})")


if __name__ == "__main__":
    main()
