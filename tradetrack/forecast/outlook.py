"""The outlook: how likely a level is in a coming year, from what real trade flows of this size did.

The yearly log growth of a flow is mu + s e, e standard normal. mu = g + k ln(size) is the typical growth of
flows of the size (billions of US dollars), and s the volatility of this one, unknown. Before the own record
is seen s is about s0 = exp(a + b ln(size)), worth w observations; the n deviations d of the record from mu,
each over the root of the years that it spans, update it as a scaled inverse chi-square: s^2 = (w s0^2 +
sum d^2) / chi-square(w + n). The step into the base's year is not among them. Where it is a jump, d above c,
the share u of what it has above c is given back in the first year. So the level h years on is in logs a
Student-t with w + n degrees of freedom, centre ln(base) + mu h - u (d - c) and a scale that grows with the
root of h. The record's own mean growth has no say. The same with the g of a slow and of a fast era of world
trade gives the range of a chance. The numbers are in `reference.json`; docs/outlook-settings.md tells how
they were fitted, docs/method.md how good they are.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from tradetrack.core.errors import RequestError
from tradetrack.core.units import currency_of
from tradetrack.forecast.known_years import NOTHING, KnownYears, Records, walks_of
from tradetrack.forecast.one_record import estimates_of, floors_of, record_of
from tradetrack.forecast.outlook_input import (
    annual_record,
    positive,
    size_of,
    whole_years,
)
from tradetrack.forecast.reference import Reference, shipped_reference
from tradetrack.forecast.student import student_cdf
from tradetrack.forecast.walks import Walks, chances_by, chances_in, quantiles

TYPICAL_SIZE = 1.0  # billions of US dollars: whose growth stands for a flow of unknown size

Floats = npt.NDArray[np.float64]
EraName = Literal["middle", "slow", "fast"]
ERAS: tuple[EraName, ...] = ("middle", "slow", "fast")


class Reached(NamedTuple):
    """The first year with at least the target: its median, and the ends of its 80 % interval.

    The years by which the chance of it is 50, 10 and 90 %; None beyond the horizon.
    """

    median_year: int | None
    earliest: int | None
    latest: int | None


@dataclass(frozen=True, eq=False)
class Outlook:
    """The levels of the years after the base, as one distribution, in `unit`.

    `typical_growth_pct` is the yearly growth of the median path, in percent; after a jump the path lies lower
    by `reversal_pct` percent (0 without one). `volatility` is the scale s0 of yearly log growth at this size.
    `growths_known` counts the growths that the record has. With none, where only one year is known, the
    outlook is that of any flow of this size; `swings_80` says how much these differ: four in five swing by
    as much in percent a year (the standard deviation of their growth).
    Chances are those of the middle between eras, or of the `slow` or `fast` era of world trade.
    """

    base_year: int
    base: float
    unit: str
    years: tuple[int, ...]
    typical_growth_pct: float
    reversal_pct: float
    growths_known: int
    volatility: float
    swings_80: tuple[float, float]
    reference: Reference
    _walks: dict[EraName, Walks] = field(repr=False)

    def quantile(self, p: float, era: EraName = "middle") -> Floats:
        """The level, in `unit`, that the total of each year stays below with chance `p`: one a year.

        Raises RequestError unless 0 < p < 1.
        """
        if not 0 < p < 1:
            raise RequestError(f"a quantile must lie between 0 and 1, not {p}")
        return np.asarray(np.exp(quantiles(self._walks[era], 1, p, len(self.years))[0]))

    def interval(self, level: float, era: EraName = "middle") -> tuple[Floats, Floats]:
        """The central interval of each year that has the total with chance `level`: low and high ends.

        Both arrays have one level a year, in `unit`. Raises RequestError unless 0 < level < 1.
        """
        if not 0 < level < 1:
            raise RequestError(f"the level of an interval must lie between 0 and 1, not {level}")
        return self.quantile((1 - level) / 2, era), self.quantile((1 + level) / 2, era)

    def chance(self, target: float, year: int, era: EraName = "middle") -> float:
        """The chance, 0 to 1, that the total of `year` is at least `target` (in `unit`).

        Raises RequestError for a year not in `years`, or a target that is no positive number.
        """
        place = self._place(year)
        by_then = float(self.chances_by(target, era)[place])
        return min(chances_in(self._walks[era], math.log(positive(target)), place + 1), by_then)

    def chance_by(self, target: float, year: int, era: EraName = "middle") -> float:
        """The chance, 0 to 1, that some year after the base and up to `year` has at least `target`.

        A level that falls below the target again has still been reached. Errors as for `chance`.
        """
        return float(self.chances_by(target, era)[self._place(year)])

    def chances_by(self, target: float, era: EraName = "middle") -> Floats:
        """`chance_by` of each of `years`."""
        target_log = np.array([math.log(positive(target))])
        return np.asarray(chances_by(self._walks[era], target_log, len(self.years))[0])

    def reached(self, target: float) -> Reached:
        """The distribution of the first year after the base that has at least `target` (in `unit`)."""
        return first_years(self.years, self.chances_by(target))

    def share_growing_at_least(self, growth_pct: float, years: int) -> float:
        """The base rate of a path: the share, 0 to 1, of flows of this size that would grow at least so fast.

        That is by `growth_pct` percent a year on average over `years` years (1 to 50), under the prior of the
        model: the own record is not used. Raises RequestError for -100 % or less and for other years.
        """
        if not growth_pct > -100 or not math.isfinite(growth_pct):
            raise RequestError(f"growth must be a number above -100 %, not {growth_pct}")
        return share_growing_at_least(
            math.log1p(self.typical_growth_pct / 100),
            self.volatility,
            self.reference.prior_df,
            growth_pct,
            whole_years(years),
        )

    @cached_property
    def _places(self) -> dict[int, int]:
        return {year: place for place, year in enumerate(self.years)}

    def _place(self, year: int) -> int:
        if year not in self._places:
            raise RequestError(f"the outlook covers {self.years[0]} to {self.years[-1]}, not {year}")
        return self._places[year]


def first_years(years: Sequence[int], chances: Sequence[float] | Floats) -> Reached:
    """The years by which a chance, given by year and rising, is 50, 10 and 90 %."""

    def by(chance: float) -> int | None:
        return next((year for year, c in zip(years, chances, strict=True) if c >= chance), None)

    return Reached(by(0.5), by(0.1), by(0.9))


def share_growing_at_least(
    typical: float, volatility: float, freedom: float, growth_pct: float, years: int
) -> float:
    """The share of flows that would grow by `growth_pct` percent a year and more over so many years."""
    short = math.log1p(growth_pct / 100) * years - typical * years
    return 1 - student_cdf(short / (volatility * math.sqrt(years)), freedom)


def outlook(
    values: Sequence[float] | Floats,
    years: Sequence[int] | None = None,
    horizon: int = 10,
    unit: str = "USD bn",
    *,
    world_growth: float | None = None,
    reference: Reference | None = None,
    base_is_bound: bool = False,
    known_years: KnownYears = NOTHING,
) -> Outlook:
    """The outlook of one flow from its annual totals, oldest first, the last one being the base.

    `values` are in `unit`, `years` the calendar years they belong to, increasing, with gaps where a year is
    not known; without them the values are of consecutive years up to year 0. `horizon` (1 to 50) is the
    number of years after the base; the reference was tested to 10. `world_growth`, in percent a year, is an
    assumption for world trade in place of its eras. A base that `base_is_bound` says nothing of its own
    growth. `known_years` are those after it, `reference` other numbers than those that ship. Raises
    RequestError for values that are not positive numbers, years that do not increase, or an invalid unit.
    """
    levels, calendar = annual_record(values, years)
    fitted = reference or shipped_reference()
    known, count = fitted.with_world_growth(world_growth), whole_years(horizon)
    size, base_year = size_of(levels[-1], unit), int(calendar[-1])
    growth_size = size if currency_of(unit) == "USD" else TYPICAL_SIZE
    record = record_of(np.log(levels), calendar, size, growth_size, fitted, base_is_bound)
    return Outlook(
        base_year=base_year,
        base=float(levels[-1]),
        unit=unit,
        years=tuple(range(base_year + 1, base_year + 1 + count)),
        typical_growth_pct=math.expm1(float(known.growth(growth_size))) * 100,
        reversal_pct=-math.expm1(-float(record.reversal[0])) * 100,
        growths_known=int(record.growths[0] + record.own_count[0]),
        volatility=float(known.prior_volatility(size)),
        swings_80=known.swings_80(size),
        reference=known,
        _walks=_walks_of(record, known_years, base_year, known, count),
    )


def _walks_of(
    record: Records, known_years: KnownYears, base_year: int, known: Reference, horizon: int
) -> dict[EraName, Walks]:
    """The walks of each era."""
    after = estimates_of(known_years, base_year), floors_of(known_years, base_year)
    growths = zip(ERAS, (known.typical_growth, *known.eras), strict=True)
    return {era: walks_of(record, *after, known, growth, horizon) for era, growth in growths}
