"""The outlook in the product: which record it sees, how it is worded, and the backtest of a user's series."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from conftest import Run, fewer

import tradetrack as tt
from tradetrack import workflow
from tradetrack.forecast.backtest import (
    DRIFT,
    LATEST_RATE,
    METHODS,
    NAIVE,
    OUTLOOK,
    backtest,
)
from tradetrack.forecast.target_chances import Chance
from tradetrack.forecast.target_outlook import annual_record
from tradetrack.ledger.reader import parse_ledger
from tradetrack.reports.chances import chance_cell, chance_percent, chance_words
from tradetrack.reports.chart_spec import ChartSpec
from tradetrack.series.analysis import analyse
from tradetrack.series.plain import AnnualSeries
from tradetrack.series.query import Query
from tradetrack.sources.series_file import read_series

Cli = Callable[..., Run]
Ledger = Callable[[str], pd.DataFrame]


def test_projections_have_the_outlook_of_their_base() -> None:
    (projection,) = tt.project(tt.read_ledger("trade"), target=200)
    assert projection.outlook is not None
    by = {item.year: item.chance for item in projection.outlook.chance_by}
    alone = tt.outlook([146.87], years=[2021])
    assert by == {year: round(alone.chance_by(200, year), 6) for year in range(2022, 2032)}
    assert 0.10 < by[2024] < 0.22
    assert list(by.values()) == sorted(by.values())


def test_the_own_record_counts_without_bounds_and_other_reporters(ledger: Ledger) -> None:
    rows = "2015,10,,CHN\n2016,11,over,CHN\n2017,30,,RUS\n2018,12,,CHN\n2019,13,,CHN\n"
    (projection,) = tt.project(ledger("period,value,qualifier,reporter\n" + rows), target=20)
    assert projection.outlook is not None
    own = tt.outlook([10, 12, 13], years=[2015, 2018, 2019])
    assert projection.outlook.chance_by[4].chance == round(own.chance_by(20, 2024), 6)


def test_the_record_is_that_of_the_reporter_of_the_base(ledger: Ledger) -> None:
    rows = "2015,10,CHN\n2016,11,CHN\n2017,10,CHN\n2018,11,CHN\n2020,12,CHN\n"
    alone, beside = (
        tt.project(ledger("period,value,reporter\n" + more + rows), target=16)[0].outlook
        for more in ("", "2014,40,\n")
    )
    assert alone == beside


def test_what_is_known_after_an_older_base_is_not_contradicted(ledger: Ledger) -> None:
    rows = "period,value\n2019,90\n2020,100\n2021,110\n2022,115\n"
    (projection,) = tt.project(ledger(rows), target=120, base=2020)
    assert projection.outlook is not None
    assert [chance.chance for chance in projection.outlook.chance_by[:2]] == [0, 0]
    assert 0.1 < projection.outlook.chance_by[2].chance < 0.9


def test_a_bound_keeps_its_record_and_is_no_jump(tradetrack: Cli) -> None:
    rows = "period,value,qualifier\n2019,50,\n2020,51,\n2021,140,over\n"
    run = tradetrack("project", "--data", "-", "--target", "200", "--base", "2021", stdin=rows)
    assert "The base is a bound; the outlook takes it at its number." in run.out
    assert "jump" not in run.out
    figures = parse_ledger(rows.encode(), "l")
    (projection,) = tt.project(figures, target=200, base=2021)
    assert projection.outlook is not None
    own = tt.outlook([50, 51, 140], years=[2019, 2020, 2021], base_is_bound=True)
    assert projection.outlook.chance_by[4].chance == round(own.chance_by(200, 2026), 6)


def test_a_year_asked_for_is_inside_the_outlook(tradetrack: Cli) -> None:
    run = tradetrack("project", "--target", "200", "--by", "2028", "--at", "2029")
    years = [line[:4] for line in run.out.splitlines() if re.match(r"20\d\d +\d+ %", line)]
    assert years == ["2022", "2023", "2024", "2025", "2026", "2028", "2029", "2031"]
    late = tradetrack("project", "--target", "200", "--at", "2040")
    assert (late.code, late.out) == (2, "")
    assert "--at: the outlook was tested for 2022 to 2031, not for 2040" in late.err


def test_another_currency_is_not_called_of_this_size(tradetrack: Cli) -> None:
    ledger = "period,value,unit\n2019,80,CNY bn\n2020,90,CNY bn\n"
    run = tradetrack("project", "--data", "-", "--target", "200", "--growth", "100", stdin=ledger)
    assert "of this size" not in run.out
    assert "The size in US dollars is not known" in run.out
    assert "of the smallest flows would grow as fast" in run.out


def test_what_is_reached_has_no_outlook() -> None:
    assert tt.project(tt.read_ledger("trade"), target=140)[0].outlook is None


def test_nothing_is_said_of_a_deadline_beyond_what_was_tested(ledger: Ledger) -> None:
    figures = ledger("kind,period,value,stated_on\nreported,2020,100,2021-01\ntarget,2045,300,2021-02\n")
    (projection,) = tt.project(figures)
    assert projection.outlook is not None
    assert projection.outlook.chance_by[-1].year == 2030


def test_a_steep_path_is_called_so(tradetrack: Cli) -> None:
    run = tradetrack("project", "--target", "200", "--growth", "5")
    assert (
        "35.9 % a year is steep: under 1 % of all flows of this size would grow as fast for 2 years"
        in run.out
    )
    assert "5.0 % a year is steep" not in run.out


def test_a_rate_that_two_paths_share_is_called_steep_once(tradetrack: Cli) -> None:
    run = tradetrack(
        "project", "--data", "-", "--target", "200", stdin="period,value\n2019,80\n2020,100\n2021,125\n"
    )
    assert run.out.count("25.0 % a year is steep") == 1


def test_a_jump_at_the_base_is_said(tradetrack: Cli) -> None:
    def said(latest: str, *options: str) -> str:
        ledger = f"period,value\n2019,4.4\n2020,4.2\n2021,{latest}\n"
        return tradetrack("project", "--data", "-", "--target", "20", *options, stdin=ledger).out

    assert "2021 was a jump; such jumps partly reverse: about 23 % is given back." in said("9.9")
    assert "jump" not in said("5")
    (projection,) = json.loads(said("9.9", "--format", "json"))["projections"]
    assert projection["outlook"]["undone_pct"] == pytest.approx(22.75, abs=0.05)


def test_the_outlook_is_set_apart_in_words_and_in_json(tradetrack: Cli) -> None:
    words = tradetrack("project", "--target", "200").out
    assert "Chance of having reached it" in words
    assert "Outlook, not a path" in words
    outlook = json.loads(tradetrack("project", "--target", "200", "--format", "json").out)["projections"][0][
        "outlook"
    ]
    assert list(outlook) == [
        "median_year",
        "interval_80",
        "chance_by",
        "levels",
        "typical_growth_pct",
        "reversal_pct",
        "undone_pct",
        "growths_known",
        "swings_80_pct",
    ]
    assert outlook["interval_80"][1] is None  # beyond the horizon
    assert list(outlook["chance_by"][0]) == ["year", "chance", "chance_slow", "chance_fast"]
    assert list(outlook["levels"][0]) == ["year", "low_80", "median", "high_80"]


def test_the_real_ledger_in_june_2022(tradetrack: Cli) -> None:
    run = tradetrack(
        "project", "--data", "china-russia", "--as-of", "2022-06-30", "--target", "200", "--format", "json"
    )
    (projection,) = json.loads(run.out)["projections"]
    assert projection["base"]["year"] == 2021
    assert projection["outlook"]["median_year"] in range(2023, 2029)


def test_many_projections_have_their_outlook_as_one_has(tradetrack: Cli) -> None:
    rows = "".join(f"A{i:02d}-BBB,{year},{i + 1 + year % 7}\n" for i in range(60) for year in (2019, 2020))
    run = tradetrack(
        "project", "--data", "-", "--target", "2x", "--format", "json", stdin="pair,period,value\n" + rows
    )
    assert run.err == ""
    projections = json.loads(run.out)["projections"]
    assert len(projections) == 60
    for one in (projections[0], projections[-1]):
        base = one["base"]["value"]
        alone = tt.outlook([base - 1, base], years=[2019, 2020])
        chances = [item["chance"] for item in one["outlook"]["chance_by"]]
        assert chances == pytest.approx(alone.chances_by(2 * base).tolist(), abs=5e-7)
        assert one["outlook"]["levels"][4]["median"] == pytest.approx(alone.quantile(0.5)[4])


@pytest.mark.parametrize(
    ("chance", "shown"), [(0, 1), (0.014, 1), (0.094, 9), (0.11, 10), (0.33, 35), (0.971, 95), (1, 99)]
)
def test_chances_are_rounded_as_far_as_they_are_known(chance: float, shown: int) -> None:
    assert chance_percent(chance) == shown


def test_a_chance_has_its_range_in_words_and_in_cells() -> None:
    item = Chance(2026, 0.2, 0.12, 0.33)
    assert chance_cell(item) == "20 % (10-35 %)"
    assert chance_words(item) == "about 20 in 100 (10 in slow times, 35 in fast ones)"
    assert chance_cell(Chance(2026, 0.2, 0.2, 0.2)) == "20 %"


def test_the_words_and_the_table_agree(tradetrack: Cli) -> None:
    run = tradetrack("project", "--target", "200")
    row = next(line for line in run.out.splitlines() if line.startswith("2026 "))
    middle, slow, fast = re.findall(r"\d+", re.split(r" {2,}", row)[1])
    words = (
        f"about {middle} in 100 ({slow} in slow times, {fast} in fast ones) would have reached 200 by 2026"
    )
    assert words in run.out
    assert "1 in " not in run.out


def test_without_a_target_the_levels_are_an_answer(tradetrack: Cli) -> None:
    rows = "period,value\n2019,80\n2020,100\n2021,125\n"
    run = tradetrack("project", "--data", "-", "--at", "2028", stdin=rows)
    assert (run.code, run.err) == (0, "")
    lines = [re.split(r" {2,}", line) for line in run.out.splitlines()]
    head, latest = lines[2], next(line for line in lines if line[0].startswith("latest"))
    assert head[3:] == ["2022", "2023", "2024", "2025", "2026", "2028", "2031"]
    assert latest[1:4] == ["25.0 %", "3.1 years", "156.2"]  # ln 2 / ln 1.25 = 3.106
    done = tradetrack("project", "--data", "-", "--format", "json", stdin=rows)
    (projection,) = json.loads(done.out)["projections"]
    assert projection["target"] is None
    assert projection["outlook"]["chance_by"] == []
    assert [item["year"] for item in projection["outlook"]["levels"]] == list(range(2022, 2032))
    assert projection["paths"][0]["doubling_years"] == pytest.approx(3.106, abs=5e-4)


LAST = ("2024,{level},exact", "2024,{level},over", "")


@pytest.mark.parametrize(
    ("target", "record"),
    fewer(
        [
            (target, record)
            for target in (110.0, 200.0, 900.0)
            for record in ((60, 40, 85, 83.7), (50, 90, 20, 83.7), (82, 83, 84, 83.7))
        ],
        2,
    ),
)
def test_more_known_never_lowers_a_chance(ledger: Ledger, record: tuple[float, ...], target: float) -> None:
    past = "".join(f"{2020 + i},{level},exact\n" for i, level in enumerate(record))

    @cache
    def chances(last: str) -> dict[int, float]:
        (projection,) = tt.project(ledger(f"period,value,qualifier\n{past}{last}\n"), target=target)
        assert projection.outlook is not None
        return {item.year: item.chance for item in projection.outlook.chance_by if item.year >= 2025}

    def never_less(more: dict[int, float], less: dict[int, float]) -> None:
        assert all(more[year] >= less[year] - 1e-9 for year in more.keys() & less.keys())

    exact, over, absent = LAST
    for level in (70.0, 84.0, 100.0, 109.0):
        never_less(chances(over.format(level=level)), chances(exact.format(level=level)))
        never_less(chances(over.format(level=level)), chances(absent))
    for lower, higher in pairwise((60.0, 70.0, 84.0, 100.0, 104.0, 109.0)):
        never_less(chances(exact.format(level=higher)), chances(exact.format(level=lower)))
        never_less(chances(over.format(level=higher)), chances(over.format(level=lower)))


def test_a_later_deadline_and_a_lower_target_never_give_less(ledger: Ledger) -> None:
    rows = "period,value\n2020,60\n2021,40\n2022,85\n2023,100\n2024-01/2024-06,{half}\n"
    before = None
    for half in (30, 50, 60):
        projections = tt.project(ledger(rows.format(half=half)), target=[130, 150, 400])
        chances = [[item.chance for item in p.outlook.chance_by] for p in projections if p.outlook]
        assert len(chances) == 3
        assert all(one == sorted(one) for one in chances)
        assert all(low >= high for low, high in zip(chances[0], chances[1], strict=True))
        assert all(low >= high for low, high in zip(chances[1], chances[2], strict=True))
        if before is not None:
            assert np.all(np.array(chances) >= np.array(before) - 1e-9)  # a higher nowcast
        before = chances


def test_the_fan_of_a_jump_says_so(ledger: Ledger) -> None:
    figures = ledger("period,value\n2020,4.2\n2021,9.9\n")
    content = chart_of(figures, 20)
    assert content.outlook is not None
    assert content.outlook.label.startswith("outlook: the middle of flows like this after a jump;")


def chart_of(figures: pd.DataFrame, *targets: float) -> ChartSpec:
    question = workflow.Question()
    return workflow.chart(
        workflow.ask(figures, question), question, workflow.Aims(tuple(map(workflow.amount, targets)))
    )


def test_the_chart_has_the_fan_up_to_2035() -> None:
    figures = tt.read_ledger("china-russia")
    content = chart_of(figures)
    assert content.outlook is not None
    assert (content.outlook.years[0], content.outlook.years[-1]) == (2025, 2035)
    (low_80, high_80), (slow, fast) = content.outlook.bands
    assert low_80[-1] < slow[-1] < content.outlook.median[-1] < fast[-1] < high_80[-1]


def test_backtest_of_steady_growth_knows_the_drift() -> None:
    levels = {2000 + i: 100 * 1.1**i for i in range(12)}
    scores = {(s.method, s.horizon): s for s in backtest([AnnualSeries("x", "USD bn", levels, {})])}
    assert scores[DRIFT, 3].median_error == pytest.approx(0, abs=1e-9)
    assert scores[LATEST_RATE, 5].median_error == pytest.approx(0, abs=1e-9)
    assert scores[NAIVE, 1].median_error == pytest.approx(0.0953, abs=1e-4)  # ln 1.1
    # From 2002 on a year has three known ones; 2010 is the last with a year after it.
    assert scores[OUTLOOK, 1].cases == 9
    assert scores[OUTLOOK, 5].cases == 5
    assert scores[LATEST_RATE, 1].coverage == (None, None, None)


def test_an_origin_sees_only_the_years_before_it() -> None:
    levels = {2000 + i: 100 * 1.1**i for i in range(8)}
    known = {(s.method, s.horizon): s for s in backtest([AnnualSeries("x", "USD bn", levels, {})])}
    more = {
        (s.method, s.horizon): s for s in backtest([AnnualSeries("x", "USD bn", levels | {2030: 1e9}, {})])
    }
    assert more == known  # 2030 is out of reach of every origin but for itself


def test_a_stated_rate_is_the_latest_rate() -> None:
    levels = {2000: 100.0, 2001: 100.0, 2002: 100.0, 2003: 120.0}
    scores = backtest([AnnualSeries("x", "USD bn", levels, {2002: 20.0})])
    assert next(s for s in scores if s.method == LATEST_RATE).median_error == pytest.approx(0, abs=1e-9)


def test_backtest_of_the_real_ledger(tradetrack: Cli) -> None:
    scores = json.loads(tradetrack("backtest", "--data", "china-russia", "--format", "json").out)["scores"]
    assert {s["method"] for s in scores} == set(METHODS)
    assert {s["horizon"] for s in scores} == {1, 2, 3, 4, 5}
    assert all(s["cases"] >= 8 for s in scores)


def test_backtest_says_how_many_years_it_needs(tradetrack: Cli) -> None:
    run = tradetrack("backtest")
    assert (run.code, run.out) == (0, "")
    assert "at least 4 years" in run.err


def test_backtest_of_a_file_of_series(tradetrack: Cli, tmp_path: Path) -> None:
    rows = "".join(
        f"{name},{2000 + i},{level * 1.05**i:.4f}\n"
        for name, level in (("a", 1), ("b", 50))
        for i in range(8)
    )
    (tmp_path / "flows.csv").write_text("series,year,value\n" + rows)
    run = tradetrack("backtest", "--series", "flows.csv")
    assert run.code == 0
    assert run.out.startswith("Backtest of 2 series\n")


def test_faults_of_a_file_of_series_have_their_places(tmp_path: Path) -> None:
    file = tmp_path / "bad.csv"
    file.write_text(
        "series,year,value,unit\na,20,1,USD bn\na,2001,x,USD bn\na,2002,5,USD bn\na,2002,6,USD bn\na,2003,7,EUR bn\nb,2001,1\n"
    )
    with pytest.raises(tt.LedgerError) as raised:
        read_series(file)
    assert [(p.line, p.column, p.code) for p in raised.value.problems] == [
        (2, 3, "bad-period"), (3, 8, "bad-value"), (5, 3, "bad-period"), (6, 10, "bad-unit"), (7, 8, "field-count"),
    ]  # fmt: skip
    for header, message in (
        ("name,year,value\n", "series,year,value"),
        ("", "series,year,value"),
        ("series;year;value\n", "semicolons"),
        ("series,year,year,value\n", "'year' stands twice"),
        ("serie,year,value\n", "did you mean 'series'"),
    ):
        file.write_text(header)
        with pytest.raises(tt.LedgerError, match=message):
            read_series(file)


def test_a_file_of_series_takes_no_option_of_a_ledger(tradetrack: Cli) -> None:
    run = tradetrack("backtest", "--series", "-", "--data", "trade", stdin="series,year,value\n")
    assert run.code == 2
    assert "--series: it takes no ledger" in run.err


def test_a_backtest_fits_a_terminal(tradetrack: Cli) -> None:
    lines = tradetrack("backtest", "--data", "china-russia", COLUMNS="80").out.splitlines()
    assert lines[2].split("  ")[0] == "Years ahead"
    assert len(lines) < 40


def test_series_of_an_analysis_are_plain_levels() -> None:
    (one,) = annual_record(analyse(tt.read_ledger("china-russia"), Query()))
    assert one.unit == "USD bn"
    assert one.levels[2025] == 228.105
    assert one.stated_pct[2022] == 29.3
    assert 2004 not in one.levels  # a bound
