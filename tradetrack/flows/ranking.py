"""The order of screened flows: total, the same on every engine and in every run."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from tradetrack.flows.labels import KeyColumn
from tradetrack.flows.screening import Screened
from tradetrack.flows.wanted import BASE, CHANCE, GAP, GROWTH

_DIGITS = 10  # significant ones: what engines add up in another order differs beyond them


def order_of(flows: Screened, keys: dict[str, KeyColumn], sort: str) -> npt.NDArray[np.int64]:
    """The places of the flows in order: the highest first (of gaps the lowest), none last, then by key."""
    if sort == GAP:
        gap = np.where(flows.is_ahead, -flows.target / np.where(flows.base > 0, flows.base, 1.0), np.nan)
    by = gap if sort == GAP else {CHANCE: flows.chances[0], GROWTH: flows.rates[0], BASE: flows.base}[sort]
    first = np.where(np.isnan(by), np.inf, -_rounded(np.nan_to_num(by, nan=0.0)))
    return np.lexsort([*_codes(keys, flows.number), first]).astype(np.int64)


def _codes(keys: dict[str, KeyColumn], number: int) -> list[npt.NDArray[np.int64]]:
    """The order of the keys, the last one first: as one number a flow where it is not too large."""
    columns = list(keys.values())
    if math.prod(max(len(column.labels), 1) for column in columns) > np.iinfo(np.int64).max:
        return [column.codes for column in reversed(columns)]
    code = np.zeros(number, dtype=np.int64)
    for column in columns:
        code = code * max(len(column.labels), 1) + column.codes
    return [code]


def _rounded(values: Any) -> Any:
    """Numbers to so many significant digits."""
    with np.errstate(divide="ignore", invalid="ignore"):
        power = np.where(values == 0, 0, np.floor(np.log10(np.abs(values))))
    scale = 10.0 ** (_DIGITS - 1 - power)
    return np.round(values * scale) / scale
