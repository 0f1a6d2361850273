"""What charts show of each kind of ledger: axes, targets, parts of years, floors, zeros, and what an SVG says."""

from __future__ import annotations

import itertools
import warnings
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from conftest import Run
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text

import tradetrack as tt
from tradetrack import workflow
from tradetrack.render.chart.figure import picture
from tradetrack.render.chart.fonts import families_for
from tradetrack.render.chart.placing import Name, place
from tradetrack.render.chart.plane import Box, Plane
from tradetrack.reports.chart_spec import TargetLine, merged_words

Cli = Callable[..., Run]
Ledger = Callable[[str], pd.DataFrame]
SVG = "{http://www.w3.org/2000/svg}"

CLOSE_TARGETS = """kind,period,value,stated_on,stated_by
reported,2017,60,2018-01-10,x
reported,2018,80,2019-01-10,x
reported,2019,90,2020-01-10,x
reported,2020,100,2021-01-10,x
reported,2021,125,2022-01-10,x
target,2025,200,2022-06-01,a
target,2025,205,2022-06-01,b
target,2025,210,2022-06-01,c
target,2026,202,2022-06-01,d
target,2027,207,2022-06-01,e
target,,203,2022-06-01,f
target,2030,1000,2022-06-01,g
target,2030,1020,2022-06-01,g
"""
YEN = """flow,period,value,unit
exports,2021,83091420,JPY mn
exports,2022,98173612,JPY mn
exports,2023,100873047,JPY mn
"""


def labels(figure: Figure, axis: str) -> list[str]:
    return [text.get_text() for text in getattr(figure.axes[0], f"get_{axis}ticklabels")()]


def xy(line: Line2D) -> np.ndarray[Any, np.dtype[np.float64]]:
    return np.asarray(line.get_xydata(), dtype=np.float64)


def words(figure: Figure) -> list[str]:
    """All words, each with its lines joined."""
    return [" ".join(text.get_text().split()) for text in figure.findobj(Text) if text.get_text()]


@pytest.mark.parametrize(
    ("levels", "target", "expected"),
    [
        ((110, 130, 150), 180, ["100", "150", "200"]),
        ((8000, 8010, 8020), 8100, ["7,000", "10,000"]),
        ((0.11, 0.13), 0.3, ["0.1", "0.2", "0.3"]),
        ((3, 4000), 100_000, ["10", "1,000", "100,000"]),
    ],
)
def test_a_logarithmic_axis_has_at_least_three_labels_in_plain_numbers(
    ledger: Ledger, levels: tuple[float, ...], target: float, expected: list[str]
) -> None:
    rows = "".join(f"{2021 - len(levels) + n},{level}\n" for n, level in enumerate(levels))
    shown = labels(tt.chart(ledger("period,value\n" + rows), target=target, log=True), "y")
    assert len(shown) >= 3
    assert {*expected} <= {*shown}


@pytest.mark.parametrize("width", [400, 960])
def test_labels_of_large_levels_are_whole_and_inside_the_picture(ledger: Ledger, width: int) -> None:
    figure = tt.chart(ledger(YEN), target=150_000_000, flow="exports", width=width)
    assert "150,000,000" in labels(figure, "y")
    boxes = [text.get_window_extent() for text in figure.axes[0].get_yticklabels()]
    assert min(box.x0 for box in boxes) >= 0


def test_labels_of_small_levels_are_plain_decimals_of_one_length(ledger: Ledger) -> None:
    figures = ledger("period,value\n2019,0.000012\n2020,0.0000134\n2021,0.00002\n")
    assert labels(tt.chart(figures, target=0.00004), "y") == ["0", *(f"0.0000{n}" for n in range(1, 5))]


@pytest.mark.parametrize(
    ("flow", "target", "title"),
    [
        ("total", [200], "Trade and its target"),
        ("exports", [200], "Exports and their target"),
        ("imports", [200, 210], "Imports and their targets"),
    ],
)
def test_the_title_agrees_with_what_it_names(
    ledger: Ledger, flow: str, target: list[float], title: str
) -> None:
    figures = ledger(f"flow,period,value\n{flow},2020,100\n{flow},2021,110\n")
    assert title in words(tt.chart(figures, target=target, flow=flow))


def test_targets_whose_lines_look_like_one_have_one_name(ledger: Ledger) -> None:
    figure = tt.chart(ledger(CLOSE_TARGETS))
    shown = " | ".join(words(figure))
    assert "200-210, 6 targets by 2025-2027, 1 without a deadline" in shown
    assert "1000 target by 2030" in shown.replace(",", "")
    across = [line for line in map(xy, figure.axes[0].lines) if line[:, 0].tolist() == [0, 1]]
    assert len({float(line[0, 1]) for line in across}) == 8


