"""The full year from its first months: an estimate, never a figure.

`share`: the months so far, and for the others what they come to if the first ones have their mean share of
the full years of the past ten, drawn towards last year's: rest = by share^t x last year's^(1 - t), t rising
from 0.4 in the first month to 0.9 in the ninth. `growth`, for flows from a billion dollars on: the months so
far, and last year's others times (1 + growth)^0.6, the growth being the stated one. `pro rata`: value x 12 /
months.
The interval of `share` is normal in the logarithm, around shares that vary as they did and an error that no
share foretells, which falls with each month known.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from tradetrack.core import schema
from tradetrack.core.periods import YEAR
from tradetrack.core.vocabulary import ABOUT, NOWCAST, is_bound, reporter_codes
from tradetrack.series import growth
from tradetrack.series.base import latest_base
from tradetrack.series.floors import floor_of, year_key
from tradetrack.series.keys import find, period_key
from tradetrack.series.units import unit_scales

SHARE = "share"
BY_GROWTH = "growth"
PRO_RATA = "pro rata"
MIN_SHARES = 3  # for an interval
YEARS_BACK = 10  # older shares do not count: the seasons of trade drift (docs/nowcast.md)
_Z90 = 1.2815515655446004  # the standard normal's quantile of 0.9

# Measured in tools/nowcast_evidence.py; docs/nowcast.md has the tables.
_OWN_MONTHS, _OWN_WEIGHT = (1, 3, 5, 9), (0.4, 0.6, 0.7, 0.9)  # the weight of this year's months, by number
GROWTH_POWER = 0.6  # how much of a stated growth the rest of the year keeps
GROWTH_RANGE = (0.2, 5.0)  # of this year's months over last year's: beyond it they say no more
LARGE = 1e9  # US dollars in the last full year
SHARE_SPREAD = 0.3  # of a large flow: how much of the spread of its shares an error has
ERROR_SPREAD = 0.12  # of the logarithm, with one month known; it falls to 0 with twelve


def nowcasts(
    heads: pd.DataFrame, annual: pd.DataFrame, first_month: pd.Series[int], floors: pd.DataFrame
) -> pd.DataFrame:
    """One estimate for each year after the base of a series that has first months.

    `heads` are the headline figures (`tradetrack.series.growth.headlines`), `annual` the annual series,
    `first_month` by series the month in which its years start, `floors` those of its years. A series without
    a base has an estimate of its latest year alone. The rows are those of an annual series with `basis`
    "nowcast" and the columns `method`, `low_80`, `high_80` (NaN without an interval) and `from_months`; none
    is below its floor.
    """
    to_date = _years_to_date(heads, first_month)
    current = _current(to_date, annual) if len(to_date) else to_date
    if not len(current):
        return annual.iloc[:0]
    value, months = current[schema.LEVEL].to_numpy(), current[schema.MONTHS].to_numpy()
    count, mean, spread = _past_shares(current, to_date, annual)
    last, last_part = _last_year(current, annual), _last_part(current, to_date)
    large = ~is_small(current, last)
    ratio = 1 + current[schema.STATED].to_numpy() / 100
    grown = grown_year(value, last, ratio)
    method = np.select([(count > 0) & (mean > 0), ~np.isnan(grown) & large], [SHARE, BY_GROWTH], PRO_RATA)
    by_share = shared_year(value, months, np.where(mean > 0, mean, 1.0), last - last_part)
    level = np.select([method == SHARE, method == BY_GROWTH], [by_share, grown], value * YEAR / months)
    has_interval = (method == SHARE) & (count >= MIN_SHARES)
    width = np.where(has_interval, interval_width(count, spread, months, large), np.nan)
    floor = floor_of(floors, current) / unit_scales(current)
    low, high = (np.fmax(level * np.exp(side * width), floor) for side in (-1, 1))
    estimated: dict[str, Any] = {
        **_levels(current, np.fmax(level, floor)),
        schema.METHOD: pd.Series(method.astype(object), current.index, dtype=object),
        schema.LOW_80: np.where(has_interval, low, np.nan),
        schema.HIGH_80: np.where(has_interval, high, np.nan),
        schema.FROM_MONTHS: months.astype(np.float64),
        schema.TO_DATE: value,
        schema.MEAN_SHARE: np.where(mean > 0, mean, np.nan),
    }
    return growth.labelled(current.assign(**estimated))


def _levels(current: pd.DataFrame, level: npt.NDArray[np.float64]) -> dict[str, Any]:
    """The columns that make rows of first months rows of whole years, at estimated levels."""
    return {
        schema.LEVEL: level,
        schema.AMOUNT: np.rint(level * unit_scales(current)).astype(np.int64),
        schema.QUALIFIER: pd.Categorical.from_codes(
            np.full(len(current), ABOUT), current[schema.QUALIFIER].cat.categories
        ),
        schema.MONTHS: np.full(len(current), YEAR, dtype=np.int32),
        schema.BASIS: growth.constant(current, NOWCAST),
        **growth.without_growth(current),
    }


def _years_to_date(heads: pd.DataFrame, first_month: pd.Series[int]) -> pd.DataFrame:
    """The headline figures of first months of a year that are no bounds."""
    starts = growth.begins_a_year(heads, first_month)
    kept: pd.DataFrame = heads[starts & (heads[schema.MONTHS] < YEAR).to_numpy() & ~is_bound(heads)]
    return kept


def _current(to_date: pd.DataFrame, annual: pd.DataFrame) -> pd.DataFrame:
    """The longest first months of each year after the base; of a series without one, of its latest year."""
    base = latest_base(annual).set_index(schema.SERIES)[schema.START]
    series, start = to_date[schema.SERIES].to_numpy(), to_date[schema.START].to_numpy()
    order = np.lexsort((to_date[schema.MONTHS], start, series))
    longest = order[np.diff(period_key(series, YEAR, start)[order], append=-1) != 0]
    after = base.reindex(series[longest]).to_numpy()
    last = np.diff(series[longest], append=-1) != 0
    current: pd.DataFrame = to_date.iloc[longest[np.where(np.isnan(after), last, start[longest] > after)]]
    return current


def _past_shares(current: pd.DataFrame, to_date: pd.DataFrame, annual: pd.DataFrame) -> tuple[Any, Any, Any]:
    """Of the past shares of each current figure's months: count, mean, deviation of the logarithm."""
    columns = [schema.SERIES, schema.MONTHS, schema.START, schema.LEVEL]
    past = to_date[columns].assign(reporter=reporter_codes(to_date))
    now = current[columns[:-1]].assign(reporter=reporter_codes(current), row=np.arange(len(current)))
    past = past.merge(now, on=[schema.SERIES, schema.MONTHS, "reporter"], suffixes=("", "_now"))
    ago = past[f"{schema.START}_now"] - past[schema.START]
    past = past[(ago > 0) & (ago <= YEARS_BACK * YEAR)]
    whole = find(year_key(annual), year_key(past)) if len(annual) else np.full(len(past), -1)
    past, whole = past[whole >= 0], whole[whole >= 0]
    full = annual.take(whole)
    share = past[schema.LEVEL] / full[schema.LEVEL].to_numpy()
    usable = (
        (reporter_codes(full) == past["reporter"].to_numpy())
        & ~is_bound(full)
        & (share > 0)
        & np.isfinite(share)
    )
    row, share = past["row"][usable], share[usable]
    by = share.groupby(row)
    spread = np.log(share).groupby(row).std()
    figures = pd.DataFrame({"count": by.size(), "mean": by.mean(), "spread": spread})
    figures = figures.reindex(np.arange(len(current))).fillna(0.0)
    return figures["count"].to_numpy(), figures["mean"].to_numpy(), figures["spread"].to_numpy()


