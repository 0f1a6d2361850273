"""One series as a line of a chart of several: its full years, and what tells it apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from tradetrack.core import schema
from tradetrack.core.errors import RequestError
from tradetrack.core.numerals import estimate, listed, signed
from tradetrack.core.provenance import Provenance
from tradetrack.core.rows import AnnualRow, rows
from tradetrack.core.units import currency_of, scale_of
from tradetrack.core.vocabulary import KNOWN, REPORTED, TOTAL
from tradetrack.reports.chart_spec import Point
from tradetrack.reports.language import Language
from tradetrack.reports.status import quoted
from tradetrack.series.analysis import Analysis
from tradetrack.series.one import one_series
from tradetrack.series.view import narrowed


class SeriesLine(NamedTuple):
    """The full years of one series, stated or added up, the levels of its open targets, and its figures."""

    pair: str
    flow: str
    scope: str
    unit: str
    years: tuple[AnnualRow, ...]
    targets: tuple[float, ...]
    first_month: int  # from 0
    figures: pd.DataFrame
    day: int
    data: Provenance | None = None


def series_line(analysis: Analysis, since: int | None, until: int | None) -> SeriesLine | None:
    """The line of the one series of an analysis, goods and its main currency first; None without a year."""
    analysis = one_series(analysis)
    annual = narrowed(analysis.reported, since, until)
    years = tuple(rows(annual[annual[schema.BASIS].isin(KNOWN).to_numpy()], AnnualRow))
    if not years:
        return None
    last = years[-1]
    figures = narrowed(analysis.chosen.figures, since, until)
    return SeriesLine(
        last.series_pair,
        last.series_flow,
        last.scope,
        last.series_unit,
        tuple(row for row in years if row.series == last.series),
        tuple(target.value for target in analysis.wanted_targets() if target.series == last.series),
        int(analysis.chosen.first_month.get(last.series, 0)),
        figures[(figures[schema.KIND] == REPORTED).to_numpy()],
        int(analysis.chosen.figures[schema.KNOWN_ON].max()),
        analysis.data,
    )


def common_unit(lines: Sequence[SeriesLine], way_out: str) -> str:
    """The largest unit of lines of one currency. Raises RequestError for several currencies."""
    units = sorted({line.unit for line in lines}, key=scale_of)
    currencies = sorted({currency_of(unit) for unit in units})
    if len(currencies) > 1:
        raise RequestError(f"the series are in {listed(currencies)}; {way_out}", "currency")
    return units[-1]


def level_in(row: AnnualRow, unit: str) -> float:
    """The level of a year in another unit of the same currency."""
    return row.level if row.series_unit == unit else row.amount / scale_of(unit)


def series_words(line: SeriesLine, language: Language) -> str:
    """The name of a pair, with its flow and scope where they are not the usual ones."""
    if not line.pair or line.flow != TOTAL or line.scope:
        return language.subject(line.pair, line.flow, line.scope)
    return language.pair(line.pair)


def point_in(row: AnnualRow, unit: str, first: AnnualRow | None, language: Language) -> Point:
    """A year of a line: in a unit, or as an index whose `first` year is 100."""
    if first is not None:
        value = row.amount / first.amount * 100
        words = language.number(signed(row.qualifier, estimate(value)))
    else:
        value = level_in(row, unit)
        is_own = unit == row.series_unit == row.unit
        words = language.number(quoted(row) if is_own else signed(row.qualifier, estimate(value, 5)))
    label = language.phrase("{value} in {year}", value=words, year=row.label)
    return Point(row.year, value, row.qualifier, label, row.label)


def with_day(words: str, day: int, language: Language) -> str:
    """A subtitle with the day by which all had been stated."""
    return language.phrase("{what}; as stated by {day}", what=words, day=language.day(day)) if day else words


def first_month_of(lines: Sequence[SeriesLine]) -> int:
    """The month (1 to 12) in which the years of the axis start: that of all, else January."""
    months = {line.first_month for line in lines}
    return months.pop() + 1 if len(months) == 1 else 1
