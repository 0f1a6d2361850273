"""Where many flows stand and where they are going: the arithmetic of `project`, over arrays.

Each rule is that of docs/counting.md, each number is computed by the function that `project` uses.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tradetrack.core.units import Amount, currency_of, scale_of
from tradetrack.forecast.arrival import arrival_year, years_between
from tradetrack.forecast.known_years import NO_ESTIMATES, NO_FLOORS, walks_of
from tradetrack.forecast.one_year import chances_by_one_year
from tradetrack.forecast.outlook import TYPICAL_SIZE
from tradetrack.forecast.outlook_input import size_of
from tradetrack.forecast.records import BaseLevels, records_of_levels
from tradetrack.forecast.reference import Reference, shipped_reference
from tradetrack.forecast.target_chances import HORIZON, as_said
from tradetrack.forecast.times import Times
from tradetrack.series.compound import SPANS, cagr

_CHUNK = 20_000  # flows at a time: their records stay small

Floats = npt.NDArray[np.float64]


class Screened(NamedTuple):
    """Flows, an entry each; levels in billions, growth in percent a year, years as floats, NaN for none.

    `rates` has the latest growth and the CAGRs of SPANS, `reached_in` the year reached at each, `chances`
    the middle one and those in a slow and in a fast era: (4, flows) and (3, flows).
    """

    years: Floats
    base_year: Floats
    base: Floats
    target: Floats
    already_in: Floats
    rates: Floats
    required: Floats
    reached_in: Floats
    chances: Floats

    @property
    def number(self) -> int:
        """The number of flows."""
        return len(self.base)

    @property
    def is_ahead(self) -> npt.NDArray[np.bool_]:
        """Which flows have the target ahead of their base."""
        return (self.base > 0) & (self.base < self.target) & ~np.isnan(self.target)


def screened(years: Sequence[int], level: Floats, target: Amount | Times, by: int, unit: str) -> Screened:
    """The flows whose levels by year are given, (years, flows) in `unit`, a chunk at a time."""
    known = shipped_reference()
    calendar = np.asarray(years, dtype=np.float64)
    parts = [
        _chunk(calendar, level[:, first : first + _CHUNK], target, by, unit, known)
        for first in range(0, level.shape[1], _CHUNK)
    ]
    return joined(parts)


def joined(parts: list[Screened]) -> Screened:
    """Several parts as one; the list is emptied, so that they are not all there twice."""
    if not parts:
        none = np.zeros(0)
        return Screened(
            none, none, none, none, none, np.zeros((4, 0)), none, np.zeros((4, 0)), np.zeros((3, 0))
        )
    columns = [list(column) for column in zip(*parts, strict=True)]
    parts.clear()
    return Screened._make(_concatenated(column) for column in columns)


def _concatenated(column: list[Floats]) -> Floats:
    found = np.concatenate(column, axis=-1)
    column.clear()
    return found


def _chunk(
    years: Floats, level: Floats, target: Amount | Times, by: int, unit: str, known: Reference
) -> Screened:
    has = ~np.isnan(level)
    count = has.sum(axis=0)
    last = len(years) - 1 - np.argmax(has[::-1], axis=0)
    place = np.arange(level.shape[1])
    base, base_year = level[last, place], years[last]
    aim = _aims(target, base, unit)
    rates = _rates(years, level, base, base_year)
    scale = scale_of(unit)
    has_it = has & (np.round(level * scale) >= np.round(aim * scale))
    already = np.where(has_it.any(axis=0), years[np.argmax(has_it, axis=0)], np.nan)
    ahead = (base > 0) & (np.round(base * scale) < np.round(aim * scale))
    span = by - base_year
    open_ = ahead & (span > 0)
    required = np.full(len(base), np.nan)
    required[open_] = cagr(base[open_], aim[open_], span[open_])
    reached = np.full(rates.shape, np.nan)
    for row, rate in enumerate(rates):
        goes = ahead & (rate > 0)
        reached[row, goes] = arrival_year(base_year[goes], years_between(base[goes], aim[goes], rate[goes]))
    chances = _chances(years, level, base, base_year, aim, open_ & (span <= HORIZON), by, unit, known)
    return Screened(count.astype(float), base_year, base, aim, already, rates, required, reached, chances)


def _aims(target: Amount | Times, base: Floats, unit: str) -> Floats:
    if isinstance(target, Times):
        return target.value * base
    return np.full(len(base), target.in_unit(unit) or np.nan)


def _rates(years: Floats, level: Floats, base: Floats, base_year: Floats) -> Floats:
    """The growth of the base's year, and the CAGRs up to it."""
    found = np.full((1 + len(SPANS), len(base)), np.nan)
    for row, span in enumerate((1, *SPANS)):
        for at, year in enumerate(years):
            ends = (base_year == year + span) & (level[at] > 0) & ((base > 0) | (span == 1))
            found[row, ends] = cagr(level[at, ends], base[ends], span)
    return found


def _chances(
    years: Floats,
    level: Floats,
    base: Floats,
    base_year: Floats,
    aim: Floats,
    asked: npt.NDArray[np.bool_],
    by: int,
    unit: str,
    known: Reference,
) -> Floats:
    """The chance to have had the target by the year: that of `project`, from the records of the flows."""
    found = np.full((3, len(base)), np.nan)
    own = np.flatnonzero(asked)
    if not len(own):
        return found
    positive = (level[:, own] > 0).T
    item, year = np.nonzero(positive)
    logs = np.log(level[:, own].T[positive])
    in_dollars = currency_of(unit) == "USD"
    size = size_of(1.0, unit) * (base[own] if in_dollars else np.ones(len(own)))
    growth_size = size if in_dollars else np.full(len(own), TYPICAL_SIZE)
    bases = BaseLevels(base[own], base_year[own], np.ones(len(own), dtype=bool), size, growth_size)
    records = records_of_levels(item, logs, years[year], bases, known)
    growths = (known.typical_growth, *known.eras)
    eras = [walks_of(records, NO_ESTIMATES, NO_FLOORS, known, growth, HORIZON) for growth in growths]
    steps = (by - base_year[own]).astype(np.int64)
    found[:, own] = as_said(chances_by_one_year(eras, np.log(aim[own]), steps, HORIZON))
    return found
