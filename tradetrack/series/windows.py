"""Years and quarters as windows of months, with the stated parts of each and the sums that they make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from tradetrack.core.dates import NO_DATE
from tradetrack.core.vocabulary import (
    ABOUT,
    EXACT,
    OVER,
    SUM_OF_MONTHS,
    SUM_OF_PARTS,
    SUM_OF_QUARTERS,
    UNDER,
)
from tradetrack.series.status import slack_of
from tradetrack.series.tiling import NONE, Ints, Mask, Parts, Tilings, best_tilings, by_month, largest_sums

NO_SUMS = pd.DataFrame(
    {
        **dict.fromkeys(
            ("group", "start", "months", "amount", "rounding_unit", "slack", "known_on", "row", "parts"),
            np.empty(0, np.int64),
        ),
        "qualifier": np.empty(0, np.int64),
        "basis": np.empty(0, object),
    }
)
_ADDED = {"start", "months", "amount", "rounding_unit", "qualifier", "slack", "known_on", "parts"}
_BASES = np.array([SUM_OF_MONTHS, SUM_OF_QUARTERS, SUM_OF_PARTS], dtype=object)
YEARS = 1 << 14  # more than there are: a window is the number of its job times this, plus its year
_START_BITS = 18  # a month number is below 2**18, whatever four-digit year it is in
_KINDS = ((EXACT,), (EXACT, ABOUT), (EXACT, ABOUT, OVER), (EXACT, ABOUT, UNDER))  # the better first


@dataclass(frozen=True, eq=False)
class Windows:
    """Windows of `length` months, each of one job (a group and a month in which its windows start).

    `code` is sorted; `levels` are the stated ones, `level` and `parts` say which of them lies in which
    window.
    """

    length: int
    code: Ints
    start: Ints
    levels: pd.DataFrame
    level: Ints
    parts: Parts

    def __len__(self) -> int:
        return len(self.code)

    @cached_property
    def stated(self) -> npt.NDArray[np.int64]:
        """For each window and number of first months, the level that states them; -1 where none does."""
        found = by_month(len(self), self.length, NONE, np.int64)
        first = self.parts.offset == 0
        found[self.parts.window[first], self.parts.months[first]] = self.level[first]
        return found

    @cached_property
    def qualifier(self) -> npt.NDArray[np.int8]:
        """The qualifier of each part."""
        codes: npt.NDArray[np.int8] = self.levels["qualifier"].to_numpy()[self.level].astype(np.int8)
        return codes

    @cached_property
    def tilings(self) -> dict[int, Tilings]:
        """By kind of parts the best tilings: by exact ones, with about, with over, with under."""
        shorter = self.parts.months < self.length
        present = set(np.unique(self.qualifier[shorter]).tolist())
        return {
            kind[-1]: best_tilings(
                self.parts, shorter & np.isin(self.qualifier, kind), len(self), self.length
            )
            for kind in _KINDS
            if kind[-1] in present
        }

    @cached_property
    def kind(self) -> npt.NDArray[np.int8]:
        """For each window and number of first months, which of the tilings makes their sum; -1 for none."""
        chosen = by_month(len(self), self.length, NONE, np.int8)
        fewest = by_month(len(self), self.length, np.iinfo(np.int8).max, np.int8)
        for kind, tilings in self.tilings.items():
            rival = (chosen >= OVER) & (kind == UNDER)
            better = (tilings.number < fewest) & ((chosen == NONE) | rival)
            chosen[better], fewest[better] = kind, tilings.number[better]
        return chosen

    @cached_property
    def has_sum(self) -> Mask:
        """For each window and number of first months, whether parts add up to them."""
        return self.kind > NONE

    @cached_property
    def has_sound_sum(self) -> Mask:
        """As `has_sum`, by parts that are no bounds."""
        return self.has_sum & (self.kind < OVER)

    @cached_property
    def has_sound(self) -> Mask:
        """For each window and number of first months, whether a figure or a sum says them without a bound."""
        codes = self.levels["qualifier"].to_numpy()
        sound: Mask = (self.stated >= 0) & (codes[self.stated] < OVER) if len(codes) else self.stated >= 0
        return sound | self.has_sound_sum

    @property
    def has_any(self) -> Mask:
        """For each window and number of first months, whether a figure, a sum or a bound says something."""
        return (self.stated >= 0) | self.has_sum

    def direction(self) -> npt.NDArray[np.int8]:
        """For each window and number of first months: 1 if only a lower bound is known, -1 if an upper."""
        codes = self.levels["qualifier"].to_numpy().astype(np.int8)
        bound = np.where(self.stated >= 0, codes[self.stated], self.kind) if len(codes) else self.kind
        side = np.select([self.has_sound, bound == OVER, bound == UNDER], [0, 1, -1], 0)
        return side.astype(np.int8)

    def floors(self) -> Ints:
        """Of each window the largest sum of parts that do not overlap; what is said to be under is none."""
        amount = self.levels["amount"].to_numpy()[self.level]
        usable = self.qualifier != UNDER
        return largest_sums(self.parts, amount, usable, len(self), self.length)

    def sums(self, window: Ints, months: Ints) -> pd.DataFrame:
        """The sums of the best tilings of the first `months` of each window, with their basis and parts."""
        if not len(window):
            return NO_SUMS
        found = []
        kind = self.kind[window, months]
        for name, tilings in self.tilings.items():
            asked = np.flatnonzero(kind == name)
            if len(asked):
                tiling, part = tilings.members(window[asked], months[asked])
                found.append((asked[tiling], self.level[part]))
        tiling, level = found[0]
        if len(found) > 1:
            tiling, level = (np.concatenate(arrays) for arrays in zip(*found, strict=True))
            order = np.argsort(tiling, kind="stable")
            tiling, level = tiling[order], level[order]
        added = add_up(self.levels, level, tiling, len(window))
        group = self.levels["group"].to_numpy()
        first = level[np.searchsorted(tiling, np.arange(len(window)))]
        return added.assign(group=group[first], start=self.start[window], months=months)


def _latest(columns: Mapping[str, npt.NDArray[Any]], total: Ints, starts: Ints) -> Ints:
    """Which of the parts of each sum was known last; of those the one that starts last, or stands last."""
    if not len(starts):
        return np.empty(0, np.int64)
    key = (columns["known_on"].astype(np.int64) << _START_BITS) | columns["start"]
    newest = np.flatnonzero(key == np.maximum.reduceat(key, starts)[total])
    return newest[np.searchsorted(total[newest], np.arange(len(starts)), "right") - 1]


def add_up(levels: pd.DataFrame, member: Ints, total: Ints, totals: int) -> pd.DataFrame:
    """The sums of levels: `member` is which of the levels, `total` (sorted, from 0) the sum it belongs to.

    The columns that a sum has from its parts alone: amount, rounding_unit, qualifier, slack, known_on, row,
    basis and parts.
    """
    starts = np.searchsorted(total, np.arange(totals))

    def each(reduce: np.ufunc, values: npt.NDArray[np.generic]) -> Ints:
        made: Ints = reduce.reduceat(values, starts) if totals else np.empty(0, np.int64)
        return made

    every = len(member) == len(levels) and (member[1:] > member[:-1]).all()
    taken = slice(None) if every else member  # a slice copies nothing
    columns = {name: levels[name].to_numpy()[taken] for name in levels.columns if name in _ADDED}
    qualifier = columns["qualifier"]
    is_exact = each(np.maximum, qualifier) == EXACT
    over, under = (each(np.maximum, (qualifier == bound).astype(np.int8)) > 0 for bound in (OVER, UNDER))
    unit = columns["rounding_unit"]
    dated = each(np.minimum, columns["known_on"]) != NO_DATE
    latest = each(np.maximum, columns["known_on"])
    last = _latest(columns, total, starts)
    shortest, longest = each(np.minimum, columns["months"]), each(np.maximum, columns["months"])
    same = shortest == longest
    count = np.diff(starts, append=len(total))
    return pd.DataFrame(
        {
            "amount": each(np.add, columns["amount"]),
            "rounding_unit": np.where(is_exact, each(np.minimum, unit), each(np.maximum, unit)),
            "qualifier": np.select([is_exact, over & ~under, under & ~over], [EXACT, OVER, UNDER], ABOUT),
            "slack": each(np.add, columns["slack"] if "slack" in columns else slack_of(columns)),
            "known_on": np.where(dated, latest, NO_DATE),
            "row": levels["row"].to_numpy()[member[last]],
            "basis": _BASES[np.select([same & (longest == 1), same & (longest == 3)], [0, 1], 2)],
            "parts": each(np.add, columns["parts"]) if "parts" in columns else count,
        }
    )
