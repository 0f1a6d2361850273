"""A projection: what it takes to reach a target from a base."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from tradetrack.core.periods import YEAR, year_label
from tradetrack.core.units import scale_of
from tradetrack.core.vocabulary import BOUNDS
from tradetrack.forecast.arrival import years_between
from tradetrack.forecast.base_rate import BaseRate
from tradetrack.forecast.target_chances import TargetOutlook
from tradetrack.series.compound import cagr
from tradetrack.series.lineage import Ancestor
from tradetrack.series.pace import Pace

STATED = "stated"
LATEST = "latest"
WHOLE = "whole period"
GIVEN = "given"


class Base(NamedTuple):
    """The level a projection starts from."""

    year: int
    value: float
    qualifier: str
    basis: str

    @property
    def is_bound(self) -> bool:
        """Whether only a bound of the level is known."""
        return self.qualifier in BOUNDS


class Target(NamedTuple):
    """The level to reach; `qualifier` is `exact` for a value named on the command line."""

    value: float
    deadline: int | None = None
    stated_by: str = ""
    stated_on: str = ""
    qualifier: str = "exact"
    lineage: Ancestor | None = None


class Path(NamedTuple):
    """Constant growth from the base: `years` and `reached_in` are None where it never arrives."""

    assumption: str
    growth_pct: float
    years: float | None = None
    reached_in: int | None = None

    @property
    def doubling_years(self) -> float | None:
        """The years in which this growth doubles a level; None for never."""
        return years_needed(1, 2, self.growth_pct)


class Required(NamedTuple):
    """The yearly growth that reaches the target in the year `by`."""

    by: int
    growth_pct: float


class Reached(NamedTuple):
    """A year that is known to have a level, such as the first that has the target, and that level.

    `known_by` says how: by a figure, a floor, a growth that implies it, or an estimate.
    """

    year: int
    value: float
    qualifier: str
    known_by: str


@dataclass(frozen=True)
class Projection:
    """One target of one series, or none: values in `unit`, growth in percent, years as numbers.

    `reached` is the first year that has the target, even if the level has fallen since. There are no paths,
    no required growth and no outlook where a year after the base has it.

    `is_settled` says that a year after the base has the target, `is_ahead` that none has and the base is
    below it. `floor` is what is known at least of a later year, where that is more than the base.
    `first_month` is the month (1 to 12) in which the years of the series start: with any other than 1, year
    2017 is the fiscal year 2017-18. `series` is the number of the series in its analysis. `base_text` and
    `target_text` are the two levels as they were written, empty where that was in another unit, or nobody
    wrote them. `is_far_below` says that the target was asked for without a unit, and every annual figure is
    ten times as large or larger. `base_rate` is what became of stated targets that asked for as much, where
    the target has a deadline ahead.
    """

    pair: str
    flow: str
    scope: str
    unit: str
    base: Base
    target: Target | None
    reached: Reached | None
    paths: tuple[Path, ...]
    required_by: tuple[int, ...]
    rating: str | None
    first_month: int
    is_settled: bool
    is_ahead: bool
    series: int
    floor: Reached | None = None
    base_text: str = ""
    target_text: str = ""
    is_far_below: bool = False
    outlook: TargetOutlook | None = None
    pace: Pace | None = None
    base_rate: BaseRate | None = None

    @cached_property
    def required(self) -> tuple[Required, ...]:
        """The growth a year that reaches the target by each year of `required_by`."""
        if self.target is None:
            return ()
        aim = self.target.value
        spans = ((year, year - self.base.year) for year in self.required_by)
        return tuple(Required(year, cagr(self.base.value, aim, n)) for year, n in spans)

    @property
    def deadline_year(self) -> int | None:
        """The year by which the target is due: the one that ends in its deadline; None without one."""
        if self.target is None or self.target.deadline is None:
            return None
        return self.target.deadline - (self.first_month > 1)

    @property
    def path_names(self) -> tuple[str, ...]:
        """What each path assumes, in words."""
        return tuple(self._path_name(path) for path in self.paths)

    def _path_name(self, path: Path) -> str:
        label = self.year_label(self.base.year)
        words = {
            STATED: f"stated for {label}",
            LATEST: f"latest, {label} on {self.year_label(self.base.year - 1)}",
            WHOLE: "whole period (CAGR)",
            GIVEN: GIVEN,
        }
        return words.get(path.assumption) or f"{path.assumption.replace('-year', ' years')} (CAGR)"

    @property
    def already_reached_in(self) -> int | None:
        """The first year that has the target; None where none is known to."""
        return self.reached.year if self.reached else None

    @property
    def target_value(self) -> float:
        """The level of the target; NaN without one."""
        return math.nan if self.target is None else self.target.value

    @property
    def looks_ahead(self) -> bool:
        """Whether an outlook says anything: towards a target that is ahead, or without any target."""
        return self.is_ahead or (self.target is None and self.base.value > 0)

    def year_label(self, year: int) -> str:
        """A year of this series as people write it."""
        return year_label(year * YEAR + self.first_month - 1)

    def outlook_label(self, outlook: TargetOutlook, year: int | None) -> str:
        """A year of the outlook as people write it: `after 2031` where it lies beyond the last one."""
        return (
            f"after {self.year_label(outlook.chance_by[-1].year)}" if year is None else self.year_label(year)
        )


def is_below(base: float, target: float, unit: str) -> bool:
    """Whether a level above 0 is below a target, both in `unit` and counted in whole currency units.

    So are figures held against targets elsewhere: 110.0000000001 bn is reached by 110 bn.
    """
    scale = scale_of(unit)
    return base > 0 and round(base * scale) < round(target * scale)


def years_needed(base: float, target: float, growth_pct: float) -> float | None:
    """Years from `base` to a higher `target` at a constant growth; None for never."""
    return None if growth_pct <= 0 else float(years_between(base, target, growth_pct))
