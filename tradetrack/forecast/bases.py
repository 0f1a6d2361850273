"""The bases of projections as arrays: their records, and what is known of the years after them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tradetrack.core import schema
from tradetrack.core.periods import YEAR
from tradetrack.core.units import currency_of, scale_of
from tradetrack.core.vocabulary import NOWCAST, is_bound, reporter_codes
from tradetrack.forecast.known_years import NO_ESTIMATES, NO_FLOORS, Estimates, Floors, Records
from tradetrack.forecast.outlook import TYPICAL_SIZE
from tradetrack.forecast.outlook_input import size_of
from tradetrack.forecast.projection import Projection
from tradetrack.forecast.records import BaseLevels, records_of_levels
from tradetrack.forecast.reference import Z_90, Reference
from tradetrack.series.analysis import Analysis
from tradetrack.series.keys import find

Floats = npt.NDArray[np.float64]


class Bases(NamedTuple):
    """The bases of series, an entry each; `of` has a projection of each of them."""

    of: tuple[Projection, ...]
    records: Records
    estimates: Estimates
    floors: Floors


def bases_of(projections: Sequence[Projection], analysis: Analysis, known: Reference) -> Bases:
    """The base of each series, once, in the order of the numbers of the series."""
    once = {projection.series: projection for projection in projections}
    own = tuple(once[series] for series in sorted(once))
    series = np.array([projection.series for projection in own])
    year = np.array([projection.base.year for projection in own])
    return Bases(
        own,
        _records(own, series, year, analysis, known),
        _estimates(own, series, year, analysis),
        _floors(own, series, year, analysis),
    )


def _records(
    own: Sequence[Projection], series: Any, base_year: Any, analysis: Analysis, known: Reference
) -> Records:
    """What the records say up to each base: levels above 0 that are no bounds, all of the last's reporter."""
    units = {unit: (size_of(1.0, unit), currency_of(unit) == "USD") for unit in {p.unit for p in own}}
    in_dollars = np.array([units[projection.unit][1] for projection in own])
    size = np.array([units[p.unit][0] * (p.base.value if units[p.unit][1] else 1.0) for p in own])
    growth_size = np.where(in_dollars, size, TYPICAL_SIZE)
    is_figure = np.array([not (p.base.is_bound or p.base.basis == NOWCAST) for p in own])
    annual = analysis.reported
    place = find(series, annual[schema.SERIES].to_numpy())
    level, year = annual[schema.LEVEL].to_numpy(), annual[schema.YEAR_COLUMN].to_numpy()
    sound = (place >= 0) & ~is_bound(annual) & (level > 0) & (year <= base_year[place])
    last = np.zeros(len(own), dtype=np.int64)
    at = np.flatnonzero(sound)
    np.maximum.at(last, place[at], at)
    reporter = reporter_codes(annual)
    at = at[reporter[at] == reporter[last[place[at]]]]
    bases = BaseLevels(
        np.array([projection.base.value for projection in own]), base_year, is_figure, size, growth_size
    )
    return records_of_levels(place[at], np.log(level[at]), year[at], bases, known)


def _estimates(own: Sequence[Projection], series: Any, base_year: Any, analysis: Analysis) -> Estimates:
    """The nowcasts of years after each base, and figures after a base that is not the latest."""
    is_nowcast = np.array([projection.base.basis == NOWCAST for projection in own])
    nowcasts, annual = analysis.nowcasts, analysis.reported
    place = find(series, nowcasts[schema.SERIES].to_numpy())
    offset = nowcasts[schema.YEAR_COLUMN].to_numpy() - base_year[place]
    level = nowcasts[schema.LEVEL].to_numpy()
    taken = (place >= 0) & (level > 0) & (offset >= np.where(is_nowcast[place], 0, 1))
    low, high = (
        nowcasts[name].to_numpy() if len(nowcasts) else level for name in (schema.LOW_80, schema.HIGH_80)
    )
    months = nowcasts[schema.FROM_MONTHS].to_numpy() if len(nowcasts) else level
    with np.errstate(divide="ignore", invalid="ignore"):
        deviation = np.log(high / low) / (2 * Z_90)
    has_interval = np.isfinite(deviation)
    parts = [
        (
            place,
            offset,
            level,
            np.where(has_interval, deviation, 0),
            np.where(has_interval, 0, 1 - months / YEAR),
        )
    ]
    kept = [tuple(column[taken] for column in parts[0])]
    figure = find(series, annual[schema.SERIES].to_numpy())
    value, after = annual[schema.LEVEL].to_numpy(), annual[schema.YEAR_COLUMN].to_numpy() - base_year[figure]
    later = (figure >= 0) & (after > 0) & (value > 0) & ~is_bound(annual)
    if not taken.any() and not later.any():
        return NO_ESTIMATES
    none = np.zeros(int(later.sum()))
    kept.append((figure[later], after[later], value[later], none, none))
    item, offset, level, deviation, share = (np.concatenate(column) for column in zip(*kept, strict=True))
    latest = np.full(len(own), -1)
    np.maximum.at(latest, figure[later], after[later])
    order = np.lexsort((offset, item))
    order = order[offset[order] >= latest[item[order]]]
    item, offset, level, deviation, share = (c[order] for c in (item, offset, level, deviation, share))
    return Estimates(item, offset, np.log(level), deviation, share)


def _floors(own: Sequence[Projection], series: Any, base_year: Any, analysis: Analysis) -> Floors:
    """The floors of the years from each base on."""
    floors = analysis.floors
    place = find(series, floors[schema.SERIES].to_numpy())
    offset = floors[schema.START].to_numpy() // YEAR - base_year[place]
    amount = floors[schema.AMOUNT].to_numpy()
    taken = (place >= 0) & (offset >= 0) & (amount > 0)
    if not taken.any():
        return NO_FLOORS
    scale = np.array([scale_of(projection.unit) for projection in own])
    item, offset, level = place[taken], offset[taken], amount[taken] / scale[place[taken]]
    order = np.lexsort((offset, item))
    return Floors(item[order], offset[order], np.log(level[order]))
