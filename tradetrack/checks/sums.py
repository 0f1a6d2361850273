"""Checks of what adds up: exports and imports to a total, months and quarters to a longer period."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from tradetrack.checks.finding import NOTE, WARNING, Finding, quoted, sum_of
from tradetrack.checks.registry import check
from tradetrack.core import schema
from tradetrack.core.numerals import level
from tradetrack.core.periods import period_label
from tradetrack.core.rows import FigureRow, kept, rows
from tradetrack.core.vocabulary import (
    CONFLICT,
    EXPORTS_PLUS_IMPORTS,
    FLOWS,
    OVER,
    REPORTED,
    SUPERSEDED,
    TARGET,
    is_bound,
)
from tradetrack.series.analysis import Analysis
from tradetrack.series.keys import distinct

PARTS_APART = 0.001  # of the total: less is a matter of rounding, whatever the digits
PARTS_FAR = 0.005  # from here on parts that do not add up are a warning
SUMS_APART = 0.005  # of the sum
_PERIOD = [schema.SERIES, schema.START, schema.MONTHS, schema.REPORTER]

Mask = npt.NDArray[np.bool_]


def groups_of(rows: pd.DataFrame) -> npt.NDArray[np.int64]:
    """For each row the number, in the order in which they come, of those that are equal in every column."""
    group = np.zeros(len(rows), dtype=np.int64)
    for name in rows.columns:
        codes, words = pd.factorize(rows[name])
        if len(words) > 1 or (codes < 0).any():
            group, _ = pd.factorize(group * (len(words) + 1) + codes + 1)
    return group


def statements(figures: pd.DataFrame) -> list[pd.DataFrame]:
    """The total, the exports and the imports, row by row, of the statements that have all three."""
    if len(distinct(figures[schema.SERIES_FLOW].cat.codes)) < len(FLOWS):
        return [figures.iloc[:0]] * len(FLOWS)
    keep = (figures[schema.STATUS] != TARGET).to_numpy(bool) & ~is_bound(figures)
    figures = kept(figures, keep)
    key = [schema.SERIES_PAIR, schema.SCOPE, schema.CURRENCY, schema.START, schema.MONTHS]
    key += [schema.REPORTER, schema.STATED_BY, schema.STATED_ON, schema.SOURCE]
    figures = figures.assign(statement=groups_of(figures[key]))
    flow = figures[schema.SERIES_FLOW]
    flows = [figures[flow == name].drop_duplicates("statement") for name in FLOWS]
    total, exports, imports = (part.set_index("statement") for part in flows)
    whole = total.index.intersection(exports.index).intersection(imports.index)
    return [part.loc[whole] for part in (total, exports, imports)]


@check(
    "parts",
    severity="warning from 0.5 %, note from 0.1 %",
    finds="exports and imports that do not add up to the total of the same statement",
    advice="check the three",
)
def parts(analysis: Analysis) -> list[Finding]:
    """Exports and imports of one statement that do not add up to its total."""
    found = (rows(part, FigureRow) for part in _unequal(analysis.figures))
    return [_parts(*three) for three in zip(*found, strict=True)]


def _unequal(figures: pd.DataFrame) -> list[pd.DataFrame]:
    """The total, the exports and the imports of the statements whose parts do not add up."""
    trio = statements(figures[figures[schema.AMOUNT] >= 0])
    amounts = [part[schema.AMOUNT].to_numpy() for part in trio]
    allowed = sum(part[schema.ROUNDING_UNIT].to_numpy() for part in trio)
    apart = np.abs(amounts[0] - amounts[1] - amounts[2])
    wrong = (apart * 2 > allowed) & (apart >= PARTS_APART * amounts[0])
    return [kept(part, wrong) for part in trio]


def _parts(total: FigureRow, exports: FigureRow, imports: FigureRow) -> Finding:
    scale = total.amount / total.level if total.level else 1.0
    added = (exports.amount + imports.amount) / scale
    return Finding(
        "parts",
        WARNING if abs(added - total.level) >= PARTS_FAR * total.level else NOTE,
        (total.line, exports.line, imports.line),
        f"exports {quoted(exports)} and imports {quoted(imports)} add up to {level(added)}, not to the "
        f"total {quoted(total)}; check the three",
    )


class _Level(NamedTuple):
    """One of several levels of a period (`Chosen.rivals`)."""

    start: int
    months: int
    amount: int
    basis: str
    parts: int


@check(
    "sums",
    severity="warning",
    finds="a figure that differs by more than 0.5 % from the sum of its months, quarters or other parts, "
    "or from exports plus imports of the same reporter",
    advice="check the parts and the whole",
)
def sums(analysis: Analysis) -> list[Finding]:
    """A level that differs from what the same reporter's parts of it add up to; bounds are not compared.

    What another check asks is not asked again: exports plus imports are not held against a total of whose
    period `parts` finds a statement that does not add up, nor a sum against a figure that `contradiction`
    holds against a statement that agrees with the sum.
    """
    whole, rival = _compared(analysis.chosen.rivals)
    amount, added = whole["amount"].to_numpy(), rival["amount"].to_numpy()
    slack = whole["slack"].to_numpy() + rival["slack"].to_numpy()
    apart = np.abs(amount - added)
    wrong = (2 * apart > slack) & (apart > SUMS_APART * added)
    if not wrong.any():
        return []
    whole, rival = whole[wrong], rival[wrong]
    new = ~_is_found_by_parts(analysis.figures, whole, rival)
    new &= ~_is_contradicted(analysis.figures, whole, rival)
    levels = (whole[new], rival[new])
    stated = (rows(analysis.figures.iloc[each["row"].to_numpy()], FigureRow) for each in levels)
    four = zip(*(rows(each, _Level) for each in levels), *stated, strict=True)
    return [_differing(*each) for each in four]


def _compared(rivals: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Row by row two levels of a reporter and period that are no bounds: the figure if any, and a sum."""
    basis = rivals["basis"]
    kind = (basis != REPORTED).to_numpy().astype(np.int64) + (basis == EXPORTS_PLUS_IMPORTS).to_numpy()
    levels = rivals.assign(kind=kind)[(rivals["qualifier"] < OVER).to_numpy()]
    period = ["group", "start", "months"]
    levels = levels.sort_values([*period, "kind"], kind="stable").drop_duplicates([*period, "kind"])
    is_first = ~levels.duplicated(period).to_numpy()
    first = np.maximum.accumulate(np.where(is_first, np.arange(len(levels)), 0))
    return levels.iloc[first[~is_first]], levels[~is_first]


