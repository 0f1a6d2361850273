"""What of an analysis a reader sees: the years asked for, and the parts of years that still matter."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tradetrack.core import schema
from tradetrack.core.periods import YEAR
from tradetrack.core.vocabulary import REPORTED, TARGET
from tradetrack.series.keys import period_key


def partial_years(heads: pd.DataFrame, annual: pd.DataFrame) -> pd.DataFrame:
    """Of the headline figures, the parts of the latest year of each series and of years without a full one.

    `annual` is the annual series; the years of a series start when its annual rows do.
    """
    partial = heads[heads[schema.MONTHS] < YEAR]
    start = annual.drop_duplicates(schema.SERIES, keep="last").set_index(schema.SERIES)[schema.START]
    month = (start % YEAR).reindex(partial[schema.SERIES]).fillna(0).to_numpy().astype(np.int64)
    year = (partial[schema.START].to_numpy() - month) // YEAR
    full = annual[annual[schema.BASIS] == REPORTED]
    own = pd.DataFrame({schema.SERIES: partial[schema.SERIES].to_numpy(), schema.YEAR_COLUMN: year})
    both = pd.concat([full[[schema.SERIES, schema.YEAR_COLUMN]], own])
    latest = both.groupby(schema.SERIES)[schema.YEAR_COLUMN].max().reindex(own[schema.SERIES]).to_numpy()
    own_key, full_key = (
        period_key(frame[schema.SERIES], YEAR, frame[schema.YEAR_COLUMN]) for frame in (own, full)
    )
    is_full = np.isin(own_key, full_key)
    shown: pd.DataFrame = partial[(year == latest) | ~is_full]
    return shown


def narrowed(figures: pd.DataFrame, since: int | None, until: int | None) -> pd.DataFrame:
    """The figures and targets of periods that start in the years from `since` to `until`.

    A target without a deadline belongs to every year.
    """
    year = figures[schema.START].to_numpy() // YEAR
    keep = np.ones(len(figures), dtype=bool)
    if since is not None:
        keep &= year >= since
    if until is not None:
        keep &= year <= until
    keep |= (figures[schema.MONTHS] == 0).to_numpy() & (figures[schema.KIND] == TARGET).to_numpy()
    return figures.loc[keep]
