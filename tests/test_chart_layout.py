"""No word of a chart covers another, a point, or the end of a line: measured on many generated ledgers."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import pytest
from conftest import EVERY_EXAMPLE
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.transforms import Bbox

import tradetrack as tt
from tradetrack.ledger.reader import parse_ledger

SIZES = ((400, 300), (640, 360), (960, 540), (800, 800), (2000, 1200))
AUTHORS = (
    "x",
    "President of the Republic of the Union of Very Long Names and Associated Ministries of Commerce",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk",
    "海关总署 중화인민공화국 海关总署中华人民共和国海关总署",
    "Минэкономразвития",
)
_CASES = 30 if EVERY_EXAMPLE else 6


class Case(NamedTuple):
    """A ledger and how it is drawn."""

    ledger: str
    options: dict[str, Any]


def cases() -> Iterator[Case]:
    """Ledgers of 1 to 60 years with parts, bounds, jumps and up to nine targets, in every size and style."""
    chance = random.Random(11)  # noqa: S311
    for number in range(_CASES):
        years = chance.choice((1, 2, 3, 5, 8, 12, 25, 60))
        level = chance.choice((0.00002, 3.0, 120.0, 84_000_000.0))
        unit = "JPY mn" if level > 1e6 else "USD bn"
        rows = []
        for year in range(2022 - years, 2022):
            level *= 1 + chance.gauss(0.06, 0.15)
            shown = 0 if chance.random() < 0.04 and year < 2021 else level
            rows.append(
                f"reported,{year},{shown:.10f},{unit},{chance.choice(('', '', '', 'over', 'under'))},,"
            )
        for months in range(2, chance.choice((2, 4, 9)) + 1):
            share = level * months / 11
            rows.append(
                f"reported,2022-01/2022-{months:02d},{share:.10f},{unit},{chance.choice(('', 'over'))},,"
            )
        if chance.random() < 0.3:
            rows += [f"reported,2022-{month:02d},{level / 12:.10f},{unit},,," for month in range(3, 9)]
        spread = chance.choice((0.01, 0.1, 1.0, 20.0))
        for _ in range(chance.choice((0, 1, 2, 3, 8))):
            target = level * (1.3 + spread * chance.random())
            deadline = chance.choice(("", "2025", "2026", "2030"))
            rows.append(
                f"target,{deadline},{target:.10f},{unit},,{chance.choice(AUTHORS)},2022-06-0{number % 9 + 1}"
            )
        width, height = SIZES[number % len(SIZES)]
        options = {"width": width, "height": height, "log": number % 3 == 0, "dark": number % 4 == 0}
        growth = [[], [10], [5, 10, 20, 40]][number % 3]
        ledger = "kind,period,value,unit,qualifier,stated_by,stated_on\n" + "\n".join(rows)
        yield Case(ledger, {**options, "growth": growth})


def words_of(figure: Figure) -> list[tuple[str, Bbox]]:
    """All words of a figure with their boxes."""
    figure.canvas.draw()
    found = []
    for text in figure.findobj(Text):
        if text.get_visible() and text.get_text().strip():
            box = Text.get_window_extent(text)
            if box.width and box.height:
                found.append((text.get_text(), box))
    return found


def marks_of(figure: Figure) -> np.ndarray[Any, Any]:
    """The pixels of all points, diamonds and ends of lines in the plot."""
    axes = figure.axes[0]
    spots = []
    for line in axes.lines:
        points = line.get_transform().transform(np.asarray(line.get_xydata()))
        spots.append(points if line.get_marker() not in ("None", "", None) else points[[0, -1]])
    bounds = axes.get_window_extent()
    every = np.concatenate(spots)
    return every[[bounds.padded(1).contains(x, y) for x, y in every]]


def faults(figure: Figure) -> list[str]:
    """What in a figure covers what, or leaves the picture."""
    words, found = words_of(figure), []
    for (one, a), (other, b) in itertools.combinations(words, 2):
        common = Bbox.intersection(a, b)
        if common is not None and common.width > 0.5 and common.height > 0.5:
            found.append(f"{one!r} on {other!r}")
    leaders = [artist for artist in figure.artists if isinstance(artist, Line2D)]
    for (text, box), line in itertools.product(words, leaders):
        ends = line.get_transform().transform(np.asarray(line.get_xydata()))
        on_way = np.concatenate([np.linspace(a, b, 40) for a, b in itertools.pairwise(ends)] or [ends])
        if any(box.padded(-1).contains(x, y) for x, y in on_way):
            found.append(f"a leader line crosses {text!r}")
    spots = marks_of(figure)
    for text, box in words:
        low, high = np.array(box.min) + 0.5, np.array(box.max) - 0.5
        covered = spots[(spots > low).all(axis=1) & (spots < high).all(axis=1)]
        found += [f"{text!r} covers a mark at {x:.0f}, {y:.0f}" for x, y in covered]
        if not (figure.bbox.x0 <= box.x0 and box.x1 <= figure.bbox.x1 + 0.5):
            found.append(f"{text!r} leaves the picture")
        if not (figure.bbox.y0 <= box.y0 and box.y1 <= figure.bbox.y1):
            found.append(f"{text!r} leaves the picture at the top or foot")
    return found


def drawn(case: Case) -> Figure:
    figures = parse_ledger(case.ledger.encode(), "test.csv")
    return tt.chart(figures, **case.options)


@pytest.mark.filterwarnings("ignore:Glyph .* missing")
@pytest.mark.parametrize("part", range(6))
def test_no_word_covers_a_word_or_a_mark(part: int) -> None:
    found = {number: faults(drawn(case)) for number, case in enumerate(cases()) if number % 6 == part}
    assert {number: wrong for number, wrong in found.items() if wrong} == {}
    assert len(found) == _CASES // 6
