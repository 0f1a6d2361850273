"""Which reporter each series follows, and the month in which its years start."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tradetrack.core import schema
from tradetrack.core.periods import YEAR
from tradetrack.series.keys import distinct, of_each
from tradetrack.series.levels import REPORTERS, Rhythm, first_months, reporter_of, series_of
from tradetrack.series.tiling import Ints


def followed_reporters(stated: pd.DataFrame, derived: pd.DataFrame) -> pd.Series[int]:
    """By series the reporter with the most distinct years, stated or derived, where one is known.

    Ties go to the one with the latest period, then the latest statement, then the first in the alphabet.
    """
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

    That of most whole years of its reporter and the unknown one (`series.levels.first_months`); `months` are
    those of each group.
    """
    if len(months) and (months == months.iloc[0]).all():
        series = distinct(series_of(months.index.to_numpy()))
        return pd.Series(months.iloc[0], pd.Index(series), dtype=np.int64)
    group = levels["group"].to_numpy()
    series, reporter = series_of(group), reporter_of(group)
    own = of_each(reporters, series)
    kept = (reporter == own) | (reporter == 0)
    own_months = first_months(levels[kept].assign(group=series[kept] * REPORTERS), rhythm)
    return pd.Series(own_months.to_numpy(), pd.Index(series_of(own_months.index.to_numpy())), dtype=np.int64)


def reporter_names(figures: pd.DataFrame) -> list[str]:
    """The names of the reporters by their numbers in a group; the unknown one is 0."""
    return sorted({"", *figures[schema.REPORTER].cat.categories})
