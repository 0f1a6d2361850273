from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from tradetrack.series.analysis import analyse
from tradetrack.series.query import Query
from tradetrack.series.target_record import TargetRecord

Ledger = Callable[[str], pd.DataFrame]
HEAD = "kind,period,value,qualifier,stated_on\n"
YEARS = "reported,2010,50,,2011-01\nreported,2011,60,,2012-01\nreported,2012,70,,2013-01\n"


def only(figures: pd.DataFrame) -> TargetRecord:
    (record,) = analyse(figures, Query()).targets
    return record


@pytest.mark.parametrize(
    ("target", "outcome", "year"),
    [
        ("target,2012,65,,2011-06", "met", 2012),
        ("target,2011,65,,2011-06", "missed", 2011),
        ("target,,65,,2011-06", "met", 2012),
        ("target,,45,,2011-06", "overtaken", 2010),
        ("target,,50,,2011-06", "overtaken", 2010),
        ("target,2015,90,,2011-06", "open", None),
        ("target,,90,,2011-06", "open", None),
        ("target,,55,,", "met", 2011),
        ("target,2012,70,over,2011-06", "met", 2012),
    ],
)
def test_outcome(ledger: Ledger, target: str, outcome: str, year: int | None) -> None:
    record = only(ledger(HEAD + YEARS + target))
    assert (record.outcome, record.outcome_year) == (outcome, year)


def test_without_a_figure_for_the_deadline_the_outcome_is_unknown(ledger: Ledger) -> None:
    figures = ledger(HEAD + "reported,2010,50,,2011-01\nreported,2013,70,,2014-01\ntarget,2012,60,,2011-06\n")
    assert only(figures).outcome == "unknown"


def test_met_before_a_deadline_without_a_figure(ledger: Ledger) -> None:
    figures = ledger(
        HEAD
        + "reported,2010,50,,2011\nreported,2011,65,,2012\nreported,2013,40,,2014\ntarget,2012,60,,2011-06\n"
    )
    assert (only(figures).outcome, only(figures).outcome_year) == ("met", 2011)


@pytest.mark.parametrize(("bound", "outcome"), [("over", "met"), ("under", "missed")])
def test_a_bound_counts_at_its_number(ledger: Ledger, bound: str, outcome: str) -> None:
    figures = ledger(
        HEAD + f"reported,2010,50,,2011-01\nreported,2012,60,{bound},2013-01\ntarget,2012,60,,2011-06\n"
    )
    assert only(figures).outcome == outcome


def test_one_target_whatever_the_qualifier_and_its_first_statement_stands(ledger: Ledger) -> None:
    figures = ledger(
        "kind,period,value,qualifier,stated_on,stated_by\nreported,2010,50,,2011-01,\n"
        "target,2020,200,over,2013-05,B\ntarget,2020,200.0,,2012-05,A\ntarget,2020,200,about,,C\ntarget,2021,200,,2012,D\n"
    )
    first, second = analyse(figures, Query()).targets
    assert (first.first_stated_by, first.first_stated_on, first.restated) == ("A", "2012-05", 2)
    assert (second.deadline, second.restated) == (2021, 0)


def test_the_base_is_what_was_known_on_the_day(ledger: Ledger) -> None:
    figures = ledger(HEAD + YEARS + "reported,2010,51,,2015-01\ntarget,2020,100,,2011-06\n")
    record = only(figures)
    assert record.base is not None
    assert (record.base.year, record.base.value) == (2010, 50)
    assert record.required_growth_pct == pytest.approx((2 ** (1 / 10) - 1) * 100)


@pytest.mark.parametrize(
    ("latest", "rating"), [(200, "on track"), (172, "moderate"), (130, "insufficient"), (90, "moving away")]
)
def test_rating_compares_growth_so_far_with_growth_asked_for(
    ledger: Ledger, latest: float, rating: str
) -> None:
    # from 100 in 2010: 400 by 2020 asks for 14.87 % a year; 200 in 2015 is as much, 172 is 11.46 %
    rows = f"reported,2010,100,,2011-01\nreported,2015,{latest},,2016-01\ntarget,2020,400,,2011-06\n"
    assert only(ledger(HEAD + rows)).rating == rating


def test_no_rating_on_the_day_itself(ledger: Ledger) -> None:
    assert only(ledger(HEAD + "reported,2010,100,,2011-01\ntarget,2020,400,,2011-06\n")).rating is None


def test_a_fiscal_deadline_is_the_period_that_ends_in_it(ledger: Ledger) -> None:
    rows = "reported,2010-04/2011-03,50,,2011-05\nreported,2011-04/2012-03,66,,2012-05\ntarget,2012,65,,2011-06\n"
    record = only(ledger(HEAD + rows))
    assert (record.outcome, record.outcome_label) == ("met", "2011-12")


def test_a_reporter_alone_gives_the_verdict_of_its_series(ledger: Ledger) -> None:
    figures = ledger(
        "kind,period,value,reporter,stated_on\nreported,2020,105,CHN,2021-01\nreported,2020,95,CHN,2022-01\n"
        "reported,2021,97,CHN,2022-01\ntarget,2025,100,,2021-06\n"
    )
    (record,) = analyse(figures, Query()).targets_by_reporter
    assert (record.outcome, record.outcome_value) == ("overtaken", 105)
    assert [(own.reporter, own.outcome, own.outcome_value) for own in record.by_reporter] == [
        ("CHN", "overtaken", 105)
    ]


@pytest.mark.parametrize(("bound", "outcome"), [("2020,95,under", "missed"), ("2020,80,over", "open")])
def test_a_floor_near_the_target_leaves_an_upper_bound_of_the_year_short(
    ledger: Ledger, bound: str, outcome: str
) -> None:
    figures = ledger(
        HEAD + f"reported,{bound},2020-12\nreported,2020-01/2020-11,92,,2020-12\ntarget,2020,100,,2019-06\n"
    )
    assert only(figures).outcome == outcome
