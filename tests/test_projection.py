from __future__ import annotations

import math
from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tradetrack as tt
from tradetrack.forecast.paths import paths_of
from tradetrack.forecast.projection import Base, Path, years_needed

Ledger = Callable[[str], pd.DataFrame]


def test_the_seed_case_is_reached_in_2023_not_2022() -> None:
    (projection,) = tt.project(tt.read_ledger("trade"), target=200, by=2024, growth=10)
    stated, given_path = projection.paths
    # ln(200 / 146.87) / ln(1.359) = 0.308769 / 0.306749
    assert stated.years == pytest.approx(1.0066, abs=5e-5)
    assert (stated.assumption, stated.reached_in) == ("stated", 2023)
    assert given_path.years == pytest.approx(3.2396, abs=5e-5)
    assert (given_path.assumption, given_path.reached_in) == ("given", 2025)
    required = {r.by: r.growth_pct for r in projection.required}
    assert required[2022] == pytest.approx(36.17, abs=5e-3)
    assert required[2024] == pytest.approx(10.84, abs=5e-3)
    assert sorted(required) == [2022, 2023, 2024, 2025, 2026]


def test_three_years_of_quarter_growth(ledger: Ledger) -> None:
    figures = ledger("period,value\n2019,80\n2020,100\n2021,125\n")
    (projection,) = tt.project(figures, target=200)
    latest = projection.paths[0]
    assert latest.assumption == "latest"
    assert latest.growth_pct == pytest.approx(25)
    assert latest.years == pytest.approx(2.106, abs=5e-4)
    assert latest.reached_in == 2024


@given(st.floats(0.1, 1e4), st.floats(1.001, 100), st.floats(0.1, 200))
def test_growing_for_the_years_needed_arrives(base: float, ratio: float, rate: float) -> None:
    years = years_needed(base, base * ratio, rate)
    assert years is not None
    assert base * (1 + rate / 100) ** years == pytest.approx(base * ratio, rel=1e-9)


@given(st.integers(1, 30), st.sampled_from([1.0, 2.5, 7.0, 10.0, 35.9]))
def test_an_arrival_at_the_end_of_a_year_is_in_that_year(n: int, rate: float) -> None:
    target = 100 * (1 + rate / 100) ** n  # reached exactly after n years, whatever the logarithms round to
    [(path,)] = paths_of([Base(2020, 100, "exact", "reported")], [target], [[("given", rate)]])
    assert path.reached_in == 2020 + n


def test_each_base_has_its_own_paths_and_those_without_an_arrival_none() -> None:
    bases = [
        Base(2020, 100, "exact", "reported"),
        Base(2010, 50, "exact", "reported"),
        Base(2000, 1, "exact", "reported"),
    ]
    rates = [[("latest", 10.0), ("given", -1.0)], [], [("given", 4.0)]]
    (latest, falling), *others = paths_of(bases, [121, 100, None], rates)
    assert (latest.reached_in, falling.reached_in) == (2022, None)
    assert others == [(), (Path("given", 4.0),)]


@pytest.mark.parametrize("rate", [0, -3, -99.9])
def test_without_growth_never(rate: float) -> None:
    [(path,)] = paths_of([Base(2020, 100, "exact", "reported")], [200], [[("given", rate)]])
    assert (path.years, path.reached_in) == (None, None)


def test_required_growth_reaches_the_target_in_its_year() -> None:
    (projection,) = tt.project(tt.read_ledger("trade"), target=200)
    for required in projection.required:
        years = required.by - projection.base.year
        assert 146.87 * (1 + required.growth_pct / 100) ** years == pytest.approx(200)


def test_already_reached_needs_nothing() -> None:
    (projection,) = tt.project(tt.read_ledger("trade"), target=140)
    assert projection.already_reached_in == 2021
    assert (projection.paths, projection.required) == ((), ())


def test_reached_once_and_fallen_below_still_has_paths(ledger: Ledger) -> None:
    figures = ledger("period,value\n2019,80\n2020,120\n2021,90\n2022,99\n")
    (projection,) = tt.project(figures, target=110)
    assert projection.already_reached_in == 2020
    assert projection.paths[0].growth_pct == pytest.approx(10)
    assert projection.paths[0].reached_in == 2024  # 108.9 after one year


