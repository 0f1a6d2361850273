"""The outlook of the series of an analysis, read for the targets of its projections."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, partial

from tradetrack.core import schema
from tradetrack.core.periods import YEAR
from tradetrack.core.rows import AnnualRow, rows
from tradetrack.core.units import scale_of
from tradetrack.core.vocabulary import is_bound, reporter_codes
from tradetrack.forecast.known_years import Estimate, KnownYears
from tradetrack.forecast.outlook import PATHS, Outlook, outlook
from tradetrack.forecast.outlook_input import MAX_HORIZON
from tradetrack.forecast.projection import Base, Chance, Projection, SteepPath, TargetOutlook
from tradetrack.series.analysis import Analysis
from tradetrack.series.plain import AnnualSeries

HORIZON = 10  # years
Z_90 = 1.2815515655446004  # the standard normal's quantile of 0.9
RARE = 0.05  # a path that fewer flows kept up than this is called steep


def with_outlooks(projections: Sequence[Projection], analysis: Analysis) -> list[Projection]:
    """The projections with their outlook, where the target is still ahead of the base.

    It covers ten years, or as many as up to the latest year for which a growth is required.
    """
    from_base = cache(partial(_outlook, analysis))  # one base may have several targets

    def look(projection: Projection) -> Projection:
        base = projection.base
        if not projection.is_ahead:
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
    """The outlook from a base, with the years before it as its record and what is known of those after it."""
    record = _record(analysis, series, base.year)
    known = {year: level for year, level in record.items() if year < base.year} | {base.year: base.value}
    return outlook(
        list(known.values()),
        list(known),
        horizon,
        unit,
        base_is_bound=base.is_bound,
        known_years=KnownYears(
            _figures_after(analysis, series, base.year) | _estimates(analysis, series),
            _floors(analysis, series, unit),
        ),
    )


def _figures_after(analysis: Analysis, series: int, year: int) -> dict[int, Estimate]:
    """The figures of years after a base that is not the latest, as estimates without a spread."""
    annual = analysis.reported
    later = (
        (annual[schema.SERIES] == series) & (annual[schema.YEAR_COLUMN] > year) & (annual[schema.LEVEL] > 0)
    )
    known = annual[later.to_numpy() & ~is_bound(annual)]
    pairs = zip(known[schema.YEAR_COLUMN].tolist(), known[schema.LEVEL].tolist(), strict=True)
    return {after: Estimate(level, 0.0, 0.0) for after, level in pairs}


def _estimates(analysis: Analysis, series: int) -> dict[int, Estimate]:
    """By year the nowcasts of a series, with the spread of their interval where they have one."""
    own = analysis.nowcasts[(analysis.nowcasts[schema.SERIES] == series).to_numpy()]
    found = {}
    for row in rows(own, AnnualRow):
        has_interval = row.low_80 == row.low_80 and row.low_80 > 0
        deviation = math.log(row.high_80 / row.low_80) / (2 * Z_90) if has_interval else None
        if row.level > 0:
            found[row.year] = Estimate(row.level, deviation, 1 - row.from_months / YEAR)
    return found


def _floors(analysis: Analysis, series: int, unit: str) -> dict[int, float]:
    """By year the floors of a series, in its unit."""
    own = analysis.floors[(analysis.floors[schema.SERIES] == series).to_numpy()]
    pairs = zip(own[schema.START].tolist(), own[schema.AMOUNT].tolist(), strict=True)
    return {start // YEAR: amount / scale_of(unit) for start, amount in pairs}


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
    most = 1 - 1 / PATHS  # a level that no year is known to have is not certain
    return TargetOutlook(
        median_year=reached.median_year,
        interval_80=(reached.earliest, reached.latest),
        chance_by=tuple(Chance(year, min(ahead.chance_by(target, year), most)) for year in ahead.years),
        typical_growth_pct=ahead.typical_growth_pct,
        reversal_pct=ahead.reversal_pct,
        steep=tuple(steep),
    )