def test_the_name_of_a_target_stands_at_its_line_or_has_a_leader(ledger: Ledger) -> None:
    rows = "".join(f"target,2030,{120 + 6 * n},x\n" for n in range(9))
    figure = tt.chart(
        ledger("kind,period,value,stated_by\nreported,2020,90,\nreported,2021,100,\n" + rows), growth=[4]
    )
    axes = figure.axes[0]
    leaders = [xy(artist) for artist in figure.artists if isinstance(artist, Line2D)]
    ends = [leader[-1] * figure.bbox.size for leader in leaders]
    assert len(ends) >= 6
    for text in figure.texts:
        if not text.get_text().endswith("target by 2030"):
            continue
        box = text.get_window_extent()
        level = axes.transData.transform((0, float(text.get_text().split()[0].replace(",", ""))))[1]
        middle = (box.y0 + box.y1) / 2
        assert abs(middle - level) < 5 or any(abs(y - middle) < 4 and x < box.x0 for x, y in ends)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([(200, 2030)], "a"),
        ([(200, 2025), (205, None)], "200-205, 2 targets\nby 2025, 1 without a deadline"),
        ([(200, 2025), (200, 2030)], "200, 2 targets\nby 2025-2030"),
        ([(200, None), (201, None), (202, None)], "200-202, 3 targets"),
    ],
)
def test_names_of_several_targets(lines: list[tuple[float, int | None]], expected: str) -> None:
    assert merged_words([TargetLine(value, "a", deadline) for value, deadline in lines]) == expected


def test_a_level_of_0_on_a_logarithmic_axis_is_marked_and_said(tradetrack: Cli, ledger: Ledger) -> None:
    text = "period,value\n2016,0\n2017,0\n2018,12\n2019,15\n2020,0\n2021,19\n"
    run = tradetrack("chart", "--data", "-", "--log", "-o", "t.png", stdin=text)
    assert run.err.strip().endswith("has no 0: 0 in 2016, 2017 and 2020, marked at its lower edge")
    figure = tt.chart(ledger(text), log=True)
    bottom = figure.axes[0].get_ylim()[0]
    marked = [tuple(xy(line)[0]) for line in figure.axes[0].lines if line.get_marker() == "v"]
    assert marked == [(2016, bottom), (2017, bottom), (2020, bottom)]
    assert "0 in 2016, 2017 and 2020" in words(figure)
    assert tradetrack("chart", "--data", "-", "-o", "t.png", stdin=text).err == ""


def test_a_year_known_by_its_floor_is_drawn_as_a_lower_bound(ledger: Ledger) -> None:
    text = "period,value,qualifier\n2019,36,\n2020,40,\n2021-01/2021-09,42,over\n"
    figure = tt.chart(ledger(text))
    assert "at least 42 in 2021" in " ".join(words(figure)).replace("42.00", "42")
    marks = [(line.get_marker(), *xy(line)[0]) for line in figure.axes[0].lines]
    assert ("o", 2021, 42) in marks
    assert ("^", 2021, 42) in marks


def test_months_of_many_years_are_a_thin_line_with_one_name(ledger: Ledger) -> None:
    months = [(year, month) for year in range(2017, 2022) for month in range(2, 11)]
    figure = tt.chart(ledger("period,value\n" + "".join(f"{y}-{m:02d},{m}\n" for y, m in months)))
    assert "Feb 2017 to Oct 2021, month by month" in words(figure)
    lines = [line for line in map(xy, figure.axes[0].lines) if len(line) == 9]
    assert len(lines) == 5
    assert lines[0][0] == pytest.approx((2016 + 2 / 12, 2))
    assert not any(word.startswith("Mar ") for word in words(figure))


def test_the_same_months_of_many_years_are_a_thin_line(ledger: Ledger) -> None:
    text = "".join(f"{year}-Q{q},{q}\n" for year in range(2010, 2020) for q in range(1, 4))
    assert "Jan-Sep of 2010-2019" in words(tt.chart(ledger("period,value\n" + text)))


def test_five_years_of_months_are_their_years(ledger: Ledger) -> None:
    months = [(year, month) for year in range(2017, 2022) for month in range(1, 13)]
    figure = tt.chart(ledger("period,value\n" + "".join(f"{y}-{m:02d},10\n" for y, m in months)))
    (years,) = [xy(line)[:, 0] for line in figure.axes[0].lines if line.get_marker() == "o"]
    assert list(years) == [2017, 2018, 2019, 2020, 2021]


@pytest.mark.parametrize("period", ["2021-02", "2021-Q1", "2021", "2021-04/2022-03"])
def test_every_year_of_a_point_has_its_tick(ledger: Ledger, period: str) -> None:
    figure = tt.chart(ledger(f"period,value\n{period},100\n"))
    assert labels(figure, "x")[-1] == ("2021-22" if "/" in period else "2021")
    axes = figure.axes[0]
    assert axes.get_xlim()[0] < axes.get_xticks()[-1] < axes.get_xlim()[1]


