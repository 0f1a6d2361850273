"""The base of a series: the annual figure that growth to a target starts from."""

from __future__ import annotations

import pandas as pd

from tradetrack.core import schema
from tradetrack.core.vocabulary import is_bound


def latest_base(annual: pd.DataFrame) -> pd.DataFrame:
    """The base of each series: its latest annual figure that is no bound (a bound if there is no other)."""
    bound = is_bound(annual)
    by_rank = annual.assign(exact=~bound).sort_values([schema.SERIES, "exact", schema.START], kind="stable")
    return by_rank.drop_duplicates(schema.SERIES, keep="last").drop(columns="exact")