def _is_found_by_parts(figures: pd.DataFrame, whole: pd.DataFrame, rival: pd.DataFrame) -> Mask:
    """Which stated totals are of a period and reporter of which `parts` finds one that is not the sum."""
    known = pd.MultiIndex.from_frame(_unequal(figures)[0][_PERIOD])
    asked = pd.MultiIndex.from_frame(figures.iloc[whole["row"].to_numpy()][_PERIOD])
    both = (whole["basis"] == REPORTED).to_numpy() & (rival["basis"] == EXPORTS_PLUS_IMPORTS).to_numpy()
    found: Mask = both & asked.isin(known)
    return found


def _is_contradicted(figures: pd.DataFrame, whole: pd.DataFrame, rival: pd.DataFrame) -> Mask:
    """Which figures `contradiction` holds against another one of the period and reporter that is the sum."""
    stated = figures.iloc[whole["row"].to_numpy()][_PERIOD]
    sums_of = stated.assign(
        added=rival["amount"].to_numpy(), slack=rival["slack"].to_numpy(), place=range(len(rival))
    )
    others = figures[figures[schema.STATUS].isin([CONFLICT, SUPERSEDED])][[*_PERIOD, schema.AMOUNT]]
    met = sums_of.merge(others, on=_PERIOD)
    agree = 2 * (met[schema.AMOUNT] - met["added"]).abs() <= met["slack"]
    reported = (whole["basis"] == REPORTED).to_numpy()
    found: Mask = reported & np.isin(np.arange(len(rival)), met["place"][agree])
    return found


def _differing(whole: _Level, rival: _Level, first: FigureRow, latest: FigureRow) -> Finding:
    """The finding; `first` is the figure of the whole or the latest part of its sum, `latest` the rival's."""
    added = level(rival.amount / first.scale)
    label = period_label(whole.start, whole.months)
    if whole.basis == REPORTED:
        known = f"{quoted(first)} for {label}"
    else:
        value = f"{level(whole.amount / first.scale)} {first.unit}"
        known = f"the {sum_of(whole.basis, whole.parts)} of {label}, {value},"
    share = f"{abs(whole.amount / rival.amount - 1) * 100:.1f} % " if rival.amount else ""
    more = "more" if whole.amount > rival.amount else "less"
    made = sum_of(rival.basis, rival.parts).replace("sum of", "the sum of its")
    return Finding(
        "sums",
        WARNING,
        tuple(dict.fromkeys((first.line, latest.line))),
        f"{known} is {share}{more} than {made}, {added}; check the parts and the whole",
    )
