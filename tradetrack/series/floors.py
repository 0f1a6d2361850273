"""The floor of a year: what is known to have been traded in it, where the year has no figure of its own.

Values are not negative, so the year cannot end below it. It settles a target and is never a base.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from tradetrack.core import schema
from tradetrack.core.periods import YEAR
from tradetrack.core.rows import kept
from tradetrack.core.vocabulary import is_bound
from tradetrack.series.keys import find, period_key


def open_floors(floors: pd.DataFrame, annual: pd.DataFrame) -> pd.DataFrame:
    """The floors of the years that have no annual figure, or a bound only, by series and start."""
    figures = kept(annual, ~is_bound(annual))
    return kept(floors, find(year_key(figures), year_key(floors)) < 0)


def floor_of(floors: pd.DataFrame, annual: pd.DataFrame) -> npt.NDArray[np.float64]:
    """The floor of the year of each annual row, in whole currency units; NaN where it has none."""
    place = find(year_key(floors), year_key(annual))
    if not len(floors):
        return np.full(len(annual), np.nan)
    return np.where(place >= 0, floors[schema.AMOUNT].to_numpy()[place], np.nan)


def year_key(years: pd.DataFrame) -> Any:
    """One number for the series of each row and the year that starts when it does."""
    return period_key(years[schema.SERIES], YEAR, years[schema.START])
