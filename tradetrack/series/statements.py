"""What is stated, and the level of each reporter and period among it.

Within a period exact comes before about before a bound, then the latest statement that brings a new value,
then the last line of the file. A repeated or rounder value replaces nothing.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from tradetrack.core import schema
from tradetrack.core.vocabulary import KINDS, TARGET, reporter_codes
from tradetrack.series.keys import of_runs, period_key
from tradetrack.series.levels import REPORTERS
from tradetrack.series.tiling import Ints, Mask

_RANK = np.array([0, 1, 2, 2])  # by qualifier: exact, about, over, under


def statements(figures: pd.DataFrame) -> pd.DataFrame:
    """The reported levels among the figures, as `series.levels` describes, in the order of the file."""
    is_target = figures[schema.KIND].cat.codes.to_numpy() == KINDS.index(TARGET)
    is_level = (figures[schema.AMOUNT].to_numpy() >= 0) & ~is_target
    row = np.flatnonzero(is_level)
    rows = slice(None) if is_level.all() else row  # a slice copies nothing
    names = figures[schema.REPORTER].cat.categories.to_numpy(dtype=str)
    number = np.argsort(np.argsort(names)) + ("" not in names)  # "" comes first and is 0: unknown
    reporter = number[reporter_codes(figures)[rows]] if len(row) else row
    columns = (schema.START, schema.MONTHS, schema.AMOUNT, schema.ROUNDING_UNIT, schema.KNOWN_ON)
    return pd.DataFrame(
        {
            "group": figures[schema.SERIES].to_numpy()[rows] * REPORTERS + reporter,
            **{name: figures[name].to_numpy()[rows] for name in columns},
            "qualifier": figures[schema.QUALIFIER].cat.codes.to_numpy()[rows],
            "row": row.astype(np.int32),
        },
        copy=False,
    )


def level_of_each_period(stated: pd.DataFrame) -> Ints:
    """For each statement, where the one stands that counts of its group and period."""
    group = of_runs(stated["group"].to_numpy(), lambda groups: pd.factorize(groups)[0])
    key = period_key(group, stated["months"], stated["start"])
    if (np.diff(key) > 0).all():
        return np.arange(len(stated))
    period, distinct = pd.factorize(key)
    periods = len(distinct)
    if periods == len(stated):
        return np.arange(periods)
    rank = _RANK[stated["qualifier"].to_numpy()]
    best = np.full(periods, len(_RANK))
    np.minimum.at(best, period, rank)
    entries = np.flatnonzero(rank == best[period])
    chosen = np.empty(periods, dtype=np.int64)
    chosen[period[entries]] = entries
    contested = entries[np.bincount(period[entries], minlength=periods)[period[entries]] > 1]
    if len(contested):
        latest = _latest_new_values(stated, period, contested)
        chosen[period[latest]] = latest
    return chosen[period]


def _latest_new_values(stated: pd.DataFrame, period: Ints, entries: Ints) -> Ints:
    """Of each period the first statement of the value that was new last."""
    rivals = stated.iloc[entries].assign(entry=entries, period=period[entries])
    rivals = rivals.sort_values(["known_on", "row"])
    rivals = rivals.assign(order=np.arange(len(rivals)))
    new = rivals.drop_duplicates(["period", "amount"])
    new = new[~_only_rounds(new)]
    latest: npt.NDArray[np.int64] = new.drop_duplicates("period", keep="last")["entry"].to_numpy()
    return latest


def _only_rounds(stated: pd.DataFrame) -> Mask:
    """Which values only round a finer one of their period that was stated before.

    A value with the rounding unit u is a multiple of u, so it lies less than u from a finer value exactly
    when it is that value rounded down or up to a multiple of u.
    """
    rounding = np.zeros(len(stated), dtype=bool)
    for unit in np.unique(stated["rounding_unit"])[1:]:
        finer = stated[stated["rounding_unit"] < unit]
        down = finer["amount"] // unit * unit
        rounded = pd.concat([finer.assign(amount=down), finer.assign(amount=down + unit)])
        exactly = rounded["amount"] - unit == pd.concat([finer["amount"], finer["amount"]])
        first = rounded[~exactly].groupby(["period", "amount"])["order"].min()
        coarse = (stated["rounding_unit"] == unit).to_numpy()
        keys = pd.MultiIndex.from_frame(stated.loc[coarse, ["period", "amount"]])
        order = first.reindex(keys).to_numpy()
        rounding[coarse] = order < stated.loc[coarse, "order"].to_numpy()
    return rounding
