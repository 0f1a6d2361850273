from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from tradetrack.series.analysis import Analysis, analyse
from tradetrack.series.compound import cagr
from tradetrack.series.query import Query

Ledger = Callable[[str], pd.DataFrame]


def annual(figures: pd.DataFrame) -> pd.DataFrame:
    return analyse(figures, Query()).annual.set_index("year")


def test_growth_is_year_on_year_and_not_over_a_gap(ledger: Ledger) -> None:
    years = annual(ledger("period,value\n2018,64\n2020,80\n2021,100\n"))
    assert years["computed_growth_pct"].isna().tolist() == [True, True, False]
    assert years.loc[2021, "computed_growth_pct"] == pytest.approx(25)  # 100/80 - 1


def test_growth_of_parts_of_years_is_on_the_same_part(ledger: Ledger) -> None:
    heads = analyse(
        ledger("period,value\n2020-01/2020-09,80\n2021-01/2021-09,100\n2021-01/2021-11,120\n2021,140\n"),
        Query(),
    ).headlines.set_index("period")
    assert heads.loc["2021-01/2021-09", "computed_growth_pct"] == pytest.approx(25)
    assert heads["computed_growth_pct"].notna().sum() == 1


def test_two_reporters_do_not_meet_in_a_rate(ledger: Ledger) -> None:
    years = annual(ledger("period,value,reporter,growth_pct\n2020,80,,\n2021,100,CHN,30\n2022,110,CHN,\n"))
    assert years["computed_growth_pct"].isna().tolist() == [True, True, False]
    assert years.loc[2021, "stated_growth_pct"] == 30


@pytest.mark.parametrize(
    ("before", "now", "bound"),
    [
        ("exact", "over", "over"),
        ("exact", "under", "under"),
        ("over", "exact", "under"),
        ("under", "exact", "over"),
        ("under", "over", "over"),
        ("over", "under", "under"),
        ("over", "over", ""),
        ("under", "under", ""),
    ],
)
def test_from_a_bound_only_a_bound_follows(ledger: Ledger, before: str, now: str, bound: str) -> None:
    years = annual(ledger(f"period,value,qualifier\n2020,100,{before}\n2021,129.5,{now}\n"))
    assert years["computed_growth_pct"].isna().all()
    assert years.loc[2021, "growth_bound"] == bound
    if bound:
        assert years.loc[2021, "growth_bound_pct"] == pytest.approx(29.5)


def test_a_stated_growth_implies_the_year_before_and_no_growth_from_it(ledger: Ledger) -> None:
    years = annual(ledger("period,value,growth_pct\n2021,146.87,35.9\n"))
    assert years.loc[2020, "level"] == pytest.approx(146.87 / 1.359)
    assert (years.loc[2020, "basis"], years.loc[2020, "qualifier"]) == ("implied", "about")
    assert years["computed_growth_pct"].isna().all()


def test_a_reported_year_is_never_replaced_by_an_implied_one(ledger: Ledger) -> None:
    years = annual(ledger("period,value,growth_pct\n2020,100,\n2021,146.87,35.9\n"))
    assert years["basis"].tolist() == ["reported", "reported"]


def test_the_stated_growth_is_the_headlines_or_the_latest_restatements(ledger: Ledger) -> None:
    rows = "2021,100,,2022-01\n2021,100,4,2022-02\n2021,100,5,2022-03\n"
    years = annual(ledger("period,value,growth_pct,stated_on\n" + rows))
    assert years.loc[2021, "stated_growth_pct"] == 5


def test_fiscal_and_calendar_years_do_not_mix(ledger: Ledger) -> None:
    figures = ledger(
        "period,value\n2016-04/2017-03,90\n2017-04/2018-03,99\n2018-04/2019-03,100\n2018,500\n2019,550\n"
    )
    fiscal = analyse(figures, Query()).annual
    assert fiscal["label"].tolist() == ["2016-17", "2017-18", "2018-19"]
    assert fiscal["computed_growth_pct"].iloc[1] == pytest.approx(10)
    calendar = analyse(figures, Query(year_start=1)).annual
    assert calendar["level"].tolist() == [500, 550]


def test_equal_rhythms_go_to_the_latest_year_then_to_january(ledger: Ledger) -> None:
    def labels(text: str) -> list[str]:
        return analyse(ledger("period,value\n" + text), Query()).reported["label"].tolist()

    assert labels("2018-04/2019-03,90\n2017,80\n") == ["2018-19"]
    assert labels("2018-04/2019-03,90\n2018,80\n") == ["2018-19"]  # it ends later
    assert labels("2018-04/2019-03,90\n2019,80\n") == ["2019"]


def test_zero_is_no_base_of_growth(ledger: Ledger) -> None:
    years = annual(ledger("period,value\n2020,0\n2021,5\n2022,0\n"))
    assert years["computed_growth_pct"].tolist()[2] == -100
    assert years["computed_growth_pct"].isna().tolist() == [True, True, False]


def test_cagr_is_the_constant_rate_between_its_ends() -> None:
    assert cagr(100.0, 121.0, 2) == pytest.approx(10)
    assert 100 * (1 + cagr(100.0, 250.0, 7) / 100) ** 7 == pytest.approx(250)


def test_analysis_of_nothing_is_empty(ledger: Ledger) -> None:
    nothing: Analysis = analyse(ledger("period,value\n"), Query())
    assert len(nothing.annual) == 0
    assert nothing.targets == []
