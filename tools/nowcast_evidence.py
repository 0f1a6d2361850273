"""Measure the full-year estimates on monthly trade of many flows: the tables of docs/nowcast.md.

    python tools/nowcast_evidence.py PATH

PATH is a CSV with the columns reporter, partner, flow, year, month, value_usd, source (a flow is the first
three with the source). Each complete year of a certain size, with at least three complete
years before it, is estimated from its first 1 to 11 months by three methods:

- share: as `tradetrack` does, with its 80 % interval, over all years and over 2020 to 2022;
- growth: as `growth` does, with the true growth of the months as the stated rate;
- pro rata: value x 12 / months.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from tradetrack.series.nowcast import (
    LARGE,
    MIN_SHARES,
    YEARS_BACK,
    grown_year,
    interval_width,
    shared_year,
)

SIZES = ((1e8, "100 million dollars"), (1e9, "1 billion dollars"), (1e10, "10 billion dollars"))
ROUGH = range(2020, 2023)
Estimated = tuple[float, float, float, bool, bool]


def complete_years(path: Path) -> pd.DataFrame:
    """One row a flow and complete year: what had been traded by the end of each month."""
    flows = pd.read_csv(path)
    keys = ["reporter", "partner", "flow", "source", "year"]
    months = flows.pivot_table(index=keys, columns="month", values="value_usd", observed=True).dropna()
    return months.cumsum(axis=1)


def estimates(to_date: pd.DataFrame, months: int, least_usd: float) -> Iterator[Estimated]:
    """Relative errors of share, growth and pro rata, whether the interval has the truth, and a rough year."""
    for _, flow in to_date.groupby(level=[0, 1, 2, 3]):
        year = flow.index.get_level_values("year").to_numpy()
        part, full = flow[months].to_numpy(), flow[12].to_numpy()
        for i in range(1, len(year)):
            usable = (year < year[i]) & (year >= year[i] - YEARS_BACK) & (part > 0)
            last = full[i - 1]
            if usable.sum() < MIN_SHARES or year[i - 1] != year[i] - 1 or full[i] < least_usd or part[i] <= 0:
                continue
            share = part[usable] / full[usable]
            by_share = float(shared_year(part[i], months, share.mean(), last - part[i - 1]))
            spread = np.log(share).std(ddof=1)
            width = interval_width(len(share), spread, months, last >= LARGE)
            grown = float(grown_year(part[i], last, part[i] / part[i - 1])) if part[i - 1] > 0 else np.nan
            covered = bool(abs(np.log(by_share / full[i])) <= width)
            errors = (value / full[i] - 1 for value in (by_share, grown, part[i] * 12 / months))
            yield *errors, covered, year[i] in ROUGH


HEAD = ("months known", "estimates", "share", "growth", "pro rata", "80 % interval covers", "in 2020-22")


def table_rows(to_date: pd.DataFrame, least_usd: float) -> Iterator[tuple[str, ...]]:
    """The cells of each number of months, and of all, for years of at least `least_usd` dollars."""
    by_month = {
        months: np.array(list(estimates(to_date, months, least_usd)), dtype=float).reshape(-1, 5)
        for months in range(1, 12)
    }
    for months, errors in [*by_month.items(), ("all", np.concatenate(list(by_month.values())))]:
        percents = [f"{np.nanmean(np.abs(errors[:, one])) * 100:.1f} %" for one in range(3)]
        covered, rough = errors[:, 3], errors[:, 4] > 0
        held = f"{covered[rough].mean() * 100:.0f} %" if rough.any() else ""
        yield str(months), f"{len(errors):,}", *percents, f"{covered.mean() * 100:.0f} %", held


def table(to_date: pd.DataFrame, least_usd: float) -> list[str]:
    """The lines of the Markdown table for years of at least `least_usd` dollars."""
    lines = (HEAD, *table_rows(to_date, least_usd))
    head, *rows = [f"| {' | '.join(line)} |" for line in lines]
    return [head, "|---:|---:|---:|---:|---:|---:|---:|", *rows]


def main() -> None:
    """Print the table."""
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_file():
        sys.exit("usage: python tools/nowcast_evidence.py PATH (a CSV of monthly flows)")
    to_date = complete_years(Path(sys.argv[1]))
    for least_usd, words in SIZES:
        print(f"\nMean absolute percentage error, years of {words} and more:\n")
        print("\n".join(table(to_date, least_usd)))


if __name__ == "__main__":
    main()
