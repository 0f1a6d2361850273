"""Read, check and project a ledger of a million rows beside what pandas needs to read it as text.

    python benchmarks/scale.py [RUNS]

Run it with a Python that has pyarrow beside, too: reading takes another way there unless it is told not to.

Makes ledgers of 20,000 pairs in a temporary folder: years (0.1, 1 and 3 million rows), and a million months,
as totals and as exports and imports of half as many pairs. Each command is a whole process. Peak memory is
that of the process as the system counts it.
"""

from __future__ import annotations

import importlib.util
import os
import statistics
import string
import sys
import tempfile
import time
from collections.abc import Sequence
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


def make_months(path: Path, pairs: int, months: int, flows: Sequence[str]) -> str:
    """Write a ledger of so many months of each flow of so many pairs; returns the name of one pair."""
    rng = np.random.default_rng(7)
    codes = ["".join(letters) for letters in islice(combinations(string.ascii_uppercase, 3), 250)]
    names = [f"{a}-{b}" for a, b in islice(combinations(codes, 2), pairs)]
    dates = [divmod(2021 * 12 + month, 12) for month in range(months)]
    with path.open("w", encoding="utf-8") as out:
        out.write(HEADER)
        for name in names:
            levels = np.exp(rng.normal(0, 0.1, months)) * 5
            out.writelines(
                f"{name},{flow},reported,{year}-{month + 1:02d},{value:.3f},USD bn,exact,,{name[:3]},Customs,"
                f"{year + 1}-01-20,https://example.org/{year},\n"
                for flow in flows
                for (year, month), value in zip(dates, levels, strict=True)
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
        path = Path(folder) / "ledger.csv"
        for pairs, years in ((2000, 50), (20_000, 50), (20_000, 150)):
            pair = make_ledger(path, pairs, years)
            measure(path, f"{pairs * years:,} years", pair, runs, pairs * years <= 1_000_000, "2, memory 1.7")
        for pairs, flows in ((20_000, ("total",)), (10_000, ("exports", "imports"))):
            pair = make_months(path, pairs, 50, flows)
            measure(path, f"1,000,000 months of {' and '.join(flows)}", pair, runs, True, "2.2, memory 1.8")


def measure(path: Path, what: str, pair: str, runs: int, projects: bool, most: str) -> None:
    """Time the commands on one ledger."""
    product = [sys.executable, "-m", "tradetrack"]
    floor = medians([sys.executable, "-c", READ.format(str(path))], runs)
    print(f"{what}: reading as text {floor[0]:.2f} s, {floor[1]:.0f} MB")
    show = medians([*product, "show", "--data", str(path), "--pair", pair], runs)
    report("show --pair", show, floor, f"at most {most}")
    if projects:
        arguments = ["project", "--data", str(path), "--format", "csv", "--target", "200"]
        report("project --format csv", medians([*product, *arguments], runs), floor, "at most 4, memory 1.8")


def report(name: str, ours: tuple[float, float], floor: tuple[float, float], most: str) -> None:
    """Print one line of ratios."""
    ratio, memory = ours[0] / floor[0], ours[1] / floor[1]
    print(f"  {name:22} {ours[0]:5.2f} s = {ratio:4.2f} x, {ours[1]:5.0f} MB = {memory:4.2f} x ({most})")


if __name__ == "__main__":
    main()
