"""Checks of figures against each other: one period, one year, and the neighbours in time."""

from __future__ import annotations

from collections import Counter

import numpy as np
import numpy.typing as npt
import pandas as pd

from tradetrack.checks.finding import NOTE, WARNING, Finding, line_list, quoted
from tradetrack.checks.registry import check
from tradetrack.core import schema
from tradetrack.core.numerals import brief
from tradetrack.core.periods import YEAR, period_label
from tradetrack.core.rows import FigureRow, HeadlineRow, rows
from tradetrack.core.vocabulary import (
    CONFLICT,
    HEADLINE,
    OTHER_REPORTER,
    RESTATED,
    ROUNDED,
    SUPERSEDED,
    is_bound,
)
from tradetrack.series.analysis import Analysis

MIN_DIFFERENCE = 0.001  # of the headline figure: less is a matter of rounding or a small revision
WIDE_DIFFERENCE = 0.01  # from here on a contradiction is a warning
SLIPS = (10, 100, 1000, 10**6)
SLIP_WIDTH = 1.5  # how far from a slip's factor a figure may be, as a factor
NEIGHBOURS = 24  # months, from middle to middle
STEADY = 3.0  # neighbours that differ by more say nothing of a figure between them
GAP_AFTER = 3  # months; the first ones of a year are too uneven
GAP_PACE = 1.6  # times faster or slower than before

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@check(
    "contradiction",
    severity="warning from 1 %, note from 0.1 %",
    finds="figures of one period that differ by more than their digits explain, "
    "unless two reporters are named",
    advice="correct the value or period of the wrong one, or name both reporters",
)
def contradiction(analysis: Analysis) -> list[Finding]:
    """Figures of one period, by one reporter, that differ by more than their digits explain."""
    figures = analysis.figures
    differ = figures[figures[schema.STATUS].isin([CONFLICT, SUPERSEDED])]
    if not len(differ):
        return []
    amount = figures[schema.AMOUNT].to_numpy()
    head = differ[schema.HEADLINE].to_numpy()
    apart = np.abs(differ[schema.AMOUNT].to_numpy() - amount[head]) / np.maximum(amount[head], 1)
    differ = differ.assign(apart=apart)[apart >= MIN_DIFFERENCE]
    differ = differ.sort_values([schema.HEADLINE, schema.AMOUNT], kind="stable")
    step = differ[schema.AMOUNT].diff() > MIN_DIFFERENCE * differ[schema.AMOUNT]
    cluster = (step | (differ[schema.HEADLINE].diff() != 0)).cumsum()
    backed = _backed(figures)
    found = []
    for _, group in differ.groupby(cluster, sort=False):
        others = sorted(rows(group, FigureRow), key=lambda row: row.line)
        heading = next(rows(figures.loc[[others[0].headline]], FigureRow))
        doubtful = len(others) > backed[heading.place]
        found.append(_contradiction(heading, others, float(differ["apart"][others[0].place]), doubtful))
    return found


def _backed(figures: pd.DataFrame) -> Counter[int]:
    """By headline figure, how many statements agree with it, itself included."""
    backing = figures[figures[schema.STATUS].isin([HEADLINE, RESTATED, ROUNDED])]
    return Counter(backing[schema.HEADLINE].tolist())


def _contradiction(
    heading: FigureRow, others: list[FigureRow], apart: float, doubt_headline: bool
) -> Finding:
    """The finding; the figure that fewer statements back comes first."""
    first, second = (heading, others[0]) if doubt_headline else (others[0], heading)
    lines = [row.line for row in others]
    lines = [heading.line, *lines] if doubt_headline else [*lines, heading.line]
    label = period_label(heading.start, heading.months)
    return Finding(
        "contradiction",
        WARNING if apart >= WIDE_DIFFERENCE else NOTE,
        tuple(lines),
        f"{quoted(first)} contradicts {quoted(second)} for {label} by {apart * 100:.1f} %; "
        "correct the value or the period of the wrong one, or name the reporter of each",
    )


@check(
    "falling-year",
    severity="warning",
    finds="a longer part of a year with less trade than a shorter one",
    advice="check the value, period and unit of each",
)
def falling_year(analysis: Analysis) -> list[Finding]:
    """A longer part of a year with less trade than a shorter one, by one reporter."""
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
    backed = _backed(analysis.figures)
    found = []
    for top_place, group in parts[falls].groupby(before[falls]):
        shorter = next(rows(parts.iloc[[int(top_place)]], FigureRow))
        longer = list(rows(group, FigureRow))
        doubt_shorter = len(longer) > 1 or _agreeing(backed, shorter) < _agreeing(backed, longer[0])
        found.append(_falling(shorter, longer, doubt_shorter))
    return found


def _agreeing(backed: Counter[int], row: FigureRow) -> int:
    return backed[row.place] or 1


def _falling(shorter: FigureRow, longer: list[FigureRow], doubt_shorter: bool) -> Finding:
    """The finding; the shorter part comes first where it is the likelier slip."""
    lines = tuple(row.line for row in longer)
    also = f"; so do {line_list(lines[1:])}" if len(longer) > 1 else ""
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


