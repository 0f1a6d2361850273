"""The parts of years in a chart: a point each, or thin lines where there are many of one length."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from tradetrack.core import schema
from tradetrack.core.periods import YEAR
from tradetrack.core.rows import HeadlineRow, rows
from tradetrack.reports.chart_spec import Point, Run
from tradetrack.reports.language import Language

MIN_RUN = 5  # parts of one length that are drawn as a line
_RHYTHMS = (1, 3)  # months


def chart_parts(
    parts: pd.DataFrame, heads: pd.DataFrame, first_month: int, has_years: bool, language: Language
) -> tuple[tuple[Point, ...], tuple[Run, ...]]:
    """The parts of years as points and as lines; where no year is known, every month of `heads` too.

    `first_month` is the month (from 0) in which the years start.
    """
    shown = list(rows(parts, HeadlineRow))
    if not has_years:
        months = list(rows(heads[(heads[schema.MONTHS] == 1).to_numpy()], HeadlineRow))
        shown = [row for row in shown if row.months > 1] + months
    groups: dict[tuple[int, int], list[HeadlineRow]] = {}
    for row in shown:
        place = 0 if row.months in _RHYTHMS else (row.start - first_month) % YEAR
        groups.setdefault((row.months, place), []).append(row)
    runs = [
        run
        for group in groups.values()
        if len(group) >= MIN_RUN
        for run in _runs(group, first_month, language)
    ]
    few = [row for group in groups.values() if len(group) < MIN_RUN for row in group]
    points = (
        _point(row, first_month, language) for row in sorted(few, key=lambda row: (row.start, row.months))
    )
    return tuple(points), tuple(runs)


def _point(row: HeadlineRow, first_month: int, language: Language) -> Point:
    label = language.period(row.start, row.months)
    return Point(_end(row, first_month), row.level, row.qualifier, label)


def _end(row: HeadlineRow, first_month: int) -> float:
    """Where a part stands: the end of its period, as a year stands at its end."""
    return float((row.start - first_month + row.months) / YEAR - 1)


def _runs(group: Sequence[HeadlineRow], first_month: int, language: Language) -> list[Run]:
    """The parts of one length as lines that break where one is missing; the last line is named."""
    ordered = sorted(group, key=lambda row: row.start)
    step = ordered[0].months if ordered[0].months in _RHYTHMS else YEAR
    pieces: list[list[HeadlineRow]] = []
    for row in ordered:
        if pieces and row.start == pieces[-1][-1].start + step:
            pieces[-1].append(row)
        else:
            pieces.append([row])
    return [
        Run(
            tuple(_end(row, first_month) for row in piece),
            tuple(row.level for row in piece),
            _run_label(ordered, language) if piece is pieces[-1] else "",
        )
        for piece in pieces
    ]


def _run_label(ordered: Sequence[HeadlineRow], language: Language) -> str:
    """`Feb 2017 to Oct 2021, month by month`, `Jan-Sep of 2005-2019`."""
    first, last = ordered[0], ordered[-1]
    if first.months in _RHYTHMS:
        begin, end = (language.period(row.start, row.months) for row in (first, last))
        if first.months == 1:
            return language.phrase("{first} to {last}, month by month", first=begin, last=end)
        return language.phrase("{first} to {last}, quarter by quarter", first=begin, last=end)
    return language.phrase(
        "{months} of {first}-{last}",
        months=language.months(first.start, first.months),
        first=first.start // YEAR,
        last=last.start // YEAR,
    )
