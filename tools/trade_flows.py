"""Real trade flows, read from a CSV, and the forecasting cases that they are made of.

The CSV, plain or gzip, has the columns reporter, partner, year, value_usd, source. Used by the tools that
fit, choose and test the reference of the outlook.
"""

from __future__ import annotations

import csv
import gzip
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

HORIZONS = 5
MIN_BASE = 0.1  # billions of US dollars
PARTS = ("fitting", "held-out", "all")


@dataclass(frozen=True)
class Flow:
    """The known years of one flow in one source; `levels` in billions of US dollars, by year."""

    name: str
    pair: str
    levels: dict[int, float]


@dataclass(frozen=True)
class Case:
    """One forecast: `history` ends with the base; `future` has NaN where a year is not known."""

    name: str
    base_year: int
    history: tuple[float, ...]
    future: tuple[float, ...]


def read_flows(path: Path, part: str) -> list[Flow]:
    """The flows of one part of the pairs. A pair is on one side, whichever way round and in all sources."""
    levels: dict[tuple[str, str, str], dict[int, float]] = defaultdict(dict)
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            value = float(row["value_usd"]) / 1e9
            if value > 0:
                levels[row["source"], row["reporter"], row["partner"]][int(row["year"])] = value
    flows = []
    for (source, reporter, partner), known in sorted(levels.items()):
        pair = "-".join(sorted((reporter, partner)))
        if part in ("all", PARTS[zlib.crc32(pair.encode()) % 2]):
            flows.append(Flow(f"{source}:{reporter}-{partner}", pair, known))
    return flows


def cases(flows: Sequence[Flow], known_years: int, since: int = 0, until: int = 9999) -> Iterator[Case]:
    """Every base of 100 million dollars and more, from the year `since` on, after so many known years.

    Years after `until` count as unknown; a case has at least one known year after its base.
    """
    for flow in flows:
        for year in sorted(flow.levels):
            history = tuple(flow.levels.get(year + i, np.nan) for i in range(1 - known_years, 1))
            if year < since or history[-1] < MIN_BASE or np.isnan(history).any():
                continue
            future = tuple(
                flow.levels.get(y, np.nan) if y <= until else np.nan
                for y in range(year + 1, year + HORIZONS + 1)
            )
            if not np.isnan(future).all():
                yield Case(flow.name, year, history, future)
