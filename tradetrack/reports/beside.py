"""What else was stated for a period: every value once for each verdict on it, however often it was stated."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from tradetrack.core import schema
from tradetrack.core.lazy import Rows
from tradetrack.core.rows import FigureRow
from tradetrack.core.vocabulary import CONFLICT, OTHER_REPORTER, ROUNDED, STATUSES, SUPERSEDED

Ints = npt.NDArray[np.int64]

_ORDER = (CONFLICT, OTHER_REPORTER, SUPERSEDED, ROUNDED)
_TURN = np.array([_ORDER.index(status) if status in _ORDER else len(_ORDER) for status in STATUSES])


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
        frame = figures.frame
        headline, turn = frame[schema.HEADLINE].to_numpy(), _TURN[frame[schema.STATUS].cat.codes.to_numpy()]
        place = np.flatnonzero((headline >= 0) & (turn < len(_ORDER)))
        frame = frame[[*Statement._fields]].take(place[np.lexsort((turn[place], headline[place]))])
        self._statements = Rows(frame, Statement)
        self._headline = np.sort(headline[place])
        if len(place) > 1:
            is_first = _first_of_each(self._headline, frame)
            self._statements = Rows(frame[is_first], Statement)
            self._headline = self._headline[is_first]

    def of(self, headline: int) -> Rows[Statement]:
        """Those of one headline."""
        start, end = np.searchsorted(self._headline, (headline, headline + 1)).tolist()
        return self._statements[start:end]


def _first_of_each(headline: Ints, frame: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Which rows are the first of their headline with what they say."""
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
        if len(codes) and (codes != codes[0]).any():
            key, _ = pd.factorize(key * (int(codes.max()) + 2) + codes + 1)
    first: npt.NDArray[np.bool_] = ~pd.Series(key).duplicated().to_numpy()
    return first
