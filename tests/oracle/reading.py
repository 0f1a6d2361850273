"""The rows of a ledger as figures, and the small words of the rules: periods, qualifiers, agreement."""

from __future__ import annotations

import calendar
import csv
import io
import re
from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

SCALES = {"mn": 1, "bn": 1000, "tn": 1_000_000}
SWAPPED = {"total": "total", "exports": "imports", "imports": "exports"}
RANK = {"exact": 0, "about": 1, "over": 2, "under": 2}
UNDATED = 0
Period = tuple[int, int]
Market = tuple[str, str, str]  # pair (in the order of the alphabet), scope, currency


class Figure(NamedTuple):
    line: int
    market: Market
    flow: str
    kind: str
    period: Period | None
    value: Fraction | None
    qualifier: str
    step: Fraction  # one unit of the last written digit
    growth: Fraction | None
    reporter: str
    day: int  # yyyymmdd, the last day it can mean; UNDATED if it has no date

    @property
    def order(self) -> tuple[int, int]:
        return self.day, self.line


def read(text: str) -> list[Figure]:
    return [_figure(row, line) for line, row in enumerate(csv.DictReader(io.StringIO(text)), 2)]


def _figure(row: dict[str, str], line: int) -> Figure:
    def cell(name: str, default: str = "") -> str:
        return row.get(name) or default

    currency, scale = cell("unit", "USD bn").split()
    pair, flow = cell("pair"), cell("flow", "total")
    first, _, second = pair.partition("-")
    if second < first:
        pair, flow = f"{second}-{first}", SWAPPED[flow]
    number, growth, period = cell("value"), cell("growth_pct"), cell("period")
    step = Fraction(SCALES[scale], 10 ** len(number.partition(".")[2]))
    return Figure(
        line,
        (pair, cell("scope").replace("goods", "") if cell("scope") == "goods" else cell("scope"), currency),
        flow,
        cell("kind", "reported"),
        months_of(period) if period else None,
        Fraction(number) * SCALES[scale] if number else None,
        cell("qualifier", "exact"),
        step,
        Fraction(growth) / 100 if growth else None,
        cell("reporter"),
        last_day(cell("stated_on")),
    )


def last_digit(value: Fraction) -> Fraction:
    """One unit of the last digit of a number that is not zero."""
    if not value:
        return Fraction(0)
    unit = Fraction(10**9)
    while value % unit:
        unit /= 10
    return unit


def months_of(period: str) -> Period:
    if "/" in period:
        first, last = (months_of(end)[0] for end in period.split("/"))
        return first, last - first + 1
    if match := re.fullmatch(r"(\d{4})-Q(\d)", period):
        return int(match[1]) * 12 + int(match[2]) * 3 - 3, 3
    year, _, month = period.partition("-")
    return (int(year) * 12 + int(month) - 1, 1) if month else (int(year) * 12, 12)


def last_day(date: str) -> int:
    if not date:
        return UNDATED
    year, month, day = (*(int(part) for part in date.split("-")), 0, 0)[:3]
    month = month or 12
    return year * 10000 + month * 100 + (day or calendar.monthrange(year, month)[1])


def end_of(period: Period) -> int:
    """The last day of a period."""
    year, month = divmod(period[0] + period[1] - 1, 12)
    return year * 10000 + (month + 1) * 100 + calendar.monthrange(year, month + 1)[1]


def bound(qualifier: str) -> bool:
    return qualifier in ("over", "under")


def choose(figures: Iterable[Figure]) -> Figure:
    """The headline of figures of one reporter and period: exactness, then revisions in order of statement."""
    figures = list(figures)
    best = min(RANK[figure.qualifier] for figure in figures)
    candidates = sorted((f for f in figures if RANK[f.qualifier] == best), key=lambda f: f.order)
    seen: list[Figure] = []
    winner = candidates[0]
    for figure in candidates:
        if not any(figure.value == earlier.value or rounds(figure, earlier) for earlier in seen):
            winner = figure
        seen.append(figure)
    return winner


def rounds(coarse: Figure, fine: Figure) -> bool:
    """Whether a figure with fewer decimals lies less than one unit of its own last digit from a finer one."""
    assert coarse.value is not None
    assert fine.value is not None
    return coarse.step > fine.step and abs(coarse.value - fine.value) < coarse.step
