"""`show`: what was traded, how fast it grew, who said so, and how far the targets are."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tradetrack.core import schema
from tradetrack.core.names import series_title, unit_words
from tradetrack.core.numerals import percent, rounded, signed
from tradetrack.core.periods import YEAR, period_label, year_label
from tradetrack.core.vocabulary import (
    CONFLICT,
    HEADLINE,
    IMPLIED,
    NOWCAST,
    OTHER_REPORTER,
    REPORTED,
    RESTATED,
    ROUNDED,
    SUPERSEDED,
)
from tradetrack.reports.common import Sources, growth_words, last_day, partial_years, target_tables
from tradetrack.reports.overview import series_table
from tradetrack.reports.records import annual_documents, figure_documents, figure_records, narrowed
from tradetrack.reports.status import quoted, reasons
from tradetrack.reports.tables import Cell, Column, Report, Table
from tradetrack.series import nowcast
from tradetrack.series.analysis import Analysis

ALSO = 2  # other statements of a period that are named; the rest are counted
_ALSO_ORDER = (CONFLICT, OTHER_REPORTER, SUPERSEDED, ROUNDED)

_STATED_NOTE = "s  as stated; nothing in this ledger allows computing it"
_PERIODS = (
    Column("Period", keep=True),
    Column("Value", number=True),
    Column("Growth"),
    Column("Stated by"),
    Column("On", keep=True),
    Column("Source", keep=True),
    Column("Also stated"),
)
_FIGURES = (
    Column("Line", number=True),
    Column("Period", keep=True),
    Column("Value", number=True),
    Column("Growth", number=True),
    Column("Reporter", keep=True),
    Column("Stated by"),
    Column("On", keep=True),
    Column("Status"),
    Column("Why"),
    Column("Source", keep=True),
)


def show_report(
    analysis: Analysis,
    since: int | None = None,
    until: int | None = None,
    every_figure: bool = False,
) -> Report:
    """The figures, annual series and targets of an analysis, for the years asked for."""
    figures = narrowed(analysis.figures, since, until)

    def annual() -> pd.DataFrame:
        return narrowed(analysis.annual, since, until)

    return Report(
        tables=lambda: _tables(analysis, figures, annual(), every_figure),
        records=lambda: figure_records(figures),
        document=lambda: {
            "figures": figure_documents(figures),
            "annual": annual_documents(annual()),
        },
        notes=() if len(figures) else ("nothing to show: no figure in this view",),
    )


def _tables(
    analysis: Analysis, figures: pd.DataFrame, annual: pd.DataFrame, every_figure: bool
) -> list[Table]:
    """For each series its figures, then its targets; the sources at the end."""
    if analysis.is_many and not every_figure:
        return series_table(annual, analysis.wanted_targets())
    tables: list[Table] = []
    sources = Sources()
    heads = analysis.headlines.loc[analysis.headlines.index.intersection(figures.index)]
    for series in analysis.series:
        own = figures[figures[schema.SERIES] == series]
        own_heads = heads[heads[schema.SERIES] == series]
        years = annual[annual[schema.SERIES] == series]
        if every_figure and len(own):
            tables.append(_figure_table(own, sources))
        elif len(years) or len(partial_years(own_heads, years)):
            tables.append(_period_table(own_heads, years, own, sources))
        targets = [record for record in analysis.targets if record.series == series]
        tables += target_tables(targets, analysis.reported, every_figure, sources)
    return tables + sources.table()


def _title(figures: pd.DataFrame) -> tuple[str, str]:
    """What the series is, and its unit with the day of the last statement."""
    row = next(schema.rows(figures))
    day = last_day(figures)
    unit = unit_words(row.series_unit)
    return series_title(row.series_pair, row.series_flow), f"{unit}; stated by {day}" if day else unit


def _period_table(
    heads: pd.DataFrame, annual: pd.DataFrame, figures: pd.DataFrame, sources: Sources
) -> Table:
    """One row a year, and one a part of the latest year or of a year without a full figure."""
    partial = partial_years(heads, annual).assign(basis=REPORTED)
    shown = pd.concat([annual, partial])
    end = shown[schema.START] + shown[schema.MONTHS]
    shown = shown.assign(end=end).sort_values(["end", schema.MONTHS], kind="stable")
    others = _others(figures)
    rows = []
    for row in schema.rows(shown):
        if row.basis == IMPLIED:
            rows.append(_implied_row(row))
        elif row.basis == NOWCAST:
            rows.append(_nowcast_row(row))
        else:
            rows.append(_period_row(row, others.get(row.headline, []), sources))
    title, aside = _title(figures)
    notes = [_nowcast_note(row) for row in schema.rows(annual[annual[schema.BASIS] == NOWCAST])]
    if any(str(row[2]).rstrip(")").endswith(" s") for row in rows):
        notes.append(_STATED_NOTE)
    return Table(_PERIODS, rows, title, aside, notes)


def _period_row(row: Any, others: list[Any], sources: Sources) -> list[Cell]:
    return [
        period_label(row.start, row.months),
        quoted(row),
        growth_words(row),
        row.stated_by,
        row.stated_on,
        sources.mark(row.source),
        _also(others, sources),
    ]


def _implied_row(row: Any) -> list[Cell]:
    following = year_label(row.start + YEAR)
    by = f"implied by {following}'s {percent(row.implied_pct, sign=False)}"
    return [row.label, signed(row.qualifier, rounded(row.level)), "", by, "", "", ""]


def _nowcast_row(row: Any) -> list[Cell]:
    return [row.label, signed(row.qualifier, rounded(row.level)), "", "estimated", "", "", ""]


def _nowcast_note(row: Any) -> str:
    """How the estimate of the current year was made, and its interval."""
    months = period_label(row.start, int(row.from_months))
    how = {
        nowcast.SHARE: f"{months}, by their share of past years",
        nowcast.BY_GROWTH: f"{row.year - 1} times the growth stated for {months}",
        nowcast.PRO_RATA: f"{months} pro rata",
    }[row.method]
    interval = f"; 80 %: {rounded(row.low_80)} to {rounded(row.high_80)}" if row.low_80 == row.low_80 else ""
    return f"{row.label} is estimated: {how}{interval}"


def _others(figures: pd.DataFrame) -> dict[int, list[Any]]:
    """By headline, the other statements of its period that name another value."""
    others: dict[int, list[Any]] = {}
    skipped = (HEADLINE, RESTATED)
    for row in schema.rows(figures[~figures[schema.STATUS].isin(skipped)]):
        if row.headline >= 0:
            others.setdefault(row.headline, []).append(row)
    return others


def _also(others: list[Any], sources: Sources) -> str:
    """What else was stated for a period, each value once: what disagrees first, what agrees counted."""
    said: dict[tuple[str, str], str] = {}
    for row in sorted(others, key=lambda row: _ALSO_ORDER.index(row.status)):
        verdict = {
            OTHER_REPORTER: row.reporter,
            SUPERSEDED: "before",
            ROUNDED: "agrees",
        }.get(row.status, "disagrees")
        said.setdefault((quoted(row), verdict), row.source)
    agreeing = [words for words in said if words[1] == "agrees"]
    named = said if len(agreeing) == 1 else {words: s for words, s in said.items() if words not in agreeing}
    parts = [
        f"{value} ({verdict}) {sources.mark(source)}".strip() for (value, verdict), source in named.items()
    ]
    rest = [f"{len(parts) - ALSO} more"] if len(parts) > ALSO else []
    agree = [f"{len(agreeing)} agree"] if len(agreeing) > 1 else []
    return ", ".join(parts[:ALSO] + rest + agree)


def _figure_table(figures: pd.DataFrame, sources: Sources) -> Table:
    """Every figure with its status and the reason."""
    why = dict(zip(figures.index, reasons(figures), strict=True))
    ordered = figures.assign(end=figures[schema.START] + figures[schema.MONTHS]).sort_values(
        ["end", schema.MONTHS, schema.KNOWN_ON, schema.LINE], kind="stable"
    )
    rows = [
        [
            row.line,
            period_label(row.start, row.months) or "no deadline",
            quoted(row) if row.value_text else "",
            percent(row.growth_pct) if row.growth_pct == row.growth_pct else "",
            row.reporter,
            row.stated_by,
            row.stated_on,
            row.status,
            why[row.Index],
            sources.mark(row.source),
        ]
        for row in schema.rows(ordered)
    ]
    title, aside = _title(figures)
    return Table(_FIGURES, rows, title, aside)
