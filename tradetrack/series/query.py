"""What is asked about a ledger. Needs no frame, so that it is judged before pandas is imported."""

from __future__ import annotations

from dataclasses import dataclass

from tradetrack.core.errors import RequestError
from tradetrack.core.vocabulary import FLOWS

MONTH, QUARTER, TO_DATE, ANNUAL, ROLLING = RHYTHMS = ("month", "quarter", "ytd", "year", "12m")


@dataclass(frozen=True)
class Query:
    """What is asked about: pairs (none: all), flow (None: all), reporter, scope, currency, and by which day.

    `scope` is "goods" or a word of the ledger, `currency` such as "USD"; None is all of them. `as_of` is a
    day as YYYYMMDD; `year_start` the month (1 to 12) in which the years asked about start. Raises
    RequestError for an unknown flow and for a month that is not one.
    """

    pairs: tuple[str, ...] = ()
    flow: str | None = "total"
    reporter: str | None = None
    as_of: int | None = None
    year_start: int | None = None
    scope: str | None = None
    currency: str | None = None

    def __post_init__(self) -> None:
        if self.flow is not None and self.flow not in FLOWS:
            raise RequestError(f"{self.flow!r} is not a flow; choose total, exports or imports", "flow")
        if self.year_start is not None and self.year_start not in range(1, 13):
            raise RequestError(f"{self.year_start!r} is not a month from 1 to 12", "year_start")
