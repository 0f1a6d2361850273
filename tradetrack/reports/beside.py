"""What else was stated for a period: every value once for each verdict on it, however often it was stated."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from tradetrack.core import schema
from tradetrack.core.lazy import Rows
from tradetrack.core.rows import FigureRow
from tradetrack.core.vocabulary import CONFLICT, OTHER_REPORTER, ROUNDED, STATUSES, SUPERSEDED

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_ORDER = (CONFLICT, OTHER_REPORTER, SUPERSEDED, ROUNDED)
_TURN = np.array([_ORDER.index(s) if s in _ORDER else len(_ORDER) for s in STATUSES], dtype=np.int8)
_BLOCK = 1 << 14  # statements


class Statement(NamedTuple):
    """What is said of a figure beside the headline of its period."""

    status: str
    reporter: str
    value_text: str
    unit: str
    qualifier: str
    amount: int
    rounding_unit: int
    series_unit: str
    source: str


class Others:
    """By headline, the other statements of its period that name another value.

    Each value stands once for each verdict on it: what disagrees first, what agrees last.
    """

    def __init__(self, figures: Rows[FigureRow]) -> None:
        self._frame = frame = figures.frame[[*Statement._fields]]
        headline = figures.frame[schema.HEADLINE].to_numpy()
        turn = _TURN[frame[schema.STATUS].cat.codes.to_numpy()]
        place = np.flatnonzero((headline >= 0) & (turn < len(_ORDER)))
        place = place[np.lexsort((turn[place], headline[place]))].astype(np.int32)
        is_first = _first_of_each(headline[place], frame, place)
        self._place = place[is_first]
        self._headline = headline[self._place]

    def of(self, headline: int) -> Rows[Statement]:
        """Those of one headline."""
        start, end = np.searchsorted(self._headline, (headline, headline + 1)).tolist()
        return Rows(self._frame.take(self._place[start:end]), Statement)


def _first_of_each(headline: Ints, frame: pd.DataFrame, place: npt.NDArray[Any]) -> Mask:
    """Which of the rows at some places, sorted by headline, are the first of it with what they say.

    They are looked at some headlines at a time: all at once they would take much room.
    """
    ends = np.flatnonzero(np.diff(headline, append=-1)) + 1
    first: list[Mask] = [np.empty(0, dtype=bool)]
    start = 0
    while start < len(place):
        end = int(ends[np.searchsorted(ends, min(start + _BLOCK, len(place)))])
        first.append(_first_of_block(headline[start:end], frame.take(place[start:end])))
        start = end
    return np.concatenate(first)


def _first_of_block(headline: Ints, frame: pd.DataFrame) -> Mask:
    status, reporter = (frame[name].cat.codes.to_numpy() for name in (schema.STATUS, schema.REPORTER))
    others = (
        np.where(status == STATUSES.index(OTHER_REPORTER), reporter, -1),
        status,
        frame[schema.QUALIFIER].cat.codes.to_numpy(),
        frame[schema.UNIT].cat.codes.to_numpy(),
        pd.factorize(frame[schema.VALUE_TEXT])[0],
    )
    key, _ = pd.factorize(headline)
    for codes in others:
        if (codes != codes[0]).any():
            key, _ = pd.factorize(key * (int(codes.max()) + 2) + codes + 1)
    first: Mask = ~pd.Series(key).duplicated().to_numpy()
    return first
