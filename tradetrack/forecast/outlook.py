"""The outlook: how likely a level is in a coming year, from what real trade flows of this size did.

The yearly log growth of a flow is g + s e, e standard normal: g is the typical growth of flows and s the
volatility of this one, unknown. Before the own record is seen s is about s0 = exp(a + b ln(size)), worth w
observations; the n deviations d of the record from g, each over the root of the years that it spans, update
it as a scaled inverse chi-square: s^2 = (w s0^2 + sum d^2) / chi-square(w + n). Where the year of the base
was a jump, its deviation above c, flows lose the share u of what it has above c again, half of it in the
first year, half of the rest in the next and so on. So the level h years on is in logs a Student-t with w + n
degrees of freedom, centre ln(base) + g h - u (d - c) (1 - 2^-h) and a scale that grows with the root of h.
The record's own mean growth has no say. g, a, b, w, c, u are in `reference.json`; docs/method.md tells how
they were fitted and tested.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numpy.random import default_rng

from tradetrack.core.errors import RequestError
from tradetrack.forecast.known_years import NOTHING, KnownYears
from tradetrack.forecast.outlook_input import (
    annual_record,
    positive,
    size_of,
    whole_years,
)
from tradetrack.forecast.reference import Reference, shipped_reference

PATHS = 20_000
SEED = 20_220_204
MAX_LOG_GROWTH = 50.0  # natural logs; a wilder path, of a record such as 1e-9 then 1e9, would overflow

Floats = npt.NDArray[np.float64]


class Reached(NamedTuple):
    """The first year with at least the target: its median, and the ends of its 80 % interval.

    The years by which the chance of it is 50, 10 and 90 %; None beyond the horizon.
    """

    median_year: int | None
    earliest: int | None
    latest: int | None


@dataclass(frozen=True, eq=False)
class Outlook:
    """The levels of the years after the base, as one distribution: 20,000 paths of yearly steps.

    Answers are read from `paths`, shape (years, 20,000), in `unit`. `typical_growth_pct` is the yearly growth
    of the median path, in percent; after a jump the path lies lower, in the end by `reversal_pct` percent (0
    without one). `volatility` is the scale s0 of yearly log growth at this size.
    """

    base_year: int
    base: float
    unit: str
    years: tuple[int, ...]
    typical_growth_pct: float
    reversal_pct: float
    volatility: float
    reference: Reference
    paths: Floats = field(repr=False)

    def quantile(self, p: float) -> Floats:
        """The level, in `unit`, that the total of each year stays below with chance `p`: one a year.

        Raises RequestError unless 0 < p < 1.
        """
        if not 0 < p < 1:
            raise RequestError(f"a quantile must lie between 0 and 1, not {p}")
        below, place = int(p * (PATHS - 1)), p * (PATHS - 1)
        low, high = self._sorted[:, below], self._sorted[:, below + 1]
        return np.asarray(low + (high - low) * (place - below))

    def interval(self, level: float) -> tuple[Floats, Floats]:
        """The central interval of each year that has the total with chance `level`: low and high ends.

        Both arrays have one level a year, in `unit`. Raises RequestError unless 0 < level < 1.
        """
        if not 0 < level < 1:
            raise RequestError(f"the level of an interval must lie between 0 and 1, not {level}")
        return self.quantile((1 - level) / 2), self.quantile((1 + level) / 2)

    def chance(self, target: float, year: int) -> float:
        """The chance, 0 to 1, that the total of `year` is at least `target` (in `unit`).

        Raises RequestError for a year not in `years`, or a target that is no positive number.
        """
        return float(np.mean(self.paths[self._place(year)] >= positive(target)))

    def chance_by(self, target: float, year: int) -> float:
        """The chance, 0 to 1, that some year after the base and up to `year` has at least `target`.

        A path that falls below the target again has still reached it. Errors as for `chance`.
        """
        return float(np.mean(self._highest[self._place(year)] >= positive(target)))

    def reached(self, target: float) -> Reached:
        """The distribution of the first year after the base that has at least `target` (in `unit`)."""
        chances = np.mean(self._highest >= positive(target), axis=1)

        def by(chance: float) -> int | None:
            return next((year for year, c in zip(self.years, chances, strict=True) if c >= chance), None)

        return Reached(by(0.5), by(0.1), by(0.9))

    def share_growing_at_least(self, growth_pct: float, years: int) -> float:
        """The base rate of a path: the share, 0 to 1, of flows of this size that grow at least so fast.

        That is by `growth_pct` percent a year on average over `years` years (1 to 50), under the prior of the
        model: the own record is not used. Raises RequestError for -100 % or less and for other years.
        """
        if not growth_pct > -100 or not math.isfinite(growth_pct):
            raise RequestError(f"growth must be a number above -100 %, not {growth_pct}")
        walk = _walks(whole_years(years))[-1]
        volatility = self.volatility * _spread(self.reference.prior_df)
        growth = self.reference.typical_growth * years + volatility * walk
        return float(np.mean(growth >= math.log1p(growth_pct / 100) * years))

    @cached_property
    def _sorted(self) -> Floats:
        return np.sort(self.paths, axis=1)

    @cached_property
    def _highest(self) -> Floats:
        """What each path has reached by each year."""
        return np.maximum.accumulate(self.paths, axis=0)

    def _place(self, year: int) -> int:
        if year not in self.years:
            raise RequestError(f"the outlook covers {self.years[0]} to {self.years[-1]}, not {year}")
        return self.years.index(year)


def outlook(
    values: Sequence[float] | Floats,
    years: Sequence[int] | None = None,
    horizon: int = 10,
    unit: str = "USD bn",
    *,
    reference: Reference | None = None,
    base_is_bound: bool = False,
    known_years: KnownYears = NOTHING,
) -> Outlook:
    """The outlook of one flow from its annual totals, oldest first, the last one being the base.

    `values` are in `unit`, `years` the calendar years they belong to, increasing, with gaps where a year is
    not known; without them the values are of consecutive years up to year 0. `horizon` (1 to 50) is the
    number of years after the base; the reference was tested to 5. In another currency no size is known: the
    flow is taken to be as volatile as one of 100 million dollars until its record says otherwise, and to grow
    as totals in dollars do. A base that is a jump over the year before it is taken to give a part of it back;
    one that `base_is_bound` says nothing of its own growth. `known_years` is what is known of years after the
    base. `reference` replaces the numbers that ship. Raises RequestError for values that are not positive
    numbers, years that do not increase, an invalid unit, or a horizon out of range.
    """
    levels, calendar = annual_record(values, years)
    known, size = reference or shipped_reference(), size_of(levels[-1], unit)
    deviations, last = _deviations(levels, calendar, known, base_is_bound)
    scale = known.scale(size, np.sum(deviations**2), len(deviations))
    volatility = scale * _spread(known.prior_df + len(deviations))
    growth = _growth(known, last, volatility, whole_years(horizon))
    ahead = tuple(range(int(calendar[-1]) + 1, int(calendar[-1]) + 1 + len(growth)))
    growth = known_years.put_into(growth, ahead, float(levels[-1]), volatility, _walks(1)[0])
    return Outlook(
        base_year=int(calendar[-1]),
        base=float(levels[-1]),
        unit=unit,
        years=ahead,
        typical_growth_pct=math.expm1(known.typical_growth) * 100,
        reversal_pct=-math.expm1(-known.reversal_by(last, math.inf)) * 100,
        volatility=float(known.prior_volatility(size)),
        reference=known,
        paths=levels[-1] * np.exp(np.clip(growth, -MAX_LOG_GROWTH, MAX_LOG_GROWTH)),
    )


def _growth(known: Reference, last: float, volatility: Floats, horizon: int) -> Floats:
    """The log growth since the base, shape (years, paths), after a year that deviated by `last`."""
    steps = np.arange(1, horizon + 1)
    middle = known.typical_growth * steps - known.reversal_by(last, steps)
    return np.asarray(middle[:, np.newaxis] + volatility * _walks(horizon))


def _deviations(
    levels: Floats, calendar: Floats, known: Reference, base_is_bound: bool
) -> tuple[Floats, float]:
    """How far the record's growth is from the typical one, and that of the base's year.

    The latter is 0 after a gap, and of a bound, whose own growth is not known.
    """
    spans = np.diff(calendar)
    found: Floats = (np.diff(np.log(levels)) - known.typical_growth * spans) / np.sqrt(spans)
    if base_is_bound:
        return found[:-1], 0.0
    return found, float(found[-1]) if len(spans) and spans[-1] == 1 else 0.0


@lru_cache(maxsize=4)
def _walks(horizon: int) -> Floats:
    """Sums of standard normal steps, (horizon, paths); a longer horizon begins with the shorter one."""
    sums = np.cumsum(default_rng(SEED).standard_normal((horizon, PATHS // 2)), axis=0)
    return np.concatenate([sums, -sums], axis=1)  # mirrored, so that the median is the centre


@lru_cache(maxsize=64)
def _spread(freedom: float) -> Floats:
    """The volatility of each path over its centre: the root of freedom / chi-square(freedom)."""
    drawn = default_rng([SEED, 1]).chisquare(freedom, PATHS // 2)
    return np.tile(np.sqrt(freedom / drawn), 2)
