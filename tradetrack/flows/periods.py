"""The periods of flows: years, and months that make them, as a column has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from tradetrack.core.periods import YEAR

MAX_PERIODS = 20_000  # a column with more different texts is none of periods
_ANNUAL = re.compile(r"([0-9]{4})(?:52)?")  # Comtrade's month 52 is a year
_MONTHLY = re.compile(r"([0-9]{4})-?(0[1-9]|1[0-2])")


def period_of(raw: Any) -> tuple[int, int] | None:
    """The year and the month (0 for a whole year) of a raw period; None for what is neither."""
    if isinstance(raw, float | Decimal) and raw == raw and raw == raw // 1:
        raw = int(raw)
    text = "" if raw is None or raw != raw else str(raw).strip()
    if annual := _ANNUAL.fullmatch(text):
        return int(annual[1]), 0
    if monthly := _MONTHLY.fullmatch(text):
        return int(monthly[1]), int(monthly[2])
    return None


def full_years(raws: Iterable[Any]) -> tuple[dict[int, tuple[Any, ...]], dict[Any, str]]:
    """By year the raw periods that make it up, and by raw period why another one is left out.

    A year stands as such, else its twelve months make it; months beside their year are inside it.
    """
    known = {raw: period for raw in raws if (period := period_of(raw)) is not None}
    whole: dict[int, list[Any]] = {}
    months: dict[int, dict[int, list[Any]]] = {}
    for raw, (year, month) in known.items():
        if month:
            months.setdefault(year, {}).setdefault(month, []).append(raw)
        else:
            whole.setdefault(year, []).append(raw)
    made = {year: parts for year, parts in months.items() if len(parts) == YEAR and year not in whole}
    years = {year: tuple(found) for year, found in whole.items()}
    years |= {year: tuple(raw for part in parts.values() for raw in part) for year, parts in made.items()}
    return dict(sorted(years.items())), _left_out(months, whole, made)


def _left_out(
    months: Mapping[int, Mapping[int, list[Any]]], whole: Mapping[int, Any], made: Mapping[int, Any]
) -> dict[Any, str]:
    reasons: dict[Any, str] = {}
    for year, parts in months.items():
        if year in made:
            continue
        reason = "of months beside their full year"
        if year not in whole:
            reason = f"of {year}, which has {len(parts)} of twelve months"
        reasons |= {raw: reason for part in parts.values() for raw in part}
    return reasons
