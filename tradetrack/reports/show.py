"""`show`: what was traded, how fast it grew, who said so, and how far the targets are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from tradetrack.core import schema
from tradetrack.core.lazy import Rows
from tradetrack.core.names import series_title, unit_words
from tradetrack.core.numerals import level, listed, ordinal_day
from tradetrack.core.periods import YEAR, period_label, rolling_label
from tradetrack.core.rows import AnnualRow, FigureRow, HeadlineRow, rows
from tradetrack.core.vocabulary import EXPORTS_PLUS_IMPORTS, REPORTED
from tradetrack.reports.common import (
    Sources,
    by_series,
    left_out_words,
    no_total_words,
    target_tables,
)
from tradetrack.reports.documents import (
    annual_documents,
    data_document,
    figure_documents,
    floor_documents,
    period_documents,
)
from tradetrack.reports.figure_tables import (
    figure_table,
    period_table,
    rhythm_table,
)
from tradetrack.reports.period_notes import folded_words, gap_words
from tradetrack.reports.records import figure_records, period_records
from tradetrack.reports.results import Base, Folded, ShowResult
from tradetrack.reports.tables import Report, Table
from tradetrack.reports.year_floors import is_within, year_floors
from tradetrack.series.analysis import Analysis
from tradetrack.series.base import latest_base
from tradetrack.series.outcome import OPEN
from tradetrack.series.query import ANNUAL, MONTH, QUARTER, ROLLING, TO_DATE
from tradetrack.series.view import narrowed

_LISTED = ("reporter",)  # by a row for every figure
_COUNTED = (REPORTED, EXPORTS_PLUS_IMPORTS)
_RHYTHMS = {
    MONTH: "month",
    QUARTER: "quarter",
    TO_DATE: "year to date",
    ANNUAL: "full year",
    ROLLING: "span of twelve months",
}


def show_result(
    analysis: Analysis, since: int | None = None, until: int | None = None, by: str | None = None
) -> ShowResult:
    """The figures, annual series and targets of an analysis, for the years asked for; `by` another rhythm."""
    figures = narrowed(analysis.figures, since, until)
    heads = narrowed(analysis.headlines, since, until)
    annual = narrowed(analysis.annual, since, until)
    parts = analysis.parts(heads, annual)
    bases = rows(latest_base(analysis.reported), AnnualRow)
    extra = analysis.extra_of(figures)
    is_sum = (heads[schema.BASIS] != REPORTED).to_numpy() & heads.index.isin(figures[schema.HEADLINE])
    periods = narrowed(analysis.periods(by), since, until) if by else heads.iloc[:0]
    return ShowResult(
        figures=Rows(figures, FigureRow),
        annual=tuple(rows(annual, AnnualRow)),
        parts=tuple(rows(parts, HeadlineRow)),
        targets=tuple(analysis.targets),
        bases=tuple(Base(row.series, row.level) for row in bases),
        sums=tuple(rows(heads[is_sum], HeadlineRow)),
        by=by,
        periods=tuple(rows(periods, HeadlineRow)),
        folded=_folded(heads, parts),
        floors=tuple(year_floors(analysis, since, until)),
        gaps=tuple(gap for gap in analysis.gaps if is_within(gap.start // YEAR, since, until)),
        without_total=tuple(analysis.without_total),
        left_out=tuple(analysis.left_out),
        data=analysis.data,
        extra=tuple(
            (str(name).removesuffix(schema.SAME_NAME), tuple(own.tolist())) for name, own in extra.items()
        ),
    )


def _folded(heads: pd.DataFrame, parts: pd.DataFrame) -> tuple[Folded, ...]:
    """The stated headlines and totals of flows that no row of the annual view shows, counted."""
    shorter = heads[(heads[schema.MONTHS] < YEAR).to_numpy() & heads[schema.BASIS].isin(_COUNTED).to_numpy()]
    hidden = shorter[~shorter.index.isin(parts.index)]
    counts = hidden.groupby([schema.SERIES, schema.MONTHS]).size().rename("count").reset_index()
    columns = (counts[name].tolist() for name in (schema.SERIES, schema.MONTHS, "count"))
    return tuple(map(Folded, *columns))


def show_report(result: ShowResult, every_figure: bool = False) -> Report:
    """The answer as tables, records and a document; with `every_figure` each figure has a row."""
    document: dict[str, Any] = {
        "figures": lambda: figure_documents(result.figures),
        "annual": lambda: annual_documents(result.annual),
        "floors": lambda: floor_documents(result.floors),
        "data": lambda: data_document(result.data),
    }
    if result.by:
        document["periods"] = lambda: period_documents(result.periods, result.by == ROLLING)
    settled = 0 if every_figure else sum(record.outcome != OPEN for record in result.targets)
    return Report(
        tables=lambda: _tables(result, every_figure),
        records=lambda: period_records(result.periods) if result.by else figure_records(result),
        document=lambda: {name: made() for name, made in document.items()},
        notes=_notes(result),
        left_out=left_out_words(result.left_out, settled, _LISTED if every_figure else ()),
        left_out_of_data=left_out_words(result.left_out, lists=_LISTED),
    )


def _notes(result: ShowResult) -> list[str]:
    """Why a view is empty, and why exports and imports make no total."""
    notes = [no_total_words(pair) for pair in result.without_total]
    if result.by and not result.periods:
        return [*notes, f"nothing to show: no {_RHYTHMS[result.by]} in this view{_other_rhythms(result)}"]
    if not result.figures and not result.annual:
        return [*notes, "nothing to show: no figure in this view"]
    if not result.annual and not result.parts and not result.targets:
        return [*notes, "nothing to show: no level of a year or of its parts; {all} lists every figure"]
    return notes


def _other_rhythms(result: ShowResult) -> str:
    """Which rhythms the figures of the view have."""
    months = {*result.figures.frame[schema.MONTHS].unique().tolist()}
    known = [
        f"{_RHYTHMS[rhythm]}s ({{by}} {rhythm})"
        for rhythm, n in ((MONTH, 1), (QUARTER, 3), (ANNUAL, 12))
        if n in months
    ]
    return f"; there are {listed(known)}" if known else ""


def _tables(result: ShowResult, every_figure: bool) -> list[Table]:
    """For each series its figures, then its targets; the sources at the end."""
    tables: list[Table] = []
    sources = Sources()
    figures, annual = result.figures.by(schema.SERIES), by_series(result.annual)
    parts, periods = by_series(result.parts), by_series(result.periods)
    targets = by_series(result.targets)
    bases = {base.series: base for base in result.bases}
    label = rolling_label if result.by == ROLLING else period_label
    for series in sorted({*figures, *annual, *periods, *parts, *targets}):
        own = figures.get(series, result.figures[:0])
        years, pieces = annual.get(series, []), parts.get(series, [])
        gaps = [gap_words(gap) for gap in result.gaps if gap.series == series]
        gaps += [
            f"{floor.label} is known to have at least {level(floor.level)}"
            for floor in result.floors
            if floor.series == series and all(floor.year > row.year for row in years)
        ]
        before = len(tables)
        if every_figure and own:
            tables.append(figure_table(own, result.sums, sources, *_title(own, own)))
        elif result.by:
            rhythm = periods.get(series, [])
            tables += (
                [rhythm_table(rhythm, own, sources, *_title(rhythm, own), gaps, label)] if rhythm else []
            )
        elif years or pieces:
            folded = folded_words([item for item in result.folded if item.series == series])
            shown = _title(years or pieces, own)
            tables.append(period_table(years, pieces, own, sources, *shown, [*gaps, *folded]))
        heading = _title(own, own) if own and len(tables) == before else ("", "")
        tables += target_tables(targets.get(series, []), bases.get(series), every_figure, sources, heading)
    return tables + sources.table()


def _title(shown: Sequence[FigureRow | HeadlineRow | AnnualRow], figures: Rows[FigureRow]) -> tuple[str, str]:
    """What the series is, and its unit with the day of the last statement."""
    row, unit = shown[0], unit_words(shown[0].series_unit)
    known_on = int(figures.frame[schema.KNOWN_ON].max()) if figures else 0
    if shown is not figures:
        known_on = max(known_on, *(other.known_on for other in shown))
    title = series_title(row.series_pair, row.series_flow, row.scope)
    return title, f"{unit}; stated by {ordinal_day(known_on)}" if known_on else unit
