"""The words around the plot, and the room that they leave: title, subtitle, key, foot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from tradetrack.render.chart.measure import Ruler
from tradetrack.render.chart.names import Thing
from tradetrack.render.chart.plane import Box
from tradetrack.render.chart.style import Style
from tradetrack.render.escape import visible
from tradetrack.reports.language import Language

# Pixels of the design.
_EDGE = 26.0  # around the picture
_SUBTITLE_GAP, _KEY_GAP, _PLOT_GAP, _FOOT_GAP = 9.0, 14.0, 16.0, 12.0
_SAMPLE = 28.0  # what the sample of a thing takes before its name
_COLUMN_GAP = 18.0
_ROW_GAP = 4.0
_TITLE_POINTS = (16.0, 13.0)  # in one line, in two
_SUBTITLE_POINTS, KEY_POINTS, _FOOT_POINTS = 11.0, 9.0, 8.5
_KEY_SHARE = 0.4  # of the height that is left: never more for the key


class Framed(Protocol):
    """What a chart says around its plot."""

    @property
    def title(self) -> str:
        """What it says."""

    @property
    def subtitle(self) -> str:
        """What is counted, and by when it was stated."""

    @property
    def foot(self) -> str:
        """Who stated it."""

    @property
    def language(self) -> Language:
        """In which it is written."""


class Line(NamedTuple):
    """Words at a place: the pixel of their upper left corner."""

    words: str
    points: float
    color: str
    x: float
    top: float
    bold: bool = False


class Row(NamedTuple):
    """A thing in the key: its sample and its name."""

    thing: Thing | None
    line: Line
    height: float


class Frame(NamedTuple):
    """All words around the plot, and the room for the plot with the labels of its axes."""

    lines: list[Line]
    rows: list[Row]
    room: Box


def frame_of(figure: Figure, spec: Framed, key: Sequence[Thing], style: Style, ruler: Ruler) -> Frame:
    """The words around the plot, broken to the width of the figure."""
    unit = ruler.unit
    left, right = _EDGE * unit, figure.bbox.width - _EDGE * unit
    lines, top = _head(spec, style, ruler, Box(left, 0, right, figure.bbox.height - 0.85 * _EDGE * unit))
    foot = ruler.wrapped(visible(spec.foot), right - left, _FOOT_POINTS, 2)
    bottom = 0.5 * _EDGE * unit + ruler.size(foot, _FOOT_POINTS)[1]
    lines.append(Line(foot, _FOOT_POINTS, style.soft, left, bottom))
    bottom += _FOOT_GAP * unit
    rows: list[Row] = []
    if key:
        below = top - _KEY_GAP * unit
        rows, top = _rows(
            key, Box(left, below - _KEY_SHARE * (below - bottom), right, below), style, ruler, spec.language
        )
    return Frame(lines, rows, Box(left, bottom, right, top - _PLOT_GAP * unit))


def _head(spec: Framed, style: Style, ruler: Ruler, room: Box) -> tuple[list[Line], float]:
    """Title and subtitle, and the pixel below them."""
    width, top = room.right - room.left, room.top
    points = _TITLE_POINTS[0]
    title = ruler.wrapped(visible(spec.title), width, points, 2, bold=True)
    if "\n" in title:
        points = _TITLE_POINTS[1]
        title = ruler.wrapped(visible(spec.title), width, points, 2, bold=True)
    lines = []
    if title:
        lines.append(Line(title, points, style.ink, room.left, top, bold=True))
        top -= ruler.size(title, points, bold=True)[1] + _SUBTITLE_GAP * ruler.unit
    subtitle = ruler.wrapped(visible(spec.subtitle), width, _SUBTITLE_POINTS, 2)
    lines.append(Line(subtitle, _SUBTITLE_POINTS, style.soft, room.left, top))
    return lines, top - ruler.size(subtitle, _SUBTITLE_POINTS)[1]


def _rows(
    key: Sequence[Thing], room: Box, style: Style, ruler: Ruler, language: Language
) -> tuple[list[Row], float]:
    """The key in one column, or in two where they fit; what has no room is counted in the last row."""
    unit = ruler.unit
    sample, gap = _SAMPLE * unit, _ROW_GAP * unit
    words = [visible(thing.words) for thing in key]
    half = -(-len(key) // 2)
    widths = [ruler.size(text, KEY_POINTS)[0] + sample + _COLUMN_GAP * unit for text in words]
    second = max(widths[:half])
    is_double = len(key) > 2 and second + max(widths[half:]) <= room.right - room.left + _COLUMN_GAP * unit
    broken = [ruler.wrapped(text, room.right - room.left - sample, KEY_POINTS, 3) for text in words]
    rows: list[Row] = []
    lowest = top = room.top
    for index, (thing, text) in enumerate(zip(key, broken, strict=True)):
        in_second = is_double and index >= half
        if index == half and is_double:
            top = room.top
        height = ruler.size(text, KEY_POINTS)[1]
        if rows and top - height < room.bottom:
            rows[-1] = _rest(rows[-1], len(key) - len(rows) + 1, style, language)
            break
        line = Line(text, KEY_POINTS, thing.color, room.left + second * in_second + sample, top)
        rows.append(Row(thing, line, height))
        top -= height + gap
        lowest = min(lowest, top)
    return rows, lowest + gap


def _rest(row: Row, count: int, style: Style, language: Language) -> Row:
    """A row that counts what has no row."""
    line = row.line._replace(
        words=language.counted("and {number} more", "and {number} more", count), color=style.soft
    )
    return Row(None, line, row.height)


def draw_frame(figure: Figure, frame: Frame, style: Style, ruler: Ruler) -> None:
    """Write the words around the plot."""
    width, height = figure.bbox.width, figure.bbox.height
    for line in (*frame.lines, *(row.line for row in frame.rows)):
        figure.text(
            line.x / width,
            line.top / height,
            line.words,
            fontsize=line.points,
            fontweight="bold" if line.bold else "normal",
            color=line.color,
            va="top",
        )
    for row in frame.rows:
        if row.thing:
            first = ruler.size(row.line.words.split("\n", 1)[0], KEY_POINTS)[1]
            middle = row.line.top - first / 2
            for artist in _sample(row.thing, row.line.x - _SAMPLE * ruler.unit, middle, style, ruler, figure):
                figure.add_artist(artist)


def _sample(
    thing: Thing, left: float, middle: float, style: Style, ruler: Ruler, figure: Figure
) -> list[Artist]:
    """What a thing looks like in the plot, small."""
    width, height, unit = figure.bbox.width, figure.bbox.height, ruler.unit
    right = left + (_SAMPLE - 8) * unit
    xs, ys = [left / width, right / width], [middle / height] * 2
    if thing.sample in ("point", "hollow", "diamond", "zero"):
        marker = {"point": "o", "hollow": "o", "diamond": "D", "zero": "v"}[thing.sample]
        face = thing.color if thing.sample == "point" else style.paper
        spot = Line2D([sum(xs) / 2], ys[:1], marker=marker, markersize=5, color=thing.color)
        spot.set(markerfacecolor=face, transform=figure.transFigure)
        return [spot]
    if thing.sample == "bar":
        low = (xs[0] + 6 * unit / width, (middle - 5 * unit) / height)
        bar = Rectangle(low, 8 * unit / width, 10 * unit / height, alpha=0.45, linewidth=0)
        bar.set(color=thing.color, transform=figure.transFigure)
        return [bar]
    line = Line2D(xs, ys, color=thing.color, linewidth=1.0 if thing.sample == "line" else 1.6)
    line.set_transform(figure.transFigure)
    if thing.sample == "path":
        line.set_dashes((4, 2))
    shades: list[Artist] = []
    if thing.sample == "outlook":
        for half in (6, 4, 2):
            corner = (xs[0], (middle - half * unit) / height)
            shade = Rectangle(corner, xs[1] - xs[0], 2 * half * unit / height, alpha=0.2, linewidth=0)
            shade.set(color=thing.color, transform=figure.transFigure)
            shades.append(shade)
    return [*shades, line]
