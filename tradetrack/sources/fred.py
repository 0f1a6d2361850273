"""FRED, the series of the Federal Reserve Bank of St. Louis: a column of first days, a column a series."""

from __future__ import annotations

import re

from tradetrack.sources.head import Head
from tradetrack.sources.source import Source

DATES = ("DATE", "observation_date")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SERIES = re.compile(r"[A-Z][A-Z0-9_]+")


def recognise(head: Head) -> bool:
    """Whether the first column has days, and the others the names of series, such as IMPCH."""
    first, *series = head.header or [""]
    days = [row[0] for row in head.rows[1:]]
    return (
        first in DATES
        and bool(series and days)
        and all(_SERIES.fullmatch(name) and name != "VALUE" for name in series)
        and all(_DAY.fullmatch(day) for day in days)
    )


SOURCE = Source(
    kind="a FRED series",
    recognise=recognise,
    describe=lambda head: f"a FRED download ({', '.join(head.header[1:4])})",
    by_hand="for a ledger (tradetrack init NEW.csv) write the first day of a month as 2006-12, "
    "the series as value, its unit (often USD mn) as unit",
)
