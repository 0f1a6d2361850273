"""Paths of constant growth, of many bases at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tradetrack.forecast.arrival import arrival_year, years_between
from tradetrack.forecast.projection import Base, Path

Rates = Sequence[tuple[str, float]]  # what each assumes, and its growth in percent a year


def paths_of(
    bases: Sequence[Base], levels: Sequence[float | None], rates: Sequence[Rates]
) -> list[tuple[Path, ...]]:
    """For each base the paths at its rates: to a level above it, or without an arrival where it is None."""
    counts = [len(own) for own in rates]
    names = [name for own in rates for name, _ in own]
    growth = np.array([rate for own in rates for _, rate in own], dtype=np.float64)
    year = np.repeat([base.year for base in bases], counts)
    value = np.repeat([base.value for base in bases], counts)
    level = np.repeat(np.array(levels, dtype=np.float64), counts)
    arrives = (growth > 0) & np.isfinite(level)
    span = years_between(value[arrives], level[arrives], growth[arrives])
    years, reached = np.full(len(names), None), np.full(len(names), None)
    years[arrives] = span
    reached[arrives] = [*map(int, arrival_year(year[arrives], span).tolist())]
    paths = [*map(Path._make, zip(names, growth.tolist(), years.tolist(), reached.tolist(), strict=True))]
    ends = np.cumsum(counts, dtype=np.int64).tolist()
    return [tuple(paths[end - count : end]) for count, end in zip(counts, ends, strict=True)]
