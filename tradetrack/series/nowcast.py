"""The full year from its first months: an estimate, never a figure.

`share`: the value divided by the mean share that the same months had in the full years of the past ten.
`growth`: last year's full year times the growth that the year-to-date statement gives. `pro rata`: value
x 12 / months.
The interval of `share` is that of a new observation of a normal sample, on the logarithm of the shares.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from tradetrack.core import schema
from tradetrack.core.periods import YEAR
from tradetrack.core.vocabulary import ABOUT, NOWCAST, is_bound, reporter_codes
from tradetrack.series import growth
from tradetrack.series.headline import unit_scales
from tradetrack.series.keys import find, period_key

_LATEST_FULL = "latest_full"

SHARE = "share"
BY_GROWTH = "growth"
PRO_RATA = "pro rata"
MIN_SHARES = 3  # for an interval
YEARS_BACK = 10  # older shares do not count: the seasons of trade drift (docs/nowcast.md)
_Z90 = 1.2815515655446004  # the standard normal's quantile of 0.9


def nowcasts(heads: pd.DataFrame, annual: pd.DataFrame, first_month: int = 1) -> pd.DataFrame:
    """One estimate for each series whose latest year has first months but no full figure.

    `heads` are the headline figures (`tradetrack.series.growth.headlines`), `annual` the annual series as
    reported; a series without one has years that start in `first_month`. The rows are those of an annual
    series with `basis` "nowcast" and the columns `method`, `low_80`, `high_80` (NaN without an interval)
    and `from_months`; without an estimate there is no row.
    """
    to_date = _year_to_date(heads, annual, first_month)
    current = _latest(to_date)
    if not len(current):
        return current
    value, months = current[schema.LEVEL].to_numpy(), current[schema.MONTHS].to_numpy()
    count, mean, spread = _past_shares(current, to_date, annual)
    grown = _last_year(current, annual) * (1 + current[schema.STATED].to_numpy() / 100)
    method = np.select([(count > 0) & (mean > 0), ~np.isnan(grown)], [SHARE, BY_GROWTH], PRO_RATA)
    by_share = value / np.where(mean > 0, mean, 1.0)
    level = np.select([method == SHARE, method == BY_GROWTH], [by_share, grown], value * YEAR / months)
    has_interval = (method == SHARE) & (count >= MIN_SHARES)
    width = np.where(has_interval, interval_factor(count) * spread, np.nan)
    qualifier = current[schema.QUALIFIER].cat
    codes = np.where(is_bound(current), qualifier.codes, ABOUT)
    estimated: dict[str, Any] = {
        schema.LEVEL: level,
        schema.AMOUNT: np.rint(level * unit_scales(current)).astype(np.int64),
        schema.QUALIFIER: pd.Categorical.from_codes(codes, qualifier.categories),
        schema.MONTHS: np.int32(YEAR),
        schema.BASIS: growth.constant(current, NOWCAST),
        **growth.without_growth(current),
        schema.METHOD: method,
        schema.LOW_80: level * np.exp(-width),
        schema.HIGH_80: level * np.exp(width),
        schema.FROM_MONTHS: months,
    }
    return growth.labelled(current.assign(**estimated))


def _year_to_date(heads: pd.DataFrame, annual: pd.DataFrame, first_month: int) -> pd.DataFrame:
    """The headline figures of first months of a year, with the start of the series' latest full year."""
    latest = annual.drop_duplicates(schema.SERIES, keep="last").set_index(schema.SERIES)[schema.START]
    full = heads[schema.SERIES].map(latest).fillna(first_month - 1 - YEAR).astype(np.int64)
    parts = (heads[schema.MONTHS] < YEAR) & (heads[schema.START] % YEAR == full % YEAR)
    return heads.assign(**{_LATEST_FULL: full})[parts]


def _latest(to_date: pd.DataFrame) -> pd.DataFrame:
    """Of each series the longest part of the latest year, if that comes after the last full one.

    A bound is taken only where the year has nothing else.
    """
    later = to_date[to_date[schema.START] > to_date[_LATEST_FULL]]
    exact = ~is_bound(later)
    order = np.lexsort((later[schema.MONTHS], exact, later[schema.START], later[schema.SERIES]))
    return later.iloc[order].drop_duplicates(schema.SERIES, keep="last")


def _past_shares(current: pd.DataFrame, to_date: pd.DataFrame, annual: pd.DataFrame) -> tuple[Any, Any, Any]:
    """Of the past shares of each current figure's months: count, mean, deviation of the logarithm."""
    months = to_date[schema.SERIES].map(current.set_index(schema.SERIES)[schema.MONTHS])
    now = to_date[schema.SERIES].map(current.set_index(schema.SERIES)[schema.START])
    recent = to_date[schema.START] >= now - YEARS_BACK * YEAR
    past = to_date[(to_date[schema.MONTHS] == months) & recent]
    reporter = pd.Series(reporter_codes(current), current[schema.SERIES])
    past = past[reporter_codes(past) == past[schema.SERIES].map(reporter).to_numpy()]
    whole = find(_year_key(annual), _year_key(past))
    full = annual.take(np.maximum(whole, 0)) if len(annual) else annual
    if not len(full):
        none = np.zeros(len(current))
        return none, none, none
    same = (whole >= 0) & (reporter_codes(full) == reporter_codes(past))
    sound = ~is_bound(past) & ~is_bound(full)
    share = past[schema.LEVEL] / full[schema.LEVEL].to_numpy()
    usable = same & sound & (share > 0) & np.isfinite(share)
    series, share = past[schema.SERIES][usable], share[usable]
    by = share.groupby(series)
    spread = np.log(share).groupby(series).std()
    figures = pd.DataFrame({"count": by.size(), "mean": by.mean(), "spread": spread})
    figures = figures.reindex(current[schema.SERIES]).fillna(0.0)
    return tuple(figures[name].to_numpy() for name in ("count", "mean", "spread"))  # type: ignore[return-value]


def _last_year(current: pd.DataFrame, annual: pd.DataFrame) -> Any:
    """The full year before each current figure, by the same reporter and no bound; NaN where none."""
    place = find(_year_key(annual), _year_key(current) - YEAR)
    if not len(annual):
        return np.full(len(current), np.nan)
    before = annual.take(np.maximum(place, 0))
    same = reporter_codes(before) == reporter_codes(current)
    sound = ~is_bound(before)
    return np.where((place >= 0) & same & sound, before[schema.LEVEL], np.nan)


def _year_key(figures: pd.DataFrame) -> Any:
    """The key of the full year that starts when each figure does."""
    return period_key(figures[schema.SERIES], YEAR, figures[schema.START])


def interval_factor(count: Any) -> Any:
    """How many standard deviations of `count` past values an 80 % interval of the next one reaches.

    Student's t quantile of 0.9 with count - 1 degrees of freedom (Abramowitz and Stegun 26.7.5; within 0.4 %
    from 2 degrees on) times sqrt(1 + 1 / count), as the mean is itself estimated.
    """
    v, z = np.maximum(np.asarray(count, dtype=float) - 1, 1), _Z90
    t = z + (z**3 + z) / (4 * v) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * v**2)
    t = t + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * v**3)
    return t * np.sqrt(1 + 1 / (v + 1))
