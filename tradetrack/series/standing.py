"""Which statements stand: of each reporter, period and rank of qualifier the latest that brought a new value.

All others change nothing of what was known of a period, on no day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from tradetrack.core.dates import NO_DATE
from tradetrack.series.keys import period_key
from tradetrack.series.statements import RANK, new_values, statements
from tradetrack.series.tiling import Ints


class Standing(NamedTuple):
    """The statements that brought a new value, in the order in which they were made.

    `row` has their places among the figures, `kind` the number of the reporter, period and rank that each is
    of, `known_on` its day; `group` is by kind that of `series.levels`.
    """

    row: Ints
    kind: Ints
    known_on: Ints
    group: Ints

    def now(self) -> Ints:
        """The figures that stand after all statements, in the order of the file."""
        return np.sort(self._after(len(self.row), np.full(len(self.group), -1, dtype=np.int64), 0))

    def on(self, days: Sequence[int]) -> Iterator[Ints]:
        """By kind the figure that stands on each of some days in ascending order; -1 where none was known."""
        row, done = np.full(len(self.group), -1, dtype=np.int64), 0
        for end in np.searchsorted(self.known_on, days, "right").tolist():
            yield self._after(end, row, done)
            done = end

    def _after(self, end: int, row: Ints, done: int) -> Ints:
        row[self.kind[done:end]] = self.row[done:end]  # of several of a kind the last
        return row


def standing(figures: pd.DataFrame, dated: bool) -> Standing:
    """The statements among the figures that stand at some time, or only those with a date."""
    stated = statements(figures)
    known_on, group = stated["known_on"].to_numpy(), stated["group"].to_numpy()
    rank = RANK[stated["qualifier"].to_numpy()].astype(np.int64)
    number, _ = pd.factorize(group)
    ranked = number * (int(RANK.max()) + 1) + rank
    kind, kinds = pd.factorize(period_key(ranked, stated["months"], stated["start"]))
    entries = np.flatnonzero(known_on != NO_DATE) if dated else np.arange(len(stated))
    new = new_values(stated, kind, entries)
    group_of_kind = np.zeros(len(kinds), dtype=np.int64)
    group_of_kind[kind] = group
    return Standing(stated["row"].to_numpy()[new], kind[new], known_on[new], group_of_kind)
