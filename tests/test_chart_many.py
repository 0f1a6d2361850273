"""Charts of several series: one plot, two flows with their balance, small multiples; no word covers another."""

from __future__ import annotations

import itertools
import random
import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from conftest import Run, fewer
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox
from test_chart_layout import words_of

from tradetrack import workflow
from tradetrack.core.errors import RequestError
from tradetrack.ledger.reader import parse_ledger
from tradetrack.render.chart.figure import draw
from tradetrack.render.chart.grid import usual_height
from tradetrack.render.chart.style import Style
from tradetrack.reports.chart_many_spec import GridSpec, LinesSpec
from tradetrack.reports.chart_words import NO_WORDS
from tradetrack.workflow.many_charts import Arrangement, many_chart

Cli = Callable[..., Run]
CODES = ("CHN", "IND", "DEU", "ARE", "BIH", "VCT", "TUR", "USA", "GBR", "KAZ", "RUS", "VNM")
PAIRS = ["-".join(pair) for pair in itertools.combinations(CODES, 2)]
HEAD = "pair,flow,kind,period,value,unit,qualifier,reporter\n"


def ledger_of(pairs: Sequence[str], years: range = range(2012, 2024)) -> pd.DataFrame:
    """Pairs that grow at random, with gaps, bounds, and targets for some."""
    chance = random.Random(5)  # noqa: S311
    rows = []
    for pair in pairs:
        level = chance.choice((0.02, 4.0, 90.0))
        for year in years:
            level *= 1 + chance.gauss(0.05, 0.15)
            qualifier = chance.choice(("", "", "", "over"))
            if chance.random() < 0.9 or year == years[-1]:
                rows.append(f"{pair},,reported,{year},{level:.4f},,{qualifier},")
        if chance.random() < 0.3:
            rows.append(f"{pair},,target,2030,{level * 2:.3f},,,")
    return parse_ledger((HEAD + "\n".join(rows) + "\n").encode(), "test.csv")


def spec_of(
    figures: pd.DataFrame, pairs: Sequence[str] = (), flows: Sequence[str] = ("total",), **how: Any
) -> LinesSpec | GridSpec:
    question = workflow.Question(pairs=tuple(pairs))
    return many_chart(figures, question, flows, Arrangement(**how), NO_WORDS)


def faults(figure: Figure) -> list[str]:
    """Words on words, and words that leave the picture."""
    words = words_of(figure)
    found = []
    for (one, a), (other, b) in itertools.combinations(words, 2):
        common = Bbox.intersection(a, b)
        if common is not None and common.width > 0.5 and common.height > 0.5:
            found.append(f"{one!r} on {other!r}")
    outside = (
        text for text, box in words if not (box.x0 >= 0 and box.x1 <= figure.bbox.x1 + 0.5 and box.y0 >= 0)
    )
    plots = [axes.get_window_extent() for axes in figure.axes]
    covering = [
        text
        for text, box in words
        for plot in plots
        if (common := Bbox.intersection(plot.padded(-1), box)) and common.width > 1 and common.height > 1
    ]
    return [
        *found,
        *(f"{text!r} leaves the picture" for text in outside),
        *(f"{text!r} stands in a plot" for text in covering),
    ]


@pytest.mark.parametrize(
    ("width", "height", "count", "indexed"),
    fewer(
        [
            (width, height, count, indexed)
            for count, indexed in ((2, False), (3, True), (8, False))
            for width, height in ((400, 300), (960, 540), (1600, 700))
        ],
        4,
    ),
)
def test_no_word_of_an_overlay_covers_a_word_or_a_line(
    width: int, height: int, count: int, indexed: bool
) -> None:
    spec = spec_of(ledger_of(PAIRS[:count]), PAIRS[:count], indexed=indexed)
    figure, notes = draw(spec, Style(width, height, dark=count == 3, log=count == 8))
    assert (faults(figure), notes) == ([], [])


