"""The base of a series: the annual figure that growth to a target starts from."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tradetrack.core import schema
from tradetrack.core.vocabulary import is_bound


def latest_base(annual: pd.DataFrame) -> pd.DataFrame:
    """The base of each series: its latest annual figure that is no bound (a bound if there is no other)."""
    series, start = annual[schema.SERIES].to_numpy(), annual[schema.START].to_numpy()
    by_rank = np.lexsort((start, ~is_bound(annual), series))
    is_last = np.diff(series[by_rank], append=-1) != 0
    latest: pd.DataFrame = annual.iloc[by_rank[is_last]]
    return latest
