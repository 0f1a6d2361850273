"""Checks of figures against each other: of one period, and of a part of a year and what came of it."""

from __future__ import annotations

from collections import Counter
from itertools import islice, pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from tradetrack.checks.finding import NOTE, WARNING, Finding, named, quoted
from tradetrack.checks.registry import check
from tradetrack.core import schema
from tradetrack.core.numerals import estimate
from tradetrack.core.periods import YEAR, period_label
from tradetrack.core.rows import HeadlineRow, rows
from tradetrack.core.vocabulary import (
    CONFLICT,
    HEADLINE,
    REPORTED,
    RESTATED,
    ROUNDED,
    SUPERSEDED,
    is_bound,
)
from tradetrack.series.analysis import Analysis
from tradetrack.series.headline import Chosen

MIN_DIFFERENCE = 0.001  # of the headline figure: less is a matter of rounding or a small revision
MIN_OF_SUM = 0.005  # of a headline that is a sum: less is a matter of the rounding of its parts
WIDE_DIFFERENCE = 0.01  # from here on a contradiction is a warning
GAP_AFTER = 3  # months; the first ones of a year are too uneven
GAP_PACE = 1.6  # times faster or slower than before

Floats = npt.NDArray[np.float64]


class _Statement(NamedTuple):
    """One of the statements that differ from their headline, `apart` by that share of it."""

    line: int
    value_text: str
    unit: str
    qualifier: str
    apart: float


_ASKED = [*_Statement._fields[:-1], schema.HEADLINE, schema.AMOUNT, schema.ROUNDING_UNIT]


@check(
    "contradiction",
    severity="warning from 1 %, note from 0.1 %",
    finds="figures of one period that differ by more than their digits explain, "
    "unless two reporters are named; a figure and what another reporter's add up to, from 0.5 %",
    advice="correct the value or period of the wrong one, or name both reporters",
)
def contradiction(analysis: Analysis) -> list[Finding]:
    """Figures of one period, by one reporter or an unknown one, that differ beyond their digits.

    The headline that they are compared with can be a sum. Sums of the same reporter are the matter of `sums`.
    """
    figures = analysis.figures
    differ = figures[_ASKED][figures[schema.STATUS].isin([CONFLICT, SUPERSEDED]).to_numpy()]
    if not len(differ):
        return []
    apart, is_wide = _apart(differ, analysis.chosen)
    differ = differ.assign(apart=apart)[is_wide]
    differ = differ.sort_values([schema.HEADLINE, schema.AMOUNT], kind="stable")
    step = differ[schema.AMOUNT].diff() > MIN_DIFFERENCE * differ[schema.AMOUNT]
    starts = (step | (differ[schema.HEADLINE].diff() != 0)).to_numpy(bool)
    headings = rows(analysis.headlines.loc[differ[schema.HEADLINE].to_numpy()[starts]], HeadlineRow)
    bounds = [*np.flatnonzero(starts).tolist(), len(differ)]
    agreeing = backed(figures)
    found, statements = [], rows(differ, _Statement)
    for heading, (start, end) in zip(headings, pairwise(bounds), strict=True):
        others = sorted(islice(statements, end - start))  # by line
        doubtful = heading.basis == REPORTED and len(others) > agreeing[heading.place]
        found.append(_contradiction(heading, others, doubtful))
    return found


def _apart(differ: pd.DataFrame, chosen: Chosen) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """How far each figure is from its headline, as a share, and whether that is more than digits explain."""
    head = differ[schema.HEADLINE].to_numpy()
    names = (schema.AMOUNT, schema.ROUNDING_UNIT)
    amount, unit = (np.concatenate([chosen.figures[name], chosen.derived[name]])[head] for name in names)
    parts = np.concatenate([np.ones(len(chosen.figures), dtype=np.int64), chosen.derived[schema.PARTS]])[head]
    is_sum = head >= len(chosen.figures)
    apart = np.abs(differ[schema.AMOUNT].to_numpy() - amount)
    share: Floats = apart / np.maximum(amount, 1)
    sum_is_wide = (share >= MIN_OF_SUM) & (2 * apart > parts * unit + differ[schema.ROUNDING_UNIT].to_numpy())
    return share, np.where(is_sum, sum_is_wide, share >= MIN_DIFFERENCE)


def backed(figures: pd.DataFrame) -> Counter[int]:
    """By headline figure, how many statements agree with it, itself included."""
    backing = figures[schema.HEADLINE][figures[schema.STATUS].isin([HEADLINE, RESTATED, ROUNDED]).to_numpy()]
    counts = backing.value_counts()
    return Counter(dict(zip(counts.index.tolist(), counts.tolist(), strict=True)))


def _contradiction(heading: HeadlineRow, others: list[_Statement], doubt_headline: bool) -> Finding:
    """The finding; the figure that fewer statements back comes first. A sum has no line."""
    pair = (named(heading), quoted(others[0])) if doubt_headline else (quoted(others[0]), named(heading))
    own = [heading.line] if heading.basis == REPORTED else []
    apart = others[0].apart
    lines = [row.line for row in others]
    lines = [*own, *lines] if doubt_headline else [*lines, *own]
    label = period_label(heading.start, heading.months)
    return Finding(
        "contradiction",
        WARNING if apart >= WIDE_DIFFERENCE else NOTE,
        tuple(lines),
        f"{pair[0]} contradicts {pair[1]} for {label} by {apart * 100:.1f} %; "
        "correct the value or the period of the wrong one, or name the reporter of each",
    )


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
    stated = (parts[schema.MONTHS] <= YEAR) & (parts[schema.BASIS] == REPORTED)
    parts = parts[stated.to_numpy(bool) & ~is_bound(parts)]
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
    whole_level = shorter.level * longer.months / shorter.months
    return Finding(
        "nowcast-off",
        NOTE,
        (shorter.line, longer.line),
        f"{quoted(shorter)} in {shorter.months} months leads to about {estimate(whole_level)}, far from the "
        f"{quoted(longer)} of {whole}: the last {rest} would have {times:.1f} times the monthly pace before; "
        "check the value and the period of both",
    )