@pytest.mark.parametrize("count", fewer([2, 7, 30, 1, 60], 3))
def test_no_word_of_a_grid_covers_a_word_or_a_plot(count: int) -> None:
    spec = spec_of(ledger_of(PAIRS[:count]), grid=True, axes="own" if count == 7 else None)
    figure, _ = draw(spec, Style(960, usual_height(count, 960), dark=count == 2))
    assert faults(figure) == []
    assert len(figure.axes) == count


def test_of_more_pairs_than_a_grid_has_room_for_those_with_the_most_years_are_drawn() -> None:
    years = {pair: range(2022 - (pair != "AAA-BBB"), 2024) for pair in ["AAA-BBB", *PAIRS]}
    rows = (f"{pair},,,{year},5,,,\n" for pair, own in years.items() for year in own)
    spec = spec_of(parse_ledger((HEAD + "".join(rows)).encode(), "test.csv"), grid=True)
    assert isinstance(spec, GridSpec)
    assert len(spec.panels) == 60
    assert "AAA-BBB" not in {panel.name for panel in spec.panels}
    assert spec.left_out == "Not shown: 7 more pairs with fewer years ({pair} names them)."


def test_a_picture_that_is_too_small_for_a_grid_says_so() -> None:
    spec = spec_of(ledger_of(PAIRS[:30]), grid=True)
    with pytest.raises(RequestError, match="30 charts have no room in this picture"):
        draw(spec, Style(400, 300))


def test_an_index_starts_at_100_in_the_first_year_of_all() -> None:
    text = (
        HEAD
        + "A1-B1,,,2010,5,,,\nA1-B1,,,2012,10,,,\nA1-B1,,,2013,15,,,\nC1-D1,,,2012,400,,,\nC1-D1,,,2013,300,,,\n"
    )
    spec = spec_of(parse_ledger(text.encode(), "t"), ["A1-B1", "C1-D1"], indexed=True)
    assert isinstance(spec, LinesSpec)
    assert [[(point.when, round(point.value, 6)) for point in line.points] for line in spec.lines] == [
        [("2010", 50), ("2012", 100), ("2013", 150)],
        [("2012", 100), ("2013", 75)],
    ]
    assert spec.subtitle == "2012 = 100"


def test_units_of_one_currency_are_drawn_in_one() -> None:
    text = HEAD + "A1-B1,,,2020,5,USD bn,,\nC1-D1,,,2020,700,USD mn,,\n"
    spec = spec_of(parse_ledger(text.encode(), "t"), ["A1-B1", "C1-D1"])
    assert isinstance(spec, LinesSpec)
    assert [line.points[0].value for line in spec.lines] == [5, 0.7]
    assert spec.lines[1].latest == "0.7 in 2020"


FLOWS = HEAD + (
    "A1-B1,exports,,2020,50,,,A1\nA1-B1,imports,,2020,70,,,A1\nA1-B1,exports,,2021,60,,,A1\nA1-B1,imports,,2021,55,,,A1\n"
    "A1-B1,exports,,2022,61,,over,A1\nA1-B1,imports,,2022,50,,,A1\nA1-B1,exports,,2023,60,,,A1\n"
)


def test_the_balance_is_of_years_with_both_flows_by_one_reporter_and_no_bound() -> None:
    spec = spec_of(parse_ledger(FLOWS.encode(), "t"), ["A1-B1"], ("exports", "imports"))
    assert isinstance(spec, LinesSpec)
    assert [(bar.when, bar.value) for bar in spec.bars] == [("2020", -20), ("2021", 5)]
    assert spec.label == "balance: +5 in 2021"
    other = (
        FLOWS.replace("imports,,2020,70,,,A1", "imports,,2020,70,,,B1")
        .replace("imports,,2021,55,,,A1", "imports,,2021,55,,,B1")
        .replace("imports,,2022,50,,,A1", "imports,,2022,50,,,B1")
    )
    mirrored = spec_of(parse_ledger(other.encode(), "t"), ["A1-B1"], ("exports", "imports"))
    assert isinstance(mirrored, LinesSpec)
    assert mirrored.bars == ()


