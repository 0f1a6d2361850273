"""Choosing the headline figure of each period: figures -> the same figures, each with its status.

A series follows one reporter; within a period exact comes before about before a bound, then the latest
statement that brings a new value, then the last line of the file.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from tradetrack.core import schema
from tradetrack.core.periods import YEAR
from tradetrack.core.units import SCALES, scale_of
from tradetrack.core.vocabulary import (
    ABOUT,
    CONFLICT,
    GROWTH_ONLY,
    HEADLINE,
    KINDS,
    OTHER_REPORTER,
    OVER,
    RESTATED,
    ROUNDED,
    STATUSES,
    SUPERSEDED,
    TARGET,
    UNDER,
)
from tradetrack.series.keys import period_key

_RANK = np.array([0, 1, 2, 2])  # by qualifier: exact, about, over, under

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


def choose(figures: pd.DataFrame) -> pd.DataFrame:
    """Give each oriented figure its `status`, its `headline` and its `level` in the series' unit.

    `figures` is what `series.grouping` gives: the result depends on nothing outside it. The index of the
    result counts from 0.
    """
    figures = figures.reset_index(drop=True)
    is_target = (figures[schema.KIND].cat.codes == KINDS.index(TARGET)).to_numpy()
    has_value = (figures[schema.AMOUNT] >= 0).to_numpy()
    status = np.full(len(figures), STATUSES.index(GROWTH_ONLY), dtype=np.int8)
    status[is_target] = STATUSES.index(TARGET)
    headline = np.full(len(figures), -1, dtype=np.int64)
    rows = np.flatnonzero(has_value & ~is_target)
    if len(rows):
        stated = _Stated(figures, rows)
        chosen = stated.headlines()
        headline[rows] = np.where(chosen >= 0, rows[chosen], -1)
        status[rows] = stated.statuses(chosen)
    unit, scale = _series_units(figures)
    added: dict[str, Any] = {
        schema.STATUS: pd.Categorical.from_codes(status, pd.Index(STATUSES, dtype=object)),
        schema.HEADLINE: headline,
        schema.SERIES_UNIT: unit,
        schema.LEVEL: np.where(has_value, figures[schema.AMOUNT] / scale, np.nan),
    }
    return figures.assign(**added)


class _Stated:
    """The reported levels among the figures, as arrays: one entry a figure."""

    def __init__(self, figures: pd.DataFrame, rows: Ints) -> None:
        def column(name: str) -> Any:
            return figures[name].to_numpy()[rows].astype(np.int64)

        self.series = column(schema.SERIES)
        self.start = column(schema.START)
        self.months = column(schema.MONTHS)
        self.amount = column(schema.AMOUNT)
        self.rounding_unit = column(schema.ROUNDING_UNIT)
        self.known_on = column(schema.KNOWN_ON)
        self.line = column(schema.LINE)
        self.qualifier = figures[schema.QUALIFIER].cat.codes.to_numpy()[rows].astype(np.int64)
        reporters = figures[schema.REPORTER].cat
        names = list(reporters.categories)
        by_name = np.argsort(np.argsort(np.array(names, dtype=str)))  # "" (unknown) comes first
        self.reporter = by_name[reporters.codes.to_numpy()[rows]]
        if "" not in names:
            self.reporter += 1
        self.period, _ = pd.factorize(period_key(self.series, self.months, self.start))

    def series_reporter(self) -> Ints:
        """For each figure the reporter that its series follows (0: none is known)."""
        known = pd.DataFrame(
            {
                "series": self.series,
                "reporter": self.reporter,
                "end": self.start + self.months,
                "known_on": self.known_on,
                "years": self.months == YEAR,
                "period": self.period,
            }
        )[self.reporter > 0]
        named = known.drop_duplicates(["series", "reporter"])[["series", "reporter"]]
        if named["series"].duplicated().any():
            by = known.groupby(["series", "reporter"], sort=False)
            years = known[known["years"]].drop_duplicates(["series", "reporter", "period"])
            named = by.agg(end=("end", "max"), known_on=("known_on", "max")).join(
                years.groupby(["series", "reporter"]).size().rename("years")
            )
            named = named.fillna({"years": 0}).reset_index()
            named = named.sort_values(
                ["series", "years", "end", "known_on", "reporter"],
                ascending=[True, False, False, False, True],
            ).drop_duplicates("series")
        own = named.set_index("series")["reporter"]
        return own.reindex(self.series, fill_value=0).to_numpy()

    def headlines(self) -> Ints:
        """For each figure the entry that is the headline of its period, -1 where there is none."""
        own = self.series_reporter()
        is_own = (self.reporter == own) & (own > 0)
        is_unknown = self.reporter == 0
        periods = int(self.period.max()) + 1
        has_own = np.zeros(periods, dtype=bool)
        has_own[self.period[is_own]] = True
        eligible = is_own | (is_unknown & ~has_own[self.period])
        rank = _RANK[self.qualifier]
        best = np.full(periods, len(_RANK))
        np.minimum.at(best, self.period[eligible], rank[eligible])
        entries = np.flatnonzero(eligible & (rank == best[self.period]))
        chosen = np.full(periods, -1, dtype=np.int64)
        chosen[self.period[entries]] = entries
        contested = entries[np.bincount(self.period[entries], minlength=periods)[self.period[entries]] > 1]
        if len(contested):
            latest = self._latest_new_values(contested)
            chosen[self.period[latest]] = latest
        return chosen[self.period]

    def _latest_new_values(self, entries: Ints) -> Ints:
        """Of each period the first statement of the value that was new last."""
        entries = entries[np.lexsort((self.line[entries], self.known_on[entries]))]
        stated = pd.DataFrame(
            {
                "entry": entries,
                "period": self.period[entries],
                "amount": self.amount[entries],
                "rounding_unit": self.rounding_unit[entries],
                "order": np.arange(len(entries)),
            }
        )
        new = stated.drop_duplicates(["period", "amount"])
        new = new[~_only_rounds(new)]
        return new.drop_duplicates("period", keep="last")["entry"].to_numpy()

    def statuses(self, chosen: Ints) -> npt.NDArray[np.int8]:
        """The status of each figure beside the headline of its period."""
        word = np.full(len(chosen), STATUSES.index(HEADLINE), dtype=np.int8)
        entry = np.flatnonzero(chosen != np.arange(len(chosen)))
        head = np.where(chosen[entry] >= 0, chosen[entry], entry)
        reporter, own = self.reporter[entry], self.reporter[head]
        other = (chosen[entry] < 0) | ((reporter != own) & (reporter > 0) & (own > 0))
        before = (self.known_on[entry] > 0) & (self.known_on[entry] < self.known_on[head])
        word[entry] = np.select(
            [
                other,
                self.amount[entry] == self.amount[head],
                self._covers(entry, head) | self._covers(head, entry),
                before,
            ],
            [STATUSES.index(status) for status in (OTHER_REPORTER, RESTATED, ROUNDED, SUPERSEDED)],
            STATUSES.index(CONFLICT),
        )
        return word

    def _covers(self, coarse: Ints, fine: Ints) -> Mask:
        """Whether what `coarse` says, as widely as it is worded or rounded, is true of `fine`."""
        amount, unit, qualifier = self.amount[coarse], self.rounding_unit[coarse], self.qualifier[coarse]
        other = self.amount[fine]
        apart = np.abs(amount - other)
        rounds = (unit > self.rounding_unit[fine]) & (apart < unit)
        near = apart <= _last_nonzero_digit(amount)
        covered: Mask = np.select(
            [qualifier == OVER, qualifier == UNDER, qualifier == ABOUT],
            [other >= amount, other <= amount, near],
            rounds,
        ).astype(bool)
        return covered


def _only_rounds(stated: pd.DataFrame) -> Mask:
    """Which values only round a finer one of their period that was stated before.

    A value with the rounding unit u is a multiple of u, so it lies less than u from a finer value exactly
    when it is that value rounded down or up to a multiple of u.
    """
    rounding = np.zeros(len(stated), dtype=bool)
    for unit in np.unique(stated["rounding_unit"])[1:]:
        finer = stated[stated["rounding_unit"] < unit]
        down = finer["amount"] // unit * unit
        rounded = pd.concat([finer.assign(amount=down), finer.assign(amount=down + unit)])
        exactly = rounded["amount"] - unit == pd.concat([finer["amount"], finer["amount"]])
        first = rounded[~exactly].groupby(["period", "amount"])["order"].min()
        coarse = (stated["rounding_unit"] == unit).to_numpy()
        keys = pd.MultiIndex.from_frame(stated.loc[coarse, ["period", "amount"]])
        order = first.reindex(keys).to_numpy()
        rounding[coarse] = order < stated.loc[coarse, "order"].to_numpy()
    return rounding


def _last_nonzero_digit(amount: Ints) -> Ints:
    """One unit of the last digit of each amount that is not 0: 10 for 140."""
    unit = np.ones_like(amount)
    for _ in range(18):
        unit = np.where((amount > 0) & (amount % (unit * 10) == 0), unit * 10, unit)
    return unit


def _series_units(figures: pd.DataFrame) -> tuple[pd.Categorical, npt.NDArray[np.int64]]:
    """For each figure the unit that its series is shown in, the one it is written in most, and its scale."""
    scale = figures[schema.SCALE].to_numpy()
    if len(scale) and (scale != scale[0]).any():
        counts = figures.groupby([schema.SERIES, schema.SCALE]).size().rename("count").reset_index()
        order = {SCALES[name]: i for i, name in enumerate(("bn", "mn", "tn"))}
        counts["order"] = counts[schema.SCALE].map(order)
        counts = counts.sort_values(["count", "order"], ascending=[False, True])
        most = counts.drop_duplicates(schema.SERIES).set_index(schema.SERIES)[schema.SCALE]
        scale = most.reindex(figures[schema.SERIES]).to_numpy()
    names = {value: name for name, value in SCALES.items()}
    currency = figures[schema.CURRENCY].cat
    codes, scales = pd.factorize(scale)
    units = [f"{c} {names[s]}" for c in currency.categories for s in scales]
    merged = currency.codes.to_numpy().astype(np.int64) * len(scales) + codes
    return pd.Categorical.from_codes(merged, pd.Index(units, dtype=object)), scale


def unit_scales(chosen: pd.DataFrame) -> npt.NDArray[np.int64]:
    """For each of the chosen figures, how many currency units one of its `series_unit` is."""
    units = chosen[schema.SERIES_UNIT].cat
    scales = np.array([scale_of(unit) for unit in units.categories], dtype=np.int64)
    return scales[units.codes]
