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
from tradetrack.core.vocabulary import (
    ABOUT,
    BOUNDS,
    HEADLINE,
    IMPLIED,
    OVER,
    REPORTED,
    RESTATED,
    UNDER,
    reporter_codes,
)
from tradetrack.series.keys import find, period_key

Floats = npt.NDArray[np.float64]


def cagr(first: Any, last: Any, years: Any) -> Any:
    """Compound annual growth rate, in percent, from `first` to `last` over `years`; arrays or numbers."""
    return ((last / first) ** (1.0 / years) - 1.0) * 100.0


def headlines(chosen: pd.DataFrame) -> pd.DataFrame:
    """The headline figures, sorted by series, length and start, with their growth.

    Adds the columns `computed_growth_pct`, `growth_bound`, `growth_bound_pct` and `stated_growth_pct`.
    """
    heads = chosen[chosen[schema.STATUS] == HEADLINE]
    key = period_key(heads[schema.SERIES], heads[schema.MONTHS], heads[schema.START])
    order = np.argsort(key, kind="stable")
    heads = heads.iloc[order]
    before = find(key[order], key[order] - YEAR)
    return heads.assign(**_growth(heads, before), **{schema.STATED: _stated_growth(chosen, heads)})


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


def _stated_growth(chosen: pd.DataFrame, heads: pd.DataFrame) -> Floats:
    """The growth stated with each headline figure, else with the latest of its restatements."""
    stated = heads[schema.GROWTH_PCT]
    again = chosen[(chosen[schema.STATUS] == RESTATED) & chosen[schema.GROWTH_PCT].notna()]
    if len(again):
        again = again.sort_values([schema.KNOWN_ON, schema.LINE])
        latest = again.drop_duplicates(schema.HEADLINE, keep="last").set_index(schema.HEADLINE)
        stated = stated.fillna(latest[schema.GROWTH_PCT].reindex(stated.index))
    return stated.to_numpy()


def annual_levels(heads: pd.DataFrame, year_start: int | None = None) -> pd.DataFrame:
    """The annual series: the 12-month headline figures that start in one month, a series at a time.

    That month is `year_start` (1 to 12), or by default the one with the most years; of equals the one
    with the latest year, then the earliest month. Adds `year`, in which the period starts, its `label`,
    and `basis` "reported".
    """
    annual = heads[heads[schema.MONTHS] == YEAR]
    month = annual[schema.START] % YEAR
    if year_start is not None:
        annual = annual[month == year_start - 1]
    elif month.nunique() > 1:
        by = annual.assign(month=month).groupby([schema.SERIES, "month"])[schema.START]
        counts = by.agg(["size", "max"]).reset_index()
        counts = counts.sort_values(
            [schema.SERIES, "size", "max", "month"], ascending=[True, False, False, True]
        )
        own = counts.drop_duplicates(schema.SERIES).set_index(schema.SERIES)["month"]
        annual = annual[month == annual[schema.SERIES].map(own)]
    return labelled(annual.assign(**{schema.BASIS: constant(annual, REPORTED)}, **_over_gaps(annual)))


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


def with_implied(annual: pd.DataFrame) -> pd.DataFrame:
    """Add the level of the year before that a stated growth implies, where none is reported.

    Such a level is `about`, or a bound where the figure is one; it is the base of no growth.
    """
    rate = annual[schema.STATED].to_numpy()
    key = period_key(annual[schema.SERIES], YEAR, annual[schema.START])
    before = find(key, key - YEAR)
    lone = annual[(before < 0) & (rate > -100)]
    if not len(lone):
        return annual
    qualifier = lone[schema.QUALIFIER].cat.codes.to_numpy()
    changed: dict[str, Any] = {
        schema.START: lone[schema.START] - YEAR,
        schema.LEVEL: lone[schema.LEVEL] / (1 + lone[schema.STATED] / 100),
        schema.QUALIFIER: pd.Categorical.from_codes(
            np.where(_direction(qualifier) == 0, ABOUT, qualifier), lone[schema.QUALIFIER].cat.categories
        ),
        schema.BASIS: constant(lone, IMPLIED),
        **without_growth(lone),
        schema.IMPLIED_PCT: lone[schema.STATED],
    }
    return in_order(annual, labelled(lone.assign(**changed)))


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
