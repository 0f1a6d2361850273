"""The annual series and the targets of a ledger -> projections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from tradetrack.core import schema
from tradetrack.core.errors import RequestError
from tradetrack.core.periods import YEAR
from tradetrack.core.rows import AnnualRow, rows
from tradetrack.core.units import scale_of
from tradetrack.core.vocabulary import NOWCAST, OVER, QUALIFIERS, UNDER, is_bound, reporter_codes
from tradetrack.forecast.projection import (
    GIVEN,
    LATEST,
    STATED,
    WHOLE,
    Base,
    Projection,
    Reached,
    Target,
    path_to,
)
from tradetrack.series import growth
from tradetrack.series.analysis import Analysis
from tradetrack.series.base import latest_base
from tradetrack.series.evidence import ESTIMATE, FLOOR_RANK, nowcast_evidence
from tradetrack.series.keys import find, period_key
from tradetrack.series.pace import pace
from tradetrack.series.target_record import TargetRecord
from tradetrack.series.targets import deadline_start
from tradetrack.series.units import unit_scales

YEARS_REQUIRED = 5  # the growth required is given for this many years after the base
SPANS = (3, 5, 10)  # years of the CAGR paths


class _Start(NamedTuple):
    """Where a series stands: its base, the growth rates its record supports, the year's first month."""

    row: AnnualRow
    base: Base
    rates: tuple[tuple[str, float], ...]
    first_start: int
    running: AnnualRow | None
    floor: Reached | None


def project(
    analysis: Analysis,
    targets: Sequence[TargetRecord],
    values: Sequence[float] = (),
    growth_pct: Sequence[float] = (),
    by: Sequence[int] = (),
    base: int | str | None = None,
) -> list[Projection]:
    """One projection for each series of an analysis and target.

    `values` are targets in the unit of the series and stand in for `targets`, those of the ledger.
    `growth_pct` adds paths, `by` adds years to the required growth. `base` is the year to start from,
    "nowcast" for the estimate of the current year, or None for the latest full year. Raises RequestError
    for a base that no series has and for a year of `by` that is after no base.
    """
    annual = analysis.reported
    if base == NOWCAST:
        annual = growth.in_order(annual, analysis.nowcasts)
    starts = _starts(annual, base, analysis)
    rates = tuple(dict.fromkeys(growth_pct))
    for year in by:
        ends = [start.base.year + (start.first_start % YEAR > 0) for start in starts.values()]
        if ends and all(year <= end for end in ends):
            last = max(ends)
            raise RequestError(f"{year} is not after the base year {last}; name a later year", "by")
    wanted: list[tuple[int, Target, str | None]]
    if values:
        once = dict.fromkeys(values)
        wanted = [(series, Target(value), None) for series in starts for value in once]
    else:
        wanted = [(record.series, _target(record), record.rating) for record in targets]
    wanted = [item for item in wanted if item[0] in starts]
    reached = _reached(analysis, wanted, starts, base == NOWCAST)
    return [
        _projection(starts[series], target, rating, years, rates, by)
        for (series, target, rating), years in zip(wanted, reached, strict=True)
    ]


def _target(record: TargetRecord) -> Target:
    return Target(
        record.value,
        record.deadline,
        record.first_stated_by,
        record.first_stated_on,
        record.qualifier,
        record.lineage,
    )


