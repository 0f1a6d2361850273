"""Tilings: which parts, put end to end without gap or overlap, make the first months of a window of months.

A window is a year or a quarter of one series; a part has its window, the month of it in which it starts
(`offset`, from 0) and its length. For each window and each number of first months the best tiling has the
fewest parts, and of equals the one whose first part is longest, then the second, and so on: the shortest
path over the months of the window, by all windows at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

NONE = -1
_FAR = 127  # more parts than a window can have


@dataclass(frozen=True, eq=False)
class Parts:
    """Parts of windows, as arrays of one length; no two of one window have the same offset and length."""

    window: Ints
    offset: Ints
    months: Ints

    @cached_property
    def by_place(self) -> list[tuple[int, int, Ints]]:
        """Offset, length and the parts that have them, the first offset first."""
        longest = int(self.months.max(initial=0)) + 1
        place = (self.offset * longest + self.months).astype(np.int16)  # which is sorted by digit
        order = np.argsort(place, kind="stable")
        place = place[order]
        placed = np.split(order, np.flatnonzero(place[1:] != place[:-1]) + 1) if len(order) else []
        return [(int(self.offset[part[0]]), int(self.months[part[0]]), part) for part in placed]


class Tilings(NamedTuple):
    """The best tilings of windows, shape (windows, months + 1): by how many first months they make.

    `last` is the last part of the best tiling of one or more parts, `last_of_several` that of the best of two
    or more, `number` how many parts the latter has; where there is none, -1 and 127.
    """

    parts: Parts
    last: npt.NDArray[np.int32]
    last_of_several: npt.NDArray[np.int32]
    number: npt.NDArray[np.int8]

    def has(self, window: Ints, months: Ints) -> Mask:
        """Whether two or more parts make the first `months` of each window."""
        found: Mask = self.number[window, months] < _FAR
        return found

    def members(self, window: Ints, months: Ints) -> tuple[Ints, Ints]:
        """The parts of the best tilings of two or more parts: which of the tilings asked for, which part.

        They come a tiling at a time, the first part first.
        """
        count = self.number[window, months]
        place = np.cumsum(count, dtype=np.int64)
        members = np.empty(place[-1] if len(place) else 0, np.int64)
        part = self.last_of_several[window, months]
        while len(part):
            place = place - 1
            members[place] = part
            before = self.parts.offset[part]
            more = before > 0
            place, window = place[more], window[more]
            part = self.last[window, before[more]]
        return np.repeat(np.arange(len(count)), count), members


def by_month(windows: int, length: int, value: int, dtype: type[np.integer[Any]]) -> npt.NDArray[Any]:
    """One value for each window and number of first months, (windows, months + 1), a month in one piece."""
    return np.full((windows, length + 1), value, dtype, order="F")


def best_tilings(parts: Parts, usable: Mask, windows: int, length: int) -> Tilings:
    """The best tilings of `windows` windows of `length` months by the usable parts."""
    count, several = (by_month(windows, length, _FAR, np.int8) for _ in range(2))
    lengths, lengths_of_several = (by_month(windows, length, 0, np.int64) for _ in range(2))
    last, last_of_several = (by_month(windows, length, NONE, np.int32) for _ in range(2))
    count[:, 0] = 0
    digit = (length + 1) ** np.arange(length, -1, -1, dtype=np.int64)  # of the n-th part's length
    for offset, months, placed in parts.by_place:
        part = placed[usable[placed] & (count[parts.window[placed], offset] < _FAR)]
        window, end = parts.window[part], offset + months
        more = count[window, offset] + 1
        longest_first = lengths[window, offset] + months * digit[more]
        for best, key, where in (
            (count, lengths, last),
            *([(several, lengths_of_several, last_of_several)] if offset else []),
        ):
            better = (more < best[window, end]) | (
                (more == best[window, end]) & (longest_first > key[window, end])
            )
            chosen = window[better]
            best[chosen, end], key[chosen, end] = more[better], longest_first[better]
            where[chosen, end] = part[better]
    return Tilings(parts, last, last_of_several, several)


def largest_sums(parts: Parts, amount: Ints, usable: Mask, windows: int, length: int) -> Ints:
    """Of each window the largest sum of usable parts that do not overlap, with gaps or without."""
    sums = by_month(windows, length, 0, np.int64)
    done = 0
    for offset, months, placed in parts.by_place:
        part = placed[usable[placed]]
        for month in range(done + 1, offset + 1):
            np.maximum(sums[:, month], sums[:, month - 1], out=sums[:, month])
        done = max(done, offset)
        window, end = parts.window[part], offset + months
        sums[window, end] = np.maximum(sums[window, end], sums[window, offset] + amount[part])
    for month in range(done + 1, length + 1):
        np.maximum(sums[:, month], sums[:, month - 1], out=sums[:, month])
    largest: Ints = sums[:, length]
    return largest
