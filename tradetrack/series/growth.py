"""Growth, CAGR and the annual series, by the rules of docs/counting.md.

Growth is year-on-year: of two periods of the same length exactly 12 months apart, by the same reporter.
Nothing else is growth, and from a bound only a bound follows.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from tradetrack.core import schema
from tradetrack.core.periods import YEAR, year_label
from tradetrack.core.rows import kept
from tradetrack.core.units import LARGEST_AMOUNT
from tradetrack.core.vocabulary import (
    ABOUT,
    BOUNDS,
    GROWTH_ONLY,
    HEADLINE,
    IMPLIED,
    OVER,
    REPORTED,
    RESTATED,
    STATUSES,
    TARGET,
    UNDER,
    is_bound,
    reporter_codes,
)
from tradetrack.series.compound import cagr
from tradetrack.series.floors import floor_of
from tradetrack.series.headline import Chosen
from tradetrack.series.keys import find, of_each, of_runs, period_key
from tradetrack.series.units import unit_scales

Floats = npt.NDArray[np.float64]


def headlines(chosen: Chosen, of_years: bool = False) -> pd.DataFrame:
    """The headline figures, stated and derived, sorted by series, length and start, with their growth.

    With `of_years` only the years and years to date of each series are there. Adds to the columns of the
    stage DERIVED `computed_growth_pct`, `growth_bound`, `growth_bound_pct` and `stated_growth_pct`.
    """
    is_head = chosen.figures[schema.STATUS].cat.codes.to_numpy() == STATUSES.index(HEADLINE)
    if of_years:
        is_head &= begins_a_year(chosen.figures, chosen.first_month)
    heads = chosen.figures[is_head]
    made: dict[str, Any] = {schema.BASIS: constant(heads, REPORTED), schema.PARTS: np.int64(1)}
    heads = heads.assign(**made)
    derived = chosen.derived
    if of_years:
        derived = derived.loc[begins_a_year(derived, chosen.first_month)]
    if len(derived):
        heads = pd.concat([heads, derived])
    key = period_key(heads[schema.SERIES], heads[schema.MONTHS], heads[schema.START])
    order = np.argsort(key, kind="stable")
    heads = heads.iloc[order]
    before = find(key[order], key[order] - YEAR)
    stated = {schema.STATED: _stated_growth(chosen.figures, heads)}
    with_growth: pd.DataFrame = heads.assign(**_growth(heads, before), **stated)
    return with_growth


def begins_a_year(figures: pd.DataFrame, first_month: pd.Series[int]) -> npt.NDArray[np.bool_]:
    """Which figures are of a year of their series, or of its first months."""
    month = of_runs(figures[schema.SERIES].to_numpy(), lambda series: of_each(first_month, series))
    begins: npt.NDArray[np.bool_] = (figures[schema.START].to_numpy() % YEAR == month) & (
        figures[schema.MONTHS].to_numpy() <= YEAR
    )
    return begins


def _growth(heads: pd.DataFrame, before: npt.NDArray[np.int64]) -> dict[str, Any]:
    """The growth of each figure on the entry `before` it (-1: none)."""
    level = heads[schema.LEVEL].to_numpy()
    reporter = reporter_codes(heads)
    qualifier = heads[schema.QUALIFIER].cat.codes.to_numpy()
    base, base_qualifier = level[before], qualifier[before]
    comparable = (before >= 0) & (reporter == reporter[before]) & (base > 0)
    comparable &= heads[schema.MONTHS].to_numpy() <= YEAR
    rate = np.where(comparable, cagr(np.where(base > 0, base, 1.0), level, 1), np.nan)
    # A level that is only known to be higher makes the growth higher, a base that is makes it lower.
    push = _direction(qualifier) - _direction(base_qualifier)
    exact = (_direction(qualifier) == 0) & (_direction(base_qualifier) == 0)
    bound = comparable & ~exact & (push != 0)
    return {
        schema.COMPUTED: np.where(exact, rate, np.nan),
        schema.BOUND: pd.Series(np.where(bound, np.where(push > 0, *BOUNDS), ""), heads.index, dtype=object),
        schema.BOUND_PCT: np.where(bound, rate, np.nan),
    }


def _direction(qualifier: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    return np.select([qualifier == OVER, qualifier == UNDER], [1, -1], 0)


def _stated_growth(figures: pd.DataFrame, heads: pd.DataFrame) -> Floats:
    """The growth stated with each headline figure, else with the latest of its restatements.

    Else it is that of the latest growth-only figure of the same reporter and period, or of the bound that a
    sum replaces.
    """
    stated = heads[schema.GROWTH_PCT]
    others = figures[figures[schema.GROWTH_PCT].notna() & (figures[schema.STATUS] != HEADLINE)]
    others = kept(others, (others[schema.STATUS] != TARGET).to_numpy())
    if not len(others) or not len(heads):
        return stated.to_numpy()
    alone = (others[schema.STATUS] == GROWTH_ONLY).to_numpy()
    place = np.where(
        alone, _same_period(heads, others), heads.index.get_indexer(pd.Index(others[schema.HEADLINE]))
    )
    again = (others[schema.STATUS] == RESTATED).to_numpy()
    derived = (heads[schema.BASIS] != REPORTED).to_numpy()[place]
    alike = reporter_codes(others) == reporter_codes(heads)[place]
    counts = (place >= 0) & (again | (alike & (alone | (derived & is_bound(others)))))
    others = others.assign(place=place, again=again)[counts]
    latest = others.sort_values(["again", schema.KNOWN_ON, schema.LINE]).drop_duplicates("place", keep="last")
    found = np.full(len(heads), np.nan)
    found[latest["place"].to_numpy()] = latest[schema.GROWTH_PCT].to_numpy()
    return stated.fillna(pd.Series(found, stated.index)).to_numpy()


def _same_period(heads: pd.DataFrame, figures: pd.DataFrame) -> npt.NDArray[np.int64]:
    """Where the headline of the series and period of each figure stands, -1 where there is none."""
    keys = [
        period_key(frame[schema.SERIES], frame[schema.MONTHS], frame[schema.START])
        for frame in (heads, figures)
    ]
    return find(*keys)


def annual_levels(heads: pd.DataFrame, first_month: pd.Series[int]) -> pd.DataFrame:
    """The annual series: the 12-month headline figures that start in one month, a series at a time.

    `first_month` is by series that month (from 0), January for one that it lacks. Adds `year`, in which the
    period starts, and its `label`.
    """
    annual = heads[heads[schema.MONTHS] == YEAR]
    annual = kept(annual, begins_a_year(annual, first_month))
    return labelled(annual.assign(**_over_gaps(annual)))


def _over_gaps(annual: pd.DataFrame) -> dict[str, Any]:
    """The CAGR since the last figure before a gap of years, where both are one reporter's and no bounds."""
    series, start = annual[schema.SERIES].to_numpy(), annual[schema.START].to_numpy()
    level, reporter = annual[schema.LEVEL].to_numpy(), reporter_codes(annual)
    sound = (_direction(annual[schema.QUALIFIER].cat.codes.to_numpy()) == 0) & (level > 0)
    years = np.diff(start, prepend=start[:1]) // YEAR
    alike = (series == np.roll(series, 1)) & (reporter == np.roll(reporter, 1)) & sound & np.roll(sound, 1)
    over = alike & (years > 1)
    rate = cagr(np.where(over, np.roll(level, 1), 1.0), np.where(over, level, 1.0), np.where(over, years, 1))
    return {
        schema.CAGR: np.where(over, rate, np.nan),
        schema.CAGR_SINCE: np.where(over, np.roll(start, 1), 0).astype(np.int64),
    }


