"""Choosing the headline figure of each period: figures -> the same with their status, and their sums.

Each reporter has one level a period (`series.statements`), and its levels add up (`series.derived`). A series
follows one reporter: its headline of a period is what that reporter states, or else what its levels add up
to; figures of unknown reporter fill the periods in which it has neither.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from tradetrack.core import schema
from tradetrack.core.periods import YEAR
from tradetrack.core.vocabulary import (
    GROWTH_ONLY,
    HEADLINE,
    KINDS,
    OTHER_REPORTER,
    REPORTED,
    STATUSES,
    TARGET,
)
from tradetrack.series.derived_figures import derived_figures
from tradetrack.series.keys import distinct, of_each
from tradetrack.series.levels import Rhythm, reporter_of, series_of
from tradetrack.series.resolved import Resolved, resolved
from tradetrack.series.status import slack_of, statuses
from tradetrack.series.tiling import Ints
from tradetrack.series.units import series_units

_BLOCK = 1 << 14  # statements that are judged at once


class Chosen(NamedTuple):
    """The figures with their status, and what they add up to.

    `figures` are the stage CHOSEN of `core.schema`; `derived`, the headlines that are sums, the stage
    DERIVED, labelled after the figures. `first_month` is by series the month (from 0) in which its years
    start, `reporters` the number of the reporter that it follows (`series.reporter.reporter_names`). `floors`
    say by `series` and `start` of a year how much at least was traded in it (`amount`). `rivals` are the
    levels of which one reporter has several for one period: stated, summed, exports plus imports.
    """

    figures: pd.DataFrame
    derived: pd.DataFrame
    first_month: pd.Series[int]
    reporters: pd.Series[int]
    floors: pd.DataFrame
    rivals: pd.DataFrame


def choose(
    figures: pd.DataFrame,
    rhythm: Rhythm = None,
    every_sum: bool = False,
    reporters: pd.Series[int] | None = None,
) -> Chosen:
    """Give each oriented figure its `status`, its `headline` and its `level` in the series' unit.

    `figures` is what `series.grouping` gives: the result depends on nothing outside it. The index of the
    result counts from 0. `rhythm` is the month in which years start, where it is not to follow from them;
    `every_sum` also makes the quarters and totals that no annual view needs. `reporters` are by series those
    to follow, where an earlier choice is to stand (`Chosen.reporters`).
    """
    figures = figures.reset_index(drop=True)
    found = resolved(figures, rhythm, every_sum, reporters)
    sums = found.derived.iloc[found.chosen]
    unit, scale = series_units(figures)
    figures, summed = derived_figures(figures, sums, unit, scale)
    figures = figures.assign(**_chosen_columns(figures, found, unit, scale))
    every_series = distinct(np.concatenate([figures[schema.SERIES], summed[schema.SERIES]]))
    other = rhythm - 1 if isinstance(rhythm, int) else 0
    by_series = found.first_month.reindex(every_series).fillna(other).astype(np.int64)
    floors, rivals = _floors_of_series(found.floors, found.reporters), _rivals(found.levels, found.derived)
    return Chosen(figures, summed, by_series, found.reporters, floors, rivals)


def levels_of_years(figures: pd.DataFrame, rhythm: Rhythm) -> pd.DataFrame:
    """The headline levels of the years of oriented figures, by series and start.

    Columns: series, start, amount, qualifier and reporter (its number), as in `series.levels`.
    """
    found = resolved(figures.reset_index(drop=True), rhythm, False)
    columns = ["group", "start", "months", "amount", "qualifier"]
    own = found.head == np.arange(len(found.levels))
    heads = pd.concat([found.levels.loc[own, columns], found.derived[columns].iloc[found.chosen]])
    series = series_of(heads["group"].to_numpy())
    heads = heads.assign(series=series, reporter=reporter_of(heads["group"].to_numpy()))
    month = found.first_month.reindex(series).to_numpy()
    years = heads[(heads["months"] == YEAR).to_numpy() & (heads["start"].to_numpy() % YEAR == month)]
    in_order: pd.DataFrame = years.sort_values(["series", "start"], kind="stable", ignore_index=True)
    return in_order


def _chosen_columns(
    figures: pd.DataFrame, found: Resolved, unit: pd.Categorical, scale: Ints
) -> dict[str, Any]:
    """The columns that choosing adds to the figures."""
    is_target = figures[schema.KIND].cat.codes.to_numpy() == KINDS.index(TARGET)
    status = np.where(is_target, STATUSES.index(TARGET), STATUSES.index(GROWTH_ONLY)).astype(np.int8)
    headline = np.full(len(figures), -1, dtype=np.int64)
    row = found.stated["row"].to_numpy()
    status[row] = _status(found)
    label = np.append(found.levels["row"].to_numpy(), np.full(len(found.derived), -1)).astype(np.int64)
    label[len(found.levels) + found.chosen] = len(figures) + np.arange(len(found.chosen))
    headline[row] = np.where(found.head >= 0, label[found.head], -1)[found.level]
    amount = figures[schema.AMOUNT].to_numpy()
    return {
        schema.STATUS: pd.Categorical.from_codes(status, pd.Index(STATUSES, dtype=object)),
        schema.HEADLINE: headline,
        schema.SERIES_UNIT: unit,
        schema.LEVEL: np.where(amount >= 0, amount / scale, np.nan),
    }


def _status(found: Resolved) -> npt.NDArray[np.int8]:
    """The status of each statement, a place in STATUSES."""
    stated, level, head = found.stated, found.level, found.head
    status = np.where(head >= 0, STATUSES.index(HEADLINE), STATUSES.index(OTHER_REPORTER)).astype(np.int8)
    own = status[level]
    is_judged = (head >= 0)[level]
    place = np.searchsorted(stated["row"].to_numpy(), found.levels["row"].to_numpy())
    is_judged[place[head == np.arange(len(head))]] = False
    judged = np.flatnonzero(is_judged)
    if len(judged):
        columns = ["group", "amount", "rounding_unit", "qualifier", "known_on"]
        every = pd.concat([found.levels[columns], found.derived[columns]], ignore_index=True)
        for start in range(0, len(judged), _BLOCK):  # as a whole they would take much room
            some = judged[start : start + _BLOCK]
            own[some] = statuses(stated[columns].iloc[some], every.iloc[head[level[some]]])
    return own


def _floors_of_series(floors: pd.DataFrame, reporters: pd.Series[int]) -> pd.DataFrame:
    """The floor of each year of each series: that of its reporter or of the unknown one, the larger."""
    group = floors["group"].to_numpy()
    own = of_each(reporters, series_of(group))
    kept = (reporter_of(group) == own) | (reporter_of(group) == 0)
    of_series = pd.DataFrame(
        {
            schema.SERIES: series_of(group[kept]),
            schema.START: floors["start"].to_numpy()[kept],
            schema.AMOUNT: floors["amount"].to_numpy()[kept],
        }
    ).sort_values([schema.SERIES, schema.START, schema.AMOUNT])
    return of_series.drop_duplicates([schema.SERIES, schema.START], keep="last", ignore_index=True)


def _rivals(levels: pd.DataFrame, derived: pd.DataFrame) -> pd.DataFrame:
    """The levels of which one reporter has several for one period."""
    if not len(derived):
        return derived
    lengths = np.isin(levels["months"].to_numpy(), derived["months"].unique())
    beside = levels[lengths]
    beside = beside.assign(slack=slack_of(beside), basis=REPORTED, parts=1)
    every = pd.concat([beside, derived], ignore_index=True)
    several = every.duplicated(["group", "start", "months"], keep=False)
    return every[several.to_numpy()]
