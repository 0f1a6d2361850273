"""The league of an analysis: its rows, put in order, cut, and read with their outlook."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import pandas as pd

from tradetrack.core import schema
from tradetrack.core.periods import period_label, rolling_label
from tradetrack.core.rows import AnnualRow, HeadlineRow, rows
from tradetrack.core.vocabulary import KNOWN, NOWCAST
from tradetrack.forecast.projection import Projection
from tradetrack.forecast.start import starts_of
from tradetrack.forecast.target_outlook import with_outlooks
from tradetrack.reports.common import by_series
from tradetrack.reports.league_order import ordered
from tradetrack.reports.league_result import FIVE_YEARS, LeagueResult, LeagueRow
from tradetrack.reports.league_total import league_total
from tradetrack.reports.league_view import BY_CHANCE, PROJECT, SHOW, TARGETS, LeagueView
from tradetrack.series.analysis import Analysis
from tradetrack.series.base import latest_base
from tradetrack.series.left_out import LeftOut
from tradetrack.series.of_one import SeriesName, series_names
from tradetrack.series.query import ROLLING
from tradetrack.series.target_record import TargetRecord
from tradetrack.series.view import narrowed

Kind = TypeVar("Kind", AnnualRow, HeadlineRow)
Latest = Mapping[int, AnnualRow] | Mapping[int, HeadlineRow]
TargetKey = tuple[int, float, int | None]


@dataclass(frozen=True)
class Asked:
    """What a league is made of besides the analysis: the years and rhythm of the view, and what to project.

    `projections` have no outlook yet; `world_growth` is an assumption for it. With `every` they have theirs,
    all series and targets have a row, those without a year and settled ones too, and the latest year is the
    one that growth starts from.
    """

    projections: Sequence[Projection] = ()
    since: int | None = None
    until: int | None = None
    rhythm: str | None = None
    growth: tuple[float, ...] = ()
    by: tuple[int, ...] = ()
    at: tuple[int, ...] = ()
    world_growth: float | None = None
    left_out: tuple[LeftOut, ...] = ()
    every: bool = False


def league_result(analysis: Analysis, view: LeagueView, asked: Asked) -> LeagueResult:
    """The league of an analysis, of figures, projections or targets as the `kind` of the view says.

    Only the rows that are returned have their outlook, unless all are compared by it.
    """
    found = _rows(analysis, view, asked)
    if view.sort == BY_CHANCE:
        found = _with_outlooks(found, analysis, asked.world_growth)
    total = league_total(found)
    shown = ordered(found, view)[: view.top]
    if view.sort != BY_CHANCE and not asked.every:
        shown = _with_outlooks(shown, analysis, asked.world_growth)
    others = len(analysis.series) - total.series if view.kind == SHOW else 0
    why = "no_period" if asked.rhythm else "no_year"
    lacking = [LeftOut(others, why, (), "more series")] if others else []
    return LeagueResult(
        tuple(_with_cagr(shown, analysis)),
        view,
        len(found),
        total,
        (*lacking, *asked.left_out, *analysis.left_out),
        asked.growth,
        asked.by,
        asked.at,
        asked.rhythm == ROLLING,
    )


def _rows(analysis: Analysis, view: LeagueView, asked: Asked) -> list[LeagueRow]:
    """All rows of a league, by series and target, without outlooks."""
    parts = narrowed(analysis.to_date, asked.since, asked.until)
    to_date = {row.series: row for row in rows(parts, HeadlineRow)}
    ways = {_aim_of(projection): projection for projection in asked.projections}
    label = rolling_label if asked.rhythm == ROLLING else period_label
    latest = _latest(analysis, asked) if view.kind != PROJECT else _bases(analysis, asked.projections)
    if asked.every:
        targets = by_series(analysis.targets)
        found = [
            _named(
                name, latest.get(name.number), record, ways.get(_key_of(record)) if record else None, label
            )
            for name in sorted(series_names(analysis))
            for record in targets.get(name.number) or (None,)
        ]
    elif view.kind == SHOW:
        targets = by_series(analysis.wanted_targets())
        found = [
            _row(row, record, ways.get(_key_of(record)) if record else None, label)
            for row in latest.values()
            for record in targets.get(row.series) or (None,)
        ]
    elif view.kind == TARGETS:
        found = [_row(latest.get(r.series), r, ways.get(_key_of(r)), label) for r in analysis.targets]
    else:
        known = {_key_of(record): record for record in analysis.targets}
        found = [_row(latest.get(p.series), known.get(_aim_of(p)), p, label) for p in asked.projections]
    return [row._replace(to_date=to_date.get(row.series)) for row in found] if to_date else found


def _row(
    latest: AnnualRow | HeadlineRow | None,
    record: TargetRecord | None,
    projection: Projection | None,
    label: Callable[[int, int], str],
) -> LeagueRow:
    known = projection or record
    if known is not None:
        name = SeriesName(known.series, known.pair, known.flow, known.scope, known.unit)
    elif latest is not None:
        row = latest
        name = SeriesName(row.series, row.series_pair, row.series_flow, row.scope, row.series_unit)
    else:
        raise ValueError("a row of a league is of a series")
    return _named(name, latest, record, projection, label)


def _named(
    name: SeriesName,
    latest: AnnualRow | HeadlineRow | None,
    record: TargetRecord | None,
    projection: Projection | None,
    label: Callable[[int, int], str],
) -> LeagueRow:
    period = label(latest.start, latest.months) if latest else ""
    return LeagueRow(*name, period, latest, None, record, projection)


def _latest(analysis: Analysis, asked: Asked) -> Latest:
    """By series the latest known level of the view, in its rhythm."""
    if asked.rhythm:
        frame = narrowed(analysis.periods(asked.rhythm), asked.since, asked.until)
        last = frame.sort_values([schema.SERIES, schema.START, schema.MONTHS], kind="stable")
        return _by_number(last.drop_duplicates(schema.SERIES, keep="last"), HeadlineRow)
    annual = narrowed(analysis.reported, asked.since, asked.until)
    known = annual[annual[schema.BASIS].isin(KNOWN).to_numpy()]
    if asked.every:
        return _by_number(latest_base(known), AnnualRow)
    return _by_number(known.drop_duplicates(schema.SERIES, keep="last"), AnnualRow)


def _bases(analysis: Analysis, projections: Sequence[Projection]) -> Latest:
    """By series the year that its projections start from."""
    annual = analysis.reported
    if any(projection.base.basis == NOWCAST for projection in projections):
        annual = analysis.annual
    base = {projection.series: projection.base.year for projection in projections}
    year = annual[schema.SERIES].map(base)
    return _by_number(annual[(annual[schema.YEAR_COLUMN] == year).to_numpy()], AnnualRow)


def _by_number(frame: pd.DataFrame, kind: type[Kind]) -> Mapping[int, Kind]:
    return {row.series: row for row in rows(frame, kind)}


def _key_of(record: TargetRecord) -> TargetKey:
    return record.series, record.value, record.deadline


def _aim_of(projection: Projection) -> TargetKey:
    deadline = projection.target.deadline if projection.target else None
    return projection.series, projection.target_value, deadline


def _with_outlooks(
    found: Sequence[LeagueRow], analysis: Analysis, world_growth: float | None
) -> list[LeagueRow]:
    """The rows with the outlook of their projections."""
    ways = [row.projection for row in found if row.projection]
    ahead = iter(with_outlooks(ways, analysis, world_growth))
    return [row._replace(projection=next(ahead)) if row.projection else row for row in found]


def _with_cagr(found: Sequence[LeagueRow], analysis: Analysis) -> list[LeagueRow]:
    """The rows with the CAGR of the five years before the base; without paths, of the latest year."""
    alone = {row.series for row in found if row.projection is None or not row.projection.paths}
    annual = analysis.reported[analysis.reported[schema.SERIES].isin(alone).to_numpy()]
    rates = (
        {series: dict(start.rates) for series, start in starts_of(annual, None, analysis).items()}
        if alone
        else {}
    )
    return [
        row._replace(
            cagr_5_pct=row.at_cagr.growth_pct if row.at_cagr else rates.get(row.series, {}).get(FIVE_YEARS)
        )
        for row in found
    ]