def test_both_flows_of_an_unnamed_pair_are_drawn(tradetrack: Cli, tmp_path: Path) -> None:
    ledger = "flow,period,value\nexports,2020,50\nimports,2020,70\nexports,2021,60\nimports,2021,55\n"
    run = tradetrack(
        "chart", "--data", "-", "-o", "t.svg", "--flow", "exports", "--flow", "imports", stdin=ledger
    )
    assert (run.code, run.err) == (0, "")
    words = ["".join(e.itertext()) for e in ET.parse(tmp_path / "t.svg").iter() if e.tag.endswith("}text")]  # noqa: S314
    assert {"Trade", "Exports", "60 in 2021", "Imports", "55 in 2021", "balance: +5 in 2021"} <= set(words)


CURRENCIES = (
    HEAD
    + "A1-B1,,,2020,5,USD bn,,\nA1-B1,,,2021,6,USD bn,,\nC1-D1,,,2020,700,CNY bn,,\nC1-D1,,,2021,800,CNY bn,,\n"
)
TWO = ("--pair", "A1-B1", "--pair", "C1-D1")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (TWO, "--currency: the series are in CNY and USD; choose one, or compare growth with --indexed"),
        (("--grid", "--axes", "common"), "give each its own axis with --axes own"),
        (("--grid", "--indexed"), "--indexed: it sets lines over one another"),
        (("--axes", "own"), "--axes: it is for the small charts of a grid"),
        ((*TWO, "--indexed", "--target", "9"), "--target: it is for the chart of one series"),
        ((*TWO, "--indexed", "--growth", "9"), "--growth: it is for the chart of one series"),
        ((*TWO, "--indexed", "--all"), "--all: it is for the chart of one series"),
        ((*TWO, "--indexed", "--paths", "none"), "--paths: it is for the chart of one series"),
        ((*TWO, "--flow", "total", "--flow", "exports"), "--pair: several flows are drawn of one pair"),
        (("--flow", "sales"), "'sales' is not one of total, exports or imports"),
        (("--grid", "--since", "2030"), "nothing to draw"),
    ],
)
def test_what_cannot_be_drawn_says_the_way_out(
    tradetrack: Cli, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    run = tradetrack("chart", "--data", "-", "-o", "t.svg", *arguments, stdin=CURRENCIES)
    assert run.code == 2
    assert said in run.err
    assert not (tmp_path / "t.svg").exists()


def test_a_grid_of_several_currencies_has_an_axis_each_and_names_the_rarer(
    tradetrack: Cli, tmp_path: Path
) -> None:
    run = tradetrack("chart", "--data", "-", "-o", "t.svg", "--grid", stdin=CURRENCIES)
    assert (run.code, run.err) == (0, "")
    svg = (tmp_path / "t.svg").read_text()
    assert "each with an axis of its own" in svg
    assert ("800 in 2021, CNY bn" in svg) != ("6 in 2021, USD bn" in svg)
    again = tradetrack("chart", "--data", "-", "-o", "u.svg", "--grid", stdin=CURRENCIES)
    assert again.code == 0
    assert (tmp_path / "u.svg").read_text() == svg


def test_too_many_lines_and_no_common_year_say_the_way_out() -> None:
    with pytest.raises(RequestError, match="9 lines cannot be told apart"):
        spec_of(ledger_of(PAIRS[:9]), PAIRS[:9])
    apart = parse_ledger((HEAD + "A1-B1,,,2010,5,,,\nC1-D1,,,2012,4,,,\n").encode(), "t")
    with pytest.raises(RequestError, match="no year of which every series has a figure"):
        spec_of(apart, ["A1-B1", "C1-D1"], indexed=True)


def test_a_logarithmic_scale_has_no_zero_and_no_balance() -> None:
    text = HEAD + "A1-B1,,,2020,0,,,\nA1-B1,,,2021,6,,,\nC1-D1,,,2020,7,,,\n"
    spec = spec_of(parse_ledger(text.encode(), "t"), ["A1-B1", "C1-D1"])
    assert [len(line.points) for line in spec.above_zero().lines] == [1, 1]  # type: ignore[union-attr]
    flows = spec_of(parse_ledger(FLOWS.encode(), "t"), ["A1-B1"], ("exports", "imports"))
    with pytest.raises(RequestError, match="a balance may be below 0"):
        draw(flows, Style(log=True))
