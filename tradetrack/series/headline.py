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
    EXPORTS_PLUS_IMPORTS,
    GROWTH_ONLY,
    HEADLINE,
    KINDS,
    OTHER_REPORTER,
    OVER,
    REPORTED,
    STATUSES,
    TARGET,
)
from tradetrack.series.derived import derive
from tradetrack.series.derived_figures import derived_figures
from tradetrack.series.keys import distinct, lowest, of_each, of_runs, repeated
from tradetrack.series.levels import Rhythm, first_months, period_of, reporter_of, series_of
from tradetrack.series.reporter import first_months_of_series, followed_reporters
from tradetrack.series.statements import level_of_each_period, statements
from tradetrack.series.status import slack_of, statuses
from tradetrack.series.tiling import Ints, Mask
from tradetrack.series.units import series_units

_NEVER = 100  # the turn of a level of another reporter


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
    found = _resolved(figures, rhythm, every_sum, reporters)
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
    found = _resolved(figures.reset_index(drop=True), rhythm, False)
    columns = ["group", "start", "months", "amount", "qualifier"]
    own = found.head == np.arange(len(found.stated))
    heads = pd.concat([found.stated.loc[own, columns], found.derived[columns].iloc[found.chosen]])
    series = series_of(heads["group"].to_numpy())
    heads = heads.assign(series=series, reporter=reporter_of(heads["group"].to_numpy()))
    month = found.first_month.reindex(series).to_numpy()
    years = heads[(heads["months"] == YEAR).to_numpy() & (heads["start"].to_numpy() % YEAR == month)]
    in_order: pd.DataFrame = years.sort_values(["series", "start"], kind="stable", ignore_index=True)
    return in_order


class _Resolved(NamedTuple):
    """The levels of oriented figures, and which of them are headlines (`_heads`)."""

    stated: pd.DataFrame
    levels: pd.DataFrame
    derived: pd.DataFrame
    floors: pd.DataFrame
    reporters: pd.Series[int]
    first_month: pd.Series[int]
    head: Ints
    chosen: Ints


def _resolved(
    figures: pd.DataFrame, rhythm: Rhythm, every_sum: bool, reporters: pd.Series[int] | None = None
) -> _Resolved:
    stated = statements(figures)
    own = level_of_each_period(stated) == np.arange(len(stated))
    levels = stated if own.all() else stated[own]
    months = first_months(levels, rhythm)
    derived, floors = derive(levels, months, every_sum)
    reporters = followed_reporters(stated, derived) if reporters is None else reporters
    by_series = first_months_of_series(levels, months, reporters, rhythm)
    wanted = by_series.reindex(series_of(months.index.to_numpy())).to_numpy()
    if (wanted != months.to_numpy()).any():
        derived, floors = derive(levels, pd.Series(wanted, months.index), every_sum)
    head, chosen = _heads(stated, own, derived, reporters)
    return _Resolved(stated, levels, derived, floors, reporters, by_series, head, chosen)


def _heads(
    stated: pd.DataFrame, own: Mask, derived: pd.DataFrame, reporters: pd.Series[int]
) -> tuple[Ints, Ints]:
    """For each statement its headline, and which of the derived levels are headlines.

    A headline is the place of a statement, or that of a derived level after all statements; -1 is none. `own`
    says which statements count for their reporter and period.
    """
    key = np.concatenate([period_of(stated), period_of(derived)])
    turn = np.concatenate([_precedence(stated, reporters), _precedence(derived, reporters)])
    stands = np.flatnonzero(np.append(own, np.ones(len(derived), dtype=bool)) & (turn < _NEVER))
    rivals = repeated(key[stands])
    contested = stands[rivals]
    winners = np.concatenate([stands[~rivals], contested[lowest(key[contested], turn[contested])]])
    head = np.full(len(key), -1, dtype=np.int64)
    head[winners] = winners
    others = np.flatnonzero(head[: len(stated)] < 0)
    if len(others):
        place = pd.Index(key[winners]).get_indexer(pd.Index(key[others]))
        head[others] = np.where(place >= 0, winners[place], -1)
    return head[: len(stated)], np.flatnonzero(head[len(stated) :] >= 0)


def _precedence(levels: pd.DataFrame, reporters: pd.Series[int]) -> npt.NDArray[np.int8]:
    """Which level of a period comes first: the reporter's; a figure, a sum, both flows; bounds last."""

    def turn_of(group: Ints) -> npt.NDArray[np.int8]:
        followed, reporter = of_each(reporters, series_of(group)), reporter_of(group)
        return np.select([reporter == followed, reporter == 0], [0, 6], _NEVER).astype(np.int8)

    turn: npt.NDArray[np.int8] = of_runs(levels["group"].to_numpy(), turn_of)
    turn += 3 * (levels["qualifier"].to_numpy() >= OVER)
    if "basis" in levels:
        turn += 1 + (levels["basis"] == EXPORTS_PLUS_IMPORTS).to_numpy()
    return turn


def _chosen_columns(
    figures: pd.DataFrame, found: _Resolved, unit: pd.Categorical, scale: Ints
) -> dict[str, Any]:
    """The columns that choosing adds to the figures."""
    stated, head, derived, chosen = found.stated, found.head, found.derived, found.chosen
    is_target = figures[schema.KIND].cat.codes.to_numpy() == KINDS.index(TARGET)
    status = np.where(is_target, STATUSES.index(TARGET), STATUSES.index(GROWTH_ONLY)).astype(np.int8)
    headline = np.full(len(figures), -1, dtype=np.int64)
    row = stated["row"].to_numpy()
    own = np.full(len(stated), STATUSES.index(HEADLINE), dtype=np.int8)
    own[head < 0] = STATUSES.index(OTHER_REPORTER)
    judged = np.flatnonzero((head >= 0) & (head != np.arange(len(stated))))
    if len(judged):
        columns = ["group", "amount", "rounding_unit", "qualifier", "known_on"]
        every = pd.concat([stated[columns], derived[columns]], ignore_index=True)
        own[judged] = statuses(stated.iloc[judged], every.iloc[head[judged]])
    status[row] = own
    label = np.concatenate([row, np.full(len(derived), -1)])
    label[len(stated) + chosen] = len(figures) + np.arange(len(chosen))
    headline[row] = np.where(head >= 0, label[head], -1)
    amount = figures[schema.AMOUNT].to_numpy()
    return {
        schema.STATUS: pd.Categorical.from_codes(status, pd.Index(STATUSES, dtype=object)),
        schema.HEADLINE: headline,
        schema.SERIES_UNIT: unit,
        schema.LEVEL: np.where(amount >= 0, amount / scale, np.nan),
    }


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
