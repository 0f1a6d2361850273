"""Paths of constant growth, of many bases at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np

from tradetrack.forecast.arrival import arrival_year, years_between
from tradetrack.forecast.projection import Base, Path

Rates = Sequence[tuple[str, float]]  # what each assumes, and its growth in percent a year

_NEVER = (None, None)


def paths_of(
    bases: Sequence[Base], levels: Sequence[float | None], rates: Sequence[Rates]
) -> Iterator[tuple[Path, ...]]:
    """For each base the paths at its rates: to a level above it, or without an arrival where it is None."""
    counts = [len(own) for own in rates]
    names = [name for own in rates for name, _ in own]
    growth = np.array([rate for own in rates for _, rate in own], dtype=np.float64)
    year = np.repeat([base.year for base in bases], counts)
    value = np.repeat([base.value for base in bases], counts)
    level = np.repeat(np.array(levels, dtype=np.float64), counts)
    arrives = (growth > 0) & np.isfinite(level)
    years = years_between(value[arrives], level[arrives], growth[arrives])
    reached = arrival_year(year[arrives], years)
    arrivals = zip(years.tolist(), map(int, reached.tolist()), strict=True)
    paths = (
        Path(name, rate, *(next(arrivals) if ends else _NEVER))
        for name, rate, ends in zip(names, growth.tolist(), arrives.tolist(), strict=True)
    )
    for count in counts:
        yield tuple(islice(paths, count))
