"""Screening flows beside what it could be done with otherwise, in processor time and peak memory.

    python benchmarks/screen.py                 10 million rows: screen, bare SQL and pandas; chances alone
    python benchmarks/screen.py --rows 1 10 50  how it grows (without pandas beyond 10 million)

and in pieces, with flows that are kept:

    python benchmarks/screen.py --folder FLOWS --rows 1 10 50 --only generate
    python benchmarks/screen.py --folder FLOWS --rows 50 --only screen --repeat 1

Every contender is a process of its own: it reads the same Parquet files, adds up 24 years of each flow, and
computes growth, CAGRs, years reached and chances with the same arrays; medians of processor time (user and
system, all threads) over the repetitions, which take turns. That of `screen` is the command as it is typed,
with all of its imports and its table. The flows are random, from a fixed seed.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

YEARS = range(2000, 2024)
ROWS_A_FLOW = 20  # each flow lacks every sixth year
PRODUCTS = 50
MILLION = 1_000_000
TARGET, BY, UNIT = 1.0, 2030, "USD bn"


def generate(folder: Path, rows: int, seed: int = 20260101) -> None:
    """BACI-shaped Parquet, a file a year: flows of random size, growth and volatility, some of them 0."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    part = folder.with_name(f"{folder.name}.part")  # until it is whole
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    random = np.random.default_rng(seed)
    flows = rows // ROWS_A_FLOW
    side = int(np.ceil((1 + np.sqrt(1 + 4 * flows / PRODUCTS)) / 2))
    first, second = np.divmod(np.arange(side * side), side)
    codes = np.arange(1, side + 1, dtype=np.int32)
    apart = first != second
    pairs = flows // PRODUCTS
    exporter = np.repeat(codes[first[apart][:pairs]], PRODUCTS)
    importer = np.repeat(codes[second[apart][:pairs]], PRODUCTS)
    products = pa.array([f"{code:06d}" for code in np.sort(random.choice(980_000, PRODUCTS, replace=False))])
    product = np.tile(np.arange(PRODUCTS, dtype=np.int32), pairs)
    level = random.lognormal(4, 2.5, len(exporter))
    drift = random.normal(0.04, 0.05, len(exporter))
    for year in YEARS:
        level *= np.exp(drift + random.normal(0, 0.25, len(level)))
        value = np.round(level, 3)
        value[random.random(len(level)) < 0.003] = 0.0
        has = (np.arange(len(level)) + year) % 6 != 0
        columns = {
            "t": np.full(int(has.sum()), year, dtype=np.int32),
            "i": exporter[has],
            "j": importer[has],
            "k": pa.DictionaryArray.from_arrays(product[has], products).cast(pa.string()),
            "v": value[has],
        }
        pq.write_table(pa.table(columns), part / f"BACI_HS92_Y{year}.parquet")
    part.rename(folder)


def _finish(level: npt.NDArray[np.float64]) -> None:
    """What all contenders do with the sums: the arithmetic, and the order by chance."""
    from tradetrack.core.units import Amount
    from tradetrack.flows.screening import screened

    flows = screened(tuple(YEARS), level, Amount(TARGET, "bn"), BY, UNIT)
    chance = flows.chances[0]
    order = np.lexsort([-np.nan_to_num(chance), np.isnan(chance)])
    print(len(order), float(chance[order[0]]))


def by_sql(folder: str) -> None:
    """DuckDB's own SQL, as short as it can be written, and numpy."""
    import duckdb

    connection = duckdb.connect(config={"preserve_insertion_order": "false"})
    sums = ", ".join(f"sum(v) FILTER (t = {year}) AS y{year}" for year in YEARS)
    text = f"SELECT i, j, k, {sums} FROM read_parquet('{folder}/*.parquet') GROUP BY i, j, k"  # noqa: S608
    table = connection.sql(text).to_arrow_table()
    level = np.stack([table[f"y{year}"].to_numpy(zero_copy_only=False) for year in YEARS]) / 1e6
    _finish(level)


def by_pandas(folder: str) -> None:
    """Vectorised pandas: one groupby, one unstack, and numpy."""
    import pandas as pd

    frame = pd.read_parquet(folder, columns=["t", "i", "j", "k", "v"])
    sums = frame.groupby(["i", "j", "k", "t"], sort=False)["v"].sum().unstack("t").sort_index(axis=1)
    _finish(sums.to_numpy().T / 1e6)