def with_implied(annual: pd.DataFrame, floors: pd.DataFrame) -> pd.DataFrame:
    """Add the level of the year before that a stated growth implies, where none is known.

    Such a level is `about`, or a bound where the figure is one; it is the base of no growth. One below the
    floor of its year is not used, nor one that no ledger could hold, as after a growth of -99.9999999 %.
    """
    rate = annual[schema.STATED].to_numpy()
    if np.isnan(rate).all():
        return annual
    key = period_key(annual[schema.SERIES], YEAR, annual[schema.START])
    before = find(key, key - YEAR)
    lone = annual[(before < 0) & (rate > -100)]
    level = (lone[schema.LEVEL] / (1 + lone[schema.STATED] / 100)).to_numpy()
    amount = level * unit_scales(lone)
    held = amount <= LARGEST_AMOUNT
    lone, level, amount = lone[held], level[held], amount[held]
    if not len(lone):
        return annual
    qualifier = lone[schema.QUALIFIER].cat.codes.to_numpy()
    changed: dict[str, Any] = {
        schema.START: lone[schema.START] - YEAR,
        schema.LEVEL: level,
        schema.AMOUNT: np.rint(amount).astype(np.int64),
        schema.QUALIFIER: pd.Categorical.from_codes(
            np.where(_direction(qualifier) == 0, ABOUT, qualifier), lone[schema.QUALIFIER].cat.categories
        ),
        schema.BASIS: constant(lone, IMPLIED),
        **without_growth(lone),
        schema.IMPLIED_PCT: lone[schema.STATED],
    }
    implied = labelled(lone.assign(**changed))
    return in_order(annual, implied[~(implied[schema.AMOUNT].to_numpy() < floor_of(floors, implied))])


def without_growth(annual: pd.DataFrame) -> dict[str, Any]:
    """The columns of growth of rows that have none."""
    none = np.full(len(annual), np.nan)
    return {
        **dict.fromkeys((schema.COMPUTED, schema.BOUND_PCT, schema.STATED, schema.CAGR), none),
        schema.BOUND: constant(annual, ""),
        schema.CAGR_SINCE: np.zeros(len(annual), dtype=np.int64),
    }


def constant(frame: pd.DataFrame, word: str) -> pd.Series[Any]:
    """One word for each row, as plain objects: pandas would make a text column of its own of them."""
    return pd.Series(word, index=frame.index, dtype=object)


def in_order(annual: pd.DataFrame, more: pd.DataFrame) -> pd.DataFrame:
    """Two sets of annual rows as one, by series and start."""
    if not len(more):
        return annual
    both = pd.concat([annual, more])
    return both.sort_values([schema.SERIES, schema.START], kind="stable")


def labelled(annual: pd.DataFrame) -> pd.DataFrame:
    """Add to rows of 12-month periods the `year` in which each starts and its `label`."""
    codes, starts = pd.factorize(annual[schema.START].to_numpy())
    labels = np.array([year_label(int(start)) for start in starts], dtype=object)
    return annual.assign(
        **{
            schema.YEAR_COLUMN: annual[schema.START].astype(np.int64) // YEAR,
            schema.LABEL: pd.Series(labels[codes], index=annual.index, dtype=object),
        }
    )
