"""Other views of the same figures: as they were known on a day, and by each reporter alone.

Each view of a series is a series of its own, so that all are chosen at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from tradetrack.core import schema
from tradetrack.core.dates import NO_DATE
from tradetrack.core.rows import kept
from tradetrack.core.vocabulary import KINDS, QUALIFIERS, REPORTED, reporter_codes
from tradetrack.series import growth
from tradetrack.series.evidence import FIGURE, YearEvidence, by_series, evidence
from tradetrack.series.floors import open_floors
from tradetrack.series.headline import Chosen, choose, levels_of_years
from tradetrack.series.keys import of_each
from tradetrack.series.levels import FLOW_COUNT, reporter_of, series_of
from tradetrack.series.reporter import reporter_names
from tradetrack.series.standing import standing
from tradetrack.series.tiling import Ints

_SIDES: tuple[Literal["left"], Literal["right"]] = ("left", "right")
_BLOCK = 1 << 17  # figures of views that are chosen at once
BaseKey = tuple[int, int, str]  # series, day and reporter


class _View(NamedTuple):
    """Some figures, by their places, as a view of a series."""

    series: int
    place: Ints


def _as_series(chosen: Chosen, views: Sequence[_View]) -> tuple[pd.DataFrame, pd.Series[int]]:
    """The views as one frame of oriented figures, and the month in which the years of each start.

    The number of a view is its place times FLOW_COUNT, plus the flow.
    """
    number = np.repeat(np.arange(len(views)), [len(view.place) for view in views])
    place = np.concatenate([np.empty(0, np.int64), *(view.place for view in views)])
    figures = chosen.figures[list(schema.ORIENTED)].take(place)
    number = number * FLOW_COUNT + figures[schema.SERIES].to_numpy() % FLOW_COUNT
    months = of_each(chosen.first_month, [view.series for view in views])
    numbers = np.arange(len(views) * FLOW_COUNT)
    rhythm: pd.Series[int] = pd.Series(np.repeat(months, FLOW_COUNT), pd.Index(numbers), dtype=np.int64)
    return figures.assign(**{schema.SERIES: number}), rhythm


class _Bearing:
    """Which of some numbered things bear on a series: its own, for a total those of its flows too."""

    def __init__(self, series: Ints) -> None:
        self.order = np.argsort(series // FLOW_COUNT, kind="stable")
        self.series = series[self.order]
        self.family = self.series // FLOW_COUNT

    def on(self, series: int) -> Ints:
        """Their numbers, in order."""
        first, end = (self.family.searchsorted(series // FLOW_COUNT, side) for side in _SIDES)
        own = self.order[first:end]
        return own if series % FLOW_COUNT == 0 else own[self.series[first:end] == series]


def bases_then(
    chosen: Chosen, targets: pd.DataFrame, each_reporter: bool = False
) -> Mapping[BaseKey, YearEvidence]:
    """By series, day and reporter, the base that was known on the days on which targets were first stated.

    By today's reporter and rhythm, with the reporter "", or with `each_reporter` by what each reporter alone
    had stated. A day on which no year was known has none.
    """
    dated = kept(targets, (targets[schema.KNOWN_ON] != NO_DATE).to_numpy())
    if not len(dated):
        return {}
    names = reporter_names(chosen.figures)
    bases: dict[BaseKey, YearEvidence] = {}
    keys: list[BaseKey] = []
    views: list[_View] = []
    size = 0
    for (series, day, reporter), place in _known_then(chosen, dated, each_reporter):
        keys.append((series, day, names[reporter] if each_reporter else ""))
        views.append(_View(series, place))
        size += len(place)
        if size > _BLOCK:
            bases |= _latest_years(chosen, keys, views, names)
            keys, views, size = [], [], 0
    return bases | _latest_years(chosen, keys, views, names)


def _known_then(
    chosen: Chosen, dated: pd.DataFrame, each_reporter: bool
) -> Iterator[tuple[tuple[int, int, int], Ints]]:
    """By series, day and reporter, the figures that stood on the days of some targets."""
    asked: dict[int, dict[int, None]] = {}  # by day the series
    columns = dated[schema.KNOWN_ON].tolist(), dated[schema.SERIES].tolist()
    for day, series in zip(*columns, strict=True):
        asked.setdefault(day, {})[series] = None
    days = sorted(asked)
    found = standing(chosen.figures, dated=True)
    every, reporter = series_of(found.group), reporter_of(found.group)
    bearing = _Bearing(every)
    for day, row in zip(days, found.on(days), strict=True):
        for series in asked[day]:
            kinds = bearing.on(series)
            kinds = kinds[row[kinds] >= 0]
            for own in _own_numbers(reporter[kinds]) if each_reporter else (chosen.reporters.get(series, 0),):
                unknown = (reporter[kinds] == 0) & (not each_reporter)
                place = row[kinds[(reporter[kinds] == own) | unknown]]
                yield (series, day, own), np.sort(place)


def _latest_years(
    chosen: Chosen, keys: Sequence[BaseKey], views: Sequence[_View], names: Sequence[str]
) -> dict[BaseKey, YearEvidence]:
    """The latest year that each of the views has, one that is no bound where there is one."""
    years = levels_of_years(*_as_series(chosen, views))
    bases: dict[BaseKey, YearEvidence] = {}
    columns = (years[name].tolist() for name in ("series", "start", "amount", "qualifier", "reporter"))
    for number, start, amount, qualifier, who in zip(*columns, strict=True):
        key = keys[number // FLOW_COUNT]
        base = YearEvidence(start, amount, QUALIFIERS[qualifier], FIGURE, names[who])
        before = bases.get(key)
        if number % FLOW_COUNT == key[0] % FLOW_COUNT and (
            not base.is_bound or not before or before.is_bound
        ):
            bases[key] = base
    return bases


def _own_numbers(reporter: Ints) -> list[int]:
    """The numbers of the known reporters among those of figures."""
    numbers: list[int] = np.unique(reporter[reporter > 0]).tolist()
    return numbers


def by_reporter(chosen: Chosen, series: Sequence[int]) -> Mapping[int, Mapping[str, Sequence[YearEvidence]]]:
    """By series and reporter, what each reporter's own figures say of each year."""
    if not len(series):
        return {}
    place = _speaking(chosen.figures)
    figures = chosen.figures[[schema.SERIES, schema.REPORTER]].take(place)
    every, reporter, names = figures[schema.SERIES].to_numpy(), _numbers(figures), reporter_names(figures)
    bearing, wanted, views = _Bearing(every), [], []
    for one in series:
        own = bearing.on(one)
        for number in _own_numbers(reporter[own]):
            wanted.append((one, names[number]))
            views.append(_View(one, place[own[reporter[own] == number]]))
    then = choose(*_as_series(chosen, views))
    annual = growth.annual_levels(growth.headlines(then), then.first_month)
    floors = open_floors(then.floors, annual)
    known = evidence(growth.with_implied(annual, floors), floors)
    found: dict[int, dict[str, Sequence[YearEvidence]]] = {}
    numbers = [view * FLOW_COUNT + one % FLOW_COUNT for view, (one, _) in enumerate(wanted)]
    of_view = by_series(known, numbers)
    for number, (one, name) in zip(numbers, wanted, strict=True):
        if number in of_view:
            found.setdefault(one, {})[name] = of_view[number]
    return found


def _speaking(figures: pd.DataFrame) -> Ints:
    """Where the reported figures stand that say anything of a year.

    Without a growth these are the ones that stand now. A growth counts where it is stated with the value of a
    headline, which the others tell.
    """
    is_reported = figures[schema.KIND].cat.codes.to_numpy() == KINDS.index(REPORTED)
    if figures[schema.GROWTH_PCT].notna().to_numpy()[is_reported].any():
        return np.flatnonzero(is_reported)
    return standing(figures, dated=False).now()


def _numbers(figures: pd.DataFrame) -> Ints:
    """The number of the reporter of each figure, as in the groups of `series.levels`."""
    names = reporter_names(figures)
    by_code = np.array(
        [names.index(name) for name in figures[schema.REPORTER].cat.categories], dtype=np.int64
    )
    return by_code[reporter_codes(figures)] if len(figures) else np.empty(0, np.int64)
