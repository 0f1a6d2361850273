"""What became of stated targets that asked for as much: counts, beside the chance and never part of it.

The counts in `base_rates.json` are made of the archive of stated targets by `tools/base_rates.py`. Goals for
the running or the next year and longer plans are told apart, and so are national goals and bilateral ones;
where fewer than five targets of its kind are settled, those of both kinds are taken.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tradetrack.core.periods import YEAR
from tradetrack.series.target_kinds import is_within, kind_of, span_of, years_ahead

if TYPE_CHECKING:
    from tradetrack.forecast.projection import Projection

FEWEST = 5  # settled targets of a kind that are told alone
TABLE = Path(__file__).parent / "base_rates.json"


class BaseRate(NamedTuple):
    """Of `known` settled targets `met` were met: those that asked for growth from `from_pct` to `to_pct`.

    `to_pct` is None in the last bin, `kind` (bilateral, national) where both were taken; `horizon` is the
    span that they looked ahead: one year, or longer.
    """

    from_pct: float
    to_pct: float | None
    known: int
    met: int
    kind: str | None
    horizon: str


@cache
def base_rates() -> tuple[BaseRate, ...]:
    """The shipped counts, a row a kind, horizon and bin."""
    return tuple(BaseRate(**row) for row in json.loads(TABLE.read_text(encoding="utf-8"))["rates"])


def find_base_rate(pair: str, growth_pct: float, years_ahead: int) -> BaseRate | None:
    """The base rate of a target of a pair that asks for so much a year and is due so many years ahead.

    None where nothing like it is settled.
    """
    kind, horizon = kind_of(pair), span_of(years_ahead)
    alike = [r for r in base_rates() if r.horizon == horizon and is_within(growth_pct, r.from_pct, r.to_pct)]
    own = next((rate for rate in alike if rate.kind == kind), None)
    if own and own.known >= FEWEST:
        return own
    known = sum(rate.known for rate in alike)
    if not known:
        return None
    return alike[0]._replace(known=known, met=sum(rate.met for rate in alike), kind=None)


def with_base_rates(projections: Sequence[Projection], day: int) -> list[Projection]:
    """The projections, each to a deadline ahead with its base rate as of a day (0: the end of the base)."""
    return [_with_base_rate(projection, day) for projection in projections]


def _with_base_rate(projection: Projection, day: int) -> Projection:
    base, year = projection.base, projection.deadline_year
    if year is None or year <= base.year or not projection.is_ahead or base.value <= 0:
        return projection
    aim = projection.target_value
    growth = (aim / base.value) ** (1 / (year - base.year)) - 1
    start = year * YEAR + projection.first_month - 1
    ahead = years_ahead(day, start) if day else year - base.year - 1
    return replace(projection, base_rate=find_base_rate(projection.pair, growth * 100, ahead or 0))
