"""Several series in one plot: pairs, or the flows of one pair with their balance."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from tradetrack.core.errors import RequestError
from tradetrack.core.names import FLOW_WORDS
from tradetrack.core.numerals import estimate
from tradetrack.core.vocabulary import BOUNDS, EXACT, EXPORTS, IMPORTS, QUALIFIERS, TOTAL
from tradetrack.reports.chart import foot_of
from tradetrack.reports.chart_lines import (
    SeriesLine,
    common_unit,
    first_month_of,
    level_in,
    point_in,
    series_words,
    with_day,
)
from tradetrack.reports.chart_many_spec import LinesSpec, NamedLine
from tradetrack.reports.chart_spec import Point
from tradetrack.reports.chart_words import ChartWords, with_labels
from tradetrack.reports.language import Language

MAX_LINES = 8  # have colours that can be told apart
_NAMED = 3  # series that a title names


def lines_spec(
    lines: Sequence[SeriesLine], words: ChartWords, indexed: bool = False, left_out: str = ""
) -> LinesSpec:
    """Several series in one plot: pairs, or the flows of one pair with their balance.

    With `indexed` each is 100 in the first year that all of them have. Raises RequestError where there are
    too many, their currencies differ, or no such year is known.
    """
    if len(lines) > MAX_LINES:
        message = (
            f"{len(lines)} lines cannot be told apart; draw them side by side with {{grid}}, or name up to"
        )
        raise RequestError(f"{message} {MAX_LINES}", "pair")
    language = words.language
    is_flows = len({(line.pair, line.scope) for line in lines}) == 1
    unit = "" if indexed else common_unit(lines, "choose one, or compare growth with {indexed}")
    start = _first_common(lines) if indexed else 0
    named = tuple(_named(line, is_flows, unit, start, language) for line in lines)
    balance = _balance(lines, unit, language) if is_flows and not indexed else ()
    day = max(line.day for line in lines)
    what = _index_words(start, language) if indexed else _unit_words(lines, is_flows, unit, language)
    spec = LinesSpec(
        title=_title(lines, is_flows, language) if words.title is None else words.title,
        subtitle=with_day(what, day, language) if words.subtitle is None else words.subtitle,
        foot=foot_of(pd.concat([line.figures for line in lines]), language, lines[0].data),
        lines=named,
        first_month=first_month_of(lines),
        bars=balance,
        label=balance[-1].label if balance else "",
        is_indexed=indexed,
        left_out=left_out,
        language=language,
    )
    return with_labels(spec, words.labels)


def _named(line: SeriesLine, is_flows: bool, unit: str, start: int, language: Language) -> NamedLine:
    """A line with its name: the flow where all are of one pair, else the pair."""
    flow = language.phrase(FLOW_WORDS[line.flow])
    name = flow[:1].upper() + flow[1:] if is_flows else series_words(line, language)
    first = next((row for row in line.years if row.year == start), None)
    points = tuple(point_in(row, unit, first, language) for row in line.years)
    return NamedLine(name, points[-1].label, points)


def _first_common(lines: Sequence[SeriesLine]) -> int:
    """The first year in which every line has a level above 0 that is no bound. Raises RequestError."""
    known = [
        {row.year for row in line.years if row.amount > 0 and row.qualifier not in BOUNDS} for line in lines
    ]
    common = set.intersection(*known)
    if not common:
        raise RequestError("there is no year of which every series has a figure to start from", "indexed")
    return min(common)


def _balance(lines: Sequence[SeriesLine], unit: str, language: Language) -> tuple[Point, ...]:
    """Exports less imports of each year that both have, by one reporter and no bounds."""
    sides = {line.flow: {row.year: row for row in line.years} for line in lines}
    if EXPORTS not in sides or IMPORTS not in sides:
        return ()
    points = []
    for year, sold in sides[EXPORTS].items():
        bought = sides[IMPORTS].get(year)
        if (
            bought is None
            or sold.reporter != bought.reporter
            or {sold.qualifier, bought.qualifier} & {*BOUNDS}
        ):
            continue
        value = level_in(sold, unit) - level_in(bought, unit)
        words = language.number(f"{'+' if value > 0 else ''}{estimate(value)}")
        label = language.phrase("balance: {value} in {year}", value=words, year=sold.label)
        points.append(Point(year, value, QUALIFIERS[EXACT], label, sold.label))
    return tuple(points)


def _title(lines: Sequence[SeriesLine], is_flows: bool, language: Language) -> str:
    if is_flows:
        return language.subject(lines[0].pair, TOTAL, lines[0].scope)
    names = [language.pair(line.pair) for line in lines]
    if len({line.flow for line in lines}) == 1 and len(names) <= _NAMED and all(names):
        return language.phrase("Trade: {pairs}", pairs=language.listed(names))
    return language.counted("Trade of {number} pair", "Trade of {number} pairs", len(lines))


def _unit_words(lines: Sequence[SeriesLine], is_flows: bool, unit: str, language: Language) -> str:
    scale = language.phrase("{unit} a year", unit=language.unit(unit))
    if is_flows:
        return scale
    flow = language.phrase(FLOW_WORDS[lines[0].flow])
    return language.phrase("{what}, {unit} a year", what=flow, unit=language.unit(unit))


def _index_words(start: int, language: Language) -> str:
    return language.phrase("{year} = 100", year=start)
