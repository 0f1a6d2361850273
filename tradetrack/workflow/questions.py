"""What can be asked: a view of the figures, and what to project to, with the limits of both faces."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tradetrack.core.errors import RequestError
from tradetrack.core.numerals import listed
from tradetrack.core.units import Amount
from tradetrack.core.vocabulary import NOWCAST
from tradetrack.series.query import RHYTHMS, Query

if TYPE_CHECKING:
    from tradetrack.forecast.times import Times

MAX_GROWTH = 1000.0  # percent a year
MAX_LEVEL = 1e15
LAST_YEAR = 9999
WIDTHS, HEIGHTS = range(400, 8001), range(300, 8001)  # of a chart, in pixels


@dataclass(frozen=True)
class Question(Query):
    """A query, and the years from `since` to `until` that are shown, `by` month, quarter, ytd, year or 12m.

    Raises RequestError.
    """

    since: int | None = None
    until: int | None = None
    by: str | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        _require_year("since", self.since)
        _require_year("until", self.until)
        if self.by is not None and self.by not in RHYTHMS:
            raise RequestError(f"{self.by!r} is not one of {listed(RHYTHMS, 'or')}", "by")


@dataclass(frozen=True)
class Aims:
    """What to project to, and how: levels, growth in percent a year, years to arrive by, the base.

    Without `targets` those of the ledger are taken: the open ones, or with `settled` all. A target is a
    level, or `Times` the base. `base` is a year, "nowcast" or None for the latest full year, `at` names years
    whose levels are to be shown, `world_growth` is an assumption for world trade in percent a year. Raises
    RequestError for what no projection can take.
    """

    targets: tuple[Amount | Times, ...] = ()
    growth: tuple[float, ...] = ()
    by: tuple[int, ...] = ()
    base: int | str | None = None
    settled: bool = False
    at: tuple[int, ...] = ()
    world_growth: float | None = None

    def __post_init__(self) -> None:
        for target in self.targets:
            if not (_is_number(target.value) and 0 < target.value <= MAX_LEVEL):
                raise RequestError(f"{target.value!r} is not a positive number, such as 200", "target")
        for rate in self.growth:
            if not (_is_number(rate) and -100 < rate <= MAX_GROWTH):
                message = f"{rate!r} is not a growth in percent a year above -100 and up to 1000, such as 7.5"
                raise RequestError(message, "growth")
        for year in self.by:
            _require_year("by", year)
        for year in self.at:
            _require_year("at", year)
        if self.world_growth is not None:  # refused before any figure is read
            from tradetrack.forecast.reference import shipped_reference

            shipped_reference().with_world_growth(self.world_growth)
        if self.base != NOWCAST:
            _require_year("base", self.base)


def amount(level: float | str) -> Amount | Times:
    """A level to reach: a number in the unit of the series, or a text that may name its own (`200bn`).

    `2x` is twice the base. Raises RequestError for a text that is none.
    """
    from tradetrack.forecast.times import times
    from tradetrack.ledger.stated_value import parse_amount

    if not isinstance(level, str):
        return Amount(level)
    if (found := times(level)) is not None:
        return found
    try:
        return parse_amount(level)
    except ValueError as error:
        raise RequestError(str(error), "target") from None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _require_year(parameter: str, year: object) -> None:
    if year is not None and not (_is_number(year) and year in range(1, LAST_YEAR + 1)):
        raise RequestError(f"{year!r} is not a year, such as 2024", parameter)