SCREEN, GENERATE, CHANCES = "screen", "generate", "chances"
BY_HAND = {"sql": by_sql, "pandas": by_pandas}
CONTENDERS = (SCREEN, *BY_HAND)
MOST_IN_PANDAS = 10  # million rows: beyond, it needs more memory than most machines have
COMMAND = ["--target", f"{TARGET:g} bn", "--by", str(BY), "--per", "pair,product", "--top", "20"]


def measured(contender: str, folder: Path) -> tuple[float, float, float]:
    """Processor seconds, peak megabytes and wall seconds of a process of its own."""
    arguments = [__file__, "--run", contender, str(folder)]
    if contender == SCREEN:
        arguments = ["-m", "tradetrack", "screen", str(folder), *COMMAND]
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments],
        stdout=subprocess.DEVNULL,
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{contender} failed with {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1e3, time.perf_counter() - began


def compare(rows: int, folder: Path, contenders: list[str], repeat: int) -> float:
    """Print the medians of each contender, and how screen stands beside the others; its processor time."""
    found: dict[str, list[tuple[float, float, float]]] = {name: [] for name in contenders}
    for _ in range(repeat):
        for name in contenders:
            found[name].append(measured(name, folder))
    medians = {
        name: [statistics.median(column) for column in zip(*runs, strict=True)]
        for name, runs in found.items()
    }
    own: float = medians[SCREEN][0] if SCREEN in medians else float("nan")
    for name, (processor, memory, wall) in medians.items():
        beside = f", screen is {own / processor:.2f} x" if name != SCREEN and own == own else ""
        spent = f"{processor:7.2f} s processor {memory:7.0f} MB peak {wall:7.1f} s wall"
        print(f"{rows / MILLION:3.0f}M rows  {name:<7} {spent}{beside}", flush=True)
    return own


def tell_growth(spent: dict[int, float]) -> None:
    """Print what each further million of rows costs, from each size to the next."""
    for smaller, larger in pairwise(sorted(spent)):
        each = (spent[larger] - spent[smaller]) / (larger - smaller)
        print(f"from {smaller} to {larger} million rows: {each:.2f} s processor a million")


def chances_alone(flows: int = 500_000) -> None:
    """The processor time of the chances of so many flows, from levels in memory."""
    random = np.random.default_rng(1)
    steps = random.normal(0.04, 0.25, (len(YEARS), flows))
    level = np.exp(random.normal(-3, 2.5, flows) + np.cumsum(steps, axis=0))
    from tradetrack.core.units import Amount
    from tradetrack.flows.screening import screened

    spent = []
    for _ in range(3):
        began = time.process_time()
        flows_found = screened(tuple(YEARS), level, Amount(TARGET, "bn"), BY, UNIT)
        spent.append(time.process_time() - began)
    known = int(np.isfinite(flows_found.chances[0]).sum())
    print(f"{flows:,} flows, {known:,} chances with their range: {statistics.median(spent):.2f} s processor")


def main() -> None:
    """Generate, run and compare."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, nargs="+", default=[10], metavar="MILLIONS")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="keep the generated flows here")
    pieces = (GENERATE, *CONTENDERS, CHANCES)
    parser.add_argument("--only", nargs="+", choices=pieces, default=list(pieces), help="these pieces alone")
    parser.add_argument("--run", nargs=2, metavar=("CONTENDER", "FOLDER"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.run:
        BY_HAND[given.run[0]](given.run[1])
        return
    kept = given.folder or Path(tempfile.mkdtemp(prefix="tradetrack-bench-"))
    try:
        run(kept, given.rows, given.only, given.repeat)
    finally:
        if given.folder is None:
            shutil.rmtree(kept)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e3
    print(f"largest process: {peak:.0f} MB")


def run(kept: Path, sizes: list[int], pieces: list[str], repeat: int) -> None:
    """Generate what is not there yet, and compare."""
    spent = {}
    for millions in sizes:
        folder = kept / f"flows{millions}m"
        if not folder.exists():
            generate(folder, millions * MILLION)
        names = [name for name in CONTENDERS if name in pieces]
        if millions > MOST_IN_PANDAS:
            names = [name for name in names if name != "pandas"]
        if names:
            spent[millions] = compare(millions * MILLION, folder, names, repeat)
    if SCREEN in pieces:
        tell_growth(spent)
    if CHANCES in pieces:
        chances_alone()


if __name__ == "__main__":
    main()
