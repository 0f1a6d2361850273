"""Periods, years and dates as people type them, and as tradetrack prints them: `Q1 2024`, `FY2019-20`.

A ledger takes its own notation alone (`core.periods`, `core.dates`). What a person types beside it is read
here where it can mean one thing only; what can be read in two ways is refused, with both readings.
"""

from __future__ import annotations

import re

from tradetrack.core.dates import last_day
from tradetrack.core.hints import certain_date, certain_period, tidied
from tradetrack.core.periods import MONTH_NAMES, YEAR, parse_period, period_text

APRIL = 4  # the month in which fiscal years start where nothing else is known

_DEADLINE = re.compile(r"(?:by|until|before) (?:the end of )?((?!0000)[0-9]{4})")
_FISCAL = re.compile(r"(?:(fy) ?)?((?!0000)[0-9]{4})[-/]([0-9]{2}|[0-9]{4})")
_ONE_YEAR = re.compile(r"(?:by |until |since |in |cy ?)?((?!0000)[0-9]{4})")
_SLASHED = re.compile(r"(0?[1-9]|1[0-2])([/-])(0?[1-9]|1[0-2])\2([0-9]{4})")
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? (?=.*[0-9])")


def is_deadline(text: str) -> bool:
    """Whether a period is typed as a deadline: `by 2030`."""
    return _DEADLINE.fullmatch(tidied(text)) is not None


def is_fiscal_year(text: str) -> bool:
    """Whether a period is typed as a fiscal year: `2019-20`, `FY2019/20`."""
    return _FISCAL.fullmatch(tidied(text)) is not None


def typed_period(text: str, fiscal_start: int = APRIL) -> str:
    """The period of a text in the notation of a ledger, which may have it already.

    A fiscal year such as `2019-20` is the twelve months from `fiscal_start` (1 to 12) of 2019, a deadline
    such as `by 2030` its year. Raises ValueError with the way out.
    """
    try:
        parse_period(text)
    except ValueError as error:
        found = _period(text, fiscal_start)
        if found is None:
            raise ValueError(str(error)) from None
        parse_period(found)
        return found
    return text


def _period(text: str, fiscal_start: int) -> str | None:
    if match := _DEADLINE.fullmatch(tidied(text)):
        return match[1]
    if match := _FISCAL.fullmatch(tidied(text)):
        first, last = int(match[2]), match[3]
        is_month = len(last) == 2 and 1 <= int(last) <= YEAR and not match[1]
        if int(last) == (first + 1) % 10 ** len(last):
            start = first * YEAR + fiscal_start - 1
            if is_month:
                year, month = period_text(start, YEAR), f"{first}-{last}"
                raise ValueError(f"{text!r} is a month or a fiscal year; write {month} or {year}")
            return period_text(start, YEAR)
    return certain_period(text)


def typed_year(text: str) -> tuple[int, int]:
    """The years in which a year starts and ends: `2024`, `by 2030`, `2017-18`, `FY2017-18`.

    Raises ValueError.
    """
    tidy = tidied(text)
    if match := _ONE_YEAR.fullmatch(tidy):
        return int(match[1]), int(match[1])
    match = _FISCAL.fullmatch(re.sub(r"^(by|until|since|in) ", "", tidy))
    if match and int(match[3]) == (int(match[2]) + 1) % 10 ** len(match[3]):
        return int(match[2]), int(match[2]) + 1
    raise ValueError(f"{text!r} is not a year; write 2024, or 2024-25 for a fiscal year")


def typed_date(text: str) -> str:
    """The date of a text in ISO form, which it may have already: `2022-02-14` for `Feb 14, 2022`.

    Raises ValueError with the way out, for `02/03/2022` both of them.
    """
    try:
        last_day(text)
    except ValueError as error:
        found = _date(text)
        if found is None:
            raise ValueError(str(error)) from None
        last_day(found)
        return found
    return text


def _date(text: str) -> str | None:
    tidy = _WEEKDAY.sub("", tidied(text), count=1)
    if match := _SLASHED.fullmatch(tidy):
        one, other, year = int(match[1]), int(match[3]), match[4]
        if one == other:
            return f"{year}-{one:02d}-{other:02d}"
        readings = [f"{year}-{month:02d}-{day:02d}" for day, month in ((one, other), (other, one))]
        days = [f"{day} {MONTH_NAMES[month - 1]}" for day, month in ((one, other), (other, one))]
        raise ValueError(f"{text!r} may be {days[0]} or {days[1]}; write {readings[0]} or {readings[1]}")
    return certain_date(tidy)
