"""Other views of the same figures: as they were known on a day, and by each reporter alone.

Each view of a series is a series of its own, so that all are chosen at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from tradetrack.core import schema
from tradetrack.core.dates import NO_DATE
from tradetrack.core.rows import kept
from tradetrack.core.vocabulary import QUALIFIERS, REPORTED, reporter_codes
from tradetrack.series import growth
from tradetrack.series.evidence import FIGURE, YearEvidence, by_series, evidence
from tradetrack.series.floors import open_floors
from tradetrack.series.headline import Chosen, choose, levels_of_years
from tradetrack.series.keys import of_each
from tradetrack.series.levels import FLOW_COUNT
from tradetrack.series.reporter import reporter_names
from tradetrack.series.tiling import Ints

_SIDES: tuple[Literal["left"], Literal["right"]] = ("left", "right")
BaseKey = tuple[int, int, str]  # series, day and reporter


class _Views(NamedTuple):
    """Reported figures by pair, scope and currency, from which views of one series are taken."""

    figures: pd.DataFrame
    series: Ints  # of each of the figures
    family: Ints  # series // FLOW_COUNT, sorted
    first_month: pd.Series[int]

    def rows_of(self, series: int) -> Ints:
        """Where the figures that bear on a series stand: its own, for a total those of its flows too."""
        first, end = (self.family.searchsorted(series // FLOW_COUNT, side) for side in _SIDES)
        place = np.arange(first, end)
        return place if series % FLOW_COUNT == 0 else place[self.series[first:end] == series]

    def of(self, taken: Sequence[Ints], series: Sequence[int]) -> tuple[pd.DataFrame, pd.Series[int]]:
        """The views as one frame of oriented figures, and the month in which the years of each start.

        The number of a view is its place times FLOW_COUNT, plus the flow.
        """
        view = np.repeat(np.arange(len(taken)), [len(place) for place in taken])
        then = self.figures.take(np.concatenate([np.empty(0, np.int64), *taken]))
        number = view * FLOW_COUNT + then[schema.SERIES].to_numpy() % FLOW_COUNT
        months = of_each(self.first_month, list(series))
        numbers = np.arange(len(series) * FLOW_COUNT)
        rhythm: pd.Series[int] = pd.Series(np.repeat(months, FLOW_COUNT), pd.Index(numbers), dtype=np.int64)
        return then.assign(**{schema.SERIES: number})[list(schema.ORIENTED)], rhythm


def _views(chosen: Chosen) -> _Views:
    figures = chosen.figures[(chosen.figures[schema.KIND] == REPORTED).to_numpy()]
    series = figures[schema.SERIES].to_numpy()
    order = np.argsort(series // FLOW_COUNT, kind="stable")
    return _Views(figures.iloc[order], series[order], series[order] // FLOW_COUNT, chosen.first_month)


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
    asked = dated.drop_duplicates([schema.SERIES, schema.KNOWN_ON])
    views = _views(chosen)
    known_on, reporter = views.figures[schema.KNOWN_ON].to_numpy(), _numbers(views.figures)
    names = reporter_names(views.figures)
    wanted, taken = [], []
    for series, day in zip(asked[schema.SERIES].tolist(), asked[schema.KNOWN_ON].tolist(), strict=True):
        place = views.rows_of(series)
        place = place[(known_on[place] != NO_DATE) & (known_on[place] <= day)]
        for own in _own_numbers(reporter[place]) if each_reporter else (chosen.reporters.get(series, 0),):
            wanted.append((series, day, names[own] if each_reporter else ""))
            unknown = (reporter[place] == 0) & (not each_reporter)
            taken.append(place[(reporter[place] == own) | unknown])
    years = levels_of_years(*views.of(taken, [series for series, *_ in wanted]))
    bases: dict[BaseKey, YearEvidence] = {}
    columns = (years[name].tolist() for name in ("series", "start", "amount", "qualifier", "reporter"))
    for number, start, amount, qualifier, who in zip(*columns, strict=True):
        key = wanted[number // FLOW_COUNT]
        base = YearEvidence(start, amount, QUALIFIERS[qualifier], FIGURE, names[who])
        before = bases.get(key)
        if number % FLOW_COUNT == key[0] % FLOW_COUNT and (
            not base.is_bound or not before or before.is_bound
        ):
            bases[key] = base  # the latest, and no bound where there is another
    return bases


def _own_numbers(reporter: Ints) -> list[int]:
    """The numbers of the known reporters among those of figures."""
    numbers: list[int] = np.unique(reporter[reporter > 0]).tolist()
    return numbers


def by_reporter(chosen: Chosen, series: Sequence[int]) -> Mapping[int, Mapping[str, Sequence[YearEvidence]]]:
    """By series and reporter, what each reporter's own figures say of each year."""
    if not len(series):
        return {}
    views = _views(chosen)
    reporter, names = _numbers(views.figures), reporter_names(views.figures)
    wanted, taken = [], []
    for one in series:
        place = views.rows_of(one)
        for number in _own_numbers(reporter[place]):
            wanted.append((one, names[number]))
            taken.append(place[reporter[place] == number])
    then = choose(*views.of(taken, [one for one, _ in wanted]))
    annual = growth.annual_levels(growth.headlines(then), then.first_month)
    floors = open_floors(then.floors, annual)
    known = evidence(growth.with_implied(annual, floors), floors)
    found: dict[int, dict[str, Sequence[YearEvidence]]] = {}
    numbers = [view * FLOW_COUNT + one % FLOW_COUNT for view, (one, _) in enumerate(wanted)]
    own = by_series(known, numbers)
    for number, (one, name) in zip(numbers, wanted, strict=True):
        if number in own:
            found.setdefault(one, {})[name] = own[number]
    return found


def _numbers(figures: pd.DataFrame) -> Ints:
    """The number of the reporter of each figure, as in the groups of `series.levels`."""
    names = reporter_names(figures)
    by_code = np.array(
        [names.index(name) for name in figures[schema.REPORTER].cat.categories], dtype=np.int64
    )
    return by_code[reporter_codes(figures)] if len(figures) else np.empty(0, np.int64)
