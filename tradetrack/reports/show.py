"""`show`: what was traded, how fast it grew, who said so, and how far the targets are."""

from __future__ import annotations

from collections.abc import Sequence

from tradetrack.core import schema
from tradetrack.core.names import series_title, unit_words
from tradetrack.core.rows import AnnualRow, FigureRow, HeadlineRow, rows
from tradetrack.reports.common import Sources, by_series, last_day, target_tables
from tradetrack.reports.figure_tables import figure_table, period_table
from tradetrack.reports.records import annual_documents, figure_documents, figure_records
from tradetrack.reports.results import Base, ShowResult
from tradetrack.reports.tables import Report, Table
from tradetrack.series.analysis import Analysis
from tradetrack.series.targets import latest_base
from tradetrack.series.view import narrowed, partial_years

_OURS = {*schema.LEDGER_NAMES, *schema.DERIVED_NAMES}


def show_result(analysis: Analysis, since: int | None = None, until: int | None = None) -> ShowResult:
    """The figures, annual series and targets of an analysis, for the years asked for."""
    figures = narrowed(analysis.figures, since, until)
    annual = narrowed(analysis.annual, since, until)
    heads = analysis.headlines.loc[analysis.headlines.index.intersection(figures.index)]
    bases = rows(latest_base(analysis.reported), AnnualRow)
    extra = [name for name in figures.columns if name not in _OURS]
    return ShowResult(
        figures=tuple(rows(figures, FigureRow)),
        annual=tuple(rows(annual, AnnualRow)),
        parts=tuple(rows(partial_years(heads, annual), HeadlineRow)),
        targets=tuple(analysis.targets),
        bases=tuple(Base(row.series, row.level) for row in bases),
        extra=tuple((name.removesuffix(schema.SAME_NAME), tuple(figures[name].tolist())) for name in extra),
    )


def show_report(result: ShowResult, every_figure: bool = False) -> Report:
    """The answer as tables, records and a document; with `every_figure` each figure has a row."""
    return Report(
        tables=lambda: _tables(result, every_figure),
        records=lambda: figure_records(result),
        document=lambda: {
            "figures": figure_documents(result.figures),
            "annual": annual_documents(result.annual),
        },
        notes=() if result.figures else ("nothing to show: no figure in this view",),
    )


def _tables(result: ShowResult, every_figure: bool) -> list[Table]:
    """For each series its figures, then its targets; the sources at the end."""
    tables: list[Table] = []
    sources = Sources()
    figures, annual = by_series(result.figures), by_series(result.annual)
    parts = by_series(result.parts)
    targets = by_series(result.targets)
    bases = {base.series: base for base in result.bases}
    for series in sorted({*figures, *targets}):
        own = figures.get(series, [])
        years, pieces = annual.get(series, []), parts.get(series, [])
        if every_figure and own:
            tables.append(figure_table(own, sources, *_title(own)))
        elif years or pieces:
            tables.append(period_table(years, pieces, own, sources, *_title(own)))
        tables += target_tables(targets.get(series, []), bases.get(series), every_figure, sources)
    return tables + sources.table()


def _title(figures: Sequence[FigureRow]) -> tuple[str, str]:
    """What the series is, and its unit with the day of the last statement."""
    row, day = figures[0], last_day(figures)
    unit = unit_words(row.series_unit)
    return series_title(row.series_pair, row.series_flow), f"{unit}; stated by {day}" if day else unit