def _last_year(current: pd.DataFrame, annual: pd.DataFrame) -> Any:
    """The full year before each current figure, by the same reporter and no bound; NaN where none."""
    place = find(year_key(annual), year_key(current) - YEAR)
    if not len(annual):
        return np.full(len(current), np.nan)
    before = annual.take(np.maximum(place, 0))
    same = reporter_codes(before) == reporter_codes(current)
    sound = ~is_bound(before)
    return np.where((place >= 0) & same & sound, before[schema.LEVEL], np.nan)


def _last_part(current: pd.DataFrame, to_date: pd.DataFrame) -> Any:
    """The same months of the year before each current figure, by the same reporter; NaN where none."""
    columns = [schema.SERIES, schema.MONTHS, schema.START]
    before = to_date[columns].assign(reporter=reporter_codes(to_date), part=to_date[schema.LEVEL].to_numpy())
    now = current[columns].assign(reporter=reporter_codes(current))
    now[schema.START] -= YEAR
    return now.merge(before, "left", [*columns, "reporter"])["part"].to_numpy()


def is_small(current: pd.DataFrame, last: Any) -> Any:
    """Whether last year's total is known to be small; in another currency than the dollar nobody knows."""
    in_dollars = (current[schema.CURRENCY] == "USD").to_numpy()
    return in_dollars & (last * unit_scales(current) < LARGE)


def shared_year(value: Any, months: Any, share: Any, last_rest: Any) -> Any:
    """The full year of which `value` is the first months, with their mean share and last year's other months.

    Without those (NaN, or not above 0) the share alone tells.
    """
    rest = value * (1 / share - 1)
    known = (last_rest > 0) & (rest > 0)
    weight = np.where(known, np.interp(months, _OWN_MONTHS, _OWN_WEIGHT), 1.0)
    return value + np.maximum(rest, 0.0) ** weight * np.where(known, last_rest, 1.0) ** (1 - weight)


def grown_year(value: Any, last: Any, ratio: Any) -> Any:
    """The full year by what its first months are of last year's, `ratio`; NaN where that cannot be."""
    with np.errstate(divide="ignore", invalid="ignore"):
        rest = last - value / ratio
        grown = value + rest * np.clip(ratio, *GROWTH_RANGE) ** GROWTH_POWER
    return np.where((ratio > 0) & (rest >= 0), grown, np.nan)


def interval_width(count: Any, spread: Any, months: Any, large: Any) -> Any:
    """Half an 80 % interval of the logarithm, from `count` past shares whose logarithms vary by `spread`."""
    own = np.where(large, SHARE_SPREAD, 1.0) * spread
    error = ERROR_SPREAD * (YEAR - np.asarray(months, dtype=float)) / (YEAR - 1)
    return _Z90 * np.sqrt((1 + 1 / np.maximum(count, 1)) * (own**2 + error**2))
