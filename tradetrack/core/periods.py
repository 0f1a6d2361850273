"""The notation of periods: `2021`, `2021-Q3`, `2021-09`, `2021-01/2021-09`.

A period is held as two integers: `start`, the month it starts in, counted as year * 12 + (month - 1),
and `months`, how long it is. A target without a deadline has `months` 0.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tradetrack.core.hints import meant_period

YEAR = 12  # months
MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
FORMS = "2021, 2021-Q3, 2021-09 or 2021-01/2021-09"

# There is no year 0: it is nobody's figure, and as a deadline it would be taken for none.
_YEAR = re.compile(r"(?!0000)[0-9]{4}")
_QUARTER = re.compile(r"((?!0000)[0-9]{4})-Q([1-4])")
_MONTH = r"((?!0000)[0-9]{4})-(0[1-9]|1[0-2])"
_SPAN = re.compile(rf"{_MONTH}(?:/{_MONTH})?")


class Period(NamedTuple):
    """A span of whole months."""

    start: int
    months: int


NO_PERIOD = Period(0, 0)


def parse_period(text: str) -> Period:
    """The period that `text` denotes. Raises ValueError with the way out."""
    if _YEAR.fullmatch(text):
        return Period(int(text) * YEAR, YEAR)
    if match := _QUARTER.fullmatch(text):
        return Period(int(match[1]) * YEAR + (int(match[2]) - 1) * 3, 3)
    if match := _SPAN.fullmatch(text):
        start = int(match[1]) * YEAR + int(match[2]) - 1
        end = int(match[3]) * YEAR + int(match[4]) - 1 if match[3] else start
        if end < start:
            first, last = text.split("/")
            raise ValueError(f"{text!r} ends before it starts; write {last}/{first}")
        return Period(start, end - start + 1)
    if text.startswith("0000"):
        raise ValueError(f"{text!r} is not a period, as there is no year 0; write {FORMS}")
    raise ValueError(f"{text!r} is not a period; write {meant_period(text) or FORMS}")


def last_day_of(start: int, months: int) -> int:
    """The last day of a period, as YYYYMMDD; every month is taken to have 31."""
    year, month = divmod(start + months - 1, YEAR)
    return year * 10_000 + (month + 1) * 100 + 31


def period_text(start: int, months: int) -> str:
    """A period in the notation of a ledger: the shortest form that denotes it."""
    year, month = divmod(start, YEAR)
    if months == YEAR and month == 0:
        return f"{year:04d}"
    if months == 3 and month % 3 == 0:
        return f"{year:04d}-Q{month // 3 + 1}"
    first = f"{year:04d}-{month + 1:02d}"
    last_year, last_month = divmod(start + months - 1, YEAR)
    return first if months == 1 else f"{first}/{last_year:04d}-{last_month + 1:02d}"


def year_label(start: int) -> str:
    """A 12-month period as people write it: `2021`, or `2017-18` when it starts after January."""
    year, month = divmod(start, YEAR)
    return str(year) if month == 0 else f"{year}-{(year + 1) % 100:02d}"


def rolling_label(start: int, months: int) -> str:
    """As `period_label`, but twelve months are named by their months unless they are a calendar year."""
    if months != YEAR or start % YEAR == 0:
        return period_label(start, months)
    (year, month), (last_year, last_month) = divmod(start, YEAR), divmod(start + months - 1, YEAR)
    return f"{MONTH_NAMES[month]} {year}-{MONTH_NAMES[last_month]} {last_year}"


def period_label(start: int, months: int) -> str:
    """A period as people write it: `2021`, `Q3 2021`, `Sep 2021`, `Jan-Sep 2021`; empty for none."""
    if months == 0:
        return ""
    if months == YEAR:
        return year_label(start)
    year, month = divmod(start, YEAR)
    if months == 3 and month % 3 == 0:
        return f"Q{month // 3 + 1} {year}"
    if months == 1:
        return f"{MONTH_NAMES[month]} {year}"
    last_year, last_month = divmod(start + months - 1, YEAR)
    first = MONTH_NAMES[month] if year == last_year else f"{MONTH_NAMES[month]} {year}"
    return f"{first}-{MONTH_NAMES[last_month]} {last_year}"
