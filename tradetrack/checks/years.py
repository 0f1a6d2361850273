"""Checks of years: against their parts, and against the other years that they overlap."""

from __future__ import annotations

from collections import Counter

import numpy as np
import numpy.typing as npt
import pandas as pd

from tradetrack.checks.figures import backed
from tradetrack.checks.finding import NOTE, WARNING, Finding, line_list, quoted
from tradetrack.checks.registry import check
from tradetrack.core import schema
from tradetrack.core.numerals import level
from tradetrack.core.periods import YEAR, period_label
from tradetrack.core.rows import FigureRow, HeadlineRow, grouped, rows
from tradetrack.core.vocabulary import (
    BOUNDS,
    HEADLINE,
    OTHER_REPORTER,
    OVER,
    QUALIFIERS,
    REPORTED,
    UNDER,
    is_bound,
    reporter_codes,
)
from tradetrack.series.analysis import Analysis
from tradetrack.series.floors import year_key
from tradetrack.series.keys import find, period_key

FLOOR_APART = 0.005  # of a year: parts that are larger by less are a matter of rounding
MOST_APART = 6  # months between the starts of two years that share 6 months or more
TOO_FAR = 1.25  # times as large as a year that shares 6 months or more

Floats = npt.NDArray[np.float64]


@check(
    "falling-year",
    severity="warning",
    finds="a year, or a longer part of one, with less trade than a shorter part, or than parts add up to",
    advice="check the value, period and unit of each",
)
def falling_year(analysis: Analysis) -> list[Finding]:
    """A longer part of a year with less trade than a shorter one, or a year with less than its floor.

    All by one reporter. What months and quarters that make a whole year add up to is the matter of `sums`.
    """
    falling = _falling_parts(analysis)
    lines = {line for finding in falling for line in finding.lines}
    return falling + [f for f in _years_below_their_floor(analysis) if f.lines[0] not in lines]


def _falling_parts(analysis: Analysis) -> list[Finding]:
    parts = _parts_of_years(analysis.figures)
    keys = [schema.SERIES, "who", schema.START]
    top = parts.groupby(keys, sort=False)[schema.AMOUNT].cummax()
    place = pd.Series(np.where(parts[schema.AMOUNT] == top, np.arange(len(parts)), -1), index=parts.index)
    place = place.groupby([parts[key] for key in keys], sort=False).cummax()
    before = place.groupby([parts[key] for key in keys], sort=False).shift(1, fill_value=-1).to_numpy()
    higher = parts.take(np.maximum(before, 0))
    slack = np.maximum(parts[schema.ROUNDING_UNIT].to_numpy(), higher[schema.ROUNDING_UNIT].to_numpy())
    falls = (before >= 0) & (higher[schema.AMOUNT].to_numpy() - parts[schema.AMOUNT].to_numpy() > slack)
    falls &= higher[schema.MONTHS].to_numpy() < parts[schema.MONTHS].to_numpy()
    agreeing = backed(analysis.figures)
    found = []
    places = np.flatnonzero(falls)[np.argsort(before[falls], kind="stable")]
    tops = before[places].astype(np.int64)
    groups = grouped(tops.tolist(), rows(parts.iloc[places], FigureRow))
    for shorter, longer in zip(rows(parts.iloc[np.unique(tops)], FigureRow), groups, strict=True):
        doubt_shorter = len(longer) > 1 or _agreeing(agreeing, shorter) < _agreeing(agreeing, longer[0])
        found.append(_falling(shorter, longer, doubt_shorter))
    return found


def _agreeing(statements: Counter[int], row: FigureRow) -> int:
    return statements[row.place] or 1


def _falling(shorter: FigureRow, longer: list[FigureRow], doubt_shorter: bool) -> Finding:
    """The finding; the shorter part comes first where it is the likelier slip."""
    lines = tuple(row.line for row in longer)
    also = f"; so do{'es' * (len(lines) == 2)} {line_list(lines[1:])}" if len(longer) > 1 else ""
    return Finding(
        "falling-year",
        WARNING,
        (shorter.line, *lines) if doubt_shorter else (*lines, shorter.line),
        f"{period_label(longer[0].start, longer[0].months)} has less, {quoted(longer[0])}, than "
        f"{period_label(shorter.start, shorter.months)}, {quoted(shorter)}{also}; "
        "check the value, the period and the unit of each",
    )


