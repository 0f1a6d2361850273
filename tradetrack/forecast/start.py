"""Where each series stands before it is projected: its base, and the growth that its record supports."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from tradetrack.core import schema
from tradetrack.core.errors import RequestError
from tradetrack.core.periods import YEAR
from tradetrack.core.rows import BaseRow, NowcastRow, rows
from tradetrack.core.vocabulary import NOWCAST, OVER, QUALIFIERS, is_bound, reporter_codes
from tradetrack.forecast.projection import LATEST, STATED, WHOLE, Base, Reached
from tradetrack.series import growth
from tradetrack.series.analysis import Analysis
from tradetrack.series.base import latest_base
from tradetrack.series.compound import SPANS, cagr
from tradetrack.series.evidence import FLOOR
from tradetrack.series.keys import find, period_key
from tradetrack.series.units import unit_scales


class Start(NamedTuple):
    """Where a series stands: its base and least level, the growth of its record, its year's first month."""

    row: BaseRow
    base: Base
    rates: tuple[tuple[str, float], ...]
    first_start: int
    running: NowcastRow | None
    floor: Reached | None
    least: float


def starts_of(annual: pd.DataFrame, base: int | str | None, analysis: Analysis) -> dict[int, Start]:
    """Where each series of `annual` (sorted by series and start) stands."""
    bases = _bases(annual, base)
    rates = _record_rates(annual, bases)
    grown = zip(*(known.tolist() for known in rates.values()), strict=True)
    running = {row.series: row for row in rows(analysis.nowcasts, NowcastRow)}
    least = _least(annual)
    floors = _floors_above(bases, analysis.floors)
    starts = {}
    for row, own in zip(rows(bases, BaseRow), grown, strict=True):
        level = Base(row.year, row.level, row.qualifier, row.basis)
        known = tuple([(name, rate) for name, rate in zip(rates, own, strict=True) if rate == rate])
        floor = floors.get(row.series)
        starts[row.series] = Start(
            row, level, known, row.start, running.get(row.series), floor, least[row.series]
        )
    return starts


def _least(annual: pd.DataFrame) -> dict[int, float]:
    """By series, the least of its annual levels."""
    if not len(annual):
        return {}
    series, first = np.unique(annual[schema.SERIES].to_numpy(), return_index=True)
    levels = np.minimum.reduceat(annual[schema.LEVEL].to_numpy(), first)
    return dict(zip(series.tolist(), levels.tolist(), strict=True))


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
        series: Reached(start // YEAR, value, QUALIFIERS[OVER], FLOOR)
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
        return np.where(usable, cagr(base_level, level[at], span), np.nan)

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
