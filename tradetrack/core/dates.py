"""Dates as statements carry them: a day, a month or a year."""

from __future__ import annotations

import calendar
import re
from datetime import date

NO_DATE = 0  # where a day is held as YYYYMMDD: none is known
FORMS = "2022-02-04, 2022-02 or 2022"
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def _meant(text: str) -> str | None:
    """The date in ISO form, where one is clearly meant: with a time, or with a day that is no month."""
    if match := re.match(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9]", text):
        return match[1]
    if match := re.fullmatch(r"([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})", text):
        return f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}"
    match = re.fullmatch(r"(1[3-9]|2[0-9]|3[01])[/.]([0-9]{1,2})[/.]([0-9]{4})", text)
    return f"{match[3]}-{int(match[2]):02d}-{match[1]}" if match else None


def last_day(text: str) -> int:
    """The last day that `text` can mean, as YYYYMMDD: `2022-02` is 20220228. Raises ValueError."""
    match = _DATE.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is not a date; write {_meant(text) or FORMS}")
    year, month = int(match[1]), int(match[2] or 12)
    try:
        day = date(year, month, int(match[3] or calendar.monthrange(year, month)[1]))
    except (ValueError, calendar.IllegalMonthError):
        raise ValueError(f"{text!r} is not in the calendar") from None
    return day.year * 10_000 + day.month * 100 + day.day
