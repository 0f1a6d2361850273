"""The use case that draws several series: lines over one another, or small charts side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tradetrack.core.errors import RequestError
from tradetrack.core.numerals import listed

if TYPE_CHECKING:
    import pandas as pd

    from tradetrack.reports.chart_lines import SeriesLine
    from tradetrack.reports.chart_many_spec import GridSpec, LinesSpec
    from tradetrack.reports.chart_words import ChartWords
    from tradetrack.series.analysis import Analysis
    from tradetrack.workflow.questions import Question

COMMON, OWN = AXES = ("common", "own")
_NAMED = 5  # pairs that a message names
_ONE_PAIR = "several flows are drawn of one pair; name it"


@dataclass(frozen=True)
class Arrangement:
    """How several series are drawn: side by side as a `grid`, or over one another, as an index or not.

    `axes` of a grid are "common", "own" or None: common where all are in one currency. Raises RequestError.
    """

    grid: bool = False
    indexed: bool = False
    axes: str | None = None

    def __post_init__(self) -> None:
        if self.axes not in (None, *AXES):
            raise RequestError(f"{self.axes!r} is not one of {listed(AXES, 'or')}", "axes")
        if self.axes and not self.grid:
            raise RequestError("it is for the small charts of a grid", "axes")
        if self.indexed and self.grid:
            raise RequestError("it sets lines over one another; leave out the grid", "indexed")


def many_chart(
    figures: pd.DataFrame,
    question: Question,
    flows: Sequence[str],
    how: Arrangement,
    words: ChartWords,
    progress: Callable[[int], None] = lambda _: None,
) -> LinesSpec | GridSpec:
    """What the chart of several pairs, or of several flows of one pair, says.

    `progress` is called for each series that was read. Raises RequestError where there is nothing to draw.
    """
    from tradetrack.reports.chart_grid import MAX_PANELS, grid_spec
    from tradetrack.reports.chart_many import lines_spec
    from tradetrack.workflow.views import ask

    if len(flows) > 1 and len({*question.pairs}) > 1:
        raise RequestError(_ONE_PAIR, "pair")
    most = MAX_PANELS if how.grid else None
    found: list[SeriesLine] = []
    without: list[str] = []
    more = 0
    for flow in flows:
        own = replace(question, flow=flow)
        analysis = ask(figures, own)
        pairs, more = _pairs(analysis, own, most)
        if len(flows) > 1 and len(pairs) > 1:
            raise RequestError(_ONE_PAIR, "pair")
        for pair, line in _lines(analysis, own, pairs):
            found += [line] if line else []
            without += [] if line else [pair or flow]
            progress(1)
    if not found:
        raise RequestError("nothing to draw: no full year in this view")
    left_out = _left_out(more, without)
    if how.grid:
        return grid_spec(found, words, how.axes, left_out)
    return lines_spec(found, words, how.indexed, left_out)


def _lines(
    analysis: Analysis, question: Question, pairs: Sequence[str]
) -> Iterator[tuple[str, SeriesLine | None]]:
    """Each pair with its line: all are read at once, and seen one by one."""
    from tradetrack.reports.chart_lines import series_line
    from tradetrack.series.of_one import main_series, of_one_series

    numbers = {_economies(pair): number for pair, number in main_series(analysis).items()}
    for pair in pairs:
        number = numbers.get(_economies(pair))
        view = None if number is None else of_one_series(analysis, number)
        yield pair, series_line(view, question.since, question.until) if view else None


def _economies(pair: str) -> frozenset[str]:
    """A pair in either order."""
    return frozenset(pair.split("-"))


def _pairs(analysis: Analysis, question: Question, most: int | None) -> tuple[list[str], int]:
    """The pairs to draw: those asked for, else all; and how many more there are than `most`.

    Of too many, those with the most full years are drawn; of as many, by the alphabet.
    """
    from tradetrack.core import schema

    if question.pairs and (most is None or len(question.pairs) <= most):
        return list(dict.fromkeys(question.pairs)), 0
    years = analysis.reported.groupby(schema.SERIES_PAIR, observed=True)[schema.START].nunique()
    ordered = sorted(years.index, key=lambda pair: (-int(years[pair]), str(pair)))
    names = [str(pair) for pair in ordered]
    if most is None or len(names) <= most:
        return names or [""], 0
    return names[:most], len(names) - most


def _left_out(more: int, without: Sequence[str]) -> str:
    """What a chart does not show, in one line."""
    parts = (
        [f"{more} more pair{'s' if more > 1 else ''} with fewer years ({{pair}} names them)"] if more else []
    )
    if without:
        rest = len(without) - _NAMED
        names = [*without[:_NAMED], *([f"{rest} more"] if rest > 0 else [])]
        parts.append(f"{listed(names)} without a full year")
    return f"Not shown: {'; '.join(parts)}." if parts else ""
