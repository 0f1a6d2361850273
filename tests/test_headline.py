"""A test a rule of choosing the headline figure, on ledgers small enough to judge by eye."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from tradetrack.series.analysis import analyse
from tradetrack.series.query import Query

Ledger = Callable[[str], pd.DataFrame]
HEAD = "period,value,qualifier,reporter,stated_on\n"


def statuses(figures: pd.DataFrame, **query: object) -> list[str]:
    return analyse(figures, Query(**query)).figures["status"].tolist()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rule", "rows", "expected"),
    [
        ("exact before about before a bound", ["2021,140,over,,2022-03", "2021,146,about,,2022-02", "2021,146.5,,,2022-01"],
         ["rounded", "rounded", "headline"]),
        ("the latest new value is a revision", ["2021,146.8,,,2022-01", "2021,147.9,,,2022-02"], ["superseded", "headline"]),
        ("a later equal value restates", ["2021,146.8,,,2022-01", "2021,146.80,,,2022-02"], ["headline", "restated"]),
        ("an old value told again brings nothing new", ["2021,146.8,,,2022-01", "2021,147.9,,,2022-02", "2021,146.8,,,2022-03"],
         ["superseded", "headline", "conflict"]),
        ("a coarser later one only rounds", ["2025,228.105,,,2026-01", "2025,228.1,,,2026-02", "2025,228,,,2026-03"],
         ["headline", "rounded", "rounded"]),
        ("cutting digits off is rounding too", ["2021,146.887,,,2022-01", "2021,146.88,,,2022-02"], ["headline", "rounded"]),
        ("a finer later one replaces", ["2023,240.1,,,2024-01", "2023,240.11,,,2024-02"], ["rounded", "headline"]),
        ("one unit of the last digit off is another value", ["2021,0.20,,,2022-01", "2021,0.1,,,2022-02"], ["superseded", "headline"]),
        ("on one day the last line stands", ["2021,10.2,,,2022-01-01", "2021,10.3,,,2022-01-01"], ["conflict", "headline"]),
        ("about agrees within its last non-zero digit", ["2021,146.87,,,2022-01", "2021,140,about,,2022-02", "2021,130,about,,2022-03"],
         ["headline", "rounded", "conflict"]),
        ("a bound agrees on its side", ["2021,146.87,,,2022-01", "2021,150,under,,2022-02", "2021,150,over,,2022-02"],
         ["headline", "rounded", "conflict"]),
        ("a month means its last day", ["2021,10.2,,,2022-01", "2021,10.3,,,2022-01-30"], ["headline", "superseded"]),
        ("dated beats undated", ["2021,10.2,,,2022-01", "2021,10.3,,,"], ["headline", "conflict"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_rule(ledger: Ledger, rule: str, rows: list[str], expected: list[str]) -> None:
    assert statuses(ledger(HEAD + "\n".join(rows))) == expected, rule


def test_a_series_follows_the_reporter_with_most_years(ledger: Ledger) -> None:
    figures = ledger(
        HEAD + "2019,100,,RUS,2020\n2020,104,,RUS,2021\n2020,107,,CHN,2021\n2021,146,,CHN,2022\n"
        "2022,190,,CHN,2023\n2018,108,,,2019\n2020,109,,,2022\n"
    )
    assert statuses(figures) == [
        "other reporter",
        "other reporter",
        "headline",
        "headline",
        "headline",
        "headline",  # unknown fills a year that China has no figure for
        "conflict",  # and is compared by value where it has
    ]


def test_equal_counts_of_years_go_to_the_latest_period(ledger: Ledger) -> None:
    figures = ledger(HEAD + "2020,104,,RUS,2021\n2019,107,,CHN,2022\n")
    assert statuses(figures) == ["headline", "other reporter"]


def test_a_named_reporter_stands_alone_without_filling(ledger: Ledger) -> None:
    figures = ledger(HEAD + "2019,100,,RUS,2020\n2020,107,,CHN,2021\n2018,108,,,2019\n")
    chosen = analyse(figures, Query(reporter="rus")).figures
    assert chosen["period"].tolist() == ["2019"]


def test_growth_only_and_targets_have_their_own_status(ledger: Ledger) -> None:
    figures = ledger("kind,period,value,growth_pct\nreported,2021,,5\ntarget,2024,200,\n")
    assert statuses(figures) == ["growth only", "target"]


def test_both_orders_of_a_pair_are_one_and_flows_swap(ledger: Ledger) -> None:
    figures = ledger(
        "pair,flow,period,value\nCHN-RUS,total,2020,10\nRUS-CHN,total,2021,11\n"
        "CHN-RUS,exports,2020,6\nRUS-CHN,imports,2021,7\n"
    )
    totals = analyse(figures, Query(pairs=("rus-chn",)))
    assert totals.reported["level"].tolist() == [10, 11]
    assert set(totals.figures["series_pair"]) == {"CHN-RUS"}
    exports = analyse(figures, Query(pairs=("CHN-RUS",), flow="exports"))
    assert exports.reported["level"].tolist() == [6, 7]
    seen_from_russia = analyse(figures, Query(pairs=("RUS-CHN",), flow="imports"))
    assert seen_from_russia.reported["level"].tolist() == [6, 7]


def test_scales_of_one_currency_are_one_series_two_currencies_are_two(ledger: Ledger) -> None:
    figures = ledger(
        "period,value,unit\n2019,80,USD bn\n2020,100000,USD mn\n2021,0.125,USD tn\n2022,130,USD bn\n2021,900,CNY bn\n"
    )
    analysis = analyse(figures, Query())
    dollars = analysis.reported[analysis.reported["series_unit"] == "USD bn"]
    assert dollars["level"].tolist() == [80, 100, 125, 130]
    assert len(analysis.series) == 2
