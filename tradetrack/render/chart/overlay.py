"""Several series in one plot: a line each, named at its end, and the balance of two flows as bars."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from tradetrack.core.vocabulary import OVER, QUALIFIERS, UNDER
from tradetrack.render.chart.frame import draw_frame, frame_of
from tradetrack.render.chart.margin import TARGET_POINTS, MarginName, apart, draw_margin
from tradetrack.render.chart.measure import Ruler
from tradetrack.render.chart.names import Thing
from tradetrack.render.chart.room import look, set_room
from tradetrack.render.chart.style import Style
from tradetrack.render.escape import visible
from tradetrack.reports.chart_many_spec import LinesSpec, NamedLine
from tradetrack.reports.chart_spec import Point

_MARGIN = 26.0  # pixels of the design, from the plot to the names
_SHARE = 0.3  # of the width of the picture: never more for the names
_SPACE = 4.0  # between two names
_MANY = 40  # years; the points of more are smaller
_BOUNDS = {QUALIFIERS[OVER]: "^", QUALIFIERS[UNDER]: "v"}
_NOWHERE = np.zeros((1, 2))


def draw_lines(figure: Figure, spec: LinesSpec, style: Style, ruler: Ruler) -> None:
    """Draw the lines with their names at their ends; names that find no room there go into the key."""
    axes = figure.add_axes((0.1, 0.1, 0.8, 0.8), facecolor=style.paper)
    mark_lines(axes, spec, style)
    bars = [Thing(spec.label, style.soft, "bar", _NOWHERE)] if spec.bars else []
    ends = [
        Thing(f"{line.name}: {line.latest}", color, "line", _NOWHERE)
        for line, color in zip(spec.lines, style.lines, strict=False)
    ]
    for lines in (2, 1, 0):
        widest = _widest(spec, ruler, lines)
        frame = frame_of(figure, spec, bars if lines else [*ends, *bars], style, ruler)
        set_room(figure, axes, frame.room, widest, ruler, spec.first_month, spec.language)
        names = _names(axes, spec, style, ruler, lines)
        bounds = axes.get_window_extent()
        space = _SPACE * ruler.unit
        if sum(name.height + space for name in names) <= bounds.height:
            break
    draw_frame(figure, frame, style, ruler)
    draw_margin(figure, axes, apart(names, space, bounds.y0, bounds.y1), style, ruler)


def mark_lines(axes: Axes, spec: LinesSpec, style: Style) -> None:
    """Draw the lines and the bars of the balance on axes that reach as far as they do, without any words."""
    _set_limits(axes, spec, style)
    look(axes, style)
    _draw_bars(axes, spec, style)
    for line, color in zip(spec.lines, style.lines, strict=False):
        _draw_line(axes, line, color, style)


def _set_limits(axes: Axes, spec: LinesSpec, style: Style) -> None:
    """The axes as far as the lines and bars go; an index does not start at 0."""
    points = [*(point for line in spec.lines for point in line.points), *spec.bars]
    first, last = min(point.year for point in points), max(point.year for point in points)
    margin = max((last - first) * 0.02, 0.3)
    axes.set_xlim(first - margin, last + margin)
    low, high = min(point.value for point in points), max(point.value for point in points)
    if style.log:
        axes.set_yscale("log")
        axes.set_ylim(low / 1.3, high * 1.3)
    elif spec.is_indexed:
        spread = max(high - low, 1.0)
        axes.set_ylim(max(0.0, low - 0.1 * spread), high + 0.1 * spread)
    else:
        axes.set_ylim(min(0.0, low * 1.15), high * 1.1 or 1.0)


def _draw_bars(axes: Axes, spec: LinesSpec, style: Style) -> None:
    """The balance: bars above and below 0."""
    if spec.bars:
        years, values = [point.year for point in spec.bars], [point.value for point in spec.bars]
        axes.bar(years, values, width=0.6, color=style.soft, alpha=0.45, linewidth=0, zorder=2)
    if axes.get_ylim()[0] < 0:
        axes.axhline(0, color=style.soft, linewidth=0.8, zorder=3)
        axes.spines["bottom"].set_visible(False)


def _draw_line(axes: Axes, line: NamedLine, color: str, style: Style) -> None:
    """Years as points and a line that breaks at gaps; a bound is a hollow triangle that points its way."""
    years, values = np.array([p.year for p in line.points]), np.array([p.value for p in line.points])
    breaks = np.flatnonzero(np.diff(years) > 1) + 1
    size = 3.5 if len(years) <= _MANY else 2.0
    for xs, ys in zip(np.split(years, breaks), np.split(values, breaks), strict=True):
        axes.plot(xs, ys, color=color, linewidth=2, marker="o", markersize=size, zorder=5)
    for point in line.points:
        if point.qualifier in _BOUNDS:
            axes.plot(
                point.year,
                point.value,
                marker=_BOUNDS[point.qualifier],
                color=color,
                markerfacecolor=style.paper,
                markersize=6,
                linestyle="none",
                zorder=6,
            )
    end, edge = line.points[-1], axes.get_xlim()[1]
    if edge - end.year > 1:  # the name stands at the edge, and the line does not get there
        axes.plot([end.year, edge], [end.value] * 2, color=color, linewidth=0.9, dashes=(1, 3), zorder=4)


def _words(line: NamedLine, lines: int, ruler: Ruler) -> str:
    """The name of a line, above its latest level where there is room for both."""
    room = _SHARE * ruler.page - _MARGIN * ruler.unit
    parts = (line.name, line.latest)[:lines]
    return "\n".join(ruler.wrapped(visible(part), room, TARGET_POINTS, 2, even=True) for part in parts)


def _widest(spec: LinesSpec, ruler: Ruler, lines: int) -> float:
    """The pixels that the margin needs for the names; 0 where they stand in the key."""
    if not lines:
        return 0.0
    words = [_words(line, lines, ruler) for line in spec.lines]
    return max(ruler.size(text, TARGET_POINTS)[0] for text in words) + _MARGIN * ruler.unit


def _names(axes: Axes, spec: LinesSpec, style: Style, ruler: Ruler, lines: int) -> list[MarginName]:
    """The names at the ends of the lines, from the lowest on."""
    if not lines:
        return []
    found = []
    for line, color in zip(spec.lines, style.lines, strict=False):
        words = _words(line, lines, ruler)
        level = _level(axes, line.points[-1])
        size = ruler.size(words, TARGET_POINTS)
        found.append(MarginName(words, *size, (level,), level, color))
    return sorted(found, key=lambda name: name.level)


def _level(axes: Axes, point: Point) -> float:
    return float(axes.transData.transform((0, point.value))[1])
