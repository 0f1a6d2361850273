"""Checks of units: figures that are in thousands or millions of what they should be."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from tradetrack.checks.finding import WARNING, Finding, quoted
from tradetrack.checks.registry import check
from tradetrack.core import schema
from tradetrack.core.codes import is_known
from tradetrack.core.economies import BLOCS
from tradetrack.core.periods import period_label
from tradetrack.core.rows import FigureRow, HeadlineRow, rows
from tradetrack.core.vocabulary import REPORTED
from tradetrack.series.analysis import Analysis

SLIPS = (10, 100, 1000, 10**6)
SLIP_WIDTH = 1.5  # how far from a slip's factor a figure may be, as a factor
JUMPS = (1000, 10**6)  # slips that one neighbour is enough to tell
JUMP_WIDTH = 2.0  # as SLIP_WIDTH, where there is one neighbour
LARGE = 3000 * 10**9  # the largest pair of economies trades some 1,000 bn a year
LARGE_IN = ("USD", "EUR", "GBP")
NEIGHBOURS = 24  # months, from middle to middle
STEADY = 3.0  # neighbours that differ by more say nothing of a figure between them

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@check(
    "unit-slip",
    severity="warning",
    finds="a figure about 10, 100, 1000 or a million times off its neighbours within two years; "
    "1000 or a million times off one of them",
    advice="check its value and unit",
)
def unit_slip(analysis: Analysis) -> list[Finding]:
    """A figure that is about 10, 100, 1000 or a million times off its neighbours in time.

    Ten or a hundred times takes two neighbours that agree; a thousand or a million times is no growth, and
    one is enough, where none of the two is a slip already.
    """
    figures = analysis.headlines
    figures = figures[(figures[schema.AMOUNT] > 0) & (figures[schema.BASIS] == REPORTED)]
    middle = (figures[schema.START] * 2 + figures[schema.MONTHS]).to_numpy()  # in half months
    order = np.lexsort((middle, figures[schema.SERIES].to_numpy()))
    figures, middle = figures.iloc[order], middle[order]
    series = figures[schema.SERIES].to_numpy()
    pace = np.log10((figures[schema.AMOUNT] / figures[schema.MONTHS]).to_numpy())
    near = _neighbours(series, middle, pace)
    is_known = ~np.isnan(near)
    low, high = np.fmin.reduce(near), np.fmax.reduce(near)
    off = pace - (low + high) / 2
    nearest, apart = _nearest_slip(off, SLIPS)
    slipped = (is_known.sum(axis=0) >= 2) & (high - low <= np.log10(STEADY)) & (apart <= np.log10(SLIP_WIDTH))
    sides = np.stack([is_known[:2].any(axis=0), is_known[2:].any(axis=0)], axis=1)
    chosen = zip(
        rows(figures[slipped], HeadlineRow),
        off[slipped].tolist(),
        nearest[slipped].tolist(),
        sides[slipped].tolist(),
        strict=True,
    )
    found = [_slip(row, SLIPS[which], distance > 0, where) for row, distance, which, where in chosen]
    return found + _jumps(figures, _is_near(series, middle, 1) & ~slipped[1:] & ~slipped[:-1], pace)


def _nearest_slip(off: Floats, slips: tuple[int, ...]) -> tuple[Ints, Floats]:
    """For each distance, as a logarithm, the place of the nearest slip, and how far that is."""
    from_each = np.abs(np.abs(off)[:, None] - np.log10(slips))
    nearest = from_each.argmin(axis=1)
    return nearest, from_each[np.arange(len(off)), nearest]


def _is_near(series: Ints, middle: Ints, step: int) -> npt.NDArray[np.bool_]:
    """Whether each figure, from `step` on, and the one `step` places before it are neighbours in time."""
    near: npt.NDArray[np.bool_] = (series[step:] == series[:-step]) & (
        middle[step:] - middle[:-step] <= NEIGHBOURS * 2
    )
    return near


def _jumps(figures: pd.DataFrame, near: npt.NDArray[np.bool_], pace: Floats) -> list[Finding]:
    """The steps from one figure to the next that are as large as a slip of units; a figure is named once."""
    step = np.diff(pace)
    nearest, apart = _nearest_slip(step, JUMPS)
    jumps = np.flatnonzero(near & (apart <= np.log10(JUMP_WIDTH)))
    larger, smaller = jumps + (step[jumps] > 0), jumps + (step[jumps] <= 0)
    larger, first = np.unique(larger, return_index=True)
    pairs = zip(
        rows(figures.iloc[larger], HeadlineRow),
        rows(figures.iloc[smaller[first]], HeadlineRow),
        nearest[jumps[first]].tolist(),
        strict=True,
    )
    return [_jump(row, other, JUMPS[which]) for row, other, which in pairs]


def _neighbours(series: Ints, middle: Ints, pace: Floats) -> Floats:
    """The pace of up to two figures before each, then of up to two after it; NaN where there is none."""
    near = np.full((4, len(pace)), np.nan)
    for column, step in enumerate((1, 2)):
        close = _is_near(series, middle, step)
        near[column, step:] = np.where(close, pace[:-step], np.nan)
        near[column + 2, : len(pace) - step] = np.where(close, pace[step:], np.nan)[
            : max(len(pace) - step, 0)
        ]
    return near


def _slip(row: HeadlineRow, factor: int, above: bool, sides: Sequence[bool]) -> Finding:
    where = " and ".join(word for word, has in zip(("before", "after"), sides, strict=True) if has)
    return Finding(
        "unit-slip",
        WARNING,
        (row.line,),
        f"{quoted(row)} for {period_label(row.start, row.months)} is about {factor} times "
        f"{'more' if above else 'less'} a month than the figures {where} it; "
        "check its value and its unit",
    )


def _jump(row: HeadlineRow, other: HeadlineRow, factor: int) -> Finding:
    known, beside = (f"{quoted(each)} for {period_label(each.start, each.months)}" for each in (row, other))
    return Finding(
        "unit-slip",
        WARNING,
        (row.line, other.line),
        f"{known} is about {factor} times more a month than {beside}; check the value and the unit of both",
    )


@check(
    "large-value",
    severity="warning",
    finds="a value above 3,000 bn in USD, EUR or GBP for a pair of two economies",
    advice="check its value and unit",
)
def large_value(analysis: Analysis) -> list[Finding]:
    """Values that no two economies trade, of which `unit-slip` does not ask already.

    The world, a bloc and a code of one's own may trade as much, and so may an unnamed pair.
    """
    figures = analysis.figures
    large = figures[
        (figures[schema.AMOUNT] > LARGE).to_numpy() & figures[schema.CURRENCY].isin(LARGE_IN).to_numpy()
    ]
    pairs = [pair for pair in large[schema.SERIES_PAIR].unique() if _are_economies(pair)]
    large = large[large[schema.SERIES_PAIR].isin(pairs).to_numpy()]
    if not len(large):
        return []
    slips = {finding.lines[0] for finding in unit_slip(analysis)}
    return [_large(row) for row in rows(large, FigureRow) if row.line not in slips]


def _are_economies(pair: str) -> bool:
    """Whether a pair is of two known economies; those with a digit, such as EU27 and EA20, are blocs."""
    return all(code.isalpha() and code not in BLOCS and is_known(code) for code in pair.split("-"))


def _large(row: FigureRow) -> Finding:
    return Finding(
        "large-value",
        WARNING,
        (row.line,),
        f"{quoted(row)} is more than any two economies trade, and {row.series_pair} is two economies; "
        "check the value and the unit",
    )