def _parts_of_years(figures: pd.DataFrame) -> pd.DataFrame:
    """Figures of up to 12 months that are no bounds, by length: the headlines, and each other reporter's."""
    status = figures[schema.STATUS]
    keep = status.isin([HEADLINE, OTHER_REPORTER]) & (figures[schema.MONTHS] <= YEAR)
    parts = figures[keep.to_numpy(bool) & ~is_bound(figures)]
    others = (parts[schema.STATUS] == OTHER_REPORTER).to_numpy(bool)
    parts = parts.assign(who=np.where(others, parts[schema.REPORTER].cat.codes, -1))
    return parts.sort_values([schema.SERIES, "who", schema.START, schema.MONTHS], kind="stable")


def _years_below_their_floor(analysis: Analysis) -> list[Finding]:
    """The stated years, bounds from above included, with less trade than parts that do not overlap."""
    heads, floors = analysis.headlines, analysis.chosen.floors
    stated = (heads[schema.BASIS] == REPORTED) & (heads[schema.MONTHS] == YEAR)
    years = heads[stated.to_numpy(bool) & (heads[schema.QUALIFIER] != QUALIFIERS[OVER]).to_numpy(bool)]
    place = find(year_key(floors), year_key(years))
    floor = np.append(floors[schema.AMOUNT].to_numpy(), 0)[place]  # 0 where the place is -1
    is_low = years[schema.AMOUNT].to_numpy() * (1 + FLOOR_APART) < floor
    years = analysis.figures.loc[years.index[is_low]]
    inside = _parts_inside(analysis, years)
    pairs = [(row, _largest(inside.get(row.place, []), row.start)) for row in rows(years, FigureRow)]
    return [_below(row, parts) for row, parts in pairs if _is_below(row, parts)]


def _parts_inside(analysis: Analysis, years: pd.DataFrame) -> dict[int, list[FigureRow]]:
    """By the place of each year the headline figures inside it, by its reporter; those under are left out."""
    figures = analysis.figures
    status, months = figures[schema.STATUS], figures[schema.MONTHS]
    keep = (status == HEADLINE) & (months < YEAR) & (figures[schema.QUALIFIER] != QUALIFIERS[UNDER])
    parts = figures[keep.to_numpy(bool)]
    month = analysis.chosen.first_month.reindex(parts[schema.SERIES]).to_numpy()
    after = (parts[schema.START].to_numpy() - month) % YEAR  # months from the start of the year
    start = parts[schema.START].to_numpy() - after
    years = years.iloc[np.argsort(year_key(years))]
    place = find(year_key(years), period_key(parts[schema.SERIES], YEAR, start))
    same = reporter_codes(parts) == np.append(reporter_codes(years), -1)[place]
    is_inside = (place >= 0) & same & (after + parts[schema.MONTHS].to_numpy() <= YEAR)
    own = years.index.to_numpy()[place[is_inside]].tolist()
    inside: dict[int, list[FigureRow]] = {}
    for year, part in zip(own, rows(parts[is_inside], FigureRow), strict=True):
        inside.setdefault(year, []).append(part)
    return inside


def _largest(parts: list[FigureRow], start: int) -> list[FigureRow]:
    """Of the parts of a year those that do not overlap and add up to most."""
    best: list[list[FigureRow]] = [[]]  # by number of first months
    for months in range(1, YEAR + 1):
        last = [part for part in parts if part.start + part.months == start + months]
        ways = [best[-1], *([*best[part.start - start], part] for part in last)]
        best.append(max(ways, key=_amount))
    return best[-1]


def _amount(parts: list[FigureRow]) -> int:
    return sum(part.amount for part in parts)


