"""The status of each statement beside the headline of its period."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from tradetrack.core.vocabulary import (
    ABOUT,
    CONFLICT,
    OTHER_REPORTER,
    OVER,
    RESTATED,
    ROUNDED,
    STATUSES,
    SUPERSEDED,
    UNDER,
)
from tradetrack.series.levels import reporter_of
from tradetrack.series.tiling import Ints, Mask


def statuses(stated: pd.DataFrame, heads: pd.DataFrame) -> npt.NDArray[np.int8]:
    """The status of each statement, a place in STATUSES, beside its headline in the same row of `heads`."""
    reporter, followed = reporter_of(stated["group"].to_numpy()), reporter_of(heads["group"].to_numpy())
    known_on = stated["known_on"].to_numpy()
    found: npt.NDArray[np.int8] = np.select(
        [
            (reporter != followed) & (reporter > 0) & (followed > 0),
            stated["amount"].to_numpy() == heads["amount"].to_numpy(),
            covers(stated, heads) | covers(heads, stated),
            (known_on > 0) & (known_on < heads["known_on"].to_numpy()),
        ],
        [STATUSES.index(word) for word in (OTHER_REPORTER, RESTATED, ROUNDED, SUPERSEDED)],
        STATUSES.index(CONFLICT),
    ).astype(np.int8)
    return found


def covers(coarse: pd.DataFrame, fine: pd.DataFrame) -> Mask:
    """Whether what `coarse` says, as widely as it is worded or rounded, is true of `fine`, row by row."""
    amount, other = coarse["amount"].to_numpy(), fine["amount"].to_numpy()
    unit, qualifier = coarse["rounding_unit"].to_numpy(), coarse["qualifier"].to_numpy()
    apart = np.abs(amount - other)
    covered: Mask = np.select(
        [qualifier == OVER, qualifier == UNDER, qualifier == ABOUT],
        [other >= amount, other <= amount, apart <= last_nonzero_digit(amount)],
        (unit > fine["rounding_unit"].to_numpy()) & (apart < unit),
    ).astype(bool)
    return covered


def slack_of(levels: Mapping[str, Ints] | pd.DataFrame) -> Ints:
    """How wide the range is in which the truth lies by the digits of each level, in whole currency units."""
    amount, unit, qualifier = (np.asarray(levels[n]) for n in ("amount", "rounding_unit", "qualifier"))
    slack, about = unit.astype(np.int64), qualifier == ABOUT
    slack[about] = 2 * last_nonzero_digit(amount[about])
    return slack


def last_nonzero_digit(amount: Ints) -> Ints:
    """One unit of the last digit of each amount that is not 0: 10 for 140."""
    unit = np.ones_like(amount)
    for _ in range(18):
        unit = np.where((amount > 0) & (amount % (unit * 10) == 0), unit * 10, unit)
    return unit
