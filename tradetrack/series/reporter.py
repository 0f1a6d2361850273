"""Which reporter each series follows, and the month in which its years start."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tradetrack.core import schema
from tradetrack.core.periods import YEAR
from tradetrack.core.rows import kept
from tradetrack.series.keys import distinct, find, of_each
from tradetrack.series.levels import (
    Rhythm,
    flow_of,
    most_frequent_month,
    reporter_of,
    series_of,
    total_of,
    whole_years,
)
from tradetrack.series.tiling import Ints


def followed_reporters(stated: pd.DataFrame, derived: pd.DataFrame) -> pd.Series[int]:
    """By series the reporter with the most distinct years, stated or derived, where one is known.

    Ties go to the one with the latest period, then the latest statement, then the first in the alphabet. A
    total that no known reporter states or sums follows one that states its exports or imports, in the same
    way.
    """
    followed = _followed(stated, derived)
    flows = stated[flow_of(stated["group"].to_numpy()) > 0]
    flows = flows.assign(group=total_of(flows["group"].to_numpy()))
    flows = kept(flows, find(distinct(followed.index), series_of(flows["group"].to_numpy())) < 0)
    beside = _followed(flows, derived.iloc[:0])
    return pd.concat([followed, beside]).sort_index() if len(beside) else followed


def _followed(stated: pd.DataFrame, derived: pd.DataFrame) -> pd.Series[int]:
    """By series the followed one of the known reporters of these levels."""
    groups = distinct(np.concatenate([stated["group"], derived["group"]]))
    groups = groups[reporter_of(groups) > 0]
    if len(distinct(series_of(groups))) < len(groups):
        groups = _most_years(stated, derived)
    return pd.Series(reporter_of(groups), pd.Index(series_of(groups)), dtype=np.int64)


def _most_years(stated: pd.DataFrame, derived: pd.DataFrame) -> Ints:
    """Of each series the group of the reporter that it follows."""
    columns = ["group", "start", "months", "known_on"]
    every = pd.concat([stated[columns], derived[columns]], ignore_index=True)
    every = every[reporter_of(every["group"].to_numpy()) > 0]
    years = every.loc[every["months"] == YEAR, ["group", "start"]].drop_duplicates()
    by = every.assign(end=every["start"] + every["months"]).groupby("group")
    ranked = by.agg(end=("end", "max"), known_on=("known_on", "max"))
    ranked["years"] = years.groupby("group").size().reindex(ranked.index).fillna(0)
    ranked = ranked.reset_index().assign(series=lambda frame: series_of(frame["group"]))
    ranked = ranked.sort_values(
        ["series", "years", "end", "known_on", "group"], ascending=[True, False, False, False, True]
    )
    groups: Ints = ranked.drop_duplicates("series")["group"].to_numpy()
    return groups


def first_months_of_series(
    levels: pd.DataFrame, months: pd.Series[int], reporters: pd.Series[int], rhythm: Rhythm
) -> pd.Series[int]:
    """By series the month (from 0) in which its years start.

    That of most whole years of its reporter and the unknown one, each with its own exports and imports
    (`series.levels.first_months`); `months` are those of each group.
    """
    if len(months) and (months == months.iloc[0]).all():
        series = distinct(series_of(months.index.to_numpy()))
        return pd.Series(months.iloc[0], pd.Index(series), dtype=np.int64)
    every = distinct(series_of(months.index.to_numpy()))
    if isinstance(rhythm, int):
        return pd.Series(rhythm - 1, pd.Index(every), dtype=np.int64)
    if rhythm is not None:
        return pd.Series(of_each(rhythm, every), pd.Index(every))
    years = whole_years(levels)
    series, reporter = (part(years["group"].to_numpy()) for part in (series_of, reporter_of))
    kept = (reporter == of_each(reporters, series)) | (reporter == 0)
    years = years.assign(group=series)[kept].drop_duplicates()
    own_months = most_frequent_month(years["group"], years["start"])
    return own_months.reindex(every).fillna(0).astype(np.int64)


def reporter_names(figures: pd.DataFrame) -> list[str]:
    """The names of the reporters by their numbers in a group; the unknown one is 0."""
    return sorted({"", *figures[schema.REPORTER].cat.categories})
