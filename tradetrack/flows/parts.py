"""How many flows are added up at a time: some values of their first key, so that the sums stay small."""

from __future__ import annotations

from typing import Any

import numpy as np

from tradetrack.flows.counts import ROWS, Counts
from tradetrack.flows.labels import Label, text_of

_ROWS = 2_000_000  # added up at a time: their sums take some 120 MB
_MOST = 8  # parts, each of which reads all files anew, unless the memory makes it more
_BYTES = 50  # of memory a row, where a flow has some twenty of them


def number_of(rows: int, memory: int) -> int:
    """The number of parts for so many rows in so many bytes of memory."""
    return max(min(-(-rows // _ROWS), _MOST), -(-rows * _BYTES // memory), 1)


def cuts_of(counts: Counts, column: str, label: Label, number: int) -> list[Any]:
    """Values between which there are about as many rows each, of counts that are sorted by the column.

    None where two values have one label: one flow under two names must not be parted.
    """
    known = counts.where(column, lambda value: value is not None and value == value)
    values = known[column]
    if len({label(text_of(value)) for value in values}) < len(values):
        return []
    number = min(number, len(values))
    if number < 2:
        return []
    weight = np.cumsum(known[ROWS])
    ends = np.searchsorted(weight, weight[-1] * np.arange(1, number) / number)
    return [values[place] for place in dict.fromkeys(ends.tolist())]
