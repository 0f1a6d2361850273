"""Dates as statements carry them: a day, a month or a year."""

from __future__ import annotations

import calendar
import re

from tradetrack.core.hints import meant_date

NO_DATE = 0  # where a day is held as YYYYMMDD: none is known
FORMS = "2022-02-04, 2022-02 or 2022"
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def last_day(text: str) -> int:
    """The last day that `text` can mean, as YYYYMMDD: `2022-02` is 20220228. Raises ValueError."""
    match = _DATE.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is not a date; write {_hint(text)}")
    year, month = int(match[1]), int(match[2] or 12)
    if not (year and 1 <= month <= 12):
        raise ValueError(f"{text!r} is not in the calendar; write a year from 0001, a month from 01 to 12")
    last = calendar.monthrange(year, month)[1]
    day = int(match[3] or last)
    if not 1 <= day <= last:
        raise ValueError(f"{text!r} is not in the calendar; write {text[:7]}, or a day of it up to {last}")
    return year * 10_000 + month * 100 + day


def _hint(text: str) -> str:
    """What to write instead of a text that is no date: the date that is meant, or the forms of one."""
    meant = meant_date(text)
    try:
        return meant if meant and last_day(meant) else FORMS
    except ValueError:
        return FORMS
