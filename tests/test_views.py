"""Views of a ledger: as of a day, in another order, with more restatements; and many pairs at once."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from conftest import Run, examples
from hypothesis import given, settings
from hypothesis import strategies as st

import tradetrack as tt
from tradetrack import workflow
from tradetrack.forecast.project import project
from tradetrack.ledger.reader import parse_ledger
from tradetrack.render.terminal import Screen, terminal_text
from tradetrack.render.text import csv_text, json_text
from tradetrack.reports.forecast_results import ProjectResult
from tradetrack.reports.project import project_report
from tradetrack.reports.show import show_report
from tradetrack.reports.targets import targets_report
from tradetrack.series.analysis import analyse
from tradetrack.series.query import Query

Cli = Callable[..., Run]
Ledger = Callable[[str], pd.DataFrame]
HEAD = "pair,kind,period,value,qualifier,growth_pct,reporter,stated_on\n"

FIGURE = st.tuples(
    st.sampled_from(["AAA-BBB", "BBB-AAA"]),
    st.just("reported"),
    st.sampled_from(["2019", "2020", "2021", "2021-01/2021-06", "2020-01/2020-06"]),
    st.sampled_from(["100", "100.4", "100.44", "101", "90", "146.87", "150"]),
    st.sampled_from(["exact", "exact", "about", "over", "under"]),
    st.sampled_from(["", "5", "-3.1"]),
    st.sampled_from(["", "AAA", "BBB"]),
    st.sampled_from(["", "2021", "2021-06", "2021-06-15", "2022-01-01", "2023"]),
)
TARGET = st.tuples(
    st.just("AAA-BBB"), st.just("target"), st.sampled_from(["", "2020", "2025"]), st.sampled_from(["101", "200"]),
    st.just("exact"), st.just(""), st.just(""), st.sampled_from(["", "2021", "2021-06-15", "2022-01-01"]),
)  # fmt: skip
ROWS = st.lists(st.one_of(FIGURE, FIGURE, TARGET), max_size=12)
EXAMPLES = settings(derandomize=True, max_examples=examples(90), deadline=None)


def figures_of(rows: list[tuple[str, ...]]) -> pd.DataFrame:
    return parse_ledger((HEAD + "".join(",".join(row) + "\n" for row in rows)).encode(), "test.csv")


def levels(figures: pd.DataFrame) -> list[tuple[object, ...]]:
    heads = analyse(figures, Query()).headlines
    return sorted(zip(heads["start"], heads["months"], heads["level"], heads["reporter"], strict=True))


def everything(figures: pd.DataFrame, as_of: int | None) -> str:
    question = workflow.Question(as_of=as_of)
    analysis = workflow.ask(figures, question)
    shown = workflow.show(analysis, question)
    projected = ProjectResult(tuple(project(analysis, analysis.targets)))
    reports = [
        show_report(shown),
        show_report(shown, every_figure=True),
        targets_report(workflow.targets(analysis)),
        project_report(projected),
    ]
    parts = []
    for report in reports:
        parts += [
            terminal_text(report.tables(), Screen()),
            *csv_text(report.records()),
            *json_text(report.document(), "utf-8"),
        ]
    return "\n".join(parts)


@EXAMPLES
@given(ROWS, st.sampled_from([20210630, 20211231, 20220101]))
def test_the_view_of_a_day_is_that_of_a_file_that_ends_there(rows: list[tuple[str, ...]], day: int) -> None:
    # Rows in order of statement, as a file that grows has them; those without a date never count.
    last = {
        "": 0,
        "2021": 20211231,
        "2021-06": 20210630,
        "2021-06-15": 20210615,
        "2022-01-01": 20220101,
        "2023": 20231231,
    }
    rows = sorted((row for row in rows if row[7]), key=lambda row: last[row[7]])
    until = [row for row in rows if last[row[7]] <= day]
    assert everything(figures_of(rows), day) == everything(figures_of(until), None)


@EXAMPLES
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_the_file_matters_only_in_the_last_tie(
    rows: list[tuple[str, ...]], random: object
) -> None:
    unique = {(row[2], row[4], row[6], row[7]): row for row in rows if row[7]}  # one statement a day and kind
    ordered = list(unique.values())
    shuffled = ordered[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert levels(figures_of(shuffled)) == levels(figures_of(ordered))


@EXAMPLES
@given(ROWS.filter(bool), st.data())
def test_a_restatement_changes_no_headline_value(rows: list[tuple[str, ...]], data: st.DataObject) -> None:
    again = data.draw(st.sampled_from(rows))
    later = (*again[:7], "2024-01-01")
    before = levels(figures_of(rows))
    after = levels(figures_of([*rows, later]))
    assert [level for *_, level, _ in after] == [level for *_, level, _ in before]


def test_known_years_of_the_real_ledger() -> None:
    annual = tt.annual_series(tt.read_ledger("china-russia")).set_index("year")
    reported = annual[annual["basis"] == "reported"]
    assert reported.index.tolist() == [1996, *range(1999, 2026)]
    known = {
        2016: 69.525,
        2018: 107.06,
        2019: 110.75,
        2021: 146.887,
        2022: 190.271,
        2023: 240.11,
        2024: 244.819,
        2025: 228.105,
    }
    for year, value in known.items():
        assert reported.loc[year, "value"] == value
        assert reported.loc[year, "reporter"] == "CHN"
    assert reported.loc[2020, "value"] == 107.77


def test_what_was_known_at_the_olympics() -> None:
    figures = tt.read_ledger("china-russia")
    annual = tt.annual_series(figures, as_of="2022-02-04")
    last = annual.iloc[-1]
    assert (last["year"], last["value"], last["qualifier"]) == (2021, 146.87, "about")


def test_russias_figures_alone() -> None:
    analysis = analyse(tt.read_ledger("china-russia"), Query(reporter="RUS"))
    reported = analysis.figures[analysis.figures["kind"] == "reported"]
    assert set(reported["reporter"]) == {"RUS"}
    assert "conflict" not in set(analysis.headlines["status"])


def test_the_scoreboard_of_the_real_ledger(tradetrack: Cli) -> None:
    targets = json.loads(tradetrack("targets", "--data", "china-russia", "--format", "json").out)["targets"]
    outcome = {(t["value"], t["deadline"]): (t["outcome"], t["outcome_year"]) for t in targets}
    assert outcome[100, 2015] == ("missed", 2015)
    assert outcome[200, 2020] == ("missed", 2020)
    assert outcome[200, 2024] == ("met", 2023)
    assert outcome[250, None] == ("open", None)
    assert outcome[300, 2030] == ("open", None)
    assert all(t["first_stated_by"] and t["first_stated_on"] for t in targets)
    keys = "pair flow unit value deadline first_stated_on first_stated_by restated base required_growth_pct outcome settled_by outcome_year outcome_label outcome_value outcome_qualifier by_reporter rating lineage"
    assert set(keys.split()) < set(targets[0])
    words = tradetrack("targets", "--data", "china-russia").out
    for said in (
        "met in 2023 (240.11)",
        "missed (64.2 of 100; passed in 2018)",
        "overtaken before it was stated",
        "open, on track",
    ):
        assert said in words


@pytest.mark.parametrize("format_name", ["table", "csv", "json", "markdown"])
def test_targets_in_all_formats_and_as_of(tradetrack: Cli, format_name: str) -> None:
    run = tradetrack("targets", "--data", "china-russia", "--as-of", "2019-12-31", "--format", format_name)
    assert run.code == 0
    assert "250" not in run.out.split("http")[0]


def fifty_pairs() -> str:
    """Fifty pairs with ten years each; every tenth has a target."""
    rows = []
    for i in range(50):
        pair = f"A{i:02d}-CHN" if i else "DEU-USA"
        rows += [
            f"{pair},reported,{year},{(i + 1) * 1.05 ** (year - 2015):.1f},,,,{year + 1}-02"
            for year in range(2015, 2025)
        ]
        if i % 10 == 0:
            rows.append(f"{pair},target,2030,{(i + 1) * 3},,,,2024-06")
    return HEAD + "\n".join(rows) + "\n"


@pytest.mark.parametrize("width", [80, 120])
def test_many_pairs_are_a_row_each(tradetrack: Cli, tmp_path: Path, width: int) -> None:
    (tmp_path / "fifty.csv").write_text(fifty_pairs())
    show = tradetrack("show", "--data", "fifty.csv", COLUMNS=str(width)).out
    assert show.startswith("50 series ")
    assert "Germany-United" in show
    assert "A07-China" in show
    assert len(show.splitlines()) < 65
    project_all = tradetrack("project", "--data", "fifty.csv", "--target", "100", COLUMNS=str(width)).out
    assert len(project_all.splitlines()) < 120
    for text in (show, project_all, tradetrack("targets", "--data", "fifty.csv", COLUMNS=str(width)).out):
        assert max(len(line) for line in text.splitlines()) <= width


def test_many_pairs_are_in_the_order_of_their_names(tradetrack: Cli, tmp_path: Path) -> None:
    pairs = ("CHE-RUS", "CHN-RUS", "DEU-RUS", "DZA-RUS", "EA20-RUS", "ESP-RUS")
    rows = "".join(f"{pair},reported,2021,10\n{pair},target,2030,20\n" for pair in pairs)
    (tmp_path / "many.csv").write_text(f"pair,kind,period,value\n{rows}")
    names = ["Algeria", "China", "euro area", "Germany", "Spain", "Switzerland"]
    for command in ("show", "project", "targets"):
        lines = tradetrack(command, "--data", "many.csv").out.splitlines()
        assert [line.split("-Russia")[0] for line in lines if "-Russia" in line] == names
    records = json.loads(tradetrack("targets", "--data", "many.csv", "--format", "json").out)["targets"]
    assert [record["pair"] for record in records] == list(pairs)


def test_a_row_of_many_has_the_year_of_the_outlook(tradetrack: Cli) -> None:
    ledger = "pair,period,value\nAAA-BBB,2021,10\nCCC-DDD,2021,19.5\nEEE-FFF,2021,25\n"
    lines = tradetrack("project", "--data", "-", "--target", "20", stdin=ledger).out.splitlines()
    rows = [re.split(r" {2,}", line) for line in lines if line[3:4] == "-"]
    assert [row[-2:] for row in rows[:2]] == [["35 % (15-60 %)", "after 2031"], ["95 % (80-95 %)", "2022"]]
    assert rows[2][-1] == "reached in 2021"
    assert any(line.startswith("Chance (the outlook, not a path)") for line in lines)


def test_a_pair_is_found_in_any_case_and_order_and_several_times(tradetrack: Cli, tmp_path: Path) -> None:
    (tmp_path / "fifty.csv").write_text(fifty_pairs())
    run = tradetrack(
        "show", "--data", "fifty.csv", "--pair", "usa-deu", "--pair", "a03-chn", "--format", "json"
    )
    assert {a["pair"] for a in json.loads(run.out)["annual"]} == {"DEU-USA", "A03-CHN"}
    unknown = tradetrack("show", "--data", "fifty.csv", "--pair", "DEU-USB")
    assert unknown.code == 2
    assert "DEU-USA" in unknown.err


def test_what_only_a_later_row_names_is_unknown_before(tradetrack: Cli) -> None:
    ledger = "pair,period,value,stated_on\nAAA-BBB,2020,1,2021\nCCC-DDD,2021,2,2022\n"
    run = tradetrack("show", "--data", "-", "--pair", "CCC-DDD", "--as-of", "2021", stdin=ledger)
    assert run.code == 2


def test_years_of_both_rhythms_show_one_and_keep_the_other(tradetrack: Cli) -> None:
    ledger = "period,value\n2016-04/2017-03,90\n2017-04/2018-03,10\n2017,500\n2018-01/2018-03,3\n2018-04/2018-06,2\n"
    run = tradetrack("show", "--data", "-", stdin=ledger)
    assert "2017-18" in run.out
    assert "500" not in run.out
    assert "Q1 2018" not in run.out  # it lies in the full year 2017-18
    assert "Q2 2018" in run.out


@pytest.mark.parametrize(
    ("arguments", "shown", "hidden"),
    [
        (["--until", "2020"], "implied by 2021's 35.9 %", "146.87"),
        (["--since", "2021"], "146.87", "implied by"),
        (["--until", "1990"], "> 200", "146.87"),  # a target without a deadline belongs to every year
    ],
)
def test_a_narrow_view_has_the_years_asked_for(
    tradetrack: Cli, arguments: list[str], shown: str, hidden: str
) -> None:
    run = tradetrack("show", *arguments)
    assert (run.code, run.err) == (0, "")
    assert shown in run.out
    assert hidden not in run.out


def test_a_rate_over_a_gap_says_its_span(tradetrack: Cli) -> None:
    run = tradetrack("show", "--data", "-", stdin="period,value\n2010,50\n2013,70\n")
    assert "+11.9 % a year since 2010" in run.out  # (70 / 50) ** (1 / 3)
    reporters = "period,value,reporter\n2010,50,AAA\n2013,70,\n"
    assert "since" not in tradetrack("show", "--data", "-", stdin=reporters).out
