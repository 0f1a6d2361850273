"""Many series in one table: its rows, order, columns and total, on a screen and as data."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from itertools import pairwise

import pandas as pd
import pytest
from conftest import Run, fewer

import tradetrack as tt
from tradetrack.core.errors import RequestError
from tradetrack.core.numerals import percent
from tradetrack.render.fitting import fitting
from tradetrack.reports.league_result import LeagueRow
from tradetrack.reports.league_view import HEADINGS, SORTS, LeagueView
from tradetrack.reports.tables import Column, Table

Cli = Callable[..., Run]
Ledger = Callable[[str], pd.DataFrame]
HEAD = "pair,kind,period,value,unit,growth_pct,reporter,stated_on\n"
# Levels of 100 in 2020, which grow by 5, 10, 20 and 0 % a year; one has no growth, one no full year.
PAIRS = {"CHN-RUS": 1.05, "CHN-VNM": 1.10, "IND-RUS": 1.20, "KAZ-RUS": 1.00}
YEARS = "".join(
    f"{pair},reported,{year},{100 * rate ** (year - 2020):.4f},,,,{year + 1}-02\n"
    for pair, rate in PAIRS.items()
    for year in range(2018, 2024)
)
LEDGER = (
    HEAD
    + YEARS
    + "CHN-RUS,target,2030,150,,,,2024-02\nCHN-RUS,target,,400,,,,2024-03\n"
    + "IND-RUS,target,2025,300,,,,2024-02\nKAZ-RUS,target,2026,90,,,,2019-06\nKAZ-RUS,target,2031,200,,,,2024-02\n"
    + "JPN-TUR,reported,2023,7,,,,2024-02\nJPN-TUR,target,2030,9,,,,2024-02\n"
    + "CHN-RUS,reported,2023-01/2023-06,50,,,,2023-07\nCHN-RUS,reported,2024-01/2024-06,60,,,,2024-07\n"
    + "BRA-IND,reported,2023-01/2023-06,3,,,,2023-07\n"
)


def rows_of(run: Run) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(run.out)))


def test_a_row_says_what_the_view_of_its_pair_says(ledger: Ledger, tradetrack: Cli) -> None:
    table = tt.league(ledger(LEDGER))
    by_pair = {(row.pair, row.target.value if row.target else None): row for row in table}
    row = by_pair["CHN-RUS", 150.0]
    projection = next(p for p in tt.project(ledger(LEDGER), pair="CHN-RUS") if p.target_value == 150)
    assert (row.label, row.value) == ("2023", round(100 * 1.05**3, 4))
    assert row.growth_pct == pytest.approx(5, abs=1e-3)
    assert row.cagr_5_pct == pytest.approx(5, abs=1e-3)
    assert row.to_date is not None
    assert row.to_date.level == 60
    assert row.to_date.computed_growth_pct == pytest.approx(20)
    assert row.value is not None
    assert row.needed is not None
    assert row.needed.by == 2030
    assert row.needed.growth_pct == pytest.approx(((150 / row.value) ** (1 / 7) - 1) * 100)
    assert projection.outlook is not None
    assert row.chance == projection.outlook.chance_of(2030)
    assert row.record == next(
        r for r in tt.targets(ledger(LEDGER), pair="CHN-RUS") if r.value == 150
    )._replace(by_reporter=())
    assert by_pair["JPN-TUR", 9.0].growth_pct is None
    words = tradetrack("show", "--data", "-", stdin=LEDGER).out
    assert percent(row.needed.growth_pct, sign=False) in words
    assert "Jan-Jun 2024 60" in words


def numbers(row: LeagueRow) -> dict[str, float | None]:
    return {
        "chance": row.chance.chance if row.chance else None,
        "gap": row.to_go_pct,
        "value": row.value,
        "growth": row.growth_pct,
    }


@pytest.mark.parametrize(
    ("kind", "sort", "reverse"),
    fewer(
        [
            (kind, sort, reverse)
            for kind in ("show", "project", "targets")
            for reverse in (False, True)
            for sort in SORTS
            if sort != "name"
        ],
        7,
    ),
)
def test_numbers_are_in_order_and_what_is_not_known_is_last(
    ledger: Ledger, kind: str, sort: str, reverse: bool
) -> None:
    found = [numbers(row)[sort] for row in tt.league(ledger(LEDGER), kind, sort, reverse)]
    known = [number for number in found if number is not None]
    assert known
    assert found[: len(known)] == known
    assert all(a <= b if reverse else a >= b for a, b in pairwise(known))


def test_the_order_does_not_depend_on_the_order_of_the_file(ledger: Ledger) -> None:
    lines = LEDGER.splitlines(keepends=True)
    shuffled = "".join([lines[0], *sorted(lines[1:], key=lambda line: line[::-1])])
    for sort in SORTS:
        one, other = (
            [(row.pair, row.target) for row in tt.league(ledger(text), "project", sort)]
            for text in (LEDGER, shuffled)
        )
        assert one == other


def test_names_are_in_order_both_ways_and_the_unnamed_pair_is_last(ledger: Ledger) -> None:
    figures = ledger("pair,period,value\nAAA-BBB,2020,1\n,2020,2\nCCC-DDD,2020,3\n")
    assert [row.pair for row in tt.league(figures)] == ["AAA-BBB", "CCC-DDD", ""]
    assert [row.pair for row in tt.league(figures, reverse=True)] == ["CCC-DDD", "AAA-BBB", ""]


def test_levels_are_compared_within_a_currency_whatever_their_scale(ledger: Ledger) -> None:
    figures = ledger(
        "pair,period,value,unit\nAAA-BBB,2020,5,USD bn\nCCC-DDD,2020,7000,USD mn\nEEE-FFF,2020,900,CNY bn\n"
    )
    assert [row.pair for row in tt.league(figures, sort="value")] == ["CCC-DDD", "AAA-BBB", "EEE-FFF"]
    assert tt.league(figures).total.why_not == "the currencies differ"


def test_the_total_is_the_sum_of_each_series_once(ledger: Ledger, tradetrack: Cli) -> None:
    total = tt.league(ledger(LEDGER)).total
    levels = [round(100 * rate**3, 4) for rate in PAIRS.values()]
    assert total.latest is not None
    assert (total.latest.label, total.latest.series, total.series) == ("2023", 5, 5)
    assert total.latest.value == pytest.approx(sum(levels) + 7)
    assert total.latest.growth_pct is None  # one series has none
    four = tt.league(ledger(LEDGER), pair=list(PAIRS)).total
    assert four.latest is not None
    before = sum(round(100 * rate**2, 4) for rate in PAIRS.values())
    assert four.latest.growth_pct == pytest.approx((sum(levels) / before - 1) * 100)
    out = tradetrack("targets", "--data", "-", "--sort", "gap", stdin=LEDGER).out
    assert "1 overtaken, 5 open" in " ".join(out.split())


@pytest.mark.parametrize(
    ("pairs", "why"),
    [
        (("ASEAN-CHN", "CHN-VNM"), "a group of economies stands beside others"),
        (("CHN-WLD", "CHN-VNM"), "a group of economies stands beside others"),
        (("EU27-CHN", "CHN-RUS"), "a group of economies stands beside others"),
        (("ASEAN-CHN", "RUS-VNM"), ""),
    ],
)
def test_trade_that_a_group_may_count_too_is_not_added(
    ledger: Ledger, pairs: tuple[str, str], why: str
) -> None:
    total = tt.league(ledger("pair,period,value\n" + "".join(f"{pair},2020,5\n" for pair in pairs))).total
    assert total.why_not == why
    assert (total.latest is None) == bool(why)


@pytest.mark.parametrize(
    ("width", "command"),
    fewer([(at, command) for at in (40, 60, 80, 120) for command in ("show", "project", "targets")], 5),
)
def test_a_narrow_screen_leaves_columns_out_and_names_them(tradetrack: Cli, command: str, width: int) -> None:
    out = tradetrack(command, "--data", "-", stdin=LEDGER, COLUMNS=str(width)).out
    assert max(map(len, out.splitlines())) <= width
    pipe = tradetrack(command, "--data", "-", stdin=LEDGER).out
    headings = [name for name in HEADINGS.values() if f" {name} " in f" {pipe.splitlines()[2]} "]
    assert len(headings) > 5
    head, words = out.split("\n\n")[1].splitlines()[0], " ".join(out.split())
    gone = [name for name in headings if name not in head]
    named = words.partition("No room for ")[2].partition(". A wider screen")[0]
    assert all(name in named for name in gone)
    assert bool(gone) == bool(named)
    assert "Pair " not in out.split("\n\n", 2)[2]  # no block for each row


def test_what_a_note_says_of_a_column_that_is_left_out_is_left_out_too() -> None:
    columns = [
        Column("A"),
        Column("B"),
        Column("C", weight=1, note="C: a word."),
        Column("D", weight=2, note="D: another."),
    ]
    table = Table(columns, [["one", "two", "three", "four"]], wider="More elsewhere.")
    assert fitting(table, 40) == table
    narrow = fitting(table, 16)
    assert [column.name for column in narrow.columns] == ["A", "B", "C"]
    assert narrow.all_notes == ["C: a word.", "No room for D. More elsewhere."]


@pytest.mark.parametrize("command", ["show", "project", "targets"])
def test_data_is_a_league_only_where_one_is_asked_for(tradetrack: Cli, command: str) -> None:
    plain = tradetrack(command, "--data", "-", "--format", "json", stdin=LEDGER)
    league = json.loads(
        tradetrack(command, "--data", "-", "--top", "2", "--format", "json", stdin=LEDGER).out
    )
    assert "league" not in json.loads(plain.out)
    assert {name: part for name, part in league.items() if name != "league"} == json.loads(plain.out)
    assert (len(league["league"]["rows"]), league["league"]["count"] > 2) == (2, True)
    rows = rows_of(tradetrack(command, "--data", "-", "--sort", "value", "--format", "csv", stdin=LEDGER))
    assert [row["value"] for row in rows] == sorted((row["value"] for row in rows), key=float, reverse=True)
    few = rows_of(
        tradetrack(command, "--data", "-", "--columns", "pair,target", "--format", "csv", stdin=LEDGER)
    )
    assert list(few[0]) == ["pair", "flow", "scope", "unit", "target", "target_qualifier"]
    assert len(few) == league["league"]["count"]


def test_what_is_asked_of_a_projection_has_a_column(tradetrack: Cli) -> None:
    arguments = ("--growth", "12", "--growth", "0.1", "--by", "2028", "--at", "2027")
    out = tradetrack("project", "--data", "-", *arguments, stdin=LEDGER).out
    for heading in ("At 12.0 %", "At 0.1 %", "Needed by 2028", "Outlook 2027"):
        assert heading in out.splitlines()[2]
    assert "after 2100" in out  # 150 of 115.76 at 0.1 % a year takes 259 years
    assert "never" in out  # at the latest growth of 0 %
    assert "nowcast" not in tradetrack("project", "--data", "-", "--base", "2022", stdin=LEDGER).out


def test_the_rhythm_of_many_is_the_latest_period_of_each(tradetrack: Cli) -> None:
    out = tradetrack("show", "--data", "-", "--by", "ytd", stdin=LEDGER).out
    assert "Jan-Jun 2024" in out
    assert "Jan-Jun 2023" in out
    assert "more series without such a period" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--columns", "pair,size"), "'size' is not a column; there are pair, year"),
        (("--top", "0"), "'0' is not a number of rows"),
        (("--top", "x"), "'x' is not a number of rows"),
        (("--sort", "size"), "'size' is not one of name, chance, gap, value or growth"),
        (("--all", "--sort", "gap"), "--all: it shows every figure"),
    ],
)
def test_an_unknown_order_column_or_number_says_what_there_is(
    tradetrack: Cli, arguments: tuple[str, ...], said: str
) -> None:
    run = tradetrack("show", "--data", "-", *arguments, stdin=LEDGER)
    assert run.code == 2
    assert said in run.err


@pytest.mark.parametrize(
    ("arguments", "parameter"),
    [
        ({"kind": "chart"}, "kind"),
        ({"sort": "size"}, "sort"),
        ({"top": 0}, "top"),
        ({"columns": ("size",)}, "columns"),
    ],
)
def test_python_has_the_same_limits(arguments: dict[str, object], parameter: str) -> None:
    with pytest.raises(RequestError) as caught:
        LeagueView(**arguments)  # type: ignore[arg-type]
    assert caught.value.parameter == parameter


def test_one_pair_stays_in_full_and_its_targets_can_be_sorted(tradetrack: Cli) -> None:
    assert tradetrack("project", "--data", "-", "--pair", "CHN-RUS", stdin=LEDGER).out.startswith(
        "China-Russia trade to 150"
    )
    out = tradetrack("project", "--data", "-", "--pair", "CHN-RUS", "--sort", "gap", stdin=LEDGER).out
    assert out.startswith("Projections")
    assert out.index(" 400 ") < out.index(" 150 ")
