"""Small charts side by side, all of the same years, with a common axis of levels or one each."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from tradetrack.core.errors import RequestError
from tradetrack.core.periods import YEAR, year_label
from tradetrack.render.chart.frame import draw_frame, frame_of
from tradetrack.render.chart.measure import Ruler
from tradetrack.render.chart.plane import Box
from tradetrack.render.chart.room import look
from tradetrack.render.chart.scales import Ticks, value_ticks
from tradetrack.render.chart.style import DESIGN_HEIGHT, Style
from tradetrack.render.escape import visible
from tradetrack.reports.chart_many_spec import GridSpec, Panel

_NAME_POINTS, _SOFT_POINTS = 9.5, 8.5
# Pixels of the design.
_GAP, _ROW_GAP, _LABEL_GAP = 18.0, 14.0, 5.0
_LEAST_WIDTH, _LEAST_HEIGHT = 96.0, 26.0  # of the plot of a small chart
_SHAPE = 1.5  # width by height that is aimed at
_USUAL_WIDTH, _USUAL_HEIGHT, _HEAD = 190, 122, 130  # of a small chart, and of the words above all


class _Sheet(NamedTuple):
    """How the small charts stand: so many in a row, each so large, labels to the left, words above."""

    columns: int
    width: float
    height: float
    labels: float
    words: float


def usual_height(count: int, width: int) -> int:
    """The height in pixels of a picture of so many small charts, that wide."""
    columns = max(1, min(count, round(width / _USUAL_WIDTH)))
    needed = _HEAD + math.ceil(count / columns) * _USUAL_HEIGHT
    return min(max(needed, DESIGN_HEIGHT if count > columns else 0, 300), 8000)


def draw_grid(figure: Figure, spec: GridSpec, style: Style, ruler: Ruler) -> None:
    """Draw the small charts. Raises RequestError for a picture that is too small for so many."""
    frame = frame_of(figure, spec, [], style, ruler)
    draw_frame(figure, frame, style, ruler)
    labels = _label_width(figure, spec, style, ruler)
    sheet = _sheet(frame.room, len(spec.panels), labels, spec.is_common, ruler)
    for place, panel in enumerate(spec.panels):
        row, column = divmod(place, sheet.columns)
        left = frame.room.left + labels * spec.is_common + column * (sheet.width + _GAP * ruler.unit)
        top = frame.room.top - row * (sheet.height + _ROW_GAP * ruler.unit)
        box = Box(left, top - sheet.height, left + sheet.width, top)
        has_below = place + sheet.columns < len(spec.panels)
        _draw_panel(figure, spec, panel, box, sheet, style, ruler, (column == 0, not has_below))


def _sheet(room: Box, count: int, labels: float, is_common: bool, ruler: Ruler) -> _Sheet:
    """The number of columns whose small charts come nearest to their shape."""
    unit = ruler.unit
    words = sum(ruler.size("Ág", points)[1] + 2 * unit for points in (_NAME_POINTS, _SOFT_POINTS))
    years = ruler.size("2021", _SOFT_POINTS)[1] + _LABEL_GAP * unit
    best, nearest = None, math.inf
    for columns in range(1, count + 1):
        rows = math.ceil(count / columns)
        width = (room.right - room.left - labels * is_common - (columns - 1) * _GAP * unit) / columns
        height = (room.top - room.bottom - years - (rows - 1) * _ROW_GAP * unit) / rows
        inner_width, inner_height = width - labels * (not is_common), height - words
        if inner_width < _LEAST_WIDTH * unit or inner_height < _LEAST_HEIGHT * unit:
            continue
        off = abs(math.log(inner_width / inner_height / _SHAPE))
        if off < nearest:
            best, nearest = _Sheet(columns, width, height, labels * (not is_common), words), off
    if best is None:
        message = f"{count} charts have no room in this picture; make it larger, or name fewer pairs"
        raise RequestError(message, "height")
    return best


def _label_width(figure: Figure, spec: GridSpec, style: Style, ruler: Ruler) -> float:
    """The pixels that the labels of levels need at most."""
    axes = figure.add_axes((0.1, 0.1, 0.8, 0.8))
    widest = 0.0
    for panel in spec.panels:
        _set_limits(axes, spec, panel, style)
        ticks = _ticks(axes, spec, ruler)
        widest = max([widest, *(ruler.size(label, _SOFT_POINTS)[0] for label in ticks.labels)])
    axes.remove()
    return widest + 2 * _LABEL_GAP * ruler.unit


def _ticks(axes: Axes, spec: GridSpec, ruler: Ruler) -> Ticks:
    """The lowest and the highest of the round levels, and on a common axis all of them."""
    ticks = value_ticks(axes, 0, ruler.unit, spec.language)
    if len(ticks.places) > 2:
        return Ticks([ticks.places[0], ticks.places[-1]], [ticks.labels[0], ticks.labels[-1]])
    return ticks


def _set_limits(axes: Axes, spec: GridSpec, panel: Panel, style: Style) -> None:
    """The years of all small charts, and the levels of all or of one."""
    years = [point.year for one in spec.panels for point in one.points]
    margin = max((max(years) - min(years)) * 0.04, 0.3)
    axes.set_xlim(min(years) - margin, max(years) + margin)
    shown = spec.panels if spec.is_common else (panel,)
    levels = [level for one in shown for level in (*(p.value for p in one.points), *one.targets)]
    if style.log:
        low = min((level for level in levels if level > 0), default=1.0)
        axes.set_yscale("log")
        axes.set_ylim(low / 1.3, max([*levels, low]) * 1.3)
    else:
        axes.set_ylim(0, max(levels, default=1.0) * 1.08 or 1.0)


def _draw_panel(
    figure: Figure,
    spec: GridSpec,
    panel: Panel,
    box: Box,
    sheet: _Sheet,
    style: Style,
    ruler: Ruler,
    edges: tuple[bool, bool],
) -> None:
    """One small chart in a box: its words, then the plot; `edges`: in the first column, nothing below."""
    width, height = figure.bbox.width, figure.bbox.height
    name = ruler.wrapped(visible(panel.name), box.right - box.left, _NAME_POINTS, 1)
    latest = ruler.wrapped(visible(panel.latest), box.right - box.left, _SOFT_POINTS, 1)
    below = box.top - ruler.size("Ág", _NAME_POINTS)[1] - ruler.unit
    for text, points, color, top in (
        (name, _NAME_POINTS, style.ink, box.top),
        (latest, _SOFT_POINTS, style.soft, below),
    ):
        figure.text(box.left / width, top / height, text, fontsize=points, color=color, va="top")
    left, top = box.left + sheet.labels, box.top - sheet.words
    place = (left / width, box.bottom / height, (box.right - left) / width, (top - box.bottom) / height)
    axes = figure.add_axes(place, facecolor=style.paper)
    _set_limits(axes, spec, panel, style)
    look(axes, style, _SOFT_POINTS)
    _draw_marks(axes, panel, style)
    ticks = _ticks(axes, spec, ruler)
    is_first, is_last = edges
    has_labels = is_first or not spec.is_common
    axes.set_yticks(ticks.places, ticks.labels if has_labels else [""] * len(ticks.places))
    _label_years(axes, spec, is_last)


def _draw_marks(axes: Axes, panel: Panel, style: Style) -> None:
    """The line, broken at gaps, its latest point, and the targets."""
    for target in panel.targets:
        axes.axhline(target, color=style.target, linewidth=0.9, zorder=2)
    years, values = np.array([p.year for p in panel.points]), np.array([p.value for p in panel.points])
    breaks = np.flatnonzero(np.diff(years) > 1) + 1
    for xs, ys in zip(np.split(years, breaks), np.split(values, breaks), strict=True):
        marker = "o" if len(xs) == 1 else None
        axes.plot(xs, ys, color=style.outlook, linewidth=1.6, marker=marker, markersize=2.5, zorder=5)
    if panel.points:
        axes.plot(years[-1:], values[-1:], color=style.outlook, marker="o", markersize=4, zorder=6)


def _label_years(axes: Axes, spec: GridSpec, has_labels: bool) -> None:
    """The first and the last of all years, at the ends of the lowest axis of each column."""
    years = [int(point.year) for panel in spec.panels for point in panel.points]
    ends = sorted({min(years), max(years)})
    labels = [year_label(year * YEAR + spec.first_month - 1) if has_labels else "" for year in ends]
    axes.set_xticks([float(year) for year in ends], labels)
    texts = axes.get_xticklabels()
    if len(ends) == 2:
        texts[0].set_horizontalalignment("left")
        texts[1].set_horizontalalignment("right")