def _is_below(year: FigureRow, parts: list[FigureRow]) -> bool:
    """Whether a year has less than the parts, beyond their digits, and `sums` does not say so."""
    apart = _amount(parts) - year.amount
    allowed = (year.rounding_unit + sum(part.rounding_unit for part in parts)) / 2
    are_sums = sum(part.months for part in parts) == YEAR
    are_sums = are_sums and not any(row.qualifier in BOUNDS for row in (year, *parts))
    return not are_sums and apart > max(allowed, FLOOR_APART * year.amount)


def _below(year: FigureRow, parts: list[FigureRow]) -> Finding:
    if len(parts) == 1:
        return _falling(parts[0], [year], doubt_shorter=False)
    lines = [part.line for part in parts]
    added = level(_amount(parts) / year.scale)
    return Finding(
        "falling-year",
        WARNING,
        (year.line, *lines),
        f"{period_label(year.start, year.months)} has less, {quoted(year)}, than {len(parts)} parts of it "
        f"add up to, {added} ({line_list(lines)}); check the value, the period and the unit of each",
    )


@check(
    "fiscal-differs",
    severity="note",
    finds="a calendar year and a fiscal year that share 6 months or more and differ by more than a quarter; "
    "one finding a series",
    advice="check the value, period, source and scope of both",
)
def fiscal_differs(analysis: Analysis) -> list[Finding]:
    """Years of one series that start in different months, share 6 months or more and differ too much.

    Not where growth explains it: where one of them lies between two years of the other rhythm.
    """
    heads = analysis.headlines
    stated = (heads[schema.BASIS] == REPORTED) & (heads[schema.MONTHS] == YEAR) & (heads[schema.AMOUNT] > 0)
    years = heads[stated.to_numpy(bool) & ~is_bound(heads)]  # sorted by series and start
    found: list[tuple[float, HeadlineRow, HeadlineRow]] = []
    for step in range(1, min(MOST_APART, max(len(years) - 1, 0)) + 1):
        first, second, times = _overlapping(years, step)
        found += zip(times, rows(first, HeadlineRow), rows(second, HeadlineRow), strict=True)
    by_series: dict[int, list[tuple[float, HeadlineRow, HeadlineRow]]] = {}
    for each in sorted(found, key=lambda pair: (-pair[0], pair[1].line)):
        by_series.setdefault(each[1].series, []).append(each)
    return [_differing(pairs) for pairs in by_series.values()]


def _overlapping(years: pd.DataFrame, step: int) -> tuple[pd.DataFrame, pd.DataFrame, list[float]]:
    """The years that differ too much from the one `step` places on, those, and how much larger one is."""
    first, second = np.arange(len(years) - step), np.arange(step, len(years))
    key, amount = year_key(years), years[schema.AMOUNT].to_numpy().astype(float)
    later = key[second] - key[first]
    times = np.maximum(amount[first] / amount[second], amount[second] / amount[first])
    after, before = find(key, key[first] + YEAR), find(key, key[second] - YEAR)
    grown = (after >= 0) & _is_between(amount[second], amount[first], amount[after])
    grown |= (before >= 0) & _is_between(amount[first], amount[before], amount[second])
    wrong = (later <= MOST_APART) & (times > TOO_FAR) & ~grown
    return years.iloc[first[wrong]], years.iloc[second[wrong]], times[wrong].tolist()


def _is_between(amount: Floats, one: Floats, other: Floats) -> npt.NDArray[np.bool_]:
    return (amount >= np.minimum(one, other)) & (amount <= np.maximum(one, other))


def _differing(pairs: list[tuple[float, HeadlineRow, HeadlineRow]]) -> Finding:
    """The finding of one series: the years that differ most, and the lines of the others."""
    times, first, second = pairs[0]
    lines = tuple(dict.fromkeys(row.line for _, *two in pairs for row in two))
    also = f"; so do others, {line_list(lines[2:])}" if len(lines) > 2 else ""
    one, other = (f"{period_label(row.start, row.months)}, {quoted(row)}" for row in (first, second))
    shared = YEAR + first.start - second.start
    return Finding(
        "fiscal-differs",
        NOTE,
        lines,
        f"{one}, and {other}, share {shared} months, yet one is {times:.2f} times the other{also}; "
        "check the value, the period, the source and the scope of both",
    )
