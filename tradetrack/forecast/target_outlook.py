"""The outlook of the series of an analysis, read for the targets of its projections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache, partial

from tradetrack.core import schema
from tradetrack.core.rows import AnnualRow, rows
from tradetrack.core.vocabulary import is_bound, reporter_codes
from tradetrack.forecast.outlook import MAX_HORIZON, Outlook, outlook
from tradetrack.forecast.projection import Base, Chance, Projection, SteepPath, TargetOutlook
from tradetrack.series.analysis import Analysis
from tradetrack.series.plain import AnnualSeries

HORIZON = 10  # years
RARE = 0.05  # a path that fewer flows kept up than this is called steep


def with_outlooks(projections: Sequence[Projection], analysis: Analysis) -> list[Projection]:
    """The projections with their outlook, where the target is still ahead of the base.

    It covers ten years, or as many as up to the latest year for which a growth is required.
    """
    from_base = cache(partial(_outlook, analysis))  # one base may have several targets

    def look(projection: Projection) -> Projection:
        base, target = projection.base, projection.target
        if not 0 < base.value < target.value:
            return projection
        farthest = max(required.by for required in projection.required) - base.year
        horizon = min(max(HORIZON, farthest), MAX_HORIZON)
        ahead = from_base(projection.series, projection.unit, base, horizon)
        return replace(projection, outlook=_read(ahead, projection))

    return [look(projection) for projection in projections]


def series_outlook(analysis: Analysis, projection: Projection) -> Outlook:
    """The outlook of the series of one projection, from its base, over ten years."""
    return _outlook(analysis, projection.series, projection.unit, projection.base, HORIZON)


def _outlook(analysis: Analysis, series: int, unit: str, base: Base, horizon: int) -> Outlook:
    """The outlook from a base with the years before it as its own record; a bound has none."""
    record = {} if base.is_bound else _record(analysis, series, base.year)
    known = {year: level for year, level in record.items() if year < base.year} | {base.year: base.value}
    return outlook(list(known.values()), list(known), horizon, unit)


def annual_record(analysis: Analysis) -> list[AnnualSeries]:
    """The series of an analysis as plain levels, each of one reporter, above 0 and without bounds."""
    series = []
    annual = analysis.reported
    for row in rows(annual.drop_duplicates(schema.SERIES, keep="last"), AnnualRow):
        pair, flow, unit = row.series_pair, row.series_flow, row.series_unit
        own = annual[(annual[schema.SERIES] == row.series) & annual[schema.STATED].notna()]
        stated = dict(zip(own[schema.YEAR_COLUMN].tolist(), own[schema.STATED].tolist(), strict=True))
        name = " ".join(word for word in (pair, flow, unit) if word)
        series.append(AnnualSeries(name, unit, _record(analysis, row.series, row.year), stated))
    return series


def _record(analysis: Analysis, series: int, until: int) -> dict[int, float]:
    """The levels of a series up to a year, above 0 and no bounds, all of the reporter of the last of them."""
    annual = analysis.reported
    own = (annual[schema.SERIES] == series) & (annual[schema.YEAR_COLUMN] <= until)
    sound = own & ~is_bound(annual) & (annual[schema.LEVEL] > 0)
    levels = annual[sound]
    if len(levels):
        reporter = reporter_codes(levels)
        levels = levels[reporter == reporter[-1]]
    return dict(zip(levels[schema.YEAR_COLUMN].tolist(), levels[schema.LEVEL].tolist(), strict=True))


def _read(ahead: Outlook, projection: Projection) -> TargetOutlook:
    target = projection.target.value
    reached = ahead.reached(target)
    steep = []
    for path in projection.paths:
        if path.years is not None and path.reached_in is not None and path.growth_pct > 0:
            years = min(max(1, path.reached_in - projection.base.year), MAX_HORIZON)
            share = ahead.share_growing_at_least(path.growth_pct, years)
            if share < RARE:
                steep.append(SteepPath(path.growth_pct, years, share))
    return TargetOutlook(
        median_year=reached.median_year,
        interval_80=(reached.earliest, reached.latest),
        chance_by=tuple(Chance(year, ahead.chance_by(target, year)) for year in ahead.years),
        typical_growth_pct=ahead.typical_growth_pct,
        reversal_pct=ahead.reversal_pct,
        steep=tuple(steep),
    )