@check(
    "nowcast-off",
    severity="note",
    finds="part of a year (3 months or more) after which the remaining months run over 1.6 times faster "
    "or slower",
    advice="check the value and period of both",
)
def nowcast_off(analysis: Analysis) -> list[Finding]:
    """A year, or a longer part of it, that leaves the months after a shorter part far off its pace.

    The full year that a year-to-date figure leads to is then far from the one that came.
    """
    parts = analysis.headlines
    parts = parts[(parts[schema.MONTHS] <= YEAR).to_numpy(bool) & ~is_bound(parts)]
    shorter, longer = parts.iloc[:0], parts.iloc[:0]
    parts = parts.sort_values([schema.SERIES, schema.START, schema.MONTHS], kind="stable")
    if len(parts) > 1:
        shorter, longer = parts.iloc[:-1], parts.iloc[1:]
    same = (shorter[schema.SERIES].to_numpy() == longer[schema.SERIES].to_numpy()) & (
        shorter[schema.START].to_numpy() == longer[schema.START].to_numpy()
    )
    months = shorter[schema.MONTHS].to_numpy()
    more = longer[schema.AMOUNT].to_numpy() - shorter[schema.AMOUNT].to_numpy()
    left = np.maximum(longer[schema.MONTHS].to_numpy() - months, 1)
    before = np.maximum(shorter[schema.AMOUNT].to_numpy() / months, 1e-9)
    pace = more / left / before
    off = same & (months >= GAP_AFTER) & (more > 0) & ((pace > GAP_PACE) | (pace < 1 / GAP_PACE))
    chosen = zip(
        rows(shorter[off], HeadlineRow), rows(longer[off], HeadlineRow), pace[off].tolist(), strict=True
    )
    return [_uneven(first, second, times) for first, second, times in chosen]


def _uneven(shorter: HeadlineRow, longer: HeadlineRow, times: float) -> Finding:
    months = longer.months - shorter.months
    rest = "month" if months == 1 else f"{months} months"
    whole = "the year" if longer.months == YEAR else period_label(longer.start, longer.months)
    estimate = shorter.level * longer.months / shorter.months
    return Finding(
        "nowcast-off",
        NOTE,
        (shorter.line, longer.line),
        f"{quoted(shorter)} in {shorter.months} months leads to about {brief(estimate)}, far from the "
        f"{quoted(longer)} of {whole}: the last {rest} would have {times:.1f} times the monthly pace before; "
        "check the value and the period of both",
    )


@check(
    "unit-slip",
    severity="warning",
    finds="a figure about 10, 100, 1000 or a million times off its neighbours within two years",
    advice="check its value and unit",
)
def unit_slip(analysis: Analysis) -> list[Finding]:
    """A figure that is about 10, 100, 1000 or a million times off its neighbours in time."""
    figures = analysis.headlines
    figures = figures[(figures[schema.AMOUNT] > 0) & (figures[schema.MONTHS] > 0)]
    middle = (figures[schema.START] * 2 + figures[schema.MONTHS]).to_numpy()  # in half months
    order = np.lexsort((middle, figures[schema.SERIES].to_numpy()))
    figures, middle = figures.iloc[order], middle[order]
    pace = np.log10((figures[schema.AMOUNT] / figures[schema.MONTHS]).to_numpy())
    low, high, count = _neighbours(figures[schema.SERIES].to_numpy(), middle, pace)
    off = pace - (low + high) / 2
    slips = np.log10(SLIPS)
    nearest = np.abs(np.abs(off)[:, None] - slips).argmin(axis=1)
    slipped = (count >= 2) & (high - low <= np.log10(STEADY))
    slipped &= np.abs(np.abs(off) - slips[nearest]) <= np.log10(SLIP_WIDTH)
    chosen = zip(
        rows(figures[slipped], HeadlineRow), off[slipped].tolist(), nearest[slipped].tolist(), strict=True
    )
    return [_slip(row, SLIPS[which], distance > 0) for row, distance, which in chosen]


def _neighbours(series: Ints, middle: Ints, pace: Floats) -> tuple[Floats, Floats, Ints]:
    """The least and the greatest pace of up to two figures before and after each, and their number."""
    near = np.full((4, len(pace)), np.nan)
    for column, step in enumerate((1, 2)):
        close = (series[step:] == series[:-step]) & (middle[step:] - middle[:-step] <= NEIGHBOURS * 2)
        near[column, step:] = np.where(close, pace[:-step], np.nan)
        near[column + 2, : len(pace) - step] = np.where(close, pace[step:], np.nan)[
            : max(len(pace) - step, 0)
        ]
    count = (~np.isnan(near)).sum(axis=0)
    return np.fmin.reduce(near), np.fmax.reduce(near), count


def _slip(row: HeadlineRow, factor: int, above: bool) -> Finding:
    return Finding(
        "unit-slip",
        WARNING,
        (row.line,),
        f"{quoted(row)} for {period_label(row.start, row.months)} is about {factor} times "
        f"{'more' if above else 'less'} a month than the figures before and after it; "
        "check its value and its unit",
    )
