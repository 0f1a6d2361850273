"""What is stated, and the level of each reporter and period among it.

Within a period exact comes before about before a bound, then the latest statement that brings a new value,
then the last line of the file. A repeated or rounder value replaces nothing.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from tradetrack.core import schema
from tradetrack.core.vocabulary import KINDS, TARGET, reporter_codes
from tradetrack.series.keys import find, of_runs, period_key
from tradetrack.series.levels import REPORTERS
from tradetrack.series.tiling import Ints, Mask

RANK = np.array([0, 1, 2, 2], dtype=np.int8)  # by qualifier: exact, about, over, under


def statements(figures: pd.DataFrame) -> pd.DataFrame:
    """The reported levels among the figures, as `series.levels` describes, in the order of the file."""
    is_target = figures[schema.KIND].cat.codes.to_numpy() == KINDS.index(TARGET)
    counts = (figures[schema.AMOUNT].to_numpy() >= 0) & ~is_target
    row = np.flatnonzero(counts).astype(np.int32)

    def of_rows(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        return values if len(row) == len(counts) else values[row]

    names = figures[schema.REPORTER].cat.categories.to_numpy(dtype=str)
    number = np.argsort(np.argsort(names)) + ("" not in names)  # "" comes first and is 0: unknown
    group = of_rows(figures[schema.SERIES].to_numpy()) * REPORTERS
    if len(row) and number.any():
        group += number[of_rows(reporter_codes(figures))]
    columns = (schema.START, schema.MONTHS, schema.AMOUNT, schema.ROUNDING_UNIT, schema.KNOWN_ON)
    return pd.DataFrame(
        {
            "group": group,
            **{name: of_rows(figures[name].to_numpy()) for name in columns},
            "qualifier": of_rows(figures[schema.QUALIFIER].cat.codes.to_numpy()),
            "row": row,
        },
        copy=False,
    )


def level_of_each_period(stated: pd.DataFrame) -> npt.NDArray[Any]:
    """For each statement, where the one stands that counts of its group and period."""
    key = period_key(
        of_runs(stated["group"].to_numpy(), lambda groups: pd.factorize(groups)[0]),
        stated["months"],
        stated["start"],
    )
    if (np.diff(key) > 0).all():
        return np.arange(len(stated))
    period, distinct = pd.factorize(key)
    periods = len(distinct)
    if periods == len(stated):
        return np.arange(periods)
    del key
    period = period.astype(np.int32)
    rank = RANK[stated["qualifier"].to_numpy()]
    best = np.full(periods, len(RANK), dtype=np.int8)
    np.minimum.at(best, period, rank)
    entries = np.flatnonzero(rank == best[period])
    chosen = np.empty(periods, dtype=np.int32)
    chosen[period[entries]] = entries
    several = np.bincount(period[entries], minlength=periods) > 1
    if several.any():
        new = new_values(stated, period, entries[several[period[entries]]])
        chosen[period[new]] = new  # of several the last
    return chosen[period]


def new_values(stated: pd.DataFrame, period: npt.NDArray[Any], entries: Ints) -> Ints:
    """Those of the entries that bring a new value of their period, in the order of statement.

    `period` has a number for each statement. A value that was stated before, or that only rounds a finer one
    which was, is not new.
    """
    in_order = entries[np.argsort(stated["known_on"].to_numpy()[entries], kind="stable")]
    own, amount = period[in_order], stated["amount"].to_numpy()[in_order]
    is_first = _is_first(own, amount)
    new, own, amount = in_order[is_first], own[is_first], amount[is_first]
    return new[~_only_rounds(own, amount, stated["rounding_unit"].to_numpy()[new])]


def _is_first(period: Ints, amount: Ints) -> Mask:
    """Which amounts are the first of their value in their period."""
    order = np.lexsort((amount, period))
    period, amount = period[order], amount[order]
    first = np.ones(len(order), dtype=bool)
    first[order[1:]] = (period[1:] != period[:-1]) | (amount[1:] != amount[:-1])
    return first


def _only_rounds(period: Ints, amount: Ints, rounding_unit: Ints) -> Mask:
    """Which values only round a finer one of their period that was stated before.

    A value with the rounding unit u is a multiple of u, so it lies less than u from a finer value exactly
    when it is that value rounded down or up to a multiple of u.
    """
    rounding = np.zeros(len(amount), dtype=bool)
    for unit in np.unique(rounding_unit)[1:]:
        finer, coarse = np.flatnonzero(rounding_unit < unit), np.flatnonzero(rounding_unit == unit)
        below = amount[finer] // unit * unit
        between = finer[below != amount[finer]]
        is_before = _is_known_before(period, finer, below, coarse, amount[coarse])
        up = amount[between] // unit * unit + unit
        rounding[coarse] = is_before | _is_known_before(period, between, up, coarse, amount[coarse])
    return rounding


def _is_known_before(period: Ints, known: Ints, value: Ints, asked: Ints, wanted: Ints) -> Mask:
    """For each of the statements `asked` whether a `known` one before it gives the value that is `wanted`."""
    codes, distinct = pd.factorize(np.concatenate([value, wanted]))
    keys = np.concatenate([period[known], period[asked]]) * len(distinct) + codes
    first_keys, first = np.unique(keys[: len(known)], return_index=True)
    place = find(first_keys, keys[len(known) :])
    return (place >= 0) & (known[first[place]] < asked) if len(first) else np.zeros(len(asked), dtype=bool)
