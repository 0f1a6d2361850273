"""What an outlook takes: annual levels, their years, a unit, a target, a horizon, each checked."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from tradetrack.core.errors import RequestError
from tradetrack.core.units import currency_of, parse_unit, scale_of

MAX_HORIZON = 50  # years of horizon
MIN_SIZE = 0.1  # billions of US dollars: the smallest flows of the reference, the most volatile ones

Floats = npt.NDArray[np.float64]


def annual_record(values: Sequence[float] | Floats, years: Sequence[int] | None) -> tuple[Floats, Floats]:
    """The levels and the calendar years they belong to, the last one 0 where none are given."""
    levels = _numbers(values)
    if levels.ndim != 1 or not len(levels):
        raise RequestError("an outlook needs at least one annual value")
    if not np.all(np.isfinite(levels) & (levels > 0)):
        raise RequestError("an outlook needs annual values that are positive numbers")
    calendar = np.arange(1.0 - len(levels), 1.0) if years is None else _numbers(years)
    if calendar.shape != levels.shape:
        raise RequestError(f"{len(levels)} values need as many years, not {calendar.size}")
    whole = np.isfinite(calendar) & (calendar == np.floor(calendar))
    if not whole.all() or np.any(np.diff(calendar) <= 0):
        raise RequestError("the years of an outlook must be whole numbers, oldest first, each once")
    return levels, calendar


def _numbers(values: Any) -> Floats:
    """The values as an array; NaN, which no rule lets pass, where one of them is no number."""
    try:
        return np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        return np.full(len(values), np.nan)


def size_of(level: float, unit: str) -> float:
    """The size of the flow in billions of US dollars; the least of the reference where it is unknown."""
    try:
        parse_unit(unit)
    except ValueError as error:
        raise RequestError(str(error)) from None
    return level * scale_of(unit) / 1e9 if currency_of(unit) == "USD" else MIN_SIZE


def positive(target: float) -> float:
    """The target, if it is a positive number."""
    if not target > 0 or not math.isfinite(target):
        raise RequestError(f"a target must be a positive number, not {target}")
    return target


def whole_years(count: int) -> int:
    """The number of years, if an outlook can cover so many."""
    if count not in range(1, MAX_HORIZON + 1):
        raise RequestError(f"an outlook covers 1 to {MAX_HORIZON} years, not {count}")
    return int(count)