def _projection(
    start: _Start,
    target: Target,
    rating: str | None,
    reached: Sequence[Reached],
    given: Iterable[float],
    by: Iterable[int],
) -> Projection:
    base, month = start.base, start.first_start % YEAR
    due = None if target.deadline is None else deadline_start(target.deadline, month)
    is_settled = any(year.year > base.year for year in reached)
    is_ahead = 0 < base.value < target.value and not is_settled
    rates = (*start.rates, *((GIVEN, rate) for rate in given))
    asked = [deadline_start(year, month) // YEAR for year in by]
    years = {*range(base.year + 1, base.year + 1 + YEARS_REQUIRED), *asked, *([due // YEAR] if due else [])}
    running = start.running if is_ahead else None
    return Projection(
        pair=start.row.series_pair,
        flow=start.row.series_flow,
        scope=start.row.scope,
        unit=start.row.series_unit,
        base=base,
        target=target,
        reached=next(iter(reached), None),
        paths=tuple(path_to(base, target.value, name, rate) for name, rate in rates) if is_ahead else (),
        required_by=tuple(sorted(year for year in years if year > base.year)) if is_ahead else (),
        rating=rating,
        first_month=month + 1,
        is_settled=is_settled,
        series=start.row.series,
        floor=start.floor if is_ahead else None,
        pace=pace(running, base.value, start.first_start, target.value, due) if running else None,
    )


def _reached(
    analysis: Analysis,
    wanted: Sequence[tuple[int, Target, str | None]],
    starts: Mapping[int, _Start],
    estimated: bool,
) -> Iterator[tuple[Reached, ...]]:
    """For each series and target the first and the last year known to have it, by an estimate if asked."""
    known = analysis.known
    if estimated:
        known = pd.concat([known, nowcast_evidence(analysis.nowcasts)])
        known = known.sort_values([schema.SERIES, schema.START, "rank"], ignore_index=True)
    column = known[schema.SERIES].to_numpy()
    series = [item[0] for item in wanted]
    spans = zip(*(np.searchsorted(column, series, side).tolist() for side in ("left", "right")), strict=True)
    amount = np.where(known[schema.QUALIFIER] == UNDER, -1, known[schema.AMOUNT]).tolist()
    start, qualifier = known[schema.START].tolist(), known[schema.QUALIFIER].tolist()
    is_estimate = (known["rank"] == ESTIMATE).tolist()
    is_floor = (known["rank"] == FLOOR_RANK).tolist()
    for (one, target, _), (first, end) in zip(wanted, spans, strict=True):
        scale = scale_of(starts[one].row.series_unit)
        needed = round(target.value * scale)
        has = [i for i in range(first, end) if amount[i] >= needed]
        ends = (has[0], has[-1]) if has else ()
        yield tuple(
            Reached(
                start[i] // YEAR, amount[i] / scale, QUALIFIERS[qualifier[i]], is_estimate[i], is_floor[i]
            )
            for i in ends
        )


def _starts(annual: pd.DataFrame, base: int | str | None, analysis: Analysis) -> dict[int, _Start]:
    """Where each series of `annual` (sorted by series and start) stands."""
    bases = _bases(annual, base)
    rates = {name: known.tolist() for name, known in _record_rates(annual, bases).items()}
    running = {row.series: row for row in rows(analysis.nowcasts, AnnualRow)}
    floors = _floors_above(bases, analysis.floors)
    starts = {}
    for position, row in enumerate(rows(bases, AnnualRow)):
        level = Base(row.year, row.level, row.qualifier, row.basis)
        known = tuple((name, r[position]) for name, r in rates.items() if r[position] == r[position])
        floor = floors.get(row.series)
        starts[row.series] = _Start(row, level, known, row.start, running.get(row.series), floor)
    return starts


def _floors_above(bases: pd.DataFrame, floors: pd.DataFrame) -> dict[int, Reached]:
    """By series, the highest floor of a year after the base that is above the base."""
    place = find(bases[schema.SERIES].to_numpy(), floors[schema.SERIES].to_numpy())
    floors, base = floors[place >= 0], bases.iloc[place[place >= 0]]
    above = (floors[schema.START].to_numpy() > base[schema.START].to_numpy()) & (
        floors[schema.AMOUNT].to_numpy() > base[schema.AMOUNT].to_numpy()
    )
    level = floors[schema.AMOUNT].to_numpy() / unit_scales(base)
    ordered = np.argsort(level[above], kind="stable")
    names = (floors[name].to_numpy()[above][ordered].tolist() for name in (schema.SERIES, schema.START))
    return {
        series: Reached(start // YEAR, value, QUALIFIERS[OVER], is_floor=True)
        for series, start, value in zip(*names, level[above][ordered].tolist(), strict=True)
    }


def _bases(annual: pd.DataFrame, base: int | str | None) -> pd.DataFrame:
    """The row of each series to start from."""
    if base is None:
        return latest_base(annual)
    if base == NOWCAST:
        bases = annual[annual[schema.BASIS] == NOWCAST]
        why = "there is no year-to-date figure after the latest full year"
    else:
        bases = annual[annual[schema.YEAR_COLUMN] == base]
        why = f"there is no reported figure for {base}"
    if not len(bases) and len(annual):
        raise RequestError(why, "base")
    return bases


def _record_rates(annual: pd.DataFrame, bases: pd.DataFrame) -> dict[str, growth.Floats]:
    """By assumption, the growth that the record up to each base supports; NaN where it does not."""
    level = annual[schema.LEVEL].to_numpy()
    reporter = reporter_codes(annual)
    year = annual[schema.YEAR_COLUMN].to_numpy()
    sound = ~is_bound(annual) & (level > 0)
    key = period_key(annual[schema.SERIES], YEAR, annual[schema.START])
    base_key = period_key(bases[schema.SERIES], YEAR, bases[schema.START])
    at = find(key, base_key)

    def since(first: Any) -> growth.Floats:
        usable = (first >= 0) & sound[first] & sound[at] & (reporter[first] == reporter[at])
        span = np.where(usable, year[at] - year[first], 1)
        base_level = np.where(usable, level[first], 1.0)
        return np.where(usable, growth.cagr(base_level, level[at], span), np.nan)

    whole = since(_first_alike(annual, sound, at))
    return {
        STATED: bases[schema.STATED].to_numpy(),
        LATEST: bases[schema.COMPUTED].to_numpy(),
        **{f"{n}-year": since(find(key, base_key - n * YEAR)) for n in SPANS},
        WHOLE: whole,
    }


def _first_alike(annual: pd.DataFrame, sound: Any, at: Any) -> Any:
    """The first figure of each base's series that is its reporter's, no bound, and two years back."""
    codes = reporter_codes(annual)
    who = annual[schema.SERIES].to_numpy() * (codes.max(initial=0) + 1) + codes
    rows = np.flatnonzero(sound)
    names, first = np.unique(who[rows], return_index=True)
    place = find(names, who[at])
    found = np.where(place >= 0, rows[first][place], -1) if len(names) else place
    year = annual[schema.YEAR_COLUMN].to_numpy()
    return np.where((found >= 0) & (year[at] - year[found] >= 2), found, -1)
