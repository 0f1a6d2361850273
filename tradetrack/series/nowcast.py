"""The full year from its first months: an estimate, never a figure.

`share`: the value divided by the mean share that the same months had in the full years of the past ten.
`growth`: last year's full year times the growth that the year-to-date statement gives. `pro rata`: value
x 12 / months.
The interval of `share` is that of a new observation of a normal sample, on the logarithm of the shares.
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
from tradetrack.series.keys import find
from tradetrack.series.units import unit_scales

SHARE = "share"
BY_GROWTH = "growth"
PRO_RATA = "pro rata"
MIN_SHARES = 3  # for an interval
YEARS_BACK = 10  # older shares do not count: the seasons of trade drift (docs/nowcast.md)
_Z90 = 1.2815515655446004  # the standard normal's quantile of 0.9


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
    current = _current(to_date, annual)
    if not len(current):
        return annual.iloc[:0]
    value, months = current[schema.LEVEL].to_numpy(), current[schema.MONTHS].to_numpy()
    count, mean, spread = _past_shares(current, to_date, annual)
    grown = _last_year(current, annual) * (1 + current[schema.STATED].to_numpy() / 100)
    method = np.select([(count > 0) & (mean > 0), ~np.isnan(grown)], [SHARE, BY_GROWTH], PRO_RATA)
    by_share = value / np.where(mean > 0, mean, 1.0)
    level = np.select([method == SHARE, method == BY_GROWTH], [by_share, grown], value * YEAR / months)
    has_interval = (method == SHARE) & (count >= MIN_SHARES)
    width = np.where(has_interval, interval_factor(count) * spread, np.nan)
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
    order = np.lexsort((to_date[schema.MONTHS], to_date[schema.START], to_date[schema.SERIES]))
    longest = to_date.iloc[order].drop_duplicates([schema.SERIES, schema.START], keep="last")
    after = base.reindex(longest[schema.SERIES]).to_numpy()
    last = ~longest.duplicated(schema.SERIES, keep="last").to_numpy()
    current: pd.DataFrame = longest[np.where(np.isnan(after), last, longest[schema.START].to_numpy() > after)]
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


def interval_factor(count: Any) -> Any:
    """How many standard deviations of `count` past values an 80 % interval of the next one reaches.

    Student's t quantile of 0.9 with count - 1 degrees of freedom (Abramowitz and Stegun 26.7.5; within 0.4 %
    from 2 degrees on) times sqrt(1 + 1 / count), as the mean is itself estimated.
    """
    v, z = np.maximum(np.asarray(count, dtype=float) - 1, 1), _Z90
    t = z + (z**3 + z) / (4 * v) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * v**2)
    t = t + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * v**3)
    return t * np.sqrt(1 + 1 / (v + 1))