def test_ticks_of_years_keep_apart(ledger: Ledger) -> None:
    rows = "".join(f"{year}-04/{year + 1}-03,{100 + year - 1960}\n" for year in range(1960, 2020))
    figure = tt.chart(ledger("period,value\n" + rows), width=400)
    boxes = [text.get_window_extent() for text in figure.axes[0].get_xticklabels()]
    assert len(boxes) >= 4
    assert all(left.x1 + 4 < right.x0 for left, right in itertools.pairwise(boxes))


def test_an_svg_says_what_it_shows(tradetrack: Cli, tmp_path: Path) -> None:
    tradetrack("chart", "-o", "t.svg", "--target", "200", "--title", "Trade & <aims>")
    root = ET.parse(tmp_path / "t.svg").getroot()  # noqa: S314
    title, description = root[0], root[1]
    assert (root.get("role"), title.tag, description.tag) == ("img", f"{SVG}title", f"{SVG}desc")
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert title.text == "Trade & <aims>"
    for said in ("US$ billion a year", "≈ 146.87 in 2021", "200 target", "200 in 2023", "Sources: "):
        assert said in (description.text or "")
    styles = [element.get("style") or "" for element in root.iter(f"{SVG}text")]
    assert styles
    assert all(style.partition("font-family: ")[2].split(";")[0].endswith("sans-serif") for style in styles)


def test_an_svg_has_the_size_that_was_asked_for(ledger: Ledger) -> None:
    figures = ledger("period,value\n2020,100\n2021,110\n")
    for width, height in ((960, 540), (400, 300), (1999, 1201)):
        root = ET.fromstring(picture(tt.chart(figures, width=width, height=height), "svg"))  # noqa: S314
        assert (root.get("width"), root.get("height")) == (str(width), str(height))


def test_two_charts_on_one_page_share_no_ids(ledger: Ledger) -> None:
    figures = ledger("period,value\n2020,100\n2021,110\n")

    def ids(**options: Any) -> set[str]:
        root = ET.fromstring(picture(tt.chart(figures, **options), "svg"))  # noqa: S314
        return {e.get("id") or "" for e in root.iter() if e.tag in (f"{SVG}clipPath", f"{SVG}title")}

    assert ids()
    assert ids().isdisjoint(ids(target=150))
    assert ids() == ids()


def test_an_svg_needs_no_font_here(tradetrack: Cli, tmp_path: Path) -> None:
    run = tradetrack("chart", "-o", "t.svg", "--title", "中俄贸易 \U0001f9ff")
    assert (run.code, run.err) == (0, "")
    assert "中俄贸易" in (tmp_path / "t.svg").read_text(encoding="utf-8")


def test_a_chart_shows_itself_in_a_notebook() -> None:
    chart: Any = tt.chart(tt.read_ledger("trade"), target=200, title="中国")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        shown = chart._repr_mimebundle_(include=None, exclude=None)
    assert shown["image/png"] == chart._repr_png_() == picture(chart, "png")
    assert shown["image/png"].startswith(b"\x89PNG")
    assert "200 target" in shown["text/plain"]
    assert caught == []
    assert list(chart.notes) == families_for({*"中国"})[1]  # what it cannot show, where no font has it


def test_a_name_without_room_beside_its_mark_has_a_leader_line() -> None:
    plane = Plane(Box(0, 0, 200, 100), 1)
    mark = np.array([[100.0, 50.0]])
    beside = place(plane, Name(((30, 10),), mark, 5), 1)
    assert beside is not None
    assert beside.leader is None
    plane.block(Box(60, 20, 140, 80))
    far = place(plane, Name(((30, 10),), mark, 5), 1)
    assert far is not None
    assert far.leader is not None
    assert far.box.left >= 140 or far.box.right <= 60 or far.box.bottom >= 80 or far.box.top <= 20


def test_a_name_that_finds_no_room_is_not_placed() -> None:
    plane = Plane(Box(0, 0, 40, 12), 1)
    assert place(plane, Name(((60, 10),), np.array([[20.0, 6.0]]), 5), 1) is None


def test_a_fiscal_deadline_stands_at_the_year_that_ends_in_it(ledger: Ledger) -> None:
    rows = "".join(
        f"reported,{year}-04/{year + 1}-03,{100 + year - 2019},{year + 1}-05-01\n"
        for year in (2019, 2020, 2021)
    )
    figures = ledger(f"kind,period,value,stated_on\n{rows}target,2023,150,2022-06-01\n")
    question = workflow.Question()
    spec = workflow.chart(workflow.ask(figures, question), question, workflow.Aims())
    assert [(line.deadline, line.year) for line in spec.targets] == [(2023, 2022)]
    calendar = ledger("kind,period,value\nreported,2021,100\ntarget,2023,150\n")
    spec = workflow.chart(workflow.ask(calendar, question), question, workflow.Aims())
    assert [(line.deadline, line.year) for line in spec.targets] == [(2023, 2023)]
