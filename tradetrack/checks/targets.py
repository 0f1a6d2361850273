"""Checks of targets: what they can be judged by, and whether their values can be meant."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from tradetrack.checks.finding import NOTE, WARNING, Finding, line_list, quoted
from tradetrack.checks.registry import check
from tradetrack.core import schema
from tradetrack.core.numerals import as_stated, level, listed
from tradetrack.core.periods import YEAR
from tradetrack.core.rows import FigureRow, kept, rows
from tradetrack.core.vocabulary import GOODS, TARGET
from tradetrack.series.analysis import Analysis
from tradetrack.series.outcome import OVERTAKEN, is_ceiling

FAR_ABOVE = 1000  # times the largest level of its series: the target is in another unit
FAR_BELOW = 200  # times below the least level: a target is above it, so that the slip itself is larger


@check(
    "target-reached",
    severity="warning",
    finds="a target below the level of the latest year that was over when it was first stated",
    advice="check its value, unit and date",
)
def target_reached(analysis: Analysis) -> list[Finding]:
    """A target below the level that had been reached when it was first stated."""
    return [
        Finding(
            "target-reached",
            WARNING,
            (record.line,),
            f"the target of {as_stated(record.value, record.value_text)} {record.unit} is below the "
            f"{level(record.base.value)} of {record.base.label}, which was over when it was stated; "
            "check its value, its unit and its date",
        )
        for record in analysis.targets
        if record.outcome == OVERTAKEN and record.base and record.base.value > record.value
    ]


@check(
    "target-unit",
    severity="warning",
    finds="a target in a currency in which its pair has no figure, while it has some in another; "
    "a target some 1000 times above or below the level of its series",
    advice="check its unit, or add figures in its currency",
)
def target_unit(analysis: Analysis) -> list[Finding]:
    """Targets whose currency no figure of the pair has, and those in thousands of what the series is in."""
    found = []
    for pair, currency, others, lines in _without_figures(analysis.figures, schema.CURRENCY):
        message = (
            f"no figure of {pair or 'this ledger'} is in {currency}, they are in {listed(others)}; "
            f"the {_targets(lines)} cannot be judged; check the unit, or add figures in {currency}"
        )
        found.append(Finding("target-unit", WARNING, lines, message))
    reached = {finding.lines[0] for finding in target_reached(analysis)}
    return found + [finding for finding in _far_off(analysis) if finding.lines[0] not in reached]


@check(
    "target-scope",
    severity="note",
    finds="a target of a scope of which its pair has no figure, while it has some of another",
    advice="check its scope, or add figures of it",
)
def target_scope(analysis: Analysis) -> list[Finding]:
    """Targets whose scope no figure of the pair has."""
    found = []
    for pair, scope, others, lines in _without_figures(analysis.figures, schema.SCOPE):
        known = listed(other or GOODS for other in others)
        message = (
            f"no figure of {pair or 'this ledger'} has the scope {scope or GOODS}, they are of {known}; "
            f"the {_targets(lines)} cannot be judged; check the scope, or add figures of it"
        )
        found.append(Finding("target-scope", NOTE, lines, message))
    return found


def _targets(lines: tuple[int, ...]) -> str:
    return f"target{'s' if len(lines) > 1 else ''} ({line_list(lines)})"


def _without_figures(
    figures: pd.DataFrame, column: str
) -> Iterator[tuple[str, str, list[str], tuple[int, ...]]]:
    """The words of a column that a pair's targets have and none of its figures.

    Each with the pair, the words that its figures have, and the lines of the targets. A pair without a figure
    has no other word.
    """
    figures = kept(figures, (figures[schema.AMOUNT] >= 0).to_numpy())
    is_target = (figures[schema.KIND] == TARGET).to_numpy()
    names = [schema.SERIES_PAIR, column]
    known = figures.loc[~is_target, names].drop_duplicates().astype(object)
    words: dict[str, list[str]] = {}
    for pair, word in known.itertuples(index=False):
        words.setdefault(pair, []).append(word)
    targets = figures.loc[is_target, [*names, schema.LINE]].astype(object)
    lines: dict[tuple[str, str], list[int]] = {}
    for pair, word, line in sorted(targets.itertuples(index=False, name=None)):
        lines.setdefault((pair, word), []).append(line)
    for (pair, word), own in lines.items():
        others = words.get(pair, [])
        if others and word not in others:
            yield pair, word, sorted(others), tuple(own)


def _far_off(analysis: Analysis) -> list[Finding]:
    """The targets that are far above or below every level of their series, a year taken from each."""
    heads = kept(analysis.headlines, (analysis.headlines[schema.AMOUNT] > 0).to_numpy())
    in_a_year = heads[schema.AMOUNT] * YEAR / heads[schema.MONTHS]
    known = in_a_year.groupby(heads[schema.SERIES].to_numpy()).agg(["min", "max"])
    figures = analysis.figures
    targets = figures[(figures[schema.KIND] == TARGET).to_numpy() & (figures[schema.AMOUNT] > 0).to_numpy()]
    least, most = (known[name].reindex(targets[schema.SERIES]).to_numpy() for name in ("min", "max"))
    amount = targets[schema.AMOUNT].to_numpy()
    above = amount >= FAR_ABOVE * most  # of a series without figures neither is true
    below = amount * FAR_BELOW <= least
    nearest = np.where(above, most, least)
    far = above | below
    pairs = zip(rows(targets[far], FigureRow), nearest[far].tolist(), strict=True)
    return [_far(row, amount) for row, amount in pairs]


def _far(row: FigureRow, nearest: float) -> Finding:
    more, end = ("above", "largest") if row.amount > nearest else ("below", "least")
    times = max(row.amount / nearest, nearest / row.amount)
    return Finding(
        "target-unit",
        WARNING,
        (row.line,),
        f"the target of {quoted(row)} is {times:.0f} times {more} the {end} figure of its series, "
        f"{level(nearest / row.scale)} a year; check its value and its unit",
    )


@check(
    "ceiling",
    severity="note",
    finds="a target `under` a value: whether trade stays below it is not judged",
    advice="check the qualifier: a value to be reached is `exact`, `about` or `over`",
)
def ceiling(analysis: Analysis) -> list[Finding]:
    """Targets that are a level to stay under; their outcome is unknown."""
    return [
        Finding(
            "ceiling",
            NOTE,
            (record.line,),
            f"the target under {as_stated(record.value, record.value_text)} {record.unit} is a ceiling: its "
            "outcome is not judged; check the qualifier: a value to be reached is exact, about or over",
        )
        for record in analysis.targets
        if is_ceiling(record.qualifier)
    ]
