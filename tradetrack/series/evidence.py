"""What is known of each year of a series: its figure, its floor, or a level that a stated growth implies."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
import pandas as pd

from tradetrack.core import schema
from tradetrack.core.periods import YEAR, year_label
from tradetrack.core.rows import kept
from tradetrack.core.vocabulary import BOUNDS, IMPLIED, NOWCAST, OVER, QUALIFIERS, UNDER

FIGURE = "figure"  # bounds of the whole year included
FLOOR = "floor"
BY_GROWTH = "implied"
LATER = "later figure"
ESTIMATE = "estimate"  # which only counts where it is asked for
KINDS = (FIGURE, FLOOR, BY_GROWTH, ESTIMATE)  # by how much they count; the rank of each is its place
MARGIN = 0.9  # of a target: what is below it is short, whatever the rounding


class YearEvidence(NamedTuple):
    """One piece of evidence of a year: `amount` in whole currency units, `qualifier` a word of QUALIFIERS."""

    start: int
    amount: int
    qualifier: str
    settled_by: str
    reporter: str

    @property
    def year(self) -> int:
        """The year in which the period starts."""
        return self.start // YEAR

    @property
    def label(self) -> str:
        """The period as people write it."""
        return year_label(self.start)

    @property
    def is_bound(self) -> bool:
        """Whether only a bound is known."""
        return self.settled_by == FLOOR or self.qualifier in BOUNDS

    def reaches(self, amount: int) -> bool:
        """Whether the year is known to have had `amount`."""
        return self.amount >= amount and self.qualifier != QUALIFIERS[UNDER]

    def falls_short(self, amount: int) -> bool:
        """Whether the year is known to have had less; `over b` says so only where b is below 0.9 of it."""
        if self.settled_by == FLOOR:
            return False
        if self.qualifier == QUALIFIERS[OVER]:
            return self.amount < MARGIN * amount
        if self.qualifier == QUALIFIERS[UNDER]:
            return self.amount <= amount
        return self.amount < amount


def evidence(annual: pd.DataFrame, floors: pd.DataFrame) -> pd.DataFrame:
    """The evidence of all years, by series, start and how much it counts.

    `annual` are stated, summed and implied levels (`series.growth`), `floors` those of years without a
    figure.
    """
    known = kept(annual, (annual[schema.BASIS] != NOWCAST).to_numpy())
    both = {
        schema.SERIES: np.concatenate([known[schema.SERIES], floors[schema.SERIES]]),
        schema.START: np.concatenate([known[schema.START], floors[schema.START]]),
        schema.AMOUNT: np.concatenate([known[schema.AMOUNT], floors[schema.AMOUNT]]),
        schema.QUALIFIER: np.concatenate([known[schema.QUALIFIER].cat.codes, np.full(len(floors), OVER)]),
        "rank": np.concatenate(
            [
                np.where(known[schema.BASIS] == IMPLIED, KINDS.index(BY_GROWTH), KINDS.index(FIGURE)),
                np.full(len(floors), KINDS.index(FLOOR)),
            ]
        ),
    }
    frame = pd.DataFrame({name: column.astype(np.int64) for name, column in both.items()})
    reporters = known[schema.REPORTER].to_numpy(dtype=object)
    frame[schema.REPORTER] = np.concatenate([reporters, np.full(len(floors), "", dtype=object)])
    return frame.sort_values([schema.SERIES, schema.START, "rank"], ignore_index=True)


def by_series(known: pd.DataFrame, wanted: Collection[int]) -> dict[int, list[YearEvidence]]:
    """The evidence of each wanted series, the earliest year first; none of a series without any."""
    own = kept(known, known[schema.SERIES].isin(wanted).to_numpy())
    names = (schema.START, schema.AMOUNT, schema.QUALIFIER, "rank", schema.REPORTER)
    columns = [own[name].tolist() for name in names]
    pieces = [
        YearEvidence(start, amount, QUALIFIERS[qualifier], KINDS[rank], reporter)
        for start, amount, qualifier, rank, reporter in zip(*columns, strict=True)
    ]
    found: dict[int, list[YearEvidence]] = {}
    for series, piece in zip(own[schema.SERIES].tolist(), pieces, strict=True):
        found.setdefault(series, []).append(piece)
    return found


def nowcast_evidence(nowcasts: pd.DataFrame) -> pd.DataFrame:
    """Estimates as evidence, for whoever asks to start from one."""
    return pd.DataFrame(
        {
            schema.SERIES: nowcasts[schema.SERIES].to_numpy(),
            schema.START: nowcasts[schema.START].to_numpy().astype(np.int64),
            schema.AMOUNT: nowcasts[schema.AMOUNT].to_numpy(),
            schema.QUALIFIER: nowcasts[schema.QUALIFIER].cat.codes.to_numpy().astype(np.int64),
            "rank": KINDS.index(ESTIMATE),
            schema.REPORTER: nowcasts[schema.REPORTER].to_numpy(dtype=object),
        }
    )
