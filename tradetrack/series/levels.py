"""The levels of a ledger as one frame: what one reporter says of one period of one series, stated or summed.

A level has whole currency units (`amount`) and a group, the number of its series and reporter. `row` is where
it stands among the figures: the figure itself, or the latest part of a sum. Its digits leave open where the
truth lies in a range `slack` wide: one unit of the last digit, of `about` one of the last digit that is not 0
to each side; of a sum those of its parts together.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from tradetrack.core.periods import YEAR
from tradetrack.core.vocabulary import FLOWS
from tradetrack.series.keys import distinct, of_each, period_key

Ints = npt.NDArray[np.int64]

FLOW_COUNT = len(FLOWS)
Rhythm = int | pd.Series | None  # of years: a month from 1 for all, by series the month from 0, as stated
REPORTERS = 1 << 16  # a group is the number of its series times this, plus that of its reporter (0: unknown)


def series_of(group: Any) -> Any:
    """The series of a group."""
    return group // REPORTERS


def reporter_of(group: Any) -> Any:
    """The reporter of a group, in alphabetical order from 1; 0 where unknown."""
    return group % REPORTERS


def flow_of(group: Any) -> Any:
    """The place of a group's flow among FLOWS."""
    return series_of(group) % FLOW_COUNT


def total_of(group: Any) -> Any:
    """The group of the total of the same pair, scope, currency and reporter."""
    return group - flow_of(group) * REPORTERS


def period_of(levels: pd.DataFrame) -> Ints:
    """The key of the series and period of each level."""
    return period_key(series_of(levels["group"].to_numpy()), levels["months"], levels["start"])


def flow_group(total: Any, flow: str) -> Any:
    """The group of one flow beside that of the total."""
    return total + FLOWS.index(flow) * REPORTERS


def first_months(levels: pd.DataFrame, rhythm: Rhythm = None) -> pd.Series[int]:
    """By group, the month (from 0) in which its years start: that of most whole-year figures.

    Of equals the one with the latest year, then the earliest month. A total counts the years of which exports
    and imports are both known too. A group without a whole year has January. `rhythm` is the month (1 to 12)
    of all groups, or by series the month (from 0).
    """
    stated = distinct(levels["group"])
    groups = np.union1d(stated, total_of(stated))
    if isinstance(rhythm, int):
        return pd.Series(rhythm - 1, pd.Index(groups), dtype=np.int64)
    if rhythm is not None:
        return pd.Series(of_each(rhythm, series_of(groups)), pd.Index(groups))
    is_year = (levels["months"] == YEAR).to_numpy()
    if not (levels["start"].to_numpy()[is_year] % YEAR).any():
        return pd.Series(0, pd.Index(groups), dtype=np.int64)
    years = whole_years(levels)
    return most_frequent_month(years["group"], years["start"]).reindex(groups).fillna(0).astype(np.int64)


def whole_years(levels: pd.DataFrame) -> pd.DataFrame:
    """By `group` and `start` each whole year that is stated, or of which one reporter states both flows."""
    years = levels.loc[(levels["months"] == YEAR).to_numpy(), ["group", "start"]].drop_duplicates()
    flows = years[flow_of(years["group"].to_numpy()) > 0]
    flows = flows.assign(group=total_of(flows["group"].to_numpy()))
    both = flows[flows.duplicated()]  # a group has a year once, so that what stands twice has both flows
    every: pd.DataFrame = pd.concat([years, both]).drop_duplicates()
    return every


def most_frequent_month(group: pd.Series[Any], start: pd.Series[Any]) -> pd.Series[int]:
    """By group, the month (from 0) in which most years start; of equals the latest year's, then the first."""
    month = start % YEAR
    if month.nunique() <= 1:
        only = int(month.iloc[0]) if len(month) else 0
        return pd.Series(only, index=pd.Index(group.unique()), dtype=np.int64)
    years = pd.DataFrame({"group": group, "month": month, "start": start})
    counts = years.groupby(["group", "month"])["start"].agg(["size", "max"]).reset_index()
    counts = counts.sort_values(["group", "size", "max", "month"], ascending=[True, False, False, True])
    return counts.drop_duplicates("group").set_index("group")["month"].astype(np.int64)
