"""One number for a period of a series, so that a million of them are compared and found at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Ints = npt.NDArray[np.int64]


def period_key(series: Any, months: Any, start: Any) -> Ints:
    """The key of each period; one that starts m months later has a key m larger.

    Months and start are below 2**18 each, whatever four-digit year they are in.
    """
    wide = [np.asarray(part).astype(np.int64, copy=False) for part in (series, months, start)]
    key: Ints = (wide[0] << 36) | (wide[1] << 18) | wide[2]
    return key


def of_each(table: pd.Series[int], keys: Any) -> Ints:
    """What the table says of each key, 0 of one that it lacks."""
    if table.empty:
        return np.zeros(len(keys), dtype=np.int64)
    place = table.index.get_indexer(keys)
    return np.where(place >= 0, table.to_numpy()[place], 0)


def of_runs(values: npt.NDArray[np.int64], judge: Callable[[Ints], Any]) -> npt.NDArray[Any]:
    """What `judge` says of each value, asked once for equal ones in a row."""
    changes = np.flatnonzero(values[1:] != values[:-1]) + 1
    first = np.append(0, changes) if len(values) else changes
    return np.repeat(judge(values[first]), np.diff(first, append=len(values)))


def lowest(key: Ints, rank: Any) -> Ints:
    """Where each distinct key, in ascending order, has its lowest rank; of equal ones the first."""
    order = np.lexsort((rank, key))
    is_first = np.ones(len(order), dtype=bool)
    is_first[1:] = np.diff(key[order]) != 0
    return order[is_first]


def repeated(keys: Ints) -> npt.NDArray[np.bool_]:
    """Which keys occur more than once; quick where they are in order already, or in a few runs that are."""
    in_order = np.sort(keys, kind="stable")
    twice = distinct(in_order[1:][in_order[1:] == in_order[:-1]])
    return find(twice, keys) >= 0 if len(twice) else np.zeros(len(keys), dtype=bool)


def distinct(values: Any) -> Ints:
    """The distinct whole numbers, sorted; much quicker than `numpy.unique` where few occur often.

    Of equal ones in a row only one is looked up, as in a ledger that has its pairs one after the other.
    """
    every = np.asarray(values, dtype=np.int64)
    if len(every) > 1:
        every = np.append(every[:1], every[1:][every[1:] != every[:-1]])
    found: Ints = np.sort(pd.unique(every))
    return found


def find(keys: Ints, wanted: Ints) -> Ints:
    """Where in the sorted `keys` each of `wanted` stands, -1 where it does not."""
    if not len(keys):
        return np.full(len(wanted), -1, dtype=np.int64)
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[place] == wanted, place, -1)


def spans(first: Ints, count: Ints) -> tuple[Ints, Ints]:
    """The places of each span, one span after the other: whose place it is, and the place."""
    whose = np.repeat(np.arange(len(count)), count)
    return whose, np.arange(len(whose)) + np.repeat(first - np.cumsum(count) + count, count)
