"""What the records of many series say, as the arrays that walks are made of."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tradetrack.forecast.known_years import Records
from tradetrack.forecast.reference import Reference

Floats = npt.NDArray[np.float64]


class BaseLevels(NamedTuple):
    """The bases of series, an entry each: level and year, and the sizes in billions of US dollars.

    `is_figure` is False for a bound or an estimate, whose own growth is not known.
    """

    level: Floats
    year: npt.NDArray[Any]
    is_figure: npt.NDArray[np.bool_]
    size: Floats
    growth_size: Floats


def records_of_levels(item: Any, logs: Floats, years: Any, bases: BaseLevels, known: Reference) -> Records:
    """The records of series from their levels up to each base, sorted by item and year.

    `item` says whose level it is, `logs` are the logarithms of the levels. A step is the growth between two
    known years: its deviation from what is typical, over the root of the years between.
    """
    step = item[1:] == item[:-1]
    item, end = item[1:][step], years[1:][step]
    span = np.diff(years)[step].astype(np.float64)
    found = (np.diff(logs)[step] - known.growth(bases.growth_size)[item] * span) / np.sqrt(span)
    is_own = (end == bases.year[item]) & bases.is_figure[item]
    before = ~is_own
    count = len(bases.level)
    jump = np.zeros(count)
    jump[item[is_own & (span == 1)]] = found[is_own & (span == 1)]
    return Records(
        base=np.log(bases.level),
        size=bases.size,
        growth_size=bases.growth_size,
        squares=np.bincount(item[before], found[before] ** 2, count).astype(np.float64),
        growths=np.bincount(item[before], minlength=count).astype(np.float64),
        own=np.bincount(item[is_own], found[is_own] ** 2, count).astype(np.float64),
        own_count=np.bincount(item[is_own], minlength=count).astype(np.float64),
        reversal=known.reversal_of(jump),
        surplus=np.bincount(item, found * np.sqrt(span), count).astype(np.float64),
        spans=np.bincount(item, span, count).astype(np.float64),
    )
