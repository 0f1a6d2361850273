"""The kinds of targets that are never one base rate: by who trades, and by how far they look ahead."""

from __future__ import annotations

from tradetrack.core.dates import NO_DATE
from tradetrack.core.periods import YEAR

GROWTHS = (0, 5, 10, 15, 25, None)  # percent a year asked for; the last bin has no upper end
BILATERAL, NATIONAL = "bilateral", "national"
ONE_YEAR, LONG = "one year", "longer"

_WORLD = "WLD"
_LONG_FROM = 2  # years ahead, from which a goal is a plan and not one for the running or the next year


def kind_of(pair: str) -> str:
    """National for the trade of one economy with the world, else bilateral."""
    return NATIONAL if _WORLD in pair.split("-") else BILATERAL


def span_of(years: int) -> str:
    """Whether a target due so many years ahead is one for the running or the next year, or a longer plan."""
    return ONE_YEAR if years < _LONG_FROM else LONG


def years_ahead(day: int, due: int | None) -> int | None:
    """In how many years after a day the period that starts in the month `due` begins; 0 if it has begun.

    None without a day or a period.
    """
    if day == NO_DATE or due is None:
        return None
    month = day // 10_000 * YEAR + day // 100 % 100 - 1
    return max(0, -((month - due) // YEAR))


def is_within(number: float | None, start: float, end: float | None) -> bool:
    """Whether there is a number, of at least `start` and below `end`."""
    return number is not None and start <= number and (end is None or number < end)
