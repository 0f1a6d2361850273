"""The annual series and the targets of a ledger -> projections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from tradetrack.core import schema
from tradetrack.core.errors import RequestError
from tradetrack.core.numerals import listed
from tradetrack.core.periods import YEAR
from tradetrack.core.units import LARGEST_AMOUNT, Amount, currency_of, scale_of
from tradetrack.core.vocabulary import NOWCAST, QUALIFIERS, UNDER
from tradetrack.forecast.paths import paths_of
from tradetrack.forecast.projection import (
    GIVEN,
    Path,
    Projection,
    Reached,
    Target,
    is_below,
)
from tradetrack.forecast.start import Start, starts_of
from tradetrack.forecast.times import Times
from tradetrack.series import growth
from tradetrack.series.analysis import Analysis
from tradetrack.series.evidence import KINDS, nowcast_evidence
from tradetrack.series.keys import Ints, spans
from tradetrack.series.pace import pace
from tradetrack.series.target_record import TargetRecord
from tradetrack.series.targets import deadline_start

FAR = 10  # times: of a bare number so far below all figures one asks whether its unit was meant
_BEYOND_ALL = LARGEST_AMOUNT + 1  # whole currency units
YEARS_REQUIRED = 5  # the growth required is given for this many years after the base


class _Aim(NamedTuple):
    """A target of a series, its value as it was written, and its progress rating.

    It `is_bare` where somebody asks for it by a number without a unit.
    """

    series: int
    target: Target | None
    text: str = ""
    rating: str | None = None
    is_bare: bool = False


def project(
    analysis: Analysis,
    targets: Sequence[TargetRecord],
    values: Sequence[Amount | Times] = (),
    growth_pct: Sequence[float] = (),
    by: Sequence[int] = (),
    base: int | str | None = None,
    without_target: bool = False,
) -> list[Projection]:
    """One projection for each series of an analysis and target.

    `values` are targets that stand in for `targets`, those of the ledger; `without_target` asks for one
    projection of each series to none.
    `growth_pct` adds paths, `by` adds years to the required growth. `base` is the year to start from,
    "nowcast" for the estimate of the current year, or None for the latest full year. Raises RequestError
    for a base that no series has, for a year of `by` that is after no base, and for a value in a currency
    that no series has.
    """
    annual = analysis.reported
    if base == NOWCAST:
        annual = growth.in_order(annual, analysis.nowcasts)
    starts = starts_of(annual, base, analysis)
    rates = tuple(dict.fromkeys(growth_pct))
    for year in by:
        ends = [start.base.year + (start.first_start % YEAR > 0) for start in starts.values()]
        if ends and all(year <= end for end in ends):
            last = max(ends)
            raise RequestError(f"{year} is not after the base year {last}; name a later year", "by")
    if without_target:
        no_aims = [_Aim(series, None) for series in starts]
        return _projections(starts, no_aims, [()] * len(no_aims), rates, by)
    aims = (
        _named(values, starts) if values else [_aim(record) for record in targets if record.series in starts]
    )
    reached = _reached(analysis, aims, starts, base == NOWCAST)
    return _projections(starts, aims, reached, rates, by)


def _named(values: Sequence[Amount | Times], starts: Mapping[int, Start]) -> list[_Aim]:
    """The values as targets of each series in whose currency they are."""
    once = {
        (series, level): _Aim(series, Target(level), is_bare=isinstance(value, Amount) and not value.scale)
        for series, start in starts.items()
        for value in values
        if (level := _level_of(value, start))
    }
    for value in values:
        if isinstance(value, Times):
            continue
        if starts and all(value.in_unit(start.row.series_unit) is None for start in starts.values()):
            known = listed(sorted({currency_of(start.row.series_unit) for start in starts.values()}))
            raise RequestError(f"no series is in {value.currency}; there is {known}", "target")
    return list(once.values())


def _level_of(value: Amount | Times, start: Start) -> float | None:
    """The level that is named; None in another currency, and 0 where the base is."""
    if isinstance(value, Times):
        return value.value * start.base.value
    return value.in_unit(start.row.series_unit)


def _aim(record: TargetRecord) -> _Aim:
    target = Target(
        record.value,
        record.deadline,
        record.first_stated_by,
        record.first_stated_on,
        record.qualifier,
        record.lineage,
    )
    return _Aim(record.series, target, record.value_text, record.rating)


def _projections(
    starts: Mapping[int, Start],
    aims: Sequence[_Aim],
    reached: Sequence[tuple[Reached, ...]],
    given: Iterable[float],
    by: Sequence[int],
) -> list[Projection]:
    """The projection of each aim, which the years of `reached` are known to have."""
    own = [starts[aim.series] for aim in aims]
    ahead = [_is_ahead(*one) for one in zip(own, aims, reached, strict=True)]
    asked = tuple((GIVEN, rate) for rate in given)
    rates = [
        (*start.rates, *asked) if is_ahead or (aim.target is None and start.base.value > 0) else ()
        for start, aim, is_ahead in zip(own, aims, ahead, strict=True)
    ]
    levels = [aim.target.value if aim.target else None for aim in aims]
    paths = paths_of([start.base for start in own], levels, rates)
    return [_projection(*one, by) for one in zip(own, aims, reached, ahead, paths, strict=True)]


def _is_ahead(start: Start, aim: _Aim, reached: Sequence[Reached]) -> bool:
    """Whether a target is above the base, and no year after it is known to have it."""
    if aim.target is None or _is_settled(start, reached):
        return False
    return is_below(start.base.value, aim.target.value, start.row.series_unit)


def _is_settled(start: Start, reached: Sequence[Reached]) -> bool:
    return bool(reached) and reached[-1].year > start.base.year


def _projection(
    start: Start,
    aim: _Aim,
    reached: Sequence[Reached],
    is_ahead: bool,
    paths: tuple[Path, ...],
    by: Sequence[int],
) -> Projection:
    base, target, month = start.base, aim.target, start.first_start % YEAR
    due = None if target is None or target.deadline is None else deadline_start(target.deadline, month)
    required: Sequence[int] = range(base.year + 1, base.year + 1 + YEARS_REQUIRED) if is_ahead else ()
    if is_ahead and (by or due):
        asked = (*(deadline_start(year, month) // YEAR for year in by), *([due // YEAR] if due else []))
        required = sorted({*required, *(year for year in asked if year > base.year)})
    running = start.running if is_ahead else None
    return Projection(
        pair=start.row.series_pair,
        flow=start.row.series_flow,
        scope=start.row.scope,
        unit=start.row.series_unit,
        base=base,
        target=target,
        reached=reached[0] if reached else None,
        paths=paths,
        required_by=tuple(required),
        rating=aim.rating,
        first_month=month + 1,
        is_settled=_is_settled(start, reached),
        is_ahead=is_ahead,
        series=start.row.series,
        floor=start.floor if is_ahead or target is None else None,
        base_text=start.row.value_text if start.row.unit == start.row.series_unit else "",
        target_text=aim.text,
        is_far_below=target is not None and aim.is_bare and FAR * target.value <= start.least,
        pace=pace(running, base.value, start.first_start, target.value, due) if running and target else None,
    )


def _reached(
    analysis: Analysis,
    aims: Sequence[_Aim],
    starts: Mapping[int, Start],
    estimated: bool,
) -> list[tuple[Reached, ...]]:
    """For each series and target the first and the last year known to have it, by an estimate if asked."""
    known = analysis.known
    if estimated:
        known = pd.concat([known, nowcast_evidence(analysis.nowcasts)])
        known = known.sort_values([schema.SERIES, schema.START, "rank"], ignore_index=True)
    series = known[schema.SERIES].to_numpy()
    first, end = (np.searchsorted(series, [aim.series for aim in aims], side) for side in ("left", "right"))
    whose, place = spans(first, end - first)
    scales = [scale_of(starts[aim.series].row.series_unit) for aim in aims]
    amount = np.where(known[schema.QUALIFIER] == UNDER, -1, known[schema.AMOUNT])
    has = amount[place] >= _needed(aims, scales)[whose]
    whose, place = whose[has], place[has]
    begins, ends = np.flatnonzero(np.diff(whose, prepend=-1)), np.flatnonzero(np.diff(whose, append=-1))
    level, start = amount.tolist(), known[schema.START].tolist()
    qualifier, rank = known[schema.QUALIFIER].tolist(), known["rank"].tolist()
    found: list[tuple[Reached, ...]] = [()] * len(aims)
    for aim, *both in zip(whose[begins].tolist(), place[begins].tolist(), place[ends].tolist(), strict=True):
        found[aim] = tuple(
            Reached(start[i] // YEAR, level[i] / scales[aim], QUALIFIERS[qualifier[i]], KINDS[rank[i]])
            for i in both
        )
    return found


def _needed(aims: Sequence[_Aim], scales: Sequence[int]) -> Ints:
    """The level of each target in whole currency units, 0 without one; no ledger holds more than the most."""
    levels = [
        aim.target.value * scale if aim.target else 0.0 for aim, scale in zip(aims, scales, strict=True)
    ]
    return np.array([round(min(level, _BEYOND_ALL)) for level in levels], dtype=np.int64)
