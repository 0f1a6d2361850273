"""The outlook of very many series at once gives the numbers of the outlook of one."""

from __future__ import annotations

import numpy as np
import pytest

from tradetrack.forecast.arrival import arrival_year, years_between
from tradetrack.forecast.known_years import NO_ESTIMATES, NO_FLOORS, walks_of
from tradetrack.forecast.one_year import chances_by_one_year
from tradetrack.forecast.outlook import ERAS, outlook
from tradetrack.forecast.records import BaseLevels, records_of_levels
from tradetrack.forecast.reference import shipped_reference

HORIZON = 10


def test_chances_by_one_year_are_those_of_an_outlook() -> None:
    known = shipped_reference()
    series = [
        ([2015, 2016, 2017, 2018], [1.0, 1.3, 1.1, 1.6]),
        ([2010, 2014, 2015], [0.02, 0.05, 0.2]),  # over a gap, and a jump
        ([2019], [40.0]),
        ([2016, 2017, 2019], [3.0, 2.0, 5.0]),
    ]
    item = np.repeat(np.arange(len(series)), [len(years) for years, _ in series])
    levels = np.concatenate([values for _, values in series])
    years = np.concatenate([years for years, _ in series])
    base = np.array([values[-1] for _, values in series])
    base_year = np.array([years[-1] for years, _ in series])
    bases = BaseLevels(base, base_year, np.ones(len(series), dtype=bool), base, base)
    records = records_of_levels(item, np.log(levels), years, bases, known)
    growths = (known.typical_growth, *known.eras)
    eras = [walks_of(records, NO_ESTIMATES, NO_FLOORS, known, growth, HORIZON) for growth in growths]
    steps, targets = np.array([1, 5, 10, 2]), np.array([2.0, 0.5, 60.0, 5.5])
    found = chances_by_one_year(eras, np.log(targets), steps, HORIZON)
    for place, (calendar, values) in enumerate(series):
        one = outlook(values, calendar, HORIZON)
        year = int(base_year[place] + steps[place])
        for era, name in enumerate(ERAS):
            assert found[era, place] == pytest.approx(one.chance_by(targets[place], year, name), abs=1e-12)


def test_years_to_a_level_are_those_of_compound_growth() -> None:
    years = years_between(np.array([100.0, 100.0]), 121.0, np.array([10.0, 100.0]))
    assert years == pytest.approx([2.0, 0.2750], abs=1e-4)
    assert arrival_year(np.array([2020, 2020]), years).tolist() == [2022, 2021]
