"""The levels of a ledger, and which of them is the headline of its period.

Each reporter has one level a period (`series.statements`), and its levels add up (`series.derived`). What is
worked out here is worked out of levels alone: of a million statements of few periods they are few.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from tradetrack.core.vocabulary import EXPORTS_PLUS_IMPORTS, OVER
from tradetrack.series.derived import derive
from tradetrack.series.keys import lowest, of_each, of_runs, repeated
from tradetrack.series.levels import Rhythm, first_months, period_of, reporter_of, series_of
from tradetrack.series.reporter import first_months_of_series, followed_reporters
from tradetrack.series.statements import level_of_each_period, statements
from tradetrack.series.tiling import Ints

_NEVER = 100  # the turn of a level of another reporter


class Resolved(NamedTuple):
    """The levels of oriented figures, and which of them are headlines (`_heads`).

    `level` is for each statement the place of the one among the levels that counts of its period.
    """

    stated: pd.DataFrame
    level: Ints
    levels: pd.DataFrame
    derived: pd.DataFrame
    floors: pd.DataFrame
    reporters: pd.Series[int]
    first_month: pd.Series[int]
    head: Ints
    chosen: Ints


def resolved(
    figures: pd.DataFrame, rhythm: Rhythm, every_sum: bool, reporters: pd.Series[int] | None = None
) -> Resolved:
    """The levels of oriented figures whose index counts from 0; the parameters are those of `choose`."""
    stated = statements(figures)
    level, levels = _levels(stated)
    months = first_months(levels, rhythm)
    derived, floors = derive(levels, months, every_sum)
    if reporters is None:
        reporters = followed_reporters(_latest_of(levels, level, stated), derived)
    by_series = first_months_of_series(levels, months, reporters, rhythm)
    wanted = by_series.reindex(series_of(months.index.to_numpy())).to_numpy()
    if (wanted != months.to_numpy()).any():
        derived, floors = derive(levels, pd.Series(wanted, months.index), every_sum)
    head, chosen = _heads(levels, derived, reporters)
    return Resolved(stated, level, levels, derived, floors, reporters, by_series, head, chosen)


def _levels(stated: pd.DataFrame) -> tuple[Ints, pd.DataFrame]:
    """For each statement the place of the level of its group and period, and these levels."""
    counting = level_of_each_period(stated)
    own = counting == np.arange(len(stated))
    if own.all():
        return counting, stated
    return (np.cumsum(own, dtype=np.int32) - 1)[counting], stated[own]


def _latest_of(levels: pd.DataFrame, level: Ints, stated: pd.DataFrame) -> pd.DataFrame:
    """The levels, each with the day of the latest statement of its group and period."""
    if len(levels) == len(stated):
        return levels
    known_on = np.zeros(len(levels), dtype=np.int32)
    np.maximum.at(known_on, level, stated["known_on"].to_numpy())
    return levels.assign(known_on=known_on)


def _heads(levels: pd.DataFrame, derived: pd.DataFrame, reporters: pd.Series[int]) -> tuple[Ints, Ints]:
    """For each level its headline, and which of the derived levels are headlines.

    A headline is the place of a level, or that of a derived one after all of them; -1 is none.
    """
    key = np.concatenate([period_of(levels), period_of(derived)])
    turn = np.concatenate([_precedence(levels, reporters), _precedence(derived, reporters)])
    stands = np.flatnonzero(turn < _NEVER)
    rivals = repeated(key[stands])
    contested = stands[rivals]
    winners = np.concatenate([stands[~rivals], contested[lowest(key[contested], turn[contested])]])
    head = np.full(len(key), -1, dtype=np.int64)
    head[winners] = winners
    others = np.flatnonzero(head[: len(levels)] < 0)
    if len(others):
        place = pd.Index(key[winners]).get_indexer(pd.Index(key[others]))
        head[others] = np.where(place >= 0, winners[place], -1)
    return head[: len(levels)], np.flatnonzero(head[len(levels) :] >= 0)


def _precedence(levels: pd.DataFrame, reporters: pd.Series[int]) -> npt.NDArray[np.int8]:
    """Which level of a period comes first: the reporter's; a figure, a sum, both flows; bounds last."""

    def turn_of(group: Ints) -> npt.NDArray[np.int8]:
        followed, reporter = of_each(reporters, series_of(group)), reporter_of(group)
        return np.select([reporter == followed, reporter == 0], [0, 6], _NEVER).astype(np.int8)

    turn: npt.NDArray[np.int8] = of_runs(levels["group"].to_numpy(), turn_of)
    turn += 3 * (levels["qualifier"].to_numpy() >= OVER)
    if "basis" in levels:
        turn += 1 + (levels["basis"] == EXPORTS_PLUS_IMPORTS).to_numpy()
    return turn