def test_a_bound_is_no_base_while_there_is_another(ledger: Ledger) -> None:
    figures = ledger("period,value,qualifier\n2020,100,\n2021,120,over\n")
    assert tt.project(figures, target=200)[0].base.year == 2020
    lone = ledger("period,value,qualifier\n2021,120,over\n")
    base = tt.project(lone, target=200)[0].base
    assert (base.year, base.qualifier) == (2021, "over")


def test_a_partial_year_is_no_base(ledger: Ledger) -> None:
    with pytest.raises(tt.RequestError, match="nothing to project: no full year of Trade"):
        tt.project(ledger("period,value\n2021-01/2021-11,123\n"), target=200)
    assert tt.project(ledger("period,value\n"), target=200).items == ()


def test_cagr_paths_only_where_the_series_supports_them(ledger: Ledger) -> None:
    rows = "".join(f"{2010 + i},{100 * 1.05**i:.6f}\n" for i in range(6) if i != 2)
    (projection,) = tt.project(ledger("period,value\n" + rows), target=500)
    rates = {path.assumption: path.growth_pct for path in projection.paths}
    assert sorted(rates) == ["5-year", "latest", "whole period"]  # 2012, three years back, is missing
    assert all(rate == pytest.approx(5, abs=1e-4) for rate in rates.values())


def test_whole_period_starts_with_the_first_figure_of_the_same_reporter(ledger: Ledger) -> None:
    rows = "2010,10,RUS\n2011,50,CHN\n2012,60,CHN\n2013,200,\n2014,80,CHN\n"
    (projection,) = tt.project(ledger("period,value,reporter\n" + rows), target=100)
    rates = {path.assumption: path.growth_pct for path in projection.paths}
    assert rates["whole period"] == pytest.approx(((80 / 50) ** (1 / 3) - 1) * 100)
    assert "latest" not in rates


def test_the_ledgers_targets_with_deadline_and_rating(ledger: Ledger) -> None:
    figures = ledger(
        "kind,period,value,stated_on,stated_by\nreported,2018,100,2019-01,\nreported,2020,110,2021,\n"
        "target,2028,200,2019-06,Minister\ntarget,,150,2019-06,\n"
    )
    dated, undated = sorted(tt.project(figures), key=lambda p: p.deadline_year is None)
    assert dated.deadline_year == 2028
    assert dated.target is not None
    assert 2028 in [required.by for required in dated.required]
    # so far 110/100 over 2 years: 4.88 % a year; asked for 200/100 over 10 years: 7.18 %; R = 0.68
    assert dated.rating == "moderate"
    assert undated.rating is None


def test_a_far_arrival_is_a_number(ledger: Ledger) -> None:
    (projection,) = tt.project(ledger("period,value\n2021,100\n"), target=200, growth=0.000001)
    assert projection.paths[0].reached_in == 2021 + math.ceil(math.log(2) / math.log1p(1e-8))


@pytest.mark.parametrize(
    "question",
    [{"target": -5}, {"target": math.nan}, {"growth": -100}, {"target": 200, "by": 2021}, {"base": 2020},
     {"pair": "CHN-USA"}, {"flow": "sideways"}, {"reporter": "USA"}, {"as_of": "yesterday"}],
)  # fmt: skip
def test_what_cannot_be_asked_is_an_error_of_the_request(question: dict[str, float]) -> None:
    with pytest.raises(tt.RequestError):
        tt.project(tt.read_ledger("trade"), **question)  # type: ignore[arg-type]


def test_fiscal_years_are_named_by_both(ledger: Ledger) -> None:
    figures = ledger(
        "kind,period,value,stated_on\nreported,2016-04/2017-03,90,2017-06\nreported,2017-04/2018-03,99,2018-06\n"
        "target,2021,150,2017-07\n"
    )
    (projection,) = tt.project(figures)
    assert projection.year_label(projection.base.year) == "2017-18"
    assert projection.year_label(projection.paths[0].reached_in or 0) == "2022-23"  # 4.36 years after 2017-18
    assert 2020 in [required.by for required in projection.required]  # the year that ends in 2021
