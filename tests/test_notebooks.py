"""Notebooks and scripts: answers that show themselves, charts on axes of one's own, pages, and the examples."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from conftest import ROOT
from matplotlib.figure import Figure

import tradetrack as tt

HOSTILE = "<img src=x onerror=alert(1)>\u202e"
LEDGER = f"pair,kind,period,value,stated_by,source\nCHN-RUS,reported,2020,100,{HOSTILE},{HOSTILE}\nCHN-RUS,reported,2021,125,A,\nCHN-RUS,target,2030,200,{HOSTILE},\n"


@pytest.fixture(scope="module")
def figures() -> Any:
    from tradetrack.ledger.reader import parse_ledger

    return parse_ledger(LEDGER.encode(), "test.csv")


def test_every_answer_shows_its_tables_and_no_cell_is_markup(figures: Any) -> None:
    answers: list[Any] = [
        tt.show(figures),
        tt.project(figures),
        tt.targets(figures),
        tt.check(figures),
        tt.league(figures),
        tt.target_summary(figures),
    ]
    for answer in answers:
        markup = answer._repr_html_()
        assert "<table>" in markup
        assert "<img" not in markup
        assert "\u202e" not in markup
        assert "{" not in markup  # a parameter is named as Python has it
    assert ">+25.0 %</td>" in answers[0]._repr_html_()


def test_a_long_answer_shows_its_first_rows() -> None:
    from tradetrack.render.notebook import MAX_ROWS, report_html
    from tradetrack.reports.tables import Column, Report, Table

    table = Table([Column("n", number=True)], [[n] for n in range(MAX_ROWS + 2)])
    markup = report_html(Report(lambda: [table], lambda: table, dict))
    assert markup.count("<tr>") == MAX_ROWS + 1
    assert "2 more rows; to_frame() has all of them." in markup


def test_a_chart_shows_itself_as_svg_too(figures: Any) -> None:
    chart: Any = tt.chart(figures)
    assert chart._repr_svg_().startswith("<?xml")
    assert "<img" not in chart._repr_svg_()


def test_a_chart_is_drawn_on_axes_of_ones_own(figures: Any) -> None:
    own = Figure(figsize=(9, 4))
    left, right = own.subplots(1, 2)
    assert tt.chart(figures, target=200, ax=left) is own
    assert tt.chart(figures, target="300bn", ax=right) is own
    assert left.get_title(loc="left") == "China-Russia trade and its target"
    assert [text.get_text() for text in left.texts] == ["200  target"]
    assert len(left.lines) > 2
    assert own.get_size_inches().tolist() == [9, 4]


def many() -> Any:
    rows = [(pair, year, 100 + 5 * year % 7) for pair in ("CHN-RUS", "CHN-VNM") for year in range(2018, 2022)]
    return tt.figures(pd.DataFrame(rows, columns=["pair", "period", "value"]))


def test_several_pairs_are_drawn_over_one_another_or_side_by_side() -> None:
    lines: Any = tt.chart(many(), pair=["RUS-CHN", "CHN-VNM"], indexed=True)
    assert lines.title == "Trade: China-Russia and China-Vietnam"
    assert "2018 = 100" in lines.description
    small: Any = tt.chart(many(), grid=True)
    assert len(small.axes) == 2
    assert small._repr_png_().startswith(b"\x89PNG")
    own = Figure(figsize=(6, 4))
    axes = own.subplots()
    assert tt.chart(many(), pair=["CHN-RUS", "CHN-VNM"], ax=axes) is own
    legend: Any = axes.get_legend()
    assert [text.get_text() for text in legend.get_texts()] == ["China-Russia", "China-Vietnam"]


@pytest.mark.parametrize(
    ("arguments", "parameter"),
    [
        ({"grid": True, "target": 200}, "target"),
        ({"grid": True, "growth": [3]}, "growth"),
        ({"grid": True, "paths": "none"}, "paths"),
        ({"grid": True, "ax": Figure().subplots()}, "ax"),
        ({"grid": True, "indexed": True}, "indexed"),
        ({"axes": "own"}, "axes"),
        ({"flow": ["exports", "imports"], "pair": ["CHN-RUS", "CHN-VNM"]}, "pair"),
    ],
)
def test_what_charts_of_several_series_cannot_take_is_named(arguments: Any, parameter: str) -> None:
    with pytest.raises(tt.RequestError) as caught:
        tt.chart(many(), **arguments)
    assert caught.value.parameter == parameter


def test_a_page_is_saved_shown_in_a_frame_and_made_of_parts(figures: Any, tmp_path: Path) -> None:
    page = tt.report(figures, title="Two years", intro="**bold**")
    page.save(tmp_path / "r.html")
    assert (tmp_path / "r.html").read_text(encoding="utf-8") == page.html
    assert "<strong>bold</strong>" in page.html
    shown = page._repr_html_()
    assert shown.startswith('<iframe title="report" sandbox="allow-scripts allow-downloads"')
    assert shown.count("<") == 2  # the frame alone: the page in it is escaped
    assert tt.report(figures, part="fragment").html.startswith("<div")
    with pytest.raises(tt.RequestError, match="choose page, fragment or embed"):
        tt.report(figures, part="all")  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["own_figures", "thirty_pairs", "reproducible_briefing"])
def test_an_example_runs(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    runpy.run_path(str(ROOT / "examples" / f"{name}.py"))
    said = capsys.readouterr().out
    made = {path.name for path in tmp_path.iterdir()}
    wanted = {
        "own_figures": ("To reach 10 by 2030 it has to grow 12.4 % a year.", {"own.png"}),
        "thirty_pairs": ("met", {"thirty-pairs.csv"}),
        "reproducible_briefing": ("briefing.html", {"briefing.html", "fragment.html", "embed.html"}),
    }[name]
    assert wanted[0] in said
    assert made == wanted[1]
